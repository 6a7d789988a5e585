/** Lines of the log that a stranger's knocking makes. */

type Log = (event: string, detail: object) => void

/** At most one line in so many ms, with how many were not written since: whoever knocks all day fills no disk. */
export function seldom(log: Log, every = 1_000, now: () => number = () => performance.now()): Log {
  let last = -Infinity
  let unsaid = 0
  return (event, detail) => {
    if (now() - last < every) return void (unsaid += 1)
    log(event, unsaid === 0 ? detail : { ...detail, unsaid })
    last = now()
    unsaid = 0
  }
}

/** Enough of an address to know which it is: its sender makes it as long as they like. */
export const briefly = (path: string): string => path.slice(0, 200)
