/**
 * A table's link: the board's document on this device, kept in step with the server, and what the screen may say about
 * it. One state machine (`states.ts`) drives ticket, connection, catch-up and waiting; its `Environment` is given.
 *
 * Invariants: an own change is in the offline copy before or while it travels; the light says `saved` only for what the
 * server has committed; a clientID is used by one page load only; every connection begins with a fresh ticket that
 * names all clientIDs whose structs this device may bring.
 */
import { nameOf } from '@tablee/shared/documents'
import { undoFor } from '@tablee/shared/board/undo'
import { newId, type BoardId } from '@tablee/shared/ids'
import { can } from '@tablee/shared/roles'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { BoardStatus, Ticket, TicketRequest } from '@tablee/shared/wire/board'
import type { ToEditor } from '@tablee/shared/wire/editor'
import * as Y from 'yjs'
import { openAcks } from './acks.ts'
import { final, openApi, type ClientProblem } from './api.ts'
import { openRefused } from './refused.ts'
import { catchUp, largestFrame } from './catchup.ts'
import { fromStore, openCopy, patience } from './copy.ts'
import { erases } from './erased.ts'
import { splitUpdate } from './split-update.ts'
import { browser, type Environment } from './environment.ts'
import { light, type Light } from './light.ts'
import type { LinkStatus, Me, PendingCommand, TableLink } from './link.ts'
import { openOutbox } from './outbox.ts'
import { openPresence } from './presence.ts'
import { openProvenance } from './provenance.ts'
import { fromServer, openProvider, type Connection } from './provider.ts'
import { fromBase64, refusedOf, type Refusal } from './refusal.ts'
import { openRenewal, type Rebuilding } from './renewal.ts'
import { forgetSaid, forgetSession, type Session } from './session.ts'
import { openStorage, type DeviceStorage } from './storage.ts'
import { network, pauseOf } from './retry.ts'
import { next, type LinkEvent, type LinkState } from './states.ts'
import type { Store } from './store.ts'

/** The server speaks every 20 s at least and drops a silent socket after 45 s: beyond that nobody is there. */
const deadAfter = 50_000
/** From the ticket to the first exchange; a hall's Wi-Fi may take seconds for one round trip. */
const attachWithin = 20_000
/** *Not yet* this often in a row, each after a full resync, will never become yes. */
const hopeless = 8
/** A careful retry sends frames of this size, so that a refused one takes little with it. */
const carefulPart = 4 * 1024
const nothing = new Uint8Array([0, 0])

export type TableOptions = {
  readonly board: string
  readonly session: Session
  readonly environment?: Environment
  /** For tests: the largest frame, so that catching up can be seen with little text. */
  readonly frame?: number
  /** For tests: a disk that is slow, or that a page leaves in the middle of writing. */
  readonly storage?: () => Promise<DeviceStorage>
}

export const socketOrigin = (origin: string): string => origin.replace(/^http/, 'ws')

export function openTable(options: TableOptions): TableLink {
  const environment = options.environment ?? browser()
  const { board, session } = options
  const frame = options.frame ?? largestFrame
  const { now } = environment
  const who = session.me.seat === null ? session.me.role : `${session.me.role}:${session.me.seat}`
  const api = openApi(environment, () => session.session)
  const acks = openAcks(now)
  const listeners = new Set<() => void>()

  let doc = new Y.Doc()
  let undo = undoFor(doc, who)
  let connection: Connection | null = null
  /** clientIDs of this page load that wrote something. */
  let wrote = new Set<number>()
  const provenance = openProvenance((incarnation) => copy.store?.incarnation(incarnation))
  let boardStatus: BoardStatus | null = null
  let ticketMayEdit = session.me.mayEdit
  let clockOffset = 0
  let storageDown: { savedUntil: number } | null = null
  let state: LinkState = 'loading'
  let status: LinkStatus = { state, since: now(), problem: null, retryAt: null, seen: false, renewed: null }
  let attempts = 0
  let callOff: (() => void)[] = []
  let heardAt = 0
  let synced = false
  let vectorAnswered = false
  /** The last refusal the server explained, until its close code arrives. */
  let explained: Extract<ToEditor, { type: 'refused' }> | null = null
  let greeted = false
  let refusals = 0
  let notYets = 0
  let unauthorised = 0
  /** After a first refusal: bring own changes one by one, so that only the refused one is lost to the board. */
  let careful = false
  let rebuilding: Rebuilding | null = null
  let shownLight: Light = { kind: 'unread', n: 0, connected: false, since: now() }

  // ── what the screen sees

  const commandsWaiting = () => outbox.pending().length
  const ownClients = () => [...new Set([...copy.clients, ...wrote])]
  const unsaved = (): number => {
    const n = acks.unsaved()
    return (
      (n === 0 && !rebuilding && acks.behind(doc, ownClients()) ? 1 : n) + commandsWaiting() + renewal.others.count()
    )
  }
  const mayEdit = () =>
    !rebuilding && (boardStatus ? can(session.me.role, 'board.edit', boardStatus.state) : ticketMayEdit)
  const lightNow = (): Light =>
    light({
      unsaved: unsaved(),
      since: acks.since() ?? outbox.pending()[0]?.at ?? null,
      // Until a restored server has what we hold, it is kept here, whatever travels.
      connected: state === 'live' && (!provenance.restored || !ticketMayEdit),
      storageDown,
      refused: refused.refused(),
      disk: copy.store?.keeps() ?? false,
      writing: copy.store?.keeps() ? copy.store.unwritten() : null,
      unread: copy.unread,
    })
  const sameLight = (a: Light, b: Light) => JSON.stringify(a) === JSON.stringify(b)

  let version = 0
  let scheduled = false
  const changed = () => {
    if (scheduled) return
    scheduled = true
    void Promise.resolve().then(() => {
      scheduled = false
      version += 1
      const light = lightNow()
      if (!sameLight(light, shownLight)) shownLight = light
      for (const listener of listeners) listener()
    })
  }

  const refused = openRefused(board, () => copy.store, changed)

  // ── the machine

  const later = (milliseconds: number, run: () => void): void => {
    callOff.push(environment.later(milliseconds, run))
  }
  const calm = () => {
    for (const off of callOff) off()
    callOff = []
  }

  const on = (event: LinkEvent, problem: ClientProblem | null = null): void => {
    const was = state
    state = next[was][event]
    if (state === was) return
    calm()
    status = {
      ...status,
      state,
      since: now(),
      problem: state === 'waiting' || state === 'barred' ? problem : null,
      retryAt: null,
    }
    enter(state)
    changed()
  }

  function enter(entered: LinkState): void {
    switch (entered) {
      case 'asking':
        return void ask()
      case 'attaching':
        return later(attachWithin, () => drop({ code: 'timeout' }))
      case 'catching-up':
        return watch()
      case 'live':
        return live()
      case 'waiting': {
        hangUp()
        // A device that was refused too often is told for how long it gets no ticket.
        const wait = pauseOf(network, attempts++, chance(), status.problem)
        status = { ...status, retryAt: now() + wait }
        return later(wait, () => on('due'))
      }
      case 'barred':
      case 'closed':
        presence.stop()
        return hangUp()
      case 'loading':
        return
    }
  }

  const chance = () => (environment.random(1)[0] ?? 0) / 256

  function hangUp(): void {
    connection?.end()
    connection = null
    synced = false
    vectorAnswered = false
    acks.lost()
  }
  const drop = (problem: ClientProblem) => on('lost', problem)

  async function ask(): Promise<void> {
    const live = rebuilding ? rebuilding.fresh.clientID : doc.clientID
    const clients = [...ownClients().filter((client) => client !== live), live]
    const answer = await api.post<Ticket>('/api/tickets', {
      board: board as BoardId,
      path: 'collab',
      clients,
      presence: true,
      epoch: rebuilding ? '' : renewal.epoch,
    } satisfies TicketRequest)
    if (state !== 'asking') return
    // The device's store answered meanwhile: its clients belong in the ticket too.
    if (ownClients().some((client) => !clients.includes(client))) return void ask()
    if (!answer.ok && answer.problem.code === 'not-found') forgetSaid(environment, session) // nowhere to say it any more
    if (!answer.ok) return on(final.has(answer.problem.code) ? 'barred' : 'no-ticket', answer.problem)
    const { ticket, mayEdit: may } = answer.value
    presence.ticket(answer.value.presence ?? null)
    ticketMayEdit = may
    if (provenance.ticket(answer.value.incarnation, answer.value.recovery === true)) {
      acks.forget()
      // Counts as kept here until it was handed in.
      if (may && acks.unsaved() === 0) acks.restored(1)
    }
    // Who may not write has nobody to hand it to: the board is made anew from the server's, what it lacks becomes a file.
    if (provenance.restored && !provenance.recovery && !may)
      rebuilding ??= {
        refusal: { problem: { code: 'refused', why: 'restored' }, where: [], changes: 0 },
        fresh: new Y.Doc(),
      }
    renewal.ticket(answer.value.epoch)
    if (renewal.over && !rebuilding) {
      const upTo = acks.last()
      const left = await renewal.leave(may ? null : mayNotEdit())
      if (state !== 'asking') return
      if ('wait' in left) return on('no-ticket', left.wait)
      if (left.refusal === null) saved(() => acks.savedUpTo(upTo))
      rebuilding = left
    }
    on('ticket')
    attach(ticket, may)
  }
  const mayNotEdit = (): ClientProblem => ({ code: 'not-allowed', role: session.me.role, action: 'board.edit' })

  function attach(ticket: string, may: boolean): void {
    const attached = rebuilding?.fresh ?? doc
    heardAt = now()
    explained = null
    greeted = false
    connection = openProvider({
      url: `${socketOrigin(environment.origin)}/collab`,
      WebSocket: environment.WebSocket,
      name: nameOf('board', board),
      doc: attached,
      ticket,
      mayWrite: may,
      frame,
      heard: () => void (heardAt = now()),
      events: {
        vector: (sv) => answerVector(sv),
        heard(update) {
          acks.heard(update)
          changed()
        },
        synced() {
          synced = true
          status = { ...status, seen: true }
          if (rebuilding) finishRebuild()
          attachedNow()
        },
        sent(frames, covers) {
          const all = covers ?? acks.last()
          for (let i = 1; i < frames; i++) acks.sent(Math.min(all - 1, acks.last()))
          acks.sent(all)
        },
        told,
        closed,
      },
    })
    watch()
  }

  function watch(): void {
    later(10_000, () => {
      if (!connection) return
      if (now() - heardAt > deadAfter) return drop({ code: 'timeout' })
      watch()
    })
  }

  /** The server says what it has; what it lacks of ours goes out before anything typed from now on. */
  function answerVector(sv: Uint8Array): void {
    if (!connection) return
    acks.vector(sv)
    if (rebuilding) return void (vectorAnswered = true)
    if (!connection.mayWrite) {
      vectorAnswered = true
      return attachedNow()
    }
    // A restored server gets the whole: only so can it see where two devices say different things about one clock.
    const whole = provenance.restored && provenance.recovery
    const difference = whole ? Y.encodeStateAsUpdate(doc) : Y.encodeStateAsUpdate(doc, sv)
    if (whole) provenance.handsIn(difference)
    const waiting = acks.waiting()
    if (careful && waiting.length > 0) {
      // Whole transactions where they are known, so that no verb is halved; else parts.
      const known = waiting.every(({ update }) => update !== null)
      const parts = known ? [] : splitUpdate(difference, carefulPart)
      if (known) for (const { n, update } of waiting) connection.send(update ?? nothing, n)
      parts.forEach((part, i) => connection?.send(part, i === parts.length - 1 ? acks.last() : 0))
      connection.answer(nothing)
    } else if (difference.length > frame) {
      on('large')
      return void bring(difference, connection)
    } else {
      connection.answer(difference)
    }
    vectorAnswered = true
    attachedNow()
  }

  /** Too much for one frame: by HTTP, while the socket listens. What is typed meanwhile follows as updates, in order. */
  async function bring(difference: Uint8Array, by: Connection): Promise<void> {
    const upTo = acks.last()
    const answer = await catchUp(api, board, difference, [...ownClients(), doc.clientID], options.frame)
    if (connection !== by) return
    if (!answer.ok) {
      if (
        answer.problem.code === 'refused' ||
        answer.problem.code === 'not-allowed' ||
        answer.problem.code === 'board-full'
      )
        return refuse(answer.problem, [])
      return drop(answer.problem)
    }
    acks.vector(fromBase64(answer.value.sv))
    saved(() => acks.savedUpTo(upTo))
    for (const { n, update } of acks.waiting()) by.send(update ?? nothing, n)
    by.openForUpdates()
    vectorAnswered = true
    attachedNow()
  }

  const attachedNow = () => {
    if (synced && vectorAnswered) on('attached')
  }

  function live(): void {
    watch()
    unauthorised = 0
    outbox.wake()
    renewal.others.wake()
    if (can(session.me.role, 'presence.show')) presence.start()
    // Only what lasts counts as success: a server that accepts and drops would be asked without pause.
    later(5_000, () => void (attempts = 0))
    unsendable()
  }

  /** Changes that may not be sent (the table closed, or citizens may not edit now) would wait for ever: into a file. */
  function unsendable(): void {
    if (state !== 'live' || rebuilding || !connection || connection.mayWrite || acks.unsaved() === 0) return
    refuse(mayNotEdit(), [])
  }

  const saved = (run: () => void) => {
    const before = acks.unsaved()
    run()
    const left = acks.unsaved()
    if (left === before) return
    notYets = 0
    if (left === 0) {
      refusals = 0
      careful = false
      provenance.settled()
      // What a command names is there now.
      outbox.wake()
    }
    if (copy.left > 0 && acks.waiting().every(({ update }) => update !== null)) copy.saved()
    copy.store?.own([...wrote], left)
    changed()
  }

  function told(message: ToEditor): void {
    switch (message.type) {
      case 'saved':
        storageDown = null
        acks.vector(fromBase64(message.sv))
        saved(() => acks.answered(message.frames))
        return changed()
      case 'storage':
        storageDown = message.state === 'down' ? { savedUntil: message.savedUntil } : null
        return changed()
      case 'refused':
        explained = message
        return
      case 'board':
        // The first word of a connection; if the storage is still down, the next one says so.
        if (!greeted) storageDown = null
        greeted = true
        boardStatus = message.board
        clockOffset = message.board.clock.now - now()
        // The right to write is fixed at the ticket: a connection that began without it is made anew, and so is one
        // that lost it.
        if (connection && !rebuilding && connection.mayWrite !== mayEdit() && state === 'live') again()
        // The recovery ended and not all was handed in: the next ticket decides what becomes of the rest.
        else if (provenance.recovery && boardStatus.recovery !== true && provenance.restored && state === 'live')
          again()
        return changed()
    }
  }
  /** A new connection at once. */
  const again = () => {
    attempts = 0
    on('lost')
    on('due')
  }

  function closed(code: number): void {
    connection = null
    if (code === closeCodes.forbidden)
      return on('barred', { code: 'not-allowed', role: session.me.role, action: 'board.open' })
    if (code === closeCodes.unauthorised) {
      // A ticket may have grown old on a slow network. If access was revoked, the next ticket is denied; a second
      // refusal of a ticket just granted is final.
      unauthorised++
      if (unauthorised > 1) return on('barred', { code: 'not-signed-in' })
      drop({ code: 'not-signed-in' })
      return on('due')
    }
    if (code === closeCodes.refused)
      return refuse(explained?.problem ?? { code: 'refused', why: 'unknown' }, explained?.at ?? [])
    if (code === closeCodes.unavailable) storageDown ??= null
    if (code === closeCodes.notYet && ++notYets >= hopeless)
      return rebuild({ problem: { code: 'not-yet' }, where: [], changes: acks.unsaved() })
    drop({ code: 'offline' })
  }

  // ── refused for good

  function refuse(problem: ClientProblem, where: readonly string[]): void {
    refusals++
    if (refusals === 1 && problem.code !== 'not-allowed' && !careful) {
      careful = true
      return drop(problem)
    }
    rebuild({ problem, where, changes: Math.max(1, acks.unsaved()) })
  }

  /** The document is made anew from the server's; until then nothing can be edited, and the old one stays on the screen. */
  function rebuild(refusal: Refusal): void {
    rebuilding ??= { refusal, fresh: new Y.Doc() }
    drop(refusal.problem)
    changed()
  }

  function finishRebuild(): void {
    if (!rebuilding) return
    const { fresh, refusal, lacking } = rebuilding
    if (refusal === null && acks.unsaved() > 0) {
      // Typed between handing in and now: that is handed in first, and the board made anew once more.
      rebuilding = null
      return void Promise.resolve().then(again)
    }
    if (refusal !== null) {
      const contradicts = refusal.problem.code === 'refused' && refusal.problem.why === 'writer-conflict'
      const id = newId<string>(environment.random)
      const one = refusedOf(doc, fresh, refusal, id, now(), lacking ?? (contradicts ? provenance.handedIn : null))
      // A copy that holds nothing the server lacks is no loss worth a file.
      if (refusal.changes > 0 || Y.decodeUpdate(one.update).structs.length > 0) refused.add(one)
    }
    provenance.settled()
    unlisten()
    undo.destroy()
    doc = fresh
    rebuilding = null
    refusals = 0
    notYets = 0
    careful = false
    wrote = new Set()
    acks.savedUpTo(acks.last())
    if (renewal.left()) status = { ...status, renewed: now() }
    undo = undoFor(doc, who)
    listen()
    connection?.openForUpdates()
    vectorAnswered = true
    copy.resume()
    changed()
  }

  // ── own and others' changes

  const onUpdate = (update: Uint8Array, origin: unknown, _: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === fromStore) return
    copy.store?.add(update, fromServer(origin) ? 0 : 1)
    if (fromServer(origin) && erases(transaction)) copy.store?.fold()
    if (fromServer(origin)) return
    acks.made(update)
    if (!wrote.has(doc.clientID)) wrote = new Set([...wrote, doc.clientID])
    copy.store?.own([...wrote], acks.unsaved() - copy.left)
    if (!rebuilding) connection?.made(update)
    // After the transaction: the rebuilt document must not be swapped in beneath it.
    if (connection && !connection.mayWrite) void Promise.resolve().then(unsendable)
    changed()
  }
  let client = doc.clientID
  /** Yjs takes a new clientID when another device used ours: its structs need a claim, so a new ticket. */
  const onTransaction = () => {
    if (doc.clientID === client) return
    client = doc.clientID
    // Also while attaching: what is typed next would be nobody's.
    if (connection) void Promise.resolve().then(again)
  }
  function listen(): void {
    client = doc.clientID
    doc.on('update', onUpdate)
    doc.on('afterAllTransactions', onTransaction)
  }
  function unlisten(): void {
    doc.off('update', onUpdate)
    doc.off('afterAllTransactions', onTransaction)
  }
  listen()

  // ── the offline copy

  const pendingWrites: Pick<Store, 'putCommand' | 'removeCommand'> = {
    putCommand: (stored) => void copy.loaded.then(() => copy.store?.putCommand(stored)),
    removeCommand: (id) => void copy.loaded.then(() => copy.store?.removeCommand(id)),
  }
  const outbox = openOutbox({
    api,
    board,
    now,
    chance,
    changed,
    store: pendingWrites,
    later: environment.later,
    // What the device's store has not said yet may be on its way too.
    early: () => copy.unread !== null || acks.unsaved() > 0,
    refused: (command, problem) => refused.command(command, problem, now()),
  })

  const renewal = openRenewal({
    api,
    board,
    part: options.frame,
    environment,
    acks,
    doc: () => doc,
    clients: ownClients,
    copy: () => copy,
    refused: () => refused,
    changed,
  })
  const copy = openCopy({
    environment,
    storage: options.storage ?? (() => openStorage(environment)),
    scope: `${board}/${who}`,
    doc: () => doc,
    epoch: () => renewal.epoch,
    other: (epoch, updates) => renewal.others.add(epoch, updates),
    acks,
    provenance: () => provenance,
    refused: () => refused,
    outbox: () => outbox,
    rebuilding: () => rebuilding !== null,
    over: () => state === 'closed',
    wrote: () => wrote,
    changed,
    read(found) {
      renewal.found(found.epoch)
      if (found.board) status = { ...status, seen: true }
      if (state === 'loading') on('loaded')
      // The connection's ticket names none of these clients, and nothing of this may count as sent by it.
      else if (connection && (found.elsewhere || unsaved() > 0)) again()
      changed()
    },
  })
  // A store that is late is merged when it answers; the table does not wait for it so long.
  later(patience, () => on('loaded'))

  const offOnline = environment.onOnline(() => retry())
  // A device that lost its Wi-Fi keeps an open socket for a minute; the light must not say "saving" for so long.
  const offOffline = environment.onOffline(() => drop({ code: 'offline' }))
  const offHide = environment.onHide(() => copy.store?.hurry())
  const retry = () => {
    if (state !== 'waiting') return
    attempts = 0
    on('due')
  }
  const presence = openPresence({ environment, api, board, chance })

  const close = () => {
    on('close')
    offOnline()
    offOffline()
    offHide()
    outbox.close()
    renewal.others.close()
    presence.close()
    unlisten()
    undo.destroy()
    copy.close()
  }

  return {
    get doc() {
      return doc
    },
    get undo() {
      return undo
    },
    get me(): Me {
      return { role: session.me.role, seat: session.me.seat, who, mayEdit: mayEdit() }
    },
    presence,
    status: () => status,
    light: () => {
      const light = lightNow()
      if (!sameLight(light, shownLight)) shownLight = light
      return shownLight
    },
    boardStatus: () => boardStatus,
    clockOffset: () => clockOffset,
    version: () => version,
    subscribe(run) {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    command: (command) => outbox.add(command),
    pendingCommands: (): readonly PendingCommand[] => outbox.pending(),
    refusedFile: (id) => refused.file(id),
    dismissRefused: (id) => refused.dismiss(id),
    retry,
    close,
    async leave() {
      on('close')
      forgetSession(environment, session, board)
      // A store that is late is wiped when it answers; nobody is kept at the table by it.
      await Promise.race([
        copy.loaded.then(() => copy.store?.wipe()),
        new Promise<void>((resolve) => void environment.later(patience, resolve)),
      ])
      close()
    },
  }
}
