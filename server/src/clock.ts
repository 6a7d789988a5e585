/** Milliseconds since 1970. Passed in everywhere, so that a test decides what time it is; the journal alone keeps it from running backwards. */
export type Clock = () => number

/** May run backwards where somebody sets the machine's clock. */
export const systemClock: Clock = () => Date.now()

/** Resolves when the work has ended, or so many milliseconds are over; then it goes on, and nobody is kept waiting for it. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))
  await Promise.race([work, over]).finally(() => clearTimeout(timer))
}
