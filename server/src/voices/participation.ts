/** People's voices, wired: what a seat says, what who runs the table does, and what each of them is told of it. */
import type { BoardId, SeatCode, DialogueId, RandomBytes } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { VoiceRowKind } from '@tablee/shared/voices/rows'
import type { SeatCommand } from '@tablee/shared/wire/seat'
import type { Verbs } from '@tablee/shared/wire/verbs'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { KeyOf } from '../access/dialogue-keys.ts'
import { createAgain } from './again.ts'
import { createAnswers } from './answers.ts'
import type { BesideOf } from './beside.ts'
import { createBoardsNow } from './boards-now.ts'
import type { Locks } from './locks.ts'
import type { RoundBoards, Still } from './ports.ts'
import { createQuestions } from './questions.ts'
import { createQuestionsTold, type QuestionPlaces } from './questions-told.ts'
import { createPicking, type Shows } from './picking.ts'
import { createRecommendedNow } from './recommended-now.ts'
import { createReceipts } from './receipts.ts'
import { createReleasing } from './releasing.ts'
import { createResults, type ResultsPlaces } from './results.ts'
import { createRounds } from './rounds.ts'
import { createSeatRounds } from './seat-rounds.ts'
import type { GivenConsent } from './seats.ts'
import { createSheets, type PaperSeat } from './sheets.ts'
import { createRoundsOfSite, type SitePlaces } from './site-rounds.ts'
import { createTableVoices } from './table-voices.ts'
import { createTurnout } from './turnout.ts'
import type { VoiceStore } from './voices.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import { createWake } from './wake.ts'

/** What a seat does: asked again whether the seat still is this device's. */
export type SeatVerbs = Verbs<SeatCommand, [session: Session], [still: Still], Promise<Result<null>>>
/** What who runs the table does. */
export type TableVerbs = Verbs<VoicesCommand, [session: Session, board: BoardId], [still: Still], Promise<Result<null>>>
type TableSeats = {
  changeConsent(session: Session, id: string, consent: GivenConsent, still: Still, took?: number): Promise<Result<null>>
  readonly paperConsent: TableVerbs['paper-consent']
  readonly free: TableVerbs['free']
  readonly letIn: TableVerbs['let-in']
  asks(dialogue: DialogueId): readonly SeatCode[]
  onAsked(listener: (dialogue: DialogueId, seat: SeatCode) => void): () => void
}

export type Participation = ReturnType<typeof createParticipation>

/** After these something else may be read of boards, or something else was taken from them. */
const tellsOtherwise: ReadonlySet<VoiceRowKind> = new Set(['sit', 'consent', 'ask', 'release', 'take-in'])

/**
 * Wakes whoever waits, of every change, until `close`. A verb answers after COMMIT; `still` is asked in the turn in
 * which its row is staged.
 */
export function createParticipation({
  voices,
  seats,
  places,
  boards,
  locks,
  waiting,
  paperSeat,
  keyOf,
  shows,
  beside,
  clock,
  random,
}: {
  voices: VoiceStore
  seats: TableSeats
  places: ResultsPlaces & SitePlaces & QuestionPlaces
  boards: RoundBoards
  locks: Locks
  /** Who is told when something of it changes. */
  waiting: Waiting
  paperSeat: PaperSeat
  /** By which what was taken is signed. */
  keyOf: KeyOf
  /** What observers get of a board; asked later. */
  shows: Shows
  /** What there is of answers, and of entries that are voted on, in other languages. */
  beside: BesideOf
  clock: Clock
  random: RandomBytes
}) {
  const rounds = createRounds({ voices, places, boards, locks })
  const sheets = createSheets({ voices, places, boards, locks, paperSeat, clock })
  const answers = createAnswers({ voices, places, boards })
  // Before anybody is woken by the same change.
  const turnout = createTurnout({ voices, places, clock })
  const now = createBoardsNow({ places, boards, clock })
  const recommended = createRecommendedNow({ voices, places, now, clock })
  const table = createTableVoices({ voices, places, boards, turnout, asks: seats.asks, recommended, beside })
  const releasing = createReleasing({ voices, places, boards })
  const picking = createPicking({ voices, places, boards, now, shows })
  const results = createResults({ voices, places, now, beside, clock })
  // Before anybody is woken by the same change.
  const stop = voices.onChange((change) => {
    results.voiced(change)
    // Whatever is sealed changes nothing of what anybody may read.
    if (tellsOtherwise.has(change.row.kind)) now.changed()
  })
  const wake = createWake({ waiting, voices, places, placements: table.placements })

  const stopTelling = turnout.onTold((boards) => waiting.wake(...boards.map(topic.board)))
  const deaf = seats.onAsked(wake.asked)

  const seatVerbs: SeatVerbs = {
    write: sheets.write,
    'take-back': sheets.takeBack,
    answer: answers.answer,
    consent: (session, { id, consent }, still) => seats.changeConsent(session, id, consent, still),
  }
  const receipts = createReceipts({ voices, places, keyOf })
  const again = createAgain({
    voices,
    receipts,
    verbs: {
      write: sheets.write,
      takeBack: sheets.takeBack,
      answer: answers.answer,
      consent: (session, { id, consent }, still, took) => seats.changeConsent(session, id, consent, still, took),
    },
  })
  const tableVerbs: TableVerbs = {
    open: rounds.open,
    close: rounds.close,
    reveal: rounds.reveal,
    place: sheets.place,
    'place-on-canvas': sheets.placeOnCanvas,
    'table-answer': answers.tableAnswer,
    'paper-consent': seats.paperConsent,
    'paper-sheet': sheets.paper,
    'paper-answers': answers.paper,
    settle: answers.settle,
    free: seats.free,
    'let-in': seats.letIn,
    ...releasing,
  }
  return {
    seatVerbs,
    tableVerbs,
    /** What was taken from a seat by a server that is gone. */
    again,
    /** What a phone keeps of what was just taken from it. */
    receipt: receipts.of,
    /** The rounds of one seat, open ones first. */
    roundsOf: createSeatRounds({
      voices,
      places,
      taskAt: recommended.taskAt,
      closed: receipts.closed,
      beside,
    }),
    /** To be awaited before `roundsOf`: what other tables recommend may not be known yet. */
    roundsReady: recommended.ready,
    tableTold: table.told,
    rounds: { closeAll: rounds.closeAll, openAt: rounds.openAt },
    /** A step at all tables of a site, or some. */
    moveRounds: createRoundsOfSite({ voices, places }),
    /** What nobody foresaw, asked on the day. */
    questions: createQuestions({ voices, places, boards, picking, random, clock }),
    questionsTold: createQuestionsTold({ voices, places, results, recommended }),
    /** From which entries of maps one may pick its answers. */
    pickable: picking.told,
    /** How many have handed in at a table. */
    turnout,
    results,
    wake,
    /** What boards show by now, for all that was taken from them. */
    boardsNow: now,
    close(): void {
      stop()
      stopTelling()
      turnout.close()
      deaf()
      wake.close()
    },
  }
}
