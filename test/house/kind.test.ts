/**
 * A new kind of document: what has to be written for it on the server (`report.ts`), and what it then has without another line.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { blackenUpdate } from '@tablee/server/erase/blacken-row'
import { memoryJournal } from '@tablee/server/journal/memory'
import { nothingAgain } from '@tablee/shared/board/again'
import type { Letters } from '@tablee/shared/board/erase'
import type { Role } from '@tablee/shared/roles'
import { heldJournal, type HeldJournal } from '../support/heldJournal.ts'
import { everyClient, liveServer, type LiveServer } from '../support/liveServer.ts'
import { chapters, report } from './report.ts'

const name = 'report:r1'
const is = { released: false }
let server: LiveServer
let journal: HeldJournal
let leave: (() => void)[] = []
const start = async (): Promise<void> => {
  server = await liveServer({ journal, kinds: [report(is)] })
}
afterEach(async () => {
  for (const go of leave) go()
  leave = []
  await server.close()
})

type Told = { readonly type: string; readonly seq?: number; readonly released?: boolean }
/** A stock client, as anybody's script would use it. */
function desk(device: string, role: Role = 'reporter') {
  const doc = new Y.Doc()
  const told: Told[] = []
  const codes: number[] = []
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `${server.url}/collab`,
    WebSocketPolyfill: WebSocket,
    delay: 60_000,
  })
  const provider = new HocuspocusProvider({
    websocketProvider,
    name,
    document: doc,
    awareness: null,
    token: () => server.ticket(name, { device, role, clients: everyClient }),
    onStateless: ({ payload }) => void told.push(JSON.parse(payload) as Told),
    onClose: ({ event }) => void codes.push(event.code),
  })
  provider.attach()
  leave.push(() => {
    provider.destroy()
    websocketProvider.destroy()
  })
  const saved = (seq: number): boolean => told.some((one) => one.type === 'saved' && (one.seq ?? 0) >= seq)
  return { doc, told, codes, text: doc.getText('text'), saved }
}
const soon = <T>(read: () => T) => expect.poll(read, { interval: 5, timeout: 5_000 })

const fromJournal = (): Y.Doc => {
  const doc = new Y.Doc()
  for (const update of journal.atOnce.load(name).updates) Y.applyUpdate(doc, update)
  return doc
}
/** Where a word stands, by the ids that Yjs gave its letters. */
function lettersOf(text: Y.Text, word: string): readonly Letters[] {
  const from = text.toString().indexOf(word)
  const found: Letters[] = []
  let at = 0
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const [first, last] = [Math.max(from, at), Math.min(from + word.length, at + item.length)]
    if (first < last) found.push({ client: item.id.client, clock: item.id.clock + first - at, len: last - first })
    at += item.length
  }
  return found
}

describe('a new kind of document', () => {
  it('[LIVE27] is edited by stock clients, refused to who may not, saved after COMMIT, read at a seq, rebuilt and struck out', async () => {
    journal = heldJournal(memoryJournal({ clock: () => Date.now() }))
    await start()
    const ana = desk('ana')
    const bo = desk('bo')
    await soon(() => [ana, bo].map(({ told }) => told[0])).toEqual(
      [0, 1].map(() => ({ type: 'report', released: false, readOnly: false })),
    )

    // Two write; what is on its way to the disk is not called saved, and nobody else sees it.
    journal.hold()
    ana.text.insert(0, 'The ring road\nMaria Garcia said so')
    await journal.held(1)
    expect([ana.saved(1), bo.text.length]).toEqual([false, 0])
    journal.release()
    await soon(() => chapters(bo.doc)).toEqual(['The ring road', 'Maria Garcia said so'])
    bo.text.insert(0, 'Draft: ')
    await soon(() => chapters(ana.doc)[0]).toBe('Draft: The ring road')
    await soon(() => [ana.saved(1), bo.saved(2)]).toEqual([true, true])

    // Frozen: what it says, and the seq at which it says it.
    const frozen = server.live.documents.state(name)
    expect(frozen.seq).toBe(2)
    expect(server.live.documents.look(name, chapters)).toEqual(['Draft: The ring road', 'Maria Garcia said so'])

    // Who may not is told so, and nothing of it is written; nor of a place that a report does not have.
    const citizen = desk('cy', 'citizen')
    await soon(() => citizen.text.length).toBeGreaterThan(0)
    citizen.text.insert(0, 'Nonsense ')
    await soon(() => citizen.codes).toContain(4522)
    expect(citizen.told.at(-1)).toMatchObject({ type: 'refused', problem: { code: 'refused', why: 'not-allowed' } })
    bo.doc.getMap('elsewhere').set('a', 1)
    await soon(() => bo.codes).toContain(4522)
    expect(bo.told.at(-1)).toMatchObject({ problem: { why: 'root' } })
    expect(journal.head(name).seq).toBe(frozen.seq)

    // Closed by its own state, which is told as soon as it changes.
    is.released = true
    ana.text.insert(0, 'Too late ')
    await soon(() => ana.codes).toContain(4522)
    is.released = false

    // The journal alone gives the same, also to the next server.
    expect(chapters(fromJournal())).toEqual(['Draft: The ring road', 'Maria Garcia said so'])
    await server.close()
    // A name is struck out: the same letters, black, in every row.
    const letters = lettersOf(fromJournal().getText('text'), 'Maria Garcia')
    const sought = {
      ids: new Set<string>(),
      again: nothingAgain,
      own: () => false,
      theirs: () => false,
      letters,
    }
    expect(
      await journal.rewrite([{ doc: name, row: ({ data }) => blackenUpdate(data, sought), state: (state) => state }]),
    ).toBe(1)
    await start()
    const late = desk('late')
    await soon(() => chapters(late.doc)).toEqual(['Draft: The ring road', '████████████ said so'])
    late.text.insert(late.text.length, '.')
    await soon(() => late.saved(3)).toBe(true)
    expect(chapters(fromJournal())[1]).toBe('████████████ said so.')
  })
})
