/**
 * On what tables agreed, frozen to be voted on: the sentences that observers may read, with their reasons, and what their maps
 * say for and against them, to be picked from. What a curtain, a pause, a delay or somebody's no keeps from observers is left
 * out: whoever votes reads it at another table, and the wall shows it.
 */
import { readWhole, type Whole } from '@tablee/shared/board/whole'
import type { Item, ItemKey, Option, Recommendation } from '@tablee/shared/dialogue/items'
import type { BoardId, NodeId, TableId } from '@tablee/shared/ids'
import { observers, policyFor } from '@tablee/shared/view/audiences'
import { refusalOn } from '@tablee/shared/view/refusals'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import { counts, roundOf, tableSeat, type Voices } from '@tablee/shared/voices/fold'
import type { Source } from '@tablee/shared/voices/recommended'
import type { Left } from '@tablee/shared/wire/left'
import type { Clock } from '../clock.ts'
import type { PlaceOfBoard, RoundBoards } from './ports.ts'

export type RecommendationPlaces = {
  boardsOf(table: TableId): readonly PlaceOfBoard[]
  policy(board: BoardId): ViewPolicy
  /** Entries written behind the board's curtain and not released; null while that is not known. */
  held(board: BoardId): number | null
  counted(board: BoardId): Promise<void>
}
/** An item's id says which table recommends it, and to which question. */
const supportId = (table: number, question: ItemKey): string => `r${table}-${question}`
/** The question to which the sentence of an item was the answer. */
export const questionOf = ({ id, table }: Pick<Support, 'id' | 'table'>): ItemKey =>
  id.slice(supportId(table, '').length)

type Support = Extract<Item, { readonly type: 'support' }>
export type Agreed = {
  readonly items: readonly Support[]
  readonly sources: Readonly<Record<string, Source>>
  readonly left: readonly Left[]
}

/** A phone shows them one above the other. */
const mostPicks = 6

/**
 * Of these tables, in their order. Nothing is kept of a board; may be asked of a state that moves on meanwhile: what comes
 * after is in the next question.
 */
export async function agreedAt(
  now: () => Voices,
  tables: readonly TableId[],
  step: string,
  { places, boards, clock }: { places: RecommendationPlaces; boards: Pick<RoundBoards, 'look'>; clock: Clock },
): Promise<Agreed> {
  const items: Support[] = []
  const sources: Record<string, Source> = {}
  const left: Left[] = []
  // What was called back says nothing, whatever came in.
  if ((now().asks.get(step)?.calledBack ?? null) !== null)
    return { items, sources, left: tables.map((table) => ({ table, why: 'not-agreed' })) }
  for (const table of tables) {
    const found = places.boardsOf(table).flatMap((place) => {
      const round = roundOf(now(), place.id, step)
      return [...round.casts].flatMap(([key, casts]) => {
        const cast = casts.get(tableSeat)
        const given = cast === undefined ? null : counts(cast)
        return given?.answer.type === 'recommendation' && given.answer.sentence !== ''
          ? [{ place, key, said: given.answer, at: given.at }]
          : []
      })
    })
    if (found.length === 0) left.push({ table, why: 'not-agreed' })
    for (const { place, key, said, at } of found) {
      await places.counted(place.id)
      const found = await boards.look(place.id, (doc) => {
        const seen = seenBy(readWhole(doc), place.id, { places, now: clock() })
        return seen === null || at > seen.until || seen.refuses(said)
          ? null
          : supportOf({ id: supportId(place.tableNumber, key), table: place.tableNumber, board: place.id }, said, seen)
      })
      if (found === null) left.push({ table, why: 'not-shown' })
      else {
        items.push(found.item)
        sources[found.item.id] = found.source
      }
    }
  }
  return { items, sources, left }
}

type Seen = {
  readonly until: number
  readonly board: Whole
  readonly sees: (node: NodeId) => boolean
  readonly refuses: (said: Recommendation) => boolean
}
/** Null where observers see nothing of the board. */
function seenBy(
  board: Whole,
  id: BoardId,
  { places, now }: { places: Pick<RecommendationPlaces, 'policy' | 'held'>; now: number },
): Seen | null {
  const policy = policyFor(observers, places.policy(id))
  if (!policy.consent || policy.observation !== 'open' || policy.curtain !== 'open' || places.held(id) !== 0)
    return null
  const { consents } = policy
  const refusals =
    consents === undefined ? [] : (['observed', 'quoted'] as const).map((which) => refusalOn(which, consents, board))
  const until = now - policy.delayMinutes * 60_000
  const hidden = new Set<string>(policy.hidden)
  return {
    until,
    board,
    sees(id) {
      const node = board.nodes.get(id)
      return (
        node !== undefined &&
        node.wording.trim() !== '' &&
        node.at <= until &&
        !hidden.has(id) &&
        !refusals.some((one) => one.wording(node, id, node.wording))
      )
    },
    refuses: (said) =>
      refusals.some(
        (one) => one.text(said, said.sentence) || said.reasons.some((reason) => one.text(reason, reason.wording)),
      ),
  }
}

function supportOf(
  { id, table, board }: { readonly id: string; readonly table: number; readonly board: BoardId },
  { sentence, lang, reasons }: Recommendation,
  seen: Seen,
): { readonly item: Support; readonly source: Source } {
  const told = reasons.filter(({ node }) => seen.sees(node))
  const own = new Set<string>(told.map(({ node }) => node))
  const on = (fits: (kind: string, relation: string) => boolean): readonly (readonly [NodeId, Option])[] => {
    const options = new Map<NodeId, Option>()
    for (const relation of seen.board.relations.values()) {
      const node = own.has(relation.to) && !own.has(relation.from) ? seen.board.nodes.get(relation.from) : undefined
      if (node === undefined || !seen.sees(node.id) || !fits(node.kind, relation.kind)) continue
      options.set(node.id, { id: `e${options.size + 1}`, text: { [node.lang]: node.wording } })
    }
    return [...options].slice(0, mostPicks)
  }
  const conditions = on((kind) => kind === 'condition')
  const objections = on((kind, relation) => kind !== 'condition' && relation === 'attacks')
  const item: Support = {
    id,
    type: 'support',
    text: { [lang]: sentence },
    unit: 'people',
    base: 'valid',
    table,
    reasons: told.map(({ wording, lang: of }) => ({ wording, lang: of })),
    conditions: conditions.map(([, option]) => option),
    objections: objections.map(([, option]) => option),
  }
  const source: Source = {
    board,
    reasons: told.map(({ node }) => node),
    conditions: conditions.map(([node]) => node),
    objections: objections.map(([node]) => node),
  }
  return { item, source }
}
