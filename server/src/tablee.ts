/** Tablée, wired: each part in the order in which an edit passes it (ARCHITECTURE.md, "The straight line"). */
import { boardDoc, boardOf, dialogueDoc, viewsOf } from '@tablee/shared/documents'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { readWhole } from '@tablee/shared/board/whole'
import { newId, type BoardId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import { struckOn } from '@tablee/shared/board/struck'
import { withErrata } from '@tablee/shared/snapshot/errata'
import { printableSidecar } from '@tablee/shared/snapshot/withheld'
import { unobserved, unquoted } from '@tablee/shared/view/consents'
import { quotedSince } from '@tablee/shared/view/refusals'
import * as Y from 'yjs'
import { createAccess } from './access/access.ts'
import { bringAccess, dropOldAccess } from './access/bring.ts'
import { openFolderKey } from './access/folder-key.ts'
import { serverKey, type ServerKey } from './access/keys.ts'
import { accessMigration } from './access/migration.ts'
import { accessRoutes, presenter, type Cards } from './http/access-routes.ts'
import { createApp } from './app.ts'
import { ballotMigration, placementMigration, voicesMigration } from './ballot/migration.ts'
import { createConsent } from './ballot/consent.ts'
import { createBallot } from './ballot/ballot.ts'
import { createLocks } from './ballot/locks.ts'
import { createSeatAnswer } from './ballot/seat-answer.ts'
import { createHolders, createSeats } from './ballot/seats.ts'
import { createVoices } from './ballot/voices.ts'
import { carryPlacements } from './ballot/placed.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { seedDemo } from './demo/demo.ts'
import { createDialogues } from './dialogue/dialogues.ts'
import { createFounding } from './dialogue/found.ts'
import { createHeldCounts } from './dialogue/held.ts'
import {
  canvasPolicyMigration,
  consentMigration,
  dialogueMigration,
  dropTables,
  tableRuleMigration,
} from './dialogue/migration.ts'
import { noteUnknown, shutMigration, shutUnknown } from './dialogue/shut.ts'
import { dialogueRoutes } from './http/dialogue-routes.ts'
import { foundRoutes } from './http/found-routes.ts'
import { liveRoutes } from './http/live-routes.ts'
import { exchangeRoutes } from './http/exchange-routes.ts'
import { historyRoutes } from './http/history-routes.ts'
import { journalRoutes } from './http/journal-routes.ts'
import { createEntries } from './history/entries.ts'
import { openPort } from './http/port.ts'
import { paperRoutes } from './http/paper-routes.ts'
import { photoRoutes } from './http/photo-routes.ts'
import { seatRoutes } from './http/seat-routes.ts'
import { snapshotRoutes } from './http/snapshot-routes.ts'
import { createDescribe, createGuard } from './http/places.ts'
import { screens } from './http/screens.ts'
import { voicesImportRoutes } from './http/voices-import-routes.ts'
import { voicesRoutes } from './http/voices-routes.ts'
import { createUpgrade, type Socket } from './http/upgrade.ts'
import { eraseRoutes } from './http/erase-routes.ts'
import { recoveryRoutes } from './http/recovery-routes.ts'
import { firstEpoch } from './journal/port.ts'
import { openJournal } from './journal/sqlite.ts'
import { journalMigrations } from './journal/tables.ts'
import { lateBroughtMigration, lateMigration, lateStore } from './live/board/late-store.ts'
import { collabServerOptions, createLive, presenceServerOptions } from './live/live.ts'
import type { Logger } from './ops/logger.ts'
import { outlineOf } from './paper/outline.ts'
import { createPaper } from './paper/paper.ts'
import { press } from './paper/press.ts'
import { photoFiles } from './photo/files.ts'
import { createErasing } from './erase/erase.ts'
import { rebuildErasures } from './erase/rebuild.ts'
import { createArrivals } from './erase/arrivals.ts'
import { erasedSaidMigration, eraseMigration, erasureTables } from './erase/migration.ts'
import { photoMigration } from './photo/migration.ts'
import { createPhotos } from './photo/photos.ts'
import { runSteps, type Step } from './ops/shutdown.ts'
import { keyBeside } from './recovery/backup.ts'
import { newestBackup } from './recovery/backups.ts'
import { createDamage } from './recovery/damage.ts'
import { damageMigration, mend } from './recovery/mend.ts'
import { createRecovery } from './recovery/recovery.ts'
import { recoveryFloorMigration, recoveryMigration, rewriteConflicts } from './recovery/tables.ts'
import { snapshotMigration } from './snapshot/migration.ts'
import { createSnapshots } from './snapshot/snapshots.ts'
import { openDatabase } from './store/database.ts'
import { noteMap } from './store/salvage.ts'
import { createViews } from './view/views.ts'

export const version = '0.1.0'

/** In the order in which they came; what was applied is never edited. */
export const migrations = [
  ...journalMigrations,
  accessMigration,
  dialogueMigration,
  snapshotMigration,
  recoveryMigration,
  canvasPolicyMigration,
  photoMigration,
  ballotMigration,
  placementMigration,
  consentMigration,
  eraseMigration,
  tableRuleMigration,
  damageMigration,
  lateMigration,
  shutMigration,
  erasedSaidMigration,
  voicesMigration,
  lateBroughtMigration,
  recoveryFloorMigration,
]

type Means = { readonly clock: Clock; readonly random: RandomBytes; readonly logger: Logger }

/** A damaged file gives way to what it holds; true when it had to. */
export const mendDatabase = (file: string, { clock, random, logger }: Means): boolean =>
  mend({
    file,
    migrations,
    rebuilt: erasureTables,
    rebuild(into) {
      const again = openJournal({ database: into, clock, server: newId(random), alarm: () => {} })
      try {
        const places = createDialogues({ journal: again, clock, held: () => 0 })
        rebuildErasures(into, again, (board) => places.board(board)?.dialogue ?? null)
      } catch (cause) {
        // What was salvaged of the tables is more than nothing; `verify` says that they differ.
        logger.error({ cause: String(cause) }, 'the tables could not be made anew from the damaged journal')
      }
      again.close()
    },
    shut: noteUnknown,
    now: clock(),
  })

export type Tablee = ReturnType<typeof createTablee>

export function createTablee(config: Config, { clock, random, logger }: Means) {
  // Where it is kept.
  if (config.folder !== null) mkdirSync(config.folder, { recursive: true, mode: 0o700 })
  const file = config.folder === null ? ':memory:' : join(config.folder, 'tablee.sqlite')
  if (config.folder !== null) mendDatabase(file, { clock, random, logger })
  const database = openDatabase(file, { migrations })
  const shut = shutUnknown(database, clock, newId(random))
  bringAccess(database, clock, newId(random))
  const journal = openJournal({
    database,
    clock,
    server: newId(random),
    disk: config.disk,
    alarm: (what, { cause, ...details }) =>
      logger.error({ ...details, ...(cause === undefined ? {} : { cause: String(cause) }) }, what),
  })
  /** A key that is not the database's would kill every card: then nothing is served, and the folder is free again. */
  function keyOrNothing(): ServerKey {
    if (config.folder === null) return serverKey(random(32))
    try {
      const copy = newestBackup(config.folder)?.file
      return openFolderKey(config.folder, database, random, copy === undefined ? null : keyBeside(copy))
    } catch (cause) {
      journal.close()
      database.close()
      throw cause
    }
  }
  const key = keyOrNothing()
  dropOldAccess(database)
  const held = createHeldCounts(journal)
  const dialogues = createDialogues({ journal, clock, held: held.of })
  dropTables(database, dialogues.list())
  noteMap(database)

  // People's own voices: seats, sheets, ballots, answers.
  const voices = createVoices({ journal, clock })
  const locks = createLocks(voices, dialogues)

  // What people consented to, for anyone who looks or reads.
  const consent = createConsent({
    voices,
    places: {
      ...dialogues,
      boards: (dialogue) => dialogues.tables(dialogue).flatMap(({ id }) => dialogues.boardsOf(id)),
    },
  })

  /** A table that is hidden because somebody at it said no is not told that it is watched. */
  const told = {
    ...dialogues,
    status(id: string): ReturnType<typeof dialogues.status> {
      const status = dialogues.status(id)
      if (status === null || !status.observed) return status
      return { ...status, observed: consent.over(status.board, dialogues.policy(id)).consent }
    },
  }

  // After a restore: what devices hand in, until the organiser ends it.
  const recovery = createRecovery({ database, journal, places: dialogues, clock })
  // After damage: what is missing.
  const damage = createDamage({ database, journal, places: dialogues, folder: config.folder })

  // 3. May this person?
  const access = createAccess({
    journal,
    key,
    places: dialogues,
    holders: createHolders(voices, dialogues),
    recovering: recovery.running,
    epochOf: (board) => journal.epochs(boardDoc(board)).at(-1)?.name ?? firstEpoch,
    clock,
    random,
  })
  const seats = createSeats({
    voices,
    places: dialogues,
    access: {
      onlySeat: access.onlySeat,
      maySit: access.maySit,
      lives: access.sessions.lives,
      sits: (session, seat) => access.sessions.sits(session.id, seat),
    },
    clock,
    random,
  })

  // 4. to 6. Sound, durable, applied, broadcast, acknowledged.
  const kept = lateStore(database)
  const tableNamed = (board: BoardId) => dialogues.board(board)?.table ?? null
  const macOf = (table: string) => access.keys.of(dialogues.table(table)?.dialogue ?? null).mac
  const arrivals = createArrivals({ database, macOf, tableOf: tableNamed, isSheet: locks.isSheet })
  const live = createLive({
    journal,
    dialogues: told,
    access: { consume: access.tickets.consume, refused: access.tickets.refused, again: access.again },
    clock,
    random,
    logger,
    recovery,
    late: kept,
    locked: locks.of,
    isSheet: locks.isSheet,
    erased: { ...arrivals, settled: (board, { before }) => erasing.cameBefore(board, before) },
  })

  seats.onMoved(live.reseat)

  // Sheets of paper, by table and seat.
  const paper = createPaper({
    keyOf: access.keys.of,
    places: dialogues,
    voices: voices.state,
    outline: (board) => outlineOf(readBoard(committed(board))),
    press,
    clock,
    random,
    onTrouble: (what) => logger.error({ what }, 'the press failed'),
  })

  /** What observers may see of a board. */
  const observed = (board: string): ReturnType<typeof dialogues.policy> => {
    const policy = consent.over(board as BoardId, dialogues.policy(board))
    return recovery.active(board as BoardId) ? { ...policy, observation: 'paused' } : policy
  }

  // What people say for themselves, and what their table does with it.
  const ballot = createBallot({
    voices,
    seats,
    places: { ...dialogues, policy: observed, held: held.of },
    boards: { look: live.look, write: live.write, settled: journal.settled },
    locks,
    paperSeat: paper.writerOf,
    clock,
  })
  dialogues.onChange((change) => {
    ballot.results.changed()
    ballot.wake.dialogueChanged(change)
  })
  access.onRevoked(ballot.wake.revoked)
  journal.follow(({ doc, kind }) => {
    const board = kind === 'update' ? boardOf(doc) : null
    if (board === null) return
    ballot.wake.boardWritten(board)
    ballot.results.written(board)
  })
  voices.onChange(({ row }) => {
    if (row.kind === 'open' || row.kind === 'close' || row.kind === 'reveal') live.broadcastStatus(row.board)
  })

  // 7. Seen. Curtains and policies that came after a backup are lost with what it lacks: until the organiser has looked,
  // observers see nothing.
  const views = createViews({
    journal,
    dialogues: {
      ...dialogues,
      policy: observed,
    },
    firstEpoch: recovery.viewFloor,
    imported: (dialogue) => voices.state(dialogue).imports.length > 0,
    pausedBefore: new Set(
      dialogues
        .list()
        .flatMap((id) => dialogues.tables(id))
        .flatMap(({ id }) => dialogues.boardsOf(id))
        .flatMap(({ id }) => (observed(id).observation === 'paused' ? [id] : [])),
    ),
    links: access.links,
    keyOf: (board) => access.keys.of(dialogues.board(board)?.dialogue ?? null),
    clock,
    logger,
  })
  const follow = (board: BoardId): void => {
    // In recovery nothing of it counts for observers; a change must not make a last good view of what is handed in.
    if (recovery.active(board)) return
    views
      .policyChanged(board)
      .catch((cause: unknown) => logger.error({ err: cause, board }, 'a view could not follow its policy'))
  }
  dialogues.onChange((change) => {
    if ('board' in change) follow(change.board)
  })
  consent.onChange((board) => {
    follow(board)
    live.broadcastStatus(board)
  })
  recovery.onEnded((dialogue) => {
    for (const table of dialogues.tables(dialogue))
      for (const { id } of dialogues.boardsOf(table.id)) {
        follow(id)
        live.broadcastStatus(id)
      }
  })
  access.onRevoked((link) => {
    live.disconnect({ link })
    views.disconnect(link)
  })

  // Photos of paper, by content beside the database.
  const photos = createPhotos({ database, files: photoFiles(config.folder, () => newId(random)), clock })

  // 8. Frozen.
  const snapshots = createSnapshots({ database, journal, random })

  // Struck out for good, from everything that is kept.
  const erasing = createErasing({
    database,
    journal,
    boards: (dialogue) =>
      dialogues.tables(dialogue).flatMap(({ id }) => dialogues.boardsOf(id).map((board) => board.id)),
    tableOf: (board) => {
      const place = dialogues.board(board)
      return place === null ? [board] : dialogues.boardsOf(place.table).map(({ id }) => id)
    },
    dialogueOf: (board) => dialogues.board(board)?.dialogue ?? null,
    tableNamed,
    refused(board, ids) {
      const consents = consent.of(board)
      if (consents === null) return false
      const said = [...live.look(board, readBoard).words.values()]
      return [unobserved(consents), unquoted(consents)].some((veil) => {
        const whose = veil.words(said)
        return [...ids].some((id) => (whose.get(id) ?? veil.element(id, null)) === 'no')
      })
    },
    isSheet: locks.isSheet,
    renew: (board) => live.renew(board),
    macOf,
    known: arrivals.changed,
    look: live.look,
    write: (board, author, change) => live.write(board, author, change),
    beside(board, change) {
      kept.rewrite(board, change)
      rewriteConflicts(database, board, change)
    },
    snapshots,
    reread(board) {
      voices.forget()
      held.forget()
      live.reread()
      return views.reread(board)
    },
    scrubbed: () => noteMap(database),
    random,
  })

  /** What leaves: every download of a snapshot reads its texts here, as far as its people want to be quoted now and nobody struck them out. */
  const handedOut = {
    ...snapshots,
    sidecar(hash: string): ReturnType<typeof snapshots.sidecar> {
      const [snapshot, sidecar] = [snapshots.get(hash), snapshots.sidecar(hash)]
      if (snapshot === null || sidecar === null) return null
      const printing = consent.printing(snapshot.dialogue as DialogueId)
      const now = printing && {
        ...printing,
        on: (board: string) => quotedSince(printing.on(board), live.look(board as BoardId, readWhole)),
      }
      const printable = printableSidecar(snapshot, sidecar, now)
      return withErrata(snapshot, printable, (board) => live.look(board as BoardId, struckOn), erasing.errata)
    },
  }

  // The edge: HTTP and WebSockets on one port.
  const door = openPort(config)
  const committed = (board: BoardId): Y.Doc => {
    const doc = newBoardDoc()
    Y.applyUpdate(doc, live.state(board).state)
    return doc
  }
  /** Every document of a dialogue in the journal: its own, its boards' and their views'. */
  const documentsOf = (dialogue: DialogueId): readonly string[] => [
    dialogueDoc(dialogue),
    ...dialogues
      .tables(dialogue)
      .flatMap(({ id }) => dialogues.boardsOf(id))
      .flatMap(({ id }) => [boardDoc(id), ...journal.documents(viewsOf(id))]),
  ]
  const cards: Cards = { access, describe: createDescribe(dialogues), origin: () => door.origins().first, now: clock }
  const founding = createFounding({
    dialogues,
    links: access.links,
    ownKey: access.keys.begin,
    boards: {
      write: (board, change) => live.write(board, 'server', change),
      isBlank(board) {
        const doc = boardDoc(board)
        const { epoch, seq } = journal.head(doc)
        if (seq === 0) return true
        if (journal.clocks(doc, epoch).size > 0) return false
        // A curtain is drawn over boards on which nothing stands, too.
        for (const row of journal.atOnce.since(doc, epoch, 0)) if (row.kind !== 'command') return false
        return true
      },
    },
    clock,
    random,
  })
  const app = createApp({
    guard: createGuard({ access, dialogues, snapshots }),
    origins: door.origins,
    screens: screens(config.screens),
    clock,
    logger,
    tls: config.tls !== null,
    incarnation: journal.incarnation,
    version,
    routes: [
      accessRoutes(cards),
      dialogueRoutes({ dialogues: told, rounds: ballot.rounds, random }),
      foundRoutes({
        founding,
        linksOf: (dialogue) => access.links.list(dialogue).map(presenter(cards)),
        titleOf: (dialogue) => dialogues.dialogue(dialogue)?.title ?? '',
        clock,
        random,
      }),
      voicesImportRoutes({
        into: {
          voices: voices.append,
          // Nobody sits down there: cards for who looks after it and who reads it, none for tables.
          async found(draft, observers, by) {
            const own = await access.keys.begin(draft.id)
            if (!own.ok) return own
            const done = await dialogues.found(draft, { ...by, command: `found-${draft.id}` })
            if (!done.ok) return done
            const event = { dialogue: draft.id, codeFrom: draft.opensAt, codeUntil: draft.closesAt }
            const issued = await access.links.issueAll([
              { ...event, role: 'organiser', label: 'First run' },
              { ...event, role: 'analyst', label: 'Synthesis team' },
              ...(observers ? [{ ...event, role: 'observer', label: 'Watch' } as const] : []),
            ])
            return issued.ok ? founding.plantBlank(draft.id) : issued
          },
          linksOf: (dialogue) => access.links.list(dialogue).map(presenter(cards)),
        },
        clock,
        random,
      }),
      seatRoutes({
        seats,
        seatVerbs: ballot.seatVerbs,
        told: createSeatAnswer({ voices, places: dialogues, clock, rounds: ballot.roundsOf }),
        waiting: ballot.waiting,
        clock,
      }),
      paperRoutes({ paper, origin: () => door.origins().first }),
      voicesRoutes({
        verbs: ballot.tableVerbs,
        told: ballot.tableTold,
        results: ballot.results,
        waiting: ballot.waiting,
        clock,
      }),
      photoRoutes({ photos, shownTo: views.showing, clock }),
      liveRoutes({ live, views, clock }),
      eraseRoutes({ erasing }),
      recoveryRoutes({ recovery, damage, all: dialogues.list }),
      snapshotRoutes({ snapshots: handedOut }),
      historyRoutes({ journal, clock, boards: { read: committed } }),
      journalRoutes({ entries: createEntries(journal), namesOf: documentsOf }),
      exchangeRoutes({
        boards: {
          write: live.write,
          state: (board) => live.state(board).state,
          consents: consent.of,
          about(id) {
            const found = dialogues.board(id)
            if (found === null) return null
            const { site, tableNumber: table, session, question, lang } = found
            return { id, site, table, session, question, lang }
          },
        },
        snapshots: handedOut,
        clock,
      }),
    ],
  })
  const sockets: Socket[] = [
    { path: '/collab', largest: collabServerOptions.maxPayload, accept: live.accept },
    { path: '/presence', largest: presenceServerOptions.maxPayload, accept: live.acceptPresence },
    {
      path: '/observe',
      largest: 16 * 1024,
      accept: (socket, request, within, link, room) =>
        views.accept(socket, link, room, { raw: request.socket, within }),
    },
  ]
  const upgrade = createUpgrade({
    sockets,
    allowsOrigin: (origin) => door.origins().allows(origin),
    log: (event, detail) => logger.info(detail, event),
  })

  door.serve(app.fetch, upgrade.upgrade)
  let checked = clock()
  const expiring = setInterval(() => {
    access.links.sweep(checked)
    checked = clock()
  }, 10_000)
  expiring.unref()

  /** Tells the command line on this machine where to reach the server; the database's lock says whether it is alive. */
  const notice = config.folder === null ? null : join(config.folder, 'server.json')

  /** Boards of the sessions that run now, that hold anything. */
  const underWay = (): BoardId[] => {
    const now = clock()
    const open = dialogues.list().filter((id) => {
      const of = dialogues.dialogue(id)
      return of !== null && of.opensAt <= now && now <= of.closesAt
    })
    return open
      .flatMap((id) => dialogues.tables(id))
      .flatMap((table) => dialogues.currentBoard(table.id)?.id ?? [])
      .filter((board) => journal.head(boardDoc(board)).seq > 0)
  }

  const steps: readonly Step[] = [
    {
      name: 'stop listening',
      within: 1_000,
      async run() {
        clearInterval(expiring)
        door.stop()
        // Held requests are answered now: nobody comes back to a server that is leaving.
        const held = ballot.close()
        // The answers leave before their sockets are closed.
        if (held > 0) await new Promise((resolve) => setTimeout(resolve, 50))
        door.closeIdle()
      },
    },
    // Tables and observers are told to come back (1012); what is in flight may still land.
    { name: 'let go of tables', within: 4_000, run: () => live.close(3_000) },
    { name: 'let go of observers', within: 2_000, run: () => views.close() },
    {
      name: 'close sockets',
      within: 1_000,
      run() {
        upgrade.close()
        door.closeAll()
      },
    },
    { name: 'settle the journal', within: 2_000, run: () => journal.settled() },
    {
      name: 'close the database',
      within: 2_000,
      run() {
        dialogues.close()
        seats.close()
        locks.close()
        paper.close()
        voices.close()
        access.close()
        held.close()
        journal.close()
        database.close()
        if (notice !== null) rmSync(notice, { force: true })
      },
    },
  ]

  return {
    config,
    clock,
    random,
    logger,
    parts: {
      database,
      journal,
      dialogues,
      voices,
      seats,
      ballot,
      paper,
      access,
      live,
      views,
      snapshots,
      photos,
      recovery,
      erasing,
      damage,
      app,
    },
    origins: door.origins,
    /** A new database gets the demo; true when it did. */
    async prepare(): Promise<boolean> {
      if (!damage.lacksSnapshots()) await snapshots.resume()
      else if ((await snapshots.mend()) === 0) damage.snapshotsMended()
      await carryPlacements(database, voices)
      const standing = dialogues.list()
      // A founding that was cut short is finished; while devices hand in what a backup lacks, nothing is put before it.
      for (const id of standing) if (!recovery.running(id)) await founding.plantBlank(id)
      // Documents without a dialogue: a damaged file lacks it, and the demo must not take its place.
      if (standing.length > 0 || journal.documents('').length > 0) return false
      await seedDemo({
        dialogues,
        links: access.links,
        ownKey: access.keys.begin,
        voices,
        write: (board, change) => live.write(board, 'server', change),
        now: clock(),
      })
      return true
    },
    async listen(): Promise<{ port: number }> {
      await access.purge()
      // Before anybody is told of a change of policy: that would take what is left for what was public.
      for (const board of shut.boards) await views.observed(board)
      shut.done()
      await erasing.resume()
      await live.warm(underWay())
      // Routes are compiled at the first request: now, not while somebody waits.
      await app.request('/healthz')
      const port = await door.listen()
      if (notice !== null)
        writeFileSync(
          notice,
          JSON.stringify({ pid: process.pid, port, tls: config.tls !== null, incarnation: journal.incarnation }),
          { mode: 0o600 },
        )
      return { port }
    },
    /** What SIGTERM does, in order, each within its time; together less than the 15 s that are promised. */
    shutdownSteps: (): readonly Step[] => steps,
    async close(): Promise<void> {
      for (const outcome of await runSteps(steps)) if (outcome.outcome !== 'done') logger.warn(outcome, 'shutdown')
    },
  }
}
