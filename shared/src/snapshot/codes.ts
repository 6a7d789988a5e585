/**
 * A codebook by the cut: codes, what is coded with them, memos and rounds. Names, definitions and memos are somebody's text and
 * may repeat what was said; all else is ids and numbers. Of a round that was open then it holds nothing of what was coded in it.
 */
import { seenBy } from '../codebook/blind.ts'
import { coderOf, inOrder, type Code, type Codes, type Coding } from '../codebook/fold.ts'
import type { Passage } from '../codebook/rows.ts'
import type { Digest, Freeze, TextPlace } from './structure.ts'
import type { KeptNames, SnapshotThemes } from './themes.ts'

/** Where a passage stands that was coded in another wording; `lost`: nowhere any more, `unsure`: nobody can say. */
export type SnapshotPlace = 'moved' | 'unsure' | 'lost'
export type SnapshotSpan = {
  readonly entry: string
  /** Code points of the entry's text as it stands here. */
  readonly start: number
  readonly end: number
  /** Left out where it stands as it was coded. */
  readonly place?: SnapshotPlace
}
export type SnapshotCode = {
  readonly id: string
  readonly parent?: string
  readonly name: Digest
  readonly definition?: Digest
  readonly includes?: Digest
  readonly excludes?: Digest
  readonly color?: string
  readonly version: number
  readonly examples?: readonly SnapshotSpan[]
}
export type SnapshotCoding = SnapshotSpan & {
  readonly id: string
  readonly code: string
  readonly coder: number
  readonly round?: string
}
export type SnapshotMemo = {
  readonly id: string
  readonly code?: string
  readonly coding?: string
  readonly entry?: string
  readonly lang: string
  readonly text: Digest
  readonly coder: number
}
export type SnapshotRound = {
  readonly id: string
  readonly state: string
  readonly entries: readonly string[]
  readonly codes: readonly string[]
  /** Who codes in it, by number. */
  readonly coders: readonly number[]
}
export type SnapshotCodes = {
  /** In the team's order, each with what lies beneath it right after it. */
  readonly codes: readonly SnapshotCode[]
  readonly codings: readonly SnapshotCoding[]
  /** Read, and no code fits. */
  readonly none?: readonly { readonly entry: string; readonly coder: number }[]
  readonly memos?: readonly SnapshotMemo[]
  readonly rounds?: readonly SnapshotRound[]
}

/** By the id of a coding or example: where it stands by the cut. What stands as it was coded is left out. */
export type PlacedPassage = {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly place: SnapshotPlace
}

const fields = ['definition', 'includes', 'excludes'] as const
type Field = 'name' | (typeof fields)[number]
/** By which a text of the codebook is kept from before something of it was erased. */
const keyOf = (code: string, field: Field): `code:${string}` => `code:${code}:${field}`

/** Undefined where there is no code, memo or round: such a snapshot is as it was before there were any. */
export function codesIn(
  codes: Codes,
  placed: readonly PlacedPassage[],
  freeze: Freeze,
  kept: KeptNames = new Map(),
): SnapshotCodes | undefined {
  if (codes.codes.length + codes.none.size + codes.memos.size + codes.rounds.size === 0) return undefined
  const { codings, memos, none } = seenBy(codes, null)
  const moved = new Map(placed.map((one) => [one.id, one]))
  const frozen = (place: TextPlace, text: string): Digest => {
    const now = freeze(place, text)
    return kept.get(place) ?? now
  }
  const coder = (by: string): number => coderOf(codes, by) ?? 0
  const span = (id: string, { entry, start, end }: Passage): SnapshotSpan => {
    const now = moved.get(id)
    return now === undefined ? { entry, start, end } : { entry, start: now.start, end: now.end, place: now.place }
  }
  const rounds = [...codes.rounds.values()].map(
    (one): SnapshotRound => ({
      id: one.id,
      state: one.state,
      entries: [...one.entries].sort(),
      codes: one.codes,
      coders: one.joined.map(coder),
    }),
  )
  const noted = [...memos.values()].map(
    (one): SnapshotMemo => ({
      id: one.id,
      ...one.on,
      lang: one.lang,
      text: frozen(`memo:${one.id}`, one.text),
      coder: coder(one.by),
    }),
  )
  const read = [...none].map(([entry, { by }]) => ({ entry, coder: coder(by) }))
  return {
    codes: inOrder(codes.codes).map((code) => codeIn(code, frozen, span)),
    codings: [...codings.values()].sort(byPlace).map((one) => ({
      id: one.id,
      code: one.code,
      ...span(one.id, one),
      coder: coder(one.by),
      ...(one.round !== null && { round: one.round }),
    })),
    ...(read.length > 0 && { none: read.sort((a, b) => (a.entry < b.entry ? -1 : 1)) }),
    ...(noted.length > 0 && { memos: noted }),
    ...(rounds.length > 0 && { rounds }),
  }
}
const byPlace = (a: Coding, b: Coding): number =>
  a.entry < b.entry ? -1 : a.entry > b.entry ? 1 : a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1)

function codeIn(
  code: Code,
  frozen: (place: TextPlace, text: string) => Digest,
  span: (id: string, of: Passage) => SnapshotSpan,
): SnapshotCode {
  const { id, parent, name, color, version, examples } = code
  return {
    id,
    ...(parent !== null && { parent }),
    name: frozen(keyOf(id, 'name'), name),
    ...Object.fromEntries(
      fields.flatMap((field) => (code[field] === '' ? [] : [[field, frozen(keyOf(id, field), code[field])]])),
    ),
    ...(color !== null && { color }),
    version,
    ...(examples.length > 0 && { examples: examples.map((one) => span(one.id, one)) }),
  }
}

/** Every text version of it, by the name under which it is kept. */
const textsOfCodes = ({
  codes,
  memos = [],
}: SnapshotCodes): readonly { readonly key: string; readonly text: Digest }[] => [
  ...codes.flatMap((code) =>
    (['name', ...fields] as const).flatMap((field) => {
      const text = code[field]
      return text === undefined ? [] : [{ key: keyOf(code.id, field), text }]
    }),
  ),
  ...memos.map(({ id, text }) => ({ key: `memo:${id}`, text })),
]
/** Every text version that stands in it. */
export const digestsOfCodes = (codes: SnapshotCodes): readonly Digest[] => textsOfCodes(codes).map(({ text }) => text)

type Changed = { readonly came: number; readonly went: number; readonly changed: number }
/** From one snapshot to another, as numbers: codes, codings, memos. */
export type CodesChange = { readonly codes: Changed; readonly codings: Changed; readonly memos: Changed }

const nothing: SnapshotCodes = { codes: [], codings: [] }
function between(before: readonly { readonly id: string }[], after: readonly { readonly id: string }[]): Changed {
  const then = new Map(before.map((one) => [one.id, JSON.stringify(one)]))
  const now = new Map(after.map((one) => [one.id, JSON.stringify(one)]))
  const both = [...now].filter(([id]) => then.has(id))
  return {
    came: now.size - both.length,
    went: then.size - both.length,
    changed: both.filter(([id, one]) => then.get(id) !== one).length,
  }
}
/** Texts are compared by their digests: nobody's words are asked. Null: all is as it was. */
export function codesBetween(first: SnapshotCodes = nothing, second: SnapshotCodes = nothing): CodesChange | null {
  const change = {
    codes: between(first.codes, second.codes),
    codings: between(first.codings, second.codings),
    memos: between(first.memos ?? [], second.memos ?? []),
  }
  return Object.values(change).every(({ came, went, changed }) => came + went + changed === 0) ? null : change
}

/** What a theme team typed and no board holds: what themes and codes are called, and whatever coders wrote. */
export const typedIn = ({
  themes,
  codes,
}: {
  readonly themes?: SnapshotThemes
  readonly codes?: SnapshotCodes
}): readonly { readonly key: string; readonly text: Digest }[] => [
  ...(themes?.themes ?? []).map(({ id, name }) => ({ key: id, text: name })),
  ...(codes === undefined ? [] : textsOfCodes(codes)),
]
