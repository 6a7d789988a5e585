/** A poll or survey of another tool, brought in as a dialogue of its own: looked at first, then made, or taken back. */
import { useEffect, useRef, useState } from 'react'
import { isLang } from '@tablee/shared/ids'
import { sayBadFile } from '@tablee/shared/formats/said/said'
import type { ImportedVoices } from '@tablee/shared/wire/files'
import type { Encoding } from '@tablee/shared/wire/exchange'
import { useLanguage, useT } from '../i18n/index.tsx'
import { FileChooser } from '../ui/file-chooser.tsx'
import { Button } from '../ui/button.tsx'
import { LanguageField } from './language-field.tsx'
import { ChooseEncoding, wantsEncoding } from './encoding.tsx'
import { fileMessages, voicesInMessages } from './messages/index.ts'
import { Going, LeftList, sentenceOf } from './files.tsx'
import { NewLinks } from './new-links.tsx'
import type { Columns, Sending } from './open-files.ts'

export type VoicesInProps = {
  readonly mayImport: boolean
  readonly sending: Sending<ImportedVoices> | null
  /** What was chosen and is looked at, or was refused. */
  readonly files: readonly File[]
  readonly columns: Columns
  readonly onColumns: (columns: Columns) => void
  readonly onFiles: (files: readonly File[]) => void
  /** The same files again: with other columns, or as they are written. */
  readonly onLook: (encoding?: Encoding) => void
  readonly onMake: () => void
  readonly onCancel: () => void
  readonly onAgain: () => void
}

const fields = ['title', 'id', 'wave', 'weight', 'table', 'after', 'missing'] as const
const helps: Readonly<Record<(typeof fields)[number], keyof typeof voicesInMessages.en>> = {
  title: 'titleHelp',
  id: 'idHelp',
  wave: 'waveHelp',
  weight: 'weightHelp',
  table: 'tableHelp',
  after: 'afterHelp',
  missing: 'missingHelp',
}

export function VoicesIn(props: VoicesInProps) {
  const { sending, files, columns } = props
  const t = useT(voicesInMessages)
  const f = useT(fileMessages)
  const { language } = useLanguage()
  const head = useRef<HTMLHeadingElement>(null)
  const [open, setOpen] = useState(false)
  const at = sending?.at ?? null
  // What was found out comes after a wait: anyone who reads by ear or by keyboard is led to it.
  useEffect(() => {
    if (at === 'looked' || at === 'put' || at === 'refused') head.current?.focus()
  }, [at])
  if (!props.mayImport) return null
  const lang = columns.lang ?? language
  const known = isLang(lang)
  const refused = sending?.at === 'refused' ? sending.problem : null
  const written = refused === null ? null : wantsEncoding(refused)
  const again = (at === 'looked' || at === 'refused') && files.length > 0
  return (
    <section className="section boardfiles" aria-labelledby="voicesin-title">
      <h2 id="voicesin-title" ref={head} tabIndex={-1}>
        {t('title')}
      </h2>
      <p className="meta wide">{t('about')}</p>
      {sending === null || at === 'cancelled' || at === 'refused' || at === 'put' ? (
        <FileChooser
          className="droppable"
          several
          drop={f('drop')}
          ready={known}
          label={t('choose')}
          onFiles={props.onFiles}
        >
          <LanguageField
            value={lang}
            known={known}
            label={f('textLang')}
            onChange={(value) => props.onColumns({ ...columns, lang: value })}
          />
        </FileChooser>
      ) : null}
      <div role="status" className="outcome">
        {sending?.at === 'reading' || sending?.at === 'writing' ? (
          <Going
            says={t(sending.at, { file: sending.file })}
            part={sending.part}
            {...(sending.at === 'reading' ? { onCancel: props.onCancel } : {})}
          />
        ) : null}
        {sending?.at === 'looked' ? (
          <>
            <Summary file={sending.file} found={sending.found} />
            <p className="meta">{t('notYet')}</p>
            <LeftList title={t('toKnow')} left={sending.found.left} />
          </>
        ) : null}
        {sending?.at === 'put' ? (
          <>
            <p className="lead">{t('made', { title: sending.found.title })}</p>
            <NewLinks links={sending.found.links} />
          </>
        ) : null}
        {sending?.at === 'cancelled' ? <p>{t('cancelled')}</p> : null}
      </div>
      {refused === null ? null : (
        <p className="wrong" role="alert">
          <b>{t('refused')}</b>{' '}
          {refused.code === 'bad-file' ? `${sayBadFile(language, refused)}.` : f(...sentenceOf(refused, 'import'))}
        </p>
      )}
      {written === null ? null : <ChooseEncoding problem={written} files={files} onRead={props.onLook} />}
      {at === 'reading' || at === 'writing' || at === 'put' ? null : (
        <details
          className="columns"
          open={open || (refused?.code === 'bad-file' && columnFaults.has(refused.why.code))}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>{t('columns')}</summary>
          <p className="meta wide">{t('columnsHelp')}</p>
          <div className="fields">
            {fields.map((name) => (
              <label key={name}>
                <span className="label">{t(name === 'title' ? 'called' : name)}</span>
                <input
                  value={columns[name] ?? ''}
                  autoComplete="off"
                  spellCheck={false}
                  dir="auto"
                  maxLength={200}
                  aria-describedby={`voicesin-help-${name}`}
                  onChange={(event) => props.onColumns({ ...columns, [name]: event.target.value })}
                />
                <span className="meta" id={`voicesin-help-${name}`}>
                  {t(helps[name])}
                </span>
              </label>
            ))}
          </div>
          {again ? <Button onClick={() => known && props.onLook()}>{t('lookAgain')}</Button> : null}
        </details>
      )}
      {sending?.at === 'looked' ? (
        <div className="acts">
          <Button look="primary" onClick={props.onMake}>
            {t('make')}
          </Button>
          <Button onClick={props.onAgain}>{f('another')}</Button>
        </div>
      ) : null}
    </section>
  )
}

/** Mended by naming a column: the fields stand open then. */
const columnFaults: ReadonlySet<string> = new Set(['person-twice', 'wave-without-id', 'wave-values', 'csv-column'])

function Summary({ file, found }: { file: string; found: ImportedVoices }) {
  const t = useT(voicesInMessages)
  const f = useT(fileMessages)
  const what = [
    t('people', { n: found.people }),
    t(found.format === 'polis' ? 'statements' : 'questions', { n: found.items }),
    t(found.format === 'polis' ? 'votes' : 'answers', { n: found.answers }),
    t('tables', { n: found.tables }),
  ].join(f('comma'))
  const { columns } = found
  return (
    <>
      <p className="lead">{t('found', { file, title: found.title, what })}</p>
      {columns === null ? null : (
        <p>
          {[
            columns.id === null ? t('whoNone') : t('whoIs', { column: columns.id }),
            ...(columns.weight === null ? [] : [t('weightIs', { column: columns.weight })]),
            ...(columns.table === null ? [] : [t('tableIs', { column: columns.table })]),
          ].join(' · ')}
        </p>
      )}
    </>
  )
}
