/**
 * A dialogue's backup, taken and put back by its organiser without a terminal, on a server that holds another one beside:
 * what it does to the one, and that it does nothing to the other.
 */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId, Lang, NodeId } from '@tablee/shared/ids'
import type { RecoveryAnswer } from '@tablee/shared/wire/recovery'
import type { Ticket } from '@tablee/shared/wire/document'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { firstEpoch } from '@tablee/shared/wire/editor'
import { openDatabase } from '@tablee/server/store/database'
import { afterAll, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { report } from '../house/report.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { startServer } from '../support/server.ts'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { unique, watch, type Hall } from '../voices/hall.ts'
import { pageOf, square, squareBoard, squareOn, until } from './page.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** Of this process: a file in that folder. */
function lies(fd: string, place: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`).startsWith(place)
  } catch {
    return false
  }
}

async function editorAt(hall: Hall, session: string, board: BoardId, doc = newBoardDoc()) {
  const asked = { board, path: 'collab', clients: [doc.clientID], epoch: firstEpoch }
  const ticket = (await hall.api('/api/tickets', { as: session, body: asked })).body as Ticket
  const editor = new RawEditor({ url: hall.ws, name: boardDoc(board), ticket: ticket.ticket, doc })
  await editor.ready()
  return { editor, ticket }
}
const say = (doc: Y.Doc, wording: string): void =>
  void addNode(
    doc,
    { who: 'facilitator', why: 'add' },
    { id: unique('node') as NodeId, kind: 'position', wording, lang: 'en' as Lang, at: 1 },
  )
const wordings = (doc: Y.Doc): readonly string[] => [...readBoard(doc).nodes.values()].map(({ wording }) => wording)

describe('a backup of one dialogue', () => {
  it('[BAK1] [BAK4] [BAK5] it is as it was, what people said for themselves stays, and the other dialogue never notices', async () => {
    const hall = await openDay({ dir: join(folder, 'story') })
    try {
      const enterSquare = await squareOn(hall)
      const organiser = (await hall.enter('organiser')).session
      const page = pageOf(hall, hall.dialogue, organiser)
      const runner = await runnerAt(hall, 1)
      const [node = '' as NodeId] = await entries(hall, runner.board, ['Before the backup'])
      const early = await phoneAt(hall, 1, 'T1-01')
      await runner.does({ kind: 'open', step: 'vote', nodes: [node] })
      await early.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'agree' } })
      const { editor, ticket } = await editorAt(hall, runner.session, runner.board)
      const theirs = await enterSquare('facilitator')
      const their = await editorAt(hall, theirs, squareBoard)
      say(their.editor.doc, 'The other dialogue')
      await their.editor.saved()

      const file = await page.take()
      expect(Buffer.from(file).includes('The other dialogue')).toBe(false)
      // It is noted once the last byte is out, which the page may have read before that.
      await until('the download is noted', page.told, ({ making, last }) => making === null && last !== null)

      say(editor.doc, 'After the backup')
      await editor.saved()
      const late = await phoneAt(hall, 1, 'T1-02', { observed: false })
      await late.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'disagree' } })
      const stranger = hall.parts.access.links
        .list(hall.dialogue)
        .find(({ role, table }) => role === 'reporter' && table === hall.tableId(2))
      await hall.api(`/api/links/${stranger?.id}`, { as: organiser, method: 'DELETE' })
      const incarnation = ticket.incarnation
      const voices = hall.parts.voices.state(hall.dialogue)

      const { restore } = await page.upload(file)
      expect(restore).toMatchObject({
        step: 'looked',
        since: { entries: 1, tables: 1, voices: 2, withdrawn: 1, snapshots: 0 },
      })
      // Until the organiser's word all is as it was.
      expect(await hall.parts.live.look(runner.board, wordings)).toContain('After the backup')

      const done = await page.put()
      expect(done).toMatchObject({ restore: null, put: { aside: expect.stringMatching(/^replaced-/) } })
      expect(done.kept).toHaveLength(1)
      expect((await editor.ended()).code).toBe(1012)
      // The board is the backup's, the organiser's page and the table's are in as before, and so is who came in since.
      expect(await hall.parts.live.look(runner.board, wordings)).toEqual(expect.arrayContaining(['Before the backup']))
      expect(await hall.parts.live.look(runner.board, wordings)).not.toContain('After the backup')
      for (const as of [organiser, runner.session, late.session])
        expect((await hall.api('/api/me', { as })).status).toBe(200)
      expect(hall.parts.voices.state(hall.dialogue)).toEqual(voices)
      const withdrawn = hall.parts.access.links.list(hall.dialogue).find(({ id }) => id === stranger?.id)
      expect(withdrawn?.revokedAt).toEqual(expect.any(Number))
      // Its devices hand in; observers wait for the organiser's word.
      const recovery = (await hall.api('/api/recovery', { as: organiser })).body as RecoveryAnswer
      expect(recovery).toMatchObject({ running: true, boards: [] })
      const observer = await watch(hall, 1)
      await observer.until(() => observer.show().state === 'paused')
      expect(Object.values(observer.show().nodes)).toEqual([])
      const again = await editorAt(hall, runner.session, runner.board, editor.doc)
      expect(again.ticket).toMatchObject({ recovery: true })
      expect(again.ticket.incarnation).not.toBe(incarnation)
      await again.editor.saved()
      expect(await hall.parts.live.look(runner.board, wordings)).toContain('After the backup')

      // Nothing of this reached the other one: its socket is the same, nothing is to be handed in there.
      expect(their.editor.closed).toBeNull()
      say(their.editor.doc, 'Still here')
      await their.editor.saved()
      const other = pageOf(hall, square, await enterSquare('organiser'))
      expect(await other.told()).toMatchObject({ put: null, kept: [] })
      expect(their.ticket.incarnation).toBe(incarnation)
      await hall.api('/api/recovery/confirm', { as: organiser, method: 'POST' })
      await observer.until(() => Object.values(observer.show().nodes).length > 1)
      observer.close()

      // What was replaced can be taken, and put back in its turn.
      const kept = await page.download(done.kept[0]?.name ?? '')
      expect(await page.upload(kept)).toMatchObject({ restore: { step: 'looked' } })
      await page.ask('/restore', 'DELETE')
      expect(await page.told()).toMatchObject({ restore: null })
    } finally {
      await hall.close()
    }
  })

  it('[BAK4] votes stay also where nobody had said anything before the backup, and who sat down since sits there', async () => {
    const hall = await openDay({ dir: join(folder, 'early') })
    try {
      const page = pageOf(hall, hall.dialogue, (await hall.enter('organiser')).session)
      const runner = await runnerAt(hall, 1)
      const [node = '' as NodeId] = await entries(hall, runner.board, ['To be voted on'])
      const file = await page.take()
      expect(hall.parts.journal.head(`voices:${hall.dialogue}`).seq).toBe(0)
      const phone = await phoneAt(hall, 1, 'T1-01')
      await runner.does({ kind: 'open', step: 'vote', nodes: [node] })
      await phone.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'agree' } })
      const voices = hall.parts.voices.state(hall.dialogue)
      await page.upload(file)
      await page.put()
      expect(hall.parts.voices.state(hall.dialogue)).toEqual(voices)
      expect((await phone.read()).rounds.map(({ step }) => step)).toContain('vote')
    } finally {
      await hall.close()
    }
  })

  it('[BAK11] what cannot be opened once it is in place gives way to what was there: nobody is shut out', async () => {
    let breaks = false
    const server = await startServer({
      dir: join(folder, 'shut'),
      kinds: [
        (known) => {
          if (!breaks) return report({})(known)
          breaks = false
          throw new Error('this hall does not open')
        },
      ],
    })
    try {
      const page = pageOf(server, server.dialogue, (await server.enter('organiser')).session)
      const file = await page.take()
      const { live } = server.parts
      await live.write(server.board(1, 2), 'reporter', (doc) => say(doc, 'After the backup'))
      await page.upload(file)
      // At the first opening after the exchange, and not at the next one.
      breaks = true
      const done = await page.put()
      expect(breaks).toBe(false)
      expect(done).toMatchObject({ restore: { step: 'refused', why: 'failed' }, put: null })
      expect(await server.parts.live.look(server.board(1, 2), wordings)).toContain('After the backup')
    } finally {
      await server.close()
    }
  })

  it('[BAK4] a theme that can no longer be read is no reason to put nothing back: what came before it stays', async () => {
    const dir = join(folder, 'damaged')
    const server = await startServer({ dir })
    try {
      const page = pageOf(server, server.dialogue, (await server.enter('organiser')).session)
      const file = await page.take()
      const analyst = (await server.enter('analyst')).session
      const themes = `/api/dialogues/${server.dialogue}/themes`
      for (const name of ['Night', 'Left'])
        await server.api(themes, { as: analyst, body: { id: unique('theme'), kind: 'theme', name } })
      const database = openDatabase(join(dir, 'tablee.sqlite'), { shared: true })
      const damaged = database.prepare(
        `UPDATE journal_row SET crc = crc + 1 WHERE rowid = (SELECT max(row.rowid) FROM journal_row AS row
           JOIN journal_document AS of ON of.id = row.document WHERE of.name LIKE 'synthesis:%')`,
      )
      expect(Number(damaged.run().changes)).toBe(1)
      database.close()
      await page.upload(file)
      expect(await page.put()).toMatchObject({ restore: null, put: expect.anything() })
      const told = (await server.api(themes, { as: analyst })).body as ThemesTold
      expect(told.themes.map(({ name }) => name)).toEqual(['Night'])
    } finally {
      await server.close()
    }
  })

  it('[BAK3] asked twice in one moment, or only how long it is, nothing is left lying and nothing stays open', async () => {
    const dir = join(folder, 'twice')
    const hall = await openDay({ dir })
    try {
      const organiser = (await hall.enter('organiser')).session
      const page = pageOf(hall, hall.dialogue, organiser)
      await page.ask('/backup', 'POST')
      const made = (await page.made()).making?.file
      const path = `/api/dialogues/${hall.dialogue}/backup/files/${made?.name}`
      const open = (): number => readdirSync('/proc/self/fd').filter((fd) => lies(fd, join(dir, 'backups'))).length
      for (let time = 0; time < 5; time += 1) {
        const asked = await fetch(hall.url + path, {
          method: 'HEAD',
          headers: { authorization: `Bearer ${organiser}` },
        })
        expect([asked.status, asked.headers.get('content-length')]).toEqual([200, String(made?.bytes)])
      }
      await page.ask('/backup', 'DELETE')
      const begun = await Promise.all(Array.from({ length: 40 }, () => page.ask('/restore', 'POST', { size: 1_000 })))
      expect(begun.map(({ status }) => status)).toEqual(begun.map(() => 200))
      expect([readdirSync(join(dir, 'backups')).length, open()]).toEqual([1, 1])
      await page.ask('/restore', 'DELETE')
      expect([readdirSync(join(dir, 'backups')), open()]).toEqual([[], 0])
    } finally {
      await hall.close()
    }
  })
})
