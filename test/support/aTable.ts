/**
 * A table in one process: real links (client/link) on real server parts (live, journal, tickets) over a hand-pumped wire
 * under virtual time. A story reads `t.ana.add('position', 'Close the ring road'); await t.agrees()`; nothing waits for
 * the clock on the wall.
 */
import { boardDoc } from '@tablee/shared/documents'
import { boardReplay } from '@tablee/shared/board/anew'
import { lateInMemory } from '@tablee/server/live/board/late-store'
import { IDBFactory as FakeIDB, IDBKeyRange as FakeRange } from 'fake-indexeddb'
import { vi } from 'vitest'
import * as Y from 'yjs'
import type { Environment } from '@tablee/client/link/environment'
import type { TableLink } from '@tablee/client/link/link'
import type { Session } from '@tablee/client/link/session'
import { openTable, type TableOptions } from '@tablee/client/link/table'
import { readAddress } from '@tablee/shared/wire/address'
import { createTickets } from '@tablee/server/access/tickets'
import type { Session as ServerSession } from '@tablee/server/access/session'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Journal } from '@tablee/server/journal/port'
import { openBoards } from '@tablee/server/dialogue/boards'
import { createLive } from '@tablee/server/live/live'
import type { Limits } from '@tablee/server/live/limits'
import { boards as boardKind } from '@tablee/server/live/board/kind'
import type { LiveChange, LiveDialogues } from '@tablee/server/live/board/ports'
import { kindsOf } from '@tablee/server/live/kind'
import * as edit from '@tablee/shared/board/edit'
import { canvasRoot, rootNames } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import type { Board, Capture, NodeKind, RelationKind } from '@tablee/shared/board/schema'
import {
  newId,
  type BoardId,
  type CommandId,
  type DeviceId,
  type DialogueId,
  type Lang,
  type LinkId,
  type NodeId,
  type RelationId,
  type SeatCode,
  type TableId,
  type WordsId,
} from '@tablee/shared/ids'
import { fail, httpStatus, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { BoardState, Role } from '@tablee/shared/roles'
import { boardCommands, type BoardCommand, type BoardStatus } from '@tablee/shared/wire/board'
import type { TicketRequest } from '@tablee/shared/wire/document'
import { seeded, type Random } from './seeded.ts'
import { SlowDisk } from './slowDisk.ts'
import { Wire } from './wire.ts'
import { askedLog } from './slowLog.ts'

export const names = ['ana', 'bo', 'cy', 'dee', 'eva', 'fin', 'gus', 'hal'] as const
export type Name = (typeof names)[number]
export const board = 'b1' as BoardId
const fr = 'fr' as Lang

/** One turn of the event loop: group commits, IndexedDB and promises go on. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export type ATableOptions = {
  readonly editors?: number
  readonly seed?: number
  /** Roles by position; reporters where it says nothing. */
  readonly roles?: readonly Role[]
  readonly journal?: (clock: () => number) => Journal
  readonly limits?: Partial<Limits>
  /** Largest frame of the clients; small ones show catching up with little text. */
  readonly frame?: number
  /** False: no IndexedDB at all. 'slow': what is written lands when the test says so (`editor.disk`). */
  readonly disk?: boolean | 'slow'
  /** More deliveries than this without a pause are a storm, and a mistake. */
  readonly most?: number
  /** Milliseconds that this device's clock is wrong by. */
  readonly skew?: Partial<Record<Name, number>>
}

const storage = () => {
  const map = new Map<string, string>()
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  }
}

/** Everything of a document that a person could notice, with sorted keys: equal texts mean equal boards. */
export function canonical(doc: Y.Doc): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, each]) => [key, sorted(each)]),
      )
    return value
  }
  return JSON.stringify([...rootNames, canvasRoot].map((name) => [name, sorted(doc.getMap(name).toJSON())]))
}

/** The server's process as far as boards go; it can die and come back on the same journal. */
class Server {
  readonly journal: Journal
  readonly revoked = new Set<string>()
  /** The board is no more. */
  gone = false
  /** Links of phones whose seat is on another device now. */
  readonly moved = new Set<string>()
  readonly roles = new Map<string, ServerSession>()
  live: ReturnType<typeof createLive> | null = null
  state: BoardState = 'open'
  /** As it was when a row was handed to the journal, which is what its writer was judged by. */
  readonly judgedIn = new Map<number, BoardState>()
  curtain: 'open' | 'drawn' = 'open'
  storageDown = false
  incarnation = 'one'
  private tickets: ReturnType<typeof createTickets> | null = null
  private listeners = new Set<(change: LiveChange) => void>()
  private readonly random: Random
  private readonly limits: Partial<Limits>
  readonly problems: string[] = []
  /** On its disk, as the journal. */
  private readonly late = lateInMemory()
  /** Editors' sockets opened, and parts of offline spells that came by HTTP. */
  readonly counts = { sockets: 0, catchUps: 0 }

  constructor(journal: Journal, random: Random, limits: Partial<Limits>) {
    this.random = random
    this.limits = limits
    // The disk of the server: full or broken while `storageDown`.
    this.journal = {
      ...journal,
      incarnation: journal.incarnation,
      append: async (entry) => {
        const { state } = this
        if (this.storageDown) return { ok: false, problem: { code: 'unavailable', cause: 'down' } }
        const done = await journal.append(entry)
        if (done.ok && done.row.doc === boardDoc(board)) this.judgedIn.set(done.row.seq, state)
        return done
      },
    }
  }

  again = (session: ServerSession): ServerSession | null => {
    if (this.revoked.has(session.link)) return null
    // Where they sit by now.
    for (const now of this.roles.values()) if (now.id === session.id) return now
    return session
  }
  /** The seat of this device is at another table from now on, and has left this one. */
  moveSeat(name: Name): void {
    const session = this.roles.get(`secret-${name}`)
    if (session === undefined) throw new Error(`${name} is not at this table`)
    const [from, table] = ['t1' as TableId, 't2' as TableId]
    const left = [{ session: 1, table: from }]
    this.roles.set(`secret-${name}`, { ...session, table, sits: new Map([[1, table]]), left })
    this.live?.reseat(session.dialogue)
  }

  status(): BoardStatus {
    return {
      board,
      dialogue: 'd1',
      dialogueTitle: 'D',
      site: 'S',
      tableNumber: 1,
      seats: 6,
      question: 'Q?',
      lang: 'fr',
      curtain: this.curtain,
      held: 0,
      observed: true,
      state: this.state,
      clock: { session: 1, sessions: 1, title: 'S', startedAt: null, steps: [], now: Date.now() },
    }
  }
  become(state: BoardState): void {
    if (state === this.state) return
    this.state = state
    for (const listener of this.listeners) listener({ board })
  }

  start(): void {
    const place = { id: board, dialogue: 'd1' as DialogueId, table: 't1' as TableId }
    const log = (_: object, message: string): void => void this.problems.push(message)
    const logger = { info() {}, warn: log, error: log }
    const dialogues: LiveDialogues = {
      board: (id) => (id === board ? place : null),
      boardState: () => this.state,
      status: () => this.status(),
      setCurtain: async (id, to, by) =>
        (await boards).append(id, { kind: 'curtain', to, by: by.author, command: by.command }, by),
      release: async (id, by) => (await boards).append(id, { kind: 'release', by: by.author, command: by.command }, by),
      onChange: (listener) => {
        this.listeners.add(listener)
        return () => void this.listeners.delete(listener)
      },
    }
    const kinds = kindsOf([boardKind({ dialogues }, (id, change) => live.write(id, 'server', change), logger)])
    const tickets = createTickets({
      documents: kinds,
      again: this.again,
      incarnation: this.incarnation,
      epochOf: (document) => this.journal.epochs(document).at(-1)?.name ?? '1',
      clock: () => Date.now(),
      random: (n) => this.random.bytes(n),
    })
    this.tickets = tickets
    const boards = openBoards({ journal: this.journal, clock: () => Date.now() })
    void boards.then(({ onChange }) => onChange(({ row }) => void (row.kind === 'curtain' && (this.curtain = row.to))))
    const live = createLive({
      journal: this.journal,
      kinds,
      clock: () => Date.now(),
      random: (n) => this.random.bytes(n),
      limits: { lingerMs: 0, ...this.limits },
      late: this.late,
      logger,
      access: { consume: tickets.consume, again: this.again, refused: tickets.refused },
      dialogues,
    })
    this.live = live
  }
  async stop(): Promise<void> {
    const { live } = this
    this.live = null
    this.tickets = null
    await live?.close(0)
  }

  /** The HTTP edge, as thin as it can be: the routes of the real one are tested with the whole server. */
  async answer(address: string, init: RequestInit): Promise<Response> {
    const { path } = readAddress(address)
    const reply = (result: Result<unknown>): Response =>
      result.ok
        ? new Response(JSON.stringify(result.value), { status: 200 })
        : new Response(JSON.stringify({ problem: result.problem }), { status: httpStatus[result.problem.code] })
    const deny = (problem: Problem): Response => reply({ ok: false, problem })
    const headers = new Headers(init.headers)
    const known = this.roles.get((headers.get('authorization') ?? '').slice('Bearer '.length))
    const session = known ? this.again(known) : null
    const { live, tickets } = this
    if (live === null || tickets === null) throw new Error('down')
    if (session === null) return deny({ code: 'link-unknown' })
    if (this.moved.has(session.link)) return reply(fail({ code: 'seat-moved' }))
    if (this.gone) return deny({ code: 'not-found', what: path })
    if (path === '/api/tickets') return reply(tickets.issue(session, JSON.parse(String(init.body)) as TicketRequest))
    if (path === `/api/boards/${board}/commands`)
      return reply(await live.command(board, session, boardCommands.body.parse(JSON.parse(String(init.body)))))
    const { pathname: before, searchParams } = new URL(path, 'http://hall')
    const brought = () =>
      [
        boardDoc(board),
        session,
        new Uint8Array(init.body as Uint8Array<ArrayBuffer>),
        (searchParams.get('clients') ?? '').split(',').map(Number),
        searchParams.get('epoch') ?? undefined,
      ] as const
    if (before === `/api/boards/${board}/hand-in`) {
      const done = await live.handIn(...brought())
      return reply(done.ok ? ok({ ...done.value, table: 1, session: 1 }) : done)
    }
    if (before === `/api/boards/${board}/catch-up`) {
      this.counts.catchUps++
      return reply(await live.catchUp(...brought()))
    }
    return deny({ code: 'not-found', what: path })
  }
}

/** One person at one device; `reload` is the same device with a new page. */
export class Editor {
  readonly name: Name
  readonly role: Role
  link: TableLink
  readonly session: Session
  readonly environment: Environment
  /** Every Y.Doc this device ever had on its screen: clientIDs must never repeat. */
  readonly pages: number[] = []
  readonly disk: SlowDisk | null
  /** The page goes out of sight or is about to end. */
  hide: () => void = () => undefined
  private readonly random: Random
  private readonly frame: number | undefined

  constructor(name: Name, role: Role, server: Server, wire: Wire, options: ATableOptions, random: Random) {
    this.name = name
    this.role = role
    this.random = random
    this.frame = options.frame
    this.disk = options.disk === 'slow' ? new SlowDisk() : null
    const seat = role === 'citizen' ? (`T1-0${names.indexOf(name) + 1}` as SeatCode) : null
    const serverSession: ServerSession = {
      id: `s-${name}`,
      link: `l-${name}` as LinkId,
      role,
      dialogue: 'd1' as DialogueId,
      table: 't1' as TableId,
      seat,
      device: `d-${name}` as DeviceId,
    }
    server.roles.set(`secret-${name}`, serverSession)
    this.session = {
      session: `secret-${name}`,
      expiresAt: Number.MAX_SAFE_INTEGER,
      me: {
        role,
        dialogue: serverSession.dialogue,
        dialogueTitle: 'D',
        site: 'S',
        table: serverSession.table,
        tableNumber: 1,
        seats: 6,
        seat,
        board,
        lang: 'fr',
        mayEdit: role !== 'citizen',
      },
    }
    const skew = options.skew?.[name] ?? 0
    this.environment = {
      origin: 'http://hall.test',
      fetch: wire.fetchOf(name),
      WebSocket: wire.socketsOf(name),
      indexedDB: options.disk === false ? null : (new FakeIDB() as unknown as IDBFactory),
      IDBKeyRange: options.disk === false ? null : (FakeRange as unknown as typeof IDBKeyRange),
      local: storage(),
      tab: storage(),
      now: () => Date.now() + skew,
      random: (n) => random.bytes(n),
      later: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      onOnline: () => () => undefined,
      onOffline: () => () => undefined,
      onHide: (run) => {
        this.hide = run
        return () => undefined
      },
    }
    this.link = this.open()
  }
  private open(): TableLink {
    const options: TableOptions = {
      board,
      session: this.session,
      environment: this.environment,
      ...(this.frame === undefined ? {} : { frame: this.frame }),
      ...(this.disk ? { storage: this.disk.open } : {}),
    }
    const link = openTable(options)
    this.pages.push(link.doc.clientID)
    return link
  }
  /** Closes the page and opens it again on the same device. */
  async reload(): Promise<void> {
    this.link.close()
    for (let i = 0; i < 20; i++) await turn()
    this.link = this.open()
    await this.loaded()
  }
  /** The page ends in the middle of what it does, and is opened again: only what its disk holds is there. */
  async crash(): Promise<void> {
    this.disk?.crash()
    await this.reload()
  }
  /** The offline copy is read. IndexedDB answers in turns of the loop: time that passes meanwhile would make it late. */
  async loaded(): Promise<void> {
    for (let i = 0; i < 200 && this.link.status().state === 'loading'; i++) await turn()
  }

  get doc(): Y.Doc {
    return this.link.doc
  }
  get board(): Board {
    return readBoard(this.link.doc)
  }
  private edit(why: string): edit.Edit {
    return { who: this.link.me.who, why }
  }
  id = <Id extends string>(): Id => newId<Id>((n) => this.random.bytes(n))

  // Verbs, in the story's words.
  add(kind: NodeKind, wording: string, to?: NodeId, relation: RelationKind = 'supports'): NodeId {
    const id = this.id<NodeId>()
    edit.addNode(this.doc, this.edit('add'), {
      id,
      kind,
      wording,
      lang: fr,
      at: this.environment.now(),
      ...(to ? { place: { relation: this.id<RelationId>(), kind: relation, to } } : {}),
    })
    return id
  }
  reword = (id: NodeId, text: string) => edit.setWording(this.doc, this.edit('reword'), id, text)
  remove = (id: NodeId) => edit.remove(this.doc, this.edit('remove'), id)
  relate(from: NodeId, to: NodeId, kind: RelationKind): RelationId {
    const id = this.id<RelationId>()
    edit.relate(this.doc, this.edit('relate'), { id, kind, from, to, at: this.environment.now() })
    return id
  }
  unrelate = (id: RelationId) => edit.unrelate(this.doc, this.edit('unrelate'), id)
  setKind = (id: NodeId, kind: NodeKind) => edit.setKind(this.doc, this.edit('kind'), id, kind)
  move = (id: NodeId, to: NodeId) =>
    edit.move(this.doc, this.edit('move'), id, { to, kind: 'supports' }, this.id<RelationId>(), this.environment.now())
  say(node: NodeId, text: string, capture: Capture = 'own-typing'): WordsId {
    const id = this.id<WordsId>()
    edit.addWords(this.doc, this.edit('say'), {
      id,
      node,
      text,
      lang: fr,
      seat: this.session.me.seat as SeatCode | null,
      capture,
      at: this.environment.now(),
    })
    return id
  }
  place = (words: WordsId, node: NodeId) => edit.placeWords(this.doc, this.edit('place'), words, node)
  undo = (): void => void this.link.undo.undo()
  redo = (): void => void this.link.undo.redo()
  command(command: DistributiveOmit<BoardCommand, 'id'>): string {
    const id = this.id<CommandId>()
    this.link.command({ ...command, id } as BoardCommand)
    return id
  }
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

export class ATable {
  readonly wire: Wire
  readonly server: Server
  readonly editors: readonly Editor[]
  readonly random: Random
  /** Fed by the journal alone, row by row after COMMIT: what a restart would find. */
  readonly committed = new Y.Doc()
  readonly rows: { author: string; device: string; kind: string; seq: number; data: Uint8Array }[] = []
  private readonly stopFollowing: () => void
  private readonly most: number

  constructor(options: ATableOptions = {}) {
    this.most = options.most ?? 20_000
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
      now: Date.UTC(2026, 10, 25, 9),
    })
    this.random = seeded(options.seed ?? 1)
    this.wire = new Wire(this.random)
    const clock = () => Date.now()
    const journal = options.journal?.(clock) ?? memoryJournal({ clock, through: askedLog })
    this.server = new Server(journal, this.random, options.limits ?? {})
    const committed = boardReplay(this.committed)
    this.stopFollowing = journal.follow((row) => {
      if (row.doc !== boardDoc(board)) return
      this.rows.push({
        author: row.author,
        device: row.device,
        kind: row.kind,
        seq: row.seq,
        data: row.data,
      })
      if (row.kind === 'update') committed.take(row)
    })
    this.startServer()
    this.editors = names
      .slice(0, options.editors ?? 2)
      .map(
        (name, i) => new Editor(name, options.roles?.[i] ?? 'reporter', this.server, this.wire, options, this.random),
      )
  }
  private of(name: Name): Editor {
    const found = this.editors.find((each) => each.name === name)
    if (!found) throw new Error(`${name} is not at this table`)
    return found
  }
  get ana(): Editor {
    return this.of('ana')
  }
  get bo(): Editor {
    return this.of('bo')
  }
  get cy(): Editor {
    return this.of('cy')
  }

  startServer(): void {
    this.server.start()
    this.wire.server = {
      accept: (address, socket, request) => {
        const { dialogue, path } = readAddress(address)
        const { live } = this.server
        if (live === null) return socket.close(1012)
        if (path === '/collab') {
          this.server.counts.sockets++
          live.accept(socket, request, dialogue)
        } else live.acceptPresence(socket, request, dialogue)
      },
      answer: (path, init) => this.server.answer(path, init),
    }
  }
  /** The process dies: sockets break, what was not committed is gone. */
  async killServer(): Promise<void> {
    this.wire.serverGone()
    // Its own deadlines run on virtual time: it would wait for them for ever.
    let ended = false
    // The next process begins when nothing of this one comes to the log any more.
    void this.server
      .stop()
      .finally(() => this.server.journal.settled())
      .finally(() => (ended = true))
    for (let i = 0; !ended && i < 1_000; i++) {
      await turn()
      if (i % 10 === 9) this.pass(100)
    }
  }

  /** Pumps until nothing is under way; a request that the server holds until time passes does not count as that. */
  async flow(most = this.most): Promise<void> {
    for (let idle = 0, still = 0, count = 0; idle < 4 && still < 30 && count < most; ) {
      let moved = false
      while (count < most && this.wire.pump()) {
        moved = true
        count++
        if (count % 4 === 0) await turn()
      }
      await turn()
      idle = moved || this.wire.busy() ? 0 : idle + 1
      still = moved ? 0 : still + 1
      if (count >= most) throw new Error(`a storm: ${this.told()}`)
    }
  }
  /** Where everybody stands, for messages of failed tests. */
  told(): string {
    return [
      ...this.editors.map(
        (each) =>
          `${each.name} ${each.role} ${each.link.status().state} ${JSON.stringify(each.link.light())} ${JSON.stringify(each.link.status().problem)} ${JSON.stringify(each.link.pendingCommands())}`,
      ),
      ...this.server.problems.slice(-5),
    ].join('\n')
  }
  /** A few deliveries only: frames stay under way. */
  async some(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      if (!this.wire.pump()) await turn()
    }
    await turn()
  }
  pass(milliseconds: number): void {
    vi.advanceTimersByTime(milliseconds)
  }
  /** Until this holds, under virtual time. Throws after ten minutes of it: then it never will. */
  async until(what: string, holds: () => boolean): Promise<void> {
    // Virtual time, and an end in real time too: a storm of reconnects would otherwise never come to it.
    const start = process.hrtime.bigint()
    for (let i = 0; i < 1_200 && process.hrtime.bigint() - start < 30_000_000_000n; i++) {
      await this.flow()
      if (holds()) return
      this.pass(500)
    }
    throw new Error(`never: ${what}\n${this.told()}`)
  }
  settledEditors = (): readonly Editor[] =>
    this.editors.filter((each) => !this.wire.isOffline(each.name) && !this.server.revoked.has(`l-${each.name}`))
  /** A log that kept nothing of a group: where nobody has anything left to send, the table learns by its next row that it keeps again. */
  private comeAgain(): void {
    const down = this.settledEditors().some(({ link }) => link.light().kind === 'storage-down')
    const writer = this.settledEditors().find(({ role, link }) => role !== 'citizen' && link.status().state === 'live')
    if (down && !this.server.storageDown) writer?.add('position', 'Is it kept?')
  }
  /** Everybody who is not kept offline is live, and the light is green (or shows what was refused). */
  async quiet(): Promise<void> {
    await this.until('quiet', () => {
      if (askedLog !== undefined) this.comeAgain()
      return this.settledEditors().every(
        ({ link }) =>
          link.status().state === 'live' &&
          ['saved', 'refused'].includes(link.light().kind) &&
          link.pendingCommands().length === 0 &&
          (link.light().kind !== 'refused' || (link.light() as { n: number }).n === 0),
      )
    })
    await this.flow()
  }
  async offline(name: Name, story: () => void | Promise<void>): Promise<void> {
    this.wire.goOffline(name)
    await story()
    this.wire.goOnline(name)
  }

  /** What the log answers: a slow one does only while time passes, and here it passes by hand. */
  private async answered<T>(asked: Promise<T>): Promise<T> {
    let waits = true
    const done = (): void => void (waits = false)
    void asked.then(done, done)
    while (waits) {
      await turn()
      if (waits && askedLog !== undefined) this.pass(10)
    }
    return asked
  }
  /** The journal read from its first row, as a recovery from nothing would. */
  async replay(): Promise<Y.Doc> {
    const doc = new Y.Doc()
    const { take } = boardReplay(doc)
    const { journal } = this.server
    const rows = Array.fromAsync(journal.read(boardDoc(board), journal.head(boardDoc(board)).epoch, 0))
    for (const row of await this.answered(rows)) if (row.kind === 'update') take(row)
    return doc
  }
  /** Checkpoint and tail, as a start loads it. */
  async loaded(): Promise<Y.Doc> {
    const doc = new Y.Doc()
    for (const update of (await this.answered(this.server.journal.load(boardDoc(board)))).updates)
      Y.applyUpdate(doc, update)
    return doc
  }
  async live(): Promise<Y.Doc> {
    const doc = new Y.Doc()
    const state = this.server.live === null ? null : await this.answered(this.server.live.state(board))
    if (state) Y.applyUpdate(doc, state.state)
    return doc
  }
  /** After quiet: every replica, the live board, the replayed journal and checkpoint with tail say the same. */
  async agrees(): Promise<string> {
    await this.quiet()
    const truth = canonical(await this.replay())
    const others: [string, string][] = [
      ...this.settledEditors().map((each): [string, string] => [each.name, canonical(each.doc)]),
      ['live', canonical(await this.live())],
      ['checkpoint and tail', canonical(await this.loaded())],
      ['followed', canonical(this.committed)],
    ]
    for (const [who, said] of others)
      if (said !== truth) throw new Error(`${who} differs from the journal:\n${said}\n${truth}`)
    return truth
  }
  async close(): Promise<void> {
    for (const { link } of this.editors) link.close()
    await this.killServer()
    this.stopFollowing()
    for (let i = 0; i < 10; i++) await turn()
    vi.useRealTimers()
  }
}

export const aTable = (options: ATableOptions = {}): ATable => new ATable(options)
