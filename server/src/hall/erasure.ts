/** Erasing reaches everything that is kept: what it needs of the other parts. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { readBoard } from '@tablee/shared/board/read'
import { unobserved, unquoted } from '@tablee/shared/view/consents'
import { createErasing } from '../erase/erase.ts'
import type { ErasureLog } from '../erase/log.ts'
import type { Journal } from '../journal/port.ts'
import type { createLive } from '../live/live.ts'
import { rewriteConflicts } from '../recovery/tables.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import type { createViews } from '../view/views.ts'
import type { createParticipation } from '../voices/participation.ts'
import type { People } from './people.ts'
import type { Shared } from './shared.ts'

/** Everything that is erased here is of this hall alone, but for the file: its remains go for all halls at once. */
export function createErasure({
  dialogue,
  shared: { database, late, kept, scrub, onErased, random },
  journal,
  people: { dialogues, voices, locks, between, materials, translations, partners, consent },
  live,
  participation,
  views,
  translating,
  snapshots,
  synthesis,
  asking,
  erasures,
  macOf,
}: {
  readonly dialogue: DialogueId
  readonly shared: Shared
  readonly journal: Journal
  readonly people: People
  readonly live: ReturnType<typeof createLive>
  readonly participation: Pick<ReturnType<typeof createParticipation>, 'boardsNow'>
  readonly views: ReturnType<typeof createViews>
  readonly translating: { forget(): void }
  readonly snapshots: Snapshots
  readonly synthesis: { forget(): Promise<void>; typedAs(parts: readonly string[]): string }
  readonly asking: { forget(): void }
  readonly erasures: ErasureLog
  readonly macOf: Parameters<typeof createErasing>[0]['macOf']
}) {
  const tableNamed = (board: BoardId) => dialogues.board(board)?.table ?? null
  return createErasing({
    journal,
    erasures,
    boards: (dialogue) =>
      dialogues.tables(dialogue).flatMap(({ id }) => dialogues.boardsOf(id).map((board) => board.id)),
    tableOf: (board) => {
      const place = dialogues.board(board)
      return place === null ? [board] : dialogues.boardsOf(place.table).map(({ id }) => id)
    },
    dialogueOf: (board) => dialogues.board(board)?.dialogue ?? null,
    tableNamed,
    async refused(board, ids) {
      const consents = consent.of(board)
      if (consents === null) return false
      const said = [...(await live.look(board, readBoard)).words.values()]
      return [unobserved(consents), unquoted(consents)].some((veil) => {
        const whose = veil.words(said)
        return [...ids].some((id) => (whose.get(id) ?? veil.element(id, null)) === 'no')
      })
    },
    isSheet: locks.isSheet,
    async seatsOf(board, ids) {
      const place = dialogues.board(board)
      const seats = new Set<string>()
      for (const { id } of place === null ? [] : dialogues.boardsOf(place.table))
        for (const one of (await live.look(id, readBoard)).words.values())
          if (ids.has(one.id) && one.seat !== null) seats.add(one.seat)
      // Where nobody signed it, its row says who wrote it.
      for (const { sheets } of place === null ? [] : voices.state(place.dialogue).rounds.values())
        for (const { id, seat } of sheets.values()) if (ids.has(id)) seats.add(seat)
      return seats
    },
    renew: (board) => live.renew(board),
    macOf,
    typedAs: synthesis.typedAs,
    look: live.look,
    write: (board, author, change) => live.write(board, author, change),
    late: late.of,
    async beside(board, change) {
      late.rewrite(board, change)
      rewriteConflicts(database, board, change)
      await kept()
    },
    snapshots,
    async reread(board, shown) {
      const dialogue = dialogues.board(board)?.dialogue
      await Promise.all([
        voices.reread(dialogue),
        between.reread(dialogue),
        materials.reread(dialogue),
        translations.reread(dialogue),
        partners.reread(dialogue),
      ])
      dialogues.held.forget()
      live.reread()
      participation.boardsNow.forget()
      await synthesis.forget()
      asking.forget()
      for (const one of shown) await views.reread(one)
      translating.forget()
    },
    async scrub() {
      await scrub()
      for (const tell of onErased) tell(dialogue)
    },
    random,
  })
}
