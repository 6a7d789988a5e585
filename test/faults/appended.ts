/** What processes that append (`appending.ts`) said before they were killed, beside what their log holds in the end. */
import { crc32c } from '@tablee/server/journal/crc32c'
import type { Journal } from '@tablee/server/journal/port'
import { expect } from 'vitest'
import { contents, replay, replayed } from '../journal/writer.ts'
import type { Running } from './process.ts'

export function appended() {
  /** Of each acknowledged row the crc, by document and seq. */
  const acked = new Map<string, number>()
  const newest = new Map<string, number>()
  const wrong: string[] = []
  let left = 0
  let enough = (): void => {}

  function heard(line: string): void {
    const [what, doc = '', seq, sum] = line.split(' ')
    if (what === 'head') {
      // Whatever was acknowledged before a kill is at or below the head that the next process finds; nothing is put aside.
      if (Number(seq) < (newest.get(doc) ?? 0) || sum !== '0')
        wrong.push(`${line}, and ${newest.get(doc)} was acknowledged`)
    }
    if (what !== 'ack') return
    acked.set(`${doc} ${seq}`, Number(sum))
    newest.set(doc, Math.max(newest.get(doc) ?? 0, Number(seq)))
    left -= 1
    if (left === 0) enough()
  }

  return {
    /** Of one process after the other. */
    follow: (running: Running): void => running.onLine(heard),
    /** Until so many more were acknowledged; rejects where the process ends before. */
    async more(many: number, running: Running): Promise<void> {
      left = many
      const reached = new Promise<void>((resolve) => (enough = resolve))
      const ended = running.ended.then(() => {
        throw new Error(`it ended by itself:\n${running.lines.slice(-20).join('\n')}`)
      })
      ended.catch(() => {})
      await Promise.race([reached, ended])
    },
    /** Rows of all documents, as far as somebody was told. */
    total: (): number => [...newest.values()].reduce((sum, seq) => sum + seq, 0),
    /** Every acknowledged row stands there as it was, none is missing or stands twice, and what is loaded is all of them. */
    async standsIn(journal: Journal): Promise<void> {
      expect(wrong).toEqual([])
      for (const doc of newest.keys()) {
        let rows = 0
        for await (const row of journal.read(doc, 1, 0)) {
          rows += 1
          expect(row.seq === rows || `a gap before ${row.seq}`).toBe(true)
          const crc = acked.get(`${doc} ${row.seq}`)
          if (crc !== undefined) expect(crc32c(row.data)).toBe(crc)
          acked.delete(`${doc} ${row.seq}`)
        }
        const loaded = await journal.load(doc)
        expect(loaded.quarantined).toBe(0)
        const all = replayed(await Array.fromAsync(journal.read(doc, 1, 0)))
        expect(contents(replay(loaded.updates))).toBe(contents(all))
        expect(all.store.pendingStructs).toBe(null)
      }
      expect([...acked.keys()]).toEqual([]) // nothing that was acknowledged is missing
    },
  }
}
