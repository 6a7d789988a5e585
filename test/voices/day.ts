/** A session with one step of each kind, and what a facilitator, a reporter and phones do in it, over real HTTP. */
import type { Item } from '@tablee/shared/dialogue/items'
import type { DialogueDraft, LocalText, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import { addNode } from '@tablee/shared/board/edit'
import type { BoardId, Lang, NodeId } from '@tablee/shared/ids'
import type { SeatAnswer, SeatCommand, SeatRound } from '@tablee/shared/wire/seat'
import type { TableRound, TableVoices, VoicesCommand } from '@tablee/shared/wire/voices'
import type { Reply, StartOptions } from '../support/server.ts'
import { openHall, sit, unique, yes, type Hall } from './hall.ts'

const said = (en: string): LocalText => ({ en })
const people = { unit: 'people', base: 'valid' } as const
const options = ['trees', 'trams', 'cars'].map((id) => ({ id, text: said(id) }))

export const items: readonly Item[] = [
  { id: 'agree', type: 'agree', on: 'nodes', text: said('Do you agree?'), ...people },
  { id: 'pick', type: 'choose', options, most: 2, text: said('Choose and reject'), unit: 'answers', base: 'all' },
  { id: 'table', type: 'single', options, text: said('Our table agreed'), unit: 'tables', base: 'all' },
]
export const questions: readonly Item[] = [
  { id: 'tram', type: 'single', options, text: said('How did you come?'), ...people },
  {
    id: 'delay',
    type: 'number',
    min: 0,
    max: 600,
    text: said('How late?'),
    ...people,
    showIf: { item: 'tram', is: ['trams'] },
  },
  { id: 'mood', type: 'scale', min: 1, max: 5, low: said('low'), high: said('high'), text: said('Mood'), ...people },
]
export const steps: readonly ProgrammeStep[] = [
  {
    kind: 'private-writing',
    title: said('Alone'),
    minutes: 5,
    id: 'alone',
    task: { kind: 'write', prompt: said('What do you hope?'), signature: 'anonymous' },
  },
  {
    kind: 'private-writing',
    title: said('Signed'),
    minutes: 5,
    id: 'signed',
    task: { kind: 'write', prompt: said('What have you seen?'), signature: 'seat-code' },
  },
  { kind: 'ballot', title: said('Vote'), minutes: 5, id: 'vote', task: { kind: 'ballot', items } },
  {
    kind: 'questionnaire',
    title: said('Before'),
    minutes: 5,
    id: 'ask',
    task: { kind: 'questionnaire', questionnaire: 'q', wave: 'before', items: questions },
  },
]
export const withSteps = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  sessions: draft.sessions.map((session) => (session.number === 2 ? { ...session, steps } : session)),
})
export const openDay = (
  options: StartOptions & { draft?: (draft: DialogueDraft) => DialogueDraft } = {},
): Promise<Hall> => openHall({ ...options, draft: (draft) => (options.draft ?? ((one) => one))(withSteps(draft)) })

export type Phone = Awaited<ReturnType<typeof phoneAt>>

/** Somebody who sat down with their phone. */
export async function phoneAt(hall: Hall, table: number, seat: string, consent: Partial<typeof yes> = {}) {
  const { session, device } = await hall.enter('citizen', table)
  const sat = await sit(hall, session, seat, consent)
  if (sat.status !== 201) throw new Error(`${seat} could not sit: ${JSON.stringify(sat.body)}`)
  const board = hall.board(table, 2)
  const send = (command: SeatCommand): Promise<Reply> => hall.api('/api/seat/commands', { as: session, body: command })
  const read = async (after?: string): Promise<SeatAnswer> =>
    (await hall.api(`/api/seat${after === undefined ? '' : `?after=${after}`}`, { as: session })).body as SeatAnswer
  return {
    session,
    device,
    seat,
    board,
    send,
    read,
    round: async (step: string): Promise<SeatRound | undefined> =>
      (await read()).rounds.find((round) => round.step === step),
    write: (step: string, sheet: string, text: string, sent = true, id = unique('write')): Promise<Reply> =>
      send({ id, kind: 'write', board, step, sheet, text, lang: 'en', sent }),
    takeBack: (step: string, sheet: string, id = unique('back')): Promise<Reply> =>
      send({ id, kind: 'take-back', board, step, sheet }),
    answer: (
      step: string,
      answers: Extract<SeatCommand, { kind: 'answer' }>['answers'],
      sent = true,
      id = unique('answer'),
    ): Promise<Reply> => send({ id, kind: 'answer', board, step, answers, sent }),
  }
}

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
/** Who runs the table. */
export async function runnerAt(hall: Hall, table: number, role: 'facilitator' | 'reporter' = 'facilitator') {
  const { session } = await hall.enter(role, table)
  const board = hall.board(table, 2)
  const path = `/api/boards/${board}/voices`
  const read = async (after?: string): Promise<TableVoices> =>
    (await hall.api(`${path}${after === undefined ? '' : `?after=${after}`}`, { as: session })).body as TableVoices
  return {
    session,
    board,
    read,
    does: (command: Without<VoicesCommand>, id = unique('voices')): Promise<Reply> =>
      hall.api(path, { as: session, body: { ...command, id } }),
    round: async (step: string): Promise<TableRound> => {
      const found = (await read()).rounds.find((round) => round.step === step)
      if (found === undefined) throw new Error(`no round ${step}`)
      return found
    },
  }
}

/** Entries on a table's board, as its reporter would have made them. */
export async function entries(hall: Hall, board: BoardId, wordings: readonly string[]): Promise<readonly NodeId[]> {
  const ids = wordings.map(() => unique('node') as NodeId)
  const done = await hall.parts.live.write(board, 'reporter', (doc) => {
    for (const [index, wording] of wordings.entries())
      addNode(
        doc,
        { who: 'reporter', why: 'add' },
        { id: ids[index] as NodeId, kind: 'position', wording, lang: 'en' as Lang, at: 1 },
      )
  })
  if (!done.ok) throw new Error('the entries could not be made')
  return ids
}

/** What the words on somebody's printed sheet of anonymous writing are called: nobody says the seat, its id does. */
export function paperSheetOf(hall: Hall, table: number, step: string, seat: string): string {
  const { paper, dialogues } = hall.parts
  const [dialogue, of] = [dialogues.dialogue(hall.dialogue), dialogues.table(hall.tableId(table))]
  if (dialogue === null || of === null) throw new Error('no such table')
  for (const { id, strip } of paper.sheetsOf(
    { session: 2, kinds: ['write'], langs: ['en'] },
    dialogue,
    [of],
    hall.url,
  )) {
    const found = strip?.seat.endsWith(seat) === true ? paper.find(hall.board(table, 2), id) : null
    if (found?.ok === true && found.value.step === step && found.value.holds.kind === 'write')
      return found.value.holds.sheet
  }
  throw new Error(`no sheet of ${seat} for ${step}`)
}
