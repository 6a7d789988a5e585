/** `/debug/journal`: the journal's rows for anyone who develops or looks for trouble. The organiser's page, and nobody else's. */
import './journal.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readAddress } from '@tablee/shared/wire/address'
import type { JournalEntry, JournalPage } from '@tablee/shared/wire/journal'
import { useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { PlainPage } from '../../ui/plain-page.tsx'
import { openOrganiser, organiserSession, type Journalled, type OrganiserPort, type Where } from '../port.ts'
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
  return <PlainPage title={t('title')} how={t('signIn')} onward={t('toJoin')} />
}

/** How often a followed document is asked for what is new. */
const beat = 1_000
/** Rows that stay on the page while it follows: the oldest go, and come back with "older". */
const most = 400

function JournalDesk({ port }: { port: OrganiserPort }) {
  const [found, setFound] = useState<Journalled | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [find, setFind] = useState('')
  const [rows, setRows] = useState<JournalPage | null>(null)
  const [follows, setFollows] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const turn = useRef(0)
  const doc = chosen ?? found?.documents[0]?.name ?? null

  const load = useCallback(async () => {
    const answer = await port.journal()
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok) setFound(answer.value)
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
      found={found}
      doc={doc}
      find={find}
      rows={rows}
      follows={follows}
      problem={problem}
      onDocument={setChosen}
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

/** The newest of them, and from which row on they are all here. */
function held(entries: readonly JournalEntry[], from: number): Pick<JournalPage, 'entries' | 'from'> {
  const kept = entries.slice(0, most)
  return { entries: kept, from: kept.length < entries.length ? (kept.at(-1)?.seq ?? from) : from }
}
