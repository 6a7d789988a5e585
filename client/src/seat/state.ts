/** What a phone shows: the server's answer, with what is on its way laid over it, and the one thing to do now. */
import { askedOf, completed, type Question } from '@tablee/shared/voices/asked'
import type { Answer, ItemKey } from '@tablee/shared/dialogue/items'
import type { RoundName } from '@tablee/shared/voices/rows'
import type { SeatAnswer, SeatCommand, SeatRound } from '@tablee/shared/wire/seat'
import { nameOf, type Drafts, type Draft } from './drafts.ts'

/** The round as it will be once the server has taken what was said here. */
function laidOver(round: SeatRound, command: SeatCommand): SeatRound {
  if (command.kind === 'consent' || command.board !== round.board || command.step !== round.step) return round
  const { task } = round
  if (command.kind === 'answer') {
    if (task.kind === 'write') return round
    const answers = { ...task.answers }
    for (const [key, answer] of Object.entries(command.answers)) answers[key] = { answer, sent: command.sent }
    return { ...round, task: { ...task, answers } }
  }
  if (task.kind !== 'write') return round
  const { sheet: id } = command
  const before = task.sheets.find((sheet) => sheet.id === id)
  const after =
    command.kind === 'take-back'
      ? { id, text: '', lang: before?.lang ?? 'en', sent: before?.sent ?? true, takenBack: true }
      : { id, text: command.text, lang: command.lang, sent: command.sent, takenBack: false }
  return {
    ...round,
    task: {
      ...task,
      sheets: before === undefined ? [...task.sheets, after] : task.sheets.map((one) => (one.id === id ? after : one)),
    },
  }
}

export type Progress =
  /** Nothing handed in, nothing begun. */
  | 'to-do'
  /** Begun, not handed in. */
  | 'begun'
  | 'sent'
  /** Handed in, and being changed. */
  | 'changing'

export type RoundView = {
  readonly name: RoundName
  readonly round: SeatRound
  readonly draft: Draft | null
  readonly progress: Progress
  /** On its way: said here, not answered yet. */
  readonly onItsWay: boolean
  /** Sheet ids and item keys that count already, or will. */
  readonly sent: ReadonlySet<string>
}

export function viewOf(server: SeatRound, drafts: Drafts): RoundView {
  const name = nameOf(server)
  const waiting = drafts.outbox.map(({ command }) => command)
  const round = [...drafts.settled, ...waiting].reduce(laidOver, server)
  const draft = drafts.drafts[name] ?? null
  const sent = new Set<string>()
  let begun = false
  if (round.task.kind === 'write') {
    for (const sheet of round.task.sheets)
      if (sheet.sent) sent.add(sheet.id)
      else if (!sheet.takenBack) begun = true
    begun = begun || (draft?.sheet?.text.trim() ?? '') !== ''
  } else {
    for (const [key, one] of Object.entries(round.task.answers))
      if (one.sent) sent.add(key)
      else begun = true
    // What was begun and left out when the rest was sent is no change of it.
    begun = (begun && sent.size === 0) || Object.keys(draft?.answers ?? {}).length > 0
  }
  const some = round.task.kind === 'write' ? round.task.sheets.some((one) => one.sent && !one.takenBack) : sent.size > 0
  return {
    name,
    round,
    draft,
    sent,
    progress: some ? (begun ? 'changing' : 'sent') : begun ? 'begun' : 'to-do',
    onItsWay: waiting.some(
      (one) =>
        one.kind !== 'consent' &&
        one.board === round.board &&
        one.step === round.step &&
        (one.kind === 'take-back' || one.sent),
    ),
  }
}

/** In the order of the server: open ones first, the running session's before others. */
export const viewsOf = (answer: SeatAnswer, drafts: Drafts): readonly RoundView[] =>
  answer.rounds.filter(({ state }) => state !== 'waiting').map((round) => viewOf(atTheEnd(answer, round), drafts))

/** Once the day is over nothing is taken of what its table has not closed: what was begun is shown as not sent. */
export const isOver = ({ clock }: Pick<SeatAnswer, 'clock'>): boolean => clock?.course.ended === true
const atTheEnd = (answer: SeatAnswer, round: SeatRound): SeatRound =>
  isOver(answer) && round.state === 'open' ? { ...round, state: 'closed' } : round

export const isToDo = ({ round, progress }: RoundView): boolean =>
  round.state === 'open' && (progress === 'to-do' || progress === 'begun')
/** Something of it is here and was not sent. */
export const isBegun = ({ progress }: RoundView): boolean => progress === 'begun' || progress === 'changing'
/** Closed while something of it was not sent. */
export const isUnsent = (view: RoundView): boolean =>
  view.round.state !== 'open' && view.round.calledBack !== true && isBegun(view)

/** Where somebody went by a tap. `seen`: what was to do then; something new takes over, unless they are writing. */
export type Focus = {
  readonly at: 'home' | 'consent' | RoundName
  readonly seen: readonly RoundName[]
  readonly writing: boolean
}
export const focusOn = (at: Focus['at'], views: readonly RoundView[], writing = false): Focus => ({
  at,
  seen: views.filter(isToDo).map(({ name }) => name),
  writing,
})

/**
 * Where the screen is: what somebody chose, else the one thing to do, else the calm page. `announced`: is new, and takes over
 * in a moment.
 */
export function whereNow(
  views: readonly RoundView[],
  focus: Focus | null,
  announced: RoundName | null = null,
): Focus['at'] {
  const toDo = views.filter(isToDo)
  const isNew = toDo.some(
    ({ name }) => focus !== null && name !== focus.at && name !== announced && !focus.seen.includes(name),
  )
  const there =
    focus !== null && (focus.at === 'home' || focus.at === 'consent' || views.some((v) => v.name === focus.at))
  if (focus !== null && there && (focus.writing || !isNew)) return focus.at
  const only = toDo[0]
  return only !== undefined && toDo.length === 1 ? only.name : 'home'
}
/** Something else to do while somebody writes here: said, never pushed between the hand and the paper. */
export const elsewhere = (views: readonly RoundView[], at: Focus['at']): readonly RoundView[] =>
  views.filter((view) => isToDo(view) && view.name !== at)

/** A sheet as it is being written: the phone's own draft, else what the server kept of one that was not handed in. */
export function sheetOf(view: RoundView): Draft['sheet'] {
  if (view.draft?.sheet) return view.draft.sheet
  if (view.round.task.kind !== 'write') return null
  const kept = view.round.task.sheets.filter((one) => !one.sent && !one.takenBack)
  const last = kept[kept.length - 1]
  return last === undefined ? null : { id: last.id, text: last.text, lang: last.lang }
}

/** The answers as they are being given: the phone's own over what the server has. */
export function answersOf(view: RoundView): Readonly<Record<ItemKey, Answer>> {
  const all: Record<ItemKey, Answer> = {}
  if (view.round.task.kind !== 'write')
    for (const [key, { answer }] of Object.entries(view.round.task.answers)) all[key] = answer
  for (const [key, answer] of Object.entries(view.draft?.answers ?? {}))
    if (answer === null) delete all[key]
    else all[key] = answer
  return all
}
/** What is sent of it: what the skip rules leave out as not asked; what counted and was taken away, as refused. */
export function toSend(view: RoundView): Readonly<Record<ItemKey, Answer>> {
  const { task } = view.round
  if (task.kind === 'write') return {}
  const whole = { ...completed(task.items, task.nodes, answersOf(view)) }
  for (const { key } of askedNow(view))
    if (whole[key] === undefined && view.sent.has(key)) whole[key] = { type: 'none', why: 'refused' }
  return whole
}
export const askedNow = (view: RoundView): readonly Question[] =>
  view.round.task.kind === 'write' ? [] : askedOf(view.round.task.items, view.round.task.nodes, answersOf(view))

/** How much of a round's minutes is left, by the server's clock. Null where nobody knows. */
export type TimeLeft = { readonly seconds: number; readonly over: boolean; readonly done: number }
export function timeLeft(round: Pick<SeatRound, 'state' | 'openedAt' | 'minutes'>, at: number): TimeLeft | null {
  if (round.state !== 'open' || round.openedAt === undefined || round.openedAt === null || round.minutes <= 0)
    return null
  const whole = round.minutes * 60_000
  const left = round.openedAt + whole - at
  return {
    seconds: left >= 0 ? Math.ceil(left / 1000) : Math.floor(-left / 1000),
    over: left < 0,
    done: Math.max(0, Math.min(1, 1 - left / whole)),
  }
}
