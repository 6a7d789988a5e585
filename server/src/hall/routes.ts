/** What is asked of a hall over HTTP: the routes of each part, with the verbs that answer them. */
import { dialogueDoc, idIn, prefixOf, viewsOf } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { createSeatAnswer } from '../voices/seat-answer.ts'
import { createEntries } from '../history/entries.ts'
import { accessRoutes, presenter, type Cards } from '../http/access-routes.ts'
import { dialogueRoutes } from '../http/dialogue-routes.ts'
import { eraseRoutes } from '../http/erase-routes.ts'
import { exchangeRoutes } from '../http/exchange-routes.ts'
import { foundRoutes } from '../http/found-routes.ts'
import { historyRoutes } from '../http/history-routes.ts'
import { journalRoutes } from '../http/journal-routes.ts'
import { liveRoutes } from '../http/live-routes.ts'
import { paperRoutes } from '../http/paper-routes.ts'
import { photoRoutes } from '../http/photo-routes.ts'
import { createDescribe } from '../http/places.ts'
import { recoveryRoutes } from '../http/recovery-routes.ts'
import { routes } from '../http/serve.ts'
import { seatRoutes } from '../http/seat-routes.ts'
import { snapshotRoutes } from '../http/snapshot-routes.ts'
import { voicesImportRoutes } from '../http/voices-import-routes.ts'
import { voicesRoutes } from '../http/voices-routes.ts'
import type { Journal } from '../journal/port.ts'
import type { Hall } from './hall.ts'
import type { Means } from './store.ts'

export function routesOf(hall: Hall, journal: Journal, origin: () => string, { clock, random }: Omit<Means, 'logger'>) {
  const { dialogues, voices, access, seats, participation, paper, photos, views, live, founding, handedOut } = hall
  const { committed, consent, recovery, damage, erasing } = hall
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
  const cards: Cards = { access, describe: createDescribe(dialogues), origin, now: clock }
  return [
    accessRoutes(cards),
    dialogueRoutes({ dialogues: hall.told, rounds: participation.rounds, random }),
    foundRoutes({
      founding,
      linksOf: (dialogue) => access.links.list(dialogue).map(presenter(cards)),
      titleOf: (dialogue) => dialogues.dialogue(dialogue)?.title ?? '',
      clock,
      random,
    }),
    voicesImportRoutes({
      into: {
        voices: voices.append,
        // Nobody sits down there: cards for who looks after it and who reads it, none for tables.
        async found(draft, observers, by) {
          const own = await access.keys.begin(draft.id)
          if (!own.ok) return own
          const done = await dialogues.found(draft, { ...by, command: `found-${draft.id}` })
          if (!done.ok) return done
          const event = { dialogue: draft.id, codeFrom: draft.opensAt, codeUntil: draft.closesAt }
          const issued = await access.links.issueAll([
            { ...event, role: 'organiser', label: 'First run' },
            { ...event, role: 'analyst', label: 'Synthesis team' },
            ...(observers ? [{ ...event, role: 'observer', label: 'Watch' } as const] : []),
          ])
          return issued.ok ? founding.plantBlank(draft.id) : issued
        },
        linksOf: (dialogue) => access.links.list(dialogue).map(presenter(cards)),
      },
      clock,
      random,
    }),
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
    photoRoutes({ photos, shownTo: views.showing, clock }),
    routes(...hall.served),
    liveRoutes({ live, kinds: hall.kinds.all.map(({ documents }) => documents), views, clock }),
    eraseRoutes({ erasing }),
    recoveryRoutes({ recovery, damage, all: dialogues.list }),
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
