/** How a node comes to have halls that nobody has and nobody asks for: one that does not open keeps no other waiting. */
import { serverKey } from '@tablee/server/access/keys'
import { createCluster } from '@tablee/server/cluster/cluster'
import type { HallRow } from '@tablee/server/cluster/looking'
import { nodeHeader } from '@tablee/server/cluster/names'
import { openPool } from '@tablee/server/postgres/pool'
import { Unanswered } from '@tablee/server/journal/queue'
import { createLogger } from '@tablee/server/ops/logger'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DialogueId } from '@tablee/shared/ids'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.useFakeTimers()
  // A process has run for a while.
  vi.advanceTimersByTime(1_000)
})
afterEach(() => vi.useRealTimers())

const nobodys = (dialogue: string): HallRow => ({
  dialogue: dialogue as DialogueId,
  node: null,
  address: null,
  epoch: 1,
  needs: 1,
  next: null,
  moved: null,
  held: false,
  locked: false,
})

/** `enter`: what comes of opening one; `look`: the log has answered again. */
function aNode(
  dialogues: readonly string[],
  enter: () => Promise<never>,
  others: readonly { readonly id: string; readonly address: string }[] = [],
) {
  const rows = new Map(dialogues.map((dialogue) => [dialogue as DialogueId, nobodys(dialogue)]))
  const asked: string[] = []
  let look = (): void => undefined
  const nodes = createCluster({
    node: 'here',
    // Asked by nobody here, it connects to nothing.
    sql: openPool('postgres://nobody.example/none', 'none', { max: 1, limit: 1_000 }).sql,
    key: serverKey(new Uint8Array(32)),
    halls: {
      enter(dialogue) {
        asked.push(dialogue)
        return enter()
      },
      asked: () => null,
      of: () => null,
    },
    leases: new Map(),
    leads: { leadsTo: async () => null, led: async () => undefined },
    looking: {
      halls: () => rows,
      row: async (dialogue) => rows.get(dialogue) ?? null,
      nodes: () => others,
      silent: () => 0,
      answersFor: () => 60_000,
      now: () => 0,
      onSeen: (seen) => void (look = seen),
      stop: async () => undefined,
    },
    died: new Map(),
    logger: createLogger({ level: 'silent' }),
  })
  nodes.start()
  return { asked, nodes, look: () => look() }
}

it('[LSE9] a hall that hangs while it is opened keeps those behind it waiting for five seconds, and no longer', async () => {
  const { asked } = aNode(['one', 'two', 'three'], () => new Promise<never>(() => undefined))
  await vi.advanceTimersByTimeAsync(10_100)
  expect(new Set(asked)).toEqual(new Set(['one', 'two', 'three']))
})

it('[LSE9] one that was not opened because the log gave no answer is tried again at the next look', async () => {
  const { asked, look } = aNode(['one'], () => Promise.reject(new Unanswered('the line broke')))
  await vi.advanceTimersByTimeAsync(500)
  look()
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toEqual(['one', 'one'])
})

it('[LSE8] a node that leaves names as the next one only who answers it, and nobody where none does', async () => {
  vi.useRealTimers()
  const server = createServer((_request, answer) => answer.writeHead(200, { [nodeHeader]: 'lives' }).end())
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  // Killed; and started again as another one, at its address.
  const [killed, before, lives] = [
    { id: 'killed', address: 'http://127.0.0.1:1' },
    { id: 'before', address },
    { id: 'lives', address },
  ]
  const never = (): Promise<never> => Promise.reject(new Error('nobody asks'))
  const named = async (others: Parameters<typeof aNode>[2]): Promise<ReadonlySet<string | null>> => {
    const { nodes } = aNode([], never, others)
    await nodes.stop()
    await nodes.askOthers()
    return new Set(Array.from({ length: 6 }, nodes.next))
  }
  expect(await named([killed, lives, before])).toEqual(new Set(['lives']))
  expect(await named([killed])).toEqual(new Set([null]))
  server.close()
})
