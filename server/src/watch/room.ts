/** A room as it is followed here: one copy of its view, shown to everybody who came to this node for it. */
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Clock } from '../clock.ts'
import { updateIn } from '../view/frames.ts'
import type { Followed } from '../view/observe.ts'
import type { Timers } from '../view/ports.ts'
import { createRelease } from '../view/release.ts'
import type { Refusal } from '../view/relay.ts'
import { createCopy, type Copy } from './copy.ts'
import type { FromWatch } from './messages.ts'

export type Room = ReturnType<typeof createRoom>

type Options = {
  readonly name: string
  readonly audience: string
  readonly timers: Timers
  readonly clock: Clock
  /** To the owner; what is said without a line is lost, and said anew with the next one (`refollow`). */
  readonly say: (word: FromWatch) => void
}

/** `there` resolves once it is known whether the room is; everything else is told from outside. */
export function createRoom({ name, audience, timers, clock, say }: Options) {
  let channel = -1
  let copy: Copy | null = null
  /** It stands as the owner shows it; false from when the line was lost. */
  let inStep = false
  let over: Refusal | null = null
  let known: (refusal: Refusal | null) => void = () => undefined
  const there = new Promise<Refusal | null>((resolve) => (known = resolve))

  function held(): Copy {
    if (copy === null) throw new Error('nothing of this room was heard yet')
    return copy
  }
  const release = createRelease({ timers, clock, document: held, busy: () => copy === null })
  const ask = (): void => say({ is: 'ask', channel, since: copy?.clock ?? 0 })

  function end(code: number, reason: string): void {
    if (over !== null) return
    over = { code, reason }
    known(over)
    release.followers.close(code, reason)
    release.followers.stop()
    copy?.destroy()
    copy = null
  }

  const followed: Followed = {
    get writer() {
      return held().writer
    },
    followers: release.followers,
    join: (follower, since) => void release.join(follower, since),
    leave: release.leave,
  }

  return {
    name,
    audience,
    there,
    followers: release.followers,
    /** What an observer's socket follows (`view/observe`); after `there`. */
    followed,
    get over() {
      return over
    },
    get channel() {
      return channel
    },
    /** Shown to somebody, and for certain as the owner shows it. */
    get behind() {
      return release.clean && !inStep
    },
    /** The line is gone: what is shown stands for as long as it may. */
    lost(): void {
      inStep = false
      channel = -1
    },
    /** On a new line: what was missed is asked for when the room is there. */
    follow(on: number, link: string): void {
      channel = on
      say({ is: 'follow', channel, link, room: name })
    },
    following(writer: number): void {
      // Of another writer it would be another document, and no copy here a copy of it.
      if (copy !== null && copy.writer !== writer)
        return end(closeCodes.epochEnded, 'the view goes on under a new name')
      copy ??= createCopy(writer)
      known(null)
      ask()
    },
    shows(frame: Uint8Array): void {
      const update = updateIn(frame)
      if (update === null || copy === null) return
      const made = copy.take(update)
      // Something between is missing: the whole is asked for, and nothing of it shown before.
      if (!copy.whole()) return ask()
      inStep = true
      release.committed(made)
      release.answer()
    },
    shown: (photo: Parameters<Copy['shows']>[0]): boolean => release.clean && copy?.shows(photo) === true,
    end,
  }
}
