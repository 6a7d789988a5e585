/**
 * What lies on this phone for its seat: drafts, and commands on their way. All of it is on the phone's storage the moment it
 * is typed, and pure here: the same steps in a test and in a hand.
 */
import type { Answer, ItemKey } from '@tablee/shared/dialogue/items'
import { roundName, type RoundName } from '@tablee/shared/voices/rows'
import type { BoardId } from '@tablee/shared/ids'
import type { ProblemCode } from '@tablee/shared/problem'
import type { SeatCommand } from '@tablee/shared/wire/seat'
import type { ClientProblem } from '../link/api.ts'
import { answered, enqueued, verdictOf, type Outbox } from './outbox.ts'

export type SheetDraft = { readonly id: string; readonly text: string; readonly lang: string }
export type Draft = {
  readonly board: BoardId
  readonly step: string
  readonly sheet: SheetDraft | null
  /** Null: taken away again, whatever the server has. */
  readonly answers: Readonly<Record<ItemKey, Answer | null>>
  readonly changedAt: number
  /** What the server was last told of it while it is not handed in, and when: at pauses, not at each letter. */
  readonly told: string | null
  readonly toldAt: number
}
/** Something that the server will never take; its text lies in the drafts again. */
export type Turned = { readonly round: RoundName | null; readonly code: ProblemCode | 'offline' }
export type Drafts = {
  readonly drafts: Readonly<Record<RoundName, Draft>>
  readonly outbox: Outbox
  /** Taken by the server and not seen in its answer yet. */
  readonly settled: readonly SeatCommand[]
  readonly turned: Turned | null
  /** Begun at a table that was left, and laid here, where the same is asked (`carried.ts`). */
  readonly came: RoundName | null
}
export const noDrafts: Drafts = { drafts: {}, outbox: [], settled: [], turned: null, came: null }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What this page wrote itself, read again; whatever else stands there is none. */
export function readDrafts(text: string | null): Drafts {
  try {
    const value: unknown = text === null ? null : JSON.parse(text)
    if (!isObject(value) || !isObject(value['drafts']) || !Array.isArray(value['outbox'])) return noDrafts
    return { ...noDrafts, ...(value as Partial<Drafts>) }
  } catch {
    return noDrafts
  }
}

type Place = { readonly board: BoardId; readonly step: string }
export const nameOf = ({ board, step }: Place): RoundName => roundName(board, step)

const draftOf = (drafts: Drafts, place: Place): Draft =>
  drafts.drafts[nameOf(place)] ?? {
    board: place.board,
    step: place.step,
    sheet: null,
    answers: {},
    changedAt: 0,
    told: null,
    toldAt: 0,
  }
const put = (drafts: Drafts, draft: Draft): Drafts => ({
  ...drafts,
  drafts: { ...drafts.drafts, [nameOf(draft)]: draft },
})
function without(drafts: Drafts, place: Place): Drafts {
  const { [nameOf(place)]: _gone, ...rest } = drafts.drafts
  return { ...drafts, drafts: rest, came: drafts.came === nameOf(place) ? null : drafts.came }
}

export const typed = (drafts: Drafts, place: Place, sheet: SheetDraft, at: number): Drafts =>
  put(drafts, { ...draftOf(drafts, place), sheet, changedAt: at })

export function marked(drafts: Drafts, place: Place, key: ItemKey, answer: Answer | null, at: number): Drafts {
  const draft = draftOf(drafts, place)
  return put(drafts, { ...draft, answers: { ...draft.answers, [key]: answer }, changedAt: at })
}
/** Begins with what was sent, to change it. */
export const reopened = (drafts: Drafts, place: Place, answers: Draft['answers'], at: number): Drafts =>
  put(drafts, { ...draftOf(drafts, place), answers: { ...answers, ...draftOf(drafts, place).answers }, changedAt: at })
/** Leaves a change: what was sent before stands. */
export const dropped = without

/** Handed in: the text is in the command now, and the draft is gone with the same step. */
export function handedIn(drafts: Drafts, command: SeatCommand): Drafts {
  const next = { ...drafts, outbox: enqueued(drafts.outbox, command), turned: null }
  if ((command.kind !== 'write' && command.kind !== 'answer') || !command.sent) return next
  return without(next, command)
}

/** What of a draft the server would be told: the words that stand for it. Null: nothing to tell. */
export function tellable(draft: Draft): string | null {
  if (draft.sheet !== null && draft.sheet.text.trim() !== '')
    return JSON.stringify([draft.sheet.id, draft.sheet.text, draft.sheet.lang])
  return Object.values(draft.answers).some((answer) => answer !== null) ? JSON.stringify(draft.answers) : null
}
/** A pause of typing, and how often a draft may be told. */
export const pauseOfTyping = 2_000
export const tellEvery = 15_000

/** When (ms from now) a draft is to be told to the server; null: not before something changes. */
export function tellIn(draft: Draft, now: number): number | null {
  const said = tellable(draft)
  if (said === null || said === draft.told) return null
  return Math.max(0, draft.changedAt + pauseOfTyping - now, draft.toldAt + tellEvery - now)
}
/** Tells it: a command with `sent: false`, which nobody but this seat is shown and nobody counts. */
export function toldDraft(drafts: Drafts, draft: Draft, id: string, now: number, sent: ReadonlySet<string>): Drafts {
  const { board, step, sheet } = draft
  const marked = put(drafts, { ...draft, told: tellable(draft), toldAt: now })
  if (sheet !== null) {
    // A change of what is handed in is told by handing it in again: else the sheet that counts would stop to count.
    if (sent.has(sheet.id)) return marked
    const command: SeatCommand = {
      id,
      kind: 'write',
      board,
      step,
      sheet: sheet.id,
      text: sheet.text,
      lang: sheet.lang,
      sent: false,
    }
    return { ...marked, outbox: enqueued(marked.outbox, command) }
  }
  const answers: Record<ItemKey, Answer> = {}
  for (const [key, answer] of Object.entries(draft.answers))
    if (answer !== null && !sent.has(key)) answers[key] = answer
  if (Object.keys(answers).length === 0) return marked
  return { ...marked, outbox: enqueued(marked.outbox, { id, kind: 'answer', board, step, answers, sent: false }) }
}

/** A server that may lack what was told of drafts is told anew. */
export const untold = (drafts: Drafts): Drafts => ({
  ...drafts,
  drafts: Object.fromEntries(Object.entries(drafts.drafts).map(([name, draft]) => [name, { ...draft, told: null }])),
})

/** The server answered a command. `again` is an id for what has to be said once more. */
export function settled(drafts: Drafts, command: SeatCommand, problem: ClientProblem | null, again: string): Drafts {
  const waiting = drafts.outbox.find((one) => one.command.id === command.id)
  if (waiting === undefined) return drafts
  const verdict = verdictOf(problem, waiting.tries)
  if (verdict === 'later' || verdict === 'moved') return drafts
  const rest = { ...drafts, outbox: answered(drafts.outbox, command.id) }
  if (verdict === 'done') return { ...rest, settled: [...rest.settled, command] }
  if (command.kind !== 'write' && command.kind !== 'answer')
    return verdict === 'late' ? rest : { ...rest, turned: { round: null, code: problem?.code ?? 'unexpected' } }
  // A draft that came too late stays what it is: a draft on this phone.
  if (!command.sent) return rest
  const kept = keptAgain(rest, command)
  if (verdict === 'refused') return { ...kept, turned: { round: nameOf(command), code: problem?.code ?? 'unexpected' } }
  // Too late to count. It goes to the server once more as what it is now, so that a lost phone does not lose it.
  return { ...kept, outbox: enqueued(kept.outbox, { ...command, id: again, sent: false }) }
}
/** A server that has taken over lacks it and does not take it: its person looks at it once more. */
export const withdrawnToDraft = (drafts: Drafts, command: SeatCommand): Drafts =>
  command.kind === 'write' || command.kind === 'answer'
    ? { ...keptAgain(drafts, command), turned: { round: nameOf(command), code: 'refused' } }
    : drafts
/** What could not be handed in is a draft again, beneath anything typed since. */
function keptAgain(drafts: Drafts, command: SeatCommand & { readonly kind: 'write' | 'answer' }): Drafts {
  const draft = draftOf(drafts, command)
  if (command.kind === 'answer') return put(drafts, { ...draft, answers: { ...command.answers, ...draft.answers } })
  const { sheet: id, text, lang } = command
  return draft.sheet === null || draft.sheet.id === id
    ? put(drafts, { ...draft, sheet: draft.sheet ?? { id, text, lang } })
    : put(drafts, { ...draft, sheet: { ...draft.sheet, text: `${text}\n\n${draft.sheet.text}` } })
}

/** An answer that was asked for after they had settled shows them itself. */
export const seen = (drafts: Drafts, ids: ReadonlySet<string>): Drafts =>
  drafts.settled.some(({ id }) => ids.has(id))
    ? { ...drafts, settled: drafts.settled.filter(({ id }) => !ids.has(id)) }
    : drafts

/** Everything written here that the server has not taken: what stays in sight when the seat has moved on. */
export function unsentTexts(drafts: Drafts): readonly { readonly text: string; readonly lang: string }[] {
  const found: { text: string; lang: string }[] = []
  const add = (text: string, lang: string): void => {
    if (text.trim() !== '' && !found.some((one) => one.text === text)) found.push({ text, lang })
  }
  const answers = (all: Draft['answers']): void => {
    for (const answer of Object.values(all)) if (answer?.type === 'text') add(answer.text, answer.lang)
  }
  for (const { command } of drafts.outbox)
    if (command.kind === 'write' && command.sent) add(command.text, command.lang)
    else if (command.kind === 'answer' && command.sent) answers(command.answers)
  for (const draft of Object.values(drafts.drafts)) {
    if (draft.sheet !== null) add(draft.sheet.text, draft.sheet.lang)
    answers(draft.answers)
  }
  return found
}
