/** W6: what one idle observer costs, and one board of some 120 KB, with an editor and without. */
import { enter, observe, type Joiner, type Place } from './client.ts'
import { boards, pause } from './flow.ts'
import type { Memory, Server } from './servers.ts'

/** KB of the heap with what hangs outside it (after collecting), and of what the system counts. */
export type Kept = { readonly held: number; readonly rss: number }
export type Held = { readonly observer: Kept; readonly boardWithEditor: Kept; readonly boardAlone: Kept }

export const loadedBoards = 100

const between = (before: Memory, after: Memory, count: number): Kept => ({
  held: (after.held - before.held) / 1024 / count,
  rss: (after.rss - before.rss) / 1024 / count,
})

export async function idleObservers(place: Place, server: Server, watching = 2_000): Promise<Kept> {
  // What every board costs once is not the observers'.
  const first = Array.from({ length: boards }, (_, board) => observe(place, board, () => undefined))
  await Promise.all(first.map((one) => one.joined))
  await pause(500)
  const before = await server.memory()
  const all: Joiner[] = []
  while (all.length < watching) {
    const some = Array.from({ length: 250 }, (_, i) => observe(place, i % boards, () => undefined))
    all.push(...some)
    await Promise.all(some.map((one) => one.joined))
  }
  await pause(1000)
  const after = await server.memory()
  for (const one of [...first, ...all]) one.close()
  return between(before, after, watching)
}

/** `before`: such a server without these boards. */
export async function manyBoards(
  place: Place,
  server: Server,
  before: Memory,
): Promise<{ readonly withEditor: Kept; readonly alone: Kept }> {
  const all = Array.from({ length: loadedBoards }, (_, board) => enter(place, board))
  await Promise.all(all.map((one) => one.joined))
  await pause(1000)
  const withEditor = between(before, await server.memory(), loadedBoards)
  for (const one of all) one.close()
  // Longer than the ten seconds for which Tablée keeps a board, and Hocuspocus its debounce.
  await pause(12_000)
  return { withEditor, alone: between(before, await server.memory(), loadedBoards) }
}
