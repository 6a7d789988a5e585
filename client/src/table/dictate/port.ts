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
  /** What the device does by itself; null: this browser knows nothing of it. */
  readonly device: DeviceEars | null
}

const Context = createContext<DictatePort | null>(null)
/** Null where nobody can dictate: a replay, a board to read. */
export const DictateContext = Context
export const useDictatePort = (): DictatePort | null => useContext(Context)

/** On this board, in the name of who asks. */
export function openDictation(
  board: string,
  who: () => Asker | null,
  environment: Pick<Environment, 'origin' | 'fetch'> = browser(),
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
    device: deviceEars(globalThis, browser().tab),
  }
}
