/**
 * The questionnaires of a dialogue as surveys, a row per person: by their pair, in order of pairs; never with seat, table
 * or time, and with a country, site or group of tables only where many answered there. Before and after of one questionnaire are columns side by side.
 */
import type { MissingValue, SurveyColumn, SurveySet, Variable } from '../voices/imported.ts'
import type { Answer, Item } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { Leaving, type Left } from '../file.ts'
import type { Snapshot } from '../snapshot/structure.ts'
import { families } from '../voices/places.ts'
import { answerOf, itemOf, type SnapshotPaired, type SnapshotStep } from '../snapshot/voices.ts'

type Asking = Extract<SnapshotStep, { readonly kind: 'questionnaire' }>
export type SurveyOut = {
  /** Names its files. */
  readonly name: string
  readonly titles: LocalText
  readonly set: SurveySet
  /** Of whom a question was asked, by variable. */
  readonly universe: ReadonlyMap<string, LocalText>
  readonly left: Left
}

/** Codes that no answer to choose from and no number can be. */
const gaps: readonly MissingValue[] = [
  { value: 'refused', label: 'refused', why: 'refused' },
  { value: 'not-asked', label: 'not asked', why: 'not-asked' },
  { value: 'illegible', label: 'illegible', why: 'illegible' },
  { value: '', label: 'nothing was given', why: null },
]
/** In a column of texts a word in brackets is no answer; what somebody wrote leaves as it is. */
const textGaps: readonly MissingValue[] = [
  { value: '(refused)', label: 'refused', why: 'refused' },
  { value: '(not asked)', label: 'not asked', why: 'not-asked' },
  { value: '(illegible)', label: 'illegible', why: 'illegible' },
  { value: '(not quoted)', label: 'withheld: this person does not want to be quoted', why: null },
  { value: '(erased)', label: 'erased', why: null },
  { value: '', label: 'nothing was given', why: null },
]
const placeLabels = {
  country: 'Country, where at least 20 people of it answered',
  site: 'Site, where at least 20 people answered',
  group: 'Group of tables, where at least 20 people answered',
} as const
const none = (answer: Answer | null, missing: readonly MissingValue[]): string | null =>
  answer === null ? '' : answer.type === 'none' ? (missing.find((one) => one.why === answer.why)?.value ?? '') : null

type Out = {
  readonly variable: Omit<Variable, 'name' | 'label' | 'role' | 'item' | 'step'>
  readonly more: string
  readonly label: LocalText
  readonly cell: (answer: Answer) => string
}
const number = { type: 'number', categories: [], missing: gaps } as const
const category = (categories: Variable['categories']) => ({ type: 'category', categories, missing: gaps }) as const
const said = (en: string): LocalText => ({ en })
const agreeing: Variable['categories'] = [
  { value: 'agree', label: said('agree') },
  { value: 'disagree', label: said('disagree') },
  { value: 'pass', label: said('pass') },
]
const choosing: Variable['categories'] = [
  { value: 'chosen', label: said('chosen') },
  { value: 'rejected', label: said('rejected') },
  { value: 'indifferent', label: said('indifferent') },
]

/** The columns that hold an item's answers. */
function columnsOf(item: Item): readonly Out[] {
  const one = (variable: Out['variable'], cell: Out['cell']): readonly Out[] => [
    { variable, more: '', label: item.text, cell },
  ]
  switch (item.type) {
    case 'agree':
      return item.on === 'nodes'
        ? []
        : one(category(agreeing), (answer) => (answer.type === 'agree' ? answer.value : ''))
    case 'single':
      return one(category(item.options.map(({ id, text }) => ({ value: id, label: text }))), (answer) =>
        answer.type === 'single' ? answer.option : '',
      )
    case 'scale':
      return one({ ...number, min: item.min, max: item.max }, (answer) =>
        answer.type === 'scale' ? String(answer.value) : '',
      )
    case 'number':
      return one(
        {
          ...number,
          ...(item.min === undefined ? {} : { min: item.min }),
          ...(item.max === undefined ? {} : { max: item.max }),
        },
        (answer) => (answer.type === 'number' ? String(answer.value) : ''),
      )
    case 'text':
      return one({ type: 'text', categories: [], missing: textGaps }, (answer) =>
        answer.type === 'text' ? answer.text : '',
      )
    case 'choose':
      return item.options.map(({ id, text }) => ({
        variable: { ...category(choosing), group: { name: item.id, label: item.text } },
        more: `_${id}`,
        label: text,
        cell: (answer) =>
          answer.type !== 'choose'
            ? ''
            : answer.chosen.includes(id)
              ? 'chosen'
              : answer.rejected.includes(id)
                ? 'rejected'
                : answer.indifferent.includes(id)
                  ? 'indifferent'
                  : '',
      }))
    // Neither is in a questionnaire.
    case 'recommendation':
    case 'support':
      return []
    case 'ranking':
      return item.options.map(({ id, text }) => ({
        variable: { ...number, min: 1, max: item.options.length, group: { name: item.id, label: item.text } },
        more: `_${id}`,
        label: text,
        cell: (answer) => {
          const place = answer.type === 'ranking' ? answer.order.indexOf(id) : -1
          return place < 0 ? '' : String(place + 1)
        },
      }))
    case 'placement':
      return (['x', 'y'] as const).map((axis) => ({
        variable: { ...number, min: 0, max: 100, group: { name: item.id, label: item.text } },
        more: `_${axis}`,
        label: Object.fromEntries(
          Object.entries(item[axis].low).map(([lang, low]) => [lang, `${low} – ${item[axis].high[lang] ?? ''}`]),
        ),
        cell: (answer) => (answer.type === 'placement' ? String(answer[axis]) : ''),
      }))
  }
}

/** A survey for each questionnaire that anybody answered. `withheld`: digests of texts that may not leave now. */
export function surveysOf(
  snapshot: Snapshot,
  texts: ReadonlyMap<string, string>,
  withheld: ReadonlySet<string>,
): readonly SurveyOut[] {
  const steps = (snapshot.voices?.steps ?? []).filter((one): one is Asking => one.kind === 'questionnaire')
  const people = new Map((snapshot.voices?.questionnaires ?? []).map((one) => [one.step, one.people]))
  return [...Map.groupBy(steps, ({ questionnaire }) => questionnaire)].flatMap(([name, all]) => {
    const answered = all.filter(({ id }) => (people.get(id) ?? []).length > 0)
    return answered.length === 0
      ? []
      : [surveyOf(name, mainLang(snapshot, answered), answered, people, texts, withheld)]
  })
}

/** The tables' language where everything was asked in it; a snapshot's keys stand in the order of the alphabet. */
function mainLang({ boards }: Snapshot, steps: readonly Asking[]): string {
  const first = steps[0]?.items[0]
  const asked = Object.keys(first !== undefined && 'text' in first ? first.text : {})
  return [boards[0]?.lang ?? 'en', 'en'].find((one) => asked.includes(one)) ?? asked[0] ?? 'en'
}

function surveyOf(
  name: string,
  lang: string,
  steps: readonly Asking[],
  people: ReadonlyMap<string, readonly SnapshotPaired[]>,
  texts: ReadonlyMap<string, string>,
  withheld: ReadonlySet<string>,
): SurveyOut {
  const left = new Leaving()
  const pairs = [...new Set(steps.flatMap(({ id }) => (people.get(id) ?? []).map(({ pair }) => pair)))].sort()
  const variables: Variable[] = [
    {
      name: 'pair',
      label: said('A person, by a code drawn by chance'),
      type: 'text',
      role: 'id',
      categories: [],
      missing: [],
      item: null,
      step: null,
    },
  ]
  const columns: SurveyColumn[] = [{ values: pairs, cells: pairs.map((_, n) => n) }]
  const universe = new Map<string, LocalText>()
  const taken = new Set(['pair'])
  const placed = new Map(steps.flatMap(({ id }) => (people.get(id) ?? []).map((one) => [one.pair, one] as const)))
  for (const family of families) {
    const cells = pairs.map((pair) => placed.get(pair)?.[family] ?? '')
    const values = [...new Set(cells)].filter((one) => one !== '').sort()
    if (values.length === 0) continue
    const name = `${family === 'group' ? 'table_group' : family}`
    taken.add(name)
    variables.push({
      name,
      label: said(placeLabels[family]),
      type: 'category',
      // To divide people by; nobody was asked it.
      role: 'answer',
      categories: values.map((value) => ({ value, label: said(value) })),
      missing: [{ value: '', label: 'fewer than 20 answered there', why: null }],
      item: null,
      step: null,
    })
    columns.push(columnOf(cells))
  }
  for (const step of steps) {
    const given = new Map(
      (people.get(step.id) ?? []).map((one) => [one.pair, new Map(one.answers.map((of) => [of.item, of.answer]))]),
    )
    for (const of of step.items) {
      const item = itemOf(of, texts)
      const all = columnsOf(item)
      if (all.length === 0) left.note('other-items')
      for (const { variable, more, label, cell } of all) {
        const plain = `${item.id}${more}`
        const base = step.wave === 'session' ? plain : `${plain}_${step.wave}`
        const called = taken.has(base) ? `${step.id}_${plain}` : base
        taken.add(called)
        variables.push({
          ...variable,
          name: called,
          label,
          role: 'answer',
          item: item.id,
          step: step.id,
          ...(step.wave === 'session' ? {} : { wave: step.wave, question: plain }),
        })
        if (item.showIf !== undefined)
          universe.set(
            called,
            said(`Asked of those who answered ${item.showIf.item} with ${item.showIf.is.join(' or ')}`),
          )
        columns.push(
          columnOf(
            pairs.map((pair) => {
              const value = given.get(pair)?.get(item.id)
              const answer = value === undefined ? null : answerOf(value, texts)
              const gap = none(answer, variable.missing)
              if (gap !== null || answer === null || value === undefined) return gap ?? ''
              if (value.type !== 'text' || texts.has(value.text)) return cell(answer)
              if (!withheld.has(value.text)) return '(erased)'
              left.note('withheld-texts')
              return '(not quoted)'
            }),
          ),
        )
      }
    }
  }
  const titles = steps[0]?.title ?? said(name)
  return {
    name,
    titles,
    universe,
    left: left.all(),
    set: { from: 'survey', lang, title: titles[lang] ?? name, head: [], people: pairs, variables, columns },
  }
}

function columnOf(cells: readonly string[]): SurveyColumn {
  const at = new Map<string, number>()
  const indexes = cells.map((cell) => {
    const index = at.get(cell) ?? at.size
    at.set(cell, index)
    return index
  })
  return { values: [...at.keys()], cells: indexes }
}
