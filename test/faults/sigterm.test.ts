/**
 * SIGTERM to the real server while people write, with its storage healthy, slow and down. Slow and down are real: this
 * process takes SQLite's write lock on the server's file, for moments or for good, as a stuck disk would; under
 * POSTGRES_LOG all of Postgres stands still.
 */
import { join } from 'node:path'
import { addNode, wordingOf } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { openDatabase } from '@tablee/server/store/database'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { asksPostgres, runsOn } from '../support/postgresPlaces.ts'
import type { RawEditor } from '../support/rawEditor.ts'
import { Device, newFolder, Process } from './tablee.ts'

const promised = 15_000
const node = 'sigterm' as NodeId

describe('SIGTERM to the real server under load', () => {
  let place: ReturnType<typeof newFolder>
  let server: Process
  let device: Device
  let editor: RawEditor

  beforeEach(async () => {
    place = newFolder()
    server = await Process.start(place.folder)
    const [token = ''] = await server.tokens(/, edit\b/)
    device = await Device.enter(server, token, 'reporter')
    editor = await device.open(server, new Y.Doc())
    const added = addNode(
      editor.doc,
      { who: 'facilitator', why: 'addNode' },
      { id: node, kind: 'position', lang: 'en' as Lang, at: 1_700_000_000_000 },
    )
    if (!added.ok) throw new Error(added.problem.code)
    await editor.saved()
  })
  afterEach(() => {
    editor.cut()
    server.running.child.kill('SIGKILL')
    place.remove()
  })

  const type = (text: string): void => {
    const wording = wordingOf(editor.doc, node)
    wording?.insert(wording.length, text)
  }

  /** One edit after the other for as long as the socket lives. */
  async function write(): Promise<void> {
    for (let n = 0; editor.closed === null; n += 1) {
      type(`${n} `)
      await editor.until('an answer', () => editor.answered >= editor.sent || editor.closed !== null, 60_000)
    }
  }

  async function sigterm(): Promise<{ code: number | null; signal: string | null; ms: number }> {
    const began = performance.now()
    const ended = await server.running.kill('SIGTERM')
    return { ...ended, ms: performance.now() - began }
  }

  /** Everything called saved is on the board of the next process. */
  async function nothingLost(): Promise<void> {
    const saved = editor.told.findLast((message) => message.type === 'saved')
    const vector =
      saved?.type === 'saved' ? Y.decodeStateVector(Buffer.from(saved.sv, 'base64')) : new Map<number, number>()
    expect(vector.size).toBeGreaterThan(0)
    const next = await Process.start(place.folder)
    const found = new Y.Doc()
    const newcomer = await device.open(next, found)
    for (const [client, clock] of vector) expect(Y.getState(found.store, client)).toBeGreaterThanOrEqual(clock)
    newcomer.cut()
    expect((await next.running.kill('SIGTERM')).code).toBe(0)
  }

  /** What `stop` stops stands still until `goOn`. */
  async function storage() {
    if (asksPostgres) return heldPostgres()
    const other = openDatabase(join(place.folder, 'tablee.sqlite'), { shared: true })
    onTestFinished(() => other.close())
    // The server writes all the time: on a slow disk its turn may be longer than the quarter of a second that is usual.
    other.exec('PRAGMA busy_timeout = 30000')
    return { stop: () => other.exec('BEGIN IMMEDIATE'), goOn: () => other.exec('ROLLBACK') }
  }
  async function heldPostgres() {
    const { freeze } = await runsOn()
    let thaw: (() => void) | null = null
    function goOn(): void {
      thaw?.()
      thaw = null
    }
    onTestFinished(goOn)
    return { stop: () => void (thaw ??= freeze()), goOn }
  }

  it('[OPS2] storage healthy: clients are told to come back, exit code 0', async () => {
    const writing = write()
    await editor.until('some edits', () => editor.answered > 20)
    const { code, ms } = await sigterm()
    await writing
    console.log(`SIGTERM, storage healthy: ${Math.round(ms)} ms`)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(promised)
    expect(editor.closed?.code).toBe(1012)
    await nothingLost()
  })

  it('[OPS2] storage slow: held for 300 ms of every 350', async () => {
    const writing = write()
    await editor.until('some edits', () => editor.answered > 5)
    const other = await storage()
    let timer: NodeJS.Timeout | undefined
    let held = false
    const hold = (): void => {
      other.stop()
      held = true
      timer = setTimeout(() => {
        other.goOn()
        held = false
        timer = setTimeout(hold, 50)
      }, 300)
    }
    onTestFinished(() => clearTimeout(timer))
    hold()
    const before = editor.answered
    await editor.until('edits in spite of it', () => editor.answered > before + 3, 30_000)
    const { ms } = await sigterm()
    clearTimeout(timer)
    if (held) other.goOn()
    await writing
    console.log(`SIGTERM, storage slow: ${Math.round(ms)} ms`)
    expect(ms).toBeLessThan(promised)
    await nothingLost()
  })

  it('[OPS2] [TRAP 2] storage down: it ends all the same, and nothing was called saved that is not', async () => {
    const writing = write()
    await editor.until('some edits', () => editor.answered > 5)
    const other = await storage()
    other.stop()
    await editor.until('the table hears of it', () =>
      editor.told.some((message) => message.type === 'storage' && message.state === 'down'),
    )
    // what was committed before the stop may still have been on its way: it arrived before that word
    const saved = editor.answered
    const { ms } = await sigterm()
    await writing
    expect(editor.answered).toBe(saved)
    console.log(`SIGTERM, storage down: ${Math.round(ms)} ms`)
    expect(ms).toBeLessThan(promised)
    other.goOn()
    await nothingLost()
  })

  it('[OPS2] storage that comes back: what waited is saved, without anybody doing anything', async () => {
    const other = await storage()
    other.stop()
    const began = performance.now()
    type('typed while the storage is down')
    await editor.until('the table hears of it', () =>
      editor.told.some((message) => message.type === 'storage' && message.state === 'down'),
    )
    console.log(`storage down: told after ${Math.round(performance.now() - began)} ms`)
    other.goOn()
    await editor.saved()
    await editor.until('the table hears of it', () =>
      editor.told.some((message) => message.type === 'storage' && message.state === 'up'),
    )
    await server.running.kill() // and by no tidy end either
    await nothingLost()
  })
})
