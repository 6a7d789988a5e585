/**
 * One seat kept in step with the server: a request that is held until something changes, and an outbox that is emptied in order.
 * Both go on by themselves after a sleep, a reload or an hour without a network; what is typed is on the phone first.
 */
import type { CommandId } from '@tablee/shared/ids'
import { newId } from '@tablee/shared/ids'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { openApi, type Api, type Asker, type ClientProblem } from '../link/api.ts'
import type { World as Page } from '../hold/world.ts'
import type { Environment } from '../link/environment.ts'
import { createServerTime } from '../hold/server-time.ts'
import { asAfter, follow, type Asked, type Following } from '../hold/follow.ts'
import { pauseOf, seatHeld, seatOutbox, steady } from '../hold/retry.ts'
import { carried } from './carried.ts'
import { noDrafts, seen, settled, tellEvery, tellIn, toldDraft, unsentTexts, type Drafts } from './drafts.ts'
import { openHanding } from './handing.ts'
import { tried, verdictOf } from './outbox.ts'
import { isDraftsKey, keepLeft, loadDrafts, saveDrafts, saveLast, wipeSeat, type Left, type Owner } from './storage.ts'
import { viewsOf } from './state.ts'

export type World = Pick<
  Environment,
  'origin' | 'fetch' | 'local' | 'tab' | 'now' | 'random' | 'later' | 'onOnline' | 'onHide' | 'time'
> &
  Pick<Page, 'onWake'> & {
    /** Calls back with a key that another tab of this phone has written. */
    readonly onStored: (run: (key: string | null) => void) => () => void
  }

export type SeatNow = {
  /** The last that is known. */
  readonly answer: SeatAnswer
  /** The server has said it since this page was opened: until then it is what this phone kept. */
  readonly heard: boolean
  readonly drafts: Drafts
  /** Whether the server answered when it was last asked. */
  readonly online: boolean
  /** Whether this phone can keep anything. */
  readonly keeps: boolean
  /** The seat is not here any more. */
  readonly left: Left | null
}

/** What is typed, in the phone's storage; one that refused is asked again, also where nothing more is typed. */
function keeping(world: World, owner: Owner, now: () => SeatNow, show: (change: Partial<SeatNow>) => void) {
  let keepAgain: (() => void) | null = null
  function keep(): void {
    keepAgain?.()
    keepAgain = null
    const keeps = saveDrafts(world.local, owner, now().drafts)
    if (keeps !== now().keeps) show({ keeps })
    if (!keeps && world.local !== null) keepAgain = world.later(pauseOf(steady, 0), keep)
  }
  return { keep, stopKeeping: () => keepAgain?.() }
}

type Told = {
  readonly id: () => string
  readonly now: () => SeatNow
  readonly change: (step: (drafts: Drafts) => Drafts) => void
  readonly over: () => boolean
}
/** Drafts, told at pauses of typing. */
function telling(world: World, { id, now, change, over }: Told) {
  let nextTelling: (() => void) | null = null
  function tell(patient: boolean): void {
    const at = world.now()
    const views = viewsOf(now().answer, now().drafts)
    for (const draft of Object.values(now().drafts.drafts)) {
      const wait = tellIn(draft, at)
      const due = patient ? wait === 0 : wait !== null && draft.toldAt + tellEvery <= at
      const view = views.find(({ round }) => round.board === draft.board && round.step === draft.step)
      if (due && view !== undefined) change((drafts) => toldDraft(drafts, draft, id(), at, view.sent))
    }
  }
  function tellSoon(): void {
    nextTelling?.()
    nextTelling = null
    const waits = Object.values(now().drafts.drafts).flatMap((draft) => tellIn(draft, world.now()) ?? [])
    if (waits.length === 0 || over()) return
    nextTelling = world.later(Math.max(250, Math.min(...waits)), () => {
      nextTelling = null
      tell(true)
      tellSoon()
    })
  }
  return { tell, tellSoon, stopTelling: () => nextTelling?.() }
}

/** `first`: the answer that let this phone in, or the last that it kept. */
export function openSync(world: World, asker: Asker, owner: Owner, first: SeatAnswer) {
  const time = world.time ?? createServerTime(world.now)
  const api: Api = openApi({ ...world, time }, () => asker)
  const listeners = new Set<() => void>()
  let now: SeatNow = {
    answer: first,
    heard: false,
    drafts: loadDrafts(world.local, owner),
    online: true,
    // Written back as it was read: a storage that is full or blocked is known before the first letter.
    keeps: saveDrafts(world.local, owner, loadDrafts(world.local, owner)),
    left: null,
  }
  let stopped = false

  const show = (change: Partial<SeatNow>): void => {
    now = { ...now, ...change }
    for (const listener of listeners) listener()
  }
  const id = (): string => newId<CommandId>(world.random)
  const chance = (): number => (world.random(1)[0] ?? 0) / 255

  const { keep, stopKeeping } = keeping(world, owner, () => now, show)

  /** Every change of the drafts is on the phone's storage before anybody sees it. */
  function change(step: (drafts: Drafts) => Drafts): void {
    if (stopped) return
    const drafts = step(now.drafts)
    if (drafts === now.drafts) return
    now = { ...now, drafts }
    keep()
    show({})
    empty()
    tellSoon()
  }

  function leave(problem: ClientProblem): void {
    if (stopped) return
    stop()
    const why = problem.code === 'not-signed-in' || problem.code === 'link-unknown' ? 'ended' : 'moved'
    const left: Left = { why, seat: owner.seat, texts: unsentTexts(now.drafts) }
    wipeSeat(world.local, owner)
    // A server that knows nothing of this seat may be another one: who sits down there again hands in what was taken.
    if (problem.code === 'seat-moved') handing.forget()
    show({ left: keepLeft(world.local, left), drafts: noDrafts })
  }

  // The outbox: one at a time, so that what was said first is there first.
  let sending = false
  let nextTry: (() => void) | null = null
  async function empty(): Promise<void> {
    const head = now.drafts.outbox[0]
    if (sending || stopped || nextTry !== null || head === undefined) return
    sending = true
    const { command } = head
    show({ drafts: { ...now.drafts, outbox: tried(now.drafts.outbox, command.id) } })
    keep()
    const answer = await api.post<SeatAnswer>('/api/seat/commands', command)
    sending = false
    if (stopped) return
    const problem = answer.ok ? null : answer.problem
    const tries = now.drafts.outbox.find((one) => one.command.id === command.id)?.tries ?? 1
    const verdict = verdictOf(problem, tries)
    if (problem !== null && verdict === 'moved') return leave(problem)
    if (problem !== null && verdict === 'later') {
      if (problem.code === 'offline') show({ online: false })
      nextTry = world.later(pauseOf(seatOutbox, tries - 1, chance(), problem), () => {
        nextTry = null
        void empty()
      })
      return
    }
    change((drafts) => settled(drafts, command, problem, id()))
    if (answer.ok) handing.taken(command, answer.value)
    // The answer shows what was taken, so that nothing jumps back for the time of another question.
    if (answer.ok) took(answer.value, new Set(now.drafts.settled.map((one) => one.id)))
    held?.again(!answer.ok)
    void empty()
  }

  const { tell, tellSoon, stopTelling } = telling(world, {
    id,
    now: () => now,
    change: (step) => change(step),
    over: () => stopped,
  })
  const handing = openHanding(world, api, owner, first, {
    took: (answer) => took(answer, new Set()),
    change: (step) => change(step),
    over: () => stopped,
  })

  // The held request.
  let held: Following | null = null
  /** What the server says now; `shown` settled before it was asked. */
  function took(answer: SeatAnswer, shown: ReadonlySet<string>): void {
    show({ answer, heard: true, online: true, drafts: carried(seen(now.drafts, shown), answer, id) })
    // What this person wrote comes before what the server can say again.
    keep()
    if (now.keeps) saveLast(world.local, owner, answer)
    handing.hand(answer)
  }
  function ask(signal: AbortSignal, anew: boolean): Asked<SeatAnswer> {
    // What has settled by now is in the answer to a question asked now.
    const shown = new Set(now.drafts.settled.map((command) => command.id))
    const after = anew ? null : now.answer.version
    return {
      after,
      answer: api.get(asAfter('/api/seat', after), signal),
      took(answer) {
        took(answer, shown)
        wake()
        tellSoon()
      },
    }
  }
  function lost(problem: ClientProblem, failures: number): boolean {
    if (verdictOf(problem, failures) === 'moved') leave(problem)
    else show({ online: false })
    return !stopped
  }
  /** The network is there, as far as anybody knows: what waits tries at once. */
  function wake(): void {
    nextTry?.()
    nextTry = null
    void empty()
  }
  let ears: readonly (() => void)[] = []
  function stop(): void {
    stopped = true
    for (const off of ears) off()
    held?.stop()
    nextTry?.()
    stopTelling()
    handing.stop()
    stopKeeping()
  }

  return {
    api,
    id,
    change,
    /** The server's clock minus this phone's. */
    offset: (): number => time.offset() ?? 0,
    start(): void {
      stopped = false
      ears = [
        world.onWake(wake),
        world.onOnline(wake),
        world.onHide(() => tell(false)),
        world.onStored((key) => {
          if (isDraftsKey(key, owner)) show({ drafts: loadDrafts(world.local, owner) })
        }),
      ]
      saveLast(world.local, owner, first)
      keep()
      held = follow({ ask, lost, law: seatHeld, world: { ...world, chance } })
      void empty()
      tellSoon()
    },
    stop,
    now: (): SeatNow => now,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
