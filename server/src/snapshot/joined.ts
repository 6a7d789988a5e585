/**
 * What a theme team joined, put in themes and coded by a cut, from its journal's rows alone. A cut names the last row that has to
 * do with it: what a hall was shown moves no snapshot. Of one that holds codes it is how many rows show: how many came in a round
 * that was open would say how far its coders are.
 */
import { codesPart, type Codes } from '@tablee/shared/codebook/fold'
import { createShown } from '@tablee/shared/codebook/shown'
import { synthesisDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { themesPart, type Themes } from '@tablee/shared/synthesis/fold'
import { joinsPart, type Joins } from '@tablee/shared/synthesis/joins'
import { isCodeRow, isJoinRow, isThemeRow, readSynthesisRow, type SynthesisRow } from '@tablee/shared/synthesis/rows'
import { historyOf, standing } from '@tablee/shared/synthesis/steps'
import type { Journal } from '../journal/port.ts'
import type { Head } from './fold.ts'

const text = new TextDecoder()

/** `shown`: so many rows that show. Null: a snapshot of before anything could be joined. */
export type JoinedUntil = Head | { readonly epoch: number; readonly shown: number } | null
export type Joined = {
  readonly joins: Joins
  readonly themes: Themes
  readonly codes: Codes
  /** The last row that has to do with themes and joins; null: there never was one. */
  readonly content: Head | null
  /** How many show, codes among them. */
  readonly shown: Head | null
}

/** `withThemes`, `withCodes`: older ones hold none. */
export async function foldJoined(
  journal: Journal,
  dialogue: DialogueId,
  { until, withThemes, withCodes }: { until: JoinedUntil; withThemes: boolean; withCodes: boolean },
): Promise<Joined> {
  const rows: { readonly row: SynthesisRow; readonly at: number }[] = []
  let content: Head | null = null
  let shown: Head | null = null
  const ours = new Set<string>()
  const shows = createShown()
  let count = 0
  for await (const { seq, epoch, at, data } of until === null ? [] : journal.commands(synthesisDoc(dialogue))) {
    if (until === null || ('shown' in until ? count >= until.shown : seq > until.seq)) break
    const row = readSynthesisRow(text.decode(data))
    if (row === null) continue
    const isCode = isCodeRow(row)
    const isOurs = isJoinRow(row) || (withThemes && isThemeRow(row)) || (withCodes && isCode)
    if (!(isOurs || ('of' in row && ours.has(row.of)))) continue
    rows.push({ row, at })
    ours.add(row.command)
    const isShown = shows(row)
    if (row.kind === 'different') continue
    if (!isCode) content = { epoch, seq }
    if (isShown) shown = { epoch, seq: ++count }
  }
  const history = historyOf(rows)
  return {
    joins: standing(joinsPart, history),
    themes: standing(themesPart, history),
    codes: standing(codesPart, history),
    content,
    shown,
  }
}
