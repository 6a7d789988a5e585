/**
 * A question asked on the day. One row asks it everywhere at once, so that no crash leaves it half asked; from then on its
 * rounds are as any round that the room opens: sealed, closed by the console or each table, counted when the last has closed.
 */
import { stepOf, type ProgrammeSession } from '@tablee/shared/dialogue/programme'
import type { Item, Option } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId, RandomBytes, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { stepAsked, type Ask } from '@tablee/shared/voices/asks'
import type { Voices } from '@tablee/shared/voices/fold'
import { voteTitle } from '@tablee/shared/voices/stances'
import type { Left } from '@tablee/shared/wire/left'
import type { QuestionCommand } from '@tablee/shared/wire/questions'
import type { Clock } from '../clock.ts'
import { handOf, seesTable, type Session } from '../access/session.ts'
import { createAskedBefore } from './asked-before.ts'
import { createCloseQuestion } from './close-question.ts'
import { createAskableAt, isOwn, type AskableAt } from './questions-told.ts'
import type { Picking } from './picking.ts'
import type { SitePlaces } from './site-rounds.ts'
import type { RoundBoards, Still } from './ports.ts'
import { agreedAt, type RecommendationPlaces } from './recommendations.ts'
import { signedOut } from './rounds.ts'
import type { VoiceStore } from './voices.ts'

type AskCommand = Extract<QuestionCommand, { readonly kind: 'ask' }>
type VoteCommand = Extract<QuestionCommand, { readonly kind: 'vote-on-recommendations' }>
type OfStep = Extract<QuestionCommand, { readonly kind: 'call-back' }>
export type Asked = { readonly step: string; readonly left: readonly Left[] }

/** What was asked at a board on the day. */
export const createAsksAt =
  (voices: Pick<VoiceStore, 'state'>, places: { board(id: string): { readonly dialogue: DialogueId } | null }) =>
  (board: string): readonly Ask[] => {
    const dialogue = places.board(board)?.dialogue
    if (dialogue === undefined) return []
    return [...voices.state(dialogue).asks.values()].filter(({ boards }) => boards.some((one) => one === board))
  }

const bad = (where: string, why: string): Problem => ({ code: 'bad-request', where, why })

/** Few answers to choose from tell nobody anything, and an order of one is none. */
const fewest = { agree: 0, choose: 1, single: 2, ranking: 2, recommendation: 0 } as const

function itemOf({ text, answer, most, unit }: AskCommand, options: readonly Option[]): Item {
  const common = { id: 'q', text, unit, base: 'valid' as const }
  switch (answer) {
    case 'agree':
      return { ...common, type: 'agree', on: 'statement' }
    case 'choose':
      return { ...common, type: 'choose', options, ...(most === undefined ? {} : { most }) }
    case 'recommendation':
      return { ...common, type: 'recommendation' }
    default:
      return { ...common, type: answer, options }
  }
}

/** The boards at which these tables are, and the tables that cannot be asked. */
function boardsOf(
  tables: readonly TableId[],
  askableAt: AskableAt,
): { readonly boards: readonly BoardId[]; readonly left: readonly Left[] } {
  const boards: BoardId[] = []
  const left: Left[] = []
  for (const table of tables) {
    const at = askableAt(table)
    if ('why' in at) left.push({ table, why: at.why })
    else boards.push(at.board)
  }
  return { boards, left }
}

/**
 * Answers after COMMIT. Problems: `not-found` for a table that is not of a site of who asks or an entry that may not be shown,
 * `bad-request` (answers that do not fit), `refused` where no table can be asked, `changed` where somebody asked something else
 * under this name. Who may is asked before.
 */
export function createQuestions({
  voices,
  places,
  boards: docs,
  picking,
  random,
  clock,
}: {
  voices: VoiceStore
  places: SitePlaces & RecommendationPlaces
  boards: Pick<RoundBoards, 'look'>
  picking: Pick<Picking, 'freeze'>
  random: RandomBytes
  clock: Clock
}) {
  const askableAt = createAskableAt(places)
  const askedBefore = createAskedBefore({ voices, places, askableAt })
  const close = createCloseQuestion({ voices, places })
  async function ask(
    session: Session,
    dialogue: DialogueId,
    command: AskCommand,
    still: Still,
  ): Promise<Result<Asked>> {
    const of = places.dialogue(dialogue)
    if (of === null || of.consent === null) return fail({ code: 'not-found', what: 'dialogue' })
    const tables = ownTables(session, dialogue, command.tables)
    if (tables === null) return fail({ code: 'not-found', what: 'table' })
    const { id, answer, options: typed, entries: wanted, most } = command
    if (wanted !== undefined && typed.length > 0) return fail(bad('options', 'typed and picked at once'))
    const many = wanted?.length ?? typed.length
    if (many < fewest[answer] || (fewest[answer] === 0 && many > 0)) return fail(bad('options', 'not so many'))
    // A table agrees on it as one.
    if (answer === 'recommendation' && command.unit !== 'tables') return fail(bad('unit', 'only of tables'))
    if (most !== undefined && answer !== 'choose') return fail(bad('most', 'only where people choose'))
    const before = voices.sent(dialogue, id, session)
    const step = stepAsked(id)
    if (before !== null) {
      const done = await before
      return done.ok ? ok({ step, left: [] }) : done
    }
    const options = typed.map((text, n): Option => ({ id: `o${n + 1}`, text }))
    const question = { title: command.text, items: [itemOf(command, options)], picked: wanted?.length ?? null }
    const again = askedBefore(dialogue, step, question, tables)
    if (again !== null) return again
    const { boards, left } = boardsOf(tables, askableAt)
    if (boards.length === 0) return fail({ code: 'refused', why: 'no table can be asked now' })
    const picked = wanted === undefined ? ok({ options, entries: [] }) : await picking.freeze(session, dialogue, wanted)
    if (!picked.ok) return picked
    const row = {
      kind: 'ask',
      command: id,
      step,
      title: command.text,
      items: [itemOf(command, picked.value.options)],
      boards,
      entries: picked.value.entries,
      ...(command.proposed === undefined ? {} : { proposed: command.proposed }),
    } as const
    const done = await voices.append(dialogue, row, handOf(session), mayAsk(of.sessions, step, still))
    return done.ok ? ok({ step, left }) : (askedBefore(dialogue, step, question, tables) ?? done)
  }

  const mayAsk =
    (programme: readonly ProgrammeSession[], step: string, still: Still) =>
    (now: Voices): Problem | null => {
      if (!still()) return signedOut
      // A step of the programme may be called so: what people voted in it would be gone.
      if (stepOf(programme, step) !== null) return { code: 'refused', why: 'a step is called so' }
      return now.asks.has(step) ? { code: 'changed' } : null
    }

  /** Null where one of them is not of a site of who asks. */
  function ownTables(session: Session, dialogue: DialogueId, wanted: readonly TableId[]): readonly TableId[] | null {
    const own = new Set(places.tables(dialogue).flatMap((table) => (seesTable(session, table) ? [table.id] : [])))
    const tables = [...new Set(wanted)]
    return tables.every((table) => own.has(table)) ? tables : null
  }

  /** The second half of a recommendation round: everybody votes on what the tables agreed on, each on a few of them. */
  async function vote(
    session: Session,
    dialogue: DialogueId,
    { id, from, most, tables: wanted }: VoteCommand,
    still: Still,
  ): Promise<Result<Asked>> {
    const of = places.dialogue(dialogue)
    if (of === null || of.consent === null) return fail({ code: 'not-found', what: 'dialogue' })
    const tables = ownTables(session, dialogue, wanted)
    if (tables === null) return fail({ code: 'not-found', what: 'table' })
    const step = stepAsked(id)
    const before = voices.sent(dialogue, id, session)
    if (before !== null) {
      const done = await before
      return done.ok ? ok({ step, left: [] }) : done
    }
    const question = { title: voteTitle, items: [], recommends: from, most, picked: null }
    const again = askedBefore(dialogue, step, question, tables)
    if (again !== null) return again
    const agreed = await agreedAt(() => voices.state(dialogue), tables, from, { places, boards: docs, clock })
    if (agreed.items.length === 0) return fail({ code: 'refused', why: 'no table recommends what may be shown' })
    const { boards, left } = boardsOf(tables, askableAt)
    if (boards.length === 0) return fail({ code: 'refused', why: 'no table can be asked now' })
    const seats = boards.flatMap((board) => places.board(board) ?? [])
    const row = {
      kind: 'ask',
      command: id,
      step,
      title: voteTitle,
      items: agreed.items,
      boards,
      entries: [],
      recommends: from,
      sources: agreed.sources,
      draw: {
        seed: [...random(8)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
        most,
        tables: seats.map(({ tableNumber, seats: n }) => ({ table: tableNumber, seats: n })),
      },
    } as const
    const judge = (now: Voices): Problem | null =>
      mayAsk(of.sessions, step, still)(now) ??
      ((now.asks.get(from)?.calledBack ?? null) === null ? null : { code: 'refused', why: 'called back' })
    const done = await voices.append(dialogue, row, handOf(session), judge)
    return done.ok
      ? ok({ step, left: [...agreed.left, ...left] })
      : (askedBefore(dialogue, step, question, tables) ?? done)
  }

  async function callBack(
    session: Session,
    dialogue: DialogueId,
    { id, step }: OfStep,
    still: Still,
  ): Promise<Result<Asked>> {
    const judge = (now: Voices): Problem | null => {
      if (!still()) return signedOut
      const found = now.asks.get(step)
      if (found === undefined || !isOwn(session, places, dialogue, found))
        return { code: 'not-found', what: 'question' }
      return found.calledBack === null ? null : { code: 'refused', why: 'called back already' }
    }
    const done = await voices.append(dialogue, { kind: 'call-back', command: id, step }, handOf(session), judge)
    return done.ok ? ok({ step, left: [] }) : done
  }

  return { ask, 'vote-on-recommendations': vote, close, 'call-back': callBack }
}
