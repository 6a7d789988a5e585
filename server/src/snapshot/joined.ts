/** What was joined by a cut, from its journal's rows alone. A cut names the last row that has to do with it: themes move no snapshot. */
import { synthesisDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { joinsPart, type Joins } from '@tablee/shared/synthesis/joins'
import { isJoinRow, readSynthesisRow, type SynthesisRow } from '@tablee/shared/synthesis/rows'
import { historyOf, standing } from '@tablee/shared/synthesis/steps'
import type { Journal } from '../journal/port.ts'
import type { Head } from './fold.ts'

const text = new TextDecoder()

/** `content` null: nothing ever was. `head` null: a snapshot of before anything could be. */
export async function foldJoined(
  journal: Journal,
  dialogue: DialogueId,
  head: Head | null,
): Promise<{ readonly joins: Joins; readonly content: Head | null }> {
  const rows: { readonly row: SynthesisRow; readonly at: number }[] = []
  if (head === null) return { joins: joinsPart.empty, content: null }
  let content: Head | null = null
  const joining = new Set<string>()
  for await (const { seq, epoch, at, data } of journal.commands(synthesisDoc(dialogue))) {
    if (seq > head.seq) break
    const row = readSynthesisRow(text.decode(data))
    if (row === null || !(isJoinRow(row) || ('of' in row && joining.has(row.of)))) continue
    rows.push({ row, at })
    joining.add(row.command)
    if (row.kind !== 'different') content = { epoch, seq }
  }
  return { joins: standing(joinsPart, historyOf(rows)), content }
}
