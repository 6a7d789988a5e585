/**
 * The hall's vision as a theme team is told it: worked out when somebody asks, of what may be read at that moment, and again only
 * where a canvas, a join or a translation is another one; while tables write, at a pace of its own.
 */
import type { BoardId, DialogueId, TableId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { BoardCanvas } from '@tablee/shared/synthesis/canvas'
import { boardIn, idIn } from '@tablee/shared/synthesis/entries'
import { hallVision, type HallCanvas, type HallVision, type VisionElement } from '@tablee/shared/synthesis/vision'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { translatedAs, type TranslationsOf } from '@tablee/shared/view/translated'
import { versioned } from '../hold/waiting.ts'
import type { ReadBoards } from './boards.ts'
import { createKept } from './kept.ts'
import type { SynthesisLog } from './log.ts'
import type { Keeps, ThemePlaces } from './ports.ts'
import { createPaced } from './pacing.ts'

type Placed = {
  readonly table: TableId
  readonly number: number
  readonly board: BoardId
  readonly session: number
  readonly canvas: BoardCanvas
  readonly translations: TranslationsOf | null
}

/** Of one dialogue's hall. `wake`: whoever waits for it may ask again. */
export function createVision({
  dialogue,
  boards,
  keeps,
  places,
  log,
  wake,
}: {
  readonly dialogue: DialogueId
  readonly boards: ReadBoards
  readonly keeps: Pick<Keeps, 'curtain' | 'translationsOf'>
  readonly places: ThemePlaces
  readonly log: SynthesisLog
  readonly wake: () => void
}) {
  /** Each of a session, by its number as it was asked for; empty: of all. */
  const keptVision = createKept<string, HallVision>()
  const keptAnswer = createKept<string, Result<HallVisionTold>>()

  async function read(): Promise<readonly Placed[]> {
    const all = places
      .tables(dialogue)
      .flatMap(({ id: table, number }) =>
        places.boardsOf(table).map(({ id: board, session }) => ({ table, number, board, session })),
      )
    await boards.read(all.map(({ board }) => board))
    return all.flatMap((one) => {
      const canvas = boards.canvasOf(one.board)
      return canvas === null ? [] : [{ ...one, canvas, translations: keeps.translationsOf(one.board) }]
    })
  }
  const paced = createPaced(read, restOf, wake)

  return {
    /** A table wrote: told with what else it writes. */
    wrote: paced.wrote,
    /** Something is to be told no more, or said at once. */
    changed: paced.anew,
    /** `session` by its number; one that is not there holds nothing. `whole`: to somebody who has nothing of it yet. */
    async told(session: string | undefined, whole: boolean): Promise<Result<HallVisionTold>> {
      const placed = await paced.get(whole)
      const { joins } = log.state(dialogue)
      const within = placed.filter((one) => session === undefined || String(one.session) === session)
      const sessions = [
        ...new Set(placed.flatMap((one) => (one.canvas.elements.length > 0 ? [one.session] : []))),
      ].sort((a, b) => a - b)
      const tables = places.tables(dialogue).map(({ id, number, siteId }) => ({
        id,
        number,
        site: siteId,
        curtain: places.boardsOf(id).some((board) => keeps.curtain(board.id) === 'drawn'),
      }))
      const told = toldWith(
        new Map<string, TranslationsOf | null>(within.map(({ board, translations }) => [board, translations])),
      )
      const make = (vision: HallVision): Result<HallVisionTold> =>
        versioned(
          ok({
            tables,
            sessions,
            ...vision,
            cards: vision.cards.map((card) => ({ ...card, elements: card.elements.map(told) })),
          }),
        )
      const visionNow = (): HallVision =>
        hallVision(
          within.map(({ canvas, table, number }): HallCanvas => ({ ...canvas, table, number })),
          joins,
        )
      // Whatever somebody asks for that is no session is kept nowhere.
      if (session !== undefined && within.length === 0) return make(visionNow())
      const key = session ?? ''
      const vision = keptVision(key, [joins, ...within.map(({ canvas }) => canvas)], visionNow)
      const from = [vision, JSON.stringify([tables, sessions]), ...within.map(({ translations }) => translations)]
      return keptAnswer(key, from, () => make(vision))
    },
  }
}
export type VisionDesk = ReturnType<typeof createVision>

type ElementTold = HallVisionTold['cards'][number]['elements'][number]
/** With what people made of it in other languages. */
const toldWith =
  (layers: ReadonlyMap<string, TranslationsOf | null>) =>
  ({ entry, table, kind, text, lang, seat, capture, year, level, spot }: VisionElement): ElementTold => {
    const layer = layers.get(boardIn(entry)) ?? undefined
    const made = translatedAs(layer, idIn(entry), text, undefined).translations ?? {}
    const others = Object.entries(made).map(([lang, { text, state }]) => ({ lang, text, state }))
    return { entry, table, kind, text, lang, seat, capture, year, level, spot, translations: others }
  }

/** A small hall is told about once a second, one of 1,000 elements every two. */
const restOf = (placed: readonly Placed[]): number =>
  Math.min(5_000, 1_000 + placed.reduce((sum, { canvas }) => sum + canvas.elements.length, 0))
