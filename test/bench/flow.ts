/**
 * W1, W2 and W3: editors type and move their carets, observers follow. The numbers of boards, editors and rates are those
 * of the published comparison, so that figures stay comparable.
 */
import * as Y from 'yjs'
import { anEditor, marker, markersIn, observe, type Editor, type Joiner, type Place } from './client.ts'
import type { Server } from './servers.ts'
import { quantile } from './stats.ts'

export const boards = 12
export const editorsPerBoard = 8
/** One observer in five times what it sees; all of them count bytes. Timing each would cost more than the server. */
const timed = 5

export type Flow = {
  readonly cpuMsPerSecond: number
  readonly waitedShare: number
  readonly editorsP50: number
  readonly editorsP99: number
  readonly observersP50: number
  readonly observersP99: number
  readonly edits: number
  readonly editsPerSecond: number
  readonly deliveries: number
  readonly cpuMsPerThousand: number
  readonly observerBytes: number
  /** Deliveries to editors, of those that were due. */
  readonly delivered: number
  /** Of one core, by the load generator: near 1 it is what is measured. */
  readonly loadShare: number
  readonly converged: boolean
  /** Nobody who watched was sent away, and each of those who are timed saw the last second in the end. */
  readonly reached: boolean
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Repeats `act` `rate` times a second until stopped, phase-shifted so that clients do not fire in step. What came late is
 * followed at once: the rate is kept.
 */
function every(rate: number, phase: number, act: () => void): () => void {
  let due = performance.now() + (phase * 1000) / rate
  let timer = setTimeout(fire, Math.max(0, due - performance.now()))
  function fire(): void {
    due += 1000 / rate
    timer = setTimeout(fire, Math.max(0, due - performance.now()))
    act()
  }
  return () => clearTimeout(timer)
}

export type Load = {
  readonly boards: number
  readonly editors: number
  /** Of each editor, a second. */
  readonly edits: number
  readonly moves: number
  /**
   * Milliseconds, and further edits a second of each editor meanwhile: a dialogue day is hours of compiled code, and two
   * edits a second would take minutes to get there. With its own below the limit of 20.
   */
  readonly warmUp: number
  readonly hurry: number
}
export const dialogueDay: Load = { boards, editors: editorsPerBoard, edits: 2, moves: 5, warmUp: 4000, hurry: 14 }
/** One board, eight editors, twenty edits a second in all. */
export const wall: Load = { boards: 1, editors: 8, edits: 2.5, moves: 5, warmUp: 3000, hurry: 14 }

/**
 * What an editor holds by board and seat. Whoever measures one server several times gives them again: a session has leave
 * for 72 new writers, and eight new editors a round would spend it in nine.
 */
export type Devices = (board: number, seat: number) => Y.Doc
export function devices(): Devices {
  const held = new Map<string, Y.Doc>()
  return (board, seat) => {
    const doc = held.get(`${board} ${seat}`) ?? new Y.Doc()
    held.set(`${board} ${seat}`, doc)
    return doc
  }
}

/** Measures the same editors again and again, with more observers each time; the first step has none in W1. */
export async function flow(
  place: Place,
  server: Server,
  load: Load,
  steps: readonly { readonly observers: number; readonly seconds: number }[],
  device: Devices = devices(),
): Promise<readonly Flow[]> {
  const sentAt: number[] = []
  let editorLatency: number[] = []
  let observerLatency: number[] = []
  let deliveries = 0
  let due = 0
  let observerBytes = 0
  let measuring = false
  let next = 0
  const sees = (bytes: Uint8Array): void =>
    markersIn(bytes, (n) => {
      const sent = sentAt[n]
      if (!measuring || sent === undefined) return
      editorLatency.push(performance.now() - sent)
      deliveries += 1
    })
  const tables: Editor[][] = []
  for (let board = 0; board < load.boards; board += 1) {
    const table = Array.from({ length: load.editors }, (_, seat) =>
      anEditor(place, board, seat, sees, device(board, seat)),
    )
    tables.push(table)
    // W1's people at once; a hall of more comes in table by table.
    if (tables.length >= boards) await Promise.all(table.map((editor) => editor.synced))
  }
  const editors = tables.flat()
  await Promise.all(editors.map((editor) => editor.synced))

  // All of them send an edit back to its author too.
  const receivers = load.editors
  const type = (editor: Editor): void => {
    const n = next
    next += 1
    sentAt[n] = performance.now()
    if (measuring) due += receivers
    editor.type(marker(n))
  }
  const repeat = (rate: number, act: (editor: Editor) => void) =>
    editors.map((editor, i) => every(rate, i / editors.length, () => act(editor)))
  const rush = load.hurry > 0 ? repeat(load.hurry, type) : []
  const stops = [
    ...repeat(load.edits, type),
    ...(load.moves > 0 ? repeat(load.moves, (editor) => editor.point(next % 100)) : []),
  ]
  await pause(load.warmUp)
  for (const stop of rush) stop()

  const watchers: Joiner[] = []
  /** By those who are timed. */
  const newestSeen: number[] = []
  const watch = (i: number): Joiner => {
    let last = -1
    const count = (bytes: number): void => {
      if (measuring) observerBytes += bytes
    }
    const isTimed = i % timed === 0
    if (isTimed) newestSeen[i] = -1
    const watcher = observe(place, i % load.boards, (bytes) => {
      count(bytes.length)
      if (!isTimed) return
      let newest = last
      markersIn(bytes, (n) => {
        const sent = sentAt[n]
        if (n <= last || sent === undefined) return
        if (n > newest) newest = n
        if (!measuring) return
        observerLatency.push(performance.now() - sent)
        deliveries += timed
      })
      last = newest
      newestSeen[i] = newest
    })
    if (!isTimed) void watcher.joined.then(() => watcher.countOnly(count))
    return watcher
  }

  const results: Flow[] = []
  let lastSecond = 0
  for (const { observers, seconds } of steps) {
    // A few at a time: how a hall comes in at once is W7's question.
    while (watchers.length < observers) {
      const some = Array.from({ length: Math.min(250, observers - watchers.length) }, (_, i) =>
        watch(watchers.length + i),
      )
      watchers.push(...some)
      await Promise.all(some.map((watcher) => watcher.joined))
    }
    await pause(1000)
    editorLatency = []
    observerLatency = []
    deliveries = due = observerBytes = 0
    const before = server.cost()
    const used = process.cpuUsage()
    const began = performance.now()
    measuring = true
    await pause((seconds - 1) * 1000)
    lastSecond = next
    await pause(Math.max(0, began + seconds * 1000 - performance.now()))
    measuring = false
    const lasted = (performance.now() - began) / 1000
    const after = server.cost()
    const load = process.cpuUsage(used)
    const cpu = after.cpuMs - before.cpuMs
    results.push({
      cpuMsPerSecond: cpu / lasted,
      waitedShare: (after.waitedMs - before.waitedMs) / (lasted * 1000),
      editorsP50: quantile(editorLatency, 0.5),
      editorsP99: quantile(editorLatency, 0.99),
      observersP50: quantile(observerLatency, 0.5),
      observersP99: quantile(observerLatency, 0.99),
      edits: due / receivers,
      editsPerSecond: due / receivers / lasted,
      deliveries,
      cpuMsPerThousand: (cpu * 1000) / Math.max(1, deliveries),
      observerBytes: observerBytes / lasted,
      delivered: editorLatency.length / Math.max(1, due),
      loadShare: (load.user + load.system) / (lasted * 1e6),
      converged: true,
      reached: true,
    })
  }
  for (const stop of stops) stop()
  let converged = false
  for (let i = 0; i < 100 && !converged; i += 1) {
    await pause(50)
    converged = tables.every((table) => new Set(table.map((editor) => editor.state())).size === 1)
  }
  const reached = watchers.every((watcher) => watcher.isOpen()) && newestSeen.every((n) => n >= lastSecond)
  for (const one of [...editors, ...watchers]) one.close()
  return results.map((result) => ({ ...result, converged, reached }))
}
