/** W7: everybody comes at once. */
import * as Y from 'yjs'
import { edit, enter, observe, type Place } from './client.ts'
import { boards, editorsPerBoard, pause } from './flow.ts'
import type { Server } from './servers.ts'

export type Storm = {
  readonly lastMs: number
  readonly cpuMs: number
  readonly waitedShare: number
  readonly loadShare: number
}

const observers = 504

/** How long a storm's after-effects (answers, presence, sockets closing) are counted for. */
const after = 500

type Had = readonly { readonly state: Uint8Array; readonly vector: Uint8Array }[]

type Storms = { readonly reload: Storm; readonly resume: Storm }

/**
 * The population of an observed day (96 editors, 504 observers) comes at once, on boards of some 120 KB, to a server that
 * has seen such storms before. In a reload all begin anew; in a resume everybody has what there is already. What is given
 * back makes one more of each.
 */
export async function openStorms(place: Place, server: Server): Promise<() => Promise<Storms>> {
  for (let warmUp = 0; warmUp < 3; warmUp += 1) await oneStorm(place, server, [])
  const had: { state: Uint8Array; vector: Uint8Array }[] = []
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
  await oneStorm(place, server, had)
  return async () => {
    const reload = await oneStorm(place, server, [])
    return { reload, resume: await oneStorm(place, server, had) }
  }
}

export const storms = async (place: Place, server: Server): Promise<Storms> => (await openStorms(place, server))()

async function oneStorm(place: Place, server: Server, had: Had): Promise<Storm> {
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
  const shown = states.map((state, i) => {
    const doc = new Y.Doc()
    const known = had[i % boards]
    if (known) Y.applyUpdate(doc, known.state)
    Y.applyUpdate(doc, state)
    return `${i % boards} ${JSON.stringify(doc.getMap('nodes').toJSON())}`
  })
  if (new Set(shown).size !== boards) throw new Error('a storm did not converge')
  for (const one of [...editors, ...watchers]) one.close()
  await pause(300)
  return {
    lastMs,
    cpuMs: spent,
    waitedShare: waited / Math.max(1, lastMs),
    loadShare: (used.user + used.system) / 1000 / lastMs,
  }
}
