/** Random halls, what one audience is told of them in whichever order it asks, and what that says of its people in sums. */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { whole } from '@tablee/shared/results/cases'
import { hallCases, type Hall } from '@tablee/shared/results/hall-cases'
import { askOutside, type Leaving } from '@tablee/shared/results/outside'
import type { Question } from '@tablee/shared/results/question'
import type { Refused, Told } from '@tablee/shared/results/told'
import { resultsOf } from '@tablee/shared/voices/results'
import { agree, choose, items, options, scale, single } from '../voices/voting.ts'
import { seeded, type Random } from '../support/seeded.ts'
import { workedOut, type Attribute, type Fact, type Kind } from './attacker.ts'
import { hallOf, type StepOf, type TableOf } from './hall.ts'

/** One question: where it is asked, and what can be said to it. */
type Asking = {
  readonly step: string
  readonly item: Item
  readonly answers: readonly Answer[]
  readonly keys: readonly string[]
  /** Of several answers each: which rows each of `keys` is in. */
  readonly several?: readonly (readonly string[])[]
}
const ofOptions = (step: string, id: string, n: number): Asking => ({
  step,
  item: { ...items.single, id, options: options(n) },
  answers: options(n).map((one) => single(one.id)),
  keys: options(n).map((one) => one.id),
})
/** One, the other, both or none of two. */
const sets = [[], ['o1'], ['o2'], ['o1', 'o2']] as const
const stances = ['agree', 'disagree', 'pass'] as const

export type Size = {
  readonly twice: boolean
  readonly most: number
  readonly places: number
  readonly several?: boolean
}
export type Day = {
  readonly hall: Hall
  readonly attributes: readonly Attribute[]
  readonly people: readonly Kind[]
  readonly askings: readonly Asking[]
  /** Where each place of the first attribute is. */
  readonly places: readonly { readonly country: string; readonly site: string; readonly group: string | null }[]
  readonly of: Leaving
}

/**
 * A hall that says where it lives and votes; `twice`: which is asked before and after, too. `most`: of how many questions it
 * votes, at up to how many places.
 */
export function aDay(seed: number, { twice: pairs, most, places: sites, several = false }: Size): Day {
  const { below, next } = seeded(seed)
  const twice = { text: { en: 'Would you?' }, ...ofOptions('before', 'twice', 2) }
  const askings: readonly Asking[] = [
    ofOptions('before', 'lives', 2 + below(2)),
    ...(pairs ? [twice, { ...twice, step: 'after' }] : []),
    ...[
      {
        step: 'vote',
        item: { ...items.agree, id: 'stop' },
        answers: stances.map((one) => agree(one)),
        keys: [...stances],
      },
      {
        step: 'vote',
        item: { ...items.scale, id: 'far', max: 3 },
        answers: [1, 2, 3].map((n) => scale(n)),
        keys: ['1', '2', '3'],
      },
    ].slice(0, most),
    ...(several
      ? [
          {
            step: 'vote',
            item: { ...items.choose, id: 'who', unit: 'answers' as const, options: options(2) },
            answers: sets.map((chosen) => choose(chosen)),
            keys: sets.map((chosen) => chosen.join('+')),
            several: sets,
          },
        ]
      : []),
  ]
  const places = Array.from({ length: 1 + below(sites) }, (_, n) => ({
    country: n < 2 ? 'FR' : 'DE',
    site: `Site ${n}`,
    group: next() < 0.5 ? null : `G${below(2)}`,
  }))
  const attributes: readonly Attribute[] = [
    { name: 'place', values: places.length, place: true },
    ...askings.map(({ step, item, keys }) => ({
      name: `${step}/${item.id}`,
      values: keys.length + 1,
      none: keys.length,
    })),
  ]
  const alike = askings.map(() => next())
  const silent = next() < 0.4 ? 0 : next() * 0.1
  const tables = Array.from({ length: places.length + below(4) }, (_, n) => ({
    place: n % places.length,
    people: Array.from({ length: 4 + below(14) }, (): Kind => {
      const mind = next()
      return [
        n % places.length,
        ...askings.map(({ keys }, at) => {
          if (next() < silent) return keys.length
          const said = next() < (alike[at] ?? 0) ? mind : next()
          return Math.min(keys.length - 1, Math.floor(said * keys.length))
        }),
      ]
    }),
  }))
  const inStep = (step: string) => askings.filter((one) => one.step === step)
  const questionnaire = (wave: 'before' | 'after'): StepOf => ({
    id: wave,
    items: inStep(wave).map(({ item }) => item),
    task: { kind: 'questionnaire', questionnaire: 'q', wave },
  })
  const steps: readonly StepOf[] = [
    questionnaire('before'),
    { id: 'vote', items: inStep('vote').map(({ item }) => item) },
    questionnaire('after'),
  ].filter(({ items: all }) => all.length > 0)
  const hall = hallOf(
    steps,
    tables.map(({ place, people }): TableOf => {
      const { group, ...at } = places[place] ?? { country: 'FR', site: '', group: null }
      return {
        ...at,
        ...(group === null ? {} : { group }),
        ballots: Object.fromEntries(
          steps.map(({ id }) => [
            id,
            people.map((kind) =>
              Object.fromEntries(
                askings.flatMap((one, n) => {
                  const answer = one.answers[kind[n + 1] ?? -1]
                  return one.step === id && answer !== undefined ? [[one.item.id, answer]] : []
                }),
              ),
            ),
          ]),
        ),
      }
    }),
  )
  const cases = whole(hallCases(hall, { published: true }))
  return {
    hall,
    attributes,
    people: tables.flatMap(({ people }) => people),
    askings,
    places,
    of: { hall, cases, set: null },
  }
}

/** Everything that could be asked, each way round. */
export function questionsOf({ askings }: Pick<Day, 'askings'>): readonly Question[] {
  const names = askings.map(({ step, item }) => `${step}/${item.id}`)
  return names.flatMap((of) =>
    (['all', 'country', 'site', 'group', 'table', ...names.map((item) => ({ item }))] as const).flatMap((by) =>
      (['valid', 'all'] as const).map((base): Question => ({ of, unit: 'people', base, by, weight: 'none' })),
    ),
  )
}
/** As many of them as somebody likes, in whichever order. */
export function someOf(all: readonly Question[], { next, below }: Random): readonly Question[] {
  const share = next()
  const asked = all.filter(() => next() < share)
  for (let n = asked.length - 1; n > 0; n -= 1) {
    const other = below(n + 1)
    const [one, two] = [asked[n], asked[other]]
    if (one !== undefined && two !== undefined) [asked[n], asked[other]] = [two, one]
  }
  return asked
}
export const ask = ({ of }: Pick<Day, 'of'>, question: Question): Told | Refused => whole(askOutside(of, question))

type Values = readonly number[]
/** What an answer says, as sums of kinds of people. */
export function factsOf(day: Day, question: Question, told: Told): readonly Fact[] {
  const { askings, places } = day
  const at = (name: string): number => 1 + askings.findIndex(({ step, item }) => `${step}/${item.id}` === name)
  const valuesOf = (attribute: number, key: string, merged: readonly string[] = [key]): Values => {
    const { keys = [], several } = askings[attribute - 1] ?? {}
    if (several !== undefined) return several.flatMap((chosen, n) => (chosen.includes(key) ? [n] : []))
    return merged.map((one) => (one === 'none' ? keys.length : keys.indexOf(one)))
  }
  const [of, by] = [at(question.of), question.by]
  const silent = askings[of - 1]?.keys.length ?? 0
  const isIn = (column: Told['columns'][number]): ((kind: Kind) => boolean) => {
    if (column.key === 'all') return () => true
    if (typeof by === 'object') {
      const values = valuesOf(at(by.item), column.key, column.merged)
      return (kind) => values.includes(kind[at(by.item)] ?? -1)
    }
    return (kind) => {
      const place = places[kind[0] ?? -1]
      return by !== 'all' && by !== 'table' && place?.[by] === column.key
    }
  }
  return told.columns.flatMap((column, n): readonly Fact[] => {
    const here = isIn(column)
    const facts = told.rows.flatMap(({ key, merged, cells }): readonly Fact[] => {
      const values = valuesOf(of, key, merged)
      const count = cells[n]?.count ?? null
      return count === null
        ? []
        : [{ times: (kind) => Number(here(kind) && values.includes(kind[of] ?? -1)), is: count }]
    })
    const { base, mean } = column
    const counted = (kind: Kind): boolean => here(kind) && (told.base === 'all' || kind[of] !== silent)
    if (base !== null) facts.push({ times: (kind) => Number(counted(kind)), is: base })
    if (mean != null && mean.value !== null && base !== null && told.base === 'valid')
      facts.push({
        times: (kind) => (counted(kind) ? (kind[of] ?? 0) + 1 : 0),
        is: Math.round(mean.value * base),
      })
    return facts
  })
}

/** What walls tell of who changed, and of who answered both times. */
export function changesOf({ hall, askings }: Day): readonly Fact[] {
  const { change } = resultsOf({
    voices: hall.voices,
    sessions: hall.sessions,
    tables: hall.tables.map((one) => ({ ...one, shown: true, sees: () => true })),
  })
  const [was, is] = (['before', 'after'] as const).map(
    (step) => 1 + askings.findIndex((one) => one.step === step && one.item.id === 'twice'),
  )
  const [one] = change.filter(({ item }) => item === 'twice')
  if (one === undefined || was === undefined || is === undefined) return []
  const keys = askings[was - 1]?.keys ?? []
  const both = (kind: Kind): boolean => (kind[was] ?? 9) < keys.length && (kind[is] ?? 9) < keys.length
  return [
    ...(one.pairs === null ? [] : [{ times: (kind: Kind) => Number(both(kind)), is: one.pairs }]),
    ...(one.same === null
      ? []
      : [{ times: (kind: Kind) => Number(both(kind) && kind[was] === kind[is]), is: one.same }]),
    ...one.flows.flatMap(({ from, to, count }) =>
      count === null
        ? []
        : [
            {
              times: (kind: Kind) => Number(kind[was] === keys.indexOf(from) && kind[is] === keys.indexOf(to)),
              is: count,
            },
          ],
    ),
  ]
}

export type Found = {
  readonly known: readonly string[]
  readonly solved: number
  readonly audited: number
  readonly told: ReadonlyMap<string, number>
}
/** One hall, one audience, all that it asked, and the solver. `more`: what it is told besides. */
export function attacked(seed: number, size: Size, more: (day: Day) => readonly Fact[] = () => []): Found {
  const day = aDay(seed, size)
  const random = seeded(seed)
  const all = questionsOf(day)
  const told = new Map<string, number>()
  const facts: Fact[] = [{ times: () => 1, is: day.people.length }, ...changesOf(day), ...more(day)]
  for (const question of seed % 3 === 0 ? someOf(all, random) : all) {
    const answer = ask(day, question)
    const kind = typeof question.by === 'string' ? question.by : 'crossed'
    const how = `${kind} ${'why' in answer ? answer.why : 'told'}`
    told.set(how, (told.get(how) ?? 0) + 1)
    if (!('why' in answer)) facts.push(...factsOf(day, question, answer))
  }
  const { known, solved, audited } = workedOut(day.attributes, day.people, facts, random.next)
  return { known: known.map(({ group, count }) => `${group}: ${count}`), solved, audited, told }
}
