/**
 * Who asks, as far as the network says it: limits count by this address, lines of the log by this id. What a header claims is
 * believed of two alone: another node, which has signed it, and a reverse proxy that the operator named (`TABLEE_PROXY`).
 */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { newRequestId, requestHeader, wellFormed } from './request-id.ts'

export type Caller = {
  /** Of the device, not of what stands in between. */
  readonly address: string
  /** The request's id. */
  readonly request: string
}

/** Addresses of reverse proxies whose `X-Forwarded-For` counts. */
export type Proxies = { has(address: string): boolean }

const bare = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')
const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Addresses and ranges (`10.0.0.0/8`), with commas between; null for what is neither. Nothing named: nobody is believed. */
export function readProxies(said: string): Proxies | null {
  const list = new BlockList()
  for (const each of said.split(',').map((one) => one.trim())) {
    if (each === '') continue
    const [address = '', width] = each.split('/')
    const family = isIP(address)
    if (family === 0) return null
    if (width === undefined) {
      list.addAddress(address, familyOf(address))
      continue
    }
    const bits = Number(width)
    if (!/^\d+$/.test(width) || bits > (family === 6 ? 128 : 32)) return null
    list.addSubnet(address, bits, familyOf(address))
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, familyOf(address)) }
}

const noted = new WeakMap<IncomingMessage, Caller>()

/** Another node says it of what it piped here, and its signature was checked. */
export const noteCaller = (incoming: IncomingMessage, caller: Caller): void => void noted.set(incoming, caller)

/** From the right, the first that is no proxy of ours: what stands left of it anybody could have written. */
function forwarded(incoming: IncomingMessage, proxies: Proxies): string | null {
  const said = incoming.headers['x-forwarded-for']
  const hops = (Array.isArray(said) ? said.join(',') : (said ?? '')).split(',').map((each) => bare(each.trim()))
  for (const hop of hops.toReversed()) {
    if (isIP(hop) === 0) return null
    if (!proxies.has(hop)) return hop
  }
  return null
}

/** The same for the same message, however often it is asked. */
export function callerOf(incoming: IncomingMessage, proxies: Proxies | null): Caller {
  const known = noted.get(incoming)
  if (known !== undefined) return known
  const peer = bare(incoming.socket.remoteAddress ?? '')
  const believed = proxies?.has(peer) === true ? proxies : null
  const said = believed === null ? undefined : incoming.headers[requestHeader]
  const caller: Caller = {
    address: (believed === null ? null : forwarded(incoming, believed)) ?? peer,
    request: wellFormed(said) ? said : newRequestId(),
  }
  noted.set(incoming, caller)
  return caller
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1'])
const itself: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])
/** Whoever stands in between says so in one of these. */
const inBetween = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via', 'x-tablee-node']

/**
 * From this machine, by its own name, and through nobody: a proxy on this machine comes from it, too, and brings the world
 * along.
 */
export function isOnThisMachine(incoming: IncomingMessage): boolean {
  const { host = '' } = incoming.headers
  return (
    loopback.has(bare(incoming.socket.remoteAddress ?? '')) &&
    itself.has(host.replace(/:\d+$/, '').toLowerCase()) &&
    inBetween.every((name) => incoming.headers[name] === undefined)
  )
}
