/**
 * A process that holds halls: takes each that it is told of when it can, writes to its documents and looks at them as long as
 * it has it, and says all of it, the moment it happens. It is killed, stopped and cut off by others.
 *   argv: a `Holding` as JSON; stdin: `hall <dialogue>`, `end <dialogue>`; stdout: `ready`, `happened <dialogue> <JSON>`,
 *   `ended <dialogue>`
 */
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import * as Y from 'yjs'
import type { Lease } from '@tablee/server/cluster/lease'
import { takeLease } from '@tablee/server/cluster/take-lease'
import { openPostgresJournal } from '@tablee/server/journal/postgres/journal'
import type { Keeper } from '@tablee/server/journal/queue'
import type { DialogueId } from '@tablee/shared/ids'
import { say } from '../faults/say.ts'
import { Editor } from '../journal/writer.ts'
import { seeded } from '../support/seeded.ts'
import { type Happened, now } from './history.ts'
import { hashOf } from './standing.ts'

export type Holding = {
  readonly node: string
  readonly url: string
  readonly seed: number
  /** What the clock on its wall is wrong by. */
  readonly clockOff: number
  readonly ttl: number
  readonly margin: number
  readonly every: number
  /** A bug put in by a test: it answers looks whether the hall is its or not; it answers before the log has. */
  readonly bug: 'reads' | 'early' | null
}
const holding = JSON.parse(process.argv[2] ?? '{}') as Holding
const { node, url, clockOff, ttl, margin, every, bug } = holding
const chance = seeded(holding.seed)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Written often, and hardly ever. */
const documents = [
  { doc: 'board:one', rest: 8 },
  { doc: 'board:two', rest: 25 },
  { doc: 'board:three', rest: 300 },
  { doc: 'board:four', rest: 900 },
] as const
const checkpointAfter = 60
const sql = postgres(url, {
  max: 4,
  onnotice: () => undefined,
  connect_timeout: 2,
  connection: { application_name: node },
})
const ending = new Set<string>()

async function contend(dialogue: DialogueId): Promise<void> {
  while (!ending.has(dialogue)) {
    const lease = await takeLease({ url, dialogue, node, address: node, fresh: true, ttl, margin, every }).catch(
      () => null,
    )
    if (lease === null) await pause(20 + chance.below(40))
    else await hold(lease).catch((cause: unknown) => say(`wrong ${node}: ${String(cause)}`))
  }
  say(`ended ${dialogue}`)
}

async function hold(lease: Lease): Promise<void> {
  const { dialogue, epoch } = lease
  const tell = (one: Happened): void => say(`happened ${dialogue} ${JSON.stringify(one)}`)
  tell({ is: 'took', node, epoch, at: now() })
  const by = `${node}.${epoch}`
  const fenced = {
    ...lease,
    get line() {
      return lease.line
    },
    fence(): void {
      tell({ is: 'fenced', node, epoch, at: now() })
      lease.fence()
    },
  }
  const journal = await openPostgresJournal({
    sql,
    lease: fenced,
    clock: () => Date.now() + clockOff,
    server: by,
    incarnation: 'one',
    alarm: () => undefined,
    through: bug === 'early' ? { keeper: early } : undefined,
  })
  let over = false
  const stop = lease.ended.then(() => void (over = true))
  const last = new Map<string, string>()
  const live = new Map<string, Y.Doc>()
  journal.follow(({ doc, data }) => {
    last.set(doc, hashOf(data))
    const replica = live.get(doc)
    if (replica !== undefined) Y.applyUpdate(replica, data)
  })

  async function write(doc: string, rest: number): Promise<void> {
    const replica = new Y.Doc()
    for (const update of (await journal.load(doc)).updates) Y.applyUpdate(replica, update)
    for await (const { data } of journal.read(doc, 1, Math.max(0, journal.head(doc).seq - 1)))
      last.set(doc, hashOf(data))
    live.set(doc, replica)
    // The same people go on writing, wherever they are served: their clocks go on.
    const client = 1 + documents.findIndex((one) => one.doc === doc)
    const anew = (): Editor => {
      const writer = new Editor(doc, client)
      Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(replica))
      return writer
    }
    journal.claim(doc, 1, client, `device-${client}`, 'reporter:T1-01')
    for (let writer = anew(), count = 0; !over && !ending.has(dialogue); count += 1) {
      // Each has letters of its own: two who take away the same would write the same bytes.
      const said = `${by}:${count} ${chance.below(1e9)} `
      const entry = writer.change(() => {
        if (writer.text.length > 1_500) writer.text.delete(0, 1_400)
        writer.text.insert(writer.text.length, said)
      })
      const begun = now()
      const write = { is: 'write', by, doc, hash: hashOf(entry.data), begun } as const
      tell({ ...write, ended: null, seq: null })
      const appended = await journal.append(entry)
      if (appended.ok) tell({ ...write, ended: now(), seq: appended.row.seq })
      else writer = anew()
      if (appended.ok && journal.tail(doc).rows >= checkpointAfter)
        await journal.checkpoint(doc, 1, journal.head(doc).seq, Y.encodeStateAsUpdate(replica)).catch(() => undefined)
      await pause(chance.below(rest * 2))
    }
  }
  /** Anybody may ask at any time; what is answered counts, and only with the hall. */
  async function look(): Promise<void> {
    while (!over && !ending.has(dialogue)) {
      const { doc } = chance.pick(documents)
      const begun = now()
      if (live.has(doc) && (lease.holds() || bug === 'reads')) {
        const { seq } = journal.head(doc)
        tell({ is: 'read', by, doc, begun, ended: now(), seq, hash: last.get(doc) ?? null })
      }
      await pause(chance.below(16))
    }
  }
  const writing = documents.map(({ doc, rest }) => write(doc, rest))
  await Promise.race([Promise.all([...writing, look()]), stop])
  if (ending.has(dialogue)) await lease.release(null)
  await lease.ended
  journal.close()
  await journal.closed()
}

/** The bug: an answer as soon as it was sent. */
const early = (keeper: Keeper): Keeper => ({
  ...keeper,
  step(rows, claims) {
    void pause(30).then(() => keeper.step(rows, claims)?.catch(() => undefined))
    return null
  },
})

createInterface({ input: process.stdin }).on('line', (line) => {
  const [what, dialogue = ''] = line.split(' ')
  if (what === 'hall') void contend(dialogue as DialogueId)
  if (what === 'end') ending.add(dialogue)
})
process.stdin.on('end', () => process.exit(0))
say('ready')
