/** An older backup is put in place of a database that still can be read: what people said for themselves comes along. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, restore } from '@tablee/server/recovery/backup'
import { afterAll, describe, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt } from './day.ts'
import { sit, unique } from './hall.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-voices-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('after a restore', () => {
  it('[RND11] consents, sheets, votes and answers that came after the backup are there; the phone goes on where it was', async () => {
    const data = join(folder, 'data')
    let hall = await openDay({ dir: data })
    const runner = await runnerAt(hall, 1)
    const [node] = await entries(hall, runner.board, ['More trams'])
    const early = await phoneAt(hall, 1, 'T1-01')
    await runner.does({ kind: 'open', step: 'vote', nodes: node === undefined ? [] : [node] })
    await early.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'agree' } })
    await hall.parts.journal.settled()
    backup(data, join(folder, 'backup.sqlite'))

    const late = await phoneAt(hall, 1, 'T1-02', { observed: false })
    await early.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'disagree' } })
    await late.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'pass' } })
    const before = hall.parts.voices.state(hall.dialogue)
    await hall.close()

    const restored = await restore(data, join(folder, 'backup.sqlite'), Date.now())
    expect(restored.voices).toBe(3)
    hall = await openDay({ dir: data })
    try {
      expect(hall.parts.voices.state(hall.dialogue)).toEqual(before)
      const casts = before.rounds.get(`${runner.board}/vote`)?.casts.get(`agree.${node}`)
      expect([...(casts ?? [])].map(([seat, { phone }]) => [seat, phone?.answer])).toEqual([
        ['T1-01', { type: 'agree', value: 'disagree' }],
        ['T1-02', { type: 'agree', value: 'pass' }],
      ])
      // Her session came after the backup and is gone; she scans the card again, and her seat still is her phone's.
      const { session } = await hall.enter('citizen', 1, { device: late.device })
      expect((await sit(hall, session, 'T1-02', { observed: false }, unique('again'))).status).toBe(201)
      const next = await runnerAt(hall, 1)
      expect((await next.does({ kind: 'close', step: 'vote' })).status).toBe(200)
      const { task } = await next.round('vote')
      expect(task.kind === 'ballot' && task.results?.figures[0]?.rows.map(({ count }) => count)).toEqual([0, 1, 1])
    } finally {
      await hall.close()
    }
  })
})
