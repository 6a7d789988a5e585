/**
 * Two nodes as processes on one Postgres, and somebody who writes: by an address that goes to whichever node is there, or by
 * the node that has not got the hall. The owner is killed, stopped in its sleep, or told to leave; what was called saved is
 * there once, and how long nobody was answered is told. `TAKE_OVERS=n` of each kind; none without it.
 */
import { join } from 'node:path'
import { addNode, wordingOf } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { network, pauseOf } from '@tablee/client/hold/retry'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Device, newFolder, Process } from '../faults/tablee.ts'
import type { RawEditor } from '../support/rawEditor.ts'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'

const rounds = Number(process.env['TAKE_OVERS'] ?? 0)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Writes one mark after the other, and comes again by the law of a table's page wherever it is let in. */
class Writer {
  readonly doc = new Y.Doc()
  /** When each answer came, and how many marks are known to be kept by it. */
  readonly acked: { readonly at: number; readonly marks: number }[] = []
  marks = 0
  leaving = false
  /** Where it is connected now. */
  server: Process | null = null
  private editor: RawEditor | null = null
  private readonly device: Device
  private readonly own: NodeId
  private readonly at: () => readonly Process[]
  constructor(device: Device, own: NodeId, at: () => readonly Process[]) {
    this.device = device
    this.own = own
    this.at = at
  }

  async write(): Promise<void> {
    for (let attempt = 0; !this.leaving; attempt += 1) {
      for (const server of this.at()) {
        const before = this.acked.length
        await this.with(server).catch(() => undefined)
        if (this.acked.length > before) attempt = 0
      }
      await pause(pauseOf(network, attempt, Math.random()))
    }
  }
  /** Its address leads to another node from now on. */
  comeAgain(): void {
    this.editor?.cut()
  }
  private async with(server: Process): Promise<void> {
    const editor = await this.device.open(server, this.doc)
    this.editor = editor
    this.server = server
    try {
      await editor.until('handed in', () => editor.answered >= editor.sent || editor.closed !== null, 12_000)
      if (wordingOf(this.doc, this.own) === null) {
        const added = addNode(
          this.doc,
          { who: 'facilitator', why: 'addNode' },
          { id: this.own, kind: 'position', lang: 'en' as Lang, at: 1_700_000_000_000 },
        )
        if (!added.ok) throw new Error(added.problem.code)
      }
      while (editor.closed === null && !this.leaving) {
        const text = wordingOf(this.doc, this.own)
        if (text === null) throw new Error('no wording')
        if (text.length > 1_500) text.delete(0, 1_000)
        this.marks += 1
        text.insert(text.length, ` ${this.marks}`)
        const sent = editor.sent
        await editor.until('saved', () => editor.answered >= sent || editor.closed !== null, 12_000)
        if (editor.closed === null) this.acked.push({ at: performance.now(), marks: this.marks })
        await pause(20)
      }
    } finally {
      editor.cut()
    }
  }
}

describe.skipIf(postgresMissing !== null || rounds === 0)('an owner that is gone', () => {
  let server: Postgres
  let url: string
  let token = ''
  const made: ReturnType<typeof newFolder>[] = []
  const key = newFolder()
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.database()
  })
  afterAll(async () => {
    await server?.stop()
    for (const { remove } of [...made, key]) remove()
  })
  async function start(): Promise<Process> {
    const at = newFolder()
    made.push(at)
    return Process.start(at.folder, 'measure', { DATABASE_URL: url, TABLEE_KEY: join(key.folder, 'server.key') })
  }

  async function gaps(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGTERM', how: 'direct' | 'handed on'): Promise<number[]> {
    let [owner, other] = [await start(), await start()]
    // Whoever has it now is the owner.
    const sql = postgres(url, { onnotice: () => undefined })
    const ownerPort = async (): Promise<number> => {
      const [row] = await sql<{ address: string }[]>`SELECT address FROM tablee.hall WHERE title IS NOT NULL`
      return Number(new URL(row?.address ?? '').port)
    }
    // The first one founded the demo; those after it find it there.
    const tokens = (await Promise.all([owner, other].map((one) => one.tokens(/, edit\b/)))).flat()
    token ||= tokens[0] ?? ''

    const device = await Device.enter(other, token, `writer-${signal.toLowerCase()}-${how === 'direct' ? 'd' : 'h'}`)
    const order = (): readonly Process[] => (how === 'direct' ? [owner, other] : [other])
    const own = `entry-${device.name}` as NodeId
    const writer = new Writer(device, own, order)
    const writing = writer.write()
    const found: number[] = []
    try {
      for (let round = 0; round < rounds; round += 1) {
        if ((await ownerPort()) !== owner.port) [owner, other] = [other, owner]
        // It may still be where it was in the round before: with the owner itself.
        if (how === 'handed on') writer.comeAgain()
        const count = writer.acked.length
        while (writer.acked.length < count + 20 || writer.server !== order()[0]) await pause(20)
        await pause(Math.random() * 2_000)
        const [gone, began] = [owner, performance.now()]
        gone.running.child.kill(signal)
        while ((await ownerPort()) === gone.port) await pause(10)
        const taken = performance.now()
        while ((writer.acked.at(-1)?.at ?? 0) <= taken + 5) await pause(10)
        // The longest time without an answer, from the signal on.
        const after = writer.acked.filter(({ at }) => at > began).map(({ at }) => at)
        found.push(Math.round(Math.max(...after.map((at, n) => at - (after[n - 1] ?? began)))))
        if (signal !== 'SIGTERM') await gone.running.kill()
        await gone.running.ended
        const late = await start()
        ;[owner, other] = [other, late]
      }
    } finally {
      writer.leaving = true
      await writing
      const reader = new Y.Doc()
      const editor = await device.open(owner, reader)
      const text = wordingOf(reader, own)?.toString() ?? ''
      await editor.leave()
      const marks = text.trim().split(' ').slice(1).map(Number)
      const last = writer.acked.at(-1)?.marks ?? 0
      // Each mark once, in order, without a gap, up to the last one that was called saved.
      expect(marks.every((mark, n) => n === 0 || mark === (marks[n - 1] ?? 0) + 1)).toBe(true)
      expect(marks.at(-1)).toBeGreaterThanOrEqual(last)
      await sql.end()
      await Promise.all([owner, other].map(({ running }) => running.kill()))
    }
    return found.sort((a, b) => a - b)
  }
  const told = (what: string, all: readonly number[]): void =>
    console.log(`${what}: ${all.length} times, ms without an answer ${all.join(' ')}`)

  for (const how of ['handed on', 'direct'] as const) {
    it(`[LSE9] killed: the other node answers within 3 s (${how})`, async () => {
      const all = await gaps('SIGKILL', how)
      told(`killed, ${how}`, all)
      expect(all.at(-1)).toBeLessThan(3_000)
    }, 600_000)
    it(`[LSE8] told to leave: the other node answers within 2 s (${how})`, async () => {
      const all = await gaps('SIGTERM', how)
      told(`handed over, ${how}`, all)
      expect(all.at(-1)).toBeLessThan(2_000)
    }, 600_000)
  }
  it('[LSE9] stopped in its sleep: the other node answers within 10 s', async () => {
    const all = await gaps('SIGSTOP', 'handed on')
    told('stopped, handed on', all)
    expect(all.at(-1)).toBeLessThan(10_000)
  }, 600_000)
})
