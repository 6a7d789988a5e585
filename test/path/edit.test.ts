/**
 * One edit followed through the whole line, with the real parts and nothing between them: keystroke, gate, COMMIT,
 * acknowledgement, the other editor, the projector, a stock observer, the snapshot. Each step is an event; each prints
 * how long after the keystroke it came.
 */
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type BoardId, type Lang, type NodeId, type RelationId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import type { WatchList } from '@tablee/shared/wire/watch'
import { readView } from '@tablee/shared/view/read'
import { newFolder } from '../faults/tablee.ts'
import { aDevice, sat } from '../support/aDevice.ts'
import { startServer } from '../support/server.ts'
import { onDisk } from '../support/postgresPlaces.ts'
import { ofDoc, when } from '../support/when.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const ending: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

describe('the straight line', () => {
  it('[PATH1] one edit: committed, only then saved, then with the other editor, the observer, and in the snapshot named by its hash', async () => {
    const { folder, remove } = newFolder()
    ending.push(remove)
    const server = await startServer({ dir: folder })
    ending.push(() => server.close())
    const board: BoardId = server.board(6, 2)

    async function sit(role: Role) {
      const link = await sat(aDevice(server.url), server.link(role, 6).token, board)
      ending.push(() => link.close())
      return link
    }
    const ana = await sit('facilitator')
    const bo = await sit('reporter')

    // A stock observer, as anybody could write one from the documentation of y-websocket.
    const { path } = server.link('observer')
    const list = (await server.api(`/api/watch/${path}`)).body as WatchList
    const room = list.tables.find(({ table }) => table === 6)?.room ?? ''
    const seen = new Y.Doc()
    const provider = new WebsocketProvider(`${server.ws}/observe/${path}`, room, seen, {
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    })
    ending.push(() => provider.destroy())
    const view = () => Object.values(readView(seen).nodes)
    await when('the observer sees the board', ofDoc(seen), () => view().length === readBoard(ana.doc).nodes.size)

    // The disk as another process would read it.
    const disk = await onDisk(folder, `board:${board}`)
    ending.push(() => disk.close())

    const sentence = 'A stop within five minutes’ walk'
    const issue = [...readBoard(ana.doc).nodes.values()].find(({ kind }) => kind === 'issue')
    if (issue === undefined) throw new Error('no issue')
    const id = newId<NodeId>(random)
    const { journal } = server.parts
    const before = journal.head(`board:${board}`).seq

    const steps: Record<string, Promise<number>> = {
      committed: new Promise((resolve, reject) => {
        const stop = journal.follow((row) => {
          if (row.doc !== `board:${board}`) return
          stop()
          // Committed, and the screen does not yet call it saved.
          const now = { light: ana.light().kind, disk: disk.newest() }
          const at = performance.now()
          queueMicrotask(() => {
            try {
              expect(now).toEqual({ light: 'saving', disk: { seq: before + 1, author: 'facilitator' } })
              resolve(at)
            } catch (cause) {
              reject(cause)
            }
          })
        })
      }),
      'saved, says the light': when(
        'saved',
        ana.subscribe,
        () => readBoard(ana.doc).nodes.has(id) && ana.light().kind === 'saved',
      ).then((at) => {
        expect(journal.head(`board:${board}`).seq).toBe(before + 1)
        return at
      }),
      'the other editor': when(
        'the other editor',
        ofDoc(bo.doc),
        () => readBoard(bo.doc).nodes.get(id)?.wording === sentence,
      ),
      'the observer': when('the observer', ofDoc(seen), () => view().some(({ wording }) => wording === sentence)),
    }
    const struck = performance.now()
    const done = edit.addNode(
      ana.doc,
      { who: ana.me.who, why: 'add' },
      {
        id,
        kind: 'position',
        wording: sentence,
        lang: 'en' as Lang,
        at: Date.now(),
        place: { relation: newId<RelationId>(random), kind: 'answers', to: issue.id },
      },
    )
    expect(done.ok).toBe(true)
    expect(ana.light()).toMatchObject({ kind: 'saving', n: 1 })

    const times: [string, number][] = []
    for (const [step, at] of Object.entries(steps)) times.push([step, (await at) - struck])
    const took = new Map(times)
    expect(took.get('saved, says the light')).toBeGreaterThan(took.get('committed') ?? Infinity)
    expect(took.get('the other editor')).toBeGreaterThan(took.get('committed') ?? Infinity)
    expect(took.get('the observer')).toBeGreaterThan(took.get('committed') ?? Infinity)
    // What the observer has says nothing of the board's own ids, nor of who wrote it.
    const bytes = Buffer.from(Y.encodeStateAsUpdate(seen)).toString('latin1')
    expect(bytes).not.toContain(id)
    expect(bytes).not.toContain('facilitator')

    // Frozen, over HTTP, with the analyst's link.
    const analyst = await server.enter('analyst')
    const taken = await server.api(`/api/boards/${board}/snapshots`, { as: analyst.session, body: {} })
    times.push(['the snapshot', performance.now() - struck])
    expect(taken.status).toBe(201)
    const { hash } = taken.body as { hash: string }
    const raw = await (
      await fetch(`${server.url}/api/snapshots/${hash}.json`, {
        headers: { authorization: `Bearer ${analyst.session}` },
      })
    ).text()
    expect(createHash('sha256').update(raw).digest('hex')).toBe(hash)
    const snapshot = JSON.parse(raw) as Snapshot
    const frozen = snapshot.boards[0]?.nodes.find((node) => node.id === id)
    const sidecar = (await server.api(`/api/snapshots/${hash}/text`, { as: analyst.session })).body as Sidecar
    expect(sidecar.texts.find(({ digest }) => digest === frozen?.wording)?.text).toBe(sentence)
    // From the journal alone it has the same name.
    const rebuilt = await server.parts.snapshots.rebuild(hash)
    expect(rebuilt.ok && rebuilt.value).toEqual(snapshot)

    console.log(`after the keystroke: ${times.map(([step, ms]) => `${step} ${ms.toFixed(1)} ms`).join(' · ')}`)
  })
})
