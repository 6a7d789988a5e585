/** W4: one more comes to a board of 2,000 nodes that was edited 20,000 times; and the first one after a restart. */
import * as Y from 'yjs'
import { enter, observe, type Joiner, type Place } from './client.ts'
import { pause } from './flow.ts'
import type { Server } from './servers.ts'
import { median } from './stats.ts'

export type Cold = {
  /** From the socket's opening to the whole state: milliseconds, and CPU of the server, of one join. */
  readonly editorMs: number
  readonly editorCpu: number
  readonly observerMs: number
  readonly observerCpu: number
  readonly editorBytes: number
  readonly observerBytes: number
  /** What the joiner's own `applyUpdate` takes. */
  readonly editorApply: number
  readonly observerApply: number
  /** Null where a restart loses the board. */
  readonly afterRestartMs: number | null
  readonly waitedShare: number
}

/** How many joins are measured, for how long at most where each is slow, and how long others come before. */
export type Many = { readonly joins: number; readonly longest: number; readonly warmUp: number }
/** A server in its day has compiled what a join takes. */
const asPublished: Many = { joins: 100, longest: 2_500, warmUp: 2_500 }

async function one(join: () => Joiner): Promise<{ ms: number; state: Uint8Array }> {
  const began = performance.now()
  const joiner = join()
  const state = await joiner.joined
  const ms = performance.now() - began
  joiner.close()
  return { ms, state }
}

export async function many(
  server: Server,
  join: () => Joiner,
  { joins, longest, warmUp }: Many = asPublished,
): Promise<{ ms: number; cpu: number; state: Uint8Array }> {
  for (const until = performance.now() + warmUp; performance.now() < until; ) await one(join)
  await pause(200)
  const before = server.cost().cpuMs
  const times: number[] = []
  let state: Uint8Array = Uint8Array.of(0, 0)
  const until = performance.now() + longest
  for (let n = 0; n < joins && (n < 20 || performance.now() < until); n += 1) {
    const joined = await one(join)
    times.push(joined.ms)
    state = joined.state
  }
  await pause(200)
  return { ms: median(times), cpu: (server.cost().cpuMs - before) / times.length, state }
}

function applied(state: Uint8Array): number {
  const times = Array.from({ length: 15 }, () => {
    const doc = new Y.Doc()
    const began = performance.now()
    Y.applyUpdate(doc, state)
    return performance.now() - began
  })
  return median(times.slice(5))
}

/** `settle`: how long the server may take to write down what it has. */
export async function coldJoin(
  open: (data?: string) => Promise<{ place: Place; server: Server }>,
  settle: number,
): Promise<Cold> {
  const { place, server } = await open()
  const began = performance.now()
  const before = server.cost().waitedMs
  const editor = await many(server, () => enter(place, 0))
  const observer = await many(server, () => observe(place, 0, () => undefined))
  const waitedShare = (server.cost().waitedMs - before) / (performance.now() - began)
  await pause(settle)
  await server.kill('SIGKILL')
  let afterRestartMs: number | null = null
  if (place.kind === 'y-websocket') await server.dispose()
  else {
    const again = await open(server.data)
    const first = await one(() => enter(again.place, 0))
    const doc = new Y.Doc()
    Y.applyUpdate(doc, first.state)
    if (doc.getMap('nodes').size < 2_000) throw new Error(`${place.kind} lost the board`)
    afterRestartMs = first.ms
    await again.server.dispose()
  }
  return {
    editorMs: editor.ms,
    editorCpu: editor.cpu,
    observerMs: observer.ms,
    observerCpu: observer.cpu,
    editorBytes: editor.state.length,
    observerBytes: observer.state.length,
    editorApply: applied(editor.state),
    observerApply: applied(observer.state),
    afterRestartMs,
    waitedShare,
  }
}
