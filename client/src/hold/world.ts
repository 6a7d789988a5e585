/** What following takes from the world: a test moves its time by hand, and says when a page sleeps and wakes. */

/** Runs once after some time; the returned function calls it off. */
export type Later = (milliseconds: number, run: () => void) => () => void
type Ear = (run: () => void) => () => void

export type World = {
  readonly now: () => number
  readonly later: Later
  /** In [0, 1]. */
  readonly chance: () => number
  /** Calls back when the page is in sight again, from sleep or from the browser's memory. */
  readonly onWake: Ear
  /** Calls back when the device believes that the network is there again. */
  readonly onOnline: Ear
  /** Calls back when the page goes out of sight, is left or reloaded: no later moment is promised to it. */
  readonly onHide: Ear
  /** Whether the page is out of sight now; left out: nobody can say. */
  readonly hidden?: () => boolean
}

const ears =
  (ofWindow: readonly string[], visibility: DocumentVisibilityState | null): Ear =>
  (run) => {
    const seen = (): void => {
      if (document.visibilityState === visibility) run()
    }
    for (const name of ofWindow) addEventListener(name, run)
    if (visibility !== null) document.addEventListener('visibilitychange', seen)
    return () => {
      for (const name of ofWindow) removeEventListener(name, run)
      document.removeEventListener('visibilitychange', seen)
    }
  }

export const thisPage: World = {
  now: () => Date.now(),
  later: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  chance: Math.random,
  onWake: ears(['pageshow', 'focus'], 'visible'),
  onOnline: ears(['online'], null),
  onHide: ears(['pagehide'], 'hidden'),
  hidden: () => document.visibilityState === 'hidden',
}
