/** What following takes from the world: a test moves its time by hand. */

/** Runs once after some time; the returned function calls it off. */
export type Later = (milliseconds: number, run: () => void) => () => void
