/** A dialogue that asks for consent, in the real application: the demo's tables and boards, empty, with a card for each. */
import type { ConsentTexts, DialogueDraft, LocalText } from '@tablee/shared/dialogue/programme'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { addElement } from '@tablee/shared/board/canvas/verbs'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { readView } from '@tablee/shared/view/read'
import type { Problem } from '@tablee/shared/problem'
import { demoDraft } from '@tablee/server/demo/dialogue'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { until } from '../view/hall.ts'
import { done, startServer, type Reply, type StartOptions } from '../support/server.ts'

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
  if (server.tablee.halls.list().length === 0) {
    const { consent: _demos, ...tables } = demoDraft(options.clock?.() ?? Date.now())
    const draft = change(consent === null ? tables : { ...tables, consent })
    const { dialogues, access, seals } = await server.tablee.halls.enter(draft.id)
    await seals.begin()
    const founded = await dialogues.found(draft, { author: 'server', device: 'server', command: 'found-hall' })
    if (!founded.ok) throw new Error(`the hall could not be founded: ${founded.problem.code}`)
    const event = { dialogue: draft.id, codeFrom: draft.opensAt, codeUntil: draft.closesAt }
    const cards = (['organiser', 'analyst', 'observer', 'translator'] as const).map((role) => ({ ...event, role }))
    const atTables = dialogues
      .tables(draft.id)
      .flatMap(({ id: table }) =>
        (['facilitator', 'reporter', 'citizen'] as const).map((role) => ({ ...event, role, table })),
      )
    done(await access.links.issueAll([...cards, ...atTables]))
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

const origin = { who: 'reporter', why: 'test' }
const en = 'en' as Lang

/** Entries of a table's board of session 2, by ids that the test knows. Each sentence is a canary. */
export async function speak(
  hall: Hall,
  table: number,
  said: readonly { readonly id: string; readonly seat: string | null; readonly text: string }[],
): Promise<void> {
  const board = hall.board(table, 2)
  const node = `issue-${table}` as NodeId
  const done = await hall.parts.live.write(board, 'reporter', (doc) => {
    if (!readBoard(doc).nodes.has(node))
      addNode(doc, origin, { id: node, kind: 'issue', wording: 'Who decides?', lang: en, at: 1 })
    for (const [n, one] of said.entries())
      addWords(doc, origin, {
        id: one.id as WordsId,
        node,
        text: one.text,
        lang: en,
        seat: one.seat as SeatCode | null,
        capture: 'dictated',
        at: 10 + n,
      })
  })
  if (!done.ok) throw new Error(`speaking: ${done.problem.code}`)
}

/** A vision element of a seat. */
export async function draw(hall: Hall, table: number, one: { id: ShapeId; seat: string | null; text: string }) {
  const done = await hall.parts.live.write(hall.board(table, 2), 'reporter', (doc) => {
    const added = addElement(doc, origin, {
      id: one.id,
      kind: 'hope',
      text: one.text,
      lang: en,
      x: 10,
      y: 10,
      seat: one.seat as SeatCode | null,
      capture: 'dictated',
      at: 20,
    })
    if (!added.ok) throw new Error(`drawing: ${added.problem.code}`)
  })
  if (!done.ok) throw new Error(`drawing: ${done.problem.code}`)
}

/** An observer's page of one table: the stock provider, every byte it gets, and what it shows. */
/** `path`: of a card of whatever audience. `page`: what the page calls itself. */
export async function watch(hall: Hall, table: number, path = hall.link('observer').path, page: string | null = null) {
  if (path === null) throw new Error('an observer’s link has no path')
  const room = hall.parts.views.list(path)?.tables.find((one) => one.table === table)?.room
  if (room === undefined) throw new Error(`nothing to watch of table ${table}`)
  const heard: Buffer[] = []
  class Listening extends WebSocket {
    constructor(address: string | URL) {
      super(address)
      this.on(
        'message',
        (data: Buffer | ArrayBuffer) =>
          void heard.push(Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data)),
      )
    }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${hall.ws}/observe/${path}`, room, doc, {
    disableBc: true,
    params: page === null ? {} : { page },
    WebSocketPolyfill: Listening as unknown as typeof globalThis.WebSocket,
  })
  await new Promise<void>((resolve) => (provider.synced ? resolve() : provider.once('sync', () => resolve())))
  return {
    doc,
    show: () => readView(doc),
    texts: (): string[] => Object.values(readView(doc).words).map(({ text }) => text),
    canvasTexts: (): string[] => Object.values(readView(doc).canvas).map(({ text }) => text),
    /** All that ever came, as one string of bytes. */
    bytes: (): Buffer => Buffer.concat(heard),
    /** Resolves with the milliseconds it took, on the event that made it true. */
    until: (holds: () => boolean): Promise<number> => until(doc, holds),
    close: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}
