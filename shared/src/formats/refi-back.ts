/**
 * A codebook or a project into a dialogue that stands: its codes into the codebook, and what is coded in texts of ours onto the
 * entries that they hold. Nothing is taken away and nothing is reworded by a file.
 */
import { Leaving } from '../file.ts'
import type { EntryName } from '../synthesis/entries.ts'
import { codesIn, memosOfCodes, sourceIn, type Brought, type KnownCode, type Placed } from './refi-codes.ts'
import { guidOfEntry, guidOfId, guidOfSource, guidOfTheme } from './refi-names.ts'
import { qdaOrigin } from './refi-places.ts'
import { pointsOf, type Guid, type GuidOf, type RefiProject, type RefiSource } from './refi.ts'

export type StandingEntry = { readonly entry: EntryName; readonly text: string }
/** What stands here, as it is called here: boards with what may be coded on them, codes, themes, and codings with memos. */
export type StandingNames = {
  readonly boards: readonly { readonly id: string; readonly entries: readonly StandingEntry[] }[]
  readonly codes: readonly Omit<KnownCode, 'guid'>[]
  readonly themes: readonly string[]
  readonly codings: readonly string[]
  readonly memos: readonly string[]
}
/** The same, as a file calls it. */
export type Standing = Pick<StandingNames, 'boards'> & {
  readonly codes: readonly KnownCode[]
  /** GUIDs of themes: codes of a download that are none here. */
  readonly themes: ReadonlySet<Guid>
  /** Codings and memos, by their ids and by their GUIDs. */
  readonly ids: ReadonlySet<string>
  readonly guids: ReadonlySet<Guid>
}
/** A digest for each name: for a worker to do. */
export const standingOf = ({ boards, codes, themes, codings, memos }: StandingNames, guidOf: GuidOf): Standing => ({
  boards,
  codes: codes.map((one) => ({ ...one, guid: guidOfId('code', one.id, guidOf) })),
  themes: new Set(themes.map((theme) => guidOfTheme(theme, guidOf))),
  ids: new Set([...codings, ...memos]),
  guids: new Set([
    ...codings.map((id) => guidOfId('coding', id, guidOf)),
    ...memos.map((id) => guidOfId('memo', id, guidOf)),
  ]),
})
export type Back = Brought & {
  readonly left: Leaving
  /** Texts of the file that are ours, and how many of their entries are found there as they stand. */
  readonly found: { readonly sources: number; readonly entries: number }
}

/** `lang`: of memos. `left`: what `codesIn` and `sourceIn` count, `qda-elsewhere` of texts that are not ours, and whole parts. */
export function backIn(
  project: Pick<RefiProject, 'codes' | 'sources' | 'notes'> & Partial<RefiProject>,
  { boards, codes: known, themes, ids, guids }: Standing,
  guidOf: GuidOf,
  lang: string,
): Back {
  const left = new Leaving()
  const codes = codesIn(project.codes, known, themes, left)
  const byGuid = new Map(boards.map((board) => [guidOfSource(board.id, guidOf), board]))
  const told = new Set<Guid>()
  const reading = {
    codes: codes.idOf,
    skip: themes,
    stand: guids,
    notes: new Map(project.notes.map((one) => [one.guid, one])),
    told,
    lang,
    left,
  }
  let [sources, entries] = [0, 0]
  const all = project.sources.map((source) => {
    const board = byGuid.get(source.guid)
    const placed = board === undefined ? [] : placedIn(source, board.entries, guidOf)
    if (board !== undefined) sources += 1
    entries += placed.length
    return sourceIn(source, placed, reading)
  })
  const isNew = (id: string): boolean => !ids.has(id)
  const ofCodes = memosOfCodes(project.codes, codes, project.notes, reading)
  // What left here with it stands here.
  if (project.origin !== qdaOrigin) partsLeft(project, left)
  return {
    codes: codes.codes,
    codings: all.flatMap(({ codings }) => codings).filter(({ coding }) => isNew(coding)),
    memos: [...all.flatMap(({ memos }) => memos), ...ofCodes].filter(({ memo }) => isNew(memo)),
    left,
    found: { sources, entries },
  }
}

/** Whole parts of a project that have no place here. */
export function partsLeft(
  { cases = [], sets = [], links = [], graphs = [] }: Partial<RefiProject>,
  left: Leaving,
): void {
  left.note('qda-cases', cases.length)
  left.note('qda-sets', sets.length)
  left.note('qda-links', links.length)
  left.note('qda-graphs', graphs.length)
}

/**
 * Where entries lie in a text that left here: where their quotations stand, if these came back and say what the entry says; else
 * where the text says it, as a paragraph, once.
 */
function placedIn(source: RefiSource, entries: readonly StandingEntry[], guidOf: GuidOf): readonly Placed[] {
  const { text } = source
  if (text === null) return []
  const points = pointsOf(text)
  const quotations = new Map(source.selections.map((one) => [one.guid, one]))
  const placed: Placed[] = []
  const put = (entry: EntryName, start: number, end: number): void => {
    placed.push({
      entry,
      start,
      end,
      at: (point) => point - start,
      isBlank: (from, to) => points.slice(start + from, start + to).trim() === '',
    })
  }
  const rest: StandingEntry[] = []
  for (const one of entries) {
    const found = quotations.get(guidOfEntry(one.entry, guidOf))
    if (found !== undefined && points.slice(found.start, found.end) === one.text) put(one.entry, found.start, found.end)
    else rest.push(one)
  }
  const taken = placed.map(({ start, end }) => [start, end] as const).sort(([a], [b]) => a - b)
  const isFree = (start: number, end: number): boolean => !taken.some(([from, to]) => from < end && start < to)
  for (const [said, same] of Map.groupBy(rest, (one) => one.text)) {
    const places = paragraphsThatSay(text, said)
      .map((at) => [points.point(at), points.point(at + said.length)] as const)
      .filter(([start, end]) => isFree(start, end))
    // Of two that say the same nobody knows which is whose.
    const [one, another] = same
    const [place, further] = places
    if (one !== undefined && another === undefined && place !== undefined && further === undefined)
      put(one.entry, ...place)
  }
  return placed.sort((a, b) => a.start - b.start)
}

/** Where in the text it stands with a line break, or nothing, on either side: in UTF-16 units. */
function paragraphsThatSay(text: string, said: string): readonly number[] {
  const places: number[] = []
  for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + said.length)) {
    const after = text[at + said.length]
    if ((at === 0 || text[at - 1] === '\n') && (after === undefined || after === '\n')) places.push(at)
  }
  return places
}
