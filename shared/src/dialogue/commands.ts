/**
 * What happens to a dialogue, as rows of its journal `dialogue:<id>`. The tables of the database are their projection and
 * can be rebuilt from these rows (and from the curtain rows in each board's own journal) alone.
 */
import type { BoardId, NodeId, PhotoHash, TableId } from '../ids.ts'
import type { DialogueDraft } from './programme.ts'

/** What a policy change may name; the curtain is the table's own command, in the board's journal. */
export type PolicyChange = {
  readonly observation?: 'open' | 'paused'
  readonly consent?: boolean
  readonly delayMinutes?: number
  readonly hidden?: readonly NodeId[]
  readonly showWords?: boolean
  readonly showNotes?: boolean
  readonly photos?: readonly PhotoHash[]
}

/** `command` makes it idempotent: the same id takes effect once. */
export type DialogueCommand =
  | { readonly kind: 'found'; readonly command: string; readonly dialogue: DialogueDraft }
  | { readonly kind: 'move'; readonly command: string; readonly session: number; readonly startedAt: number }
  | { readonly kind: 'policy'; readonly command: string; readonly board: BoardId; readonly change: PolicyChange }
  | { readonly kind: 'citizens-edit'; readonly command: string; readonly table: TableId; readonly allowed: boolean }
  | { readonly kind: 'close'; readonly command: string; readonly board: BoardId; readonly closed: boolean }

/** Command rows that stand in a board's own journal, where their seq orders them against the edits. */
export type BoardRow = { readonly kind: 'curtain'; readonly to: 'open' | 'drawn' } | { readonly kind: 'release' }

const kinds: ReadonlySet<unknown> = new Set([
  'found',
  'move',
  'policy',
  'citizens-edit',
  'close',
] satisfies DialogueCommand['kind'][])

/** Reads a row of `dialogue:<id>`; null for a kind that this version does not know. */
export function readDialogueCommand(text: string): DialogueCommand | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind)
    ? (value as DialogueCommand)
    : null
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
