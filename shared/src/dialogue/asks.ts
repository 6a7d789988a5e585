/**
 * A question that nobody foresaw, asked on the day: a step of its own beside the programme, at the boards at which its tables
 * were when it was asked. No clock knows of it; all else (sealed, handed in, closed, counted) is as of any step that people
 * vote in.
 */
import type { BoardId, NodeId } from '../ids.ts'
import type { Item } from './items.ts'
import type { LocalText } from './programme.ts'

/** From which entry of which table an option's text was taken, as it stood. */
export type AskedEntry = {
  readonly option: string
  readonly board: BoardId
  readonly node: NodeId
  readonly wording: string
  readonly lang: string
}

/**
 * Each person is asked at most `most` of the items, drawn by `seed` (`dialogue/draw`): all are asked of as many people as
 * can be.
 */
export type Draw = { readonly seed: string; readonly most: number }

/** As it stands in the log. */
export type AskRow = {
  readonly kind: 'ask'
  readonly command: string
  readonly by: string
  /** Its id as a step: of no other step in the dialogue. */
  readonly step: string
  readonly title: LocalText
  readonly items: readonly Item[]
  readonly boards: readonly BoardId[]
  readonly entries: readonly AskedEntry[]
  readonly draw?: Draw
  /** The step in which the tables agreed on what is voted on here. */
  readonly recommends?: string
}
export type Ask = Omit<AskRow, 'kind' | 'command'> & { readonly at: number }
