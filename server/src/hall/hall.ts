/**
 * A hall: one dialogue, its parts wired in the order in which an edit passes them (ARCHITECTURE.md, "The straight line").
 * It knows its own log and what a process' halls share, and no other hall: what spans dialogues is asked in front of it.
 */
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { languageOf, listed } from '@tablee/shared/i18n/language'
import { roleNames } from '@tablee/shared/i18n/names-messages/index'
import { translator } from '@tablee/shared/i18n/translator'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { besideSteps } from '@tablee/shared/translations/beside'
import { everybody, observers } from '@tablee/shared/view/audiences'
import * as Y from 'yjs'
import type { Access } from '../access/access.ts'
import { firstRun, type Link } from '../access/links.ts'
import { createParticipation } from '../voices/participation.ts'
import { createAsksAt } from '../voices/questions.ts'
import { createAnew } from '../erase/anew.ts'
import { createArrivals } from '../erase/arrivals.ts'
import { createEraseLetters } from '../erase/letters.ts'
import { openErasures } from '../erase/log.ts'
import { createWaiting } from '../hold/waiting.ts'
import { createDescribe, createPlaces } from '../http/places.ts'
import type { Journal } from '../journal/port.ts'
import { boards } from '../live/board/kind.ts'
import type { BoardDeps } from '../live/board/ports.ts'
import { createLive } from '../live/live.ts'
import { outlineOf } from '../paper/outline.ts'
import { createPaper } from '../paper/paper.ts'
import { press } from '../paper/press.ts'
import { createRecovery } from '../recovery/recovery.ts'
import type { Views } from '../view/views.ts'
import type { LabelOf } from '../room/ports.ts'
import { publicIds } from '../view/names.ts'
import { admissionIn } from './admission.ts'
import { askingIn } from './asking.ts'
import { createErasure } from './erasure.ts'
import { foundingIn } from './founding.ts'
import { frozenIn } from './frozen.ts'
import { snapshotsHandedOut } from './handed-out.ts'
import { hear } from './hears.ts'
import { kindsIn } from './kinds.ts'
import { leadToPlaces } from './leads.ts'
import { createPeople, type People } from './people.ts'
import { planIn } from './plan.ts'
import { roomsIn } from './room.ts'
import type { Shared } from './shared.ts'
import { synthesisIn } from './synthesis.ts'
import { translatingIn } from './translating.ts'
import { viewsIn } from './viewing.ts'

export type Hall = Awaited<ReturnType<typeof createHall>>

/** How many watch a board, and whether everybody may. */
const watchedBy = (board: BoardId, views: Views, { links }: Pick<Access, 'links'>) => ({
  watching: views.watching([board]),
  ...(links.isOpen(everybody.name) ? { everybody: true as const } : {}),
})

/** As somebody wrote it; where nobody did, who has it: the role and its sites, in the dialogue's language. */
function nameOn(link: Link | null, { dialogue, sites }: People['dialogues']): string {
  if (link === null) return ''
  const { label, role } = link
  if (label !== '' && label !== firstRun) return label
  const lang = languageOf(dialogue(link.dialogue)?.lang ?? 'en')
  const theirs = sites(link.dialogue).filter(({ id }) => link.sites?.includes(id) === true)
  return listed(lang, [translator(roleNames, lang)(role), ...theirs.map(({ name }) => name)])
}

/** A board as it is committed, to keep. */
async function committedIn(live: Pick<ReturnType<typeof createLive>, 'state'>, board: BoardId): Promise<Y.Doc> {
  const doc = newBoardDoc()
  Y.applyUpdate(doc, (await live.state(board)).state)
  return doc
}

/** `journal`: the log of this dialogue. */
export async function createHall(dialogue: DialogueId, journal: Journal, shared: Shared) {
  const { database, directory, clock, random, logger } = shared
  const labels: LabelOf = (link) => nameOn(access.links.get(link), dialogues)
  const macOf = (table: string) => access.keys.of(dialogues.table(table)?.dialogue ?? null).mac
  const erasures = await openErasures({ journal, clock })
  const anew = createAnew({ erasures, macOf })
  const people = await createPeople(journal, clock, {
    dialogue,
    anew,
    store: shared.materials,
    labelOf: labels,
    watched: (board) => watchedBy(board, views, access),
    shares: () => synthesis.state().shares,
  })
  const { dialogues, voices, locks, consent, between, materials, translations, told } = people
  leadToPlaces(directory, dialogues)

  // After a restore: what devices hand in, until the organiser ends it.
  const recovery = await createRecovery({ dialogue, database, journal, places: dialogues, clock, kept: shared.kept })

  // What people edit together: boards, and documents of whatever kind else this hall is given.
  const tableNamed = (board: BoardId) => dialogues.board(board)?.table ?? null
  const keyOf = (board: BoardId) => access.keys.of(dialogues.board(board)?.dialogue ?? null)
  const arrivals = createArrivals({ erasures, macOf, tableOf: tableNamed, isSheet: locks.isSheet })
  const ofBoards: BoardDeps = {
    dialogues: told,
    recovery,
    locked: locks.of,
    isSheet: locks.isSheet,
    erased: { ...arrivals, settled: (board, { before }) => erasing.cameBefore(board, before) },
  }
  const aBoard = boards(ofBoards, (board, change) => live.write(board, 'server', change), logger)
  const known = { lead: directory.lead, journal, dialogues, clock }
  const { kinds, served } = await kindsIn(dialogue, aBoard, shared.kinds, known)

  // 3. May this person?
  const { access, seats } = await admissionIn(dialogue, { journal, people, kinds, shared })

  // 4. to 6. Sound, durable, applied, broadcast, acknowledged.
  const live = createLive({
    ...ofBoards,
    kinds,
    journal,
    access: { consume: access.tickets.consume, refused: access.tickets.refused, again: access.again },
    clock,
    random,
    logger,
    late: shared.late,
  })

  const committed = (board: BoardId): Promise<Y.Doc> => committedIn(live, board)

  // Sheets of paper, by table and seat.
  const paper = createPaper({
    keyOf: access.keys.of,
    places: dialogues,
    voices: voices.state,
    outline: (board) => live.look(board, (doc) => outlineOf(readBoard(doc))),
    press,
    clock,
    random,
    onTrouble: (what) => logger.error({ what }, 'the press failed'),
  })

  /** What may be seen of a board, before it is an audience's. */
  const observed = (board: string): ReturnType<typeof dialogues.policy> => {
    const policy = consent.over(board as BoardId, dialogues.policy(board))
    return recovery.active(board as BoardId) ? { ...policy, observation: 'paused' } : policy
  }

  // What people say for themselves, and what their table does with it.
  const waiting = createWaiting()
  const asksAt = createAsksAt(voices, dialogues)
  const participation = createParticipation({
    voices,
    seats,
    places: { ...dialogues, asksAt, policy: observed, held: dialogues.held.of, counted: dialogues.held.counted },
    boards: { look: live.look, write: live.write, settled: journal.settled },
    locks,
    waiting,
    paperSeat: paper.writerOf,
    keyOf: access.keys.of,
    shows: { seen: (board) => views.seen(board), names: (board) => publicIds(keyOf(board), board, observers) },
    beside: (of) => besideSteps(translations.state(of)),
    clock,
    random,
  })
  // 7. Seen. Curtains and policies that came after a backup are lost with what it lacks: until the organiser has looked,
  // observers see nothing.
  const views = viewsIn({ journal, people, recovery, access, observed, keyOf, shared })
  // What is said in it, in other languages.
  const asRead = { keyOf, keyOfDialogue: access.keys.of, results: participation.results, labelOf: labels }
  const themes = () => synthesis.state().themes
  const translating = translatingIn({ people, live, views, waiting, shared, themes, ...asRead })
  // The rooms of its sites, as their consoles have them.
  const rooms = roomsIn({ journal, people, participation, live, views, waiting, shared })
  // 8. Frozen.
  const frozen = await frozenIn({ dialogue, journal, people, access, erasures, recovery, shared })
  const { seals, snapshots, ownKey } = frozen

  // 9. Understood: what a theme team reads and makes of it.
  const ofTeam = { dialogue, journal, people, participation, live, observed, keyOf: access.keys.of }
  const synthesis = await synthesisIn({ ...ofTeam, anew, waiting, shared })

  // Asked: figures of what people said, at any cut.
  const asking = askingIn({ journal, people, participation })

  // Struck out for good, from everything that is kept.
  const ofErasure = { live, participation, views, translating, snapshots, synthesis, asking, erasures, macOf }
  const erasing = createErasure({ dialogue, shared, journal, people, ...ofErasure })

  const { write, renew } = live.documents
  const eraseLetters = createEraseLetters({ journal, write, renew, reread: live.reread, scrub: shared.scrub })

  const founding = foundingIn({ journal, dialogues, access, ownKey, live, clock, random })
  const plan = planIn({ people, access, founding, clock, random })

  const of = { dialogue, journal, people, access, seats, live, paper, participation, views, recovery, translating }
  const hears = hear({ ...of, waiting, clock, logger })
  const handedOut = snapshotsHandedOut(journal, snapshots, consent, live, erasing, seals)
  function close(): void {
    frozen.close()
    hears.close()
    translating.close()
    rooms.close()
    synthesis.close()
    dialogues.close()
    seats.close()
    locks.close()
    paper.close()
    voices.close()
    between.close()
    materials.close()
    translations.close()
    people.partners.close()
    access.close()
    erasures.close()
    journal.close()
  }

  return {
    dialogue,
    journal,
    ...people,
    kinds,
    served,
    /** Where a path leads here. */
    guard: createPlaces({ access, dialogues, kinds, snapshots }),
    describe: createDescribe(dialogues),
    recovery,
    access,
    seats,
    live,
    committed,
    paper,
    waiting,
    participation,
    views,
    rooms,
    synthesis,
    asking,
    translating,
    photos: shared.photos,
    ...frozen,
    handedOut,
    erasing,
    eraseLetters,
    founding,
    plan,
    close,
    /** In good order, while the process goes on: who is in is told to come back, and what is in flight lands. */
    async leave(): Promise<void> {
      await frozen.byItself.close()
      participation.close()
      waiting.close()
      // Others wait for this hall: a phone that sleeps has gone without its goodbye.
      await live.close(3_000, 300)
      await views.close()
      await journal.settled()
      close()
    },
  }
}
