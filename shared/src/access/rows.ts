/**
 * Who may come in, as rows of the journal `access:<dialogue>`: links and the sessions that they opened. No row holds a
 * secret: a link's token is derived from its id, of a session's only the hash stands here. No row holds an address, a
 * browser's name or anything that was said. That time passes is a rule, not a row.
 */
import type { LinkId, SeatCode, SiteId, TableId } from '../ids.ts'
import type { Role } from '../roles.ts'

/**
 * `server`: the server's own key, as every dialogue had it before there were keys of dialogues. `dialogue`: one that is
 * derived from it for this dialogue and generation, and can leave the machine with the dialogue.
 */
export type KeyState = { readonly of: 'server' } | { readonly of: 'dialogue'; readonly generation: number }

/** What stands on a card. */
export type Issued = {
  readonly role: Role
  readonly table: TableId | null
  /** Whose rooms these are: of a head facilitator one site, of a coordinator some. A row of before has none, and opens none. */
  readonly sites?: readonly SiteId[]
  /** A card for one seat. */
  readonly seat: SeatCode | null
  /** Of who watches: the audience whose views it opens (`view/audiences`). None: observers, the first one. */
  readonly audience?: string
  readonly label: string
  readonly generation: number
  readonly createdAt: number
  readonly expiresAt: number | null
  /** When the short code counts: the event's window. A code is short enough to be guessed by patience. */
  readonly codeFrom: number | null
  readonly codeUntil: number | null
}

/** `command`: the same one twice takes effect once. All rows are the server's own. */
export type AccessRow =
  /** What the dialogue's tokens, codes, paths, ids of views and of paper are derived with: see `KeyState`. */
  | ({ readonly kind: 'key'; readonly command: string } & KeyState)
  | ({ readonly kind: 'issue'; readonly command: string; readonly link: LinkId } & Issued)
  | { readonly kind: 'revoke'; readonly command: string; readonly link: LinkId; readonly revokedAt: number }
  /** A new token, path and code; what the old ones had opened ends. */
  | { readonly kind: 'renew'; readonly command: string; readonly link: LinkId; readonly generation: number }
  /** A device came in. `session`: the hash of the secret that it holds. */
  | {
      readonly kind: 'begin'
      readonly command: string
      readonly session: string
      readonly link: LinkId
      readonly generation: number
      readonly device: string
      readonly seat: SeatCode | null
      readonly until: number
    }
  | { readonly kind: 'sit'; readonly command: string; readonly session: string; readonly seat: SeatCode }
  | { readonly kind: 'end'; readonly command: string; readonly session: string }
  /** Anyone who was in is out: the key was replaced by somebody who distrusts it. */
  | { readonly kind: 'end-all'; readonly command: string }
  /** What is left of the row of a session that has ended: nothing. */
  | { readonly kind: 'past'; readonly command: string }
export type AccessRowKind = AccessRow['kind']

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const accessKinds: Readonly<Record<AccessRowKind, number>> = {
  key: 1,
  issue: 1,
  revoke: 1,
  renew: 1,
  begin: 1,
  sit: 1,
  end: 1,
  'end-all': 1,
  past: 1,
}

/** Reads a row of `access:<dialogue>`, written by this server; null for a kind that this version does not know. */
export function readAccessRow(text: string): AccessRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    Object.hasOwn(accessKinds, String(value.kind))
    ? (value as AccessRow)
    : null
}
