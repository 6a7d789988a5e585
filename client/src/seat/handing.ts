/** What a server took that is gone by now, handed in again to the one that answers: one request after the other, until it is there. */
import type { ClosedThere, SeatAgainAnswer, SeatAnswer, SeatCommand } from '@tablee/shared/wire/seat'
import type { Api } from '../link/api.ts'
import { pauseOf, seatOutbox } from '../hold/retry.ts'
import { untold, type Drafts } from './drafts.ts'
import { draftsAgain, dueIn, givenAfter, givenAgain, loadGiven, saveGiven, together } from './given.ts'
import type { World } from './sync.ts'
import type { Owner } from './storage.ts'

const mostAtOnce = 20

const closedIn = ({ rounds }: Pick<SeatAnswer, 'rounds'>): readonly ClosedThere[] =>
  rounds.flatMap(({ board, step, closed: mark }) => (mark === undefined ? [] : [{ board, step, mark }])).slice(0, 40)

/** `first`: the last answer that this phone kept. `took`: what the server says of the seat with it. Stop it. */
export function openHanding(
  world: Pick<World, 'local' | 'now' | 'later' | 'random'>,
  api: Pick<Api, 'post'>,
  owner: Owner,
  first: SeatAnswer | null,
  {
    took,
    change,
    over,
  }: {
    readonly took: (answer: SeatAnswer) => void
    readonly change: (step: (drafts: Drafts) => Drafts) => void
    readonly over: () => boolean
  },
) {
  let asking = false
  let nextTry: (() => void) | null = null
  let failures = 0
  let most = mostAtOnce
  /** The last answer, and what an earlier server had closed: figures of it have been seen. */
  let last = first
  let closed: readonly ClosedThere[] = []
  const load = () => loadGiven(world, owner)

  async function hand(answer: SeatAnswer): Promise<void> {
    if (last !== null && last.era !== answer.era) closed = closedIn(last)
    last = answer
    const due = together(dueIn(load(), answer), most)
    if (asking || nextTry !== null || (due.length === 0 && closed.length === 0) || over()) return
    const closes = closed
    asking = true
    const told = await api.post<SeatAgainAnswer>('/api/seat/again', {
      given: due.map(({ command, receipt }) => ({ command, receipt })),
      ...(closes.length === 0 ? {} : { closed: closes }),
    })
    asking = false
    if (over()) return
    if (!told.ok && told.problem.code !== 'bad-request') {
      const pause = pauseOf(seatOutbox, failures, (world.random(1)[0] ?? 0) / 255, told.problem)
      failures += 1
      nextTry = world.later(pause, () => {
        nextTry = null
        void hand(answer)
      })
      return
    }
    failures = 0
    if (closed === closes) closed = []
    const before = load()
    if (told.ok) {
      const { again, ...now } = told.value
      saveGiven(world, owner, givenAgain(before, again, now.era ?? ''))
      change((drafts) => draftsAgain(untold(drafts), before, again))
      return took(now)
    }
    // One of them no server takes any more: which, is found one by one.
    const [only] = due
    if (only === undefined) return
    if (due.length > 1) most = 1
    else {
      const again = [{ id: only.command.id, became: 'refused' } as const]
      saveGiven(world, owner, givenAgain(before, again, ''))
      change((drafts) => draftsAgain(drafts, before, again))
    }
    void hand(answer)
  }
  return {
    /** Of a server that answers now. */
    hand: (answer: SeatAnswer): void => void hand(answer),
    /** A command was taken. */
    taken: (command: SeatCommand, answer: SeatAnswer): void =>
      saveGiven(world, owner, givenAfter(load(), command, answer)),
    keeps: (): boolean => load().length > 0,
    /** The seat is somebody else's. */
    forget: (): void => saveGiven(world, owner, []),
    stop: (): void => nextTry?.(),
  }
}
