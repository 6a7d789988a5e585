/** Milliseconds since 1970. Passed in everywhere, so that a test decides what time it is; the journal alone keeps it from running backwards. */
export type Clock = () => number

/** May run backwards where somebody sets the machine's clock. */
export const systemClock: Clock = () => Date.now()
