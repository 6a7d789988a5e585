/**
 * Figures of an imported poll or survey, counted from its columns: by question, of everybody or of one part of the people,
 * weighted where the file has weights. A count stays a count of people; shares, means and medians are weighted, and the
 * figure says how many people without weights would be worth as much.
 */
import {
  numberOf,
  polisItem,
  polisStep,
  surveyAnswer,
  type ImportedSet,
  type PolisSet,
  type SurveySet,
  type WaveName,
} from './imported.ts'
import { itemOf } from './imported-dialogue.ts'
import { changesOf, type Wave } from './change.ts'
import type { Change, Figure, FigureRow, Weighed } from './figure.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { Answer, Item } from '../dialogue/items.ts'
import { groupLetter, matrixOf } from './polis-matrix.ts'
import { stances } from './stances.ts'

/** What people can be divided by, as the file has it: a column of few values, or the opinion groups of a Polis set. */
export type Division = {
  readonly key: string
  /** Empty: the opinion groups of a Polis set, which have no name of their own. */
  readonly label: LocalText
  readonly parts: readonly { readonly key: string; readonly text: LocalText; readonly people: readonly number[] }[]
}
export type ImportedStep = {
  readonly step: string
  readonly wave: WaveName | null
  readonly figures: readonly Figure[]
}
/** Whom a figure is of: places in the set's list of people. Null: everybody. */
type People = readonly number[] | null

/** More parts than this are no groups to read side by side, but tables may be many. */
const most = { parts: 24, tables: 99 } as const
/** A number of few values is told value by value. */
const mostValues = 20

/**
 * A weight for each person in the order of the set; 0 where the file has none that is a positive number. Null for a
 * poll, and for a survey without weights.
 */
export function weightColumn(set: ImportedSet): { readonly name: string; readonly of: readonly number[] } | null {
  if (set.from === 'polis') return null
  const at = set.variables.findIndex(({ role }) => role === 'weight')
  const [variable, column] = [set.variables[at], set.columns[at]]
  if (variable === undefined || column === undefined) return null
  const values = column.values.map((one) => {
    const value = numberOf(variable, one)
    return one.trim() !== '' && Number.isFinite(value) && value > 0 ? value : 0
  })
  return { name: variable.name, of: column.cells.map((cell) => values[cell] ?? 0) }
}

/** So many people without weights say as much as these with theirs (Kish): the square of the sum over the sum of squares. */
function weighed(weights: readonly number[]): Weighed {
  let [sum, squares, without] = [0, 0, 0]
  for (const one of weights) {
    sum += one
    squares += one * one
    if (one === 0) without += 1
  }
  return { sum, effective: squares === 0 ? 0 : (sum * sum) / squares, without }
}
/** The weights of everybody, with what they cost in precision (Kish's effective number). */
export const weighedAll = (set: ImportedSet): (Weighed & { readonly name: string }) | null => {
  const column = weightColumn(set)
  return column === null ? null : { name: column.name, ...weighed(column.of) }
}

/**
 * By what a file divides its people: a poll's opinion groups, a survey's tables and each column of few values. Every
 * part lists places in `set.people`.
 */
export function divisionsOf(set: ImportedSet): readonly Division[] {
  const everybody = set.people.map((_, n) => n)
  if (set.from === 'polis') {
    const groups = Map.groupBy(everybody, (person) => set.people[person]?.group ?? '')
    if ([...groups.keys()].every((one) => one === '')) return []
    const parts = [...groups]
      .map(([group, people]) => ({ letter: group === '' ? '' : groupLetter(group).toUpperCase(), people }))
      .sort((a, b) => Number(a.letter === '') - Number(b.letter === '') || (a.letter < b.letter ? -1 : 1))
      .map(({ letter, people }) => ({ key: letter, text: letter === '' ? {} : { und: letter }, people }))
    return [{ key: 'group', label: {}, parts }]
  }
  return set.variables.flatMap((variable, n): readonly Division[] => {
    const column = set.columns[n]
    if (column === undefined || (variable.role !== 'answer' && variable.role !== 'table')) return []
    if (variable.role === 'answer' && variable.type === 'text') return []
    const gaps = new Set(variable.missing.map(({ value }) => value))
    const by = Map.groupBy(everybody, (person) => column.values[column.cells[person] ?? -1] ?? '')
    const values = [...by.keys()].filter((value) => !gaps.has(value) && value !== '')
    const limit = variable.role === 'table' ? most.tables : most.parts
    if (values.length < 2 || values.length > limit) return []
    if (variable.type === 'number' && variable.role === 'answer' && !values.every((one) => /^-?\d+$/.test(one)))
      return []
    const inOrder =
      variable.type === 'category'
        ? variable.categories.filter(({ value }) => by.has(value))
        : values
            .sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1))
            .map((value) => ({ value, label: {} as LocalText }))
    return [
      {
        key: variable.name,
        label: Object.keys(variable.label).length === 0 ? { und: variable.name } : variable.label,
        parts: inOrder.map(({ value, label }) => ({
          key: value,
          text: Object.keys(label).length === 0 ? { und: value } : label,
          people: by.get(value) ?? [],
        })),
      },
    ]
  })
}

/** Of each step its figures, a question each, in the order of the file. */
export function importedFigures(set: ImportedSet, people: People = null): readonly ImportedStep[] {
  return set.from === 'polis' ? [ofPolis(set, people)] : ofSurvey(set, people)
}

const nothing: Pick<Figure, 'mean' | 'median' | 'centre' | 'points' | 'texts'> = {
  mean: null,
  median: null,
  centre: null,
  points: [],
  texts: [],
}
const unit = { unit: 'people', base: 'valid' } as const

/** The matrix counts: of each person the last vote, as the figures of the file's own groups do. */
function ofPolis(set: PolisSet, people: People): ImportedStep {
  const all = matrixOf(set)
  const rows = people === null ? all : people.flatMap((person) => all[person] ?? [])
  const counts = set.statements.map(() => [0, 0, 0])
  for (const row of rows)
    for (const [statement, vote] of row) {
      const count = counts[statement]
      if (count !== undefined)
        count[vote === 1 ? 0 : vote === -1 ? 1 : 2] = (count[vote === 1 ? 0 : vote === -1 ? 1 : 2] ?? 0) + 1
    }
  const order = ['agree', 'disagree', 'pass'] as const
  return {
    step: polisStep,
    wave: null,
    figures: set.statements.map((statement, n): Figure => {
      const [valid, count] = [(counts[n] ?? []).reduce((sum, one) => sum + one, 0), counts[n] ?? []]
      return {
        item: polisItem(statement),
        type: 'agree',
        text: { [set.lang]: statement.text },
        ...unit,
        // Nobody is asked to vote on every statement: how many saw it no file says.
        asked: null,
        valid,
        none: { refused: null, notAsked: null, illegible: null },
        denominator: valid,
        rows: stances.map(({ key, text }): FigureRow => {
          const n = count[order.findIndex((one) => one === key)] ?? 0
          return { key, text, count: n, share: valid === 0 ? null : n / valid }
        }),
        ...nothing,
      }
    }),
  }
}

function ofSurvey(set: SurveySet, people: People): readonly ImportedStep[] {
  const weights = weightColumn(set)?.of ?? null
  const steps = new Map<string, { wave: ImportedStep['wave']; figures: Figure[] }>()
  set.variables.forEach((variable, n) => {
    const column = set.columns[n]
    const [item] = itemOf(set, variable)
    if (column === undefined || item === undefined || variable.step === null) return
    const answers = column.values.map((value) => surveyAnswer(variable, value, set.lang))
    const cells = people === null ? column.cells : people.map((person) => column.cells[person] ?? -1)
    const weightOf = weights === null ? null : people === null ? weights : people.map((one) => weights[one] ?? 0)
    const of = steps.get(variable.step) ?? { wave: variable.wave ?? null, figures: [] }
    of.figures.push(questionOf(item, answers, cells, weightOf))
    steps.set(variable.step, of)
  })
  return [...steps].map(([step, of]) => ({ step, ...of }))
}

/** `answers`: of each value of the column; `cells`: whose value is which. */
function questionOf(
  item: Item,
  answers: readonly (Answer | null)[],
  cells: readonly number[],
  weights: readonly number[] | null,
): Figure {
  const counts = answers.map(() => 0)
  const sums = answers.map(() => 0)
  const used: number[] = []
  cells.forEach((cell, person) => {
    const answer = answers[cell]
    if (answer === undefined) return
    counts[cell] = (counts[cell] ?? 0) + 1
    const weight = weights === null ? 1 : (weights[person] ?? 0)
    sums[cell] = (sums[cell] ?? 0) + weight
    if (weights !== null && answer !== null && answer.type !== 'none') used.push(weight)
  })
  const none = (why: string): number =>
    answers.reduce((all, one, n) => (one?.type === 'none' && one.why === why ? all + (counts[n] ?? 0) : all), 0)
  const valid = answers.reduce((all, one, n) => (one === null || one.type === 'none' ? all : all + (counts[n] ?? 0)), 0)
  const whole = answers.reduce((all, one, n) => (one === null || one.type === 'none' ? all : all + (sums[n] ?? 0)), 0)
  const notAsked = none('not-asked')
  const row = (key: string, text: LocalText, is: (answer: Answer) => boolean): FigureRow => {
    let [count, sum] = [0, 0]
    answers.forEach((one, n) => {
      if (one === null || !is(one)) return
      count += counts[n] ?? 0
      sum += sums[n] ?? 0
    })
    return { key, text, count, share: whole > 0 ? sum / whole : null }
  }
  const numbers = answers.flatMap((one, n) =>
    one !== null && (one.type === 'scale' || one.type === 'number') && (counts[n] ?? 0) > 0
      ? [{ value: one.value, count: counts[n] ?? 0, sum: sums[n] ?? 0 }]
      : [],
  )
  numbers.sort((a, b) => a.value - b.value)
  const texts = answers.flatMap((one, n) =>
    one?.type === 'text' && one.text !== '' && (counts[n] ?? 0) > 0 ? [{ text: one.text, lang: one.lang }] : [],
  )
  return {
    item: item.id,
    type: item.type,
    text: item.text,
    ...unit,
    asked: cells.length - notAsked,
    valid,
    none: { refused: none('refused'), notAsked, illegible: none('illegible') },
    denominator: valid,
    ...(weights === null ? {} : { weight: weighed(used) }),
    rows: rowsOf(item, numbers, row),
    ...nothing,
    mean:
      whole > 0 && numbers.length > 0 ? numbers.reduce((all, { value, sum }) => all + value * sum, 0) / whole : null,
    median: middleOf(numbers),
    texts: texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)),
    ...(item.type === 'scale' ? { ends: { low: item.low, high: item.high } } : {}),
  }
}

type Numbers = readonly { readonly value: number; readonly sum: number }[]

function rowsOf(
  item: Item,
  numbers: Numbers,
  row: (key: string, text: LocalText, is: (answer: Answer) => boolean) => FigureRow,
): readonly FigureRow[] {
  const step = (value: number): FigureRow =>
    row(
      String(value),
      { und: String(value) },
      (one) => (one.type === 'scale' || one.type === 'number') && one.value === value,
    )
  if (item.type === 'single')
    return item.options.map(({ id, text }) => row(id, text, (one) => one.type === 'single' && one.option === id))
  if (item.type === 'number') return numbers.length > mostValues ? [] : numbers.map(({ value }) => step(value))
  if (item.type !== 'scale' || item.max - item.min > mostValues) return []
  // A value between two steps is on none of them: then the rows would not add up, and the mean alone is told.
  if (numbers.some(({ value }) => !Number.isInteger(value))) return []
  return Array.from({ length: item.max - item.min + 1 }, (_, n) => step(item.min + n))
}

/** The value beneath which half of the weight lies; the mean of two where it lies between them. */
function middleOf(numbers: Numbers): number | null {
  const half = numbers.reduce((all, { sum }) => all + sum, 0) / 2
  if (half === 0) return null
  let below = 0
  for (const [n, { value, sum }] of numbers.entries()) {
    below += sum
    const next = numbers[n + 1]
    // Sums of fractions are not exact: what is as good as half is half.
    if (next !== undefined && Math.abs(below - half) < half * 1e-9) return (value + next.value) / 2
    if (below > half) return value
  }
  return numbers.at(-1)?.value ?? null
}

/** From before to after, of those who answered both. Pairs are counted person by person, so none where people have weights. */
export function importedChanges(set: ImportedSet): readonly Change[] {
  if (set.from === 'polis' || weightColumn(set) !== null) return []
  const side = (wave: 'before' | 'after'): { readonly items: readonly Item[]; readonly people: Wave } => {
    const of = set.variables.flatMap((variable, n) => {
      const [column, [item]] = [set.columns[n], itemOf(set, variable)]
      if (variable.wave !== wave || column === undefined || item === undefined) return []
      return [{ item, column, answers: column.values.map((value) => surveyAnswer(variable, value, set.lang)) }]
    })
    const people = set.people.map((id, person): [string, Record<string, Answer>] => [
      id,
      Object.fromEntries(
        of.flatMap(({ item, column, answers }) => {
          const answer = answers[column.cells[person] ?? -1] ?? null
          return answer === null ? [] : [[item.id, answer]]
        }),
      ),
    ])
    return { items: of.map(({ item }) => item), people: new Map(people) }
  }
  const [before, after] = [side('before'), side('after')]
  return before.items.length === 0 || after.items.length === 0 ? [] : changesOf('survey', { before, after }, false)
}
