/**
 * Which dialogue a request leads to, before anything of it is answered: that of whoever asks, who is known there alone; of who
 * shows nothing, or nothing that is known, the one in its address; else that of the place in its path; and who enters with a
 * link or a code, that of the link. What leads nowhere is answered by the node that was asked: pages and files, founding by the
 * server's own link, what the machine says of itself.
 */
import type { IncomingMessage } from 'node:http'
import { isId, type DialogueId } from '@tablee/shared/ids'
import { readAddress } from '@tablee/shared/wire/address'
import { TrieRouter } from 'hono/router/trie-router'
import { bearer } from '../access/access.ts'
import { namesOf } from '../access/allow.ts'
import { readCode, sha256 } from '../access/keys.ts'
import { codeHash, pathHash } from '../access/links.ts'
import { idInPath } from '../directory/directory.ts'
import type { Route } from '../http/openapi.ts'
import type { Nodes } from './ports.ts'

/** Who may ask: somebody who is known, or anybody. */
type Of = 'known' | 'anybody'
/** By what of a request it is known where it leads. */
export type By =
  | {
      readonly by: 'place'
      readonly at: Exclude<NonNullable<Route['declared']>['at'], 'none'>
      readonly names: readonly string[]
      readonly of: Of
    }
  | { readonly by: 'dialogue'; readonly name: string; readonly of: Of }
  | { readonly by: 'who asks' | 'what is shown' | 'nothing' }

/** A page's address, and the service's, lead nowhere: every node has them. With a dialogue before it or without. */
export const isAsked = (path: string): boolean => readAddress(path).path.startsWith('/api/')
/** Who may frame it is known where its audience is. */
const watchPage = /^\/watch\/([^/]+)/

/** Follows from its declaration alone: a new route is led as the others are. */
export function byOf({ method, path, declared }: Route): By {
  if (!isAsked(path) || declared === null) return { by: 'nothing' }
  if (method === 'POST' && path === '/api/sessions') return { by: 'what is shown' }
  const { at, action } = declared
  const of = action === 'anybody' || at === 'watch' ? 'anybody' : 'known'
  // A dialogue of the server's own link: it is of none, and asks for one by name.
  if (at === 'dialogue' || at === 'site' || (at === 'none' && /:dialogue(\/|$)/.test(path)))
    return { by: 'dialogue', name: 'dialogue', of }
  return at === 'none' ? { by: 'who asks' } : { by: 'place', at, names: namesOf(at), of }
}
const asksWho = (rule: By | null): boolean =>
  rule !== null && (rule.by === 'who asks' || ('of' in rule && rule.of === 'known'))

/**
 * As the application reads it: without what stands behind the `?`, with `..` gone back, decoded but for `%25`. What is read
 * otherwise here would be led as one thing, signed, and be answered there as another.
 */
export function pathIn(url: string | undefined): string {
  const asked = (url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '')
  const raw = URL.parse(`http://host${asked}`)?.pathname ?? (asked.split(/[?#]/)[0] || '/')
  return decoded(raw, (text) => decodeURI(text.replaceAll('%25', '%2525')))
}
function decoded(text: string, decode: (text: string) => string): string {
  if (!text.includes('%')) return text
  try {
    return decode(text)
  } catch {
    return text
  }
}
const asId = (id: string | undefined): DialogueId | null => (isId(id) ? (id as DialogueId) : null)

const field = (body: unknown, name: string): string | null => {
  const found: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null
  return typeof found === 'string' ? found : null
}

export type Where = ReturnType<typeof createWhere>

/** `routes`: all that the application declares. */
export function createWhere(routes: readonly Route[], { key, leadsTo }: Pick<Nodes, 'key' | 'leadsTo'>) {
  const router = new TrieRouter<By>()
  for (const route of routes) if (isAsked(route.path)) router.add(route.method, route.path, byOf(route))

  type Request = Pick<IncomingMessage, 'method' | 'url' | 'headers'>
  function ruleOf({ method = 'GET' }: Request, path: string) {
    const [rule, params] = router.match(method === 'HEAD' ? 'GET' : method, path)[0][0] ?? [null, {}]
    const param = (name: string): string | undefined => {
      const value: unknown = Reflect.get(params, name)
      return typeof value === 'string' ? decoded(value, decodeURIComponent) : undefined
    }
    return { rule, param }
  }
  /** Of the place in its path. */
  async function placed({ rule, param }: ReturnType<typeof ruleOf>): Promise<DialogueId | null> {
    if (rule?.by === 'dialogue') return asId(param(rule.name))
    if (rule?.by === 'place')
      for (const id of rule.names.flatMap((name) => param(name) ?? [])) {
        const found = await leadsTo(rule.at, idInPath(rule.at, id))
        if (found !== null) return found
      }
    return null
  }

  const ofToken = (token: string) => leadsTo('link', token.split('.')[0] ?? '')
  function ofShown(authorization: string | undefined): Promise<DialogueId | null> {
    const shown = bearer(authorization)
    if (shown === null) return Promise.resolve(null)
    return shown.includes('.') ? ofToken(shown) : leadsTo('session', sha256(shown))
  }
  async function ofEntry(body: Buffer): Promise<DialogueId | null> {
    let asked: unknown
    try {
      asked = JSON.parse(body.toString())
    } catch {
      return null
    }
    const token = field(asked, 'token')
    const code = readCode(field(asked, 'code') ?? '')
    if (token !== null) return ofToken(token)
    return code === null ? null : leadsTo('code', codeHash(key, code))
  }

  return {
    /** `body`: read only where nothing else says where it leads. */
    async request(request: Request, body: () => Promise<Buffer>): Promise<DialogueId | null> {
      const { dialogue, path } = readAddress(pathIn(request.url))
      if (!isAsked(path)) {
        const link = watchPage.exec(path)?.[1]
        return link === undefined ? null : (dialogue ?? leadsTo('watch', pathHash(link)))
      }
      const rule = ruleOf(request, path)
      if (rule.rule?.by === 'what is shown') return dialogue ?? ofEntry(await body())
      const named = () => (dialogue === null ? placed(rule) : Promise.resolve(dialogue))
      if (!asksWho(rule.rule)) return named()
      try {
        return (await ofShown(request.headers.authorization)) ?? (await named())
      } catch (cause) {
        // Whose it is nobody can say now: what it names leads on.
        if (dialogue === null) throw cause
        return dialogue
      }
    },
    /** Where its place is, of a request that is answered here: who is of another dialogue is told that they may not. */
    async learn(request: Request): Promise<void> {
      const { dialogue, path } = readAddress(pathIn(request.url))
      if (dialogue !== null || !isAsked(path)) return
      const rule = ruleOf(request, path)
      const found = await placed(rule)
      if (rule.rule?.by === 'dialogue' && found !== null) await leadsTo('dialogue', found)
    },
    /** Of a socket that names no dialogue and no link the first frame says it. */
    async socket(url: string | undefined): Promise<DialogueId | null> {
      const { dialogue, path } = readAddress(pathIn(url))
      if (dialogue !== null) return dialogue
      const link = /^\/observe\/([^/]+)/.exec(path)?.[1]
      return link === undefined ? null : leadsTo('watch', pathHash(decoded(link, decodeURIComponent)))
    },
  }
}
