/**
 * Where a dialogue is by now that this page's server has no more, as the server's answers say. One place for all that a page asks,
 * so that each of its screens says the same: from the first answer that says so until one comes out of the dialogue itself.
 */
import { readAddress } from '@tablee/shared/wire/address'
import type { ClientProblem } from './answer.ts'

type Ask = (url: string, init: RequestInit) => Promise<Response>

/** `to`: the origin at which it is served; null: nobody here may say. */
export type Gone = { readonly to: string | null }

/** At the head of an address. */
const site = /^https?:\/\/[^/?#]+/

/**
 * What a problem says of where its dialogue is. Null where it says nothing of it, and where it is at this page's own address: that
 * leads there, and whoever tries again arrives. What is no address of a page opens nothing, whoever wrote it.
 */
export function goneIn(problem: ClientProblem, origin: string): Gone | null {
  if (problem.code !== 'moved') return null
  const to = site.exec(problem.to ?? '')?.[0] ?? null
  return to === origin ? null : { to }
}

/**
 * What is open here, at `to`: its path and what stands behind the `#`, where secrets are. What stands behind a `?` stays, so that
 * nothing of it is ever sent to another server. `query`: what the page itself says there.
 */
export const thereAt = (to: string, { pathname, hash }: Pick<Location, 'pathname' | 'hash'>, query = ''): string =>
  `${to}${pathname}${query}${hash}`

/** `origin`: this page's. */
export function createWhereabouts(origin: () => string) {
  const gone = new Map<string | null, Gone>()
  const ears = new Set<() => void>()
  function set(dialogue: string | null, is: Gone | null): void {
    if (gone.get(dialogue)?.to === is?.to) return
    if (is === null) gone.delete(dialogue)
    else gone.set(dialogue, is)
    for (const ear of ears) ear()
  }
  async function hear(url: string, answer: Response): Promise<void> {
    const { dialogue, path } = readAddress(url.replace(site, ''))
    if (!path.startsWith('/api/')) return
    // Anything but "come again" is an answer of the dialogue's own.
    if (answer.status < 500) return set(dialogue, null)
    if (answer.status !== 503) return
    const { problem }: { readonly problem: ClientProblem } = await answer.clone().json()
    const said = goneIn(problem, origin())
    if (said !== null) set(dialogue, said)
  }
  return {
    /** Asks as before, and listens. */
    hears:
      (ask: Ask): Ask =>
      async (url, init) => {
        const answer = await ask(url, init)
        // A body that is none, as of a proxy between, says nothing of it.
        hear(url, answer).catch(() => undefined)
        return answer
      },
    /** Of a page; `dialogue` null: its address does not say which, so it is the only one that it asks for. */
    of: (dialogue: string | null): Gone | null =>
      (dialogue === null ? [...gone.values()][0] : (gone.get(dialogue) ?? gone.get(null))) ?? null,
    subscribe(ear: () => void): () => void {
      ears.add(ear)
      return () => ears.delete(ear)
    },
  }
}

/** This page's own. */
export const whereabouts = createWhereabouts(() => location.origin)
