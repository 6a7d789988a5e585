/** The server's time, once a second. */
import { useTurning } from '../ui/clock.tsx'
import { restOfSecond } from '../ui/reading.ts'

/** When the server's own second turns. */
const second = (at: number): number => restOfSecond(-at)
export const useSeconds = (time: () => number): number => useTurning(time, second)
