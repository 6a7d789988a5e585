/**
 * The HTTP interface as the client calls it: a problem instead of an exception, whatever happened on the way.
 */
import type { Problem } from '@tablee/shared/problem'
import { addressIn } from '@tablee/shared/wire/address'
import { passing, type Answer, type ClientProblem } from '../hold/answer.ts'
import { timeIn } from '../hold/server-time.ts'
import type { Environment } from './environment.ts'

export { passing, type Answer, type ClientProblem }

/** Answers after which a page asks no more, until the person opens a link again. */
export const final: ReadonlySet<ClientProblem['code']> = new Set([
  'not-signed-in',
  'link-unknown',
  'seat-moved',
  'not-allowed',
  'not-found',
  'closed',
])

export type Api = {
  /** `signal`: for a request that the server holds, which anyone who comes back from sleep asks anew. */
  get<T>(path: string, signal?: AbortSignal): Promise<Answer<T>>
  post<T>(path: string, body: unknown): Promise<Answer<T>>
  put<T>(path: string, body: unknown): Promise<Answer<T>>
  delete<T>(path: string): Promise<Answer<T>>
  /** A body of bytes, for the parts of a catch-up. */
  send<T>(path: string, bytes: Uint8Array): Promise<Answer<T>>
}

/** The server gives a request 30 s (app.ts); asking longer would only hide that it is gone. */
const timeout = 30_000

export const problemOf = (body: unknown, status: number): ClientProblem => {
  const found = typeof body === 'object' && body !== null && 'problem' in body ? body.problem : body
  if (typeof found === 'object' && found !== null && 'code' in found && typeof found.code === 'string')
    return found as Problem
  // A proxy's page, or a server that is starting or ending: come back later.
  return status >= 500 ? { code: 'offline' } : { code: 'unexpected' }
}

/** In whose name something is asked, and so in which dialogue’s address; null: in none’s. */
export type Asker = { readonly session: string; readonly me: { readonly dialogue: string | null } }

/** The one place where the address of a route or a socket is made: in the dialogue of who asks, as before for a stranger. */
export const addressFor = (asker: Asker | null, path: string): string => addressIn(asker?.me.dialogue ?? null, path)
export const socketFor = (origin: string, asker: Asker, path: string): string =>
  origin.replace(/^http/, 'ws') + addressFor(asker, path)
export const headersFor = (asker: Asker | null): { readonly authorization?: string } =>
  asker === null ? {} : { authorization: `Bearer ${asker.session}` }

/** `who` is read at each call, because a session can be exchanged while the page lives. */
export function openApi(
  environment: Pick<Environment, 'origin' | 'fetch' | 'later' | 'time'>,
  who: () => Asker | null,
): Api {
  async function call<T>(
    method: string,
    path: string,
    body: BodyInit | null,
    type: string | null,
    signal?: AbortSignal,
  ): Promise<Answer<T>> {
    const abort = new AbortController()
    signal?.addEventListener('abort', () => abort.abort())
    const calledOff = environment.later(timeout, () => abort.abort())
    const asker = who()
    // What the server held was not written half-way between question and answer.
    const asked = signal === undefined ? (environment.time?.device() ?? null) : null
    const headers: Record<string, string> = { accept: 'application/json', ...headersFor(asker) }
    if (type !== null) headers['content-type'] = type
    try {
      const response = await environment.fetch(environment.origin + addressFor(asker, path), {
        method,
        headers,
        body,
        signal: abort.signal,
        credentials: 'omit',
        cache: 'no-store',
      })
      const text = await response.text()
      let answer: unknown = null
      try {
        answer = text === '' ? null : JSON.parse(text)
      } catch {
        return { ok: false, problem: problemOf(null, response.ok ? 502 : response.status) }
      }
      const told = timeIn(answer)
      if (told !== null) environment.time?.heard(told, asked)
      return response.ok ? { ok: true, value: answer as T } : { ok: false, problem: problemOf(answer, response.status) }
    } catch {
      return { ok: false, problem: { code: 'offline' } }
    } finally {
      calledOff()
    }
  }
  const json = (body: unknown) => JSON.stringify(body)
  return {
    get: (path, signal) => call('GET', path, null, null, signal),
    post: (path, body) => call('POST', path, json(body), 'application/json'),
    put: (path, body) => call('PUT', path, json(body), 'application/json'),
    delete: (path) => call('DELETE', path, null, null),
    send: (path, bytes) => call('POST', path, new Uint8Array(bytes), 'application/octet-stream'),
  }
}
