/** The server's time, once a second, and whether a moment of it has come. */
import { useReducer } from 'react'
import { useTurning } from '../ui/clock.tsx'
import { useAt } from '../ui/going.ts'
import { restOfSecond } from '../ui/reading.ts'

/** When the server's own second turns. */
const second = (at: number): number => restOfSecond(-at)
export const useSeconds = (time: () => number): number => useTurning(time, second)

/** Whether it is before this moment of the server's time; told anew when it comes. Null: no. */
export function useIsBefore(at: number | null, time: () => number): boolean {
  const [, again] = useReducer((times: number) => times + 1, 0)
  const before = at !== null && time() < at
  useAt(before ? at : null, time, again)
  return before
}
