/**
 * What is let out: the committed document, to everybody who follows it, and only while it says what should be seen.
 * Anyone who asks meanwhile is answered right after the commit that is under way.
 */
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Clock } from '../clock.ts'
import { createFollowers, type Follower } from './followers.ts'
import type { ViewDocument } from './document.ts'
import { keptFrames, updateFrame } from './frames.ts'
import type { Timers } from './ports.ts'

/** Lets nothing out before `committed` was called. Followers are to be stopped with the view. */
export function createRelease({
  timers,
  clock,
  document,
  busy,
  holds = () => true,
}: {
  readonly timers: Timers
  readonly clock: Clock
  readonly document: () => Pick<ViewDocument, 'clock' | 'state'>
  /** Is a commit under way? */
  readonly busy: () => boolean
  /** False: it may be hidden elsewhere by now, and whoever asks is told to come again. */
  readonly holds?: (() => boolean) | undefined
}) {
  /** The document is committed and says what should be seen; only then does anybody get it. */
  let clean = false
  /** State frames of the committed document, by what the asker has. */
  const frames = keptFrames((since) => document().state(since))
  let waiting: { readonly follower: Follower; readonly since: number }[] = []
  const ready = (): boolean => clean && !busy()
  const followers = createFollowers({
    timers,
    now: clock,
    state: () => (ready() && holds() ? frames.of(0).frame : null),
  })
  const without = (follower: Follower) => waiting.filter((one) => one.follower !== follower)

  function answer(follower: Follower, since: number): void {
    if (!holds()) return followers.close(closeCodes.slow, 'nothing new is heard here', (one) => one === follower)
    if (since > document().clock) {
      // A copy that is ahead of us is a copy of something else: this view has no difference to offer it.
      followers.close(closeCodes.epochEnded, 'not a copy of this view', (one) => one === follower)
      return
    }
    const { frame, framed } = frames.of(since)
    if (followers.send(follower, frame, framed)) follower.following = true
  }

  return {
    followers,
    get clean() {
      return clean
    },
    /** The document was committed as it should be seen; `update` is the difference, null when there is none. */
    committed(update: Uint8Array | null): void {
      clean = true
      if (update === null) return
      frames.clear()
      followers.broadcast(updateFrame(update))
    },
    /** A commit failed. What is committed may be shown on, unless it holds something that should be gone: then nobody gets it. */
    failed(fits: boolean): void {
      clean = fits
      frames.clear()
      if (!fits) followers.close(closeCodes.unavailable, 'cannot be shown right now')
    },
    /** From here to `ended`: the document is not the view's any more. */
    ending(): void {
      clean = false
      frames.clear()
    },
    ended(): void {
      waiting = []
      followers.close(closeCodes.epochEnded, 'the view goes on under a new name')
    },
    /** Answers `SyncStep1` with what is committed; false: later. */
    join(follower: Follower, since: number): boolean {
      if (ready()) {
        answer(follower, since)
        return true
      }
      waiting = [...without(follower), { follower, since }]
      return false
    },
    leave(follower: Follower): void {
      followers.remove(follower)
      waiting = without(follower)
    },
    /** Everybody who waited. */
    answer(): void {
      if (clean) for (const { follower, since } of waiting.splice(0)) answer(follower, since)
    },
  }
}
