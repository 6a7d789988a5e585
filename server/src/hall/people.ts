/** What is known of a dialogue and its people, from their logs: tables and boards, voices, consents, what a hall is shown. */
import { openMaterials } from '../materials/log.ts'
import { createMaterials } from '../materials/materials.ts'
import type { MaterialStore } from '../materials/store.ts'
import { createBetween } from '../room/between.ts'
import type { Anew } from '../erase/anew.ts'
import { changing } from '../record/record.ts'
import { openTranslations } from '../translations/log.ts'
import { openRoomLog } from '../room/log.ts'
import type { LabelOf } from '../room/ports.ts'
import { createConsent } from '../voices/consent.ts'
import { createLocks } from '../voices/locks.ts'
import { createVoices } from '../voices/voices.ts'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { unreleasedOf, type Shares } from '@tablee/shared/synthesis/shares'
import { lastAsked, unreleasedIn, type Asides } from '@tablee/shared/translations/asides'
import type { Clock } from '../clock.ts'
import { openPartners } from '../partner/log.ts'
import { createDialogues } from '../dialogue/dialogues.ts'
import type { Journal } from '../journal/port.ts'

export type People = Awaited<ReturnType<typeof createPeople>>

/**
 * Reads the logs of all dialogues and voices of this journal first. `told`: what a table is told in the place of
 * `dialogues`. `labelOf`: what is written on a card, `watched`: how many watch a board, and may everybody, `shares`: what tables said of
 * themes; all asked later. Close
 * `dialogues`, `voices`, `between`, `materials` and `translations`.
 */
export async function createPeople(
  journal: Journal,
  clock: Clock,
  {
    dialogue,
    store,
    labelOf,
    watched,
    shares,
    anew,
  }: {
    readonly dialogue: DialogueId
    /** Bytes of materials. */
    readonly store: MaterialStore
    readonly labelOf: LabelOf
    readonly watched: (board: BoardId) => { readonly watching: number; readonly everybody?: true }
    readonly shares: () => Shares
    /** What is said of erased sentences anew. */
    readonly anew?: Anew
  },
) {
  const dialogues = await createDialogues({ journal, clock })

  // People's own voices: seats, sheets, ballots, answers.
  const voices = await createVoices({ journal, clock })
  const locks = createLocks(voices, dialogues)

  // What rooms and tables say to one another.
  const said = await openRoomLog({ journal, clock })
  const between = createBetween({
    log: anew === undefined ? said : changing(said, anew.room),
    places: dialogues,
    labelOf,
  })

  // Films, slides and leaflets, and what plays where.
  const shownThere = await openMaterials({ journal, clock })
  const materials = createMaterials({
    dialogue,
    log: anew === undefined ? shownThere : changing(shownThere, anew.materials),
    store,
    standing: dialogues.standing,
    siteOf: (table) => dialogues.table(table)?.siteId ?? null,
    clock,
  })
  const translated = await openTranslations({ journal, clock })
  const translations = anew === undefined ? translated : changing(translated, anew.translations)

  // What partners' own surveys say, beside.
  const brought = await openPartners({ journal, clock })
  const partners = anew === undefined ? brought : changing(brought, anew.partners)

  // What people consented to, for anyone who looks or reads.
  const consent = createConsent({
    voices,
    places: {
      ...dialogues,
      boards: (dialogue) => dialogues.tables(dialogue).flatMap(({ id }) => dialogues.boardsOf(id)),
    },
  })

  /** Of all sessions of its table. */
  const boardsBeside = (board: BoardId): readonly BoardId[] => {
    const place = dialogues.board(board)
    return place === null ? [board] : dialogues.boardsOf(place.table).map(({ id }) => id)
  }
  /** What the table answered as one, behind its curtain: on none of its boards, and held like what is. */
  function answersBehind(board: BoardId, asides: Asides): number {
    const table = dialogues.board(board)?.table
    if (table === undefined) return 0
    const behind = (at: number): boolean => dialogues.saidBehind(table, at)
    return unreleasedOf(shares(), table, behind) + unreleasedIn(asides, boardsBeside(board), behind)
  }
  /** A table that is hidden because somebody at it said no is not told that it is watched. */
  const told = {
    ...dialogues,
    counted: dialogues.held.counted,
    status(id: string): ReturnType<typeof dialogues.status> {
      const found = dialogues.status(id)
      if (found === null) return null
      const { asides } = translations.state(found.dialogue as DialogueId)
      const made = translations.state(found.dialogue as DialogueId).boards.get(found.board)?.made ?? 0
      const asked = lastAsked(asides, boardsBeside(found.board))
      const answers = answersBehind(found.board, asides)
      const status = {
        ...found,
        ...watched(found.board),
        ...(made === 0 ? {} : { translated: made }),
        ...(asked === 0 ? {} : { asked }),
        ...(answers === 0 ? {} : { answersBehind: answers }),
      }
      return !status.observed
        ? status
        : { ...status, observed: consent.over(status.board, dialogues.policy(id)).consent }
    },
  }
  return { dialogues, voices, locks, between, materials, translations, partners, consent, told }
}
