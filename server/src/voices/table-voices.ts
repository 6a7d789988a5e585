/**
 * What a table's screen is told of its people's voices. Before a step is closed: that it is open, and nothing of what came
 * in, to nobody; even the answer's version stays the same. Who runs the table sees how many have handed in, as `turnout`
 * tells it: at its ticks, and not of a few.
 */
import { createHash } from 'node:crypto'
import {
  conflicts,
  counts,
  roundOf,
  tableSeat,
  type Round,
  type SeatState,
  type Sheet,
  type Voices,
} from '@tablee/shared/voices/fold'
import type { Answer, ItemKey } from '@tablee/shared/dialogue/items'
import { asAsked, wordedNow } from '@tablee/shared/voices/worded'
import { askedSeats } from '@tablee/shared/voices/step-tables'
import { figuresOf } from '@tablee/shared/voices/tally'
import { loneLanguages, thinSheets, tooFew } from '@tablee/shared/voices/thin'
import { isSealed, isTablesOnly } from '@tablee/shared/voices/turnout'
import { redactedSheets, whereSheetsLie } from '@tablee/shared/board/sheets'
import type { BoardId, DialogueId, SeatCode } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { can, type Role } from '@tablee/shared/roles'
import type { RevealedSheet, RoundResults, TableRound, TableSeat, TableVoices } from '@tablee/shared/wire/voices'
import type { PlaceOfBoard, RoundBoards, RoundPlaces } from './ports.ts'
import { isCalledBack, peopleAsked, stepsOf, type AskTask, type Step } from './steps.ts'
import { figureBeside, votedOnBeside, type Beside, type BesideOf } from './beside.ts'
import type { RecommendedNow } from './recommended-now.ts'
import type { TurnoutStore } from './turnout.ts'
import type { VoiceStore } from './voices.ts'
import { versionOf } from '../hold/waiting.ts'
import type * as Y from 'yjs'

/** An order that says nothing of who wrote or when; the same on every screen. */
const shuffled = (id: string): string => createHash('sha256').update(`sheet ${id}`).digest('hex')

/** Several people may share a phone; who runs the table knows which seats are on one. */
const onOnePhone = (seats: readonly SeatState[]): readonly (readonly SeatCode[])[] => {
  const phones = new Map<string, SeatCode[]>()
  for (const { device, seat } of seats) if (device !== null) phones.set(device, [...(phones.get(device) ?? []), seat])
  return [...phones.values()].filter((on) => on.length > 1).map((on) => on.toSorted())
}

const revealedIn = (round: Round): readonly Sheet[] =>
  round.state === 'revealed' ? [...round.sheets.values()].filter(({ sent, takenBack }) => sent && !takenBack) : []

/** `here`: who sits there in its session. Who sat down when it was over was not asked. */
/** What was left out before anybody opened it is no task of this day. */
const toDo = (now: Voices, board: BoardId, steps: readonly Step[]): readonly Step[] =>
  steps.filter(({ id, step }) => step.skipped !== true || roundOf(now, board, id).state !== 'waiting')

function resultsOf(here: readonly SeatState[], task: AskTask, round: Round, types: boolean): RoundResults {
  const seats = askedSeats(here, round)
  const counted = new Set<string>()
  const begun = new Set<string>()
  for (const casts of round.casts.values())
    for (const [seat, cast] of casts) {
      if (seat === tableSeat) continue
      if (counts(cast) !== null) counted.add(seat)
      else begun.add(seat)
    }
  // A questionnaire's answers are nobody's at the table.
  const open = task.kind === 'ballot'
  // What the table closes itself is its own to know; it was told before. Nobody there was asked about this.
  const few = open && round.afar === true && tooFew(seats.length, counted.size)
  const draw = task.kind === 'ballot' ? task.draw : undefined
  const figures = open
    ? figuresOf({ items: task.items, tables: [{ seats, round }], ...(draw === undefined ? {} : { draw }) })
    : []
  return {
    closedAt: round.closedAt ?? 0,
    seats: seats.length,
    ballots: counted.size,
    unsent: [...begun].filter((seat) => !counted.has(seat)).length,
    missing: types ? seats.filter((seat) => !counted.has(seat)) : null,
    figures: few ? figures.filter(({ unit }) => unit === 'tables') : figures,
    ...(few ? { few } : {}),
    conflicts:
      open && types && !few
        ? [...round.casts].flatMap(([item, casts]) =>
            [...casts].flatMap(([seat, cast]) =>
              conflicts(cast) && cast.phone !== null && cast.paper !== null
                ? [
                    {
                      seat: seat as SeatCode,
                      item,
                      phone: cast.phone.answer,
                      paper: cast.paper.answer,
                      settled: cast.settled,
                    },
                  ]
                : [],
            ),
          )
        : [],
  }
}

function sheetsOf(doc: Y.Doc | null, round: Round, anonymous: boolean): readonly RevealedSheet[] {
  const sheets = revealedIn(round)
  if (doc === null || sheets.length === 0) return []
  const ids = sheets.map(({ id }) => id)
  const [lie, redacted] = [whereSheetsLie(doc, ids), redactedSheets(doc, ids)]
  return sheets
    .filter(({ id }) => !redacted.has(id))
    .map(({ id, text, lang, seat, capture }) => ({
      order: shuffled(id),
      sheet: { id, text, lang, seat: anonymous ? null : seat, capture, placed: lie.get(id) ?? null },
    }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ sheet }) => sheet)
}

const resultsBeside = (results: RoundResults, step: string, made: Beside): RoundResults => ({
  ...results,
  figures: results.figures.map((figure) => figureBeside(figure, step, made)),
})

function tableAnswers(round: Round): Readonly<Record<ItemKey, Answer>> {
  const answers: Record<ItemKey, Answer> = {}
  for (const [key, casts] of round.casts) {
    const given = casts.get(tableSeat)?.phone ?? null
    if (given !== null) answers[key] = given.answer
  }
  return answers
}

/** Everybody who ever sat down, of those who sit there in its session. */
function seatedIn(
  places: Pick<RoundPlaces, 'seating'>,
  now: Voices,
  { dialogue, table, session }: PlaceOfBoard,
): readonly SeatState[] {
  const sits = places.seating.seating(dialogue)
  return [...now.seats.values()].filter((one) => sits(one.seat, session, one.table) === table)
}

/**
 * Committed state only; `not-found` for a board that is not there. A role that does not type paper in is told neither
 * consents nor who is missing.
 */
export function createTableVoices({
  voices,
  places,
  boards,
  turnout,
  asks,
  recommended,
  beside,
}: {
  voices: VoiceStore
  places: RoundPlaces
  boards: RoundBoards
  turnout: Pick<TurnoutStore, 'told'>
  /** Seats that a phone asks for which has two already. */
  asks: (dialogue: DialogueId) => readonly SeatCode[]
  recommended: RecommendedNow
  beside: BesideOf
}) {
  function seatList(now: Voices, place: PlaceOfBoard, runs: boolean): readonly TableSeat[] {
    return places.seating.seatsAt(place).map((seat) => {
      const found = now.seats.get(seat)
      const consent =
        found === undefined || !runs
          ? null
          : { quoted: found.consent.quoted, observed: found.consent.observed, how: found.consent.how }
      return { seat, state: found?.held ?? 'free', consent }
    })
  }

  function roundTold(now: Voices, doc: Y.Doc | null, of: Step, role: Role): TableRound {
    const { place, id, step } = of
    const task = recommended.taskAt(of)
    const round = roundOf(now, place.id, id)
    const { state } = round
    const types = can(role, 'paper.enter')
    const made = beside(place.dialogue)
    const sealed = isSealed(round, task.kind) && !isTablesOnly(task) ? turnout.told(now, of, round) : null
    const told = can(role, 'turnout.read') ? sealed : null
    const counted = told === null ? null : { handedIn: told.handedIn, of: told.of }
    const common = {
      step: id,
      title: step.title,
      minutes: step.minutes,
      state,
      ...(step.opens === undefined ? {} : { opens: step.opens }),
      ...(of.ask === undefined ? {} : { asked: true as const }),
      ...(isCalledBack(of) ? { calledBack: true as const } : {}),
      ...(counted === null ? {} : { turnout: counted }),
    }
    const ended = state === 'closed' || state === 'revealed'
    if (task.kind === 'write') {
      const all = [...round.sheets.values()].filter(({ takenBack }) => !takenBack)
      const sent = new Set(all.filter((sheet) => sheet.sent).map(({ seat }) => seat))
      const thin = thinSheets(round)
      const begun = new Set(all.filter((sheet) => !sheet.sent && sheet.text.trim() !== '').map(({ seat }) => seat))
      return {
        ...common,
        task: {
          kind: 'write',
          prompt: task.prompt,
          signature: task.signature,
          handedIn: counted?.handedIn ?? (types && state === 'revealed' ? sent.size : null),
          // While more may come it moves as the number does, and only for who is told that: a language that appears tells of
          // one person's hand.
          ...(types && task.signature === 'anonymous'
            ? {
                ...(state === 'closed' && thin.few ? { few: true } : {}),
                alone: ended ? thin.alone : (told?.alone ?? []),
              }
            : {}),
          unsent: ended ? [...begun].filter((seat) => !sent.has(seat)).length : 0,
          sheets: sheetsOf(doc, round, task.signature === 'anonymous'),
        },
      }
    }
    return {
      ...common,
      task: {
        kind: task.kind,
        items: asAsked(task.items, state === 'waiting' ? wordedNow(task.items) : round),
        nodes: votedOnBeside(round.nodes, made),
        ...(can(role, 'table.answer') ? { tableAnswers: tableAnswers(round) } : {}),
        results:
          ended && !isCalledBack(of)
            ? resultsBeside(resultsOf(peopleAsked(places, now, of), task, round, types), id, made)
            : null,
      },
    }
  }

  /** The rounds of writing that were revealed on this board. */
  const revealedOn = (board: BoardId, now: Voices): readonly Round[] =>
    stepsOf(places, board)
      .filter(({ task }) => task.kind === 'write')
      .map(({ id }) => roundOf(now, board, id))
      .filter(({ state }) => state === 'revealed')

  /** `doc`: the board as committed; null where no sheet is shown. */
  function tell(board: BoardId, role: Role, doc: Y.Doc | null): Result<TableVoices> {
    const place = places.board(board)
    const dialogue = place === null ? null : places.dialogue(place.dialogue)
    if (place === null || dialogue === null) return fail({ code: 'not-found', what: 'board' })
    const now = voices.state(place.dialogue)
    const runs = can(role, 'paper.enter')
    const here = seatedIn(places, now, place).filter(({ held }) => held !== null)
    const shared = onOnePhone(here)
    const asking = asks(place.dialogue).filter((seat) => places.seating.sitsAt(place, seat))
    const elsewhere = places
      .boardsOf(place.table)
      .filter(({ id }) => id !== board)
      .flatMap(({ id: other, session }) =>
        stepsOf(places, other)
          .filter(({ id }) => roundOf(now, other, id).state === 'open')
          .map(({ id, step }) => ({ board: other, session, step: id, title: step.title })),
      )
    const released = [...(now.released.get(board)?.values() ?? [])]
    const answer = {
      board,
      seats: dialogue.consent === null ? [] : seatList(now, place, runs),
      ...(runs
        ? {
            alone: loneLanguages(here.map(({ consent }) => consent.lang)),
            ...(shared.length > 0 ? { shared } : {}),
            ...(asking.length > 0 ? { asks: asking } : {}),
          }
        : {}),
      rounds: toDo(now, board, stepsOf(places, board)).map((step) => roundTold(now, doc, step, role)),
      ...(can(role, 'policy.write') && released.length > 0 ? { released } : {}),
      ...(elsewhere.length > 0 ? { elsewhere } : {}),
    }
    return ok({ version: versionOf(answer), ...answer })
  }

  return {
    async told(board: BoardId, role: Role): Promise<Result<TableVoices>> {
      const place = places.board(board)
      if (place !== null) await recommended.ready(place.dialogue)
      const shows =
        place !== null && revealedOn(board, voices.state(place.dialogue)).some((round) => revealedIn(round).length > 0)
      return shows ? boards.look(board, (doc) => tell(board, role, doc)) : tell(board, role, null)
    },
    /** Where the board's revealed sheets lie, as one text: anyone who waits for news is woken when it changes. */
    async placements(board: BoardId): Promise<string | null> {
      const place = places.board(board)
      if (place === null) return null
      const ids = revealedOn(board, voices.state(place.dialogue)).flatMap(({ sheets }) => [...sheets.keys()])
      if (ids.length === 0) return null
      return boards.look(board, (doc) => JSON.stringify([...whereSheetsLie(doc, ids), ...redactedSheets(doc, ids)]))
    },
  }
}
