/** Milliseconds since 1970. Passed in everywhere, so that a test decides what time it is; the journal alone keeps it from running backwards. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()
