/**
 * Two dialogues in one process, each in a hall of its own: one is closed and opened again, as a hand-over to another machine
 * would, while the other's people write, vote and are watched.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { boardDoc, dialogueDoc } from '@tablee/shared/documents'
import type { BoardId, DialogueId, Lang, NodeId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { SessionAnswer } from '@tablee/shared/wire/access'
import { addressIn } from '@tablee/shared/wire/address'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { FoundedAnswer } from '@tablee/shared/wire/dialogue'
import type { Ticket } from '@tablee/shared/wire/document'
import { firstEpoch } from '@tablee/shared/wire/editor'
import { demoId } from '@tablee/server/demo/dialogue'
import { migrations } from '@tablee/server/hall/migrations'
import { program } from '@tablee/server/record/known'
import { checksum, rowIn } from '@tablee/server/journal/row'
import { openDatabase } from '@tablee/server/store/database'
import { afterEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { problemOf, unique, watch } from '../voices/hall.ts'
import { askedEvery, everyAnswer, inAWorker, type Answers, type Reader } from '../support/everyAnswer.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { startServer, type TestServer } from '../support/server.ts'

const page = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const file = (/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '').replace(/"window": \{[^}]*\}/, '"window": { "days": 1 }')
const square = 'our-square' as DialogueId
const squareBoard = 'our-square-t1-s1' as BoardId

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** A second dialogue beside the one that the server has, and who comes in there. */
async function besides(server: TestServer) {
  servers.push(server)
  const { session } = await server.enter('organiser')
  const founded = await server.api('/api/dialogues?file=square.json', {
    as: session,
    bytes: new TextEncoder().encode(file),
  })
  const { links } = founded.body as FoundedAnswer
  const enter = async (role: Role): Promise<string> => {
    const link = links.find((one) => one.role === role && (one.tableNumber ?? 1) === 1)
    const token = /#(.+)$/.exec(link?.url ?? '')?.[1] ?? ''
    const entered = await server.api('/api/sessions', { body: { token, device: `square-${role}` } })
    return (entered.body as SessionAnswer).session
  }
  return { enter, links, organiser: session }
}

async function editorAt(server: TestServer, session: string, board: BoardId, doc = newBoardDoc(), within = '') {
  const asked = { board, path: 'collab', clients: [doc.clientID], epoch: firstEpoch }
  const { ticket } = (await server.api('/api/tickets', { as: session, body: asked })).body as Ticket
  const editor = new RawEditor({ url: server.ws + within, name: boardDoc(board), ticket, doc })
  await editor.ready()
  return editor
}
const say = (doc: Y.Doc, wording: string): void =>
  void addNode(
    doc,
    { who: 'facilitator', why: 'add' },
    { id: unique('node') as NodeId, kind: 'position', wording, lang: 'en' as Lang, at: 1 },
  )
const said = (doc: Y.Doc): readonly string[] => [...readBoard(doc).nodes.values()].map(({ wording }) => wording)

describe('two dialogues in one process', () => {
  it('[HALL2] a hall is closed and opened again while the other’s people write, vote and are watched: nothing is lost, their sockets are untouched', async () => {
    const server = await openDay()
    const { enter } = await besides(server)
    const [runner, phone] = [await runnerAt(server, 1), await phoneAt(server, 1, 'T1-01')]
    const [node = '' as NodeId] = await entries(server, runner.board, ['More trams'])
    await runner.does({ kind: 'open', step: 'vote', nodes: [node] })
    const vote = (value: 'agree' | 'pass' | 'disagree') =>
      phone.answer('vote', { [`agree.${node}`]: { type: 'agree', value } })
    const editor = await editorAt(server, runner.session, runner.board)
    const observer = await watch(server, 1)
    const watched = () => Object.values(observer.show().nodes).map(({ wording }) => wording)

    const theirs = await enter('facilitator')
    const their = await editorAt(server, theirs, squareBoard)
    say(their.doc, 'Saved before the hand-over')
    await their.saved()
    say(their.doc, 'On its way')

    const { halls } = server.tablee
    const leaving = halls.leave(square)
    for (let n = 1; n <= 10; n += 1) say(editor.doc, `Meanwhile ${n}`)
    expect((await vote('agree')).status).toBe(200)
    await leaving
    expect((await their.ended()).code).toBe(closeCodes.restart)
    // Whoever is led to a hall that is closed is told to come again; nobody is signed out, and nothing is not there.
    const closed = [503, { code: 'journal-unavailable' }]
    for (const path of ['/api/me', addressIn(square, '/api/me'), `/api/boards/${squareBoard}`]) {
      const reply = await server.api(path, { as: theirs })
      expect([path, reply.status, problemOf(reply)]).toEqual([path, ...closed])
    }
    const [late] = await Promise.all([
      new RawEditor({ url: server.ws + addressIn(square, ''), name: boardDoc(squareBoard), ticket: 'any' }).ended(),
      editor.saved(),
    ])
    expect(late.code).toBe(closeCodes.restart)
    expect((await vote('disagree')).status).toBe(200)

    await halls.enter(square)
    const back = await editorAt(server, theirs, squareBoard, their.doc)
    await back.saved()
    const stands = await server.hall(square).live.look(squareBoard, said)
    expect(stands).toEqual(expect.arrayContaining(['Saved before the hand-over', 'On its way']))
    say(back.doc, 'After it')
    await back.saved()

    // Asked for while it is still being left: there are never two halls on one dialogue.
    say(back.doc, 'On its way again')
    const [, [one, two]] = await Promise.all([
      halls.leave(square),
      Promise.all([halls.enter(square), halls.enter(square)]),
    ])
    expect(one).toBe(two)
    const third = await editorAt(server, theirs, squareBoard, back.doc)
    await third.saved()
    expect((await server.hall(square).live.look(squareBoard, said)).toSorted()).toEqual(said(back.doc).toSorted())

    say(editor.doc, 'The last word')
    await editor.saved()
    await observer.until(() => watched().includes('The last word'))
    expect([editor.closed, new Set(watched()).size]).toEqual([null, 12])
    expect((await phone.round('vote'))?.task).toMatchObject({
      answers: { [`agree.${node}`]: { answer: { value: 'disagree' }, sent: true } },
    })
    observer.close()
    for (const each of [editor, third]) await each.leave()
  })

  it('[HALL3] share nothing but the file: each document is one hall’s, and what is one’s is in the other nobody’s', async () => {
    const server = await startServer()
    const { enter, organiser } = await besides(server)
    const { halls, journal } = server.tablee
    const documents = halls.all().map(({ journal: own }) => own.documents(''))
    expect(documents.flat().toSorted()).toEqual(journal.documents('').toSorted())
    expect(halls.nobodys.journal.documents('')).toEqual([])
    const theirs = await enter('organiser')
    const board = server.board(1, 2)
    const [here, there] = [server.parts, server.hall(square)]
    expect([there.dialogues.board(board), here.dialogues.board(squareBoard)]).toEqual([null, null])
    expect(there.access.authorise(`Bearer ${organiser}`)).toBeNull()
    expect(there.access.links.get(server.link('observer').id)).toBeNull()
    // Who is known is no stranger in the other: they have no business there.
    for (const [as, of] of [
      [organiser, squareBoard],
      [theirs, board],
    ] as const)
      expect((await server.api(`/api/boards/${of}`, { as })).status).toBe(403)
    // The other's ticket, under this one's address or with none, opens nothing here.
    const asked = { board: squareBoard, path: 'collab', clients: [7], epoch: firstEpoch }
    for (const within of ['', addressIn(server.dialogue, '')]) {
      const { ticket } = (await server.api('/api/tickets', { as: theirs, body: asked })).body as Ticket
      const editor = new RawEditor({ url: server.ws + within, name: boardDoc(board), ticket })
      await editor.ended()
      expect([editor.synced, editor.closed?.code]).toEqual([false, closeCodes.unauthorised])
    }
  })

  it('[HALL5] one that cannot be opened stays closed, and the other opens', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-halls-'))
    const server = await startServer({ dir: folder })
    const { enter, organiser } = await besides(server)
    const theirs = await enter('organiser')
    await servers.pop()?.close()
    // As a bug would write it: whole, and not to be understood.
    const database = openDatabase(join(folder, 'tablee.sqlite'), { migrations })
    const document = database.prepare('SELECT id FROM journal_document WHERE name = ?').get(dialogueDoc(square))?.['id']
    const found = database.prepare('SELECT * FROM journal_row WHERE document = ?').get(Number(document))
    const row = rowIn(dialogueDoc(square), found)
    if (row === null) throw new Error('the other dialogue has no row')
    const data = new TextEncoder().encode('{')
    database
      .prepare('UPDATE journal_row SET data = ?, crc = ? WHERE document = ? AND seq = ?')
      .run(data, checksum({ ...row, data }), Number(document), row.seq)
    database.close()

    const log: string[] = []
    const again = await startServer({ dir: folder, logLevel: 'error', log: { write: (line) => void log.push(line) } })
    servers.push(again)
    expect(log.join('')).toContain('cannot be opened')
    expect((await again.api('/api/me', { as: organiser })).status).toBe(200)
    const closed = [503, { code: 'journal-unavailable' }]
    for (const as of [theirs, undefined]) {
      const reply = await again.api(addressIn(square, '/api/me'), { as })
      expect([reply.status, problemOf(reply)]).toEqual(closed)
    }
    const socket = new RawEditor({ url: again.ws + addressIn(square, ''), name: boardDoc(squareBoard), ticket: 'any' })
    expect((await socket.ended()).code).toBe(closeCodes.restart)
    rmSync(folder, { recursive: true })
  })

  it('[MVE3] one that a newer version wrote stays closed and says so in a sentence, the other opens; alone, nothing is started', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-halls-'))
    const server = await startServer({ dir: folder })
    const { enter, organiser } = await besides(server)
    const theirs = await enter('organiser')
    await servers.pop()?.close()
    const inFile = (work: (database: ReturnType<typeof openDatabase>) => void): void => {
      const database = openDatabase(join(folder, 'tablee.sqlite'), { migrations })
      work(database)
      database.close()
    }
    async function closedThere(says: string): Promise<void> {
      const log: string[] = []
      const again = await startServer({ dir: folder, logLevel: 'error', log: { write: (line) => void log.push(line) } })
      expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([expect.stringContaining(says)])
      expect((await again.api('/api/me', { as: organiser })).status).toBe(200)
      const reply = await again.api(addressIn(square, '/api/me'), { as: theirs })
      expect([reply.status, problemOf(reply)]).toEqual([503, { code: 'journal-unavailable' }])
      await again.close()
    }
    // The file says it before a row is read.
    inFile((database) => database.prepare('INSERT INTO hall (dialogue, needs) VALUES (?, ?)').run(square, program + 1))
    await closedThere(`needs number ${program + 1}, this is ${program}`)
    // And where the file says nothing, the row.
    inFile((database) => {
      database.exec('DELETE FROM hall')
      const found = database
        .prepare(
          'SELECT * FROM journal_row WHERE document = (SELECT id FROM journal_document WHERE name = ?) ORDER BY seq DESC LIMIT 1',
        )
        .get(dialogueDoc(square))
      const row = rowIn(dialogueDoc(square), found)
      if (row === null) throw new Error('the other dialogue has no row')
      const newer = { ...row, seq: row.seq + 1, data: new TextEncoder().encode('{"kind":"twinkle","command":"t"}') }
      database
        .prepare(
          'INSERT INTO journal_row SELECT document, epoch, ?, at, server, author, device, kind, ?, ? FROM journal_row WHERE document = ? AND seq = ?',
        )
        .run(newer.seq, newer.data, checksum(newer), Number(found?.['document']), row.seq)
    })
    await closedThere('the kind "twinkle", which this version of Tablée does not know')
    // A folder with one dialogue is not served at all.
    const alone = join(folder, 'alone')
    await (await startServer({ dir: alone })).close()
    const database = openDatabase(join(alone, 'tablee.sqlite'), { migrations })
    database.prepare('INSERT INTO hall (dialogue, needs) VALUES (?, ?)').run(demoId, program + 1)
    database.close()
    await expect(startServer({ dir: alone })).rejects.toThrow(/needs number/)
    rmSync(folder, { recursive: true })
  })

  it('[HALL4] a hall over a log that holds its own documents alone answers every GET as in the shared process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-halls-'))
    const [shared, alone] = [join(folder, 'shared'), join(folder, 'alone')]
    const time = { now: Date.now() }
    const clock = (): number => time.now
    const server = await startServer({ dir: shared, clock })
    const { enter, links } = await besides(server)
    const roles = ['organiser', 'analyst', 'facilitator', 'citizen'] as const
    const sessions = await Promise.all(roles.map(enter))
    const [organiser, analyst = '', facilitator = ''] = sessions
    const editor = await editorAt(server, facilitator, squareBoard)
    say(editor.doc, 'Benches in the shade')
    await editor.saved()
    await editor.leave()
    const taken = await server.api(`/api/dialogues/${square}/snapshots`, { as: analyst, method: 'POST' })
    const { hash } = taken.body as { hash: string }
    const watching = /watch\/(.+)$/.exec(links.find(({ role }) => role === 'observer')?.url ?? '')?.[1] ?? ''
    const ids = {
      dialogue: [square],
      board: [squareBoard],
      link: [watching],
      place: ['none'],
      photo: ['0'.repeat(64)],
      sheet: ['ABCD-EFGH'],
      report: ['none'],
      hash: [hash],
      a: [hash],
      b: [hash],
    }
    const readers: Reader[] = [...sessions, null].map((session, n) => ({
      name: roles[n] ?? 'nobody',
      session,
      ids,
    }))
    const began = time.now
    const everything = ({ url }: TestServer) => {
      time.now = began
      return everyAnswer({
        url,
        readers,
        only: (route) => !inAWorker.test(route),
        beforeEach: () => void (time.now += askedEvery),
      })
    }
    expect(organiser).not.toBe('')
    await servers.pop()?.close()

    cpSync(shared, alone, { recursive: true })
    const database = openDatabase(join(alone, 'tablee.sqlite'), { migrations })
    database.exec('PRAGMA foreign_keys = OFF')
    const others = `SELECT id FROM journal_document WHERE name NOT LIKE '%:${square}%'`
    for (const table of ['row', 'segment', 'checkpoint', 'writer', 'quarantine', 'epoch'])
      database.exec(`DELETE FROM journal_${table} WHERE document IN (${others})`)
    database.exec(`DELETE FROM journal_document WHERE id IN (${others})`)
    database.close()
    const answers: Answers[] = []
    for (const [dir, holds] of [
      [shared, [server.dialogue, square]],
      [alone, [square]],
    ] as const) {
      const again = await startServer({ dir, clock, demo: false })
      servers.push(again)
      expect(again.tablee.halls.list().toSorted()).toEqual([...holds].toSorted())
      answers.push(await everything(again))
      await servers.pop()?.close()
    }
    const [together, byItself] = answers
    expect(byItself).toEqual(together)
    expect(Object.values(together ?? {}).filter(({ status }) => status === 200).length).toBeGreaterThan(40)
    rmSync(folder, { recursive: true })
  })
})
