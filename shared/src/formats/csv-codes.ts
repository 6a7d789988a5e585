/** A codebook and what is coded with it, as tables: codes, codings with their passages, memos. */
import { sliceOf } from '../codebook/passages.ts'
import { boardIn, idIn, kindIn, type EntryName } from '../synthesis/entries.ts'
import type { SnapshotCodes, SnapshotSpan } from '../snapshot/codes.ts'
import type { Texts } from '../snapshot/reading.ts'
import type { Digest, SnapshotBoard } from '../snapshot/structure.ts'
import { column, where, type Column } from './csv-columns.ts'

const withheld = 'empty where that says what was struck out or is not to be quoted'
const codes = [
  column('code', 'string', 'The code. Key of this table'),
  column('parent', 'string', 'The code that it lies beneath; empty at the top'),
  column('place', 'integer', 'Its place in the codebook, from 1, each with what lies beneath it right after it'),
  column('name', 'string', `What it is called; ${withheld}`),
  column('definition', 'string', `What it means; ${withheld}`),
  column('includes', 'string', `What belongs to it; ${withheld}`),
  column('excludes', 'string', `What does not, though it may look so; ${withheld}`),
  column('version', 'integer', 'How often it was said what it is'),
  column('codings', 'integer', 'How many passages are coded with it'),
] as const satisfies readonly Column[]
const codings = [
  column('coding', 'string', 'One passage with one code. Key of this table'),
  column('code', 'string', 'Key into codes.csv'),
  ...where,
  column('kind', 'string', 'What it was said in: a wording, words, an element, minutes, a recommendation, an answer', [
    'wording',
    'words',
    'element',
    'minutes',
    'recommendation',
    'answer',
  ]),
  column('entry', 'string', 'Which one. Key into nodes.csv, words.csv, elements.csv or notes.csv; it may be gone'),
  column('start', 'integer', 'Where the passage begins, in code points of the text, from 0'),
  column('end', 'integer', 'Where it ends: the first code point that is no longer in it'),
  column('stands', 'string', 'Where it stands by this cut: as it was coded, elsewhere, nobody can say, nowhere', [
    'there',
    'moved',
    'unsure',
    'lost',
  ]),
  column('passage', 'string', 'Its words; empty where they are not to be told, or stand nowhere'),
  column('coder', 'integer', 'Who coded it: a number, in the order in which they began'),
  column('round', 'string', 'The round in which it was coded without knowing of others; empty where there was none'),
] as const satisfies readonly Column[]
const memos = [
  column('memo', 'string', 'What a coder noted. Key of this table'),
  column('on', 'string', 'What it is about', ['code', 'coding', 'entry']),
  column('of', 'string', 'Which one: a key into codes.csv or codings.csv, or an entry by its name'),
  column('language', 'string', 'A language tag'),
  column('text', 'string', `What it says; ${withheld}`),
  column('coder', 'integer', 'Whose it is: a number, in the order in which they began'),
] as const satisfies readonly Column[]

export const codeTables = { 'codes.csv': codes, 'codings.csv': codings, 'memos.csv': memos }
/** In the order in which they stand in a set. */
export const codeTableNames = ['codes.csv', 'codings.csv', 'memos.csv'] as const

type Cell = string | number | null
type Boards = readonly (Pick<SnapshotBoard, 'id' | 'site' | 'number' | 'session'> &
  Partial<Pick<SnapshotBoard, 'nodes' | 'words' | 'notes' | 'canvas'>>)[]

/** Of every entry that lies on a board: the text that it says there. */
function digestsIn(boards: Boards): ReadonlyMap<EntryName, Digest> {
  const all = new Map<EntryName, Digest>()
  for (const { id, nodes = [], words = [], notes = [], canvas } of boards) {
    for (const one of nodes) all.set(`${id}/wording/${one.id}`, one.wording)
    for (const one of words) if (one.text !== null) all.set(`${id}/words/${one.id}`, one.text)
    for (const one of notes) all.set(`${id}/minutes/${one.id}`, one.text)
    for (const one of canvas?.shapes ?? []) if (one.text !== null) all.set(`${id}/element/${one.id}`, one.text)
  }
  return all
}

/** Rows of each table; none where there is no codebook. */
export function codeRows(
  boards: Boards,
  made: SnapshotCodes | undefined,
  texts: Texts,
): Readonly<Record<keyof typeof codeTables, readonly (readonly Cell[])[]>> {
  const known = new Map(boards.map((board) => [board.id, board]))
  const digests = digestsIn(boards)
  const text = (digest: Digest | undefined): string | null =>
    digest === undefined ? null : (texts.get(digest) ?? null)
  const passage = ({ entry, start, end, place }: SnapshotSpan): string | null => {
    const said = text(digests.get(entry))
    return said === null || place === 'lost' || place === 'unsure' ? null : sliceOf(said, start, end)
  }
  const at = (entry: EntryName): readonly Cell[] => {
    const board = known.get(boardIn(entry))
    const [site, number, session] = [board?.site ?? null, board?.number ?? null, board?.session ?? null]
    // What lies on no board is an answer.
    return [boardIn(entry), site, number, session, kindIn(entry) ?? 'answer', idIn(entry)]
  }
  const counts = new Map<string, number>()
  for (const { code } of made?.codings ?? []) counts.set(code, (counts.get(code) ?? 0) + 1)
  return {
    'codes.csv': (made?.codes ?? []).map((one, place) => [
      one.id,
      one.parent ?? null,
      place + 1,
      text(one.name),
      text(one.definition),
      text(one.includes),
      text(one.excludes),
      one.version,
      counts.get(one.id) ?? 0,
    ]),
    'codings.csv': (made?.codings ?? []).map((one) => [
      one.id,
      one.code,
      ...at(one.entry),
      one.start,
      one.end,
      one.place ?? 'there',
      passage(one),
      one.coder,
      one.round ?? null,
    ]),
    'memos.csv': (made?.memos ?? []).map((one) => [
      one.id,
      one.code !== undefined ? 'code' : one.coding !== undefined ? 'coding' : 'entry',
      one.code ?? one.coding ?? one.entry ?? null,
      one.lang,
      text(one.text),
      one.coder,
    ]),
  }
}
