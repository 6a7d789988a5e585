/** W5: kill -9 100 ms after the last edit was seen by another client; then what a new client finds on the same files. */
import { edit, marker, markersIn, type Place } from './client.ts'
import { pause } from './flow.ts'
import type { Server } from './servers.ts'

export type Plug = { readonly seen: number; readonly lost: number }

export async function plug(
  open: (data?: string) => Promise<{ place: Place; server: Server }>,
  edits: number,
): Promise<Plug> {
  const { place, server } = await open()
  const seen = new Set<number>()
  const reader = edit(place, 0, 1, (bytes) => markersIn(bytes, (n) => seen.add(n)))
  const writer = edit(place, 0, 0, () => undefined)
  await Promise.all([reader.synced, writer.synced])
  for (let n = 0; n < Math.min(edits, 18); n += 1) {
    writer.type(marker(n))
    await pause(150)
  }
  await pause(100)
  await server.kill('SIGKILL')
  reader.close()
  writer.close()
  const again = await open(server.data)
  const judge = edit(again.place, 0, 2, () => undefined)
  await judge.synced
  const found = new Set<number>()
  markersIn(new TextEncoder().encode(judge.state()), (n) => found.add(n))
  judge.close()
  await again.server.dispose()
  return { seen: seen.size, lost: [...seen].filter((n) => !found.has(n)).length }
}
