/**
 * Which laptop is the first, as this device was told: what one said it shows the next, so that one that comes back from a
 * second laptop's taking over hears of it. The device only carries it: it is signed, and read by the server alone.
 */
import { termHeader } from '@tablee/shared/wire/term-header'
import type { Environment } from './environment.ts'

const key = 'tablee.term'
const numberIn = (said: string | null): number => Number(said?.split('.')[0] ?? 0)

/** Asks as before, and carries. */
export const carriesTerm =
  (local: Environment['local'], ask: Environment['fetch']): Environment['fetch'] =>
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
