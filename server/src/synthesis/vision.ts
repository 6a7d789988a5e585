/** The hall's vision as a theme team is told it: worked out when somebody asks, of what may be read at that moment. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import { boardIn } from '@tablee/shared/synthesis/entries'
import { hallVision, type HallCanvas, type HallVision, type VisionElement } from '@tablee/shared/synthesis/vision'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { translatedAs } from '@tablee/shared/view/translated'
import { versioned } from '../hold/waiting.ts'
import type { ReadBoards } from './boards.ts'
import type { SynthesisLog } from './log.ts'
import type { Keeps, ThemePlaces } from './ports.ts'

type Place = {
  readonly table: ReturnType<ThemePlaces['tables']>[number]
  readonly board: BoardId
  readonly session: number
}
type Made = { readonly of: readonly unknown[]; readonly vision: HallVision }

/** Of one dialogue's hall. */
export function createVision({
  boards,
  keeps,
  places,
  log,
}: {
  readonly boards: ReadBoards
  readonly keeps: Pick<Keeps, 'curtain' | 'translationsOf'>
  readonly places: ThemePlaces
  readonly log: SynthesisLog
}) {
  /** One for each session that is looked at. */
  const made = new Map<string, Made>()

  function visionOf(of: DialogueId, session: string | undefined, at: readonly Place[]): HallVision {
    const found = at.map(({ board, table }) => ({ table, canvas: boards.canvasOf(board) }))
    const { joins } = log.state(of)
    const now: readonly unknown[] = [joins, ...found.map(({ canvas }) => canvas)]
    const before = made.get(session ?? '')
    if (before !== undefined && before.of.length === now.length && before.of.every((one, n) => one === now[n]))
      return before.vision
    const vision = hallVision(
      found.flatMap(({ table, canvas }): HallCanvas[] =>
        canvas === null ? [] : [{ ...canvas, table: table.id, number: table.number }],
      ),
      joins,
    )
    made.set(session ?? '', { of: now, vision })
    return vision
  }

  function elementTold({
    entry,
    table,
    kind,
    text,
    lang,
    seat,
    capture,
    year,
    level,
    spot,
  }: VisionElement): HallVisionTold['cards'][number]['elements'][number] {
    const board = boardIn(entry)
    const shape = entry.slice(entry.lastIndexOf('/') + 1)
    const made =
      translatedAs(keeps.translationsOf(board as BoardId) ?? undefined, shape, text, undefined).translations ?? {}
    const others = Object.entries(made).map(([lang, { text, state }]) => ({ lang, text, state }))
    return { entry, table, kind, text, lang, seat, capture, year, level, spot, translations: others }
  }

  /** While a hall types it is asked for again and again: an answer that says the same is the same object. */
  let last: { readonly of: readonly unknown[]; readonly answer: Result<HallVisionTold> } | null = null

  return {
    /** `session` by its number; one that is not there holds nothing. */
    async told(dialogue: DialogueId, session: string | undefined): Promise<Result<HallVisionTold>> {
      const tables = places.tables(dialogue)
      const all = tables.flatMap((table) =>
        places.boardsOf(table.id).map(({ id, session }): Place => ({ table, board: id, session })),
      )
      await boards.read(all.map(({ board }) => board))
      const within = all.filter((one) => session === undefined || String(one.session) === session)
      const vision = visionOf(dialogue, within.length === 0 ? undefined : session, within)
      const drawn = new Set(within.flatMap(({ table, board }) => (keeps.curtain(board) === 'drawn' ? [table.id] : [])))
      const filled = all.filter(({ board }) => (boards.canvasOf(board)?.elements.length ?? 0) > 0)
      const sessions = [...new Set(filled.map((one) => one.session))].sort((a, b) => a - b)
      const now: readonly unknown[] = [
        vision,
        [...drawn].join(' '),
        sessions.join(' '),
        ...tables.flatMap(({ id, number }) => [id, number]),
        ...within.map(({ board }) => keeps.translationsOf(board)),
      ]
      if (last !== null && last.of.length === now.length && last.of.every((one, n) => one === now[n]))
        return last.answer
      const answer = versioned(
        ok({
          tables: tables.map(({ id, number, siteId }) => ({ id, number, site: siteId, curtain: drawn.has(id) })),
          sessions,
          ...vision,
          cards: vision.cards.map((card) => ({ ...card, elements: card.elements.map(elementTold) })),
        }),
      )
      last = { of: now, answer }
      return answer
    },
  }
}
