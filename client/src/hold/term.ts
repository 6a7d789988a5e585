/**
 * Which laptop is the first, as this device was told: what one said it shows the next, so that one that comes back from a
 * second laptop's taking over hears of it. The device only carries it: it is signed, and read by the server alone.
 */
import { termHeader } from '@tablee/shared/wire/term-header'
import { whereabouts } from './whereabouts.ts'

type Local = Pick<Storage, 'getItem' | 'setItem'> | null
type Ask = (url: string, init: RequestInit) => Promise<Response>

const key = 'tablee.term'
const numberIn = (said: string | null): number => Number(said?.split('.')[0] ?? 0)

/** Asks as before, and carries. */
export const carriesTerm =
  (local: Local, ask: Ask): Ask =>
  async (url, init) => {
    const known = local?.getItem(key) ?? null
    const headers = new Headers(init.headers)
    if (known !== null) headers.set(termHeader, known)
    const answer = await ask(url, known === null ? init : { ...init, headers })
    const told = answer.headers.get(termHeader)
    try {
      if (told !== null && told.length < 100 && numberIn(told) > numberIn(known)) local?.setItem(key, told)
    } catch {
      // A full storage: another device says it.
    }
    return answer
  }

/** Reading `localStorage` itself throws where cookies are blocked. */
const stored = (): Local => {
  try {
    return globalThis.localStorage
  } catch {
    return null
  }
}
/** This page's own: whatever it asks its server, it asks by this. */
export const askServer: Ask = whereabouts.hears(carriesTerm(stored(), (url, init) => fetch(url, init)))
