/** Who is told of what: after COMMIT, and in the order in which it is written here. */
import {
  accessDoc,
  archiveDoc,
  boardOf,
  dialogueDoc,
  idIn,
  ownerIn,
  synthesisDoc,
  voicesDoc,
} from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { everybody } from '@tablee/shared/view/audiences'
import type { Voices } from '@tablee/shared/voices/fold'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import type { Access } from '../access/access.ts'
import type { createParticipation } from '../voices/participation.ts'
import type { Seats } from '../voices/seats.ts'
import { createGathered } from '../hold/gathered.ts'
import { pace, topic, type Topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { DocName, Journal } from '../journal/port.ts'
import type { createLive } from '../live/live.ts'
import type { Paper } from '../paper/paper.ts'
import type { Logger } from '../ops/logger.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { atOnce } from '../view/at-once.ts'
import type { createViews } from '../view/views.ts'
import type { People } from './people.ts'
import type { Clock } from '../clock.ts'
import { createAtTime } from './at-time.ts'
import { createGoing } from './going.ts'
import { strikesOut } from './struck.ts'

const viewed = (doc: DocName): BoardId | null => (idIn('view', doc) === null ? null : (ownerIn(doc) as BoardId))
/** It listens for as long as the parts are there; what was to be told a little later ends with `close`. */
export function hear({
  dialogue,
  journal,
  people: { dialogues, voices, consent, between, materials, translations, partners },
  access,
  seats,
  live,
  paper,
  participation,
  views,
  recovery,
  translating: { stale },
  waiting,
  clock,
  logger,
}: {
  readonly dialogue: DialogueId
  readonly journal: Journal
  readonly people: People
  readonly access: Access
  readonly seats: Seats
  readonly live: ReturnType<typeof createLive>
  readonly paper: Paper
  readonly participation: ReturnType<typeof createParticipation>
  readonly views: ReturnType<typeof createViews>
  readonly recovery: Recovery
  readonly translating: { stale(board?: BoardId): void }
  readonly waiting: Waiting
  readonly clock: Clock
  readonly logger: Logger
}): { close(): void } {
  const kept = (): void => waiting.wakeWithin(pace.kept, topic.kept(dialogue))
  const places = (): void => waiting.wakeWithin(pace.places, topic.places(dialogue))
  /** Who sits where, and what lies in a theme: for whom translations are needed. */
  const needed = new Set([voicesDoc(dialogue), synthesisDoc(dialogue)])
  const whole = new Set([accessDoc(dialogue), archiveDoc(dialogue)])
  seats.onMoved(live.reseat)
  const going = createGoing({
    dialogue,
    dialogues,
    clock,
    go(moved) {
      live.reseat(dialogue)
      waiting.wake(topic.rooms(dialogue), ...moved.map((seat) => topic.seat(dialogue, seat)))
    },
  })
  const changed = (): void => {
    participation.boardsNow.changed()
    participation.results.changed()
  }
  /** At once where something may be gone; what merely comes is looked at a little later. */
  const texts = (board?: BoardId, soon = true): void => {
    stale(board)
    if (soon) waiting.wake(topic.texts(dialogue))
    else waiting.wakeWithin(pace.texts, topic.texts(dialogue))
  }
  dialogues.onChange((change) => {
    texts()
    changed()
    participation.wake.dialogueChanged(change)
    waiting.wakeWithin(pace.figures, topic.figures(dialogue))
    places()
  })
  dialogues.held.onCounted((board) => {
    changed()
    participation.wake.dialogueChanged({ board })
    places()
    if (dialogues.held.of(board) !== 0) live.broadcastStatus(board)
  })
  /** What plays, and what is there to be seen: walls, tables and phones hear it at once. */
  const shown = (): void => waiting.wake(topic.places(dialogue), topic.dialogue(dialogue))
  const opening = createAtTime(clock, () => {
    shown()
    return materials.nextMoment(dialogue)
  })
  materials.onChange(opening.look)
  dialogues.onChange((change) => {
    if ('dialogue' in change) opening.look()
  })
  opening.look()
  between.onChange(({ dialogue, site, tables }) => waiting.wake(topic.room(dialogue, site), ...tables.map(topic.calls)))
  partners.onChange(() => waiting.wake(topic.partners(dialogue)))
  access.onRevoked(participation.wake.revoked)
  journal.follow((row) => {
    const { doc, kind, data } = row
    waiting.wakeWithin(pace.kept, topic.document(doc))
    // A clock, a rule, a plan: a console sees at once what was done. What is written on boards is counted once a second.
    if (doc === dialogueDoc(dialogue)) waiting.wake(topic.rooms(dialogue))
    if (needed.has(doc)) waiting.wakeWithin(pace.watching, topic.texts(dialogue))
    if (whole.has(doc)) kept()
    const seen = boardOf(doc) ?? viewed(doc)
    if (seen !== null) {
      waiting.wakeWithin(pace.view, topic.view(seen))
      texts(seen, atOnce(row))
    }
    const board = kind === 'update' ? boardOf(doc) : null
    if (board === null) return
    if (strikesOut(data) || recovery.active(board)) kept()
    participation.wake.boardWritten(board)
    participation.boardsNow.written(board)
  })
  voices.onChange(({ row }) => {
    const moved = movedBy(row, voices.state(dialogue))
    if (moved.length === 0) return
    // What a step brought forth may be translated.
    waiting.wakeWithin(pace.texts, topic.texts(dialogue))
    for (const board of moved) live.broadcastStatus(board)
    waiting.wake(topic.rooms(dialogue))
  })

  const everywhere = (tell: (board: BoardId) => void): void => {
    for (const table of dialogues.tables(dialogue)) for (const { id } of dialogues.boardsOf(table.id)) tell(id)
  }
  const follow = (board: BoardId): void => {
    // In recovery nothing of it counts for observers; a change must not make a last good view of what is handed in.
    if (recovery.active(board)) return
    views
      .policyChanged(board)
      .catch((cause: unknown) => logger.error({ err: cause, board }, 'a view could not follow its policy'))
  }
  dialogues.onChange((change) => {
    if ('board' in change) follow(change.board)
  })
  // Who comes and goes is told together: a hall of screens that starts at once is one number.
  const watched = createGathered<BoardId>(pace.watching, live.broadcastStatus)
  views.onWatching((board) => {
    watched.happened(board)
    // In whichever language: that somebody waits to read it is told to translators.
    waiting.wakeWithin(pace.watching, topic.texts(dialogue))
  })
  hearTranslations({ dialogue, people: { dialogues, voices, translations }, participation, live, waiting, follow })
  hearPublic({ dialogue, journal, access, told: () => everywhere(live.broadcastStatus) })
  consent.onChange((board) => {
    texts(board)
    follow(board)
    live.broadcastStatus(board)
  })
  recovery.onConflict(kept)
  paper.prints.onChange((job) => waiting.wake(topic.print(job)))
  recovery.onEnded(kept)
  recovery.onEnded(() => {
    texts()
    everywhere(follow)
    everywhere(live.broadcastStatus)
  })
  access.onRevoked((link) => {
    live.disconnect({ link })
    views.disconnect(link)
  })
  return {
    close(): void {
      watched.close()
      going.close()
      opening.close()
    },
  }
}

/** Opened to the public, or closed: tables are told. Most rows of this log are people who come in. */
function hearPublic({
  dialogue,
  journal,
  access,
  told,
}: {
  readonly dialogue: DialogueId
  readonly journal: Journal
  readonly access: Access
  readonly told: () => void
}): void {
  const now = (): boolean => access.links.isOpen(everybody.name)
  let known = now()
  journal.follow(({ doc }) => {
    if (doc !== accessDoc(dialogue) || now() === known) return
    known = !known
    told()
  })
}

/** What translators made: told to whoever watches, to its table, and to who votes on it. */
function hearTranslations({
  dialogue,
  people: { dialogues, voices, translations },
  participation,
  live,
  waiting,
  follow,
}: {
  readonly dialogue: DialogueId
  readonly people: Pick<People, 'dialogues' | 'voices' | 'translations'>
  readonly participation: Pick<ReturnType<typeof createParticipation>, 'results'>
  readonly live: Pick<ReturnType<typeof createLive>, 'broadcastStatus'>
  readonly waiting: Waiting
  readonly follow: (board: BoardId) => void
}): void {
  /** Who votes on entries of it just now reads them in their own language. */
  const phonesAt = (board: BoardId): readonly Topic[] => {
    const table = dialogues.board(board)?.table ?? null
    const votes = [...voices.state(dialogue).rounds.values()].some(
      (round) => round.board === board && round.state === 'open' && round.nodes.length > 0,
    )
    return votes && table !== null ? [topic.table(table)] : []
  }
  /** Who votes just now on what tables recommend, with the sentence, or with what that board says to it. */
  const phonesAsked = (row: { readonly board: BoardId | null; readonly step?: string }): readonly Topic[] => {
    const { asks, rounds } = voices.state(dialogue)
    const asked = [...asks.values()].filter(({ recommends, sources = {} }) =>
      row.board === null
        ? recommends !== undefined && recommends === row.step
        : Object.values(sources).some(({ board }) => board === row.board),
    )
    return [...rounds.values()].flatMap(({ board, step, state }) => {
      const table = dialogues.board(board)?.table ?? null
      return state === 'open' && table !== null && asked.some((one) => one.step === step) ? [topic.table(table)] : []
    })
  }
  translations.onChange(({ row }) => {
    // Drafts come by the hundred, and nobody waits for one of them.
    if (row.kind === 'drafted') return waiting.wakeWithin(pace.texts, topic.texts(dialogue))
    waiting.wake(topic.texts(dialogue))
    // What is asked and answered is told to its table alone.
    // At whichever of its sessions it is by now.
    if ((row.kind === 'asked' || row.kind === 'answered') && row.board !== null) {
      const table = dialogues.board(row.board)?.table ?? null
      for (const board of table === null ? [row.board] : dialogues.boardsOf(table).map(({ id }) => id))
        live.broadcastStatus(board)
    }
    if (row.kind !== 'translated' && row.kind !== 'checked' && row.kind !== 'unclear') return
    // An answer, or an entry that is voted on.
    participation.results.changed()
    for (const board of row.board === null ? roundsOf(row.step, voices.state(dialogue)) : [row.board])
      waiting.wakeWithin(pace.texts, topic.board(board), topic.results(dialogue), ...phonesAt(board))
    waiting.wakeWithin(pace.texts, ...phonesAsked(row))
    if (row.board === null) return
    follow(row.board)
    live.broadcastStatus(row.board)
  })
}

/** At which boards a step was. */
const roundsOf = (step: string, { rounds }: Voices): readonly BoardId[] =>
  [...rounds.values()].flatMap((round) => (round.step === step ? [round.board] : []))

/** At which boards something was opened, closed or revealed. */
function movedBy(row: VoiceRow, { asks }: Voices): readonly BoardId[] {
  if (row.kind === 'open' || row.kind === 'close' || row.kind === 'reveal') return [row.board]
  return row.kind === 'ask' || row.kind === 'call-back' ? (asks.get(row.step)?.boards ?? []) : []
}
