/**
 * An item that was put in other words while people answered it. A round keeps the words it was opened with, as it keeps the
 * wordings of entries; answers to other words are never added to its own.
 */
import type { Rewording } from '../dialogue/changes.ts'
import { readItemKey, type Item } from '../dialogue/items.ts'
import { counts, type Given, type Round } from './fold.ts'

/** Of each item that was put in other words, how often it had been: 0, which is left out, is as it was founded. */
export type Worded = Readonly<Record<string, number>>
type Opened = { readonly worded?: Worded }

/** As a round that is opened now keeps it; nothing where no item was ever put in other words. */
export function wordedNow(items: readonly Item[]): Opened {
  const times = items.flatMap(({ id, earlier = [] }) => (earlier.length === 0 ? [] : [[id, earlier.length] as const]))
  return times.length === 0 ? {} : { worded: Object.fromEntries(times) }
}

/** Which of its wordings an item had in a round. */
export const wordingOf = ({ id, earlier = [] }: Item, { worded = {} }: Opened): number =>
  Math.min(Object.hasOwn(worded, id) ? (worded[id] ?? 0) : 0, earlier.length)

/** Which of them somebody answered: the round's, or that of their sheet of paper. */
export const givenWording = (item: Item, opened: Opened, { wording }: Pick<Given, 'wording'>): number =>
  wording === undefined ? wordingOf(item, opened) : Math.min(wording, item.earlier?.length ?? 0)

type Answered = Opened & Pick<Round, 'casts'>
/** All in which a round's people read it: the round's own, and those of sheets that were printed with others. */
export function wordingsRead(item: Item, round: Answered): readonly number[] {
  const own = wordingOf(item, round)
  if (item.earlier === undefined) return [own]
  const read = new Set([own])
  for (const [key, casts] of round.casts)
    if (readItemKey(key).item === item.id)
      for (const cast of casts.values()) {
        const given = counts(cast)
        if (given?.wording !== undefined) read.add(givenWording(item, round, given))
      }
  return [...read]
}

/** A round as often as it was read in other words: what moved between two waves is asked of each of them. */
export const readingsOf = (items: readonly Item[], round: Answered): readonly Opened[] => [
  round,
  ...items.flatMap((item) =>
    wordingsRead(item, round).map((wording) => ({ worded: { ...round.worded, [item.id]: wording } })),
  ),
]

/** The text of that wording. */
export const textIn = ({ text, earlier = [] }: Item, wording: number): Item['text'] => earlier[wording]?.text ?? text

/** Why an item was put in other words after this wording; of the last, why it was put in these. */
export const whyWorded = ({ earlier = [] }: Item, wording: number): string =>
  (earlier[wording] ?? earlier.at(-1))?.why ?? ''

/** Items as people were asked them in a round: nobody at a table reads what was asked elsewhere, nor why. */
export const asAsked = (items: readonly Item[], opened: Opened): readonly Item[] =>
  items.some(({ earlier }) => earlier !== undefined)
    ? items.map((item) => {
        const { earlier: _earlier, ...bare } = item
        return { ...bare, text: textIn(item, wordingOf(item, opened)) }
      })
    : items

/** Whether these rounds asked an item in several wordings. */
export const isSplit = (item: Item, rounds: readonly Opened[]): boolean =>
  item.earlier !== undefined && new Set(rounds.map((round) => wordingOf(item, round))).size > 1

type Wave = { readonly items: readonly Item[]; readonly rounds: readonly Opened[] }
/** Items whose words are not the same wherever they were answered before and after, each with why. */
export function wordsMoved(before: Wave, after: Wave): ReadonlyMap<string, string> {
  const moved = new Map<string, string>()
  for (const item of before.items) {
    const again = after.items.find(({ id }) => id === item.id)
    if (again === undefined || (item.earlier === undefined && again.earlier === undefined)) continue
    const [first, ...more] = new Set(before.rounds.map((round) => wordingOf(item, round)))
    const [then, ...others] = new Set(after.rounds.map((round) => wordingOf(again, round)))
    const asFounded = (first ?? 0) === 0 && (then ?? 0) === 0
    const same = JSON.stringify(textIn(item, first ?? 0)) === JSON.stringify(textIn(again, then ?? 0))
    if (more.length + others.length === 0 && (asFounded || same)) continue
    moved.set(item.id, whyWorded(again.earlier === undefined ? item : again, 0))
  }
  return moved
}

/** The words of a step one after the other: as it was founded, then after each time that an item of it was put in others. */
export function versionsOf(step: string, rewordings: readonly Rewording[] = []): readonly Worded[] {
  const versions: Worded[] = [{}]
  for (const { step: of, item } of rewordings) {
    const last = versions.at(-1) ?? {}
    const times = Object.hasOwn(last, item) ? (last[item] ?? 0) : 0
    if (of === step) versions.push({ ...last, [item]: times + 1 })
  }
  return versions
}
/** Which of them a round was opened with. */
export const versionOf = (versions: readonly Worded[], items: readonly Item[], opened: Opened): number =>
  Math.max(
    0,
    versions.findLastIndex((worded) => items.every((item) => wordingOf(item, { worded }) === wordingOf(item, opened))),
  )
/** Of a sheet of that version: in which words it asked, item by item, where that is not as the round does. */
export function otherWords(items: readonly Item[], printed: Worded, opened: Opened): Worded | undefined {
  const other = items.flatMap((item) => {
    const wording = wordingOf(item, { worded: printed })
    return wording === wordingOf(item, opened) ? [] : [[item.id, wording] as const]
  })
  return other.length === 0 ? undefined : Object.fromEntries(other)
}
