/**
 * A codebook and what is coded with it, as rows of `synthesis:<dialogue>`. A row names entries by their ids and a passage by
 * where it begins and ends, and never holds what somebody said: words that are withdrawn, struck out or erased are in none.
 * What coders write of their own (names, definitions, memos) stands in rows, and goes with what it repeats (`erase/`).
 */
import type { EntryName } from '../synthesis/entries.ts'

/** Each named by the command that made it. */
export type CodeId = string
export type CodingId = string
export type MemoId = string
export type RoundId = string
export type ExampleId = string

/** As it is drawn, with its sign and name beside it: never by it alone. */
export const codeColors = ['ink', 'blue', 'teal', 'green', 'amber', 'red', 'purple', 'grey'] as const
export type CodeColor = (typeof codeColors)[number]

/** What makes a version of a code, each time it is said otherwise. */
export type CodeText = {
  readonly name: string
  readonly definition: string
  /** What belongs to it, and what does not though it may look so. */
  readonly includes: string
  readonly excludes: string
  readonly color: CodeColor | null
}

/**
 * Where it stands in an entry: code points of its text, the end left out. `said`, `span`: digests of the whole text and of
 * the passage under the dialogue's key, of what may be worded anew; by them it is known that it moved, or is lost.
 */
export type Passage = {
  readonly entry: EntryName
  readonly start: number
  readonly end: number
  readonly said?: string
  readonly span?: string
}

/** What a memo is about: a code, a coding or an entry. */
export type MemoOn = { readonly code: CodeId } | { readonly coding: CodingId } | { readonly entry: EntryName }

/** Of a file that was brought in. */
export type CodeIn = { readonly code: CodeId; readonly parent: CodeId | null } & Pick<CodeText, 'name'> &
  Partial<Omit<CodeText, 'name'>>
export type CodingIn = Passage & { readonly coding: CodingId; readonly code: CodeId }
export type MemoIn = {
  readonly memo: MemoId
  readonly on: MemoOn
  readonly entry?: EntryName
  readonly text: string
  readonly lang: string
}

type Named = { readonly command: string; readonly by: string }
/** `by`: the device whose step it is. `round`: what is blind until all of its coders have closed it. */
export type CodeRow =
  | (Named & { readonly kind: 'code'; readonly parent: CodeId | null } & Pick<CodeText, 'name'> &
      Partial<Omit<CodeText, 'name'>>)
  | (Named & { readonly kind: 'code-define'; readonly code: CodeId } & Partial<CodeText>)
  | (Named & Passage & { readonly kind: 'code-example'; readonly code: CodeId })
  | (Named & { readonly kind: 'code-unexample'; readonly code: CodeId; readonly example: ExampleId })
  /** `before` null: to the end of what lies beneath `parent`. */
  | (Named & {
      readonly kind: 'code-move'
      readonly code: CodeId
      readonly parent: CodeId | null
      readonly before: CodeId | null
    })
  /** All that is coded with it, and what lies beneath it, goes along. */
  | (Named & { readonly kind: 'code-merge'; readonly code: CodeId; readonly into: CodeId })
  /** With all that is coded with it; what lies beneath it comes to stand where it stood. */
  | (Named & { readonly kind: 'code-drop'; readonly code: CodeId })
  | (Named & Passage & { readonly kind: 'coding'; readonly code: CodeId; readonly round?: RoundId })
  /** `entry`: of the coding, which may be gone by then. */
  | (Named & {
      readonly kind: 'uncode'
      readonly coding: CodingId
      readonly entry: EntryName
      readonly round?: RoundId
    })
  /** Read, and no code fits. */
  | (Named & {
      readonly kind: 'no-code'
      readonly entry: EntryName
      readonly said?: string
      readonly round?: RoundId
    })
  | (Named & {
      readonly kind: 'memo'
      readonly on: MemoOn
      /** That it is about, or in which its coding lies; left out of a code's. */
      readonly entry?: EntryName
      readonly text: string
      readonly lang: string
      readonly round?: RoundId
    })
  /** Of no letters: it is taken away. */
  | (Named & {
      readonly kind: 'memo-change'
      readonly memo: MemoId
      readonly entry?: EntryName
      readonly text: string
      readonly lang: string
      readonly round?: RoundId
    })
  /** A file's, as one step: what it names, the file's reader named. Parents before what lies beneath them. */
  | (Named & {
      readonly kind: 'codes-in'
      readonly codes: readonly CodeIn[]
      readonly codings: readonly CodingIn[]
      readonly memos: readonly MemoIn[]
    })
  /** So many code these entries with these codes, each without knowing of the others. */
  | (Named & {
      readonly kind: 'round'
      readonly entries: readonly EntryName[]
      readonly codes: readonly CodeId[]
      readonly coders: number
    })
  | (Named & { readonly kind: 'round-join'; readonly round: RoundId })
  /** Of one who codes in it: nothing of theirs changes any more. Once all have, it is told. */
  | (Named & { readonly kind: 'round-close'; readonly round: RoundId })
  /** Given up by all: what was coded stands as what anybody coded, and nothing is said of how far they agree. */
  | (Named & { readonly kind: 'round-drop'; readonly round: RoundId })
  /** Where they differed, which of their codings stand; the others are taken away. */
  | (Named & {
      readonly kind: 'round-settle'
      readonly round: RoundId
      readonly entry: EntryName
      readonly stands: readonly CodingId[]
    })

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const codeKinds: Readonly<Record<CodeRow['kind'], number>> = {
  code: 1,
  'code-define': 1,
  'code-example': 1,
  'code-unexample': 1,
  'code-move': 1,
  'code-merge': 1,
  'code-drop': 1,
  coding: 1,
  uncode: 1,
  'no-code': 1,
  memo: 1,
  'memo-change': 1,
  'codes-in': 1,
  round: 1,
  'round-join': 1,
  'round-close': 1,
  'round-drop': 1,
  'round-settle': 1,
}

/** What other steps made that a row speaks of: they cannot be taken back as long as it stands. */
export function namedInCodeRow(row: CodeRow): readonly string[] {
  switch (row.kind) {
    case 'code':
      return row.parent === null ? [] : [row.parent]
    case 'code-merge':
      return [row.code, row.into]
    case 'code-move':
      return [row.code, ...(row.parent === null ? [] : [row.parent])]
    case 'code-define':
    case 'code-example':
    case 'code-drop':
      return [row.code]
    case 'code-unexample':
      return [row.code, row.example]
    case 'coding':
      return [row.code]
    case 'uncode':
      return [row.coding]
    case 'memo':
      return 'code' in row.on ? [row.on.code] : 'coding' in row.on ? [row.on.coding] : []
    case 'memo-change':
      return [row.memo]
    case 'round':
      return row.codes
    case 'codes-in':
      return [
        ...row.codes.flatMap(({ parent }) => (parent === null ? [] : [parent])),
        ...row.codings.map(({ code }) => code),
        ...row.memos.flatMap(({ on }) => ('code' in on ? [on.code] : 'coding' in on ? [on.coding] : [])),
      ]
    case 'round-settle':
      return row.stands
    case 'no-code':
    case 'round-join':
    case 'round-close':
    case 'round-drop':
      return []
  }
}

/** What a row makes that others may speak of, beside what its command names. */
export const madeInCodeRow = (row: CodeRow): readonly string[] =>
  row.kind === 'codes-in'
    ? [
        ...row.codes.map(({ code }) => code),
        ...row.codings.map(({ coding }) => coding),
        ...row.memos.map(({ memo }) => memo),
      ]
    : []

const ofRounds: ReadonlySet<string> = new Set(['round', 'round-join', 'round-close', 'round-drop'])
/** What begins or ends a round is never taken back: by that one could look at what the others coded, and go on. */
export const isRoundRow = (row: { readonly kind: string }): boolean => ofRounds.has(row.kind)
