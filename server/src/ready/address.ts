/** The address on the cards against the addresses of this machine. A card with another one leads a hundred people nowhere. */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Fact } from '@tablee/shared/ready/fact'

const within = 3_000
const bare = (host: string): string => host.replace(/^\[|\]$/g, '').toLowerCase()
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.')

/** Null: nobody here knows the name, or nobody answered in time. */
export type Resolve = (name: string) => Promise<readonly string[] | null>
/** By the machine's own resolver, within 3 s. */
export const resolveName: Resolve = async (name) => {
  const late = new Promise<null>((resolve) => void setTimeout(resolve, within, null).unref())
  const found = lookup(name, { all: true })
    .then((list) => list.map(({ address }) => address))
    .catch(() => null)
  return Promise.race([found, late])
}

/** `origin`: as cards say it. `came`: when another device last came in by it. `proxied`: the settings name a proxy. */
export async function lookAtAddress(
  {
    origin,
    own,
    came,
    proxied,
  }: {
    readonly origin: string
    readonly own: readonly string[]
    readonly came: number | null
    readonly proxied: boolean
  },
  resolve: Resolve,
  answers: (host: string, port: number) => Promise<boolean>,
): Promise<Fact> {
  const { hostname, host, port, protocol } = new URL(origin)
  const name = bare(hostname)
  const told = (is: Fact['is'], why: (Fact & { what: 'address' })['why']): Fact => ({
    what: 'address',
    is,
    why,
    address: host,
    own,
    by: came,
  })
  const found = isIP(name) ? [name] : await resolve(name)
  if (found === null || found.length === 0) return told('bad', 'unknown-name')
  // What a machine's own list of names says of its public name phones are not told.
  const isLocal = isLoopback(name) || name === 'localhost' || name.endsWith('.localhost')
  if (found.every(isLoopback) && (isLocal || !proxied)) return told('bad', 'only-here')
  // Of a name with several addresses a phone takes any.
  const others = found.filter((each) => !isLoopback(each))
  if (others.length > 0 && others.every((each) => own.includes(each))) {
    const asked = Number(port) || (protocol === 'https:' ? 443 : 80)
    // Whoever came in by it has seen that somebody answers.
    if (came !== null || (await answers(others[0] ?? '', asked))) return told('good', 'fits')
    return told('bad', 'other-port')
  }
  if (proxied) return told(came === null ? 'look' : 'good', 'proxied')
  // A proxy in front of it has an address of its own. Whoever came in by it has seen that it leads here.
  return told(came === null ? 'bad' : 'look', 'elsewhere')
}
