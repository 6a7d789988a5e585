/**
 * What may be told of whom outside, by the programme alone and before anybody has answered: chosen by answers, or by who asks
 * first, it would itself say something, and two halls' worth of numbers could be had by asking twice.
 *
 * Three questions crossed each with each can leave one way only for who answered all three how, though no number is small. So one
 * question divides all others, each is crossed with that one alone, and what is told of two others goes through it.
 */
import { itemKey, type Item } from '../dialogue/items.ts'
import type { ProgrammeSession } from '../dialogue/programme.ts'
import type { ItemName } from './question.ts'

export type Dividing = {
  /** With which each other question may be crossed; null where none can divide. */
  readonly by: ItemName | null
  /** Of which questions parts of the people may be told: by country, site and group. */
  readonly placed: ReadonlySet<ItemName>
  /** Which may be crossed with the one that divides. */
  readonly crossed: ReadonlySet<ItemName>
}
type Planned = {
  readonly name: ItemName
  readonly item: Item
  readonly questionnaire: boolean
  readonly first: boolean
}

/** Of what stands in the programme, left out on the day or not. What was asked on the day is told of all together. */
export function dividing(sessions: readonly ProgrammeSession[]): Dividing {
  const planned = plannedIn(sessions)
  // Told before and after of each person, and by place both times, two sites would tell how their few changed: it is told by
  // parts once, after.
  const placed = planned.filter(({ item, first }) => !first && item.unit !== 'tables' && !isOfEntries(item))
  const crossed = placed.filter(({ item }) => mayCross(item))
  const divides = crossed.filter(({ item }) => item.type === 'single' || item.type === 'agree')
  const by = divides.find(({ item, questionnaire }) => questionnaire && item.type === 'single') ?? divides[0]
  const names = (all: readonly Planned[]): ReadonlySet<ItemName> => new Set(all.map(({ name }) => name))
  return { by: by?.name ?? null, placed: names(placed), crossed: names(crossed.filter((one) => one !== by)) }
}

const isOfEntries = (item: Item): boolean => item.type === 'agree' && item.on === 'nodes'
/** One answer of a person, of few that can be counted, or as many as they like. */
const mayCross = (item: Item): boolean =>
  item.unit !== 'tables' &&
  item.showIf === undefined &&
  (item.type === 'single' ||
    item.type === 'agree' ||
    (item.type === 'scale' && item.max - item.min <= mostSteps) ||
    // Of who may choose two at most, from two sums follows who chose both.
    (item.type === 'choose' && item.most === undefined))
const mostSteps = 20
const paired: ReadonlySet<Item['type']> = new Set(['agree', 'single', 'ranking', 'scale', 'number'])

function plannedIn(sessions: readonly ProgrammeSession[]): readonly Planned[] {
  const steps = sessions.flatMap(({ steps: all }) =>
    all.flatMap(({ id, task }) =>
      id === undefined || task === undefined || task.kind === 'write' ? [] : [{ id, task }],
    ),
  )
  const after = new Map<string, Item['type']>()
  for (const { task } of steps)
    if (task.kind === 'questionnaire' && task.wave === 'after')
      for (const { id, type } of task.items) after.set(JSON.stringify([task.questionnaire, id]), type)
  return steps.flatMap(({ id, task }) =>
    task.items.map((item): Planned => {
      const first =
        task.kind === 'questionnaire' &&
        task.wave === 'before' &&
        paired.has(item.type) &&
        after.get(JSON.stringify([task.questionnaire, item.id])) === item.type
      return { name: `${id}/${itemKey(item.id, null)}`, item, questionnaire: task.kind === 'questionnaire', first }
    }),
  )
}
