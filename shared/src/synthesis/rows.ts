/**
 * What a theme team does, as rows of the journal `synthesis:<dialogue>`: themes, what tables have in common, and its codebook. A row names entries by their ids and never holds what
 * somebody said: words that are withdrawn, struck out or erased are in no theme's rows.
 */
import { codeKinds, type CodeRow } from '../codebook/rows.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { SiteId, TableId } from '../ids.ts'
import type { EntryName } from './entries.ts'

/** Named by the command that made it. */
export type ThemeId = string

/** What is put in the same theme with another that says the same. */
export type Along = { readonly entry: EntryName; readonly said?: string }

export type ThemeRow =
  | { readonly kind: 'theme'; readonly command: string; readonly name: string }
  | { readonly kind: 'rename'; readonly command: string; readonly theme: ThemeId; readonly name: string }
  /** `before` null: to the end. */
  | { readonly kind: 'place'; readonly command: string; readonly theme: ThemeId; readonly before: ThemeId | null }
  | { readonly kind: 'merge'; readonly command: string; readonly theme: ThemeId; readonly into: ThemeId }
  /** A new theme, named by the command, takes these entries along. */
  | {
      readonly kind: 'split'
      readonly command: string
      readonly theme: ThemeId
      readonly name: string
      readonly entries: readonly EntryName[]
    }
  /**
   * Read, and in this theme, too. `by`: the device of who read it; `suggested`: it was suggested, and taken; `said`: a digest
   * of what it said then (`reading`), by which it is known whether it says something else by now; `along`: what says nearly
   * the same and nobody has read is read with it.
   */
  | {
      readonly kind: 'put'
      readonly command: string
      readonly entry: EntryName
      readonly theme: ThemeId
      readonly by: string
      readonly suggested?: true
      readonly said?: string
      readonly along?: readonly Along[]
    }
  /** It was suggested, and is not to be again. Nothing is read by it. */
  | {
      readonly kind: 'refuse'
      readonly command: string
      readonly entry: EntryName
      readonly theme: ThemeId
      readonly by: string
    }
  | {
      readonly kind: 'out'
      readonly command: string
      readonly entry: EntryName
      readonly theme: ThemeId
      readonly by: string
    }
  /** Read, and in no theme. */
  | {
      readonly kind: 'none'
      readonly command: string
      readonly entry: EntryName
      readonly by: string
      readonly said?: string
    }
  /** Every so manyth entry is read by two (`sample`); 0: none is. */
  | { readonly kind: 'sample'; readonly command: string; readonly every: number }
  /** Where another, who did not know of it, would put what one has read. */
  | {
      readonly kind: 'second'
      readonly command: string
      readonly entry: EntryName
      readonly themes: readonly ThemeId[]
      readonly by: string
    }
  /** The two differed, and somebody said where it belongs. */
  | {
      readonly kind: 'settle'
      readonly command: string
      readonly entry: EntryName
      readonly themes: readonly ThemeId[]
      readonly by: string
    }

/** What two tables have in common, whichever part of what they made it is. `by`: the device of who said so. */
export type JoinRow =
  /** Two entries say the same: they, and all that each was joined with, are one. `suggested`: it was, and taken. */
  | {
      readonly kind: 'same'
      readonly command: string
      readonly a: EntryName
      readonly b: EntryName
      readonly by: string
      readonly suggested?: true
    }
  /** They do not, and are not suggested again. */
  | {
      readonly kind: 'different'
      readonly command: string
      readonly a: EntryName
      readonly b: EntryName
      readonly by: string
    }
  /** Of two wordings: what stands in `b` is so only under the condition that `a` says. They are not the same. */
  | {
      readonly kind: 'qualifies'
      readonly command: string
      readonly a: EntryName
      readonly b: EntryName
      readonly by: string
    }
  /** Taken out of what it was joined with; it is not suggested for it again. */
  | { readonly kind: 'apart'; readonly command: string; readonly entry: EntryName; readonly by: string }
  /** Its wording stands for all that it is joined with. */
  | { readonly kind: 'show'; readonly command: string; readonly entry: EntryName; readonly by: string }

/** What a table says of a theme: as one, and until the answers close as often as it likes. */
export const tableSays = ['ours', 'not-ours', 'missing'] as const
export type TableSays = (typeof tableSays)[number]

/** What became of a question that a theme team put before the console: it was asked, or why not. */
export const proposalEnds = ['asked', 'no-time', 'unclear', 'other'] as const
export type ProposalEnd = (typeof proposalEnds)[number]

/** `name`: as it was shared, whatever the theme is called since; `und` where nobody said in which language it is. */
export type SharedTheme = { readonly theme: ThemeId; readonly name: LocalText }
export type ShareRow =
  | {
      readonly kind: 'shared'
      readonly command: string
      readonly sites: readonly SiteId[]
      readonly themes: readonly SharedTheme[]
    }
  | {
      readonly kind: 'answered'
      readonly command: string
      readonly share: ShareId
      readonly theme: ThemeId
      readonly table: TableId
      readonly says: TableSays
    }
  | { readonly kind: 'closed'; readonly command: string; readonly share: ShareId }
  | { readonly kind: 'off'; readonly command: string; readonly share: ShareId }
  /** Put before who may ask the hall, as a question. */
  | { readonly kind: 'proposed'; readonly command: string; readonly theme: ThemeId; readonly text: LocalText }
  /** The console asked it, or will not; with a sentence of whoever decided, empty where there is none. */
  | {
      readonly kind: 'decided'
      readonly command: string
      readonly proposed: string
      readonly as: ProposalEnd
      readonly said: string
    }
/** Named by the command that shared it. */
export type ShareId = string

/** What somebody did, and can take back: each part of the state (`state.ts`) has rows of its own. */
export type StepRow = ThemeRow | JoinRow | CodeRow
export type SynthesisRow =
  | StepRow
  /** No steps: what a hall was shown is taken off its walls, and cannot be as if it had not been. */
  | ShareRow
  /** As if the step that this command made had not been done; `redo`: as if it had, after all. */
  | { readonly kind: 'undo'; readonly command: string; readonly of: string }
  | { readonly kind: 'redo'; readonly command: string; readonly of: string }

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const synthesisKinds: Readonly<Record<SynthesisRow['kind'], number>> = {
  theme: 1,
  rename: 1,
  place: 1,
  merge: 1,
  split: 1,
  put: 1,
  out: 1,
  none: 1,
  sample: 1,
  second: 1,
  settle: 1,
  refuse: 1,
  same: 1,
  different: 1,
  qualifies: 1,
  apart: 1,
  show: 1,
  shared: 1,
  answered: 1,
  closed: 1,
  off: 1,
  proposed: 1,
  decided: 1,
  undo: 1,
  redo: 1,
  ...codeKinds,
}

/** Whose rows are which: a kind that is missing does not compile. */
const partOf: Readonly<
  Record<Exclude<SynthesisRow['kind'], CodeRow['kind']>, 'themes' | 'joins' | 'shares' | 'history'>
> = {
  theme: 'themes',
  rename: 'themes',
  place: 'themes',
  merge: 'themes',
  split: 'themes',
  put: 'themes',
  out: 'themes',
  none: 'themes',
  sample: 'themes',
  second: 'themes',
  settle: 'themes',
  refuse: 'themes',
  same: 'joins',
  different: 'joins',
  qualifies: 'joins',
  apart: 'joins',
  show: 'joins',
  shared: 'shares',
  answered: 'shares',
  closed: 'shares',
  off: 'shares',
  proposed: 'shares',
  decided: 'shares',
  undo: 'history',
  redo: 'history',
}
/** What themes are made of: `fold.ts` takes these alone. */
export const isThemeRow = (row: SynthesisRow): row is ThemeRow => !isCodeRow(row) && partOf[row.kind] === 'themes'
/** What says what is the same: `joins.ts` takes these alone. */
export const isJoinRow = (row: SynthesisRow): row is JoinRow => !isCodeRow(row) && partOf[row.kind] === 'joins'
/** What a codebook is made of, and what is coded: `codebook/fold.ts` takes these alone. */
export const isCodeRow = (row: SynthesisRow): row is CodeRow => Object.hasOwn(codeKinds, row.kind)
/** What the hall was shown, and what its tables say of it: `shares.ts` takes these alone. */
export const isShareRow = (row: SynthesisRow): row is ShareRow => !isCodeRow(row) && partOf[row.kind] === 'shares'

/** Reads a row of `synthesis:<dialogue>`, written by this server; null for a kind that this version does not know. */
export function readSynthesisRow(text: string): SynthesisRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    Object.hasOwn(synthesisKinds, value.kind)
    ? (value as SynthesisRow)
    : null
}
