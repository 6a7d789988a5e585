/** A board as it stands: its map taken out in a format of the field, and a file brought onto it. As it looks, of what it is given. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { leftCodes, type Left } from '@tablee/shared/file'
import { sayBadFile, sayLeft } from '@tablee/shared/formats/said/said'
import type { Imported } from '@tablee/shared/wire/files'
import { mapFormats, type Encoding, type MapFormat, type Readable } from '@tablee/shared/wire/exchange'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { FileChooser } from '../ui/file-chooser.tsx'
import { Button } from '../ui/button.tsx'
import type { Translate } from '@tablee/shared/i18n/translator'
import { LanguageField } from './language-field.tsx'
import { ChooseEncoding, wantsEncoding } from './encoding.tsx'
import { fileMessages, messages } from './messages/index.ts'
import { isLang } from '@tablee/shared/ids'
import type { FileProblem, Saved, Sending } from './open-files.ts'

/** Names of formats are the same in every language. */
export const formatNames: Readonly<Record<Readable | MapFormat, string>> = {
  argdown: 'Argdown',
  xaif: 'xAIF',
  aif: 'AIF',
  kialo: 'Kialo',
  arggraph: 'Microtext XML',
  argael: 'ArgAEL',
  csv: 'CSV',
  canvas: 'JSON Canvas',
  graphml: 'GraphML',
}

export type FilesProps = {
  readonly about: DialogueAnswer | null
  readonly nameOf: (board: string) => string
  readonly board: string | null
  readonly mayImport: boolean
  readonly saving: MapFormat | null
  readonly saved: Saved | null
  readonly savedProblem: ClientProblem | null
  readonly sending: Sending | null
  /** What was chosen. */
  readonly files: readonly File[]
  readonly onEncoding: (encoding: Encoding) => void
  readonly onBoard: (board: string) => void
  readonly onExport: (format: MapFormat) => void
  readonly onFiles: (files: readonly File[], lang: string) => void
  readonly onPut: () => void
  readonly onCancel: () => void
  readonly onCancelExport: () => void
  readonly onAgain: () => void
}

export function BoardFiles(props: FilesProps) {
  const { about, nameOf, board, mayImport, saving, saved, savedProblem, sending } = props
  const t = useT(fileMessages)
  const of = useT(messages)
  return (
    <section className="section boardfiles" aria-labelledby="boardfiles-title">
      <div className="with">
        <div>
          <h2 id="boardfiles-title">{t('title')}</h2>
          <p className="meta">{t(mayImport ? 'about' : 'aboutOut')}</p>
        </div>
        <label>
          <span className="label">{t('board')}</span>
          <select className="pick" value={board ?? ''} onChange={(event) => props.onBoard(event.target.value)}>
            {about?.sessions.map((session) => (
              <optgroup key={session.number} label={`${session.number} · ${session.title}`}>
                {about.tables.flatMap((table) =>
                  table.boards
                    .filter((one) => one.session === session.number)
                    .map((one) => (
                      <option key={one.id} value={one.id}>
                        {nameOf(one.id)}
                      </option>
                    )),
                )}
              </optgroup>
            ))}
          </select>
        </label>
      </div>
      <h3>{t('takeOut')}</h3>
      <ul className="files">
        {mapFormats.map((format) => (
          <li key={format}>
            <Button
              aria-disabled={saving === format || board === null}
              aria-describedby={`take-${format}`}
              onClick={() => saving === null && board !== null && props.onExport(format)}
            >
              {saving === format ? of('preparing') : formatNames[format]}
            </Button>
            <span className="meta" id={`take-${format}`}>
              {format === 'argdown' ? of('argdownHelp') : t(format)}
            </span>
          </li>
        ))}
      </ul>
      <div role="status" className="outcome">
        {saving === null ? null : (
          <Going says={t('writingOut', { format: formatNames[saving] })} onCancel={props.onCancelExport} />
        )}
        {saved === null ? null : (
          <>
            <p>{t('saved', { file: saved.name })}</p>
            <LeftList title={t('notInFile', { file: saved.name })} left={saved.left} />
          </>
        )}
        {savedProblem === null ? null : <p className="wrong">{t(...sentenceOf(savedProblem, 'export'))}</p>}
      </div>
      {mayImport ? <BringIn {...props} sending={sending} /> : null}
    </section>
  )
}

function BringIn({ about, board, sending, files, onEncoding, onFiles, onPut, onCancel, onAgain }: FilesProps) {
  const t = useT(fileMessages)
  const { language } = useLanguage()
  const [lang, setLang] = useState<string | null>(null)
  const report = useRef<HTMLHeadingElement>(null)
  const tongue =
    about?.tables.find((table) => table.boards.some((one) => one.id === board))?.lang ?? about?.lang ?? language
  const at = sending?.at ?? null
  // What was found out comes after a wait: anyone who reads by ear or by keyboard is led to it.
  useEffect(() => {
    if (at === 'looked' || at === 'put' || at === 'refused') report.current?.focus()
  }, [at])
  const chosen = lang ?? tongue
  const known = isLang(chosen)
  const written = sending?.at === 'refused' ? wantsEncoding(sending.problem) : null
  return (
    <>
      <h3 ref={report} tabIndex={-1}>
        {t('bringIn')}
      </h3>
      <p className="meta wide">{t('bringInHelp')}</p>
      {sending === null || at === 'cancelled' || at === 'refused' || at === 'put' ? (
        <FileChooser
          className="droppable"
          several
          drop={t('drop')}
          ready={board !== null && known}
          label={t('choose')}
          onFiles={(given) => board !== null && onFiles(given, chosen)}
        >
          <LanguageField value={chosen} known={known} label={t('textLang')} onChange={setLang} />
        </FileChooser>
      ) : null}
      <div role="status" className="outcome">
        {sending?.at === 'reading' || sending?.at === 'writing' ? (
          <Going
            says={t(sending.at, { file: sending.file })}
            part={sending.part}
            {...(sending.at === 'reading' ? { onCancel } : {})}
          />
        ) : null}
        {sending?.at === 'looked' ? (
          <Found file={sending.file} found={sending.found} say="found">
            <p className="meta">{t('notYet')}</p>
          </Found>
        ) : null}
        {sending?.at === 'put' ? (
          <Found file={sending.file} found={sending.found} say="done">
            <p className="meta">{t('seen')}</p>
          </Found>
        ) : null}
        {sending?.at === 'cancelled' ? <p>{t('cancelled')}</p> : null}
      </div>
      {sending?.at === 'refused' ? (
        <p className="wrong" role="alert">
          <b>{t('refused')}</b>{' '}
          {sending.problem.code === 'bad-file'
            ? `${sayBadFile(language, sending.problem)}.`
            : t(...sentenceOf(sending.problem, 'import'))}
        </p>
      ) : null}
      {written === null ? null : <ChooseEncoding problem={written} files={files} onRead={onEncoding} />}
      {sending?.at === 'looked' ? (
        <div className="acts">
          <Button look="primary" onClick={onPut}>
            {t('put')}
          </Button>
          <Button onClick={onAgain}>{t('another')}</Button>
        </div>
      ) : null}
    </>
  )
}

function Found({
  file,
  found,
  say,
  children,
}: {
  file: string
  found: Imported
  say: 'found' | 'done'
  children?: ReactNode
}) {
  const t = useT(fileMessages)
  const of = useT(messages)
  const what =
    found.format === 'canvas'
      ? t('shapes', { n: found.shapes })
      : [
          of('entries', { n: found.nodes }),
          of('links', { n: found.relations }),
          ...(found.words > 0 ? [of('words', { n: found.words })] : []),
        ].join(t('comma'))
  return (
    <>
      <p className="lead">{t(say, { file, format: formatNames[found.format], what })}</p>
      {children}
      <LeftList title={t('notKept')} left={found.left} />
    </>
  )
}

/** Work that goes on: how far where that is known, and the way back while there is one. */
export function Going({ says, part, onCancel }: { says: string; part?: number; onCancel?: () => void }) {
  const t = useT(fileMessages)
  return (
    <div className="going">
      <label>
        {says}
        <progress max={1} {...(part === undefined ? {} : { value: part })} />
      </label>
      {onCancel === undefined ? null : <Button onClick={onCancel}>{t('cancel')}</Button>}
    </div>
  )
}

export function LeftList({ title, left }: { title: string; left: Left }) {
  const { language } = useLanguage()
  // A page that is older than its server does not know every code, and says what it knows.
  const rows = leftCodes.flatMap((code) => (left[code] === undefined ? [] : [{ code, n: left[code] }]))
  const name = useId()
  if (rows.length === 0) return null
  return (
    <div className="leftover">
      <p id={name} className="lefthead">
        {title}
      </p>
      <ul aria-labelledby={name}>
        {rows.map(({ code, n }) => (
          <li key={code}>
            {sayLeft(language, code)} <span className="num">{n}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A problem's sentence, and what fills it. */
export function sentenceOf(
  problem: FileProblem,
  doing: 'import' | 'export',
): Parameters<Translate<keyof typeof fileMessages.en>> {
  switch (problem.code) {
    case 'too-large':
      return ['tooLarge']
    case 'board-full':
      return [fullOf[problem.what], { n: problem.what === 'bytes' ? problem.limit / 1024 / 1024 : problem.limit }]
    case 'not-allowed':
      return [doing === 'import' ? 'closed' : 'notYours']
    case 'not-signed-in':
    case 'link-unknown':
      return ['notYours']
    case 'journal-unavailable':
      return ['storage']
    case 'timeout':
      return ['slow']
    case 'offline':
    case 'moved':
    case 'too-many':
      return ['offline']
    case 'unreadable':
      return ['unreadable', { file: problem.file }]
    case 'same-name':
      return ['sameName', { file: problem.file }]
    default:
      return ['odd']
  }
}
const fullOf = {
  nodes: 'fullNodes',
  relations: 'fullLinks',
  shapes: 'fullShapes',
  links: 'fullShapes',
  photos: 'fullShapes',
  bytes: 'fullBytes',
} as const
