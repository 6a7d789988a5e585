/** Who is asking, as decided at the border. Everything inside trusts it and nothing inside builds one. */
import {
  isSeatCode,
  type DeviceId,
  type DialogueId,
  type LinkId,
  type SeatCode,
  type SiteId,
  type TableId,
} from '@tablee/shared/ids'
import type { CoEdited } from '@tablee/shared/documents'
import { isRoomRole, type Action, type BoardState, type Role } from '@tablee/shared/roles'

export type Session = {
  /** Names the session inside the server and in logs; what the device holds is another secret. */
  readonly id: string
  readonly link: LinkId
  readonly role: Role
  readonly dialogue: DialogueId
  /** Null for roles of a whole dialogue. */
  readonly table: TableId | null
  /** Of who has some sites' rooms (`sitesOf`): as their link says. */
  readonly sites?: readonly SiteId[]
  readonly seat: SeatCode | null
  /** Of a citizen where seats move: their table of each session, `table` being the one of now. Empty for who has no seat. */
  readonly sits?: ReadonlyMap<number, TableId>
  /** With `sits`: what it has left. */
  readonly left?: readonly { readonly session: number; readonly table: TableId }[]
  /** With `sits`: the table whose card it is. */
  readonly home?: TableId
  readonly device: DeviceId
  /** A citizen of a dialogue that asks for consent, who has not sat down yet: nobody's words, and no hand in the board. */
  readonly unseated?: boolean
  /** `only`: by the server's own link, which is of no dialogue. `too`: the command line, which is any dialogue's organiser. */
  readonly server?: 'only' | 'too'
  /** Its seat now is on another device, or was freed: whatever it asks, it is told so. */
  readonly moved?: boolean
}

/** `role` or `role:T3-04`, as it stands in the journal. Never a name. */
export const authorOf = ({ role, seat }: Pick<Session, 'role' | 'seat'>): string =>
  seat === null ? role : `${role}:${seat}`
/** Whose hand a row is of, as it stands in the journal. */
export const handOf = (session: Pick<Session, 'role' | 'seat' | 'device'>) => ({
  author: authorOf(session),
  device: session.device,
})

/** The state that counts for this session: where citizens edit, those do who have sat down. */
export const stateFor = (session: Pick<Session, 'unseated'>, state: BoardState): BoardState =>
  session.unseated === true && state === 'open-citizens-edit' ? 'open' : state

type Asker = Pick<Session, 'role' | 'dialogue' | 'table' | 'sites' | 'sits' | 'left'>

/** The sites that somebody is narrowed to; null: to none. Whose link names none has none. */
export const sitesOf = ({ role, sites }: Pick<Session, 'role' | 'sites'>): readonly SiteId[] | null =>
  isRoomRole(role) ? (sites ?? []) : null

/** What stays people's own wherever they sit by now: their words at a table that they have left. */
const ofOwnWords: ReadonlySet<Action> = new Set(['words.withdraw', 'words.correct'])

/**
 * Who changed tables is told nothing of what the new one did before they came, and of the old one nothing more: a board of a
 * session is open to those who sit at its table then, as long as they do.
 */
function isAtTable(
  { table, sits, left }: Pick<Asker, 'table' | 'sits' | 'left'>,
  where: DocumentPlace,
  action: Action | null,
): boolean {
  if (table === null || where.table === null) return true
  if (sits === undefined || where.session === undefined) return table === where.table
  // What was begun before they left may still come in: it is taken, and nothing is told.
  if (
    action === 'board.hand-in' &&
    left?.some((at) => at.session === where.session && at.table === where.table) === true
  )
    return true
  if (sits.get(where.session) !== where.table) return false
  return table === where.table || (action !== null && ofOwnWords.has(action))
}

/** A table's people have no business at another table, nor a site's at another site. */
export function isWithin(asker: Asker, where: DocumentPlace, action: Action | null = null): boolean {
  const { dialogue } = asker
  const own = sitesOf(asker)
  return (
    dialogue === where.dialogue &&
    isAtTable(asker, where, action) &&
    // What is a table's and says no site is nobody's of a site.
    (own === null || (where.sites?.every((site) => own.includes(site)) ?? where.table === null))
  )
}

/** Of which tables somebody is told, where all of a dialogue are listed. */
export const seesTable = (
  asker: Pick<Asker, 'role' | 'table' | 'sites'>,
  at: { readonly id: TableId; readonly siteId: SiteId },
): boolean => (asker.table === null || asker.table === at.id) && (sitesOf(asker)?.includes(at.siteId) ?? true)

/** Whether a code names a seat of this table. */
export function isSeatOf(table: { readonly number: number; readonly seats: number }, value: string): value is SeatCode {
  const number = /^T(\d+)-(\d+)$/.exec(value)
  const seat = Number(number?.[2])
  return isSeatCode(value) && Number(number?.[1]) === table.number && seat >= 1 && seat <= table.seats
}

/**
 * Where a document is that people edit together: of which dialogue, and of which table, if it is of one. `sites`: on which
 * it lies; left out, it is the whole dialogue's, and what is told of it is narrowed by whoever tells it.
 */
export type DocumentPlace = {
  readonly dialogue: DialogueId
  readonly table: TableId | null
  /** Of which session, where it is of one: who sits at the table may be another in each. */
  readonly session?: number
  readonly sites?: readonly SiteId[]
}
/** What access has to know of documents; their kinds answer it. */
export type Documents = {
  /**
   * Null: there is none, or none of a kind that this hall knows. `state` says which of the matrix's tables counts, `shown`
   * which one anybody may be told: what is staged is not yet so;
   * `recovering`: devices hand in what a restored server lacks of it.
   */
  place(
    kind: CoEdited,
    id: string,
  ): (DocumentPlace & { readonly state: BoardState; readonly shown: BoardState; readonly recovering: boolean }) | null
}

/** What access has to know of the dialogue; `dialogue/` answers it. */
export type Places = {
  table(id: string): { readonly dialogue: DialogueId; readonly number: number; readonly seats: number } | null
  dialogue(id: string): { readonly id: DialogueId } | null
  /** Where seats sit in a dialogue in which they move. */
  readonly seating: {
    rotates(dialogue: DialogueId): boolean
    sitting(
      dialogue: DialogueId,
      seat: SeatCode,
    ): (Required<Pick<Session, 'sits' | 'left'>> & { readonly table: TableId }) | null
  }
}

/** A citizen where they sit by now. Where seats move, a card alone opens no board: who has left a table may have kept its card. */
export function seated(session: Session, { seating }: Pick<Places, 'seating'>): Session {
  const { role, dialogue, seat, table } = session
  if (role !== 'citizen' || table === null || !seating.rotates(dialogue)) return session
  const home = session.home ?? table
  if (seat === null) return { ...session, home, sits: new Map() }
  const found = seating.sitting(dialogue, seat)
  return found === null ? session : { ...session, home, table: found.table, sits: found.sits, left: found.left }
}

/** What access has to know of seats; `voices/` answers it. */
export type Holders = {
  /** Whether citizens of this dialogue sit down, and consent, before they count as anybody. */
  asked(dialogue: DialogueId): boolean
  /** Whether this session of this device is the one that holds the seat now. */
  holds(dialogue: DialogueId, seat: SeatCode, session: { readonly id: string; readonly device: string }): boolean
}
