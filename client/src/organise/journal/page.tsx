/** `/debug/journal`: the journal's rows for anyone who develops or looks for trouble. The organiser's page, and nobody else's. */
import './journal.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readAddress } from '@tablee/shared/wire/address'
import { prefixOf } from '@tablee/shared/documents'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { JournalDocument, JournalEntry, JournalPage } from '@tablee/shared/wire/journal'
import { followed } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { Wordmark } from '../../ui/wordmark.tsx'
import { openOrganiser, organiserSession, type Journalled, type OrganiserPort, type Where } from '../port.ts'
import { journalMessages } from './messages/index.ts'
import { Asides, Find, Rows } from './parts.tsx'

export default function OrganiserJournal() {
  const t = useT(journalMessages)
  const [dialogue] = useState(() => organiserSession(readAddress(location.pathname).dialogue)?.me.dialogue)
  const port = useMemo(() => (dialogue === undefined ? null : openOrganiser(dialogue)), [dialogue])
  useEffect(() => {
    document.title = `${t('title')} · Tablée`
  }, [t])
  if (port !== null) return <Journal port={port} />
  return <PlainPage title={t('title')} how={t('signIn')} onward={t('toJoin')} />
}

/** A document at work has many rows a second. */
const beat = (): number => 1_000
/** Rows that stay on the page while it follows: the oldest go, and come back with "older". */
const most = 400
const groups = [
  ['ofDialogue', prefixOf('dialogue')],
  ['ofBoards', prefixOf('board')],
  ['ofViews', prefixOf('view')],
] as const

export type JournalPort = Pick<OrganiserPort, 'journal' | 'rows'>

/** `first`: what is looked for and followed to begin with (the gallery). */
export function Journal({
  port,
  first = { find: '', follows: false },
}: {
  readonly port: JournalPort
  readonly first?: { readonly find: string; readonly follows: boolean }
}) {
  const t = useT(journalMessages)
  const [found, setFound] = useState<Journalled | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [find, setFind] = useState(first.find)
  const [rows, setRows] = useState<JournalPage | null>(null)
  const [follows, setFollows] = useState(first.follows)
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
      : void ask({ before: rows.from }, ({ entries, from }) =>
          setRows((now) => now && { ...now, from, entries: [...now.entries, ...entries] }),
        )

  const last = useRef(rows)
  last.current = rows
  const here = rows !== null
  useEffect(() => {
    if (!follows || doc === null || !here) return
    return followed<JournalPage>(
      (_, signal) => port.rows(doc, { find, after: last.current?.to ?? 0 }, signal),
      (news) => {
        if (!('value' in news)) return setProblem(news.problem)
        setProblem(null)
        const { epoch, entries, to } = news.value
        // The server was restored: what stands here is another history.
        if (epoch !== last.current?.epoch) return void newest()
        setRows((now) => now && { ...now, to, ...held([...entries, ...now.entries], now.from) })
      },
      { calm: beat, rests: true },
    )
  }, [follows, here, port, doc, find, newest])
  const again = () => {
    void load()
    void newest()
  }

  const names = useMemo(() => placesOf(found?.about), [found])
  const label = ({ name, seq }: JournalDocument): string => {
    const place = names.get(name.split(':')[1] ?? '')
    const said = place === undefined ? name : `${t('board', place)} · ${name}`
    return `${said} · ${t('rows', { n: seq })}`
  }

  return (
    <main className="journal">
      <header>
        <Wordmark />
        <div>
          <h1>
            {t('title')} {found === null ? null : <span className="meta">{found.about.title}</span>}
          </h1>
          <p>{t('lead')}</p>
        </div>
      </header>
      {problem === null ? null : (
        <Notice
          tone="error"
          icon="refused"
          happened={t('failed')}
          actions={<Button onClick={again}>{t('again')}</Button>}
        />
      )}
      {found === null || found.documents.length === 0 ? null : (
        <div className="choose">
          <label>
            <span>{t('document')}</span>
            <select className="pick" value={doc ?? ''} onChange={(event) => setChosen(event.currentTarget.value)}>
              {groups.map(([group, prefix]) => (
                <optgroup key={group} label={t(group)}>
                  {found.documents
                    .filter(({ name }) => name.startsWith(prefix))
                    .map((one) => (
                      <option key={one.name} value={one.name}>
                        {label(one)}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
          </label>
          <Find find={find} onFind={setFind} />
          <Button aria-pressed={follows} onClick={() => setFollows(!follows)}>
            {t('follow')}
          </Button>
          <p className="meta" role="status">
            {follows ? t('following') : ''}
          </p>
        </div>
      )}
      {rows === null && problem !== null ? null : (
        <section className="rows" aria-label={t('entries', { name: doc ?? '' })} tabIndex={0}>
          <Rows name={doc ?? ''} entries={rows?.entries ?? []} />
          {rows === null ? (
            <p className="none" role="status">
              {t('reading')}
            </p>
          ) : (
            <div className="none">
              <p role="status">
                {rows.entries.length === 0 && find === ''
                  ? t('empty')
                  : find === ''
                    ? ''
                    : t('found', { n: rows.entries.length, from: rows.from })}
              </p>
              {rows.from > 1 ? <Button onClick={older}>{t('older')}</Button> : null}
            </div>
          )}
        </section>
      )}
      {found === null ? null : <Asides asides={found.asides} />}
    </main>
  )
}

/** The newest of them, and from which row on they are all here. */
function held(entries: readonly JournalEntry[], from: number): Pick<JournalPage, 'entries' | 'from'> {
  const kept = entries.slice(0, most)
  return { entries: kept, from: kept.length < entries.length ? (kept.at(-1)?.seq ?? from) : from }
}

/** Where each board is: its table and session. */
const placesOf = (
  about: DialogueAnswer | undefined,
): ReadonlyMap<string, { readonly table: number; readonly session: number }> =>
  new Map(
    (about?.tables ?? []).flatMap(({ number, boards }) =>
      boards.map(({ id, session }) => [id as string, { table: number, session }] as const),
    ),
  )
