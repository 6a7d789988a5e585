/**
 * What the other seats of this phone have not sent yet. Their outboxes are emptied whoever is in front: a phone that was
 * handed on keeps the promise that a vote goes by itself. Nothing of them is shown, and their drafts stay as they are.
 */
import type { CommandId } from '@tablee/shared/ids'
import { newId } from '@tablee/shared/ids'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { openApi } from '../link/api.ts'
import { pauseOf, seatOutbox } from '../hold/retry.ts'
import { seatsHere, type Session } from '../link/session.ts'
import { settled, type Drafts } from './drafts.ts'
import { openHanding } from './handing.ts'
import type { World } from './sync.ts'
import { tried, verdictOf } from './outbox.ts'
import { loadDrafts, loadLast, saveDrafts, saveLast, type Owner } from './storage.ts'

const looksAgain = 60_000

/** `front`: the session whose own line is open. Returns what stops it. */
export function sendForOthers(world: World, front: string | null): () => void {
  const stops = seatsHere(world).flatMap((one) =>
    one.session === front || one.me.seat === null
      ? []
      : [sendFor(world, one, { dialogue: one.me.dialogue, seat: one.me.seat })],
  )
  return () => {
    for (const stop of stops) stop()
  }
}

function sendFor(world: World, session: Session, owner: Owner): () => void {
  const api = openApi(world, () => session)
  let stopped = false
  let sending = false
  let nextTry: (() => void) | null = null
  let nextLook: (() => void) | null = null

  const change = (step: (drafts: Drafts) => Drafts): boolean =>
    saveDrafts(world.local, owner, step(loadDrafts(world.local, owner)))
  const handing = openHanding(world, api, owner, loadLast(world.local, owner), {
    took: (answer) => saveLast(world.local, owner, answer),
    change: (step) => void (change(step) && empty()),
    over: () => stopped,
  })
  /** Nobody follows this seat: whether another laptop answers by now is asked, where something would be handed in. */
  async function look(): Promise<void> {
    nextLook?.()
    nextLook = world.later(looksAgain, () => void look())
    if (!handing.keeps()) return
    const answer = await api.get<SeatAnswer>('/api/seat')
    if (answer.ok && !stopped) handing.hand(answer.value)
  }

  async function empty(): Promise<void> {
    // Read anew each time: another tab may have this seat in front and write in it.
    const drafts = loadDrafts(world.local, owner)
    const head = drafts.outbox[0]
    if (sending || stopped || nextTry !== null || head === undefined) return
    sending = true
    const { command } = head
    saveDrafts(world.local, owner, { ...drafts, outbox: tried(drafts.outbox, command.id) })
    const answer = await api.post<SeatAnswer>('/api/seat/commands', command)
    sending = false
    // Whoever has the seat in front now sends the same command again, and it counts once.
    if (stopped) return
    const problem = answer.ok ? null : answer.problem
    const tries = head.tries + 1
    const verdict = verdictOf(problem, tries)
    // The seat is not here any more: that is said, with what was not sent to copy, to whoever opens it.
    if (verdict === 'moved') return stop()
    if (problem !== null && verdict === 'later') {
      nextTry = world.later(pauseOf(seatOutbox, tries - 1, (world.random(1)[0] ?? 0) / 255, problem), wake)
      return
    }
    const kept = change((now) => settled(now, command, problem, newId<CommandId>(world.random)))
    if (answer.ok) handing.taken(command, answer.value)
    if (answer.ok) saveLast(world.local, owner, answer.value)
    // A storage that takes nothing would have the same command sent for ever.
    if (kept) void empty()
  }
  function wake(): void {
    nextTry?.()
    nextTry = null
    void empty()
    void look()
  }
  const ears = [world.onWake(wake), world.onOnline(wake)]
  function stop(): void {
    stopped = true
    nextTry?.()
    nextLook?.()
    handing.stop()
    for (const off of ears) off()
  }
  void empty()
  void look()
  return stop
}
