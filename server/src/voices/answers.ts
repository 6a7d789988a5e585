/**
 * Votes and answers: a seat's own from its phone, the table's own, and what was given on paper. One ballot per seat and
 * item; until a round is closed it can be changed, and what was only begun never counts.
 */
import {
  checkAnswers,
  personalKeys,
  sameAnswer,
  tableKeys,
  withSkips,
  type Answers,
} from '@tablee/shared/voices/answer'
import { askedOf } from '@tablee/shared/voices/asked'
import { conflicts, roundOf, type Round } from '@tablee/shared/voices/fold'
import { answerTo, itemKey, readItemKey, type Answer, type Item, type ItemKey } from '@tablee/shared/dialogue/items'
import { otherWords, versionsOf, type Worded } from '@tablee/shared/voices/worded'
import type { BoardId, SeatCode } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { SeatCommand } from '@tablee/shared/wire/seat'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { handOf, type Session } from '../access/session.ts'
import type { PlaceOfBoard, RoundBoards, RoundPlaces, Still } from './ports.ts'
import { dayIsOver, signedOut, wants } from './rounds.ts'
import { asTheyStand } from './reasons.ts'
import { notHeld } from './seats.ts'
import { askingAt, asksSeat, itemsFor, type AskTask, type Step } from './steps.ts'
import type { VoiceStore } from './voices.ts'

type Given = Extract<SeatCommand, { kind: 'answer' }>
type Tables = Extract<VoicesCommand, { kind: 'table-answer' }>
type Paper = Extract<VoicesCommand, { kind: 'paper-answers' }>
type Settle = Extract<VoicesCommand, { kind: 'settle' }>

const bad = (where: string, why: string): Problem => ({ code: 'bad-request', where, why })

/** What a seat answered by phone so far, sent or not. */
function ofSeat(round: Round, seat: SeatCode): Answers {
  const answers: Record<ItemKey, Answer> = {}
  for (const [key, casts] of round.casts) {
    const phone = casts.get(seat)?.phone ?? null
    if (phone !== null) answers[key] = phone.answer
  }
  return answers
}

/**
 * What somebody wrote on paper although a rule had left the question out: it was not asked of them. Where the rule's own
 * question has no answer to go by, what is on the paper stands.
 */
function withoutSkipped(items: readonly Item[], round: Round, answers: Answers): Answers {
  const asked = new Set(askedOf(items, round.nodes, answers).map(({ key }) => key))
  const ruleOf = new Map(items.map((item) => [item.id, item.showIf]))
  const decided = (item: string): boolean =>
    [item, ...round.nodes.map(({ node }) => itemKey(item, node))].some((key) => {
      const answer = answerTo(answers, key)
      return answer !== undefined && answer.type !== 'none'
    })
  return Object.fromEntries(
    Object.entries(answers).map(([key, answer]): [ItemKey, Answer] => {
      const rule = ruleOf.get(readItemKey(key).item)
      const stands = asked.has(key) || rule === undefined || !decided(rule.item)
      return [key, stands ? answer : { type: 'none', why: 'not-asked' }]
    }),
  )
}

/**
 * Without what stays as it is: a draft of what was sent already would take the vote out of the count while somebody thinks
 * again, and what was taken before something newer is older than that.
 */
function notYet(
  round: Round,
  seat: SeatCode,
  answers: Answers,
  { sent, took }: { readonly sent: boolean; readonly took: number | null },
): Answers {
  const stays = (key: ItemKey): boolean => {
    const before = round.casts.get(key)?.get(seat)?.phone
    return before?.sent === true && (!sent || (took !== null && before.at >= took))
  }
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !stays(key)))
}

/** Where other words stand on a sheet than its round has: which; null for words that there never were. */
function inWords(
  items: readonly Item[],
  versions: ReturnType<typeof versionsOf>,
  words: number | undefined,
  round: Round,
): { readonly worded?: Worded } | null {
  if (words === undefined) return {}
  const printed = versions[words]
  if (printed === undefined) return null
  const worded = otherWords(items, printed, round)
  return worded === undefined ? {} : { worded }
}

/** What a step asks, as far as its round is staged; or what is answered without judging: why not, or as before. */
type Begun =
  | { readonly at: Step; readonly place: PlaceOfBoard; readonly task: AskTask; readonly round: Round }
  | { readonly answered: Result<null> | Promise<Result<null>> }

/**
 * Answers after COMMIT. Problems: `no-seat`, `seat-moved`, `not-signed-in` where they may not any more, `not-found`,
 * `bad-request` (an answer that its item does not take), `round` (which state, and which it wants), and `differs` with
 * the items typed in differently.
 */
export function createAnswers({
  voices,
  places,
  boards,
}: {
  voices: VoiceStore
  places: RoundPlaces
  boards: Pick<RoundBoards, 'look'>
}) {
  /** Nothing may be waited for from here to the row: what it is made of must be what it is judged by. */
  function begin(
    session: Session,
    board: BoardId,
    { id, step }: { readonly id: string; readonly step: string },
    here: (at: Step) => boolean = () => true,
  ): Begun {
    const at = askingAt(places, board, step)
    if (!at.ok) return { answered: at }
    const { place, task } = at.value
    if (!here(at.value)) return { answered: fail({ code: 'not-found', what: 'board' }) }
    const before = voices.sent(place.dialogue, id, session)
    return before === null
      ? { at: at.value, place, task, round: roundOf(voices.staged(place.dialogue), board, step) }
      : { answered: before }
  }

  return {
    /** `took`: it was taken then, by a server that knew the round as open (`again.ts`); what is newer stays. */
    async answer(session: Session, command: Given, still: Still, took: number | null = null): Promise<Result<null>> {
      const { id, board, step, sent } = command
      const { seat } = session
      if (seat === null) return fail({ code: 'no-seat' })
      const begun = begin(
        session,
        board,
        command,
        (at) => at.place.dialogue === session.dialogue && asksSeat(places, voices.staged(at.place.dialogue), at, seat),
      )
      if ('answered' in begun) return begun.answered
      const { place, task, round } = begun
      if (round.state === 'waiting') return fail(wants(round, 'open'))
      const items = itemsFor(task, seat)
      const checked = checkAnswers(items, personalKeys(items, round.nodes), command.answers)
      if ('problem' in checked) return fail(checked.problem)
      if (Object.values(checked.answers).some((answer) => answer.type === 'none' && answer.why === 'illegible'))
        return fail(bad('answers', 'only paper is illegible'))
      let { answers } = checked
      if (sent) {
        const whole = withSkips(items, round.nodes, ofSeat(round, seat), answers)
        if ('problem' in whole) return fail(whole.problem)
        answers = whole.answers
      }
      answers = notYet(round, seat, answers, { sent, took })
      if (Object.keys(answers).length === 0) return ok(null)
      return voices.append(
        place.dialogue,
        { kind: 'answer', command: id, board, step, seat, how: 'phone', answers, sent, ...(took && { took }) },
        handOf(session),
        (now) => {
          if (!still()) return signedOut
          const out = notHeld(now, seat, session)
          if (out !== null) return out
          if (took !== null) return null
          // Moved to another table meanwhile: there is their ballot.
          if (!asksSeat(places, now, begun.at, seat)) return { code: 'not-found', what: 'board' }
          const at = roundOf(now, board, step)
          if (sent && places.dayOver(place.table)) return dayIsOver('open')
          return !sent || at.state === 'open' ? null : wants(at, 'open')
        },
      )
    },

    /** The table's own answer: to what is asked of tables, and to that only. */
    async tableAnswer(
      session: Session,
      board: BoardId,
      { id, step, answers: given }: Tables,
      still: Still,
    ): Promise<Result<null>> {
      const answers = await asTheyStand(boards, board, given)
      if (answers === null) return fail({ code: 'not-found', what: 'entry' })
      const begun = begin(session, board, { id, step })
      if ('answered' in begun) return begun.answered
      const { place, task, round } = begun
      const checked = checkAnswers(task.items, tableKeys(task.items, round.nodes), answers)
      if ('problem' in checked) return fail(checked.problem)
      if (Object.keys(checked.answers).length === 0) return fail(bad('answers', 'empty'))
      return voices.append(
        place.dialogue,
        { kind: 'answer', command: id, board, step, seat: null, how: 'table', answers: checked.answers, sent: true },
        handOf(session),
        (now) => {
          const round = roundOf(now, board, step)
          return !still() ? signedOut : round.state === 'open' ? null : wants(round, 'open')
        },
      )
    },

    /** A ballot or a questionnaire on paper, typed in twice. An item that is left out the paper did not have: nothing is recorded of it. */
    async paper(
      session: Session,
      board: BoardId,
      { id, step, seat, answers, again, words }: Paper,
      still: Still,
    ): Promise<Result<null>> {
      const begun = begin(session, board, { id, step })
      if ('answered' in begun) return begun.answered
      const { place, task, round } = begun
      if (round.state === 'waiting') return fail(wants(round, 'open'))
      const asked = itemsFor(task, seat)
      const own = personalKeys(asked, round.nodes)
      const first = checkAnswers(asked, own, answers)
      if ('problem' in first) return fail(first.problem)
      const second = checkAnswers(asked, own, again)
      if ('problem' in second) return fail(second.problem)
      const keys = new Set([...Object.keys(first.answers), ...Object.keys(second.answers)])
      const items = [...keys].filter((key) => !sameAnswer(answerTo(first.answers, key), answerTo(second.answers, key)))
      if (items.length > 0) return fail({ code: 'differs', items })
      const onPaper = withoutSkipped(asked, round, first.answers)
      if (Object.keys(onPaper).length === 0) return fail(bad('answers', 'empty'))
      const other = inWords(asked, versionsOf(step, places.dialogue(place.dialogue)?.rewordings), words, round)
      if (other === null) return fail(bad('words', 'no such words'))
      return voices.append(
        place.dialogue,
        { kind: 'answer', command: id, board, step, seat, how: 'paper', answers: onPaper, sent: true, ...other },
        handOf(session),
        (now) => {
          if (!still()) return signedOut
          if (!now.seats.has(seat) || !asksSeat(places, now, begun.at, seat, true)) return { code: 'no-seat' }
          const { state } = roundOf(now, board, step)
          return state === 'open' || state === 'closed' ? null : wants(roundOf(now, board, step), 'open')
        },
      )
    },

    /** Paper and phone of one seat differ: which of the two counts. Nobody sees that they do before the round is closed. */
    async settle(
      session: Session,
      board: BoardId,
      { id, step, seat, item, use }: Settle,
      still: Still,
    ): Promise<Result<null>> {
      const at = askingAt(places, board, step)
      if (!at.ok) return at
      return voices.append(
        at.value.place.dialogue,
        { kind: 'settle', command: id, board, step, seat, item, use },
        handOf(session),
        (now) => {
          if (!still()) return signedOut
          const round = roundOf(now, board, step)
          if (round.state !== 'closed') return wants(round, 'closed')
          const cast = round.casts.get(item)?.get(seat)
          return cast !== undefined && conflicts(cast) ? null : { code: 'not-found', what: 'conflict' }
        },
      )
    },
  }
}
