/** What is asked of a hall over HTTP: the routes of each part, with the verbs that answer them. */
import { archiveDoc, dialogueDoc, idIn, prefixOf, viewsOf } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { everybody } from '@tablee/shared/view/audiences'
import { mayHandOut, sitesOfLink } from '../access/handing-out.ts'
import { createSeatAnswer } from '../voices/seat-answer.ts'
import { createEntries } from '../history/entries.ts'
import { accessRoutes, presenter, type Cards } from '../http/access-routes.ts'
import { callsRoutes } from '../http/calls-routes.ts'
import { changesRoutes } from '../http/changes-routes.ts'
import { codebookRoutes } from '../http/codebook-routes.ts'
import { codingsImportRoutes } from '../http/coding-files-routes.ts'
import { dictationRoutes } from '../http/dictation-routes.ts'
import { dialogueRoutes, dialogueTold } from '../http/dialogue-routes.ts'
import { eraseRoutes } from '../http/erase-routes.ts'
import { exchangeRoutes } from '../http/exchange-routes.ts'
import { historyRoutes } from '../http/history-routes.ts'
import { journalRoutes } from '../http/journal-routes.ts'
import { liveRoutes } from '../http/live-routes.ts'
import { materialRoutes } from '../http/material-routes.ts'
import { mediaRoutes } from '../http/media-routes.ts'
import { uploadRoutes } from '../http/upload-routes.ts'
import { paperRoutes } from '../http/paper-routes.ts'
import { partnerRoutes } from '../http/partner-routes.ts'
import { photoRoutes } from '../http/photo-routes.ts'
import { planRoutes } from '../http/plan-routes.ts'
import { questionRoutes } from '../http/question-routes.ts'
import { resultsRoutes } from '../http/results-routes.ts'
import { roomRoutes } from '../http/room-routes.ts'
import { routes } from '../http/serve.ts'
import { seatRoutes } from '../http/seat-routes.ts'
import { shareRoutes } from '../http/share-routes.ts'
import { snapshotRoutes } from '../http/snapshot-routes.ts'
import { hallVisionRoutes } from '../http/hall-vision-routes.ts'
import { synthesisRoutes } from '../http/synthesis-routes.ts'
import { translationRoutes } from '../http/translation-routes.ts'
import { voicesRoutes } from '../http/voices-routes.ts'
import { publicRoutes } from '../public/everybody.ts'
import { watchRoutes } from '../public/watch.ts'
import { dictationIn } from './engine.ts'
import type { Hall } from './hall.ts'
import type { Shared } from './shared.ts'
import { countStruck } from './struck.ts'
import { toldIn } from './told.ts'

/** Links as this hall's organiser prints them, at the address by which the server is reached now. */
export const cardsOf = ({ access, describe }: Hall, { origin, clock }: Pick<Shared, 'origin' | 'clock'>): Cards => ({
  access,
  describe,
  origin,
  now: clock,
})

/** That its clock goes on changes nothing of it; what a page of before makes of one that is held moves with the time. */
const timeless = <T extends { readonly clock: { readonly now: number; readonly startedAt: number | null } }>(
  told: T | null,
) => told && { ...told, clock: { ...told.clock, now: 0, startedAt: null } }

/** Made once for a hall: buckets that count requests lie in the routes. */
export function routesOf(hall: Hall, shared: Shared) {
  const { origin, clock, random } = shared
  const { journal, dialogues, voices, seats, participation, paper, photos, views, rooms, live, handedOut } = hall
  const { committed, consent, erasing, waiting, recovery, access, between, materials } = hall
  const { openAt, closeAll } = participation.rounds
  const struck = countStruck(journal)
  const { atTable, toAsk, inRoom } = toldIn(hall)
  const told = dialogueTold(hall.told, openAt, hall.seals.told)
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
    dialogueRoutes({ dialogues: hall.told, told, closeAll, random }),
    planRoutes({
      told: hall.plan.told,
      change: (session, dialogue, command, still) =>
        hall.plan.change(session, dialogue, command, still, () => presenter(cardsOf(hall, shared))),
      clock,
    }),
    changesRoutes({
      waiting,
      parts: {
        dialogue: { action: 'dialogue.read', stamp: (id, session) => timeless(told(id, session)) },
        materials: { action: 'material.see', stamp: (id, session) => materials.told.to(id, session).version },
        plan: { action: 'plan.read', stamp: (id, session) => hall.plan.stamp(session, id) },
        links: {
          action: 'link.list',
          // How many came in by the citizens' cards moves too often to be news.
          stamp: (id, session) => {
            const opened = access.sessions.opened()
            return access.links
              .list(id)
              .filter((link) => mayHandOut(session, { role: link.role, sites: sitesOfLink(link, dialogues) }))
              .map((link) => (link.role === 'citizen' ? link : { ...link, opened: opened.get(link.id) ?? 0 }))
          },
        },
        snapshots: { action: 'snapshot.read', stamp: (id) => journal.head(archiveDoc(id)).seq },
        erasures: { action: 'words.erase', stamp: (id) => [journal.head(archiveDoc(id)).seq, struck()] },
        recovery: { action: 'recovery.confirm', stamp: recovery.report },
      },
      watched: {
        list: (id, audience) => timeless(views.listOf(audience, id)),
        materials: (id) => materials.told.toHalls(id).version,
        themes: async (id, audience) => (await hall.synthesis.shares.toWatchers(id, audience)).version,
        results: async (id, audience) => {
          const now = await participation.results.told(id, audience)
          return now.ok ? now.value.version : now.problem.code
        },
      },
    }),
    seatRoutes({
      seats,
      seatVerbs: participation.seatVerbs,
      again: participation.again,
      receipt: participation.receipt,
      told: createSeatAnswer({
        voices,
        places: dialogues,
        clock,
        era: journal.incarnation,
        rounds: participation.roundsOf,
        ready: participation.roundsReady,
        materials: (session) => materials.told.shown(session.dialogue, session),
      }),
      waiting,
      clock,
    }),
    paperRoutes({ paper, origin, waiting }),
    voicesRoutes({
      verbs: participation.tableVerbs,
      told: atTable,
      results: participation.results,
      waiting,
      clock,
    }),
    roomRoutes({
      told: inRoom,
      heard: rooms.heard,
      seating: rooms.seating,
      verbs: rooms.verbs,
      waiting,
      journal,
      clock,
    }),
    questionRoutes({
      verbs: participation.questions,
      told: toAsk,
      pickable: participation.pickable,
      waiting,
      clock,
    }),
    callsRoutes({ verbs: between.verbs, told: between.told, waiting, clock }),
    translationRoutes({ ...hall.translating, waiting, clock }),
    dictationRoutes({ dictation: dictationIn(hall, shared.engine), clock }),
    photoRoutes({ photos, clock }),
    materialRoutes({ ...materials, waiting, clock }),
    uploadRoutes({ ...materials.store, usedBy: materials.used, clock }),
    mediaRoutes({
      media: materials.mediaFor({ keyOf: access.keys.of, living: access.again }),
      bytes: materials.store.bytes,
      clock,
      holds: shared.holds,
    }),
    watchRoutes({ views, photos, results: participation.results, dialogue: dialogues.dialogue }),
    publicRoutes({ views, isOpen: () => access.links.isOpen(everybody.name), dialogue: hall.dialogue }),
    routes(...hall.served),
    liveRoutes({
      live,
      kinds: hall.kinds.all.map(({ documents }) => documents),
      views,
      numberOf: (table) => dialogues.table(table)?.number ?? 0,
      waiting,
      clock,
    }),
    eraseRoutes({ erasing }),
    snapshotRoutes({ snapshots: handedOut }),
    synthesisRoutes({ ...hall.synthesis, waiting, clock }),
    codebookRoutes({ codebook: hall.synthesis.codebook, waiting, clock }),
    codingsImportRoutes({ bringing: hall.synthesis.codebook.bringing, random: shared.random }),
    hallVisionRoutes({ ...hall.synthesis, waiting }),
    partnerRoutes({ log: hall.partners, dialogues, waiting, clock }),
    shareRoutes({ ...hall.synthesis, waiting, clock }),
    resultsRoutes({ asking: hall.asking, waiting, clock }),
    historyRoutes({ journal, clock, boards: { read: committed } }),
    journalRoutes({ entries: createEntries(journal), waiting, namesOf: documentsOf }),
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
