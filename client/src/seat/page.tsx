/** `/seat`: one citizen's phone, from the first tap to the last vote. */
import './seat.css'
import { useEffect, useRef, useState } from 'react'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { useLanguage } from '../i18n/index.tsx'
import { frameFor } from '@tablee/shared/i18n/language'
import { openApi, type Answer, type ClientProblem } from '../link/api.ts'
import { atTheDoor, forgetSeat, keepSeat, knownSeat, leaveDoor, seatsHere, type Session } from '../link/session.ts'
import { Whereabouts } from '../ui/gone.tsx'
import { BackPage, DeclinedPage, DoorPage, type SeatHere } from './entrance.tsx'
import type { World } from './sync.ts'
import { MovedScreen } from './moved.tsx'
import { sendForOthers } from './others.ts'
import { Seated } from './seated.tsx'
import * as storage from './storage.ts'
import type { Left, Owner } from './storage.ts'
import { seatIsGone, WayIn } from './way-in.tsx'

/** Somebody at the door of a phone that has seats, the seats they may be asked about, or who is here already. */
type Here = { readonly door: Session | null; readonly seats: readonly Session[]; readonly session: Session | null }

function hereNow(world: World): Here {
  const door = atTheDoor(world)
  const session = knownSeat(world)
  if (door === null) {
    // A bare address on a phone whose last person has gone: the others are still here.
    const seats = session === null && storage.loadLeft(world.local) === null ? seatsHere(world) : []
    return { door, seats, session }
  }
  const seats = seatsHere(world, door.me.dialogue)
  // Their seats are gone meanwhile: there is nothing to ask.
  return seats.length > 0 ? { door, seats, session: null } : { door: null, seats, session: door }
}

/** A seat that is known here opens without the server after this long: its page goes on asking. */
const patience = 4_000

/** Somebody who takes no part: nothing of theirs stays on this phone; what others have on it does. */
function forgetHere(world: World, from: Session): void {
  const others = seatsHere(world).filter((one) => one.session !== from.session)
  if (others.length === 0) storage.wipeAll([world.local, world.tab])
  else {
    forgetSeat(world, from)
    for (const key of storage.langKeys) storage.keepLang(world.local, from.session, null, key)
    storage.writeNote(world.local, 'tablee.seat.sitting', null)
  }
}

/** `/seat`, of whoever sits in front just now: where their dialogue is by now is said of theirs alone. */
export function Seat({ world }: { world: World }) {
  const [dialogue, setDialogue] = useState<string | null>(null)
  return (
    <Whereabouts dialogue={dialogue}>
      <Phone world={world} onFront={setDialogue} />
    </Whereabouts>
  )
}

function Phone({ world, onFront }: { world: World; onFront: (dialogue: string | null) => void }) {
  const [{ door, seats, session }, setHere] = useState(() => hereNow(world))
  const [busy, setBusy] = useState(false)
  const [left, setLeft] = useState<Left | null>(() => storage.loadLeft(world.local))
  const [declined, setDeclined] = useState(false)
  const [, setWiped] = useState(0)
  /** Their own language, which may be any; the screen's is the nearest that it speaks. Of this entry only. */
  const [lang, setLang] = useState<string | null>(() =>
    session === null ? null : storage.langOf(world.local, session.session),
  )
  const [sat, setSat] = useState<SeatAnswer | null>(() => {
    const owner = ownerOf(session)
    return owner === null ? null : storage.loadLast(world.local, owner)
  })
  const { language, choose } = useLanguage()
  // On a shared phone the screen still speaks the language of the person who was here last.
  const spoken = useRef(false)
  useEffect(() => {
    if (spoken.current) return
    spoken.current = true
    if (lang === null || session === null || storage.readNote(world.local, 'tablee.seat.shared') === null) return
    choose(frameOf(world, session, lang))
  }, [lang, choose, world, session])
  /** `asked`: what the questions are in. Nobody's page changes to a language that they did not choose. */
  const speak = (next: string, asked: readonly string[]) => {
    const reads = lang === null ? [...navigator.languages, ...asked, language] : [language]
    const frame = frameFor(next, reads)
    setLang(next)
    choose(frame)
    if (session === null) return
    storage.keepLang(world.local, session.session, next)
    storage.keepLang(world.local, session.session, frame, 'tablee.seat.frame')
    storage.keepLang(world.local, session.session, null, 'tablee.seat.writes')
  }
  const enter = (next: Session, speaks: string | null) => {
    keepSeat(world, next)
    setLang(speaks)
    if (speaks !== null) storage.keepLang(world.local, next.session, speaks)
    setHere({ door: null, seats: [], session: next })
  }
  const lost = (from: Session, gone: Left) => {
    forgetSeat(world, from)
    setLeft(gone)
    // Who was asked at the door may still come in by it, and goes on in the language that this person chose.
    setLang(storage.langOf(world.local, from.session))
    setHere({ door, seats: [], session: null })
  }
  async function goOn(chosen: Session) {
    const owner = ownerOf(chosen)
    if (owner === null || busy) return
    setBusy(true)
    const last = storage.loadLast(world.local, owner)
    const asked = openApi(world, () => chosen).get<SeatAnswer>('/api/seat')
    const late = new Promise<null>((resolve) => world.later(patience, () => resolve(null)))
    const answer: Answer<SeatAnswer> | null = await (last === null ? asked : Promise.race([asked, late]))
    setBusy(false)
    if (answer !== null && !answer.ok && seatIsGone(answer.problem))
      return lost(chosen, storage.leaveSeat(world.local, owner, whyGone(answer.problem)))
    // They came in twice: the second time was for nobody.
    if (door !== null && answer?.ok === true) void openApi(world, () => door).delete('/api/sessions')
    leaveDoor(world)
    const speaks = storage.langOf(world.local, chosen.session)
    enter(chosen, speaks)
    if (speaks !== null) choose(frameOf(world, chosen, speaks))
    setSat(answer?.ok === true ? answer.value : last)
  }
  function somebodyElse() {
    leaveDoor(world)
    setSat(null)
    setLeft(null)
    storage.writeNote(world.local, 'tablee.seat.shared', '1')
    // What the first person asked and was not answered is theirs.
    storage.writeNote(world.local, 'tablee.seat.sitting', null)
    if (door !== null) enter(door, null)
    else setHere({ door, seats: [], session: null })
  }
  function decline(from: Session) {
    forgetHere(world, from)
    setDeclined(true)
  }
  // The seat in front has a line of its own; what the others of this phone wait to send goes all the same.
  const front = sat === null ? null : (session?.session ?? null)
  useEffect(() => sendForOthers(world, front), [world, front])
  useInFront(session ?? door, onFront)
  const wipe = (gone: Left) => {
    storage.wipeLeft(world.local, gone)
    setLeft((before) => (before?.seat === gone.seat ? { ...before, texts: [] } : before))
    setWiped((times) => times + 1)
  }
  if (declined) return <DeclinedPage />
  if (seats.length > 0)
    return (
      <BackPage
        seats={toChoose(seats)}
        busy={busy}
        onGoOn={(chosen) => void seats.filter((one) => one.session === chosen).map(goOn)}
        onElse={somebodyElse}
      />
    )
  if (session === null)
    return left === null ? (
      <DoorPage problem={{ code: 'not-signed-in' }} onAgain={() => location.reload()} />
    ) : (
      <MovedScreen
        left={left}
        onWipe={() => wipe(left)}
        onChoose={
          door === null
            ? null
            : () => {
                leaveDoor(world)
                setSat(null)
                enter(door, lang)
              }
        }
      />
    )
  if (sat === null)
    return (
      <WayIn
        key={session.session}
        world={world}
        session={session}
        elsewhere={othersHere(world, session)}
        lang={lang}
        onLang={speak}
        onSat={(answer) => {
          const known = { ...session, me: { ...session.me, seat: answer.seat } }
          keepSeat(world, known)
          setHere({ door: null, seats: [], session: known })
          setSat(answer)
        }}
        onDeclined={() => decline(session)}
        onGone={(problem) => {
          const owner = ownerOf(session)
          const why = whyGone(problem)
          lost(session, owner === null ? { why, seat: null, texts: [] } : storage.leaveSeat(world.local, owner, why))
        }}
      />
    )
  return (
    <Seated
      key={session.session}
      world={world}
      session={session}
      first={sat}
      lang={lang ?? language}
      onLang={speak}
      before={storage.leftBy(world.local, sat.seat)}
      onWipe={() => {
        const before = storage.leftBy(world.local, sat.seat)
        if (before !== null) wipe(before)
      }}
      onLeft={(gone) => lost(session, gone)}
    />
  )
}

/** Tells of which dialogue the person in front is. */
function useInFront(who: Session | null, tell: (dialogue: string | null) => void): void {
  const dialogue = who?.me.dialogue ?? null
  useEffect(() => tell(dialogue), [dialogue, tell])
}

/** Seats of others who share this phone. */
const othersHere = (world: World, { session, me }: Session): readonly string[] =>
  seatsHere(world, me.dialogue).flatMap((one) => (one.session === session || one.me.seat === null ? [] : [one.me.seat]))

/** The page as this person had it; before they ever chose, as their phone would have it. */
const frameOf = (world: World, of: Session, speaks: string) =>
  frameFor(speaks, [storage.langOf(world.local, of.session, 'tablee.seat.frame') ?? '', ...navigator.languages])
const whyGone = (problem: ClientProblem): Left['why'] => (problem.code === 'seat-moved' ? 'moved' : 'ended')
const ownerOf = (session: Session | null): Owner | null =>
  session === null || session.me.seat === null ? null : { dialogue: session.me.dialogue, seat: session.me.seat }
/** The dialogue's title stands beside a seat where this phone has seats of several. */
function toChoose(seats: readonly Session[]): readonly SeatHere[] {
  const several = new Set(seats.map((one) => one.me.dialogue)).size > 1
  return seats.flatMap((one) => {
    const owner = ownerOf(one)
    if (owner === null) return []
    return [{ session: one.session, seat: owner.seat, title: several ? one.me.dialogueTitle : null }]
  })
}
