/** What of all that may be read is coded, by table: as far as who asks may know. */
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import type { CodebookTold } from '@tablee/shared/wire/codebook'
import type { AllCodable } from './entries.ts'
import type { Done } from './telling.ts'

/** Where tables are, and on which boards. */
export type CodablePlaces = Pick<CodePlaces, 'tables'> & {
  boardsOf(table: TableId): readonly { readonly id: BoardId; readonly session: number }[]
}
export type CodePlaces = {
  tables(dialogue: DialogueId): readonly { readonly id: TableId; readonly number: number; readonly siteId: SiteId }[]
  sites(dialogue: DialogueId): readonly { readonly id: SiteId; readonly name: string }[]
  /** Whether any of the table's curtains is drawn. */
  drawn(table: TableId): boolean
}

/** Tables in their order; in none of the counts what is withheld. */
export function coverageOf(
  places: CodePlaces,
  dialogue: DialogueId,
  of: AllCodable,
  { coded, none }: Done,
): Omit<CodebookTold['coverage'], 'sealed'> {
  const nobody = () => ({ entries: 0, coded: 0, none: 0 })
  const tables = new Map(places.tables(dialogue).map(({ id }) => [id, nobody()]))
  const all = nobody()
  const langs = new Map<string, number>()
  for (const { entry, table, lang } of of.all) {
    langs.set(lang, (langs.get(lang) ?? 0) + 1)
    for (const count of [all, table === null ? undefined : tables.get(table)]) {
      if (count === undefined) continue
      count.entries += 1
      if (coded.has(entry)) count.coded += 1
      else if (none.has(entry)) count.none += 1
    }
  }
  return {
    ...all,
    withheld: of.withheld,
    tables: places.tables(dialogue).map(({ id, number, siteId }) => ({
      id,
      number,
      site: siteId,
      curtain: places.drawn(id),
      ...(tables.get(id) ?? nobody()),
    })),
    langs: [...langs].sort(([, a], [, b]) => b - a).map(([lang]) => lang),
  }
}
