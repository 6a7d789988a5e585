/**
 * What one node says to another of a request that it hands on: which dialogue it leads to, from where it came, and under
 * which id it is logged. It counts once, for thirty seconds, at the node that it is for and for this request alone: whoever
 * has overheard one can do nothing with it, and nobody else can make one.
 */
import type { IncomingMessage } from 'node:http'
import { isId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { same, serverKey, type ServerKey } from '../access/keys.ts'
import type { Nodes } from './ports.ts'

export const signedHeader = 'x-tablee-node'

export type NodeKey = { readonly nodes: ServerKey }
/** What nodes are known to each other by, and nothing else: of it no link, code or id is made, and it leads to no other key. */
export const nodeKey = (key: ServerKey): NodeKey => ({ nodes: serverKey(key.mac('nodes', [], 32)) })

const lasts = 30_000
/** Of thirty seconds, at ten times what a national day asks of one node. Beyond it nothing is believed. */
const mostInTime = 300_000

export type Said = {
  /** Null where the node itself is asked. */
  readonly dialogue: DialogueId | null
  readonly address: string
  /** Of the request, as logs have it. */
  readonly id: string
}
type Asked = { readonly method: string; readonly path: string }

const text = (said: string): string => Buffer.from(said).toString('base64url')
const read = (said: string): string => Buffer.from(said, 'base64url').toString()

/**
 * What was heard within the last thirty seconds and before: two sets, of which the older goes as a whole. `most` of one.
 */
function createHeard(now: () => number, most: number) {
  let recent = new Set<string>()
  let older = new Set<string>()
  let since = now()
  return {
    /** False where it was heard before, or where no more can be remembered. */
    first(nonce: string): boolean {
      // Something is remembered as long as it could be believed: it may be thirty seconds ahead of our clock.
      if (Math.abs(now() - since) > 2 * lasts) {
        older = recent
        recent = new Set()
        since = now()
      }
      if (recent.has(nonce) || older.has(nonce) || recent.size >= most) return false
      recent.add(nonce)
      return true
    },
  }
}

/** `read` remembers what it has read: a node has one of these. A watch node has no key but what nodes are known by. */
export function createSigned(
  { node, key: given, now }: Pick<Nodes, 'node' | 'now'> & { readonly key: ServerKey | NodeKey },
  random: RandomBytes,
  most = 2 * mostInTime,
) {
  const heard = createHeard(now, most)
  const { nodes: key } = 'nodes' in given ? given : nodeKey(given)
  const macOf = (asked: Asked, to: string, parts: readonly string[]): Buffer =>
    key.mac('node', [asked.method, asked.path, to, ...parts], 32)

  return {
    /** For the node that is called `to`. `path` with its query, as it stands in the request's first line. */
    header({ to, dialogue, address, id, ...asked }: Asked & Said & { readonly to: string }): string {
      const nonce = Buffer.from(random(16)).toString('base64url')
      const parts = [String(Math.round(now())), nonce, text(dialogue ?? ''), text(address), text(id)]
      return [...parts, macOf(asked, to, parts).toString('base64url')].join('.')
    },
    /** Null where it is none, not for this request or this node, too old, or was heard before. */
    read(request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>): Said | null {
      const shown = request.headers[signedHeader]
      if (typeof shown !== 'string' || shown.length > 2_000) return null
      const [time = '', nonce = '', dialogue = '', address = '', id = '', mac = '', ...more] = shown.split('.')
      const asked = { method: request.method ?? '', path: request.url ?? '' }
      const ours = macOf(asked, node, [time, nonce, dialogue, address, id])
      if (more.length > 0 || !same(ours, Buffer.from(mac, 'base64url'))) return null
      if (!(Math.abs(now() - Number(time)) <= lasts) || !heard.first(nonce)) return null
      const named = read(dialogue)
      return { dialogue: isId(named) ? (named as DialogueId) : null, address: read(address), id: read(id) }
    },
  }
}
export type Signed = ReturnType<typeof createSigned>
