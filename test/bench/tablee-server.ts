/**
 * Tablée as it is, with a dialogue of twelve tables for the load. Only the content of the database is the bench's own:
 * gate, journal, fsync per group, presence and views all run as on the day.
 */
import { randomFillSync } from 'node:crypto'
import { systemClock } from '@tablee/server/clock'
import { createNode } from '@tablee/server/cluster/node'
import { readDatabase } from '@tablee/server/config'
import { createLogger } from '@tablee/server/ops/logger'
import { noCeiling } from '@tablee/shared/dialogue/rule'
import { createTablee } from '@tablee/server/tablee'
import { startWatchNode } from '@tablee/server/watch/start'
import type { BoardId, DialogueId, Lang, SiteId, TableId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import { agedUpdate, seedUpdate } from './board.ts'
import { answerMemory } from './answer-memory.ts'
import type { TableeBoards } from './places.ts'

const tables = Number(process.env['TABLES'] ?? 12)
const dialogue = (process.env['DIALOGUE'] || 'bench') as DialogueId
const english = 'en' as Lang
/** Who sits down is asked first, as on a day. */
const asked = { version: 'bench', refusalHides: 'words' } as const
const texts = {
  intro: { en: 'Welcome.' },
  taking: { en: 'I take part.' },
  quoted: { en: 'Quoted.' },
  observed: { en: 'Watched.' },
}
const config = {
  port: Number(process.env['PORT']),
  folder: process.env['DATA'] ?? null,
  origins: null,
  tls: null,
  screens: '/nowhere',
  disk: 'measure',
  demo: true,
  engine: null,
} as const
const means = {
  random: (length: number) => randomFillSync(new Uint8Array(length)),
  logger: createLogger({ level: 'error' }),
}
const database = readDatabase(process.env)
if (database !== null && process.env['WATCHES'] === '1') {
  const { port } = await startWatchNode(config, database, { ...means, version: 'bench' })
  console.log(`ready ${port}`)
  await new Promise(() => undefined)
}
const tablee =
  database === null
    ? await createTablee(config, { ...means, clock: systemClock })
    : await createNode({ ...config, database }, means)
const { dialogues, access, live, views, journal } = await tablee.halls.enter(dialogue)
/** Of two dialogues on one log no two places have one name. */
const board = (n: number) => `${dialogue}-${n}` as BoardId
const table = (n: number) => `${dialogue}-table-${n}` as TableId

if (dialogues.list().length === 0) {
  const now = systemClock()
  const site = 'hall' as SiteId
  const numbers = Array.from({ length: tables }, (_, n) => n)
  const founded = await dialogues.found(
    {
      ...(process.env['PHONES'] === '1' ? { consent: { ...asked, ...texts } } : {}),
      id: dialogue,
      title: 'Bench',
      lang: english,
      opensAt: now - 1000,
      closesAt: now + 86_400_000,
      session: 1,
      startedAt: now,
      sites: [{ id: site, name: 'Hall', country: 'FR', lang: english }],
      sessions: [
        {
          number: 1,
          title: { en: 'Load' },
          question: { en: 'How much does it carry?' },
          steps: [{ kind: 'map', title: { en: 'Map' }, minutes: 60 }],
        },
      ],
      tables: numbers.map((n) => ({
        id: table(n),
        site,
        number: n + 1,
        seats: 8,
        lang: english,
        citizensEdit: false,
        observation: { start: noCeiling, ceiling: noCeiling },
      })),
      boards: numbers.map((n) => ({
        id: board(n),
        table: table(n),
        session: 1,
        question: 'How much does it carry?',
        lang: english,
      })),
    },
    { author: 'server', device: 'server', command: 'found-bench' },
  )
  if (!founded.ok) throw new Error(founded.problem.code)
  for (const n of numbers) {
    const [nodes, edits] = (process.env['AGED'] || '0').split(',').map(Number)
    const seed = n === 0 && nodes && edits ? agedUpdate(nodes, edits) : seedUpdate(process.env['LOADED'] === '1')
    const written = await live.write(board(n), 'server', (doc) => Y.applyUpdate(doc, seed))
    if (!written.ok) throw new Error(written.problem.code)
    for (const role of ['reporter', 'citizen'] as const)
      await access.links.issue({ dialogue, role, label: 'Load', table: table(n) })
  }
  await access.links.issue({ dialogue, role: 'observer', label: 'Load' })
}

// What other dialogues left in the same log.
const others = Number(process.env['ROWS'] ?? 0)
for (let from = 0; from < others; from += 500) {
  const rows = Array.from({ length: Math.min(500, others - from) }, (_, n) =>
    journal.append({
      doc: `board:other-${(from / 500) % 50}`,
      epoch: 1,
      kind: 'update',
      author: 'server',
      device: 'server',
      data: Uint8Array.of(1, 1, 9, from + n, 4, 1, 1, 116, 1, 97, 0),
      writers: [],
      deps: [],
    }),
  )
  await Promise.all(rows)
}

answerMemory()
await tablee.listen()
const links = access.links.list(dialogue)
const observer = links.find((link) => link.role === 'observer')
if (!observer) throw new Error('no observer link')
const watch = access.links.derive(observer).path ?? ''
const rooms = views.list(watch)?.tables ?? []
const boards = dialogues.tables(dialogue).map((table) => {
  const [link, card] = ['reporter', 'citizen'].map((role) =>
    links.find((one) => one.role === role && one.table === table.id),
  )
  if (!link || !card) throw new Error(`table ${table.number} has no link`)
  return {
    board: dialogues.currentBoard(table.id)?.id ?? '',
    token: access.links.derive(link).token,
    card: access.links.derive(card).token,
    room: rooms.find((room) => room.table === table.number)?.room ?? '',
  }
})
const found: TableeBoards = { boards, watch, within: `d/${dialogue}/` }
console.log(`ready ${JSON.stringify(found)}`)
