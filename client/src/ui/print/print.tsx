/**
 * Sheets of paper: what is to be printed, in which languages, one click, and how far it is. The file comes by itself when
 * it is one; a large hall's come as several, each of whole tables.
 */
import './print.css'
import type { Problem } from '@tablee/shared/problem'
import type { PrintJob, PrintRequest } from '@tablee/shared/wire/print'
import { languages, type Language } from '@tablee/shared/i18n/index'
import { paperKinds, type PaperKind } from '@tablee/shared/wire/paper'
import { useEffect, useId, useRef, useState } from 'react'
import { followed } from '../../hold/use-followed.ts'
import { writings, useT } from '../../i18n/index.tsx'
import { Button } from '../button.tsx'
import { useGoneSaid } from '../gone-strip.tsx'
import { Icon } from '../icon.tsx'
import { printMessages } from './messages/index.ts'

type Trouble = Problem | { readonly code: 'offline' }
type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Trouble }
export type PrintPort = {
  begin(request: PrintRequest): Promise<Told<PrintJob>>
  /** Waits until it is further than at this version. */
  look(id: string, after: string | null, signal: AbortSignal): Promise<Told<PrintJob>>
  cancel(id: string): Promise<unknown>
  file(id: string, part: number): Promise<Told<Blob>>
}

/** The bar moves this often. */
const calm = (): number => 250

export function PrintSheets({
  port,
  sessions,
  current,
}: {
  port: PrintPort
  sessions: readonly { readonly number: number; readonly title: string }[]
  current: number
}) {
  const t = useT(printMessages)
  const id = useId()
  // Undefined until somebody chooses by hand: then it goes along when the dialogue moves on.
  const [chosen, setChosen] = useState<number | null>()
  const session = chosen === undefined ? current : chosen
  const [kinds, setKinds] = useState<ReadonlySet<PaperKind>>(() => new Set(paperKinds))
  const [langs, setLangs] = useState<ReadonlySet<Language>>(new Set())
  const [job, setJob] = useState<PrintJob | null>(null)
  const [problem, setProblem] = useState<Trouble | null>(null)
  const [asking, setAsking] = useState(false)
  const fetched = useRef<string | null>(null)

  async function save(of: PrintJob, part: number): Promise<void> {
    const file = await port.file(of.id, part)
    if (!file.ok) return setProblem(file.problem)
    const { from, to } = of.files[part] ?? { from: 0, to: 0 }
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file.value)
    link.download = from === to ? `table-${from}.pdf` : `tables-${from}-${to}.pdf`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }

  const under = job !== null && (job.state === 'waiting' || job.state === 'printing')
  const running = under ? job.id : null
  useEffect(() => {
    if (running === null) return
    return followed<PrintJob>(
      (after, signal) => port.look(running, after, signal),
      (news) => {
        if ('value' in news) return setJob(news.value)
        if (!news.over) return
        setJob(null)
        setProblem(news.problem)
      },
      { calm },
    )
  }, [running, port])
  useEffect(() => {
    if (job?.state !== 'done' || job.files.length !== 1 || fetched.current === job.id) return
    fetched.current = job.id
    void save(job, 0)
  })
  // Anyone who leaves the page no longer waits for it.
  const left = useRef<() => void>(() => undefined)
  left.current = () => {
    if (job !== null && under) void port.cancel(job.id)
  }
  useEffect(() => () => left.current(), [])

  async function begin() {
    setProblem(null)
    setAsking(true)
    const begun = await port.begin({ session, kinds: [...kinds], tables: null, langs: [...langs] })
    setAsking(false)
    if (begun.ok) setJob(begun.value)
    else {
      setJob(null)
      setProblem(begun.problem)
    }
  }
  function stop() {
    if (job !== null) void port.cancel(job.id)
    setJob(null)
  }

  const gone = useGoneSaid()
  const failed = job?.state === 'failed' ? (job.problem ?? { code: 'unexpected' as const }) : problem
  return (
    <div className="print-sheets">
      <p className="meta">{t('about')}</p>
      <Choices
        sessions={sessions}
        session={session}
        kinds={kinds}
        langs={langs}
        onSession={setChosen}
        onKinds={setKinds}
        onLangs={setLangs}
      />
      <p className="meta">
        {t('oneSided')} {kinds.has('ballot') ? t('voteFirst') : ''}
      </p>
      <div className="acts">
        <Button look="primary" disabled={kinds.size === 0 || asking || under} onClick={() => void begin()}>
          <Icon name="on-paper" />
          {t('print')}
        </Button>
        {kinds.size === 0 ? <span className="meta">{t('nothing')}</span> : null}
      </div>
      {under ? (
        <div className="running">
          <label htmlFor={id}>{job.state === 'waiting' ? t('waiting') : t('printing', { n: job.sheets })}</label>
          <progress id={id} max={1} value={job.progress} />
          <Button onClick={stop}>{t('stop')}</Button>
        </div>
      ) : null}
      <p role="status" className={job?.state === 'done' ? 'ready' : undefined}>
        {job?.state === 'done' ? (
          <>
            <Icon name="saved" />
            <span>{t('done', { n: job.sheets, pages: job.pages, seconds: (job.seconds ?? 0).toFixed(1) })}</span>
          </>
        ) : null}
      </p>
      {job?.state === 'done' ? (
        <div className="acts">
          {job.files.map((file, at) => (
            <Button key={file.from} onClick={() => void save(job, at)}>
              <Icon name="download" />
              {t('download')}
              {job.files.length > 1 || file.from === file.to
                ? ` · ${t(file.from === file.to ? 'one' : 'part', { from: file.from, to: file.to })}`
                : ''}
            </Button>
          ))}
        </div>
      ) : null}
      {failed === null ? null : (
        <p className="trouble" role="alert">
          {gone ??
            t(
              failed.code === 'not-found'
                ? 'none'
                : failed.code === 'too-large'
                  ? 'tooLarge'
                  : failed.code === 'offline'
                    ? 'offline'
                    : 'failed',
            )}
        </p>
      )}
    </div>
  )
}

/** Of which session, which sheets, in which languages. */
function Choices({
  sessions,
  session,
  kinds,
  langs,
  onSession,
  onKinds,
  onLangs,
}: {
  sessions: readonly { readonly number: number; readonly title: string }[]
  session: number | null
  kinds: ReadonlySet<PaperKind>
  langs: ReadonlySet<Language>
  onSession: (session: number | null) => void
  onKinds: (kinds: ReadonlySet<PaperKind>) => void
  onLangs: (langs: ReadonlySet<Language>) => void
}) {
  const t = useT(printMessages)
  return (
    <div className="choices">
      <fieldset>
        <legend>{t('session')}</legend>
        <select
          className="pick"
          aria-label={t('session')}
          value={session ?? ''}
          onChange={(event) => onSession(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
        >
          <option value="">{t('all')}</option>
          {sessions.map((one) => (
            <option key={one.number} value={one.number}>
              {one.title === '' ? one.number : `${one.number} · ${one.title}`}
            </option>
          ))}
        </select>
      </fieldset>
      <fieldset>
        <legend>{t('kinds')}</legend>
        {paperKinds.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={kinds.has(kind)} onChange={() => onKinds(toggled(kinds, kind))} />
            <span>{t(kind)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('langs')}</legend>
        <label>
          <input type="checkbox" checked={langs.size === 0} onChange={() => onLangs(new Set())} />
          <span>{t('own')}</span>
        </label>
        {languages.map((lang) => (
          <label key={lang} lang={lang}>
            <input type="checkbox" checked={langs.has(lang)} onChange={() => onLangs(toggled(langs, lang))} />
            <span>{writings[lang].name}</span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}
