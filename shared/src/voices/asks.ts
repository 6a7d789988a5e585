/**
 * A question that nobody foresaw, asked on the day: a step of its own beside the programme, at the boards at which its tables
 * were when it was asked, opened there by the row that asks it. No clock knows of it; all else (sealed, handed in, closed,
 * counted) is as of any step in which people vote.
 */
import type { EntryMark, Item } from '../dialogue/items.ts'
import type { Draw, LocalText, ProgrammeStep, StepTask } from '../dialogue/programme.ts'
import type { BoardId, NodeId } from '../ids.ts'
import type { Source } from './recommended.ts'

/** Most answers to choose from: as many as a phone shows without tiring anybody. */
export const mostOptions = 12
/** On so many recommendations one person votes at most. */
export const mostDrawn = 10

/**
 * From which entry of which table an option's text was taken, as it stood; what else the option says is a translation of it,
 * typed by who asks. The id of the entry is told nowhere: it never leaves its table.
 */
export type AskedEntry = EntryMark & {
  readonly option: string
  readonly board: BoardId
  readonly node: NodeId
  readonly wording: string
  readonly lang: string
}

export type AskRow = {
  readonly kind: 'ask'
  readonly command: string
  /** Its id as a step: of no other step in the dialogue. */
  readonly step: string
  readonly title: LocalText
  readonly items: readonly Item[]
  readonly boards: readonly BoardId[]
  readonly entries: readonly AskedEntry[]
  readonly draw?: Draw
  /** What the theme team had put before the console, where it was asked for that, in whichever words. */
  readonly proposed?: string
  /** The step in which tables agreed on what is voted on here. */
  readonly recommends?: string
  /** From which entries each of its items was taken, by the item: what of it may be shown is asked of them ever after. */
  readonly sources?: Readonly<Record<string, Source>>
}
/** It was a mistake: it is closed everywhere, nothing of it is counted, and phones say so. */
export type CallBackRow = { readonly kind: 'call-back'; readonly command: string; readonly step: string }

export type Ask = Omit<AskRow, 'kind' | 'command'> & {
  readonly at: number
  /** When it was called back; null: it stands. */
  readonly calledBack: number | null
}

/** Its id as a step: of the command that asks, so that who asks again because they heard nothing finds it. */
export const stepAsked = (command: string): string => `q-${command}`

/** The same as a step of a programme, for all that knows steps. It takes nobody's time. */
export const stepOfAsk = ({ step, title, items, draw }: Pick<Ask, 'step' | 'title' | 'items' | 'draw'>) =>
  ({
    id: step,
    kind: 'ballot',
    title,
    minutes: 0,
    opens: 'room',
    task: { kind: 'ballot', items, ...(draw === undefined ? {} : { draw }) },
  }) satisfies ProgrammeStep & { readonly task: StepTask }
