/**
 * The workloads of a dialogue day. Each takes a place (a running server) and returns what was measured there; the
 * numbers of boards, editors and rates are those of the published comparison, so that figures stay comparable.
 */
import * as Y from 'yjs'
import { edit, enter, marker, markersIn, observe, type Editor, type Place } from './client.ts'
import type { Server } from './servers.ts'
import { quantile } from './stats.ts'

const boards = 12
const editorsPerBoard = 8
const editsPerSecond = 2
const movesPerSecond = 5
/** Further edits a second of each editor while a server warms up; with its own 2 well below the limit of 20. */
const hurry = 8
/** One observer in five times what it sees; all of them count bytes. Timing each would cost more than the server. */
const timed = 5

export type Flow = {
  readonly cpuMsPerSecond: number
  readonly waitedShare: number
  readonly editorsP50: number
  readonly editorsP99: number
  readonly observersP50: number
  readonly observersP99: number
  readonly deliveries: number
  readonly cpuMsPerThousand: number
  readonly observerBytes: number
  /** Deliveries to editors, of those that were due: all three servers send an edit back to its author too. */
  readonly delivered: number
  /** Of one core, by the load generator: near 1 it is what is measured. */
  readonly loadShare: number
  readonly converged: boolean
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Repeats `act` `rate` times a second until `stop`, phase-shifted so that clients do not fire in step. */
function every(rate: number, phase: number, act: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const first = setTimeout(
    () => {
      act()
      timer = setInterval(act, 1000 / rate)
    },
    (phase * 1000) / rate,
  )
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}

const sameState = (docs: readonly Y.Doc[]): boolean => {
  const [first, ...rest] = docs.map((doc) => JSON.stringify(doc.getMap('nodes').toJSON()))
  return rest.every((other) => other === first)
}

/** W1 (observers = 0) and W2 (500): 12 boards x 8 editors, each 2 edits/s and 5 cursor moves/s. */
export async function dialogueDay(place: Place, server: Server, observers: number, seconds: number): Promise<Flow> {
  const sentAt: number[] = []
  const editorLatency: number[] = []
  const observerLatency: number[] = []
  let deliveries = 0
  let due = 0
  let observerBytes = 0
  let measuring = false
  const editors: Editor[][] = []
  for (let board = 0; board < boards; board += 1) {
    const table: Editor[] = []
    for (let seat = 0; seat < editorsPerBoard; seat += 1) {
      table.push(
        edit(place, board, seat, (bytes) => {
          markersIn(bytes, (n) => {
            const sent = sentAt[n]
            if (measuring && sent !== undefined) {
              editorLatency.push(performance.now() - sent)
              deliveries += 1
            }
          })
        }),
      )
    }
    editors.push(table)
  }
  await Promise.all(editors.flat().map((editor) => editor.synced))
  const watchers = Array.from({ length: observers }, (_, i) => {
    let last = -1
    return observe(place, i % boards, (bytes) => {
      if (measuring) observerBytes += bytes.length
      if (i % timed !== 0) return
      let newest = last
      markersIn(bytes, (n) => {
        const sent = sentAt[n]
        if (n > last && sent !== undefined) {
          if (n > newest) newest = n
          if (!measuring) return
          observerLatency.push(performance.now() - sent)
          deliveries += timed
        }
      })
      last = newest
    })
  })
  await Promise.all(watchers.map((watcher) => watcher.joined))

  let next = 0
  const type = (editor: Editor): void => {
    const n = next
    next += 1
    sentAt[n] = performance.now()
    if (measuring) due += editorsPerBoard
    editor.type(marker(n))
  }
  const stops = editors.flatMap((table, board) =>
    table.flatMap((editor, seat) => {
      const phase = (board * editorsPerBoard + seat) / (boards * editorsPerBoard)
      return [
        every(editsPerSecond, phase, () => type(editor)),
        every(movesPerSecond, phase, () => editor.point(next % 100)),
      ]
    }),
  )
  // Warm-up: a dialogue day is hours of compiled code, and 2 edits/s would take minutes to get there.
  const rush = editors.flatMap((table, board) =>
    table.map((editor, seat) =>
      every(hurry, (board * editorsPerBoard + seat) / (boards * editorsPerBoard), () => type(editor)),
    ),
  )
  await pause(3000)
  for (const stop of rush) stop()
  await pause(1000)
  const before = server.cost()
  const load = process.cpuUsage()
  measuring = true
  await pause(seconds * 1000)
  const after = server.cost()
  const used = process.cpuUsage(load)
  measuring = false
  for (const stop of stops) stop()
  let converged = false
  for (let i = 0; i < 100 && !converged; i += 1) {
    await pause(50)
    converged = editors.every((table) => sameState(table.map((editor) => editor.doc)))
  }
  for (const editor of editors.flat()) editor.close()
  for (const watcher of watchers) watcher.close()
  const cpu = after.cpuMs - before.cpuMs
  return {
    cpuMsPerSecond: cpu / seconds,
    waitedShare: (after.waitedMs - before.waitedMs) / (seconds * 1000),
    editorsP50: quantile(editorLatency, 0.5),
    editorsP99: quantile(editorLatency, 0.99),
    observersP50: quantile(observerLatency, 0.5),
    observersP99: quantile(observerLatency, 0.99),
    deliveries,
    cpuMsPerThousand: (cpu * 1000) / Math.max(1, deliveries),
    observerBytes: observerBytes / seconds,
    delivered: editorLatency.length / Math.max(1, due),
    loadShare: (used.user + used.system) / (seconds * 1e6),
    converged,
  }
}

export type Storm = {
  readonly lastMs: number
  readonly cpuMs: number
  readonly waitedShare: number
  readonly loadShare: number
}

const observers = 504

/** How long a storm's after-effects (answers, presence, sockets closing) are counted for. */
const after = 500

/**
 * W7: the population of an observed day (96 editors, 504 observers) comes at once, to a server that has seen such a storm
 * before. `resume` gives everybody what they already had; otherwise all begin anew, as a reloaded page does.
 */
export async function storm(place: Place, server: Server, resume: boolean): Promise<Storm> {
  const had: { state: Uint8Array; vector: Uint8Array }[] = []
  if (resume) {
    for (let board = 0; board < boards; board += 1) {
      const editor = edit(place, board, 0, () => undefined)
      const watcher = observe(place, board, () => undefined)
      await editor.synced
      had.push({
        state: Y.encodeStateAsUpdate(editor.doc),
        vector: Y.encodeStateVectorFromUpdate(await watcher.joined),
      })
      editor.close()
      watcher.close()
    }
  }
  await oneStorm(place, server, had)
  return oneStorm(place, server, had)
}

async function oneStorm(
  place: Place,
  server: Server,
  had: readonly { state: Uint8Array; vector: Uint8Array }[],
): Promise<Storm> {
  const vectors = had.map(({ state }) => Y.encodeStateVectorFromUpdate(state))
  await pause(300)
  const before = server.cost()
  const load = process.cpuUsage()
  const began = performance.now()
  const editors = Array.from({ length: boards * editorsPerBoard }, (_, i) =>
    enter(place, i % boards, vectors[i % boards]),
  )
  const watchers = Array.from({ length: observers }, (_, i) =>
    observe(place, i % boards, () => undefined, had[i % boards]?.vector),
  )
  const [states] = await Promise.all([
    Promise.all(editors.map((editor) => editor.joined)),
    Promise.all(watchers.map((watcher) => watcher.joined)),
  ])
  const lastMs = performance.now() - began
  const used = process.cpuUsage(load)
  const waited = server.cost().waitedMs - before.waitedMs
  await pause(after)
  const spent = server.cost().cpuMs - before.cpuMs
  const docs = states.map((state, i) => {
    const doc = new Y.Doc()
    const known = had[i % boards]
    if (known) Y.applyUpdate(doc, known.state)
    Y.applyUpdate(doc, state)
    return doc
  })
  for (let board = 0; board < boards; board += 1)
    if (!sameState(docs.filter((_, i) => i % boards === board))) throw new Error('a storm did not converge')
  for (const one of [...editors, ...watchers]) one.close()
  await pause(300)
  return {
    lastMs,
    cpuMs: spent,
    waitedShare: waited / Math.max(1, lastMs),
    loadShare: (used.user + used.system) / 1000 / lastMs,
  }
}

export type Plug = { readonly seen: number; readonly lost: number }

/** W5: kill -9 100 ms after the last edit was seen by another client; then what a new client finds on the same files. */
export async function plug(
  open: (data?: string) => Promise<{ place: Place; server: Server }>,
  seconds: number,
): Promise<Plug> {
  const { place, server } = await open()
  const seen = new Set<number>()
  const reader = edit(place, 0, 1, (bytes) => markersIn(bytes, (n) => seen.add(n)))
  const writer = edit(place, 0, 0, () => undefined)
  await Promise.all([reader.synced, writer.synced])
  const count = Math.max(1, seconds * 5)
  for (let n = 0; n < Math.min(count, 18); n += 1) {
    writer.type(marker(n))
    await pause(200)
  }
  await pause(100)
  await server.kill('SIGKILL')
  reader.close()
  writer.close()
  const again = await open(server.data)
  const judge = edit(again.place, 0, 2, () => undefined)
  await judge.synced
  const found = new Set<number>()
  const text = JSON.stringify(judge.doc.getMap('nodes').toJSON())
  markersIn(new TextEncoder().encode(text), (n) => found.add(n))
  judge.close()
  await again.server.dispose()
  return { seen: seen.size, lost: [...seen].filter((n) => !found.has(n)).length }
}
