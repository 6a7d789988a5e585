/**
 * What a theme team joined and put in themes by a cut, from its journal's rows alone. A cut names the last row that has to do
 * with it: what a hall was shown moves no snapshot.
 */
import { synthesisDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { themesPart, type Themes } from '@tablee/shared/synthesis/fold'
import { joinsPart, type Joins } from '@tablee/shared/synthesis/joins'
import { isJoinRow, isThemeRow, readSynthesisRow, type SynthesisRow } from '@tablee/shared/synthesis/rows'
import { historyOf, standing } from '@tablee/shared/synthesis/steps'
import type { Journal } from '../journal/port.ts'
import type { Head } from './fold.ts'

const text = new TextDecoder()

/** `content` null: nothing ever was. `head` null: a snapshot of before anything could be. `withThemes`: older ones hold none. */
export async function foldJoined(
  journal: Journal,
  dialogue: DialogueId,
  { head, withThemes }: { readonly head: Head | null; readonly withThemes: boolean },
): Promise<{ readonly joins: Joins; readonly themes: Themes; readonly content: Head | null }> {
  const rows: { readonly row: SynthesisRow; readonly at: number }[] = []
  if (head === null) return { joins: joinsPart.empty, themes: themesPart.empty, content: null }
  let content: Head | null = null
  const ours = new Set<string>()
  for await (const { seq, epoch, at, data } of journal.commands(synthesisDoc(dialogue))) {
    if (seq > head.seq) break
    const row = readSynthesisRow(text.decode(data))
    if (row === null) continue
    if (!(isJoinRow(row) || (withThemes && isThemeRow(row)) || ('of' in row && ours.has(row.of)))) continue
    rows.push({ row, at })
    ours.add(row.command)
    if (row.kind !== 'different') content = { epoch, seq }
  }
  const history = historyOf(rows)
  return { joins: standing(joinsPart, history), themes: standing(themesPart, history), content }
}
