/** kill -9 of a process that appends, acknowledges and checkpoints without pause; after each kill the next one goes on. */
import { crc32c } from '@tablee/server/journal/crc32c'
import { expect, it } from 'vitest'
import { Place } from '../journal/place.ts'
import { contents, replay, replayed } from '../journal/writer.ts'
import { chance, killCycles, Running } from './process.ts'

const child = new URL('./journal-child.ts', import.meta.url)

it(`[JRN26] [TRAP 1] ${killCycles} kills of the journal's process: no acknowledged row is lost`, async () => {
  const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
  console.log(`journal kill: seed ${seed}`)
  const random = chance(seed)
  const place = new Place()
  const acked = new Map<string, number>()
  const newest = new Map<string, number>()
  const ready: number[] = []

  for (let cycle = 0; cycle < killCycles; cycle += 1) {
    const running = new Running(child, [place.file])
    // Whatever was acknowledged before the kill must be at or below the head that the next process finds.
    ready.push(Number((await running.line((line) => line.startsWith('ready '))).split(' ')[1]))
    for (const line of running.lines.filter((one) => one.startsWith('head '))) {
      const [, doc = '', seq, quarantined] = line.split(' ')
      expect(Number(seq)).toBeGreaterThanOrEqual(newest.get(doc) ?? 0)
      expect(quarantined).toBe('0')
    }
    let left = 1 + Math.floor(random() * 400)
    const enough = new Promise<void>((resolve) => {
      running.onLine((line) => {
        const [what, doc = '', seq, crc] = line.split(' ')
        if (what !== 'ack') return
        acked.set(`${doc} ${seq}`, Number(crc))
        newest.set(doc, Math.max(newest.get(doc) ?? 0, Number(seq)))
        left -= 1
        if (left === 0) resolve()
      })
    })
    await Promise.race([
      enough,
      running.ended.then(({ code }) => {
        if (code !== null) throw new Error(`the child ended by itself:\n${running.lines.slice(-20).join('\n')}`)
      }),
    ])
    expect((await running.kill()).signal).toBe('SIGKILL')
  }

  const { journal, close } = place.open()
  for (const doc of newest.keys()) {
    let rows = 0
    for await (const row of journal.read(doc, 1, 0)) {
      rows += 1
      expect(row.seq === rows || `a gap before ${row.seq}`).toBe(true)
      const crc = acked.get(`${doc} ${row.seq}`)
      if (crc !== undefined) expect(crc32c(row.data)).toBe(crc)
      acked.delete(`${doc} ${row.seq}`)
    }
    expect((await journal.load(doc)).quarantined).toBe(0)
    expect(contents(replay((await journal.load(doc)).updates))).toBe(
      contents(replayed(await Array.fromAsync(journal.read(doc, journal.head(doc).epoch, 0)))),
    )
  }
  expect([...acked.keys()]).toEqual([]) // nothing that was acknowledged is missing
  const total = [...newest.values()].reduce((sum, seq) => sum + seq, 0)
  console.log(`journal kill: ${killCycles} kills, ${total} rows, ready in ${Math.max(...ready)} ms at most`)
  expect(total).toBeGreaterThan(killCycles * 20)
  // The median: other suites on the same two cores may take any single start away.
  expect(ready.sort((a, b) => a - b)[Math.floor(ready.length / 2)]).toBeLessThan(2_000)
  close()
  place.remove()
})
