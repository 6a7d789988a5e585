/** `/snapshots`: an analyst takes, lists, compares and downloads snapshots of the dialogue the link is for. */
import '../ui/base.css'
import '../ui/components.css'
import './snapshots.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useFollowed } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import type { Session } from '../link/session.ts'
import { Button } from '../ui/button.tsx'
import {
  analystSession,
  enter,
  openSnapshots,
  type Comparison,
  type Entry,
  type Kind,
  type Read,
  type SnapshotsApi,
} from './data.ts'
import type { Saved } from './open-files.ts'
import { noWish } from './leaves.tsx'
import { messages } from './messages/index.ts'
import { useCodingsIn } from './use-codings-in.ts'
import { useFiles } from './use-files.ts'
import { useVoicesIn } from './use-voices-in.ts'
import type { ScreenProps } from './props.ts'
import { Frame, Screen } from './screen.tsx'

/** What others do is told; a page out of sight looks when it is seen again. */
const settings = { calm: () => 500, rests: true }

export default function Snapshots() {
  const [session, setSession] = useState<Session | null>(analystSession)
  if (session === null) return <Door onEnter={setSession} />
  return <Desk session={session} onLost={() => setSession(null)} />
}

function Door({ onEnter }: { onEnter: (session: Session) => void }) {
  const t = useT(messages)
  const [link, setLink] = useState('')
  const [wrong, setWrong] = useState(false)
  async function open() {
    const entered = await enter(link)
    setWrong(!entered.ok)
    if (entered.ok) onEnter(entered.value)
  }
  return (
    <Frame title={t('title')}>
      <main className="snapdoor">
        <h1>{t('title')}</h1>
        <p className="lead">{t('openWithLink')}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void open()
          }}
        >
          <label htmlFor="link">{t('pasteLink')}</label>
          <div className="pair">
            <input
              id="link"
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              value={link}
              aria-invalid={wrong}
              aria-describedby={wrong ? 'link-wrong' : undefined}
              onChange={(event) => setLink(event.target.value)}
            />
            <Button look="primary" type="submit" aria-disabled={link.trim() === ''}>
              {t('enter')}
            </Button>
          </div>
          {wrong ? (
            <p id="link-wrong" className="wrong" role="alert">
              <b>{t('linkWrong')}</b> {t('linkWrongHelp')}
            </p>
          ) : null}
        </form>
      </main>
    </Frame>
  )
}

function Desk({ session, onLost }: { session: Session; onLost: () => void }) {
  const api: SnapshotsApi = useMemo(() => openSnapshots(session), [session])
  const [about, setAbout] = useState<DialogueAnswer | null>(null)
  const [entries, setEntries] = useState<readonly Entry[] | null>(null)
  const [subject, setSubject] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [read, setRead] = useState<{ readonly hash: string; readonly read: Read } | null>(null)
  const [against, setAgainst] = useState<string | null>(null)
  const [comparison, setComparison] = useState<Comparison | null>(null)
  const [busy, setBusy] = useState<ScreenProps['busy']>(null)
  const [news, setNews] = useState<ScreenProps['news']>(null)
  const [problem, setProblem] = useState<ScreenProps['problem']>(null)
  const asked = useRef(0)
  const [saved, setSaved] = useState<Saved | null>(null)
  const [wish, setWish] = useState(noWish)
  const stopDownload = useRef<AbortController | null>(null)
  useEffect(() => () => stopDownload.current?.abort(), [])
  const files = useFiles(api, session, about)
  const voicesIn = useVoicesIn(api, session)
  const codingsIn = useCodingsIn(api, session)

  const load = useCallback(async () => {
    const [found, list] = await Promise.all([api.about(), api.list()])
    const failed = !found.ok ? found.problem : !list.ok ? list.problem : null
    if (failed?.code === 'not-signed-in') return onLost()
    if (failed) return setProblem({ at: 'list', problem: failed })
    setProblem(null)
    if (found.ok) setAbout(found.value)
    if (list.ok) {
      setEntries(list.value)
      setChosen((now) => now ?? list.value[0]?.hash ?? null)
    }
  }, [api, onLost])
  const changes = useFollowed(api.changes, settings)
  const version = changes.value?.version ?? changes.problem?.code
  // At first, too: what is read is then never older than the version.
  useEffect(() => {
    if (version !== undefined) void load()
  }, [load, version])
  useEffect(() => {
    if (chosen === null) return
    let here = true
    // Without it there is no canvas to look at; everything else on the page stands without.
    void api.read(chosen).then((found) => {
      if (here && found.ok) setRead({ hash: chosen, read: found.value })
    })
    return () => {
      here = false
    }
  }, [api, chosen])

  async function take() {
    setBusy('taking')
    setNews(null)
    const taken = await api.take(subject)
    setBusy(null)
    if (!taken.ok) return setProblem({ at: 'take', problem: taken.problem })
    const { hash, at } = taken.value
    setNews(entries?.some((one) => one.hash === hash) ? { what: 'same', at } : { what: 'taken' })
    choose(hash)
    await load()
  }
  function choose(hash: string) {
    asked.current += 1
    setChosen(hash)
    setAgainst(null)
    setComparison(null)
    setSaved(null)
  }
  async function compare(hash: string | null) {
    setAgainst(hash)
    setComparison(null)
    const turn = ++asked.current
    const [a, b] = [entries?.find((one) => one.hash === chosen), entries?.find((one) => one.hash === hash)]
    if (!a || !b) return
    setBusy('comparing')
    // Always from the earlier to the later one: "came" means later.
    const [first, second] = a.at < b.at ? [a, b] : [b, a]
    const found = await api.compare(first.hash, second.hash)
    setBusy(null)
    if (turn !== asked.current) return
    if (found.ok) setComparison(found.value)
    else setProblem({ at: 'compare', problem: found.problem })
  }
  async function download(kind: Kind) {
    if (chosen === null) return
    setBusy(kind)
    setSaved(null)
    const mine = new AbortController()
    stopDownload.current = mine
    const done = await api.download(chosen, kind, wish, mine.signal)
    setBusy(null)
    if (mine.signal.aborted) return
    if ('code' in done) setProblem({ at: 'download', problem: done })
    else setSaved(done)
  }

  return (
    <Screen
      about={about}
      entries={entries}
      subject={subject}
      chosen={chosen}
      read={read !== null && read.hash === chosen ? read.read : null}
      photo={api.photo}
      against={against}
      comparison={comparison}
      busy={busy}
      news={news}
      problem={problem}
      saved={saved}
      wish={wish}
      onWish={setWish}
      files={files}
      voicesIn={voicesIn}
      codingsIn={codingsIn}
      onSubject={setSubject}
      onTake={() => void take()}
      onChoose={choose}
      onAgainst={(hash) => void compare(hash)}
      onDownload={(kind) => void download(kind)}
      onCancelDownload={() => stopDownload.current?.abort()}
      onAgain={() => {
        setProblem(null)
        void load()
      }}
      onCountersign={
        session.me.role !== 'organiser' || chosen === null
          ? null
          : async (who) => {
              const { ok } = await api.countersign(chosen, who)
              if (ok) await load()
              return ok
            }
      }
    />
  )
}
