/**
 * Where an observers' link is: in its own address, which is printed and copied and goes on, and in that of its dialogue.
 * A page is of one link; what it asks for goes to its dialogue's address as soon as the list has said which that is.
 */
import { addressIn, readAddress } from '@tablee/shared/wire/address'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { Answer } from '../hold/answer.ts'
import { thisServer, timeIn } from '../hold/server-time.ts'
import { askServer } from '../hold/term.ts'

let known: string | null = null
export const learn = ({ id }: Pick<WatchList, 'id'>): void => void (known = id)

/** The page's own address, without its dialogue. */
export const pagePath = (): string => readAddress(location.pathname).path
/** The link in it. */
export const linkHere = (): string => decodeURIComponent(pagePath().split('/')[2] ?? '')

/** `rest`: what of the link is asked for. */
export const watchRoute = (link: string, rest: string): string => at(`/api/watch/${encodeURIComponent(link)}${rest}`)
export const watchSocket = (link: string): string =>
  location.origin.replace(/^http/, 'ws') + at(`/observe/${encodeURIComponent(link)}`)

const at = (path: string): string => addressIn(known ?? readAddress(location.pathname).dialogue, path)

/** What this page is called where it follows tables: made anew by each, kept nowhere. They are told how many pages watch. */
export const thisPageName: string = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(9))))
  .replaceAll('+', '-')
  .replaceAll('/', '_')

/** A hall of screens is told at once, and does not ask at once. */
export const spread = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 500))

/** The server holds a request for 20 s and gives it 30: whoever waits longer waits for a connection that is gone. */
const timeout = 30_000
/** What a server says of a link that opens nothing. Anything else, as of a proxy between, may be another answer next time. */
const nothing: ReadonlySet<number> = new Set([401, 403, 404])

/** What of a link is asked for. Whoever may not see it, or finds none of it, gets one answer. */
export async function read<T>(link: string, rest: string, signal?: AbortSignal): Promise<Answer<T>> {
  const abort = new AbortController()
  const end = (): void => abort.abort()
  signal?.addEventListener('abort', end)
  const timer = setTimeout(end, timeout)
  // What the server held was not written half-way between question and answer.
  const asked = signal === undefined ? thisServer.device() : null
  try {
    const answer = await askServer(watchRoute(link, rest), { cache: 'no-store', signal: abort.signal })
    if (answer.ok) {
      const value: unknown = await answer.json()
      const told = timeIn(value)
      if (told !== null) thisServer.heard(told, asked)
      return { ok: true, value: value as T }
    }
    if (answer.status === 429) return { ok: false, problem: { code: 'too-many', retryAfter: 5 } }
    if (nothing.has(answer.status)) return { ok: false, problem: { code: 'link-unknown' } }
  } catch {
    // Said below, whatever it was.
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
  return { ok: false, problem: { code: 'offline' } }
}
