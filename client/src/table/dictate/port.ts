/** What dictating asks of the server, of the browser and of the microphone; the gallery and tests put others in its place. */
import type { Dictated, MayDictate } from '@tablee/shared/wire/dictation'
import { createContext, useContext } from 'react'
import { addressFor, headersFor, problemOf, type Answer, type Asker } from '../../link/api.ts'
import { browser, type Environment } from '../../link/environment.ts'
import { deviceEars, type DeviceEars } from './on-device.ts'
import { record, type Recorded } from './microphone.ts'

type Whose = { readonly seat: string | null; readonly lang: string }
export type DictatePort = {
  /** Whether microphones are there at all: browsers give them to secure pages alone. */
  readonly secure: boolean
  /** Asked before a microphone is opened. Without a seat: whether there is an engine. */
  readonly may: (whose: Whose) => Promise<Answer<MayDictate>>
  readonly send: (whose: Whose, wav: Uint8Array, signal: AbortSignal) => Promise<Answer<Dictated>>
  readonly record: () => Promise<Recorded>
  /** Whether this device was told that nobody can dictate here: once is enough. */
  readonly told: { readonly read: () => boolean; readonly write: () => void }
  /** What the device does by itself; null: this browser knows nothing of it. */
  readonly device: DeviceEars | null
}

/** `insecure`: there is an engine, and this page may not have a microphone. `none`: there is neither engine nor device that can. */
export type Offered = 'no' | 'yes' | 'insecure' | 'none'

/** What there is for this language, here and now. Where the server does not answer nobody can say, and nothing is said. */
export async function offeredBy(port: Pick<DictatePort, 'secure' | 'device' | 'may'>, lang: string): Promise<Offered> {
  if (port.secure && port.device !== null && (await port.device.can(lang))) return 'yes'
  const may = await port.may({ seat: null, lang })
  if (!may.ok) return 'no'
  if (may.value.why === 'not-named') return 'none'
  return port.secure ? 'yes' : 'insecure'
}

const told = 'tablee.dictate.told'
/** Whether a device was told that nobody can dictate. Where its storage is blocked it is told each time. */
export const toldOn = (local: Environment['local']): DictatePort['told'] => ({
  read: () => local?.getItem(told) === 'yes',
  write() {
    try {
      local?.setItem(told, 'yes')
    } catch {
      // A full storage: it is said once more.
    }
  },
})

const Context = createContext<DictatePort | null>(null)
/** Null where nobody can dictate: a replay, a board to read. */
export const DictateContext = Context
export const useDictatePort = (): DictatePort | null => useContext(Context)

/** On this board, in the name of who asks. */
export function openDictation(
  board: string,
  who: () => Asker | null,
  environment: Pick<Environment, 'origin' | 'fetch' | 'local'> = browser(),
): DictatePort {
  async function ask<T>(
    { seat, lang }: Whose,
    body: Uint8Array | null,
    signal: AbortSignal | null,
  ): Promise<Answer<T>> {
    const asker = who()
    const query = `?seat=${encodeURIComponent(seat ?? '')}&lang=${encodeURIComponent(lang)}`
    try {
      const response = await environment.fetch(
        environment.origin + addressFor(asker, `/api/boards/${board}/dictation${query}`),
        {
          method: body === null ? 'GET' : 'POST',
          headers: {
            accept: 'application/json',
            ...headersFor(asker),
            ...(body === null ? {} : { 'content-type': 'audio/wav' }),
          },
          body: body === null ? null : new Uint8Array(body),
          signal,
          credentials: 'omit',
          cache: 'no-store',
        },
      )
      const answer: unknown = await response.json()
      return response.ok ? { ok: true, value: answer as T } : { ok: false, problem: problemOf(answer, response.status) }
    } catch {
      return { ok: false, problem: { code: 'offline' } }
    }
  }
  return {
    secure: isSecureContext,
    may: (whose) => ask<MayDictate>(whose, null, null),
    send: (whose, wav, signal) => ask<Dictated>(whose, wav, signal),
    record,
    told: toldOn(environment.local),
    device: deviceEars(globalThis, browser().tab),
  }
}
