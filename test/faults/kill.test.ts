/**
 * kill -9 of the real server under load. Four people at two tables write, each in an entry of their own and all of a
 * table in a shared one; what `saved` covers is recorded as it arrives; the process is killed at a moment that chance
 * chooses and started again on the same folder. A newcomer's board must then hold everything recorded.
 *
 * The check of an own entry is exact: its text is what its writer had after the n-th edit, for an n between the last
 * acknowledged and the last sent. The shared entry is checked by state vector, and by all replicas being equal.
 */
import { isDeepStrictEqual } from 'node:util'
import { addNode, wordingOf } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { asksPostgres, runsOn } from '../support/postgresPlaces.ts'
import type { RawEditor } from '../support/rawEditor.ts'
import { contentOf } from '../support/rawBoard.ts'
import { chance, killCycles } from './process.ts'
import { Device, newFolder, Process } from './tablee.ts'

/** Two at each table: enough to be concurrent, few enough that the test waits for the server and not for itself. */
const people = 4
/** Edits of one person that may be under way: typing does not wait for "saved". */
const inFlight = 4
/** A wording holds 2,000 characters; beyond this the writer shortens it, so that deletions are lost or kept too. */
const long = 1_200

type Sent = { readonly frame: number; readonly text: string }

class Person {
  readonly device: Device
  readonly doc = new Y.Doc()
  readonly own: NodeId
  readonly shared: NodeId
  /** The own entry's text after each edit since the last recovery; the first is what recovery found. */
  sent: Sent[] = []
  /** What the newest `saved` promised: frames of this socket, and a state vector. */
  savedFrames = 0
  savedVector: Map<number, number> = new Map()
  edits = 0
  editor: RawEditor | null = null

  constructor(device: Device, number: number) {
    this.device = device
    this.own = `kill-own-${number}` as NodeId
    this.shared = 'kill-shared' as NodeId
  }

  text(id: NodeId): Y.Text {
    const text = wordingOf(this.doc, id)
    if (text === null) throw new Error(`${this.device.name} has no ${id}`)
    return text
  }

  async connect(server: Process): Promise<void> {
    this.editor = await this.device.open(server, this.doc)
    await this.editor.saved() // what the last process did not take is handed in again
    for (const id of [this.own, this.shared]) {
      if (wordingOf(this.doc, id) !== null) continue
      const added = addNode(
        this.doc,
        { who: 'facilitator', why: 'addNode' },
        { id, kind: 'position', lang: 'en' as Lang, at: 1_700_000_000_000 },
      )
      if (!added.ok) throw new Error(added.problem.code)
      await this.editor.saved()
    }
    this.sent = [{ frame: this.editor.sent, text: this.text(this.own).toString() }]
    this.hear()
  }

  private hear(): void {
    const saved = this.editor?.told.findLast((message) => message.type === 'saved')
    if (saved?.type !== 'saved') return
    this.savedFrames = saved.frames
    this.savedVector = Y.decodeStateVector(Buffer.from(saved.sv, 'base64'))
  }

  /** Writes until the socket dies; `acked` hears every edit that is acknowledged. */
  async write(random: () => number, acked: (edits: number) => void): Promise<void> {
    const { editor } = this
    if (editor === null) return
    while (editor.closed === null) {
      while (editor.sent - editor.answered < inFlight && editor.closed === null) this.edit(editor, random)
      const before = editor.answered
      await editor.until('an answer', () => editor.answered > before || editor.closed !== null)
      this.hear()
      acked(editor.answered - before)
    }
  }

  private edit(editor: RawEditor, random: () => number): void {
    this.edits += 1
    const own = random() < 0.6
    const text = this.text(own ? this.own : this.shared)
    if (text.length > long) text.delete(Math.floor(random() * 100), long / 2)
    else text.insert(Math.floor(random() * (text.length + 1)), `${this.device.name}.${this.edits} `)
    if (own) this.sent.push({ frame: editor.sent, text: text.toString() })
  }

  /** What a newcomer's board must show of this person after the kill. */
  check(found: Y.Doc): void {
    const text = wordingOf(found, this.own)?.toString()
    const acknowledged = this.sent.findLastIndex(({ frame }) => frame <= this.savedFrames)
    expect(acknowledged).toBeGreaterThanOrEqual(0)
    const possible = this.sent.slice(acknowledged).map((one) => one.text)
    if (text === undefined || !possible.includes(text)) {
      const at = this.sent.findIndex((one) => one.text === text)
      throw new Error(
        `${this.device.name}: ${acknowledged} edits were acknowledged, the board has ${at < 0 ? 'something else' : at}: ${JSON.stringify({ text, last: possible[0] })}`,
      )
    }
    for (const [client, clock] of this.savedVector) {
      if (Y.getState(found.store, client) < clock)
        throw new Error(
          `${this.device.name} was told ${client}:${clock} is saved, the board has ${Y.getState(found.store, client)}`,
        )
    }
  }
}

it(`[OPS4] [TRAP 1] ${killCycles} kills of the real server under load: nothing that was called saved is lost`, async () => {
  const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
  console.log(`kill: seed ${seed}`)
  const random = chance(seed)
  const { folder, remove } = newFolder()
  let server = await Process.start(folder)
  const tokens = await server.tokens(/, edit\b/)
  expect(tokens.length).toBeGreaterThanOrEqual(2)
  const persons: Person[] = []
  for (let n = 0; n < people; n += 1)
    persons.push(new Person(await Device.enter(server, tokens[n % 2] ?? '', `p${n}`), n))
  const newcomers = await Promise.all([0, 1].map((n) => Device.enter(server, tokens[n] ?? '', `newcomer${n}`)))
  const ready: number[] = []
  let acknowledged = 0
  let cutShort = 0

  for (let cycle = 0; cycle <= killCycles; cycle += 1) {
    // A newcomer's empty document at each table: it has only what the server kept.
    for (const newcomer of newcomers) {
      const found = new Y.Doc()
      const editor = await newcomer.open(server, found)
      if (cycle > 0) for (const person of persons) if (person.device.board === newcomer.board) person.check(found)
      await editor.leave()
    }
    // One after the other: the first of a table makes the shared entry, the second finds it.
    for (const person of persons) await person.connect(server)
    if (cycle === killCycles) break
    if (cycle > 0 && cycle % 100 === 0)
      console.log(`kill: ${cycle} kills, ${acknowledged} acknowledged edits, 0 lost so far`)

    // Every other one comes late: of two kills, too, there is something to lose.
    let left = cycle % 2 === 0 ? 1 + Math.floor(random() * 80) : 41 + Math.floor(random() * 40)
    await new Promise<void>((enough, broken) => {
      const acked = (edits: number): void => {
        acknowledged += edits
        left -= edits
        if (left <= 0) enough()
      }
      for (const person of persons) void person.write(random, acked).catch(broken)
      void server.running.ended.then(({ code }) =>
        broken(new Error(`the server ended by itself with ${code}:\n${server.running.lines.slice(-20).join('\n')}`)),
      )
    })
    const underWay = persons.some(({ editor }) => editor !== null && editor.sent > editor.answered)
    if (underWay) cutShort += 1
    // A node alone, and a node with its Postgres in one moment, by turns.
    const postgres = asksPostgres && cycle % 2 === 0 ? await runsOn() : null
    const [{ signal }] = await Promise.all([server.running.kill(), postgres?.kill()])
    expect(signal).toBe('SIGKILL')
    await Promise.all(persons.map(({ editor }) => editor?.ended()))
    server = await Process.start(folder, cycle % 2 === 0 ? 'aside' : 'measure') // both ways to wait for the disk
    ready.push(server.readyMs)
  }

  // What came through in the end is the same on every replica (I3), and a newcomer gets just that.
  for (const { editor } of persons) await editor?.saved()
  for (const newcomer of newcomers) {
    const found = new Y.Doc()
    const editor = await newcomer.open(server, found)
    const content = contentOf(found)
    for (const person of persons) {
      if (person.device.board === newcomer.board)
        await person.editor?.until('equal replicas', () => isDeepStrictEqual(contentOf(person.doc), content))
    }
    await editor.leave()
  }
  const slowest = ready.sort((a, b) => a - b)
  const median = slowest[Math.floor(slowest.length / 2)] ?? 0
  console.log(
    `kill: ${killCycles} kills (${cutShort} with edits under way), ${acknowledged} acknowledged edits, 0 lost; ready in ${Math.round(median)} ms (median), ${Math.round(slowest.at(-1) ?? 0)} at most`,
  )
  // Promised are 2 s; asserted generously, for other work may lie on the same two cores (three runs of this file do in the
  // stage of slow logs). The figure is printed above.
  expect(median).toBeLessThan(40_000)
  // not vacuous
  expect(acknowledged).toBeGreaterThan(killCycles * (process.env['SLOW_LOG'] === undefined ? 20 : 4))
  expect(cutShort).toBeGreaterThanOrEqual(killCycles / 2)
  expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  remove()
})
