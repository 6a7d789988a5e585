/**
 * A poll or survey of another tool, as one row of a dialogue's voices: in columns, because a row for each of a hundred
 * thousand votes would be a journal of its own. Everything of the files is in it, so that they can be written again; the
 * seats and ballots that everybody else reads are views of these columns, made when somebody looks.
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { BoardId, TableId } from '../ids.ts'
import { seatCode } from '../ids.ts'
import type { Answer, ItemKey, NoAnswer } from '../dialogue/items.ts'
import type { Cast, Round, SeatState, Voices } from './fold.ts'
import { roundName, type Consent } from './rows.ts'

/** Where the people of a file sit: as many tables as they need, filled in the order of the file. */
export type ImportedPlace = {
  readonly table: TableId
  readonly board: BoardId
  readonly number: number
  /** Of the people of the set, by their place in its list. */
  readonly people: readonly number[]
}

export type PolisStatement = {
  readonly id: string
  readonly author: string
  /** As the file says it: seconds or milliseconds (`PolisSet.seconds`). */
  readonly at: number
  /** 1 accepted, 0 not looked at, -1 rejected. */
  readonly moderated: -1 | 0 | 1
  readonly importance?: string
  readonly text: string
  /** Where the file counts otherwise than its own log of votes. */
  readonly given?: { readonly agrees: number; readonly disagrees: number }
}
export type PolisPerson = {
  readonly id: string
  readonly xid?: string
  /** Empty: too few votes for a group. */
  readonly group: string
  /** Voted, and has no row in the matrix. */
  readonly unlisted?: true
  /** Where the file counts otherwise than its own matrix: comments, votes, agrees, disagrees. */
  readonly given?: readonly [number, number, number, number]
}
/** `comment-groups.csv` as it came: a figure per statement and column. */
export type PolisGroups = {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly id: string; readonly figures: readonly number[] }[]
}
/** How the export wrote its times in words: zones by name and minutes from UTC; of each file runs of `rows zone`. */
export type PolisDates = {
  readonly zones: readonly (readonly [name: string, minutes: number])[]
  readonly comments: string
  readonly votes: string
}
export type PolisSet = {
  readonly from: 'polis'
  readonly lang: string
  readonly summary: readonly (readonly [string, string])[]
  readonly seconds: boolean
  readonly columns: {
    readonly importance: boolean
    readonly xid: boolean
    readonly important: boolean
    /** `participants-votes.csv`, as older exports call it. */
    readonly older: boolean
  }
  readonly statements: readonly PolisStatement[]
  readonly people: readonly PolisPerson[]
  /** Statements that the matrix has a column for. */
  readonly matrix: readonly number[]
  /** Every vote that was ever logged, in the file's order: indexes into statements and people, the vote, the time. */
  readonly log: {
    readonly statement: readonly number[]
    readonly person: readonly number[]
    readonly vote: readonly number[]
    readonly at: readonly number[]
    readonly important?: readonly string[]
  }
  /** Cells in which the file's matrix is not the last vote of its log: person, statement, vote (null: empty). */
  readonly differ: readonly (readonly [number, number, number | null])[]
  readonly groups: PolisGroups | null
  /** Missing where the words were otherwise: they leave in UTC then. */
  readonly dates?: PolisDates
}

export const roles = ['answer', 'weight', 'id', 'table', 'row'] as const
export type VariableRole = (typeof roles)[number]
export type MissingValue = {
  readonly value: string
  readonly label: string
  /** Null: a missing value of the file's own that is none of ours; it keeps its label and counts as no answer at all. */
  readonly why: NoAnswer | null
}
/** Of how many times at most a person may be asked; `after` is always the last, and there may be none between. */
export const mostWaves = 12
const between = [
  'time-2',
  'time-3',
  'time-4',
  'time-5',
  'time-6',
  'time-7',
  'time-8',
  'time-9',
  'time-10',
  'time-11',
] as const
export const waveNames = ['before', ...between, 'after'] as const
export type WaveName = (typeof waveNames)[number]
/** What the nth of so many times is called, from 0. */
export const waveName = (n: number, of: number): WaveName =>
  n === of - 1 ? 'after' : n === 0 ? 'before' : (between[n - 1] ?? 'after')

export type Variable = {
  /** As the file calls it. */
  readonly name: string
  /** The question, in the languages it was asked in; empty where nobody says it. */
  readonly label: LocalText
  readonly type: 'number' | 'category' | 'text'
  readonly role: VariableRole
  /** Its numbers are written `0,83`. */
  readonly decimal?: ','
  readonly categories: readonly { readonly value: string; readonly label: LocalText }[]
  readonly missing: readonly MissingValue[]
  readonly min?: number
  readonly max?: number
  /** Of a question that was asked several times: which time, and the name that all share. */
  readonly wave?: WaveName
  readonly question?: string
  /** One question with several answers is several variables: the question they are of. */
  readonly group?: { readonly name: string; readonly label: LocalText }
  /** The item that asks it; null for what is no answer. */
  readonly item: string | null
  readonly step: string | null
}
/**
 * How a table was written, beside what stands in it: with this it leaves byte by byte as it came. Missing where a row per
 * person was made of two.
 */
export type SurveyLayout = {
  /** A byte order mark before it; a first line that says what stands between cells. */
  readonly mark: boolean
  readonly says: boolean
  readonly separator: string
  readonly end: string
  /** Whether the last line ends. */
  readonly ended: boolean
  /** The header's cells as they stood; variables are its columns but for `empty`, which have neither name nor content. */
  readonly header: readonly string[]
  readonly empty: readonly number[]
  /** Rows with nothing in them: before which row (remarks, header and people together), with how many cells. */
  readonly blank: readonly (readonly [row: number, cells: number])[]
  /** Which cells stand in quotes, by a rule; and the steps from one cell to the next that stands otherwise. */
  readonly quoted: 'needed' | 'all' | 'texts'
  readonly otherwise: string
}
/** A column: its distinct cells, and which of them each person has. */
export type SurveyColumn = { readonly values: readonly string[]; readonly cells: readonly number[] }
export type SurveySet = {
  readonly from: 'survey'
  readonly lang: string
  readonly title: string
  /** Rows of `name, value` that stood above the table. */
  readonly head: readonly (readonly string[])[]
  readonly people: readonly string[]
  readonly variables: readonly Variable[]
  readonly columns: readonly SurveyColumn[]
  readonly layout?: SurveyLayout
}
export type ImportedSet = PolisSet | SurveySet

/** As a file of open data is: its publisher settled with its people what may be shown; nobody was asked here. */
export const importedConsent = (lang: string): Consent => ({
  version: 'imported',
  quoted: true,
  observed: true,
  lang,
  how: 'paper',
})

/** The step and the item of each statement of a Polis set. */
export const polisStep = 'polis'
/** The item that a statement of a poll becomes: ids of Polis are numbers, ours begin with a letter. */
export const polisItem = (statement: PolisStatement): string => `s${statement.id}`

/** Milliseconds, whichever the file counts in. */
export const timeOf = (set: PolisSet, at: number): number => (set.seconds ? at * 1000 : at)

/**
 * The last vote of each person on each statement: indexes into the log, by person then statement. Of two at one moment
 * the one further down counts.
 */
export function lastVotes(set: Pick<PolisSet, 'log'>): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const { statement, person, at } = set.log
  const last = new Map<number, Map<number, number>>()
  for (let n = 0; n < statement.length; n++) {
    const [s = 0, p = 0] = [statement[n], person[n]]
    let of = last.get(p)
    if (of === undefined) last.set(p, (of = new Map()))
    const before = of.get(s)
    if (before === undefined || (at[n] ?? 0) >= (at[before] ?? 0)) of.set(s, n)
  }
  return last
}

const polisAnswers: Readonly<Record<string, Answer>> = {
  '1': { type: 'agree', value: 'agree' },
  '0': { type: 'agree', value: 'pass' },
  '-1': { type: 'agree', value: 'disagree' },
}

/** What a cell of a survey is as an answer; null for a missing value that is none of ours, and for what no item asks. */
export function surveyAnswer(variable: Variable, value: string, lang: string): Answer | null {
  const missing = variable.missing.find((one) => one.value === value)
  if (missing !== undefined) return missing.why === null ? null : { type: 'none', why: missing.why }
  if (variable.type === 'text') return { type: 'text', text: value, lang }
  if (variable.type === 'category') {
    const option = variable.categories.findIndex((one) => one.value === value)
    return option < 0 ? null : { type: 'single', option: optionId(option) }
  }
  // Sets that came in before empty cells were told from 0 hold them without a missing value that says so.
  if (value.trim() === '') return null
  const number = numberOf(variable, value)
  return isScale(variable) && Number.isInteger(number)
    ? { type: 'scale', value: number }
    : { type: 'number', value: number }
}
/** A cell as a number, with the decimal sign that its column uses; NaN where it is none. */
export const numberOf = ({ decimal }: Pick<Variable, 'decimal'>, value: string): number =>
  Number(decimal === undefined ? value : value.replace(decimal, '.'))
/** The id of the option that the nth value of a column becomes, from 0. */
export const optionId = (n: number): string => `o${n + 1}`
/** Whole steps between two ends that the codebook names. */
export const isScale = ({ type, role, min, max }: Variable): boolean =>
  type === 'number' &&
  role === 'answer' &&
  Number.isInteger(min) &&
  Number.isInteger(max) &&
  (max ?? 0) - (min ?? 0) <= 100

const phoneOnly = (answer: Answer, at: number): Cast => ({
  phone: { answer, sent: true, at },
  paper: null,
  settled: null,
})

function castsOf(set: ImportedSet, place: ImportedPlace, step: string, at: number): Round['casts'] {
  const casts = new Map<ItemKey, Map<string, Cast>>()
  const seats = place.people.map((_, n) => seatCode(place.number, n + 1))
  const of = (item: string): Map<string, Cast> => {
    let found = casts.get(item)
    if (found === undefined) casts.set(item, (found = new Map()))
    return found
  }
  if (set.from === 'polis') {
    const last = lastOf(set)
    place.people.forEach((person, n) => {
      for (const [statement, vote] of last.get(person) ?? []) {
        const [asked, answer] = [set.statements[statement], polisAnswers[String(set.log.vote[vote])]]
        if (asked === undefined || answer === undefined) continue
        of(polisItem(asked)).set(seats[n] ?? '', phoneOnly(answer, timeOf(set, set.log.at[vote] ?? 0)))
      }
    })
    return casts
  }
  set.variables.forEach((variable, index) => {
    const column = set.columns[index]
    if (variable.item === null || variable.step !== step || column === undefined) return
    // One cast for all who gave the same answer: a survey has half a million cells.
    const same = column.values.map((value) => {
      const answer = surveyAnswer(variable, value, set.lang)
      return answer === null ? null : phoneOnly(answer, at)
    })
    const given = of(variable.item)
    place.people.forEach((person, n) => {
      const cast = same[column.cells[person] ?? -1] ?? null
      if (cast !== null) given.set(seats[n] ?? '', cast)
    })
  })
  return casts
}

/** Each table's part is made alone; the log is gone through once for all of them. */
const lasts = new WeakMap<PolisSet, ReturnType<typeof lastVotes>>()
function lastOf(set: PolisSet): ReturnType<typeof lastVotes> {
  let last = lasts.get(set)
  if (last === undefined) lasts.set(set, (last = lastVotes(set)))
  return last
}

/**
 * The steps in which its people were asked, in the order of the columns: one for a poll, one for each wave of a
 * survey.
 */
export const stepsOf = (set: ImportedSet): readonly string[] =>
  set.from === 'polis' ? [polisStep] : [...new Set(set.variables.flatMap(({ step }) => (step === null ? [] : [step])))]

/** Seats and rounds of an imported set beside those that are there. */
export function importedInto(
  voices: Voices,
  { set, places }: { readonly set: ImportedSet; readonly places: readonly ImportedPlace[] },
  at: number,
): Voices {
  const seats = new Map(voices.seats)
  const rounds = new Map(voices.rounds)
  const consent = importedConsent(set.lang)
  for (const place of places) {
    place.people.forEach((person, n) => {
      const seat = seatCode(place.number, n + 1)
      const of = set.people[person]
      const pair = typeof of === 'string' ? of : (of?.id ?? String(person))
      const state: SeatState = {
        seat,
        table: place.table,
        device: null,
        session: null,
        held: 'paper',
        consent,
        consentAt: at,
        satAt: at,
        pair,
      }
      seats.set(seat, state)
    })
    for (const step of stepsOf(set)) {
      let made: Round['casts'] | null = null
      rounds.set(roundName(place.board, step), {
        board: place.board,
        step,
        state: 'closed',
        openedAt: at,
        closedAt: at,
        revealedAt: null,
        nodes: [],
        sheets: new Map(),
        get casts() {
          return (made ??= castsOf(set, place, step, at))
        },
      })
    }
  }
  return { ...voices, seats, rounds, imports: [...voices.imports, { set, places }] }
}
