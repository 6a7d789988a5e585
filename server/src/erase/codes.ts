/**
 * A codebook's rows, of which an erased sentence leaves: what coders typed (names, definitions, memos) as far as it says it again,
 * and of what is coded on its board the digests, by which somebody could try out guesses. That something was coded stays.
 */
import type { BoardId } from '@tablee/shared/ids'
import { codeKinds, type CodeRow } from '@tablee/shared/codebook/rows'
import { boardIn } from '@tablee/shared/synthesis/entries'
import { erasedSaid } from '@tablee/shared/synthesis/reading'

/** A row of `synthesis:<dialogue>` that is a codebook's. */
export const isCodeRow = (value: unknown): value is CodeRow =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  Object.hasOwn(codeKinds, value.kind)

/** Every text in a row that somebody typed, as `change` makes it. */
export function typedChanged<Row extends CodeRow>(row: Row, change: (text: string) => string): Row
export function typedChanged(row: CodeRow, change: (text: string) => string): CodeRow {
  if (row.kind === 'codes-in')
    return {
      ...row,
      codes: row.codes.map((one) => textsChanged(one, change)),
      memos: row.memos.map((one) => textsChanged(one, change)),
    }
  return row.kind === 'code' || row.kind === 'code-define' || row.kind === 'memo' || row.kind === 'memo-change'
    ? textsChanged(row, change)
    : row
}
const typed: ReadonlySet<string> = new Set(['name', 'definition', 'includes', 'excludes', 'text'])
function textsChanged<Of extends object>(of: Of, change: (text: string) => string): Of
function textsChanged(of: object, change: (text: string) => string): object {
  return Object.fromEntries(
    Object.entries(of).map(([field, value]: readonly [string, unknown]) => [
      field,
      typed.has(field) && typeof value === 'string' ? change(value) : value,
    ]),
  )
}

/** The same row after an erasure on a board. */
export function codeRowErased(
  row: CodeRow,
  board: BoardId,
  again: (text: string) => string,
  isGone: (entry: string) => boolean,
): CodeRow {
  const next = unnamed(typedChanged(row, again), isGone)
  if (next.kind === 'codes-in') return { ...next, codings: next.codings.map((one) => unsaid(one, board)) }
  return 'entry' in next && next.entry !== undefined ? unsaid(next, board) : next
}
/** Of an answer that is gone its name goes, too, wherever it stands: by it somebody could try out guesses. */
function unnamed(row: CodeRow, isGone: (entry: string) => boolean): CodeRow {
  const name = (entry: string): string => (isGone(entry) ? `${boardIn(entry)}/answer/erased` : entry)
  const named = <Of extends { readonly entry?: string }>(of: Of): Of =>
    of.entry === undefined ? of : { ...of, entry: name(of.entry) }
  if (row.kind === 'round') return { ...row, entries: row.entries.map(name) }
  if (row.kind === 'codes-in') return { ...row, codings: row.codings.map(named), memos: row.memos.map(named) }
  if (row.kind === 'memo' && 'entry' in row.on) return { ...named(row), on: { entry: name(row.on.entry) } }
  return 'entry' in row ? named(row) : row
}
function unsaid<Of extends { readonly entry?: string }>(of: Of, board: BoardId): Of {
  if (of.entry === undefined || boardIn(of.entry) !== board) return of
  return { ...of, ...('said' in of && { said: erasedSaid }), ...('span' in of && { span: erasedSaid }) }
}
