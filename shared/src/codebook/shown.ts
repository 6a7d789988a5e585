/** Which rows of a log may be known to be there, as they came: a snapshot's cut counts no others. */
import type { SynthesisRow } from '../synthesis/rows.ts'
import { isCodeRow } from '../synthesis/rows.ts'
import { isRoundRow, type RoundId } from './rows.ts'

type Open = { readonly coders: number; readonly joined: Set<string>; readonly closed: Set<string> }

/** Asked of each row once, in their order: whether it is told of while it is the last one. What is done in an open round is not. */
export function createShown(): (row: SynthesisRow) => boolean {
  const open = new Map<RoundId, Open>()
  /** By step, the round in which it was done. */
  const doneIn = new Map<string, RoundId>()
  return (row) => {
    if (row.kind === 'undo' || row.kind === 'redo') return !open.has(doneIn.get(row.of) ?? '')
    if (!isCodeRow(row)) return true
    switch (row.kind) {
      case 'round':
        open.set(row.command, { coders: row.coders, joined: new Set(), closed: new Set() })
        return true
      case 'round-join': {
        const of = open.get(row.round)
        if (of !== undefined && of.joined.size < of.coders) of.joined.add(row.by)
        return true
      }
      case 'round-close': {
        const of = open.get(row.round)
        if (of?.joined.has(row.by) === true && of.closed.add(row.by).size >= of.coders) open.delete(row.round)
        return true
      }
      case 'round-drop':
        open.delete(row.round)
        return true
      default: {
        if (!('round' in row) || row.round === undefined || isRoundRow(row)) return true
        doneIn.set(row.command, row.round)
        return !open.has(row.round)
      }
    }
  }
}
