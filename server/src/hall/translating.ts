/** Translations of a hall, wired: what observers see is what can be translated. */
import { readWhole } from '@tablee/shared/board/whole'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { acceptedOn } from '@tablee/shared/translations/accepted'
import { observers } from '@tablee/shared/view/audiences'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { Clock } from '../clock.ts'
import type { createLive } from '../live/live.ts'
import { atTable } from '../translations/at-table.ts'
import { createLately } from '../translations/lately.ts'
import type { LabelOf, Shown } from '../translations/ports.ts'
import type { TranslationLog } from '../translations/log.ts'
import { createTexts } from '../translations/texts.ts'
import { createTranslationVerbs } from '../translations/verbs.ts'
import { publicIds, type ViewKey } from '../view/names.ts'
import type { createViews } from '../view/views.ts'
import type { People } from './people.ts'

/** The board's policy with what translators made of it: the same object of theirs as long as nothing changed. */
export function translated(
  log: Pick<TranslationLog, 'state'>,
  places: { board(id: string): { readonly dialogue: DialogueId } | null },
  board: BoardId,
  policy: ViewPolicy,
): ViewPolicy {
  const place = places.board(board)
  const translations = place === null ? null : acceptedOn(log.state(place.dialogue), board)
  return translations === null ? policy : { ...policy, translations }
}

/** `stale`: what observers see of a board, or of all, may be another by now. */
export function translatingIn({
  people: { dialogues, translations: log },
  live,
  views,
  keyOf,
  clock,
  labelOf,
}: {
  readonly people: People
  readonly live: Pick<ReturnType<typeof createLive>, 'look'>
  readonly views: Pick<ReturnType<typeof createViews>, 'seen'>
  readonly keyOf: (board: BoardId) => ViewKey
  readonly clock: Clock
  readonly labelOf: LabelOf
}) {
  const names = new Map<BoardId, (id: string) => string>()
  const shown: Shown = {
    seen: (board) => views.seen(board),
    names(board) {
      const name = names.get(board) ?? publicIds(keyOf(board), board, observers)
      names.set(board, name)
      return name
    },
    ids: (board) =>
      live.look(board, (doc) => {
        const { nodes, words, canvas, notes } = readWhole(doc)
        return [
          ...[...nodes.keys()].map((node) => ({ board, node, words: null })),
          ...[...words.values()].flatMap(({ id, node }) => (node === null ? [] : [{ board, node, words: id }])),
          ...[...(canvas?.shapes.keys() ?? [])].map((element) => ({ board, element })),
          ...(notes?.blocks ?? []).map(({ id }) => ({ board, block: id })),
        ]
      }),
  }
  const lately = createLately({ seen: shown.seen, clock })
  const of = { log, places: dialogues, clock }
  return {
    told: createTexts({ ...of, shown: { ...shown, seen: lately.seen } }),
    // Judged by what is seen in that moment.
    verbs: createTranslationVerbs({ ...of, shown, labelOf }),
    /** For its own table. */
    ofBoard: (board: BoardId) =>
      live.look(board, (doc) => {
        const place = dialogues.board(board)
        const layer = place === null ? null : acceptedOn(log.state(place.dialogue), board)
        return layer === null ? {} : atTable(layer, readWhole(doc))
      }),
    stale: lately.stale,
  }
}
