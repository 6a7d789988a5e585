/** What is asked of a hall over HTTP: the routes of each part, with the verbs that answer them. */
import { dialogueDoc, idIn, prefixOf, viewsOf } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { createSeatAnswer } from '../voices/seat-answer.ts'
import { createEntries } from '../history/entries.ts'
import { accessRoutes, type Cards } from '../http/access-routes.ts'
import { dialogueRoutes } from '../http/dialogue-routes.ts'
import { eraseRoutes } from '../http/erase-routes.ts'
import { exchangeRoutes } from '../http/exchange-routes.ts'
import { historyRoutes } from '../http/history-routes.ts'
import { journalRoutes } from '../http/journal-routes.ts'
import { liveRoutes } from '../http/live-routes.ts'
import { paperRoutes } from '../http/paper-routes.ts'
import { photoRoutes } from '../http/photo-routes.ts'
import { routes } from '../http/serve.ts'
import { seatRoutes } from '../http/seat-routes.ts'
import { snapshotRoutes } from '../http/snapshot-routes.ts'
import { voicesRoutes } from '../http/voices-routes.ts'
import { watchRoutes } from '../public/watch.ts'
import type { Hall } from './hall.ts'
import type { Shared } from './shared.ts'

export const cardsOf = ({ access, describe }: Hall, { origin, clock }: Shared): Cards => ({
  access,
  describe,
  origin,
  now: clock,
})

export function routesOf(hall: Hall, shared: Shared) {
  const { origin, clock, random } = shared
  const { journal, dialogues, voices, seats, participation, paper, photos, views, live, handedOut } = hall
  const { committed, consent, erasing } = hall
  /** Every document of a dialogue in the journal: its own, those of all kinds, and boards' views. */
  const documentsOf = (dialogue: DialogueId): readonly string[] => [
    dialogueDoc(dialogue),
    ...hall.kinds.all.flatMap(({ documents, place }) =>
      journal.documents(prefixOf(documents)).flatMap((name) => {
        const id = idIn(documents, name)
        if (id === null || place(id)?.dialogue !== dialogue) return []
        return [name, ...(documents === 'board' ? journal.documents(viewsOf(id as BoardId)) : [])]
      }),
    ),
  ]
  return [
    accessRoutes(cardsOf(hall, shared)),
    dialogueRoutes({ dialogues: hall.told, rounds: participation.rounds, random }),
    seatRoutes({
      seats,
      seatVerbs: participation.seatVerbs,
      told: createSeatAnswer({ voices, places: dialogues, clock, rounds: participation.roundsOf }),
      waiting: hall.waiting,
      clock,
    }),
    paperRoutes({ paper, origin: origin }),
    voicesRoutes({
      verbs: participation.tableVerbs,
      told: participation.tableTold,
      results: participation.results,
      waiting: hall.waiting,
      clock,
    }),
    photoRoutes({ photos, clock }),
    watchRoutes({ views, photos, results: participation.results }),
    routes(...hall.served),
    liveRoutes({ live, kinds: hall.kinds.all.map(({ documents }) => documents), views, clock }),
    eraseRoutes({ erasing }),
    snapshotRoutes({ snapshots: handedOut }),
    historyRoutes({ journal, clock, boards: { read: committed } }),
    journalRoutes({ entries: createEntries(journal), namesOf: documentsOf }),
    exchangeRoutes({
      boards: {
        write: live.write,
        state: async (board) => (await live.state(board)).state,
        consents: consent.of,
        about(id) {
          const found = dialogues.board(id)
          if (found === null) return null
          const { site, tableNumber: table, session, question, lang } = found
          return { id, site, table, session, question, lang }
        },
      },
      snapshots: handedOut,
      clock,
    }),
  ]
}
