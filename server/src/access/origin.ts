/**
 * Which pages may talk to this server: an exact list. A request without `Origin` comes from no page (a command line, the
 * stock provider in Node): it has to show a token like everybody, and carries no cookie that a foreign page could borrow.
 */
import { networkInterfaces } from 'node:os'

export type Origins = {
  /** Printed on cards. */
  readonly first: string
  readonly all: ReadonlySet<string>
  allows(origin: string | null | undefined): boolean
}

/** Addresses under which other devices of the hall reach this machine. */
export function lanAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((each) => !each.internal && !each.address.startsWith('fe80'))
    .sort((a, b) => (a.family === b.family ? 0 : a.family === 'IPv4' ? -1 : 1))
    .map((each) => each.address)
}

/**
 * Null for `configured`: all `addresses` of this machine, and its own names, at this port. An empty list would let no
 * page in; the first of the list is what cards say.
 */
export function allowedOrigins({
  configured,
  port,
  tls,
  addresses,
}: {
  configured: readonly string[] | null
  port: number
  tls: boolean
  addresses: readonly string[]
}): Origins {
  const scheme = tls ? 'https' : 'http'
  // `new URL().origin` writes an origin as browsers do: without the default port, with IPv6 in brackets.
  const own = (host: string): string => new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin
  const list = configured ?? [...addresses, 'localhost', '127.0.0.1', '::1'].map(own)
  const all = new Set(list)
  return {
    first: list[0] ?? own('localhost'),
    all,
    allows: (origin) => origin === null || origin === undefined || all.has(origin),
  }
}

/** Whether a `Host` names one of them: what else a request claims to have asked for is somebody's invention. */
export const isOurs = ({ all }: Origins, host: string): boolean =>
  all.has(`http://${host}`) || all.has(`https://${host}`)
