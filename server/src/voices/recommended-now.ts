/**
 * What phones of other tables may read by now of recommendations that they vote on: as observers may. The sentence stays as
 * long as nobody refuses it, since it is what is voted on; the vote stays possible in any case.
 */
import { readWhole } from '@tablee/shared/board/whole'
import type { Item } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId, NodeId } from '@tablee/shared/ids'
import { observers, policyFor } from '@tablee/shared/view/audiences'
import { refusalOn } from '@tablee/shared/view/refusals'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { Ask } from '@tablee/shared/voices/asks'
import { asShown, byEntries, byWords, textsOf, type MayRead } from '@tablee/shared/voices/recommended'
import type { Clock } from '../clock.ts'
import type { RoundBoards } from './ports.ts'
import type { RecommendationPlaces } from './recommendations.ts'
import type { Step } from './steps.ts'
import type { VoiceStore } from './voices.ts'

/** A hall of phones asks at once: a board is read for them so often at most, and when somebody's consent is another. */
const lookedMs = 10_000
/** What all of them are told is made once in this time. */
const keepMs = 1_000

type Looked = {
  readonly at: number
  readonly consents: ViewPolicy['consents']
  readonly entries: ReadonlySet<NodeId>
  /** Of what was frozen of it, what repeats somebody's refused sentence. */
  readonly refused: ReadonlySet<string>
}

/** `ready` before `shown`: of a board that was never read only sentences are told. Whose table it is is asked before. */
export function createRecommendedNow({
  voices,
  places,
  boards,
  clock,
}: {
  voices: Pick<VoiceStore, 'state'>
  places: Pick<RecommendationPlaces, 'policy' | 'held' | 'counted'>
  boards: Pick<RoundBoards, 'look'>
  clock: Clock
}) {
  const looked = new Map<BoardId, Looked>()
  const reading = new Map<BoardId, Promise<void>>()
  const asked = new Map<DialogueId, { readonly at: number; readonly done: Promise<void> }>()
  const made = new WeakMap<Ask, { readonly at: number; readonly items: readonly Item[] }>()
  const isNew = ({ at }: { readonly at: number }): boolean => clock() >= at && clock() - at < keepMs
  const isYounger = (board: BoardId, than: number): boolean => {
    const found = looked.get(board)
    if (found === undefined || found.consents !== places.policy(board).consents) return false
    return clock() >= found.at && clock() - found.at < than
  }
  /** Items of votes, by the board of which they are. */
  function frozenOf(dialogue: DialogueId): ReadonlyMap<BoardId, readonly Item[]> {
    const found = new Map<BoardId, Item[]>()
    for (const { items, sources = {}, calledBack } of voices.state(dialogue).asks.values())
      for (const item of calledBack === null ? items : []) {
        const board = sources[item.id]?.board
        if (board !== undefined) found.set(board, [...(found.get(board) ?? []), item])
      }
    return found
  }
  async function read(board: BoardId, items: readonly Item[]): Promise<void> {
    await places.counted(board)
    await boards.look(board, (doc) => {
      const { consents } = places.policy(board)
      const whole = readWhole(doc)
      const refusals =
        consents === undefined
          ? []
          : (['observed', 'quoted'] as const).map((which) => refusalOn(which, consents, whole))
      const entries = [...whole.nodes.values()].filter(
        (node) => !refusals.some((one) => one.wording(node, node.id, node.wording)),
      )
      const texts = items.flatMap((item) => (item.type === 'support' ? textsOf(item) : []))
      looked.set(board, {
        at: clock(),
        consents,
        entries: new Set(entries.map(({ id }) => id)),
        refused: new Set(texts.filter((text) => refusals.some((one) => one.text({ text }, text)))),
      })
    })
  }

  /** An item of a vote, to whoever sits at another table than that of which it is. */
  function shown(ask: Ask, item: Item): Item {
    if (item.type !== 'support') return item
    const source = ask.sources?.[item.id]
    const found = source === undefined ? undefined : looked.get(source.board)
    const entries = byEntries(source, (board, node) => {
      const policy = policyFor(observers, places.policy(board))
      const open = policy.consent && policy.observation === 'open' && policy.curtain === 'open'
      return open && places.held(board) === 0 && !policy.hidden.includes(node) && found?.entries.has(node) === true
    })
    const words = byWords((_of, text) => found?.refused.has(text) === true)
    const may: MayRead = {
      sentence: words.sentence,
      part: (...one) => entries.part(...one) && words.part(...one),
    }
    const { table, reasons, conditions, objections } = item
    const told = asShown({ text: item.text, recommended: { table, reasons, conditions, objections } }, may)
    return { ...item, text: told.text, ...told.recommended }
  }

  async function readAll(dialogue: DialogueId): Promise<void> {
    const waits: Promise<void>[] = []
    for (const [board, items] of frozenOf(dialogue)) {
      // Read anew before it is too old, so that a hall of phones never waits for all its boards at once.
      if (isYounger(board, lookedMs / 2)) continue
      // A board that cannot be read now tells nothing of its entries; a phone goes on in any case.
      const under =
        reading.get(board) ??
        read(board, items)
          .catch(() => undefined)
          .finally(() => reading.delete(board))
      reading.set(board, under)
      if (!isYounger(board, lookedMs)) waits.push(under)
    }
    await Promise.all(waits)
  }
  /** All items of a vote, as other tables read them. */
  function itemsOf(ask: Ask): readonly Item[] {
    const before = made.get(ask)
    if (before !== undefined && isNew(before)) return before.items
    const items = ask.items.map((item) => shown(ask, item))
    made.set(ask, { at: clock(), items })
    return items
  }

  return {
    /** Once it has ended, `shown` knows the boards of which something is voted on here. */
    async ready(dialogue: DialogueId): Promise<void> {
      const before = asked.get(dialogue)
      if (before !== undefined && isNew(before)) return before.done
      const done = readAll(dialogue)
      asked.set(dialogue, { at: clock(), done })
      return done
    },
    shown,
    /** A step's task as it is read at its board: what that table recommends itself stands as it was agreed on. */
    taskAt({ task, ask, place }: Step): Step['task'] {
      if (ask?.sources === undefined || task.kind !== 'ballot') return task
      const { tableNumber } = place
      const others = itemsOf(ask)
      const items = task.items.map((item, n) =>
        item.type === 'support' && item.table === tableNumber ? item : (others[n] ?? item),
      )
      return { ...task, items }
    },
  }
}
export type RecommendedNow = ReturnType<typeof createRecommendedNow>
