/** A dialogue that asks for consent, in the real application: the demo's tables and boards, empty, with a card for each. */
import type { ConsentTexts, DialogueDraft, LocalText } from '@tablee/shared/dialogue/programme'
import type { SeatCode } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import { demoDraft } from '@tablee/server/demo/dialogue'
import { startServer, type Reply, type StartOptions } from '../support/server.ts'

const said = (en: string): LocalText => ({ en })
export const texts: ConsentTexts = {
  version: 'hall-1',
  intro: said('You are welcome here.'),
  taking: said('I take part.'),
  quoted: said('My words may be quoted.'),
  observed: said('My words may be watched.'),
  refusalHides: 'words',
}

export type Hall = Awaited<ReturnType<typeof openHall>>

let count = 0
/** An id that no other command of this run has. */
export const unique = (what = 'command'): string => `${what}-${++count}`

export async function openHall({
  consent = texts,
  draft: change = (draft) => draft,
  ...options
}: StartOptions & {
  readonly consent?: ConsentTexts | null
  readonly draft?: (draft: DialogueDraft) => DialogueDraft
} = {}) {
  const server = await startServer({ ...options, demo: false })
  const { dialogues, access } = server.parts
  if (dialogues.list().length === 0) {
    const { consent: _demos, ...tables } = demoDraft(options.clock?.() ?? Date.now())
    const draft = change(consent === null ? tables : { ...tables, consent })
    const founded = await dialogues.found(draft, { author: 'server', device: 'server', command: 'found-hall' })
    if (!founded.ok) throw new Error(`the hall could not be founded: ${founded.problem.code}`)
    const event = { dialogue: draft.id, codeFrom: draft.opensAt, codeUntil: draft.closesAt }
    for (const role of ['organiser', 'analyst', 'observer'] as const) access.links.issue({ ...event, role })
    for (const { id: table } of dialogues.tables(draft.id))
      for (const role of ['facilitator', 'reporter', 'citizen'] as const) access.links.issue({ ...event, role, table })
  }
  return server
}

export const problemOf = (reply: Reply): Problem | null =>
  typeof reply.body === 'object' && reply.body !== null && 'problem' in reply.body
    ? (reply.body.problem as Problem)
    : null

/** A consent as the page sends it. */
export const yes = { version: texts.version, quoted: true, observed: true, lang: 'en' }

/** Sits down as a phone does. */
export const sit = (
  hall: Hall,
  session: string,
  seat: string,
  consent: Partial<typeof yes> = {},
  id = unique('sit'),
): Promise<Reply> => hall.api('/api/seats', { as: session, body: { id, seat, consent: { ...yes, ...consent } } })

/** What the table's facilitator does with a seat, as `POST /api/boards/:board/voices` will do it. */
export async function free(hall: Hall, table: number, seat: string): Promise<void> {
  const facilitator = await hall.enter('facilitator', table)
  const session = hall.parts.access.authorise(`Bearer ${facilitator.session}`)
  if (session === null) throw new Error('the facilitator is not let in')
  const done = await hall.parts.seats.free(session, hall.board(table, 2), {
    id: unique('free'),
    seat: seat as SeatCode,
  })
  if (!done.ok) throw new Error(`freeing ${seat}: ${done.problem.code}`)
}
