/**
 * The hall's map as a theme team is told it: made when somebody asks, of what may be read at that moment, and again only
 * where a board, a join or a translation is another one.
 */
import type { DialogueId, NodeId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { BoardMap } from '@tablee/shared/synthesis/board-map'
import { boardIn, idIn, type EntryName } from '@tablee/shared/synthesis/entries'
import { hallMapOf, type HallMap, type PlacedMap } from '@tablee/shared/synthesis/hall-map'
import type { Joins } from '@tablee/shared/synthesis/joins'
import type { Pair } from '@tablee/shared/synthesis/pairs'
import { isJoinRow, type JoinRow } from '@tablee/shared/synthesis/rows'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import type { TranslationsOf } from '@tablee/shared/view/translated'
import type { HallCardOpened, HallMapTold } from '@tablee/shared/wire/hall-map'
import { versioned } from '../hold/waiting.ts'
import type { ReadBoards } from './boards.ts'
import { createKept } from './kept.ts'
import { askedIn, cardTold, qualifiedTold, wordingTold } from './hall-map-told.ts'
import type { SynthesisLog } from './log.ts'
import type { Keeps, ThemePlaces } from './ports.ts'
import { createPaced } from './pacing.ts'
import { lastSteps } from './steps.ts'
import type { Asking } from './suggested.ts'

type Placed = PlacedMap & { readonly session: number; readonly translations: TranslationsOf | null }
/** `pairs`: found by then. */
type Read = { readonly placed: readonly Placed[]; readonly pairs: readonly Pair[] }

/** Of one dialogue's hall. */
export function createHallMap({
  dialogue,
  log,
  boards,
  keeps,
  places,
  asking,
  wake,
}: {
  readonly dialogue: DialogueId
  readonly log: SynthesisLog
  readonly boards: ReadBoards
  readonly keeps: Pick<Keeps, 'curtain' | 'translationsOf'>
  readonly places: ThemePlaces
  readonly asking: Asking
  readonly wake: () => void
}) {
  const keptMap = createKept<number, HallMap>()
  const keptAnswer = createKept<number | null, Result<HallMapTold>>()

  async function read(): Promise<Read> {
    const all = places
      .tables(dialogue)
      .flatMap(({ id }) => places.boardsOf(id).map((board) => ({ table: id, board: board.id, session: board.session })))
    await boards.read(all.map(({ board }) => board))
    const placed = all.flatMap((one) => {
      const map = boards.mapOf(one.board)
      return map === null ? [] : [{ ...one, map, translations: keeps.translationsOf(one.board) }]
    })
    asking.follow(placed, keeps)
    return { placed, pairs: asking.pairs() }
  }
  const paced = createPaced(read, restOf, wake)
  /** The last one that tables have been in: what is prepared in later ones is there to be chosen. */
  const latest = (placed: readonly Placed[]): number | null =>
    sessionsOf(placed.filter(({ board }) => places.reached(board))).at(-1) ?? sessionsOf(placed).at(-1) ?? null
  const mapOf = (session: number, of: readonly Placed[], joins: Joins): HallMap =>
    keptMap(session, [joins, ...of.map(({ map }) => map)], () => hallMapOf(session, of, joins))

  return {
    /** A table wrote: told with what else it writes. */
    wrote(): void {
      asking.wrote()
      paced.wrote()
    },
    /** Something is to be told no more, or said at once. */
    changed: paced.anew,
    /** `whole`: to somebody who has nothing of it yet. */
    async told(wanted: string | undefined, whole: boolean): Promise<Result<HallMapTold>> {
      if (wanted !== undefined && !/^[0-9]{1,4}$/.test(wanted))
        return fail({ code: 'bad-request', where: 'session', why: 'no number' })
      const { placed, pairs } = await paced.get(whole)
      const sessions = sessionsOf(placed)
      const session = wanted === undefined ? latest(placed) : Number(wanted)
      const of = placed.filter((one) => one.session === session)
      const state = log.state(dialogue)
      const tables = places.tables(dialogue).map(({ id, number, siteId }) => ({
        id,
        number,
        site: siteId,
        curtain: places.boardsOf(id).some((board) => keeps.curtain(board.id) === 'drawn'),
      }))
      const withheld = of.reduce((sum, { map }) => sum + map.withheld, 0)
      const map = session === null ? null : mapOf(session, of, state.joins)
      const make = (): Result<HallMapTold> =>
        versioned(
          ok({
            session,
            sessions,
            tables,
            entries: map?.entries ?? 0,
            withheld,
            cards: map?.cards.map((card) => cardTold(card, keeps)) ?? [],
            ...asking.told(session, pairs, map, state, keeps),
            steps: stepsOf(state, placed),
          }),
        )
      if (session !== null && !sessions.includes(session)) return make()
      // Steps name wordings of any session.
      const from = [
        map,
        JSON.stringify([sessions, tables, withheld]),
        ...placed.flatMap((one) => [one.map, one.translations]),
      ]
      return keptAnswer(session, [state.joins, pairs, ...from], make)
    },

    async opened(entry: string | undefined, whole: boolean): Promise<Result<HallCardOpened>> {
      const { placed } = await paced.get(whole)
      const session =
        entry === undefined
          ? (latest(placed) ?? undefined)
          : (askedIn(entry) ?? placed.find(({ board }) => board === boardIn(entry))?.session)
      const of = placed.filter((one) => one.session === session)
      const map = session === undefined ? null : mapOf(session, of, log.state(dialogue).joins)
      const id = entry === undefined ? map?.cards[0]?.id : (map?.cardOf.get(entry) ?? entry)
      const card = map?.cards.find((one) => one.id === id)
      if (card === undefined) return fail({ code: 'not-found', what: 'entry' })
      const order = new Map(of.map(({ table }, n) => [table, n]))
      const place = (table: TableId): number => order.get(table) ?? 0
      return versioned(
        ok({
          card: card.id,
          wordings: card.members
            .toSorted((a, b) => place(a.at.table) - place(b.at.table))
            .map((one) => wordingTold(one, session ?? 0, keeps)),
          qualifiedBy: qualifiedTold(card, keeps),
        }),
      )
    },
  }
}
export type HallMapDesk = ReturnType<typeof createHallMap>

/** A small hall is told about once a second, one of 2,000 entries every three: that costs some tenth of a second of a core. */
const restOf = ({ placed }: Read): number =>
  Math.min(5_000, 1_000 + placed.reduce((sum, { map }) => sum + map.nodes.size, 0))

const sessionsOf = (placed: readonly Placed[]): readonly number[] =>
  [...new Set(placed.filter(({ map }) => saysAnything(map)).map(({ session }) => session))].sort((a, b) => a - b)
const saysAnything = ({ nodes, question }: BoardMap): boolean => nodes.size > (question === null ? 0 : 1)

/** With the wordings as they stand, of what may be told now. */
function stepsOf(state: Synthesis, placed: readonly Placed[]): HallMapTold['steps'] {
  const byBoard = new Map(placed.map(({ board, map }) => [String(board), map]))
  const wording = (entry: EntryName): string | null =>
    byBoard.get(boardIn(entry))?.nodes.get(idIn(entry) as NodeId)?.text ?? null
  return lastSteps(state, isJoinRow, (row: JoinRow) => ({
    kind: row.kind,
    a: wording('a' in row ? row.a : row.entry),
    b: 'b' in row ? wording(row.b) : null,
  }))
}
