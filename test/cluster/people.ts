/** People at a cluster: each goes to any node, comes again when it is gone, and notes what they asked and were answered. */
import { setTimeout as pause } from 'node:timers/promises'
import { addNode } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { DialogueFile } from '@tablee/shared/dialogue/file'
import type { BoardId, Lang, NodeId } from '@tablee/shared/ids'
import { readView } from '@tablee/shared/view/read'
import type { LinkEntry, SessionAnswer } from '@tablee/shared/wire/access'
import type { Ticket } from '@tablee/shared/wire/document'
import type { WatchList } from '@tablee/shared/wire/watch'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { readSyncMessage, writeSyncStep1 } from 'y-protocols/sync'
import * as Y from 'yjs'
import { RawEditor } from '../support/rawEditor.ts'
import type { Random } from '../support/seeded.ts'
import { type Happened, now } from './history.ts'
import { hashOf } from './standing.ts'
import { type WholeNode } from './whole.ts'

export type Doors = {
  readonly chance: Random
  /** Where people may go; one that is down refuses them. */
  readonly nodes: readonly WholeNode[]
  /** Where those go who watch. */
  readonly watching: readonly WholeNode[]
  readonly tell: (one: Happened) => void
  /** The day is over: nobody begins anything. */
  readonly over: () => boolean
}

export type Answer = { readonly status: number; readonly body: unknown }

/** One try at one node. Null: nobody answered. */
export async function once(
  port: number,
  path: string,
  body: unknown,
  session: string | null,
  method?: string,
): Promise<Answer | null> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: method ?? (body === null ? 'GET' : 'POST'),
      headers: {
        ...(body instanceof Uint8Array
          ? { 'content-type': 'application/octet-stream' }
          : { 'content-type': 'application/json' }),
        ...(session === null ? {} : { authorization: `Bearer ${session}` }),
      },
      ...(body === null ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    const text = await reply.text()
    return { status: reply.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  } catch {
    return null
  }
}
const comeAgain = (answer: Answer | null): boolean =>
  answer === null || [502, 503, 504, 429].includes(answer.status) || JSON.stringify(answer.body).includes('"timeout"')

/** The same until somebody answers, at any node. */
export async function asked(
  { nodes, chance }: Pick<Doors, 'nodes' | 'chance'>,
  path: string,
  {
    body = null,
    session = null,
    method,
    ms = 60_000,
  }: { body?: unknown; session?: string | null; method?: string; ms?: number } = {},
): Promise<Answer> {
  const tries: string[] = []
  for (const end = performance.now() + ms; performance.now() < end; await pause(50 + chance.below(100))) {
    const [node, began] = [chance.pick(nodes), performance.now()]
    const last = await once(node.port, path, body, session, method)
    if (last !== null && !comeAgain(last)) return last
    tries.push(`${node.name}: ${JSON.stringify(last)} after ${Math.round(performance.now() - began)} ms`)
  }
  throw new Error(`no answer from ${path}:\n${tries.slice(-20).join('\n')}`)
}
function ok<T>(answer: Answer, path: string): T {
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as T
}

/** One session of four votes, the first of them beside a map. */
const voting: readonly object[] = [
  {
    title: { en: 'One' },
    question: { en: 'What now?' },
    steps: [
      { kind: 'map', minutes: 60, title: { en: 'Around the table' } },
      ...['a', 'b', 'c', 'd'].map((step) => voteOn(`vote-${step}`)),
    ],
  },
]
/** A step that asks everybody for a number. */
export function voteOn(id: string) {
  const item = { id: 'n', type: 'number', text: { en: 'How many?' }, unit: 'people', base: 'valid' }
  const items = [{ ...item, min: 0, max: 1_000_000 }]
  return { kind: 'ballot', minutes: 5, title: { en: `The ${id}` }, id, task: { kind: 'ballot', items } }
}

/** Founds a day of its own through the server's link, and lays out its cards. The text of the file is the documentation's example, cut down. */
export async function foundDay(
  doors: Pick<Doors, 'nodes' | 'chance'>,
  {
    id,
    tables,
    seats,
    found,
    sessions = voting,
  }: { id: string; tables: number; seats: number; found: string; sessions?: readonly object[] },
) {
  const file = {
    format: 'tablee-dialogue/1',
    id,
    title: `Day ${id}`,
    languages: ['en'],
    window: { days: 3 },
    observation: { agreed: true, delay: 0, words: true },
    sites: [{ id: 'hall', name: 'Hall', country: 'BE', lang: 'en' }],
    tables: Array.from({ length: tables }, (_, n) => ({
      number: n + 1,
      site: 'hall',
      seats,
      lang: 'en',
      citizensEdit: false,
    })),
    consent: {
      version: '1',
      intro: { en: 'Welcome.' },
      taking: { en: 'I take part.' },
      quoted: { en: 'Quoted.' },
      observed: { en: 'Watched.' },
      refusalHides: 'words',
    },
    sessions,
  } satisfies Record<keyof Omit<DialogueFile, 'groundRules' | 'rotation'>, unknown> & Record<string, unknown>
  const enter = async (token: string, device: string): Promise<SessionAnswer> =>
    ok(await asked(doors, '/api/sessions', { body: { token, device } }), '/api/sessions')
  const path = `/api/dialogues?file=${id}.json`
  ok(await asked(doors, path, { body: new TextEncoder().encode(JSON.stringify(file)), session: found }), path)
  const first = `/api/server/dialogues/${id}/link`
  const card = ok<{ readonly link: LinkEntry } | LinkEntry>(await asked(doors, first, { session: found }), first)
  const tokenOf = ({ url }: Pick<LinkEntry, 'url'>): string => (url ?? '').split('#')[1] ?? ''
  const organiser = await enter(tokenOf('link' in card ? card.link : card), 'organiser')
  const listed = `/api/dialogues/${id}/links`
  const links = ok<readonly LinkEntry[]>(await asked(doors, listed, { session: organiser.session }), listed)
  return {
    id,
    enter,
    organiser: organiser.session,
    links,
    tokenOf,
    pathOf: ({ url }: Pick<LinkEntry, 'url'>): string => /\/watch\/([^/#?]+)/.exec(url ?? '')?.[1] ?? '',
    card(role: LinkEntry['role'], table: number | null = null): LinkEntry {
      const link = links.find((one) => one.role === role && one.tableNumber === table)
      if (link === undefined) throw new Error(`no card of ${role} ${table}`)
      return link
    },
  }
}

/** Opens a board at any node with a document of its own; null where that failed. */
async function opened(
  { nodes, chance }: Doors,
  board: BoardId,
  session: string,
  doc: Y.Doc,
): Promise<RawEditor | null> {
  const node = chance.pick(nodes)
  const body = { board, path: 'collab', clients: [doc.clientID] }
  const ticket = await once(node.port, '/api/tickets', body, session)
  if (ticket === null || ticket.status >= 300) return null
  const editor = new RawEditor({
    url: `ws://127.0.0.1:${node.port}`,
    name: `board:${board}`,
    ticket: (ticket.body as Ticket).ticket,
    doc,
  })
  try {
    await editor.until('synced', () => editor.synced || editor.closed !== null, 15_000)
    if (editor.synced) return editor
  } catch {
    // It hangs: somebody else is asked.
  }
  editor.cut()
  return null
}

/** Which edit made an entry: by the entry's id. */
export type Made = Map<string, string>

/**
 * Somebody who writes one entry after the other, each when the one before it is saved. What nobody answered is left behind
 * with its document: a new one is begun, so that an update stands as it was sent or not at all.
 */
export async function writer(
  doors: Doors,
  made: Made,
  { board, session, name, rest }: { board: BoardId; session: string; name: string; rest: number },
): Promise<void> {
  const { chance, tell, over } = doors
  let wanted = now()
  for (let count = 0; !over(); ) {
    const doc = new Y.Doc()
    const editor = await opened(doors, board, session, doc)
    if (editor === null) {
      await pause(50 + chance.below(200))
      continue
    }
    while (!over() && editor.closed === null) {
      const id = `${name}-${count++}-${chance.below(1e9)}`
      let sent: Uint8Array | null = null
      doc.once('update', (update: Uint8Array) => (sent = update))
      const begun = now()
      const added = addNode(
        doc,
        { who: 'facilitator', why: 'addNode' },
        { id: id as NodeId, kind: 'position', wording: `say ${id}`, lang: 'en' as Lang, at: 1_700_000_000_000 },
      )
      if (!added.ok || sent === null) throw new Error(`an entry: ${JSON.stringify(added)}`)
      const hash = hashOf(sent)
      made.set(id, hash)
      const write = { is: 'write', by: name, doc: `board:${board}`, hash, begun } as const
      const frames = editor.sent
      try {
        await editor.until('saved', () => editor.answered >= frames || editor.closed !== null, 20_000)
      } catch {
        editor.cut()
      }
      const answered = editor.answered >= frames
      tell({ ...write, ended: answered ? now() : null, seq: answered ? editor.savedSeq : null, wanted })
      if (!answered) break
      await pause(chance.below(rest * 2))
      wanted = now()
    }
    editor.cut()
  }
}

/** Somebody who comes in with nothing, looks, and goes. */
export async function newcomer(
  doors: Doors,
  made: Made,
  { board, session, name }: { board: BoardId; session: string; name: string },
): Promise<void> {
  const { chance, tell, over } = doors
  while (!over()) {
    const doc = new Y.Doc()
    const begun = now()
    const editor = await opened(doors, board, session, doc)
    if (editor !== null) {
      const shows = [...readBoard(doc).nodes.keys()].flatMap((id) => made.get(id) ?? [])
      tell({ is: 'read', by: name, doc: `board:${board}`, begun, ended: now(), seq: -1, hash: null, shows })
      editor.cut()
    }
    await pause(200 + chance.below(400))
  }
}

/** Follows one room until it is closed; what it is shown, the moment it is. */
export async function observer(
  doors: Doors,
  made: Made,
  { path, table, board, name }: { path: string; table: number; board: BoardId; name: string },
): Promise<void> {
  const { chance, tell, over, watching } = doors
  const doc = `board:${board}`
  for (let visit = 0; !over(); await pause(50 + chance.below(150))) {
    const node = chance.pick(watching)
    const list = await once(node.port, `/api/watch/${path}`, null, null)
    if (list === null || list.status >= 300) {
      if (list?.status === 404 || list?.status === 410) return
      continue
    }
    const room = (list.body as WatchList).tables.find((one) => one.table === table)?.room
    if (room === undefined) continue
    const who = `${name}.${visit++}`
    const view = new Y.Doc()
    const had = new Set<string>()
    const socket = new WebSocket(`ws://127.0.0.1:${node.port}/observe/${path}/${room}`, { perMessageDeflate: false })
    socket.binaryType = 'nodebuffer'
    let came = false
    await new Promise<void>((done) => {
      const timer = setInterval(() => over() && socket.terminate(), 100)
      socket.on('open', () => {
        const encoder = encoding.createEncoder()
        encoding.writeVarUint(encoder, 0)
        writeSyncStep1(encoder, view)
        socket.send(encoding.toUint8Array(encoder))
      })
      socket.on('message', (data: Buffer) => {
        const at = now()
        const decoder = decoding.createDecoder(data)
        if (decoding.readVarUint(decoder) !== 0) return
        const encoder = encoding.createEncoder()
        encoding.writeVarUint(encoder, 0)
        readSyncMessage(decoder, encoder, view, null)
        if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder))
        if (!came) tell({ is: 'came', by: who, doc, through: path, at })
        came = true
        const text = JSON.stringify(readView(view) ?? {})
        for (const [, id = ''] of text.matchAll(/"say ([^"]+)"/g)) {
          const hash = made.get(id)
          if (hash === undefined || had.has(hash)) continue
          had.add(hash)
          tell({ is: 'shown', by: who, doc, hash, at })
        }
      })
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(timer)
        done()
      })
    })
    if (came) tell({ is: 'left', by: who, doc, at: now() })
  }
}

/** A phone: sits down, and thinks again and again about what is asked. */
export async function voter(
  doors: Doors,
  {
    session,
    seat,
    board,
    name,
    steps,
  }: { session: string; seat: string; board: BoardId; name: string; steps: () => readonly string[] },
): Promise<void> {
  const { chance, tell, over } = doors
  for (let count = 0; !over(); await pause(chance.below(400))) {
    const step = chance.pick(steps())
    // Each number is said once by each.
    const ballot = String(count * 100 + chance.below(100))
    const id = `${name}-${count++}`.toLowerCase()
    const body = {
      id,
      kind: 'answer',
      board,
      step,
      answers: { n: { type: 'number', value: Number(ballot) } },
      sent: true,
    }
    const begun = now()
    const of = { is: 'vote', by: name, seat, item: `${board}/${step}`, ballot, begun } as const
    const answer = await asked(doors, '/api/seat/commands', { body, session }).catch(() => null)
    tell({ ...of, ended: answer === null ? null : now(), counted: answer !== null && answer.status < 300 })
  }
}

/** Snapshots, one after the other: how far each holds the boards. */
export async function cutter(
  doors: Doors,
  { dialogue, session, name }: { dialogue: string; session: string; name: string },
): Promise<void> {
  const { chance, tell, over } = doors
  while (!over()) {
    await pause(500 + chance.below(1_000))
    const begun = now()
    const taken = await once(chance.pick(doors.nodes).port, `/api/dialogues/${dialogue}/snapshots`, {}, session)
    if (taken?.status !== 201) continue
    const ended = now()
    const { hash } = taken.body as { hash: string }
    const { body } = await asked(doors, `/api/snapshots/${hash}`, { session })
    const { cut } = body as { cut: Readonly<Record<string, { seq: number }>> }
    const heads = Object.fromEntries(
      Object.entries(cut).flatMap(([doc, { seq }]) => (doc.startsWith('board:') ? [[doc, seq] as const] : [])),
    )
    tell({ is: 'cut', by: name, begun, ended, heads })
  }
}
