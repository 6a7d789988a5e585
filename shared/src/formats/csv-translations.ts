/** What translators made, as a table: a row per original and language, the original first. */
import type { Texts } from '../snapshot/reading.ts'
import type { Snapshot, SnapshotBoard } from '../snapshot/structure.ts'
import { column, where, type Column } from './csv-columns.ts'
import { csvText } from './csv.ts'

const kinds = ['wording', 'words', 'element', 'note'] as const
export const translationsTable = [
  ...where,
  column(
    'kind',
    'string',
    'What it is of: the wording of an entry, words, what stands on the canvas, the minutes',
    kinds,
  ),
  column('of', 'string', 'Which one. Key into nodes.csv, words.csv, elements.csv or notes.csv'),
  column('original_lang', 'string', 'Language of the original'),
  column('original', 'string', 'The original. It alone is what was said'),
  column('lang', 'string', 'Language of the translation'),
  column('text', 'string', 'The translation. Never a quotation; empty where the original is'),
  column('state', 'string', 'human, or checked: somebody else than who made it stands by it', ['human', 'checked']),
  column('engine', 'string', 'The engine of whose draft a person made it; empty where none was'),
  column('edited', 'boolean', 'Whether they put that draft right first'),
] as const satisfies readonly Column[]

/** Null where nobody translated anything. */
export function translationsCsv({ boards }: Snapshot, texts: Texts): string | null {
  const rows = boards.flatMap((board) => {
    const stand = originalsOf(board)
    return (board.translations ?? []).map(({ of, lang, state, text, engine }) => {
      const original = stand.get(of)
      const kept = texts.get(of) ?? null
      return [
        board.id,
        board.site,
        board.number,
        board.session,
        original?.kind ?? null,
        original?.id ?? null,
        original?.lang ?? null,
        kept,
        lang,
        kept === null ? null : (texts.get(text) ?? null),
        state,
        engine === undefined ? null : `${engine.name} ${engine.version}`,
        engine?.edited ?? null,
      ]
    })
  })
  return rows.length === 0
    ? null
    : csvText(
        translationsTable.map((one) => one.name),
        rows,
      )
}

type Original = { readonly kind: (typeof kinds)[number]; readonly id: string; readonly lang: string }
const originalsOf = ({ nodes, words, notes = [], canvas, lang }: SnapshotBoard): ReadonlyMap<string, Original> =>
  new Map<string, Original>([
    ...nodes.map((one) => [one.wording, { kind: 'wording', id: one.id, lang: one.lang }] as const),
    ...words.flatMap((one) =>
      one.text === null ? [] : [[one.text, { kind: 'words', id: one.id, lang: one.lang }] as const],
    ),
    ...notes.map((one) => [one.text, { kind: 'note', id: one.id, lang }] as const),
    ...(canvas?.shapes ?? []).flatMap((one) =>
      one.text === null ? [] : [[one.text, { kind: 'element', id: one.id, lang: one.lang || lang }] as const],
    ),
  ])
