/**
 * The real thing: nodes on a real Postgres, and a watch node as a process of its own. A dialogue changes hands under who
 * watches, and the watch node's whole memory is searched for what it must never have held.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoId } from '@tablee/server/demo/dialogue'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { BoardId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { readView } from '@tablee/shared/view/read'
import type { WatchList } from '@tablee/shared/wire/watch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { freePort } from '../support/freePort.ts'
import { postgresMissing } from '../support/postgres.ts'
import { done } from '../support/server.ts'
import { until } from '../view/hall.ts'
import { withinPromise } from '../support/promised.ts'

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'tablee-watch-'))
type Node = Awaited<ReturnType<ACluster['node']>>

const canaries = {
  hidden: 'CANARY-hidden-before-anybody-watched',
  draft: 'CANARY-words-that-are-not-shown',
  seat: 'CANARY-SEAT',
}

/** Everything that a process can write to, as it stands: strings, buffers, and what was let go of and not yet overwritten. */
function* memoryOf(pid: number): Generator<Buffer> {
  const file = openSync(`/proc/${pid}/mem`, 'r')
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      if (from === undefined || to === undefined) continue
      const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)]
      // With an overlap, so that nothing is cut in two.
      for (let at = start; at < end; at += 16 * 1024 * 1024 - 512) {
        const part = Buffer.alloc(Math.min(16 * 1024 * 1024, end - at))
        try {
          yield part.subarray(0, readSync(file, part, 0, part.length, at))
        } catch {
          // Reserved and never used.
        }
      }
    }
  } finally {
    closeSync(file)
  }
}

describe.skipIf(postgresMissing !== null)('a watch node in a cluster', () => {
  let cluster: ACluster
  let first: Node
  let second: Node
  let child: ChildProcess
  let url = ''
  let path = ''
  beforeAll(async () => {
    cluster = await aCluster()
    first = await cluster.node()
    const hall = await first.halls.enter(demoId)
    const link = hall.access.links.list(demoId).find(({ role }) => role === 'observer')
    if (link === undefined) throw new Error('no card of who watches')
    path = hall.access.links.derive(link).path ?? ''
    const port = await freePort()
    url = `http://localhost:${port}`
    child = spawn(process.execPath, [main, '--watch'], {
      cwd: folder,
      env: {
        ...process.env,
        PORT: String(port),
        DATABASE_URL: cluster.url,
        TABLEE_KEY: cluster.keyFile,
        TABLEE_DATA: folder,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the watch node ended with ${code}`)))
      child.stdout?.on('data', (said: Buffer) => String(said).includes(url) && resolve())
    })
  })
  afterAll(async () => {
    child?.kill('SIGTERM')
    await cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const board = (of: Node): BoardId => {
    const hall = of.halls.at(demoId)
    const [table] = hall.dialogues.tables(demoId)
    const found = table === undefined ? null : hall.dialogues.currentBoard(table.id)
    if (found === null) throw new Error('no board')
    return found.id
  }
  async function say(of: Node, wording: string, words: string | null = null): Promise<NodeId> {
    const id = wording.toLowerCase().replaceAll(' ', '-') as NodeId
    const origin = { who: 'reporter', why: 'test' }
    done(
      await of.halls.at(demoId).live.write(board(of), 'reporter', (doc) => {
        addNode(doc, origin, { id, kind: 'issue', wording, lang: 'en' as Lang, at: 1 })
        if (words !== null)
          addWords(doc, origin, {
            id: `words-${id}` as WordsId,
            node: id,
            text: words,
            lang: 'en' as Lang,
            seat: canaries.seat as SeatCode,
            capture: 'dictated',
            at: 1,
          })
      }),
    )
    return id
  }
  type Change = Parameters<ReturnType<Node['halls']['at']>['dialogues']['setPolicy']>[1]
  const policy = async (of: Node, change: Change): Promise<void> => {
    const by = { author: 'facilitator', device: 'd', command: crypto.randomUUID() }
    done(await of.halls.at(demoId).dialogues.setPolicy(board(of), change, by))
  }
  async function follow() {
    let list: WatchList | null = null
    while (list === null) {
      const answer = await fetch(`${url}/api/watch/${path}`)
      if (answer.ok) list = (await answer.json()) as WatchList
    }
    const codes: number[] = []
    class Listening extends WebSocket {
      constructor(address: string | URL) {
        super(address)
        this.on('close', (code) => codes.push(code))
      }
    }
    const doc = new Y.Doc()
    const room = list.tables[0]?.room ?? ''
    const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/observe/${path}`, room, doc, {
      disableBc: true,
      WebSocketPolyfill: Listening as unknown as typeof globalThis.WebSocket,
    })
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
    const says = () => Object.values(readView(doc).nodes).map(({ wording }) => wording)
    return { doc, codes, says, close: () => provider.destroy(), until: (holds: () => boolean) => until(doc, holds) }
  }

  it('[WND9] its memory holds no byte of a board, of what is hidden or not shown, of a seat, of another card, or of the server’s key', async () => {
    await policy(first, { consent: true, showWords: false, delayMinutes: 0, hidden: [] })
    const hidden = await say(first, canaries.hidden)
    await policy(first, { hidden: [hidden] })
    await say(first, 'What everybody may see', canaries.draft)
    const screen = await follow()
    await screen.until(() => screen.says().includes('What everybody may see'))
    const at = board(first)
    const { links } = first.halls.at(demoId).access
    const secrets = links
      .list(demoId)
      .filter(({ role }) => role !== 'observer')
      .map((link) => links.derive(link).token)
    const key = readFileSync(cluster.keyFile)
    const never = [...Object.values(canaries), at, ...secrets].map((one) => Buffer.from(one))
    const found = new Set<string>()
    let shown = false
    for (const memory of memoryOf(child.pid ?? 0)) {
      for (const one of [...never, key]) if (memory.includes(one)) found.add(one === key ? 'the key' : String(one))
      shown ||= memory.includes(path)
    }
    screen.close()
    expect([...found]).toEqual([])
    // Not for want of looking: what it was asked for stands there.
    expect(shown).toBe(true)
  })

  it('[WND8] a node leaves and another takes over: who watches at the watch node stays, and goes on', async () => {
    const screen = await follow()
    second = await cluster.node()
    await first.close()
    const began = performance.now()
    await second.halls.enter(demoId)
    const wording = 'After the change of hands'
    await say(second, wording)
    await screen.until(() => screen.says().includes(wording))
    console.log(`the next owner is seen at the watch node after ${(performance.now() - began).toFixed(0)} ms`)
    const drawn = performance.now()
    await policy(second, { consent: false })
    await screen.until(() => readView(screen.doc).state === 'no-consent')
    withinPromise('a table takes its consent back at the next owner', drawn)
    expect(screen.codes).toEqual([])
    screen.close()
  })
})
