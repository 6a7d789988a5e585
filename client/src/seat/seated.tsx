/** At the seat: the one thing to do, and all that is on its way. */
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { SeatAnswer, SeatCommand } from '@tablee/shared/wire/seat'
import { useLanguage, useT } from '../i18n/index.tsx'
import { keepBoard, type Session } from '../link/session.ts'
import { measuring } from '../hold/server-time.ts'
import { thisPage } from '../hold/world.ts'
import { useServerNow } from '../ui/clock.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import { NextLine } from '../ui/next-line.tsx'
import { readingOf, said, writable } from '../ui/voices/texts.ts'
import { AnswerScreen } from './answer.tsx'
import { ConsentScreen } from './consent.tsx'
import { leftOver } from './carried.ts'
import { dropped, handedIn, marked, reopened, typed, unsentTexts, type Drafts, type SheetDraft } from './drafts.ts'
import { useFilmWords } from './film-words.tsx'
import { AboveAll, HallClock, Keeps, type SeatPlace } from './frame.tsx'
import { isMoved } from './hall.ts'
import { HomeScreen } from './home.tsx'
import { Leaflets } from './leaflets.tsx'
import { useSeatMaterials } from './materials.ts'
import { openSync, type SeatNow, type World } from './sync.ts'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'
import { keepLang, langOf, type Left } from './storage.ts'
import {
  answersOf,
  elsewhere,
  focusOn,
  isBegun,
  isOver,
  toSend,
  whereNow,
  type Focus,
  type RoundView,
} from './state.ts'
import { useHall } from './use-hall.ts'
import { TableSign } from './table-sign.tsx'
import { WriteScreen } from './write.tsx'

/** A server of before does not say how many seats a table has by now. */
const placeOf = ({ tableNumber: table, seat, seats }: SeatAnswer, { me }: Session): SeatPlace => ({
  table,
  seat,
  seats: seats ?? me.seats ?? 6,
})

export function Seated({
  world,
  session,
  first,
  lang: own,
  before,
  onLang,
  onWipe,
  onLeft,
}: {
  world: World
  session: Session
  first: SeatAnswer
  /** Their own language, which may be any. */
  lang: string
  /** What was not sent when this phone lost a seat before. */
  before: Left | null
  onLang: (lang: string, asked: readonly string[]) => void
  onWipe: () => void
  onLeft: (left: Left) => void
}) {
  const { sync, now } = useSync(world, session, first, onLeft)
  const [focus, setFocus] = useState<Focus | null>(null)
  const { writesIn, write, writeAsOwn } = useWrites(world, session, own)
  const blanks = useRef(new Map<string, SheetDraft>())

  const { drafts, online } = now
  const { language } = useLanguage()
  const serverNow = useServerNow(null, sync.offset)
  const hall = useHall(now, focus, setFocus, serverNow, ({ langs }) => readingOf(own, langs, language))
  const { answer, lang, views } = hall
  const at = whereNow(views, focus, hall.opens?.name ?? null)
  const view = views.find(({ name }) => name === at)
  // What came by itself is where somebody is: a step that closes before their eyes stays, and says what became of it.
  useEffect(() => {
    if (focus === null && view !== undefined) setFocus(focusOn(view.name, views, view.progress === 'begun'))
  }, [focus, view, views])
  const place = placeOf(answer, session)
  const shown = useSeatMaterials(sync.api, session, now.answer.materials)
  const film = useFilmWords(shown, now.answer, own, serverNow)
  const home = () => setFocus(focusOn('home', views))
  const say = (command: SeatCommand) => sync.change((before) => handedIn(before, command))
  const writing = (one: RoundView) => {
    if (focus?.at !== one.name || !focus.writing) setFocus(focusOn(one.name, views, true))
  }

  const above = (
    <Above
      {...hall}
      now={serverNow}
      turned={drafts.turned !== null}
      came={drafts.came === at}
      at={at}
      lang={lang}
      onGo={(one) => setFocus(focusOn(one.name, views))}
      onFilm={film === null ? null : home}
    />
  )
  const screen = () => {
    if (at === 'consent') {
      const { waiting, stands } = consentsIn(drafts)
      return (
        <ConsentScreen
          answer={{ ...answer, consent: { ...answer.consent, ...stands } }}
          place={place}
          lang={lang}
          waiting={waiting}
          online={online}
          onChange={(wishes) =>
            say({ id: sync.id(), kind: 'consent', consent: { version: answer.consentPage.version, ...wishes, lang } })
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
          speaks={own}
          online={online}
          waiting={drafts.outbox.length}
          film={film}
          toRead={shown === null ? null : <Leaflets {...shown} lang={own} dialogue={answer.langs[0] ?? own} />}
          left={before}
          unsent={unsentTexts(drafts)}
          onWipe={onWipe}
          {...overOf(now, sync)}
          onRound={(one) => setFocus(focusOn(one.name, views))}
          onConsent={() => setFocus(focusOn('consent', views))}
          onLang={(tag) => (writeAsOwn(), onLang(tag, answer.langs))}
        />
      )
    const { board, step } = view.round
    const common = {
      view,
      place,
      lang,
      langs: writable([writesIn, own, ...answer.langs], navigator.languages),
      online,
      timed: { ...view.round, offset: sync.offset },
      onHome: home,
      onDrop: () => {
        sync.change((before) => dropped(before, view.round))
        setFocus(focusOn(view.name, views))
      },
    }
    if (view.round.task.kind === 'write') {
      const blank = blanks.current.get(view.name) ?? { id: sync.id(), text: '', lang: writesIn }
      blanks.current.set(view.name, blank)
      return (
        <WriteScreen
          key={view.name}
          {...common}
          blank={{ ...blank, lang: writesIn }}
          onType={(sheet) => {
            writing(view)
            write(sheet.lang)
            sync.change((before) => typed(before, view.round, sheet, world.now()))
          }}
          onSend={(sheet) => {
            blanks.current.delete(view.name)
            say({ id: sync.id(), kind: 'write', board, step, ...writtenOn(sheet), sent: true })
            setFocus(focusOn(view.name, views))
          }}
          onTakeBack={(sheet) => say({ id: sync.id(), kind: 'take-back', board, step, sheet })}
        />
      )
    }
    return (
      <AnswerScreen
        key={view.name}
        {...common}
        onAnswer={(key, given) => {
          writing(view)
          if (given?.type === 'text') write(given.lang)
          sync.change((before) => marked(before, view.round, key, given, world.now()))
        }}
        onSend={() => {
          say({ id: sync.id(), kind: 'answer', board, step, answers: toSend(view), sent: true })
          setFocus(focusOn(view.name, views))
        }}
        onChange={() => {
          writing(view)
          sync.change((before) => reopened(before, view.round, answersOf(view), world.now()))
        }}
      />
    )
  }
  return <Within {...{ now, sync, hall, above }}>{screen()}</Within>
}

/** What every screen of the phone has around it: the hall's clock, what stands above all, whether anything is kept. */
function Within({
  now,
  sync,
  hall,
  above,
  children,
}: ReturnType<typeof useSync> & {
  hall: ReturnType<typeof useHall>
  above: ReactNode
  children: ReactNode
}) {
  return (
    <Keeps.Provider value={now.keeps}>
      <HallClock.Provider value={hall.clock === null ? null : { clock: hall.clock, offset: sync.offset }}>
        <AboveAll.Provider value={above}>{children}</AboveAll.Provider>
      </HallClock.Provider>
    </Keeps.Provider>
  )
}

/** What this phone says and hears of its seat. */
function useSync(world: World, session: Session, first: SeatAnswer, onLeft: (left: Left) => void) {
  const [sync] = useState(() => openSync(world, session, { dialogue: session.me.dialogue, seat: first.seat }, first))
  const now = useSyncExternalStore(sync.subscribe, sync.now)
  useEffect(() => {
    sync.start()
    return () => sync.stop()
  }, [sync])
  // What is held says less of the time than what is answered at once.
  useEffect(() => measuring(() => sync.api.get('/api/seat'), thisPage), [sync])
  useEffect(() => {
    if (now.left !== null) onLeft(now.left)
  }, [now.left, onLeft])
  const { board } = now.answer
  // Its link leads to the tables' pages, another build: they find the seat there also when this tab is not the first one's.
  useEffect(() => {
    if (board !== null) keepBoard(world, session, board)
  }, [world, session, board])
  return { sync, now }
}

/** What is asked nowhere any more, as far as the server has said by now what is asked. */
function overOf({ heard, drafts, answer }: SeatNow, { change }: Pick<ReturnType<typeof openSync>, 'change'>) {
  const over = heard ? leftOver(drafts, answer) : null
  return { over, onDrop: () => over !== null && change(over.drop) }
}

const writtenOn = ({ id, text, lang }: SheetDraft) => ({ sheet: id, text, lang })

/** The language in which this person writes here: their own, until they chose another. */
function useWrites(world: World, session: Session, own: string) {
  const [chosen, setChosen] = useState(() => langOf(world.local, session.session, 'tablee.seat.writes'))
  const writesIn = chosen ?? own
  const write = (tag: string) => {
    if (tag === writesIn) return
    setChosen(tag)
    keepLang(world.local, session.session, tag, 'tablee.seat.writes')
  }
  return { writesIn, write, writeAsOwn: () => setChosen(null) }
}

/** The consents that are on their way or have just arrived: the last of each. */
function consentsIn({ outbox, settled }: Drafts) {
  const of = (commands: readonly SeatCommand[]) =>
    commands.flatMap((command) => (command.kind === 'consent' ? [command.consent] : []))
  const [waiting, arrived] = [of(outbox.map(({ command }) => command)), of(settled)]
  return { waiting: waiting[waiting.length - 1] ?? null, stands: arrived[arrived.length - 1] ?? {} }
}

/** The hall has gone on, and somebody writes here. */
export function Behind({ onAlong }: { onAlong: () => void }) {
  const t = useT(clockMessages)
  return (
    <Note icon="next" tone="news" live>
      <b>{t('goneOn')}</b> {t('goneOnSafe')}{' '}
      <button type="button" className="inline" onClick={onAlong}>
        {t('goAlong')}
      </button>
    </Note>
  )
}

/** Above everything: what could not be sent, and what there is to do elsewhere. */
function Above({
  answer,
  nextTable,
  views,
  opens,
  news,
  now,
  behind,
  goAlong,
  turned,
  came,
  half,
  at,
  lang,
  onGo,
  onFilm,
}: Omit<ReturnType<typeof useHall>, 'clock'> & {
  now: () => number
  turned: boolean
  /** What lies here was begun at another table. */
  came: boolean
  at: Focus['at']
  lang: string
  onGo: (one: RoundView) => void
  /** To the words of a film that the hall watches; null: none plays. */
  onFilm: (() => void) | null
}) {
  const t = useT(messages)
  const clocks = useT(clockMessages)
  const others = at === 'home' ? [] : elsewhere(views, at).filter((one) => one !== opens && one !== half)
  // The calm page says it itself, and each step what became of what was begun in it.
  const bye = isOver(answer) && at !== 'home'
  // The calm page has it for as long as the session; who does something else reads it in its first step.
  const moved = at !== 'home' && isMoved(answer) && answer.clock?.course.step === 0 ? answer.tableNumber : null
  return (
    <>
      {bye ? (
        <Note icon="saved" tone="news" live>
          <b>{clocks('ended')}</b>
        </Note>
      ) : null}
      {news === null ? null : <NextLine key={news.at} {...news} now={now} look="note news" />}
      {nextTable !== null ? (
        <TableSign table={nextTable} seat={answer.seat} when="next" />
      ) : moved === null ? null : (
        <TableSign table={moved} seat={answer.seat} when="now" />
      )}
      {behind ? <Behind onAlong={goAlong} /> : null}
      {onFilm === null || at === 'home' ? null : <FilmNote onFilm={onFilm} />}
      {turned ? (
        <Note icon="refused" tone="error" live>
          <b>{t('turned')}</b> {t('turnedWhy')}
        </Note>
      ) : null}
      {came ? <Came /> : null}
      {[...(half === null ? [] : [half]), ...others].map((one) => (
        <Elsewhere key={one.name} view={one} lang={lang} onGo={() => onGo(one)} />
      ))}
    </>
  )
}

/** The hall watches a film while somebody does something else here. */
export function FilmNote({ onFilm }: { onFilm: () => void }) {
  const t = useT(messages)
  return (
    <Note icon="play" tone="news" live>
      {t('filmPlays')}{' '}
      <button type="button" className="inline" onClick={onFilm}>
        {t('readAlong')}
      </button>
    </Note>
  )
}

/** What lies here was begun at another table. */
export function Came() {
  const t = useT(messages)
  return (
    <Note icon="kept" tone="news" live>
      <b>{t('came')}</b> {t('cameWhy')}
    </Note>
  )
}

/** A step elsewhere: something new to do, or what somebody began there, where it is and the way back to it. */
export function Elsewhere({ view, lang, onGo }: { view: RoundView; lang: string; onGo: () => void }) {
  const t = useT(messages)
  const title = said(view.round.title, lang).text
  if (!isBegun(view))
    return (
      <Note icon="sealed" tone="news" live>
        <button type="button" className="inline" onClick={onGo}>
          {t('newToDo', { title })}
        </button>
      </Note>
    )
  const open = view.round.state === 'open'
  const onwards = view.round.task.kind === 'write' ? 'goOnWriting' : 'goOn'
  return (
    <Note icon="kept" tone="news" live>
      {t(open ? 'halfHere' : 'halfClosed', { title })}{' '}
      <button type="button" className="inline" onClick={onGo}>
        {t(open ? onwards : 'halfRead')}
      </button>
    </Note>
  )
}
