/**
 * Which entries of different tables say the same, and which qualifies another: a fold over the rows of `synthesis:<dialogue>`, pure and total. What is
 * joined with one of a group is joined with all of it; a join that is taken back leaves whatever the others join.
 */
import type { EntryName } from './entries.ts'
import { isJoinRow, type JoinRow } from './rows.ts'
import type { History, Part } from './steps.ts'

/** Named by the oldest join in it that stands. */
export type GroupId = string
/** `a` says under which condition alone `b` is so; named by the step that says it. */
export type Qualified = { readonly step: string; readonly a: EntryName; readonly b: EntryName }
export type Joins = {
  /** In the order of their oldest join; the entries of each in the order in which they were joined, two at least. */
  readonly groups: ReadonlyMap<GroupId, readonly EntryName[]>
  readonly groupOf: ReadonlyMap<EntryName, GroupId>
  /** What is not the same, each way. */
  readonly different: ReadonlyMap<EntryName, ReadonlySet<EntryName>>
  /** What the team says qualifies what, the oldest first. */
  readonly qualified: readonly Qualified[]
  /** Entries whose wording was chosen to stand for their group, a higher number later. */
  readonly chosen: ReadonlyMap<EntryName, number>
}
export const noJoins: Joins = {
  groups: new Map(),
  groupOf: new Map(),
  different: new Map(),
  qualified: [],
  chosen: new Map(),
}

type Draft = {
  readonly groups: Map<GroupId, readonly EntryName[]>
  readonly groupOf: Map<EntryName, GroupId>
  readonly different: Map<EntryName, ReadonlySet<EntryName>>
  readonly qualified: Qualified[]
  readonly chosen: Map<EntryName, number>
}

/** Each entry with its group, or by itself. */
const withAll = ({ groups, groupOf }: Pick<Joins, 'groups' | 'groupOf'>, entry: EntryName): readonly EntryName[] => {
  const group = groupOf.get(entry)
  return (group === undefined ? undefined : groups.get(group)) ?? [entry]
}

/** The group that stands first keeps its name and its place. */
function join(draft: Draft, command: string, a: EntryName, b: EntryName): void {
  const [ofA, ofB] = [draft.groupOf.get(a), draft.groupOf.get(b)]
  if (a === b || (ofA !== undefined && ofA === ofB)) return
  let into = ofA ?? ofB ?? command
  if (ofA !== undefined && ofB !== undefined) {
    for (const id of draft.groups.keys()) {
      if (id !== ofA && id !== ofB) continue
      into = id
      break
    }
  } else if (ofA === undefined && ofB === undefined && draft.groups.has(command)) return
  const [first, second] = into === ofB ? [b, a] : [a, b]
  const all = [...withAll(draft, first), ...withAll(draft, second)]
  for (const gone of [ofA, ofB]) if (gone !== undefined && gone !== into) draft.groups.delete(gone)
  draft.groups.set(into, all)
  for (const entry of all) draft.groupOf.set(entry, into)
}

function part(draft: Draft, entry: EntryName): void {
  const group = draft.groupOf.get(entry)
  if (group === undefined) return
  const rest = (draft.groups.get(group) ?? []).filter((one) => one !== entry)
  draft.groupOf.delete(entry)
  draft.chosen.delete(entry)
  for (const other of rest) tell(draft, entry, other, true)
  if (rest.length > 1) draft.groups.set(group, rest)
  else {
    draft.groups.delete(group)
    for (const other of rest) draft.groupOf.delete(other)
  }
}

function tell({ different }: Draft, a: EntryName, b: EntryName, are: boolean): void {
  if (a === b) return
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const of = new Set(different.get(one))
    if (are) of.add(other)
    else of.delete(other)
    if (of.size > 0) different.set(one, of)
    else different.delete(one)
  }
}

function apply(draft: Draft, row: JoinRow): void {
  switch (row.kind) {
    case 'same':
      tell(draft, row.a, row.b, false)
      join(draft, row.command, row.a, row.b)
      return
    case 'different':
      tell(draft, row.a, row.b, true)
      return
    case 'qualifies':
      tell(draft, row.a, row.b, true)
      draft.qualified.push({ step: row.command, a: row.a, b: row.b })
      return
    case 'apart':
      part(draft, row.entry)
      return
    case 'show':
      draft.chosen.set(row.entry, Math.max(0, ...draft.chosen.values()) + 1)
  }
}

/** The part of the state that says what is the same. */
export const joinsPart: Part<Joins, JoinRow> = {
  empty: noJoins,
  takes: isJoinRow,
  begin({ groups, groupOf, different, qualified, chosen }) {
    const draft = {
      groups: new Map(groups),
      groupOf: new Map(groupOf),
      different: new Map(different),
      qualified: [...qualified],
      chosen: new Map(chosen),
    }
    return { take: (row) => apply(draft, row), done: () => draft }
  },
}

/** What an entry is joined with, itself among it. */
export const joinedWith = (joins: Joins, entry: EntryName): readonly EntryName[] => withAll(joins, entry)

/** Whether somebody said that any of the one's group and any of the other's are not the same. */
export const areDifferent = (joins: Joins, a: EntryName, b: EntryName): boolean => {
  const others = new Set(withAll(joins, b))
  return withAll(joins, a).some((one) => [...(joins.different.get(one) ?? [])].some((other) => others.has(other)))
}

/** How often a suggestion was taken and refused, as it stands. */
export function answeredIn({ steps, undone }: History): { readonly taken: number; readonly refused: number } {
  let [taken, refused] = [0, 0]
  for (const { row } of steps) {
    if (undone.has(row.command)) continue
    if (row.kind === 'different') refused += 1
    else if (row.kind === 'same' && row.suggested === true) taken += 1
  }
  return { taken, refused }
}

/** Whose wording stands for these, of one group: the one that was chosen last, else the first. Null of none. */
export function shownOf({ chosen }: Joins, entries: readonly EntryName[]): EntryName | null {
  let [shown = null]: readonly (EntryName | null)[] = entries
  let last = 0
  for (const entry of entries) {
    const at = chosen.get(entry) ?? 0
    if (at <= last) continue
    last = at
    shown = entry
  }
  return shown
}
