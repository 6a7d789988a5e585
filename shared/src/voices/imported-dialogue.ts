/**
 * The dialogue that an imported poll or survey becomes: its people at tables, one board each, a session with the steps in
 * which they were asked. It has no consent texts: nobody is asked for anything there, and nobody sits down.
 */
import { shortened } from '../board/text.ts'
import type { DialogueDraft, LocalText, ProgrammeStep, StepTask } from '../dialogue/programme.ts'
import { newId, type BoardId, type DialogueId, type Lang, type RandomBytes, type SiteId, type TableId } from '../ids.ts'
import {
  isScale,
  optionId,
  polisItem,
  polisStep,
  stepsOf,
  type ImportedPlace,
  type ImportedSet,
  type SurveySet,
  type Variable,
} from './imported.ts'
import type { Item } from '../dialogue/items.ts'

/** Seat codes have two figures for the seat and three for the table. */
export const importLimits = { seatsAtTable: 99, tables: 999 } as const
const day = 86_400_000
const longestTitle = 200

/** What the file calls itself, cut to what a title may hold; *Imported* where it says nothing. */
export const titleOf = (set: ImportedSet): string => {
  const said = set.from === 'polis' ? set.summary.find(([key]) => key === 'topic')?.[1] : set.title
  return shortened(said?.trim() || 'Imported', longestTitle)
}

/** Who sits together: by the column that says so, else in the order of the file. Null: more tables than codes. */
function tablesOf(set: ImportedSet): readonly (readonly number[])[] | null {
  const everybody = set.people.map((_, n) => n)
  const column =
    set.from === 'survey' ? set.columns[set.variables.findIndex(({ role }) => role === 'table')] : undefined
  const together =
    column === undefined ? [everybody] : [...Map.groupBy(everybody, (person) => column.cells[person] ?? -1).values()]
  const { seatsAtTable: most, tables } = importLimits
  const all = together.flatMap((people) =>
    Array.from({ length: Math.ceil(people.length / most) }, (_, n) => people.slice(n * most, (n + 1) * most)),
  )
  return all.length > tables ? null : all
}

/** Null where its people would need more tables than a dialogue may have. `at` is in milliseconds since 1970. */
export function dialogueOf(
  set: ImportedSet,
  { at, random, title = titleOf(set) }: { readonly at: number; readonly random: RandomBytes; readonly title?: string },
): { readonly draft: DialogueDraft; readonly places: readonly ImportedPlace[] } | null {
  const tables = tablesOf(set)
  if (tables === null) return null
  const lang = set.lang as Lang
  const site = newId<SiteId>(random)
  const places = tables.map(
    (people, n): ImportedPlace => ({
      table: newId<TableId>(random),
      board: newId<BoardId>(random),
      number: n + 1,
      people,
    }),
  )
  const named: LocalText = { [lang]: title }
  return {
    places,
    draft: {
      id: newId<DialogueId>(random),
      title,
      lang,
      opensAt: at,
      closesAt: at + day,
      session: 1,
      startedAt: null,
      sites: [{ id: site, name: title, country: 'ZZ', lang }],
      tables: places.map(({ table, number, people }) => ({
        id: table,
        site,
        number,
        seats: people.length,
        lang,
        citizensEdit: false,
      })),
      sessions: [
        { number: 1, title: named, question: named, steps: stepsOf(set).map((step) => stepIn(set, step, named)) },
      ],
      boards: places.map(({ table, board }) => ({ id: board, table, session: 1, question: title, lang })),
    },
  }
}

function stepIn(set: ImportedSet, step: string, title: LocalText): ProgrammeStep {
  const task: StepTask =
    set.from === 'polis'
      ? {
          kind: 'ballot',
          items: set.statements.map((one) => ({
            id: polisItem(one),
            type: 'agree',
            on: 'statement',
            text: { [set.lang]: one.text },
            unit: 'people',
            base: 'valid',
          })),
        }
      : {
          kind: 'questionnaire',
          questionnaire: 'survey',
          wave: step === 'before' || step === 'after' ? step : 'session',
          items: set.variables.flatMap((one) => (one.step === step ? itemOf(set, one) : [])),
        }
  return { kind: step === polisStep ? 'ballot' : 'questionnaire', title, minutes: 0, id: step, task }
}

/** What a variable asks; nothing where it is no answer. */
export function itemOf({ lang }: Pick<SurveySet, 'lang'>, variable: Variable): readonly Item[] {
  const { item: id, label, name, min, max } = variable
  if (id === null) return []
  const text: LocalText = Object.keys(label).length === 0 ? { [lang]: name } : label
  const common = { id, text, unit: 'people', base: 'valid' } as const
  if (variable.type === 'text') return [{ ...common, type: 'text' }]
  if (variable.type === 'category')
    return [
      {
        ...common,
        type: 'single',
        options: variable.categories.map(({ value, label: of }, n) => ({
          id: optionId(n),
          text: Object.keys(of).length === 0 ? { [lang]: value } : of,
        })),
      },
    ]
  return isScale(variable) && min !== undefined && max !== undefined
    ? [{ ...common, type: 'scale', min, max, low: {}, high: {} }]
    : [{ ...common, type: 'number', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }]
}
