/** A codebook or project of a program for coding texts: into this dialogue's codebook, or as a dialogue of its own. Looked at first. */
import { useEffect, useId, useRef } from 'react'
import { isLang } from '@tablee/shared/ids'
import { sayBadFile } from '@tablee/shared/formats/said/said'
import type { CodingsIn as Codings, ProjectIn } from '@tablee/shared/wire/coding-files'
import type { Encoding } from '@tablee/shared/wire/exchange'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { FileChooser } from '../ui/file-chooser.tsx'
import { ChooseEncoding, wantsEncoding } from './encoding.tsx'
import { Going, LeftList, sentenceOf } from './files.tsx'
import { LanguageField } from './language-field.tsx'
import { codingsInMessages, fileMessages } from './messages/index.ts'
import { NewLinks } from './new-links.tsx'
import type { Sending } from './open-files.ts'

export type CodingsFound = Codings | ProjectIn
export type Where = 'codebook' | 'dialogue'

export type CodingsInProps = {
  /** The organiser alone makes dialogues. */
  readonly mayMake: boolean
  readonly where: Where
  readonly lang: string | null
  readonly sending: Sending<CodingsFound> | null
  /** What was chosen and is looked at, or was refused. */
  readonly files: readonly File[]
  readonly onWhere: (where: Where) => void
  readonly onLang: (lang: string) => void
  readonly onFiles: (files: readonly File[]) => void
  /** The same files again, as they are written. */
  readonly onLook: (encoding?: Encoding) => void
  readonly onBring: () => void
  readonly onCancel: () => void
  readonly onAgain: () => void
}

const isProject = (found: CodingsFound): found is ProjectIn => 'title' in found
const isNothing = (found: CodingsFound): boolean => !isProject(found) && found.codes + found.codings + found.memos === 0

export function CodingsIn(props: CodingsInProps) {
  const { sending, files, where } = props
  const t = useT(codingsInMessages)
  const f = useT(fileMessages)
  const { language } = useLanguage()
  const head = useRef<HTMLHeadingElement>(null)
  const at = sending?.at ?? null
  // What was found out comes after a wait: anyone who reads by ear or by keyboard is led to it.
  useEffect(() => {
    if (at === 'looked' || at === 'put' || at === 'refused') head.current?.focus()
  }, [at])
  const lang = props.lang ?? language
  const known = isLang(lang)
  const refused = sending?.at === 'refused' ? sending.problem : null
  const written = refused === null ? null : wantsEncoding(refused)
  const found = sending?.at === 'looked' || sending?.at === 'put' ? sending.found : null
  return (
    <section className="section boardfiles" aria-labelledby="codingsin-title">
      <h2 id="codingsin-title" ref={head} tabIndex={-1}>
        {t('title')}
      </h2>
      <p className="meta wide">{t(props.mayMake ? 'about' : 'aboutAnalyst')}</p>
      {props.mayMake && at !== 'reading' && at !== 'writing' ? <Wheres where={where} onWhere={props.onWhere} /> : null}
      {sending === null || at === 'cancelled' || at === 'refused' || at === 'put' ? (
        <FileChooser
          className="droppable"
          several
          drop={f('drop')}
          ready={known}
          label={t('choose')}
          onFiles={props.onFiles}
        >
          <LanguageField value={lang} known={known} label={f('textLang')} onChange={props.onLang} />
        </FileChooser>
      ) : null}
      <div role="status" className="outcome">
        {sending?.at === 'reading' || sending?.at === 'writing' ? (
          <Going
            says={t(sending.at === 'reading' ? 'reading' : where === 'dialogue' ? 'making' : 'writing', {
              file: sending.file,
            })}
            part={sending.part}
            {...(sending.at === 'reading' ? { onCancel: props.onCancel } : {})}
          />
        ) : null}
        {found !== null && sending?.at === 'looked' ? (
          <>
            {isNothing(found) ? (
              <p className="lead">{t('nothing', { file: sending.file })}</p>
            ) : (
              <>
                <Summary file={sending.file} found={found} />
                <p className="meta">{t('notYet')}</p>
              </>
            )}
          </>
        ) : null}
        {found !== null && sending?.at === 'put' ? <Done file={sending.file} found={found} /> : null}
        {sending?.at === 'cancelled' ? <p>{t('cancelled')}</p> : null}
        {found === null ? null : (
          <>
            <Missing names={found.missing} />
            <LeftList title={f('notKept')} left={found.left} />
          </>
        )}
      </div>
      {refused === null ? null : (
        <p className="wrong" role="alert">
          <b>{t('refused')}</b>{' '}
          {refused.code === 'bad-file'
            ? `${sayBadFile(language, refused)}.`
            : refused.code === 'refused'
              ? t(refusals[refused.why] ?? 'changed')
              : refused.code === 'changed'
                ? t('changed')
                : f(...sentenceOf(refused, 'import'))}
        </p>
      )}
      {written === null ? null : <ChooseEncoding problem={written} files={files} onRead={props.onLook} />}
      {found === null || sending?.at !== 'looked' ? null : (
        <div className="acts">
          {isNothing(found) ? null : (
            <Button look="primary" onClick={props.onBring}>
              {t(isProject(found) ? 'make' : 'bring')}
            </Button>
          )}
          <Button onClick={props.onAgain}>{f('another')}</Button>
        </div>
      )}
    </section>
  )
}

/** Why an open codebook does not take it. */
const refusals: Readonly<Record<string, keyof typeof codingsInMessages.en>> = {
  round: 'inRound',
  codes: 'tooMany',
  codings: 'tooMany',
  memos: 'tooMany',
}

function Wheres({ where, onWhere }: Pick<CodingsInProps, 'where' | 'onWhere'>) {
  const t = useT(codingsInMessages)
  const name = useId()
  return (
    <fieldset className="wheres">
      <legend className="label">{t('where')}</legend>
      {(['codebook', 'dialogue'] as const).map((one) => (
        <label key={one}>
          <input type="radio" name={name} checked={where === one} onChange={() => onWhere(one)} />
          <span>{t(one)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Summary({ file, found }: { file: string; found: CodingsFound }) {
  const t = useT(codingsInMessages)
  const f = useT(fileMessages)
  const coded = [
    t('codes', { n: found.codes }),
    t('passages', { n: found.codings }),
    ...(found.memos > 0 ? [t('memos', { n: found.memos })] : []),
  ]
  if (isProject(found)) {
    const what = [t('texts', { n: found.tables }), t('paragraphs', { n: found.words }), ...coded].join(f('comma'))
    return <p className="lead">{t('project', { file, title: found.title, what })}</p>
  }
  return (
    <>
      <p className="lead">{t('found', { file, what: coded.join(f('comma')) })}</p>
      {found.sources === 0 ? null : (
        <p>
          {t('ours', { n: found.sources })} {t('entries', { n: found.entries })}
        </p>
      )}
    </>
  )
}

function Done({ file, found }: { file: string; found: CodingsFound }) {
  const t = useT(codingsInMessages)
  if (isProject(found))
    return (
      <>
        <p className="lead">{t('made', { title: found.title })}</p>
        <NewLinks links={found.links} />
      </>
    )
  return (
    <>
      <p className="lead">{t('brought', { file })}</p>
      <p className="meta">{t('step')}</p>
    </>
  )
}

/** Texts that are not in the file, by their names. */
function Missing({ names }: { names: readonly string[] }) {
  const t = useT(codingsInMessages)
  const id = useId()
  if (names.length === 0) return null
  return (
    <div className="leftover">
      <p id={id} className="lefthead">
        {t('missing', { n: names.length })}
      </p>
      <ul aria-labelledby={id}>
        {names.map((name) => (
          <li key={name} dir="auto">
            {name}
          </li>
        ))}
      </ul>
    </div>
  )
}
