/**
 * Which request a line of the log is of. Each runs in a context of its own, whatever it awaits, so that no part has to hand
 * the id on; the logger writes it into the line (`ops/logger.ts`), the answer carries it, and a node that pipes a request on
 * sends it along. It is chance, and says nothing of who asks.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

/** By which it comes in and is answered. */
export const requestHeader = 'x-request-id'

const current = new AsyncLocalStorage<string>()

/** What a proxy or another node may call a request: nothing that a line of the log could be forged with. */
export const wellFormed = (said: unknown): said is string =>
  typeof said === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/.test(said)

/** A new one: 96 bits of chance, in letters that `wellFormed` takes. */
export const newRequestId = (): string => randomBytes(12).toString('hex')

/** Whatever `work` does, also later, is of this request. */
export const withRequest = <T>(id: string, work: () => T): T => current.run(id, work)

/** The request in which this runs; null where it is nobody's. */
export const requestNow = (): string | null => current.getStore() ?? null
