/**
 * What people answered in their own words, as coders read it: what of a question's answers is told to who analyses, each text of a
 * question once. Of people no table is told, because with it a sentence may be somebody's; of what a table answered as one it is.
 */
import { readItemKey } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { Figure } from '@tablee/shared/voices/figure'
import type { CodablePlaces } from './coverage.ts'
import type { Codable } from './entries.ts'

/** Structural: `voices/` answers it, as it is told to who analyses. */
export type AnswersTold = {
  readonly steps: readonly {
    readonly step: string
    readonly session: number
    readonly figures: readonly Figure[]
    readonly byTable: readonly { readonly table: number; readonly figures: readonly Figure[] }[]
  }[]
}
type At = Pick<Codable, 'board' | 'table' | 'number' | 'site' | 'session'>

/** The board in the name of what lies on none. */
export const noBoard = 'answers' as BoardId

/**
 * `digest`: of a question and a text, under the dialogue's key: a row names an answer and holds nothing of it. The list is the same
 * object as long as what is told is.
 */
export function createAnswers({
  results,
  places,
  digest,
}: {
  readonly results: (dialogue: DialogueId) => Promise<Result<AnswersTold & { readonly version: string }>>
  readonly places: CodablePlaces
  readonly digest: (parts: readonly string[]) => string
}) {
  let known: { readonly version: string; readonly all: readonly Codable[] } | null = null

  function textsIn(step: string, figures: readonly Figure[], at: At): readonly Codable[] {
    return figures.flatMap((figure): readonly Codable[] => {
      // Recommendations are entries of their table, conditions have a page of their own, and votes on entries say nothing new.
      if (figure.recommended !== undefined || figure.wording !== undefined) return []
      const { item } = readItemKey(figure.item)
      return figure.texts.flatMap(({ text, lang, said, reasons, translations }): readonly Codable[] => {
        if (said !== undefined || reasons !== undefined || text.trim() === '') return []
        const of = {
          seat: null,
          capture: null,
          as: null,
          about: null,
          item: { name: `${step}/${item}`, text: figure.text },
        }
        const entry = `${at.board}/answer/${step}.${item}.${digest([step, item, text])}`
        return [
          { entry, kind: 'answer', text, lang, ...of, ...at, ...(translations !== undefined && { translations }) },
        ]
      })
    })
  }
  return async (dialogue: DialogueId): Promise<readonly Codable[]> => {
    const told = await results(dialogue)
    if (!told.ok) return known?.all ?? []
    if (known?.version === told.value.version) return known.all
    const tables = new Map(places.tables(dialogue).map((one) => [one.number, one]))
    const found = told.value.steps.flatMap(({ step, session, figures, byTable }) => [
      ...textsIn(
        step,
        figures.filter(({ unit }) => unit !== 'tables'),
        { board: noBoard, table: null, number: null, site: null, session },
      ),
      ...byTable.flatMap(({ table: number, figures }) => {
        const table = tables.get(number)
        const board = table === undefined ? undefined : places.boardsOf(table.id).find((one) => one.session === session)
        if (table === undefined || board === undefined) return []
        const at = { board: board.id, table: table.id, number, site: table.siteId, session }
        return textsIn(
          step,
          figures.filter(({ unit }) => unit === 'tables'),
          at,
        )
      }),
    ])
    const all = [...new Map(found.map((one) => [one.entry, one])).values()]
    const same = known !== null && JSON.stringify(known.all) === JSON.stringify(all)
    known = { version: told.value.version, all: same && known !== null ? known.all : all }
    return known.all
  }
}
