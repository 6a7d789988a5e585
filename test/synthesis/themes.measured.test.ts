/** A theme team at a large dialogue: how long it waits for the first sight, and between two entries; three who read at once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { ThemeCommand, ThemesTold } from '@tablee/shared/wire/synthesis'
import { expect, it } from 'vitest'
import { done, startServer } from '../support/server.ts'

const all = 10_000
const read = 600
type Without<T> = T extends unknown ? Omit<T, 'id'> : never

it('[SYN12] tells of 10,000 entries within 1.5 s, and of the next one within 100 ms, to three who read 600', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-many-themes-'))
  // The server's clock goes on with each key as it would with people: nobody reads three a second.
  let skew = 0
  const start = () => startServer({ dir: folder, clock: () => Date.now() + skew })
  let server = await start()
  const boards = [1, 2, 3, 4, 5, 6].flatMap((table) => [1, 2, 3, 4, 5].map((session) => server.board(table, session)))
  const each = Math.ceil(all / boards.length)
  const by = { lang: 'fr' as Lang, at: 1 }
  for (const [n, board] of boards.entries())
    done(
      await server.parts.live.write(board, 'reporter', (doc) => {
        const origin = { who: 'reporter', why: 'test' } as const
        addNode(doc, origin, { id: 'many' as NodeId, kind: 'position', wording: `What ${n} says`, ...by })
        for (let m = 0; m < each; m += 1)
          addWords(doc, origin, {
            id: `m${m}` as WordsId,
            node: 'many' as NodeId,
            text: `Sentence ${m} of board ${n}, as somebody said it at a table about trams at night.`,
            seat: null,
            capture: 'dictated',
            ...by,
            at: m,
          })
      }),
    )
  await server.close()
  server = await start()
  try {
    const at = `/api/dialogues/${server.dialogue}/themes`
    const readers = await Promise.all(
      ['ada', 'bea', 'cyd'].map(async (device) => (await server.enter('analyst', undefined, { device })).session),
    )
    const told = async (as: string, after = ''): Promise<ThemesTold> => {
      const reply = await server.api(`${at}${after}`, { as })
      expect(reply.status).toBe(200)
      return reply.body as ThemesTold
    }
    let count = 0
    const say = async (as: string, command: Without<ThemeCommand>): Promise<void> => {
      expect((await server.api(at, { as, body: { id: `s${++count}`, ...command } })).status).toBe(204)
    }
    const [ada = ''] = readers
    let began = performance.now()
    const first = await told(ada)
    const sight = performance.now() - began
    expect(first.coverage.entries).toBeGreaterThan(all)
    for (const name of ['a', 'b', 'c']) await say(ada, { kind: 'theme', name })
    const { themes } = await told(ada)

    // Each reads the first that nobody has open, puts it somewhere, and is told what is next.
    const waits: number[] = []
    let keys = 0
    const offered = new Set<string>()
    const reads = async (as: string): Promise<void> => {
      for (let now = await told(as); keys < read; ) {
        const entry = now.mine ?? now.queue.find((one) => one.by === null)
        if (entry === undefined) throw new Error('nothing to read')
        if (
          now.mine === null &&
          (await server.api(at, { as, body: { id: `s${++count}`, kind: 'open', entry: entry.entry } })).status !== 204
        ) {
          now = await told(as)
          continue
        }
        expect(offered.has(entry.entry), entry.entry).toBe(false)
        offered.add(entry.entry)
        const next = now.queue.find((one) => one.by === null && one.entry !== entry.entry)
        keys += 1
        skew += 400
        const asked = performance.now()
        const theme = themes[keys % themes.length]?.id ?? ''
        await say(as, { kind: 'put', entry: entry.entry, theme, next: (next ?? entry).entry })
        now = await told(as, `?after=${now.version}`)
        waits.push(performance.now() - asked)
      }
    }
    await Promise.all(readers.map(reads))
    began = performance.now()
    const last = await told(ada)
    const size = JSON.stringify(last).length
    waits.sort((a, b) => a - b)
    const [median, most] = [waits[Math.floor(waits.length / 2)] ?? 0, waits[Math.floor(waits.length * 0.95)] ?? 0]
    console.log(
      `themes: ${first.coverage.entries} entries of ${boards.length} boards: first sight ${Math.round(sight)} ms; ${waits.length} steps of 3 readers, 1 key each, median ${Math.round(median)} ms, 95 % ${Math.round(most)} ms; an answer has ${Math.round(size / 1024)} KiB`,
    )
    expect(sight).toBeLessThan(1_500)
    expect(median).toBeLessThan(100)
    expect(last.coverage.read).toBe(offered.size)
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
