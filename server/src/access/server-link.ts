/**
 * The server's own link: whoever holds it founds dialogues and hands out what they founded, and reads none. Its token is
 * derived from the server's key with a random mark that stands in the database, so that the file holds no secret. Where the
 * mark is gone (a restore, a mending, a renewal) another one is drawn: what was ended never opens again.
 */
import type { DeviceId, DialogueId, LinkId, RandomBytes } from '@tablee/shared/ids'
import type { Database } from '../store/database.ts'
import { same, type ServerKey } from './keys.ts'
import type { Session } from './session.ts'

const name = 'server-link'
/** Whose hand founded a dialogue, as its first row says; `server-` is no device of somebody (access.ts). */
export const byServerLink = 'server-link' as DeviceId

const shape = /^server\.([\w-]{43})$/
/** Of this or any server; whether it is this one's is another question (`reads`). */
export const looksLikeServerLink = (shown: string): boolean => shape.test(shown)

export type ServerLink = {
  /** Nothing is drawn before somebody asks for it; it is the same from then on until `renew`. */
  token(): string
  reads(shown: string): boolean
  /** Once it resolves the one of before opens nothing, for what is under way neither. */
  renew(): Promise<void>
}

/** `mark`: by which the token is derived from the key; `draws`: where there is none yet. */
export function linkOf(key: ServerKey, mark: () => string | null, draws: () => string = () => mark() ?? '') {
  const secret = (of: string): Buffer => key.mac(name, [of], 32)
  return {
    token: (): string => `server.${secret(mark() ?? draws()).toString('base64url')}`,
    reads(shown: string): boolean {
      const found = shape.exec(shown)?.[1]
      const now = mark()
      return found !== undefined && now !== null && same(Buffer.from(found, 'base64url'), secret(now))
    },
  }
}

/** Of a folder. */
export function openServerLink(database: Database, key: ServerKey, random: RandomBytes): ServerLink {
  const kept = database.prepare('SELECT value FROM journal_meta WHERE key = ?').get(name)
  let mark = kept === undefined ? null : String(kept['value'])
  function draw(): string {
    const drawn = Buffer.from(random(16)).toString('hex')
    database
      .prepare(
        'INSERT INTO journal_meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      )
      .run(name, drawn)
    mark = drawn
    return drawn
  }
  return {
    ...linkOf(key, () => mark, draw),
    renew() {
      draw()
      return Promise.resolve()
    },
  }
}

/** Who shows it: of no dialogue, so that the matrix of roles gives nothing; `serverActions` is what they may. */
export const serverSession = (nowhere: DialogueId): Session => ({
  id: name,
  link: name as LinkId,
  role: 'organiser',
  dialogue: nowhere,
  table: null,
  seat: null,
  device: byServerLink,
  server: 'only',
})
