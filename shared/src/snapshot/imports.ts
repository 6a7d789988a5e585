/**
 * Polls and surveys of other tools in a snapshot: their structure in the clear, what people wrote as digests. Columns of
 * numbers stand as one text each: half a million cells are no half million values.
 */
import type { ImportedSet, PolisSet, SurveySet, Variable } from '../voices/imported.ts'
import type { Digest, Freeze } from './structure.ts'

/** Whole numbers, divided by blanks. */
type Numbers = string
type Decimal = string

type SnapshotVariable = Omit<Variable, 'min' | 'max'> & { readonly min?: Decimal; readonly max?: Decimal }
export type SnapshotImport =
  | (Omit<PolisSet, 'statements' | 'log' | 'matrix' | 'differ' | 'groups'> & {
      readonly statements: readonly (Omit<PolisSet['statements'][number], 'text'> & { readonly text: Digest })[]
      readonly matrix: Numbers
      readonly log: {
        readonly statement: Numbers
        readonly person: Numbers
        readonly vote: Numbers
        readonly at: Numbers
        readonly important?: readonly string[]
      }
      readonly differ: readonly (readonly [number, number, number | null])[]
      readonly groups: null | {
        readonly columns: readonly string[]
        readonly rows: readonly { readonly id: string; readonly figures: Numbers }[]
      }
    })
  | (Omit<SurveySet, 'variables' | 'columns'> & {
      readonly variables: readonly SnapshotVariable[]
      /** Of a text variable `texts`, of all others `values`. */
      readonly columns: readonly {
        readonly values?: readonly string[]
        readonly texts?: readonly Digest[]
        readonly cells: Numbers
      }[]
    })

const numbers = (all: readonly number[]): Numbers => all.join(' ')
const listOf = (text: Numbers): readonly number[] => (text === '' ? [] : text.split(' ').map(Number))
/** A snapshot says no half characters, and leaves out what is not there. */
const sound = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'string' ? one.toWellFormed() : one)) as T

/** What people wrote goes through `freeze`, which keeps the text and gives its digest. */
export function snapshotImports(sets: readonly ImportedSet[], freeze: Freeze): readonly SnapshotImport[] {
  return sets.map((set, n): SnapshotImport => {
    if (set.from === 'polis') {
      const { log } = set
      return {
        ...sound(set),
        statements: set.statements.map((one) => ({
          ...sound(one),
          text: freeze(`import:${n}/${one.id}`, one.text.toWellFormed()),
        })),
        matrix: numbers(set.matrix),
        log: {
          statement: numbers(log.statement),
          person: numbers(log.person),
          vote: numbers(log.vote),
          at: numbers(log.at),
          ...(log.important === undefined ? {} : { important: sound(log.important) }),
        },
        groups:
          set.groups === null
            ? null
            : {
                columns: set.groups.columns,
                rows: set.groups.rows.map(({ id, figures }) => ({ id, figures: numbers(figures) })),
              },
      }
    }
    const { from, lang, title, head, people, layout } = set
    return {
      ...sound({ from, lang, title, head, people, ...(layout === undefined ? {} : { layout }) }),
      variables: set.variables.map(({ min, max, ...one }) => ({
        ...sound(one),
        ...(min === undefined ? {} : { min: String(min) }),
        ...(max === undefined ? {} : { max: String(max) }),
      })),
      columns: set.columns.map(({ values, cells }, column) => ({
        ...(set.variables[column]?.type === 'text'
          ? { texts: values.map((one, at) => freeze(`import:${n}/${column}/${at}`, one.toWellFormed())) }
          : { values: sound(values) }),
        cells: numbers(cells),
      })),
    }
  })
}

/** As it was imported; a text that was erased reads as empty. */
export function importOf(set: SnapshotImport, texts: ReadonlyMap<Digest, string>): ImportedSet {
  if (set.from === 'polis') {
    const { log } = set
    return {
      ...set,
      statements: set.statements.map((one) => ({ ...one, text: texts.get(one.text) ?? '' })),
      matrix: listOf(set.matrix),
      log: {
        ...log,
        statement: listOf(log.statement),
        person: listOf(log.person),
        vote: listOf(log.vote),
        at: listOf(log.at),
      },
      groups:
        set.groups === null
          ? null
          : { ...set.groups, rows: set.groups.rows.map(({ id, figures }) => ({ id, figures: listOf(figures) })) },
    }
  }
  return {
    ...set,
    variables: set.variables.map(({ min, max, ...one }) => ({
      ...one,
      ...(min === undefined ? {} : { min: Number(min) }),
      ...(max === undefined ? {} : { max: Number(max) }),
    })),
    columns: set.columns.map(({ values, texts: digests = [], cells }) => ({
      values: values ?? digests.map((one) => texts.get(one) ?? ''),
      cells: listOf(cells),
    })),
  }
}

/** Every text version that these sets name. */
export const digestsOfImports = (imports: readonly SnapshotImport[]): readonly Digest[] =>
  imports.flatMap((set) =>
    set.from === 'polis' ? set.statements.map(({ text }) => text) : set.columns.flatMap(({ texts = [] }) => texts),
  )
