/** `/seat`: one citizen's phone, from the first tap to the last vote. */
import './seat.css'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { CommandId, SeatCode } from '@tablee/shared/ids'
import { newId } from '@tablee/shared/ids'
import type { SeatAnswer, SeatCommand, SeatsAnswer, SitRequest } from '@tablee/shared/wire/seat'
import { useLanguage, useT } from '../i18n/index.tsx'
import { preferred } from '../i18n/languages.ts'
import { openApi, type ClientProblem } from '../link/api.ts'
import { forgetSeat, keepSeat, knownSeat, type Session } from '../link/session.ts'
import { said, writable } from '../ui/ballot/texts.ts'
import { AnswerScreen } from './answer.tsx'
import { ConsentScreen } from './consent.tsx'
import { dropped, handedIn, marked, reopened, typed, type SheetDraft } from './desk.ts'
import { ConsentPageScreen, DeclinedPage, DoorPage, LanguagePage, SeatPage, type Wishes } from './entrance.tsx'
import { AboveAll, Note, type Place } from './frame.tsx'
import { HomeScreen } from './home.tsx'
import { openLine, type World } from './line.ts'
import { messages } from './messages.ts'
import { MovedScreen } from './moved.tsx'
import { keepLeft, loadLast, loadLeft, wipeAll, type Left, type Owner } from './shelf.ts'
import { answersOf, elsewhere, focusOn, toSend, viewsOf, whereNow, type Focus, type RoundView } from './state.ts'
import { WriteScreen } from './write.tsx'

const langKey = 'tablee.seat.lang'

export function Seat({ world }: { world: World }) {
  const [session, setSession] = useState(() => knownSeat(world))
  const [left, setLeft] = useState<Left | null>(() => loadLeft(world.local))
  const [declined, setDeclined] = useState(false)
  /** The questions' language; the screen's is the nearest that it speaks. */
  const [lang, setLang] = useState<string | null>(() => remembered(world))
  const [sat, setSat] = useState<SeatAnswer | null>(() => {
    const owner = ownerOf(session)
    return owner === null ? null : loadLast(world.local, owner)
  })
  const { language, choose } = useLanguage()
  const speak = (next: string) => {
    setLang(next)
    choose(preferred([next]))
    remember(world, next)
  }
  if (declined) return <DeclinedPage />
  if (session === null)
    return left === null ? (
      <DoorPage problem={{ code: 'not-signed-in' }} onAgain={() => location.reload()} />
    ) : (
      <MovedScreen
        left={left}
        onWipe={() => {
          keepLeft(world.local, null)
          setLeft({ ...left, texts: [] })
        }}
      />
    )
  if (sat === null)
    return (
      <Entrance
        world={world}
        session={session}
        lang={lang}
        onLang={speak}
        onSat={(answer) => {
          const known = { ...session, me: { ...session.me, seat: answer.seat } }
          keepSeat(world, known)
          setSession(known)
          setSat(answer)
        }}
        onDeclined={() => {
          wipeAll([world.local, world.tab])
          setDeclined(true)
        }}
        onGone={(problem) => {
          forgetSeat(world, session)
          const gone: Left = {
            why: problem.code === 'seat-moved' ? 'moved' : 'ended',
            seat: session.me.seat,
            texts: [],
          }
          setLeft(gone)
          setSession(null)
        }}
      />
    )
  return (
    <Seated
      world={world}
      session={session}
      first={sat}
      lang={lang ?? language}
      onLang={speak}
      onLeft={(gone) => {
        forgetSeat(world, session)
        setLeft(gone)
        setSession(null)
      }}
    />
  )
}

const ownerOf = (session: Session | null): Owner | null =>
  session === null || session.me.seat === null ? null : { dialogue: session.me.dialogue, seat: session.me.seat }
function remembered(world: World): string | null {
  try {
    return world.local?.getItem(langKey) ?? null
  } catch {
    return null
  }
}
function remember(world: World, lang: string): void {
  try {
    world.local?.setItem(langKey, lang)
  } catch {
    // the choice holds for this page
  }
}

/** Language, seat, consent. Whoever sits already (a reload, another tab) is let through. */
function Entrance({
  world,
  session,
  lang,
  onLang,
  onSat,
  onDeclined,
  onGone,
}: {
  world: World
  session: Session
  lang: string | null
  onLang: (lang: string) => void
  onSat: (answer: SeatAnswer) => void
  onDeclined: () => void
  onGone: (problem: ClientProblem) => void
}) {
  const api = useMemo(() => openApi(world, () => session.session), [world, session.session])
  const { language } = useLanguage()
  const [about, setAbout] = useState<SeatsAnswer | null>(null)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [seat, setSeat] = useState<string | null>(session.me.seat)
  const [busy, setBusy] = useState(false)
  const command = useRef<string | null>(null)
  const gone = (found: ClientProblem): boolean => {
    const over = found.code === 'seat-moved' || found.code === 'not-signed-in' || found.code === 'link-unknown'
    if (over) onGone(found)
    return over
  }
  async function look() {
    setProblem(null)
    const mine = await api.get<SeatAnswer>('/api/seat')
    if (mine.ok) return onSat(mine.value)
    if (gone(mine.problem)) return
    if (mine.problem.code !== 'no-seat') return setProblem(mine.problem)
    await seats()
  }
  async function seats() {
    const found = await api.get<SeatsAnswer>('/api/seats')
    if (found.ok) setAbout(found.value)
    else if (!gone(found.problem)) setProblem(found.problem)
  }
  useEffect(() => void look(), [api])

  const place: Place = { table: about?.tableNumber ?? 0, seat, seats: about?.seats.length ?? 0 }
  if (about === null || about.consent === null)
    return <DoorPage problem={about === null ? problem : { code: 'not-signed-in' }} onAgain={() => void look()} />
  const page = about.consent
  if (lang === null) return <LanguagePage langs={about.langs} place={place} onChoose={onLang} />
  if (seat === null)
    return (
      <SeatPage
        seats={about.seats}
        place={place}
        problem={problem}
        onSeat={(chosen) => {
          setProblem(null)
          setSeat(chosen)
        }}
        onAgain={() => void seats()}
      />
    )
  async function sit(wishes: Wishes) {
    if (seat === null) return
    setBusy(true)
    setProblem(null)
    // The same id until it is answered: a seat that was taken by a request whose answer was lost is this one's.
    command.current = command.current ?? newId<CommandId>(world.random)
    const request: SitRequest = {
      id: command.current,
      seat: seat as SeatCode,
      consent: { version: page.version, ...wishes, lang: lang ?? language },
    }
    const answer = await api.post<SeatAnswer>('/api/seats', request)
    setBusy(false)
    if (answer.ok) return onSat(answer.value)
    if (gone(answer.problem)) return
    setProblem(answer.problem)
    if (answer.problem.code !== 'seat-taken') return
    command.current = null
    setSeat(null)
    await seats()
  }
  return (
    <ConsentPageScreen
      page={page}
      lang={lang}
      place={place}
      busy={busy}
      problem={problem}
      onAgree={(wishes) => void sit(wishes)}
      onDecline={() => void api.delete('/api/sessions').then(onDeclined)}
    />
  )
}

/** At the seat: the one thing to do, and all that is on its way. */
function Seated({
  world,
  session,
  first,
  lang,
  onLang,
  onLeft,
}: {
  world: World
  session: Session
  first: SeatAnswer
  lang: string
  onLang: (lang: string) => void
  onLeft: (left: Left) => void
}) {
  const t = useT(messages)
  const [line] = useState(() =>
    openLine(world, session.session, { dialogue: session.me.dialogue, seat: first.seat }, first),
  )
  const now = useSyncExternalStore(line.subscribe, line.now)
  useEffect(() => {
    line.start()
    return () => line.stop()
  }, [line])
  useEffect(() => {
    if (now.left !== null) onLeft(now.left)
  }, [now.left])
  const [focus, setFocus] = useState<Focus | null>(null)
  const [writesIn, setWritesIn] = useState<string>(lang)
  const blanks = useRef(new Map<string, SheetDraft>())

  const { answer, desk } = now
  const views = viewsOf(answer, desk)
  const at = whereNow(views, focus)
  const view = views.find(({ name }) => name === at)
  const place: Place = { table: answer.tableNumber, seat: answer.seat, seats: session.me.seats ?? 6 }
  const home = () => setFocus(focusOn('home', views))
  const say = (command: SeatCommand) => line.change((before) => handedIn(before, command))
  const writing = (one: RoundView) => {
    if (focus?.at !== one.name || !focus.writing) setFocus(focusOn(one.name, views, true))
  }

  const others = at === 'home' ? [] : elsewhere(views, at)
  const above = (
    <>
      {desk.turned === null ? null : (
        <Note icon="refused" tone="error" live>
          <b>{t('turned')}</b> {t('turnedWhy')}
        </Note>
      )}
      {others.map((one) => (
        <Note key={one.name} icon="sealed" tone="news" live>
          <button type="button" className="inline" onClick={() => setFocus(focusOn(one.name, views))}>
            {t('newToDo', { title: said(one.round.title, lang).text })}
          </button>
        </Note>
      ))}
    </>
  )
  const screen = () => {
    if (at === 'consent') {
      const waiting = desk.outbox.flatMap(({ command }) => (command.kind === 'consent' ? [command.consent] : []))
      const settled = desk.settled.flatMap((command) => (command.kind === 'consent' ? [command.consent] : []))
      const stands = settled[settled.length - 1] ?? answer.consent
      return (
        <ConsentScreen
          answer={{ ...answer, consent: { ...answer.consent, ...stands } }}
          place={place}
          lang={lang}
          waiting={waiting[waiting.length - 1] ?? null}
          online={now.online}
          onChange={(wishes) =>
            say({ id: line.id(), kind: 'consent', consent: { version: answer.consentPage.version, ...wishes, lang } })
          }
          onHome={home}
        />
      )
    }
    if (view === undefined)
      return (
        <HomeScreen
          answer={answer}
          views={views}
          place={place}
          lang={lang}
          online={now.online}
          keeps={now.keeps}
          waiting={desk.outbox.length}
          onRound={(one) => setFocus(focusOn(one.name, views))}
          onConsent={() => setFocus(focusOn('consent', views))}
          onLang={onLang}
        />
      )
    const { board, step } = view.round
    const common = {
      view,
      place,
      lang,
      langs: writable([writesIn, ...answer.langs], navigator.languages),
      online: now.online,
      timed: { ...view.round, offset: now.offset },
      onHome: home,
      onDrop: () => {
        line.change((before) => dropped(before, view.round))
        setFocus(focusOn(view.name, views))
      },
    }
    if (view.round.task.kind === 'write') {
      const blank = blanks.current.get(view.name) ?? { id: line.id(), text: '', lang: writesIn }
      blanks.current.set(view.name, blank)
      return (
        <WriteScreen
          key={view.name}
          {...common}
          keeps={now.keeps}
          blank={{ ...blank, lang: writesIn }}
          onType={(sheet) => {
            writing(view)
            setWritesIn(sheet.lang)
            line.change((before) => typed(before, view.round, sheet, world.now()))
          }}
          onSend={(sheet) => {
            blanks.current.delete(view.name)
            say({
              id: line.id(),
              kind: 'write',
              board,
              step,
              sheet: sheet.id,
              text: sheet.text,
              lang: sheet.lang,
              sent: true,
            })
            setFocus(focusOn(view.name, views))
          }}
          onTakeBack={(sheet) => say({ id: line.id(), kind: 'take-back', board, step, sheet })}
        />
      )
    }
    return (
      <AnswerScreen
        key={view.name}
        {...common}
        onAnswer={(key, given) => {
          writing(view)
          line.change((before) => marked(before, view.round, key, given, world.now()))
        }}
        onSend={() => {
          say({ id: line.id(), kind: 'answer', board, step, answers: toSend(view), sent: true })
          setFocus(focusOn(view.name, views))
        }}
        onChange={() => {
          writing(view)
          line.change((before) => reopened(before, view.round, answersOf(view), world.now()))
        }}
      />
    )
  }
  return <AboveAll.Provider value={above}>{screen()}</AboveAll.Provider>
}
