/** `/debug/journal`: the journal's rows for anyone who develops or looks for trouble. The organiser's page, and nobody else's. */
import './journal.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readAddress } from '@tablee/shared/wire/address'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { JournalAside, JournalDocument, JournalEntry, JournalPage } from '@tablee/shared/wire/journal'
import { useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Wordmark } from '../../ui/wordmark.tsx'
import { openOrganiser, organiserSession, type OrganiserPort, type Where } from '../port.ts'
import { journalMessages } from './messages.ts'
import { JournalScreen } from './screen.tsx'

export default function JournalPage() {
  const t = useT(journalMessages)
  const [dialogue] = useState(() => organiserSession(readAddress(location.pathname).dialogue)?.me.dialogue)
  const port = useMemo(() => (dialogue === undefined ? null : openOrganiser(dialogue)), [dialogue])
  useEffect(() => {
    document.title = `${t('title')} · Tablée`
  }, [t])
  if (port !== null) return <JournalDesk port={port} />
  return (
    <main className="plain-page">
      <Wordmark />
      <h1>{t('title')}</h1>
      <p>{t('signIn')}</p>
      <p>
        <a className="btn primary" href="/join">
          {t('toJoin')}
        </a>
      </p>
    </main>
  )
}

/** How often a followed document is asked for what is new. */
const beat = 1_000
/** Rows that stay on the page while it follows: the oldest go, and come back with "older". */
const most = 400

export function JournalDesk({ port }: { port: OrganiserPort }) {
  const [about, setAbout] = useState<DialogueAnswer | null>(null)
  const [documents, setDocuments] = useState<readonly JournalDocument[]>([])
  const [asides, setAsides] = useState<readonly JournalAside[] | null>(null)
  const [doc, setDoc] = useState<string | null>(null)
  const [find, setFind] = useState('')
  const [rows, setRows] = useState<Rows | null>(null)
  const [follows, setFollows] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const turn = useRef(0)

  const load = useCallback(async () => {
    const [dialogue, list, aside] = await Promise.all([port.about(), port.documents(), port.asides()])
    const failed = [dialogue, list, aside].find((answer) => !answer.ok)
    if (failed !== undefined && !failed.ok) return setProblem(failed.problem)
    setProblem(null)
    if (dialogue.ok) setAbout(dialogue.value)
    if (aside.ok) setAsides(aside.value)
    if (!list.ok) return
    setDocuments(list.value)
    setDoc((now) => now ?? list.value[0]?.name ?? null)
  }, [port])
  useEffect(() => void load(), [load])

  /** Asks, unless something else was asked since. */
  const ask = useCallback(
    async (where: Omit<Where, 'find'>, found: (page: JournalPage) => void) => {
      if (doc === null) return
      const asked = ++turn.current
      const answer = await port.rows(doc, { find, ...where })
      if (asked !== turn.current) return
      setProblem(answer.ok ? null : answer.problem)
      if (answer.ok) found(answer.value)
    },
    [port, doc, find],
  )
  const newest = useCallback(() => ask({}, setRows), [ask])
  useEffect(() => {
    setRows(null)
    void newest()
  }, [newest])

  const older = () =>
    rows === null
      ? undefined
      : ask({ before: rows.from }, ({ entries, from }) =>
          setRows((now) => now && { ...now, from, entries: [...now.entries, ...entries] }),
        )

  useEffect(() => {
    if (!follows || rows === null) return
    const timer = setTimeout(() => {
      void ask({ after: rows.to }, ({ epoch, entries, to }) => {
        // The server was restored: what stands here is another history.
        if (epoch !== rows.epoch) return void newest()
        // Also where nothing is new: the next beat follows from it.
        setRows((now) => now && { ...now, to, ...held([...entries, ...now.entries], now.from) })
      })
    }, beat)
    return () => clearTimeout(timer)
  }, [follows, rows, ask, newest])

  return (
    <JournalScreen
      about={about}
      documents={documents}
      asides={asides}
      doc={doc}
      find={find}
      entries={rows?.entries ?? null}
      from={rows?.from ?? 1}
      follows={follows}
      problem={problem}
      onDocument={setDoc}
      onFind={setFind}
      onFollow={setFollows}
      onOlder={() => void older()}
      onAgain={() => {
        void load()
        void newest()
      }}
    />
  )
}

type Rows = Pick<JournalPage, 'epoch' | 'from' | 'to' | 'entries'>

/** The newest of them, and from which row on they are all here. */
function held(entries: readonly JournalEntry[], from: number): Pick<Rows, 'entries' | 'from'> {
  const kept = entries.slice(0, most)
  return { entries: kept, from: kept.length < entries.length ? (kept.at(-1)?.seq ?? from) : from }
}
