/**
 * What happens to a dialogue, as rows of its journal `dialogue:<id>`: a dialogue is the fold over them (`dialogue/fold`),
 * beside the curtain rows in each board's own journal.
 */
import type { BoardId, NodeId, PhotoHash, SiteId, TableId } from '../ids.ts'
import type { ClockAct, ClockOf } from './clock.ts'
import type { PlanChange, PlanRow } from './changes.ts'
import type { SeatsRow } from './rotation.ts'
import type { Rule } from './rule.ts'
import type { DialogueDraft, TableDraft } from './programme.ts'

/**
 * What a policy change may name. `hidden` and `photos` are of the board, all else is the table's rule; the curtain is the
 * table's own command.
 */
export type PolicyChange = {
  readonly observation?: 'open' | 'paused'
  readonly consent?: boolean
  readonly delayMinutes?: number
  readonly hidden?: readonly NodeId[]
  readonly showWords?: boolean
  readonly showNotes?: boolean
  readonly showCanvas?: boolean
  readonly photos?: readonly PhotoHash[]
}

/** What of a change is the table’s rule, not its one board’s. */
export function ruleIn({ hidden: _hidden, photos: _photos, ...rule }: PolicyChange): Partial<Rule> {
  return rule
}
/** What a table decides before anybody did; nothing where its dialogue was founded before there were rules. */
export const ruleAtFirst = ({ observation }: Pick<TableDraft, 'observation'>): Partial<Rule> =>
  observation === undefined ? {} : { observation: 'open', ...observation.start }

/** `command` makes it idempotent: the same id takes effect once. */
export type DialogueCommand =
  | { readonly kind: 'found'; readonly command: string; readonly dialogue: DialogueDraft }
  /** All tables of all sites, at once: as the organiser's page moves them. */
  | { readonly kind: 'move'; readonly command: string; readonly session: number; readonly startedAt: number }
  | { readonly kind: 'clock'; readonly command: string; readonly of: ClockOf; readonly act: ClockAct }
  /**
   * `table`: whose rule it changes. Older rows have none: what they say holds for that board (`dialogue/rule`). `from`: the
   * room said it of many tables.
   */
  | {
      readonly kind: 'policy'
      readonly command: string
      readonly board: BoardId
      readonly table?: TableId
      readonly from?: 'room'
      readonly change: PolicyChange
    }
  /** The table's curtain, over all its boards. Rows in their own journals say of each where among the edits it moved. */
  | { readonly kind: 'curtain'; readonly command: string; readonly table: TableId; readonly to: 'open' | 'drawn' }
  /** The room's curtain over many tables, beside their own: the room alone opens it. */
  | { readonly kind: 'curtain-all'; readonly command: string; readonly of: ClockOf; readonly to: 'open' | 'drawn' }
  | { readonly kind: 'citizens-edit'; readonly command: string; readonly table: TableId; readonly allowed: boolean }
  | { readonly kind: 'close'; readonly command: string; readonly board: BoardId; readonly closed: boolean }
  /** Where tables stand in the plan of their site's room; those that are not named stay where they are. */
  | { readonly kind: 'arrange'; readonly command: string; readonly site: SiteId; readonly places: Places }
  | PlanRow
  | SeatsRow

/** Where tables stand in a plan, by their ids: 0 to 1 from its left and upper edge. */
export type Places = Readonly<Record<string, { readonly x: number; readonly y: number }>>

/** Command rows that stand in a board's own journal, where their seq orders them against the edits. */
export type BoardRow = { readonly kind: 'curtain'; readonly to: 'open' | 'drawn' } | { readonly kind: 'release' }
/** As it is written: with who asked, and the name they gave it. */
export type BoardCommandRow = BoardRow & { readonly command: string; readonly by?: string }

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const dialogueKinds: Readonly<Record<DialogueCommand['kind'], number>> = {
  found: 1,
  move: 1,
  clock: 1,
  policy: 1,
  curtain: 1,
  'curtain-all': 1,
  'citizens-edit': 1,
  close: 1,
  arrange: 1,
  change: 1,
  seats: 1,
}
/** The same of what is done to a clock. */
export const clockActs: Readonly<Record<ClockAct['do'], number>> = {
  begin: 1,
  hold: 1,
  'go-on': 1,
  more: 1,
  next: 1,
  back: 1,
  end: 1,
  join: 1,
  'take-back': 1,
}
/** The same of what is changed in the plan. */
export const planChanges: Readonly<Record<PlanChange['do'], number>> = {
  site: 1,
  table: 1,
  seats: 1,
  step: 1,
  minutes: 1,
  skip: 1,
  word: 1,
}
/** The same of command rows in a board’s own journal. */
export const boardKinds: Readonly<Record<BoardRow['kind'], number>> = {
  curtain: 1,
  release: 1,
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isOf = (of: unknown): boolean =>
  isFields(of) && (isText(of['site']) || (Array.isArray(of['tables']) && of['tables'].every(isText)))

const acts: Readonly<Record<ClockAct['do'], (act: Fields) => boolean>> = {
  begin: ({ session }) => isNumber(session),
  hold: () => true,
  'go-on': () => true,
  more: ({ minutes }) => isNumber(minutes),
  next: () => true,
  back: () => true,
  end: () => true,
  join: () => true,
  'take-back': () => true,
}
const changes: Readonly<Record<PlanChange['do'], (change: Fields) => boolean>> = {
  site: ({ site }) => isFields(site),
  table: ({ table, boards }) => isFields(table) && Array.isArray(boards),
  seats: ({ table, seats }) => isText(table) && isNumber(seats),
  step: ({ session, at, step }) => isNumber(session) && isNumber(at) && isFields(step),
  minutes: ({ session, step, minutes }) => isNumber(session) && isNumber(step) && isNumber(minutes),
  skip: ({ session, step }) => isNumber(session) && isNumber(step),
  word: ({ step, item, text }) => isText(step) && isText(item) && isFields(text),
}
const known = <Kind extends string>(table: Readonly<Record<Kind, unknown>>, kind: unknown): kind is Kind =>
  isText(kind) && Object.hasOwn(table, kind)
const isChange = (change: unknown): boolean =>
  isFields(change) && known(changes, change['do']) && changes[change['do']](change)
const isAct = (act: unknown): boolean => isFields(act) && known(acts, act['do']) && acts[act['do']](act)

/** What the fold takes for granted of each kind. */
const kinds: Readonly<Record<DialogueCommand['kind'], (row: Fields) => boolean>> = {
  found: ({ dialogue }) =>
    isFields(dialogue) && ['sites', 'tables', 'sessions', 'boards'].every((list) => Array.isArray(dialogue[list])),
  move: ({ session, startedAt }) => isNumber(session) && (startedAt === null || isNumber(startedAt)),
  clock: ({ of, act }) => isOf(of) && isAct(act),
  policy: ({ board, change }) => isText(board) && isFields(change),
  curtain: ({ table }) => isText(table),
  'curtain-all': ({ of }) => isOf(of),
  'citizens-edit': ({ table }) => isText(table),
  close: ({ board }) => isText(board),
  arrange: ({ site, places }) => isText(site) && isFields(places),
  change: ({ change, why, by }) => isChange(change) && isText(why) && isText(by),
  seats: ({ session, to }) => isNumber(session) && isFields(to),
}

/**
 * Reads a row of `dialogue:<id>`; null for a kind or an act that this version does not know: after a step back to it the
 * dialogue opens, and what only a later one understands counts for nothing.
 */
export function readDialogueCommand(text: string): DialogueCommand | null {
  const value: unknown = JSON.parse(text)
  if (!isFields(value) || !known(kinds, value['kind'])) return null
  return kinds[value['kind']](value) ? (value as DialogueCommand) : null
}

/** With the name of its command, by which it takes effect once; null for what is no command of a board. */
export function readBoardCommand(text: string): BoardCommandRow | null {
  const row = readBoardRow(text)
  if (row === null) return null
  const value: object = JSON.parse(text)
  return { ...row, command: 'command' in value && typeof value.command === 'string' ? value.command : '' }
}

/** Reads a command row of a board; null for what is none of these: a snapshot's row, or no JSON. */
export function readBoardRow(text: string): BoardRow | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null
  if (value.kind === 'release') return { kind: 'release' }
  if (value.kind !== 'curtain' || !('to' in value)) return null
  return value.to === 'open' || value.to === 'drawn' ? { kind: 'curtain', to: value.to } : null
}
