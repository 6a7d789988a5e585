/**
 * Which codes there are, what is coded with them, memos, and rounds in which coders do not know of one another: a fold over the
 * rows of `synthesis:<dialogue>`, pure and total. A row about what does not stand changes nothing. What of it may be told to
 * whom as long as a round is open, `blind.ts` says.
 */
import type { EntryName } from '../synthesis/entries.ts'
import { isCodeRow, type SynthesisRow } from '../synthesis/rows.ts'
import type { Part } from '../synthesis/steps.ts'
import type {
  CodeColor,
  CodeId,
  CodeIn,
  CodeRow,
  CodeText,
  CodingId,
  ExampleId,
  MemoId,
  MemoOn,
  Passage,
  RoundId,
} from './rows.ts'

export type Example = Passage & { readonly id: ExampleId }
export type Code = CodeText & {
  readonly id: CodeId
  readonly parent: CodeId | null
  /** How often it was said what it is: 1 when it was made. */
  readonly version: number
  /** What it said before, the oldest first. */
  readonly earlier: readonly CodeText[]
  readonly examples: readonly Example[]
}
export type Coding = Passage & {
  readonly id: CodingId
  readonly code: CodeId
  readonly by: string
  readonly round: RoundId | null
}
export type Memo = {
  readonly id: MemoId
  readonly on: MemoOn
  /** Where its coding lies, or the entry that it is about; null of a code's. */
  readonly entry: EntryName | null
  readonly text: string
  readonly lang: string
  readonly by: string
  readonly round: RoundId | null
}
/** Of an entry that somebody read, and no code fitted. */
export type NoCode = { readonly by: string; readonly said?: string }
export type Round = {
  readonly id: RoundId
  readonly by: string
  readonly entries: ReadonlySet<EntryName>
  readonly codes: readonly CodeId[]
  /** How many code in it. */
  readonly coders: number
  /** Devices, in the order in which they came. */
  readonly joined: readonly string[]
  readonly closed: ReadonlySet<string>
  readonly state: 'open' | 'closed' | 'dropped'
  /** Of its entries somebody had coded so many before it began. */
  readonly before: number
  /** As they stood when it closed; none before. */
  readonly coded: readonly Coding[]
  /** By entry, who said that no code fits. */
  readonly none: ReadonlyMap<EntryName, ReadonlySet<string>>
  readonly settled: ReadonlySet<EntryName>
}
export type Codes = {
  /** In the team's order; those beneath one follow each other in theirs, wherever they stand in the list. */
  readonly codes: readonly Code[]
  readonly codings: ReadonlyMap<CodingId, Coding>
  readonly none: ReadonlyMap<EntryName, NoCode>
  readonly memos: ReadonlyMap<MemoId, Memo>
  readonly rounds: ReadonlyMap<RoundId, Round>
  /** Devices that code, in the order in which they first did: coder 1, 2, 3. */
  readonly coders: readonly string[]
}
export const noCodes: Codes = {
  codes: [],
  codings: new Map(),
  none: new Map(),
  memos: new Map(),
  rounds: new Map(),
  coders: [],
}

type Draft = {
  codes: Code[]
  readonly codings: Map<CodingId, Coding>
  readonly none: Map<EntryName, NoCode>
  readonly memos: Map<MemoId, Memo>
  readonly rounds: Map<RoundId, Round>
  readonly coders: Set<string>
}

const nobody: ReadonlySet<string> = new Set()
const passageOf = ({ entry, start, end, said, span }: Passage): Passage => ({
  entry,
  start,
  end,
  ...(said !== undefined && { said }),
  ...(span !== undefined && { span }),
})

/** What lies beneath a code, itself left out, at whatever depth. */
export function beneathOf(codes: readonly Pick<Code, 'id' | 'parent'>[], code: CodeId): ReadonlySet<CodeId> {
  const found = new Set<CodeId>()
  const look = (of: CodeId): void => {
    for (const { id, parent } of codes) {
      if (parent !== of || found.has(id)) continue
      found.add(id)
      look(id)
    }
  }
  look(code)
  found.delete(code)
  return found
}

/** As they are read: each with what lies beneath it right after it, and how deep it lies. */
export function inOrder(codes: readonly Code[]): readonly (Code & { readonly depth: number })[] {
  const beneath = Map.groupBy(codes, ({ parent }) => parent)
  const all: (Code & { readonly depth: number })[] = []
  const add = (parent: CodeId | null, depth: number): void => {
    for (const code of beneath.get(parent) ?? []) {
      all.push({ ...code, depth })
      add(code.id, depth + 1)
    }
  }
  add(null, 0)
  return all
}

function apply(draft: Draft, row: CodeRow): void {
  const codeAt = (id: CodeId): number => draft.codes.findIndex((code) => code.id === id)
  const stands = (id: CodeId): boolean => codeAt(id) >= 0
  const changeCode = (id: CodeId, change: (code: Code) => Code): void => {
    draft.codes = draft.codes.map((code) => (code.id === id ? change(code) : code))
  }
  draft.coders.add(row.by)
  switch (row.kind) {
    case 'code':
      draft.codes = [...draft.codes, newCode(row.command, row, stands)]
      return
    case 'code-define':
      changeCode(row.code, ({ version, earlier, ...code }) => {
        return { ...code, ...textOf(row), version: version + 1, earlier: [...earlier, code] }
      })
      return
    case 'code-example':
      changeCode(row.code, (code) => ({
        ...code,
        examples: [...code.examples, { id: row.command, ...passageOf(row) }],
      }))
      return
    case 'code-unexample':
      changeCode(row.code, (code) => ({ ...code, examples: code.examples.filter(({ id }) => id !== row.example) }))
      return
    case 'code-move':
      moveCode(draft, row)
      return
    case 'code-merge':
      if (row.code === row.into || !stands(row.code) || !stands(row.into)) return
      mergeCode(draft, row.code, row.into)
      return
    case 'code-drop':
      dropCode(draft, row.code)
      return
    case 'coding':
      if (!stands(row.code)) return
      draft.codings.set(row.command, {
        id: row.command,
        code: row.code,
        by: row.by,
        round: row.round ?? null,
        ...passageOf(row),
      })
      // What is done blind leaves what others said as it stands until it is told.
      if (row.round === undefined) draft.none.delete(row.entry)
      else noneIn(draft, row.round, row.entry, row.by, false)
      return
    case 'uncode':
      draft.codings.delete(row.coding)
      return
    case 'no-code':
      if (row.round !== undefined) return noneIn(draft, row.round, row.entry, row.by, true)
      draft.none.set(row.entry, { by: row.by, ...(row.said !== undefined && { said: row.said }) })
      return
    case 'memo':
    case 'memo-change':
      return takeMemo(draft, row)
    case 'codes-in':
      return bringIn(draft, row)
    default:
      return takeRound(draft, row)
  }
}

function newCode(
  id: CodeId,
  { name, definition = '', includes = '', excludes = '', color = null, parent }: Omit<CodeIn, 'code'>,
  stands: (code: CodeId) => boolean,
): Code {
  const above = parent !== null && stands(parent) ? parent : null
  return { id, parent: above, name, definition, includes, excludes, color, version: 1, earlier: [], examples: [] }
}

/** Codes that stand already stay as they are; so do codings and memos. */
function bringIn(draft: Draft, { codes, codings, memos, by }: Extract<CodeRow, { readonly kind: 'codes-in' }>): void {
  const stand = new Set(draft.codes.map(({ id }) => id))
  const all = [...draft.codes]
  for (const { code, ...of } of codes) {
    if (stand.has(code)) continue
    all.push(newCode(code, of, (id) => stand.has(id)))
    stand.add(code)
  }
  draft.codes = all
  for (const { coding: id, code, ...passage } of codings) {
    if (!stand.has(code) || draft.codings.has(id)) continue
    draft.codings.set(id, { id, code, by, round: null, ...passageOf(passage) })
    draft.none.delete(passage.entry)
  }
  for (const { memo: id, on, entry = null, text, lang } of memos) {
    if (draft.memos.has(id) || ('coding' in on && !draft.codings.has(on.coding))) continue
    if ('code' in on && !stand.has(on.code)) continue
    draft.memos.set(id, { id, on, entry, text, lang, by, round: null })
  }
}

const textOf = (row: Partial<CodeText>): Partial<CodeText> => ({
  ...(row.name !== undefined && { name: row.name }),
  ...(row.definition !== undefined && { definition: row.definition }),
  ...(row.includes !== undefined && { includes: row.includes }),
  ...(row.excludes !== undefined && { excludes: row.excludes }),
  ...(row.color !== undefined && { color: row.color satisfies CodeColor | null }),
})

function moveCode(draft: Draft, row: Extract<CodeRow, { readonly kind: 'code-move' }>): void {
  const moved = draft.codes.find(({ id }) => id === row.code)
  if (moved === undefined || row.before === row.code || row.parent === row.code) return
  // Beneath what lies beneath it, it would be nowhere.
  if (row.parent !== null && beneathOf(draft.codes, row.code).has(row.parent)) return
  if (row.parent !== null && !draft.codes.some(({ id }) => id === row.parent)) return
  const rest = draft.codes.filter((one) => one !== moved)
  const before = rest.findIndex(({ id, parent }) => id === row.before && parent === row.parent)
  rest.splice(before < 0 ? rest.length : before, 0, { ...moved, parent: row.parent })
  draft.codes = rest
}

function mergeCode(draft: Draft, from: CodeId, into: CodeId): void {
  const gone = draft.codes.find(({ id }) => id === from)
  const to = (code: CodeId): CodeId => (code === from ? into : code)
  const recoded = (one: Coding): Coding => (one.code === from ? { ...one, code: into } : one)
  const above = gone?.parent ?? null
  // What it is merged into may lie beneath it: then it comes to stand where it stood.
  const isBeneath = beneathOf(draft.codes, from).has(into)
  draft.codes = draft.codes.flatMap((code): readonly Code[] => {
    if (code.id === from) return []
    if (code.id !== into) return [code.parent === from ? { ...code, parent: into } : code]
    const examples = [...code.examples, ...(gone?.examples ?? [])]
    return [{ ...code, parent: isBeneath ? above : code.parent, examples }]
  })
  for (const [id, one] of draft.codings) draft.codings.set(id, recoded(one))
  for (const [id, memo] of draft.memos)
    if ('code' in memo.on) draft.memos.set(id, { ...memo, on: { code: to(memo.on.code) } })
  for (const [id, round] of draft.rounds)
    draft.rounds.set(id, {
      ...round,
      codes: [...new Set(round.codes.map(to))],
      coded: round.coded.map(recoded),
    })
}

function dropCode(draft: Draft, code: CodeId): void {
  const gone = draft.codes.find(({ id }) => id === code)
  if (gone === undefined) return
  draft.codes = draft.codes.flatMap((one): readonly Code[] =>
    one.id === code ? [] : [one.parent === code ? { ...one, parent: gone.parent } : one],
  )
  for (const [id, one] of draft.codings) if (one.code === code) draft.codings.delete(id)
  for (const [id, { on }] of draft.memos) if ('code' in on && on.code === code) draft.memos.delete(id)
}

function takeMemo(draft: Draft, row: Extract<CodeRow, { readonly kind: 'memo' | 'memo-change' }>): void {
  if (row.kind === 'memo') {
    const { on, text, lang, by, entry = null, round = null } = row
    if ('coding' in on && !draft.codings.has(on.coding)) return
    draft.memos.set(row.command, { id: row.command, on, entry, text, lang, by, round })
    return
  }
  const before = draft.memos.get(row.memo)
  if (before === undefined) return
  if (row.text === '') draft.memos.delete(row.memo)
  else draft.memos.set(row.memo, { ...before, text: row.text, lang: row.lang })
}

function noneIn(draft: Draft, id: RoundId, entry: EntryName, by: string, is: boolean): void {
  const round = draft.rounds.get(id)
  if (round === undefined) return
  const of = new Set(round.none.get(entry) ?? nobody)
  if (of.has(by) === is) return
  if (is) of.add(by)
  else of.delete(by)
  draft.rounds.set(id, { ...round, none: new Map(round.none).set(entry, of) })
}

/** What somebody said in it of entries that nobody coded stands from then on. */
function passOn(draft: Draft, round: Round): void {
  const coded = new Set([...draft.codings.values()].map(({ entry }) => entry))
  for (const entry of round.entries) if (coded.has(entry)) draft.none.delete(entry)
  for (const [entry, by] of round.none) {
    const [first] = by
    if (first !== undefined && !coded.has(entry) && !draft.none.has(entry)) draft.none.set(entry, { by: first })
  }
}

type RoundRow = Extract<
  CodeRow,
  { readonly kind: 'round' | 'round-join' | 'round-close' | 'round-drop' | 'round-settle' }
>
function takeRound(draft: Draft, row: RoundRow): void {
  if (row.kind === 'round') {
    const entries = new Set(row.entries)
    const known = new Set([...draft.codings.values()].map(({ entry }) => entry))
    draft.rounds.set(row.command, {
      id: row.command,
      by: row.by,
      entries,
      codes: row.codes,
      coders: row.coders,
      joined: [],
      closed: nobody,
      state: 'open',
      before: [...entries].filter((entry) => known.has(entry)).length,
      coded: [],
      none: new Map(),
      settled: nobody,
    })
    return
  }
  const round = draft.rounds.get(row.round)
  if (round === undefined) return
  const change = (of: Partial<Round>): void => void draft.rounds.set(round.id, { ...round, ...of })
  switch (row.kind) {
    case 'round-join':
      if (round.state === 'open' && round.joined.length < round.coders && !round.joined.includes(row.by))
        change({ joined: [...round.joined, row.by] })
      return
    case 'round-close': {
      if (round.state !== 'open' || !round.joined.includes(row.by)) return
      const closed = new Set(round.closed).add(row.by)
      if (closed.size < round.coders) return change({ closed })
      const coded = [...draft.codings.values()].filter((one) => one.round === round.id)
      change({ closed, state: 'closed', coded })
      passOn(draft, round)
      return
    }
    case 'round-drop':
      if (round.state !== 'open') return
      change({ state: 'dropped' })
      return passOn(draft, round)
    case 'round-settle': {
      if (round.state !== 'closed') return
      const stands = new Set(row.stands)
      for (const one of round.coded) if (one.entry === row.entry && !stands.has(one.id)) draft.codings.delete(one.id)
      change({ settled: new Set(round.settled).add(row.entry) })
    }
  }
}

/** The part of the state that is codes, codings, memos and rounds. */
export const codesPart: Part<Codes, CodeRow> = {
  empty: noCodes,
  takes: (row: SynthesisRow): row is CodeRow => isCodeRow(row),
  begin({ codes, codings, none, memos, rounds, coders }) {
    const draft: Draft = {
      codes: [...codes],
      codings: new Map(codings),
      none: new Map(none),
      memos: new Map(memos),
      rounds: new Map(rounds),
      coders: new Set(coders),
    }
    return {
      take: (row) => apply(draft, row),
      done: () => ({ ...draft, coders: [...draft.coders] }),
    }
  },
}

/** The code of this id, as it stands. */
export const codeOf = ({ codes }: Codes, id: CodeId): Code | undefined => codes.find((code) => code.id === id)

/** By number, in the order in which they began; null: they have done nothing yet. */
export function coderOf({ coders }: Pick<Codes, 'coders'>, device: string): number | null {
  const at = coders.indexOf(device)
  return at < 0 ? null : at + 1
}
