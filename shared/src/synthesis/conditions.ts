/**
 * Conditions counted: of each *yes, if* that was said to what the hall recommends, under which condition, by how many people
 * and about the recommendations of how many tables. Equal ones are put together by hand. It adds up what is told already (the
 * figures as they leave their tables), so that no number follows from it that did not stand there before.
 */
import type { LocalText } from '../dialogue/programme.ts'
import { readItemKey } from '../dialogue/items.ts'
import { smallest, type Figure, type Results } from '../voices/figure.ts'
import { joinedWith, shownOf, type Joins } from './joins.ts'

/** `<step>/condition/<item>.if.<option>`, or `.own.` and a digest of what was typed: never its words. */
export type ConditionName = string
/** Whether a name is a condition's, and no entry's of a board. */
export const isConditionName = (name: string): boolean => name.split('/')[1] === 'condition'
/** Gives the name of what somebody typed to this item. `digest` has no letter of it, and is one for equal sentences in one language. */
export function typedName(
  step: string,
  item: string,
  { text, lang }: { readonly text: string; readonly lang: string },
  digest: (parts: readonly string[]) => string,
): ConditionName {
  return `${step}/condition/${item}.own.${digest([step, item, lang, text.trim()])}`
}
/** Whether a name is that of something typed: then it has a digest of it, or a number by chance in its place. */
export const isTypedName = (name: string): boolean =>
  isConditionName(name) && name.split('/')[2]?.split('.')[1] === 'own'

export type Condition = {
  readonly name: ConditionName
  readonly text: LocalText
  /** Null: their number is not told. */
  readonly people: number | null
  /** Whose recommendation it was said to. */
  readonly table: number
  readonly recommendation: LocalText
  /** Picked from a map, or typed. */
  readonly picked: boolean
}
export type ConditionGroup = {
  /** Of the condition that stands for it. */
  readonly name: ConditionName
  readonly text: LocalText
  readonly people: number
  /** Some of it is not told: there are no fewer than these. */
  readonly least: boolean
  readonly tables: readonly number[]
  readonly members: readonly Condition[]
}
export type ConditionsTold = {
  /** Of five people at least, the most first. */
  readonly groups: readonly ConditionGroup[]
  /** Of fewer, or of a number that is not told; in the same order, to be put together. */
  readonly rest: readonly ConditionGroup[]
  /** People who said yes with a condition; null where that is not told of each recommendation. */
  readonly all: number | null
  /** Typed by who does not want to be quoted, or told only in part; null where their number is not told. */
  readonly unread: number | null
}

const countOf = ({ rows }: Figure, key: string): number | null => rows.find((row) => row.key === key)?.count ?? null

/** In the order of the steps. `digest` names what was typed; equal sentences in one language are one condition. */
export function conditionsIn(
  { steps }: Pick<Results, 'steps'>,
  digest: (parts: readonly string[]) => string,
): readonly Condition[] {
  return steps.flatMap(({ step, figures }) =>
    figures.flatMap((figure): readonly Condition[] => {
      const { recommended: of, item } = figure
      if (figure.type !== 'support' || of === undefined) return []
      const key = readItemKey(item).item
      const common = { table: of.table, recommendation: figure.text }
      const picked = of.conditions.flatMap(({ id, text }): readonly Condition[] => {
        const people = countOf(figure, `if:${id}`)
        // Nobody said it.
        if (people === 0) return []
        return [{ ...common, name: `${step}/condition/${key}.if.${id}`, text, people, picked: true }]
      })
      const typed = new Map<ConditionName, Condition>()
      for (const { text, lang, said } of figure.texts) {
        if (said !== 'yes-if' || text.trim() === '') continue
        const name = typedName(step, key, { text, lang }, digest)
        const before = typed.get(name)?.people ?? 0
        typed.set(name, { ...common, name, text: { [lang]: text.trim() }, people: before + 1, picked: false })
      }
      return [...picked, ...typed.values()]
    }),
  )
}

/** Adds up without telling anything anew: of a group whose numbers are not all told, what is told is the least there are. */
export function conditionsTold(
  results: Pick<Results, 'steps'>,
  joins: Joins,
  digest: (parts: readonly string[]) => string,
): ConditionsTold {
  const all = conditionsIn(results, digest)
  const known = new Map(all.map((one) => [one.name, one]))
  const done = new Set<ConditionName>()
  const groups = all.flatMap(({ name }): readonly ConditionGroup[] => {
    if (done.has(name)) return []
    // What is told no more (refused, withdrawn, erased) leaves its group as it leaves the figure.
    const members = joinedWith(joins, name).flatMap((one) => known.get(one) ?? [])
    for (const one of members) done.add(one.name)
    const shown =
      known.get(
        shownOf(
          joins,
          members.map((one) => one.name),
        ) ?? name,
      ) ?? members[0]
    if (shown === undefined) return []
    return [
      {
        name: shown.name,
        text: shown.text,
        people: members.reduce((sum, { people }) => sum + (people ?? 0), 0),
        least: members.some(({ people }) => people === null),
        tables: [...new Set(members.map(({ table }) => table))].sort((a, b) => a - b),
        members,
      },
    ]
  })
  const sorted = groups.toSorted((a, b) => b.people - a.people)
  const figures = results.steps.flatMap((step) => step.figures.filter(({ type }) => type === 'support'))
  const sum = (of: (figure: Figure) => number | null): number | null =>
    figures.reduce<number | null>((before, figure) => {
      const more = of(figure)
      return before === null || more === null ? null : before + more
    }, 0)
  const typed = (figure: Figure): number => figure.texts.filter(({ said }) => said === 'yes-if').length
  return {
    groups: sorted.filter(({ people }) => people >= smallest),
    rest: sorted.filter(({ people }) => people < smallest),
    all: sum((figure) => countOf(figure, 'yes-if')),
    unread: sum((figure) => {
      const own = countOf(figure, 'if:own')
      return own === null ? null : own - typed(figure)
    }),
  }
}
