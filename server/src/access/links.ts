/**
 * Capability links: anyone who holds one may enter with its role. A link is a row without a secret; its token, its
 * observer's path and its short code are derived from the server's key, the link's id and its generation. Revoking sets
 * a time, re-issuing raises the generation: both end every session and socket the old one had opened.
 */
import {
  isId,
  newId,
  type DialogueId,
  type LinkId,
  type RandomBytes,
  type SeatCode,
  type TableId,
} from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { base32, readCode, same, sha256, type ServerKey } from './keys.ts'

export type Link = {
  readonly id: LinkId
  readonly role: Role
  readonly dialogue: DialogueId
  readonly table: TableId | null
  readonly seat: SeatCode | null
  readonly label: string
  readonly generation: number
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

export type NewLink = {
  readonly role: Role
  readonly dialogue: DialogueId
  readonly table?: TableId | null
  readonly seat?: SeatCode | null
  readonly label?: string
  readonly expiresAt?: number | null
  /** When the short code counts: the event's window. A code is short enough to be guessed by patience. */
  readonly codeFrom?: number | null
  readonly codeUntil?: number | null
}

export type Secrets = {
  readonly token: string
  /** The observer's 128-bit id in `/watch/:link`. */
  readonly path: string | null
  /** Eight characters to type, for citizens. */
  readonly code: string | null
}

export type Links = ReturnType<typeof createLinks>

const signature = (key: ServerKey, id: string, generation: number): Buffer => key.mac('link', [id, generation], 16)

export function deriveSecrets(key: ServerKey, link: { id: string; role: Role; generation: number }): Secrets {
  return {
    token: `${link.id}.${signature(key, link.id, link.generation).toString('base64url')}`,
    path: link.role === 'observer' ? base32(key.mac('path', [link.id, link.generation], 17), 26).toLowerCase() : null,
    code: link.role === 'citizen' ? base32(key.mac('code', [link.id, link.generation], 5), 8) : null,
  }
}

/** Keyed, because 40 bits of a code would fall to a search over a plain hash. */
export const codeHash = (key: ServerKey, code: string): string => key.mac('code-hash', [code], 32).toString('hex')
export const pathHash = (path: string): string => sha256(path)

type Row = {
  id: string
  role: string
  dialogue: string
  place: string | null
  seat: string | null
  label: string
  generation: number
  created_at: number
  expires_at: number | null
  revoked_at: number | null
  code_from: number | null
  code_until: number | null
}

export function createLinks({
  database,
  key,
  clock,
  random,
}: {
  database: Database
  key: ServerKey
  clock: Clock
  random: RandomBytes
}) {
  const byId = database.prepare('SELECT * FROM link WHERE id = ?')
  const byPathHash = database.prepare('SELECT * FROM link WHERE path_hash = ?')
  const byCodeHash = database.prepare('SELECT * FROM link WHERE code_hash = ?')
  const ofDialogue = database.prepare('SELECT * FROM link WHERE dialogue = ? ORDER BY created_at, rowid')
  const insert = database.prepare(
    `INSERT INTO link (id, role, dialogue, place, seat, label, generation, created_at, expires_at, code_from, code_until, path_hash, code_hash)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
  )
  const setRevoked = database.prepare('UPDATE link SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')
  const setGeneration = database.prepare(
    'UPDATE link SET generation = ?, revoked_at = NULL, path_hash = ?, code_hash = ? WHERE id = ?',
  )
  const listeners = new Set<(link: LinkId) => void>()

  /**
   * Rows as they stand: every write of an editor asks for one. This process holds the database's lock and every change of a
   * link goes through this object, which forgets the row in the same call; expiry is compared with the clock at each call.
   */
  const rows = new Map<string, Row>()
  const idOfPath = new Map<string, string>()
  function rowOf(id: string): Row | undefined {
    const known = rows.get(id)
    if (known !== undefined) return known
    const row = byId.get(id) as Row | undefined
    if (row !== undefined) rows.set(id, row)
    return row
  }
  function forget(id: string): void {
    rows.delete(id)
    idOfPath.clear()
  }

  const derive = (link: { id: string; role: Role; generation: number }): Secrets => deriveSecrets(key, link)

  // The row was written by this file: its ids, role and seat were checked at the border.
  const read = (row: Row): Link => ({
    id: row.id as LinkId,
    role: row.role as Role,
    dialogue: row.dialogue as DialogueId,
    table: row.place as TableId | null,
    seat: row.seat as SeatCode | null,
    label: row.label,
    generation: row.generation,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  })
  const usable = (row: Row | undefined): Row | null =>
    row !== undefined && row.revoked_at === null && (row.expires_at === null || row.expires_at > clock()) ? row : null
  const alive = (row: Row | undefined): Link | null => {
    const found = usable(row)
    return found === null ? null : read(found)
  }
  const tell = (link: LinkId): void => {
    for (const listener of listeners) listener(link)
  }

  return {
    issue(wanted: NewLink): Link {
      for (;;) {
        const id = newId<LinkId>(random)
        const secrets = derive({ id, role: wanted.role, generation: 1 })
        // Two of 2^40 codes may coincide; then another id is drawn.
        if (secrets.code !== null && byCodeHash.get(codeHash(key, secrets.code)) !== undefined) continue
        insert.run(
          id,
          wanted.role,
          wanted.dialogue,
          wanted.table ?? null,
          wanted.seat ?? null,
          wanted.label ?? '',
          clock(),
          wanted.expiresAt ?? null,
          wanted.codeFrom ?? null,
          wanted.codeUntil ?? null,
          secrets.path === null ? null : pathHash(secrets.path),
          secrets.code === null ? null : codeHash(key, secrets.code),
        )
        return read(byId.get(id) as Row)
      }
    },
    derive,
    list: (dialogue: DialogueId): readonly Link[] => (ofDialogue.all(dialogue) as Row[]).map(read),
    get(id: string): Link | null {
      const row = rowOf(id)
      return row === undefined ? null : read(row)
    },
    /** The link of this id and generation, unless it was revoked, re-issued or has expired. */
    current(id: string, generation: number): Link | null {
      const link = alive(rowOf(id))
      return link !== null && link.generation === generation ? link : null
    },
    byToken(token: string): Link | null {
      const [id = '', signed = ''] = token.split('.')
      if (!isId(id) || signed.length !== 22) return null
      const link = alive(rowOf(id))
      return link !== null && same(Buffer.from(signed, 'base64url'), signature(key, link.id, link.generation))
        ? link
        : null
    },
    byCode(typed: string): Link | null {
      const code = readCode(typed)
      if (code === null) return null
      const row = usable(byCodeHash.get(codeHash(key, code)) as Row | undefined)
      if (row === null) return null
      const now = clock()
      if ((row.code_from !== null && now < row.code_from) || (row.code_until !== null && now >= row.code_until))
        return null
      return read(row)
    },
    byPath(path: string): Link | null {
      const known = idOfPath.get(path)
      if (known !== undefined) return alive(rowOf(known))
      const row = byPathHash.get(pathHash(path)) as Row | undefined
      const link = alive(row)
      if (link !== null) idOfPath.set(path, link.id)
      return link
    },
    /** True when it was alive until now. Listeners run before this returns: sockets are gone within the same second. */
    revoke(id: LinkId): boolean {
      const done = setRevoked.run(clock(), id).changes > 0
      forget(id)
      if (done) tell(id)
      return done
    },
    /** A new token, path and code for a lost link; the old ones and all they opened end. */
    renew(id: LinkId): Link | null {
      const row = byId.get(id) as Row | undefined
      if (row === undefined) return null
      for (let generation = row.generation + 1; ; generation += 1) {
        const secrets = derive({ id, role: row.role as Role, generation })
        if (secrets.code !== null && byCodeHash.get(codeHash(key, secrets.code)) !== undefined) continue
        setGeneration.run(
          generation,
          secrets.path === null ? null : pathHash(secrets.path),
          secrets.code === null ? null : codeHash(key, secrets.code),
          id,
        )
        forget(id)
        tell(id)
        return read(byId.get(id) as Row)
      }
    },
    /** Called with each link that stops counting: revoked, re-issued, or found expired by `sweep`. */
    onRevoked(listener: (link: LinkId) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Ends the sockets of links that expired since `after`; new requests are refused at once without it. */
    sweep(after: number): void {
      const rows = database.prepare('SELECT id FROM link WHERE expires_at > ? AND expires_at <= ?').all(after, clock())
      for (const row of rows) tell(row['id'] as LinkId)
    },
  }
}
