/** What who asks the hall is told: whom they may ask now and in which languages these read, and what came of what was asked. */
import { observers } from '@tablee/shared/view/audiences'
import type { Item } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { ProgrammeSession } from '@tablee/shared/dialogue/programme'
import type { Ask } from '@tablee/shared/voices/asks'
import { roundOf, type SeatState, type Voices } from '@tablee/shared/voices/fold'
import type { AskedOnce, Questions } from '@tablee/shared/wire/questions'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { seesTable, type Session } from '../access/session.ts'
import { versionOf } from '../hold/waiting.ts'
import { readsOf } from './reads.ts'
import type { SitePlaces } from './site-rounds.ts'
import type { VoiceStore } from './voices.ts'

export type QuestionPlaces = Omit<SitePlaces, 'tables'> & {
  sites(dialogue: DialogueId): readonly { readonly id: SiteId; readonly name: string; readonly lang: string }[]
  tables(dialogue: DialogueId): readonly { readonly id: TableId; readonly number: number; readonly siteId: SiteId }[]
}
/** At which board a table can be asked now, or why it cannot. */
export type AskableAt = (table: TableId) => { readonly board: BoardId } | { readonly why: 'no-board' | 'closed' }

/** By it who asks and who tells whom one may ask judge the same. */
export const createAskableAt =
  (places: Omit<SitePlaces, 'tables'>): AskableAt =>
  (table) => {
    const session = places.currentBoard(table)?.session
    const board = places.boardsOf(table).find((each) => each.session === session)
    if (board === undefined) return { why: 'no-board' }
    return places.boardState(board.id) === 'closed' || places.dayOver(table) ? { why: 'closed' } : { board: board.id }
  }

/** All its tables are of sites of who asks: nobody closes or calls back what was asked at another's. */
export const isOwn = (
  session: Session,
  places: Pick<SitePlaces, 'tables' | 'board'>,
  dialogue: DialogueId,
  { boards }: Ask,
): boolean => {
  const own = new Set(places.tables(dialogue).flatMap((table) => (seesTable(session, table) ? [table.id] : [])))
  return boards.every((board) => {
    const table = places.board(board)?.table
    return table !== undefined && own.has(table)
  })
}

/** Steps of the programme, and such as were asked on the day, in which these tables agree on a sentence or did. */
function agreeingAt(
  sessions: readonly ProgrammeSession[],
  now: Voices,
  boards: readonly { readonly id: BoardId }[],
): Questions['recommended'] {
  const planned = sessions.flatMap(({ steps }) =>
    steps.flatMap(({ id: step, title, task }) =>
      step === undefined || task?.kind !== 'ballot' ? [] : [{ step, title, items: task.items }],
    ),
  )
  const asked = [...now.asks.values()].filter(({ calledBack }) => calledBack === null)
  return [...planned, ...asked].flatMap(({ step, title, items }) =>
    items.some(({ type }) => type === 'recommendation') &&
    boards.some(({ id }) => roundOf(now, id, step).state !== 'waiting')
      ? [{ step, title: { ...title } }]
      : [],
  )
}

/** `not-found` for a dialogue that asks for no consent: nobody is asked anything there. Who may is asked before. */
export function createQuestionsTold({
  voices,
  places,
  results,
  recommended,
}: {
  voices: Pick<VoiceStore, 'state'>
  places: QuestionPlaces
  /** What is on the wall: nobody who asks is told more, or sooner. */
  results: { told(dialogue: DialogueId, reader: typeof observers): Promise<Result<ResultsAnswer>> }
  recommended: { ready(dialogue: DialogueId): Promise<void>; shown(ask: Ask, item: Item): Item }
}) {
  const askableAt = createAskableAt(places)

  function askedOf(
    session: Session,
    dialogue: DialogueId,
    now: Voices,
    ask: Ask,
    figures: AskedOnce['figures'],
  ): readonly AskedOnce[] {
    const [item] = ask.items
    const site = new Map(places.tables(dialogue).map(({ id, siteId }) => [id, siteId]))
    const seen = new Set(places.tables(dialogue).flatMap((table) => (seesTable(session, table) ? [table.id] : [])))
    const tables = ask.boards.flatMap((board) => places.board(board)?.table ?? [])
    if (item === undefined || !tables.some((table) => seen.has(table))) return []
    const own = isOwn(session, places, dialogue, ask)
    const { step, at, title, boards, calledBack } = ask
    return [
      {
        step,
        at,
        title,
        item: recommended.shown(ask, item),
        closed: boards.filter((board) => roundOf(now, board, step).state === 'closed').length,
        of: boards.length,
        own,
        calledBack: calledBack !== null,
        sites: [...new Set(tables.flatMap((table) => (seen.has(table) ? (site.get(table) ?? []) : [])))],
        tables: tables.filter((table) => seen.has(table)),
        figures,
      },
    ]
  }

  return async (session: Session, dialogue: DialogueId): Promise<Result<Questions>> => {
    const of = places.dialogue(dialogue)
    if (of === null || of.consent === null) return fail({ code: 'not-found', what: 'dialogue' })
    const wall = await results.told(dialogue, observers)
    if (!wall.ok) return wall
    await recommended.ready(dialogue)
    const now = voices.state(dialogue)
    const seated = (table: TableId): readonly SeatState[] =>
      places.seating
        .seatsAt({ dialogue, table, session: places.currentBoard(table)?.session ?? 0 })
        .flatMap((code) => now.seats.get(code) ?? [])
        .filter(({ held }) => held !== null)
    const tables = places.tables(dialogue).filter((table) => seesTable(session, table))
    const figuresOf = (step: string) => wall.value.steps.find((one) => one.step === step)?.figures ?? []
    const told = {
      langs: of.langs,
      sites: places.sites(dialogue).flatMap(({ id, name, lang }) => {
        const here = tables.filter(({ siteId }) => siteId === id)
        if (here.length === 0) return []
        return [
          {
            id,
            name,
            lang,
            tables: here.map((table) => {
              const at = askableAt(table.id)
              const count = seated(table.id).length
              const row = { id: table.id, number: table.number, seated: count }
              return 'why' in at ? { ...row, why: at.why } : row
            }),
            reads: readsOf(here.flatMap((table) => seated(table.id))),
          },
        ]
      }),
      asked: [...now.asks.values()]
        .flatMap((ask) => askedOf(session, dialogue, now, ask, figuresOf(ask.step)))
        .toReversed(),
      recommended: agreeingAt(
        of.sessions,
        now,
        tables.flatMap((table) => places.boardsOf(table.id)),
      ),
    }
    return ok({ version: versionOf(told), ...told })
  }
}
