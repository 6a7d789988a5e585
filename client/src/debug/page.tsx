/** `/debug/journal`: the journal's rows for whoever develops or looks for trouble. The organiser's page, and nobody else's. */
import './debug.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DialogueAnswer } from '@tablee/shared/wire/http'
import type { JournalAside, JournalDocument, JournalEntry } from '@tablee/shared/wire/journal'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import { openJournal, organiserSession, type JournalPort } from './data.ts'
import { debugMessages } from './messages.ts'
import { JournalScreen } from './screen.tsx'

export default function JournalPage() {
  const t = useT(debugMessages)
  const [session] = useState(organiserSession)
  const port = useMemo(() => (session === null ? null : openJournal(session)), [session])
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

export function JournalDesk({ port }: { port: JournalPort }) {
  const [about, setAbout] = useState<DialogueAnswer | null>(null)
  const [documents, setDocuments] = useState<readonly JournalDocument[]>([])
  const [asides, setAsides] = useState<readonly JournalAside[] | null>(null)
  const [doc, setDoc] = useState<string | null>(null)
  const [entries, setEntries] = useState<readonly JournalEntry[] | null>(null)
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

  const newest = useCallback(async () => {
    if (doc === null) return
    const asked = ++turn.current
    const answer = await port.rows(doc, {})
    if (asked !== turn.current) return
    if (answer.ok) setEntries(answer.value.entries)
    setProblem(answer.ok ? null : answer.problem)
  }, [port, doc])
  useEffect(() => {
    setEntries(null)
    void newest()
  }, [newest])

  async function older(): Promise<void> {
    const before = entries?.at(-1)?.seq
    if (doc === null || before === undefined) return
    const asked = ++turn.current
    const answer = await port.rows(doc, { before })
    if (asked !== turn.current) return
    if (answer.ok) setEntries((now) => [...(now ?? []), ...answer.value.entries])
    else setProblem(answer.problem)
  }

  const head = entries?.[0]?.seq ?? 0
  useEffect(() => {
    if (!follows || doc === null || entries === null) return
    const timer = setTimeout(() => {
      void port.rows(doc, { after: head }).then((answer) => {
        if (!answer.ok) return setProblem(answer.problem)
        setProblem(null)
        // Also where nothing is new: the next beat follows from it.
        setEntries((now) => [...answer.value.entries, ...(now ?? [])].slice(0, most))
      })
    }, beat)
    return () => clearTimeout(timer)
  }, [follows, port, doc, entries, head])

  return (
    <JournalScreen
      about={about}
      documents={documents}
      asides={asides}
      doc={doc}
      entries={entries}
      follows={follows}
      problem={problem}
      onDocument={(name) => {
        turn.current += 1
        setDoc(name)
      }}
      onFollow={setFollows}
      onOlder={() => void older()}
      onAgain={() => {
        void load()
        void newest()
      }}
    />
  )
}
