/** A poll or survey of another tool as cases, from its columns: its own tables where it says who sat together, its weights. */
import type { Answer } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import {
  polisItem,
  polisStep,
  surveyAnswer,
  type ImportedSet,
  type PolisSet,
  type SurveySet,
} from '../voices/imported.ts'
import { itemOf, titleOf } from '../voices/imported-dialogue.ts'
import { weightColumn } from '../voices/imported-figures.ts'
import { groupLetter, matrixOf } from '../voices/polis-matrix.ts'
import { stances } from '../voices/stances.ts'
import { slice, type Answered, type Asked, type CaseTable, type Cases } from './cases.ts'
import type { Cut, ItemName } from './question.ts'

/** Its rounds came closed: there is nothing to wait for. */
export const setCases = (set: ImportedSet, cut: Cut): Cases =>
  set.from === 'polis' ? polisCases(set, cut) : surveyCases(set, cut)

const once = (
  name: ItemName,
  step: string,
  title: LocalText,
): Pick<Asked, 'name' | 'step' | 'title' | 'tables' | 'complete' | 'wording'> => ({
  name,
  step,
  title,
  tables: { closed: 1, of: 1 },
  complete: true,
  wording: 0,
})

/** Counted once; `make` yields. */
function keeping(make: (name: ItemName) => Generator<undefined, Answered>): Cases['answered'] {
  const kept = new Map<ItemName, Answered>()
  return function* (name) {
    let found = kept.get(name)
    if (found === undefined) kept.set(name, (found = yield* make(name)))
    return found
  }
}

function surveyCases(set: SurveySet, cut: Cut): Cases {
  const title = { [set.lang]: titleOf(set) }
  const asked = set.variables.flatMap((variable, n) => {
    const [item] = itemOf(set, variable)
    if (item === undefined || variable.step === null) return []
    const { step, wave } = variable
    return [
      {
        variable,
        n,
        of: {
          ...once(`${step}/${item.id}`, step, title),
          item,
          ...(wave === undefined ? {} : { wave: { questionnaire: 'survey', wave } }),
        } satisfies Asked,
      },
    ]
  })
  const byName = new Map(asked.map((one) => [one.of.name, one]))
  const { tables, tableOf } = tablesIn(set)
  return {
    cut,
    people: set.people.length,
    tables,
    clustered: tables.length > 0,
    weights: weightColumn(set)?.of ?? null,
    groups: null,
    items: new Map(asked.map(({ of }) => [of.name, of])),
    answered: keeping(function* (name) {
      const found = byName.get(name)
      const column = found === undefined ? undefined : set.columns[found.n]
      const lists: { person: number[]; table: number[]; given: (Answer | null)[] } = {
        person: [],
        table: [],
        given: [],
      }
      if (found === undefined || column === undefined) return lists
      const answers = column.values.map((value) => surveyAnswer(found.variable, value, set.lang))
      for (let person = 0; person < column.cells.length; person += 1) {
        lists.person.push(person)
        lists.table.push(tableOf[person] ?? -1)
        lists.given.push(answers[column.cells[person] ?? -1] ?? null)
        if (person % slice === slice - 1) yield
      }
      return lists
    }),
  }
}

/** By the column that says who sat together; none where no column does, and nobody's where its cell is empty. */
function tablesIn(set: SurveySet): { readonly tables: readonly CaseTable[]; readonly tableOf: readonly number[] } {
  const n = set.variables.findIndex(({ role }) => role === 'table')
  const [variable, column] = [set.variables[n], set.columns[n]]
  if (variable === undefined || column === undefined) return { tables: [], tableOf: [] }
  const gaps = new Set(variable.missing.map(({ value }) => value))
  const used = new Set(column.cells)
  const names = column.values.flatMap((name, at) =>
    used.has(at) && name !== '' && !gaps.has(name) ? [{ name, at }] : [],
  )
  const whole = names.every(({ name }) => /^\d{1,9}$/.test(name))
  names.sort((a, b) => (whole ? Number(a.name) - Number(b.name) : a.name < b.name ? -1 : 1))
  const placeOf = new Map(names.map(({ at }, place) => [at, place]))
  return {
    tables: names.map(
      ({ name }, place): CaseTable => ({
        number: whole ? Number(name) : place + 1,
        name,
        country: null,
        site: null,
        group: null,
      }),
    ),
    tableOf: column.cells.map((cell) => placeOf.get(cell) ?? -1),
  }
}

/** Where it puts its people is of no meaning: they sat nowhere. */
function polisCases(set: PolisSet, cut: Cut): Cases {
  const asked = set.statements.map(
    (statement): Asked => ({
      ...once(`${polisStep}/${polisItem(statement)}`, polisStep, { [set.lang]: titleOf(set) }),
      item: {
        id: polisItem(statement),
        type: 'agree',
        on: 'statement',
        text: { [set.lang]: statement.text },
        unit: 'people',
        base: 'valid',
      },
      open: true,
    }),
  )
  const places = new Map(asked.map(({ name }, n) => [name, n]))
  const [agree, disagree, pass] = stances.map(({ key }): Answer => ({ type: 'agree', value: key }))
  const groups = set.people.map(({ group }) => (group === '' ? null : groupLetter(group).toUpperCase()))
  return {
    cut,
    people: set.people.length,
    tables: [],
    clustered: false,
    weights: null,
    groups: groups.some((group) => group !== null) ? groups : null,
    items: new Map(asked.map((one) => [one.name, one])),
    answered: keeping(function* (name) {
      const statement = places.get(name)
      const [person, given]: [number[], (Answer | null)[]] = [[], []]
      for (const [n, row] of matrixOf(set).entries()) {
        const vote = statement === undefined ? undefined : row.get(statement)
        if (n % slice === slice - 1) yield
        if (vote === undefined) continue
        person.push(n)
        given.push((vote === 1 ? agree : vote === -1 ? disagree : pass) ?? null)
      }
      return { person, table: person.map(() => -1), given }
    }),
  }
}
