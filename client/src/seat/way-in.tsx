/** The way in on the real server: language, seat, consent; what was asked and not answered is asked under the same id. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { newId, type CommandId, type SeatCode } from '@tablee/shared/ids'
import type { SeatAnswer, SeatsAnswer, SitRequest } from '@tablee/shared/wire/seat'
import { useLanguage } from '../i18n/index.tsx'
import { seatHeld } from '../hold/retry.ts'
import { useAgain } from '../hold/use-again.ts'
import { openApi, passing, type ClientProblem } from '../link/api.ts'
import type { Session } from '../link/session.ts'
import { readingOf } from '../ui/voices/texts.ts'
import { ConsentPageScreen, DoorPage, LanguagePage, SeatPage, type Wishes } from './entrance.tsx'
import type { SeatPlace } from './frame.tsx'
import { Languages } from './languages.tsx'
import type { World } from './sync.ts'
import { readNote, writeNote } from './storage.ts'
import { untilLetIn } from './let-in.ts'

/** The command of somebody who said yes and was not answered, over a reload: their seat may be theirs already. */
const sittingKey = 'tablee.seat.sitting'

/** This seat is not this phone's any more, whatever it asks. */
export const seatIsGone = ({ code }: ClientProblem): boolean =>
  code === 'seat-moved' || code === 'not-signed-in' || code === 'link-unknown'

const withTaken = (answer: SeatsAnswer, elsewhere: readonly string[]): SeatsAnswer => ({
  ...answer,
  seats: answer.seats.map((one) => (elsewhere.includes(one.seat) ? { ...one, taken: true } : one)),
})

/** Once, and again by itself for as long as nobody could answer. */
function useLooking(world: World, problem: ClientProblem | null, look: () => Promise<void>): void {
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    void look()
  })
  const waits = problem !== null && passing.has(problem.code) ? problem : null
  useAgain(waits, look, seatHeld, { ...world, chance: () => (world.random(1)[0] ?? 0) / 255 })
}

/** Language, seat, consent. Anyone who sits already (a reload, another tab) is let through. */
export function WayIn({
  world,
  session,
  elsewhere,
  lang,
  onLang,
  onSat,
  onDeclined,
  onGone,
}: {
  world: World
  session: Session
  /** Seats of others who share this phone: the server knows a seat by its device, and would give them to this one. */
  elsewhere: readonly string[]
  lang: string | null
  onLang: (lang: string, asked: readonly string[]) => void
  onSat: (answer: SeatAnswer) => void
  onDeclined: () => void
  onGone: (problem: ClientProblem) => void
}) {
  const api = useMemo(() => openApi(world, () => session), [world, session])
  const { language } = useLanguage()
  const [about, setAbout] = useState<SeatsAnswer | null>(null)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [seat, setSeat] = useState<string | null>(session.me.seat)
  const [busy, setBusy] = useState(false)
  const command = useRef<string | null>(readNote(world.local, sittingKey))
  /** Ends what asks again by itself. */
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => () => waiting.current?.(), [])
  const gone = (found: ClientProblem): boolean => {
    const over = seatIsGone(found)
    if (over) onGone(found)
    return over
  }
  async function look() {
    // Nobody has sat here yet, as far as this phone knows.
    if (session.me.seat === null && command.current === null) return seats()
    const mine = await api.get<SeatAnswer>('/api/seat')
    if (mine.ok) return onSat(mine.value)
    if (gone(mine.problem)) return
    if (mine.problem.code !== 'no-seat') return setProblem(mine.problem)
    await seats()
  }
  async function seats() {
    const found = await api.get<SeatsAnswer>('/api/seats')
    if (found.ok) {
      // That a seat was taken meanwhile stays said.
      setProblem((now) => (now !== null && passing.has(now.code) ? null : now))
      setAbout(withTaken(found.value, elsewhere))
    } else if (!gone(found.problem)) setProblem(found.problem)
  }
  function lookAnew(): void {
    setProblem(null)
    void look()
  }
  useLooking(world, about === null ? problem : null, look)

  const place: SeatPlace = { table: about?.tableNumber ?? 0, seat, seats: about?.seats.length ?? 0 }
  if (about === null || about.consent === null)
    return <DoorPage problem={about === null ? problem : { code: 'not-signed-in' }} onAgain={lookAnew} />
  const page = about.consent
  if (lang === null)
    return <LanguagePage langs={about.langs} place={place} onChoose={(chosen) => onLang(chosen, about.langs)} />
  const own = (
    <Languages
      langs={about.langs}
      value={lang}
      onLang={(tag) => {
        // A consent says in which language it was read.
        if (!busy) thinkAgain()
        onLang(tag, about.langs)
      }}
    />
  )
  const reads = readingOf(lang, about.langs, language)
  if (seat === null)
    return (
      <SeatPage
        seats={about.seats}
        place={place}
        problem={problem}
        own={own}
        onSeat={(chosen) => {
          setProblem(null)
          setSeat(chosen)
        }}
        onAgain={() => void seats()}
      />
    )
  function thinkAgain() {
    waiting.current?.()
    // What was answered otherwise is another request: one whose answer was lost may have taken effect as it was.
    command.current = null
    setProblem(null)
  }
  function otherSeat() {
    if (busy) return
    waiting.current?.()
    setSeat(null)
    // A request whose answer was lost may have taken the first seat: then it is theirs, and no other is taken beside it.
    lookAnew()
    command.current = null
  }
  async function sit(wishes: Wishes, isAsking = false) {
    if (seat === null) return
    waiting.current?.()
    setBusy(true)
    if (!isAsking) setProblem(null)
    // The same id until it is answered: a seat that was taken by a request whose answer was lost is this one's.
    command.current = command.current ?? newId<CommandId>(world.random)
    writeNote(world.local, sittingKey, command.current)
    const request: SitRequest = {
      id: command.current,
      seat: seat as SeatCode,
      consent: { version: page.version, ...wishes, lang: reads },
    }
    const answer = await api.post<SeatAnswer>('/api/seats', request)
    // A hall that comes in at once is asked to wait a moment; nobody has to tap again for that.
    if (!answer.ok && answer.problem.code === 'too-many') {
      waiting.current = world.later(answer.problem.retryAfter * 1000, () => void sit(wishes))
      return
    }
    // A third seat on this phone: its facilitator is asked meanwhile, and nobody here taps again, also when the line fails.
    if (!answer.ok && (answer.problem.code === 'seat-waits' || (isAsking && answer.problem.code === 'offline'))) {
      setBusy(false)
      setProblem({ code: 'seat-waits', seat: seat as SeatCode })
      waiting.current = untilLetIn(world, api, seat, gone, () => void sit(wishes, true))
      return
    }
    setBusy(false)
    if (answer.ok) {
      writeNote(world.local, sittingKey, null)
      return onSat(answer.value)
    }
    if (gone(answer.problem)) return
    setProblem(answer.problem)
    if (answer.problem.code !== 'seat-taken') return
    command.current = null
    writeNote(world.local, sittingKey, null)
    setSeat(null)
    await seats()
  }
  return (
    <ConsentPageScreen
      page={page}
      lang={reads}
      place={place}
      busy={busy}
      problem={problem}
      own={own}
      onAgree={(wishes) => void sit(wishes)}
      onThinkAgain={thinkAgain}
      {...(about.seats.length > 1 ? { onOther: otherSeat } : {})}
      onDecline={() => void api.delete('/api/sessions').then(onDeclined)}
    />
  )
}
