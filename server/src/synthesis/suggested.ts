/** Which two cards of the hall's map may be the same: found beside (`pairing.ts`), told of what may be read at that moment. */
import { idIn, type EntryName } from '@tablee/shared/synthesis/entries'
import type { Card, HallMap, Member, PlacedMap } from '@tablee/shared/synthesis/hall-map'
import { answeredIn, areDifferent } from '@tablee/shared/synthesis/joins'
import type { Pair, Pairable } from '@tablee/shared/synthesis/pairs'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import { translatedAs } from '@tablee/shared/view/translated'
import type { HallMapTold } from '@tablee/shared/wire/hall-map'
import { suggestionTold } from './hall-map-told.ts'
import { createPairing } from './pairing.ts'
import type { Keeps } from './ports.ts'

type Side = { readonly member: Member; readonly card: Card }
export type Suggested = { readonly a: Side; readonly b: Side; readonly over: string | null }
type Placed = PlacedMap & { readonly session: number }
type Translates = Pick<Keeps, 'translationsOf'>

/** What fits beside the map, and some more for who is quick. */
const shown = 8

/** `found`: there are other suggestions now. */
export function createAsking(found: () => void) {
  const pairing = createPairing(found)
  return {
    /** What may be read now, of all sessions: what is new in it is compared beside. */
    follow(placed: readonly Placed[], keeps: Translates): void {
      pairing.follow(() => pairableOf(placed, keeps))
    },
    /** The same object as long as nothing else was found. */
    pairs: (): readonly Pair[] => pairing.pairs(),
    told(
      session: number | null,
      pairs: readonly Pair[],
      map: HallMap | null,
      state: Synthesis,
      keeps: Translates,
    ): Pick<HallMapTold, 'asked' | 'waiting' | 'taken' | 'refused'> {
      const all = session === null || map === null ? [] : suggestedIn(pairs, map, state)
      const asked = all.slice(0, shown).flatMap((one) => suggestionTold(one, keeps) ?? [])
      return { asked, waiting: all.length, ...answeredIn(state) }
    },
    wrote: pairing.wrote,
    close: pairing.close,
  }
}
export type Asking = ReturnType<typeof createAsking>

function pairableOf(placed: readonly Placed[], keeps: Translates): ReadonlyMap<EntryName, Pairable> {
  const all = new Map<EntryName, Pairable>()
  for (const { board, session, map } of placed) {
    const layer = keeps.translationsOf(board) ?? undefined
    for (const [id, { entry, kind, text, lang, at }] of map.nodes) {
      if (id === map.question) continue
      const { translations } = translatedAs(layer, idIn(entry), text, undefined)
      all.set(entry, { entry, text, lang, translations, at, group: `${session} ${kind}` })
    }
  }
  return all
}

/** Of two cards once, by the two of their entries that are most alike. The card that more tables hold comes first. */
function suggestedIn(pairs: readonly Pair[], map: HallMap, { joins }: Synthesis): readonly Suggested[] {
  const cards = new Map(map.cards.map((card, place) => [card.id, { card, place }]))
  const asked = new Set<string>()
  const sideOf = (entry: EntryName) => {
    const member = map.memberOf.get(entry)
    const of = cards.get(map.cardOf.get(entry) ?? '')
    return member === undefined || of === undefined ? null : { member, ...of }
  }
  return pairs.flatMap(({ a, b, over }) => {
    const [one, other] = [sideOf(a), sideOf(b)]
    if (one === null || other === null || one.card === other.card || areDifferent(joins, a, b)) return []
    const more = other.card.stances.size - one.card.stances.size
    const [first, second] = more > 0 || (more === 0 && other.place < one.place) ? [other, one] : [one, other]
    const key = `${first.card.id} ${second.card.id}`
    if (asked.has(key)) return []
    asked.add(key)
    return [{ a: first, b: second, over }]
  })
}
