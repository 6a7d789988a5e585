/**
 * One wrong bit in the file, in one of the two copies of a command. Each copy is read without the other, so that nobody
 * would notice: a link that was withdrawn would open again, and a server that forgets who was in would not start.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessDoc, voicesDoc } from '@tablee/shared/documents'
import type { SeatCode } from '@tablee/shared/ids'
import { noteUnknown } from '@tablee/server/dialogue/shut'
import { backup, restore } from '@tablee/server/recovery/backup'
import { openDatabase } from '@tablee/server/store/database'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const week = 8 * 24 * 3_600_000

describe.skipIf(
  nothingOnPostgres('a wrong bit in the file', 'a command lies there once, in pages with sums of Postgres'),
)('a wrong bit in one copy of a command', () => {
  let folder: string
  let dir: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tablee-bit-'))
    dir = join(folder, 'data')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Turns one bit of each copy of this text that is named, in the order in which they lie in the file. */
  function damage(text: string, ...which: readonly number[]): void {
    const path = join(dir, 'tablee.sqlite')
    const database = openDatabase(path)
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    const file = readFileSync(path)
    const found: number[] = []
    for (let at = file.indexOf(text); at >= 0; at = file.indexOf(text, at + 1)) found.push(at)
    expect(found).toHaveLength(2)
    for (const nth of which) {
      const at = found[nth] ?? 0
      // The quote after the name of the first field: no JSON any more.
      file[at + 6] = (file[at + 6] ?? 0) ^ 0x01
    }
    writeFileSync(path, file)
  }

  it.each([0, 1])('[DMG9] in the one or the other (%s), a link that was withdrawn stays so', async (nth) => {
    const first = await startServer({ dir })
    const { access } = first.parts
    const link = access.links.list(first.dialogue).find(({ role }) => role === 'analyst')
    if (link === undefined) throw new Error('no analyst')
    expect((await access.links.revoke(link.id)).ok).toBe(true)
    const doc = accessDoc(first.dialogue)
    const rows = (await Array.fromAsync(first.parts.journal.commands(doc))).map(({ data }) =>
      new TextDecoder().decode(data),
    )
    await first.close()
    damage(rows.find((row) => row.includes('"revoke"')) ?? '', nth)
    const again = await startServer({ dir })
    expect(again.parts.access.links.get(link.id)?.revokedAt).not.toBeNull()
    expect(again.parts.access.links.current(link.id, link.generation)).toBeNull()
    // It is said that the file was damaged, and that nothing is missing.
    expect(await again.parts.damage.report(again.dialogue)).toMatchObject({ boards: [], also: [] })
    expect(await again.parts.damage.said()).toContain('Nothing is missing.')
    await again.close()
  })

  it.each([0, 1])('[DMG9] in the one or the other (%s), a restore over it keeps what was withdrawn', async (nth) => {
    const first = await startServer({ dir })
    const { access } = first.parts
    const [one, other] = [first.link('analyst'), first.link('observer')]
    backup(dir, join(folder, 'backup.sqlite'))
    for (const { id } of [one, other]) expect((await access.links.revoke(id)).ok).toBe(true)
    const doc = accessDoc(first.dialogue)
    const rows = (await Array.fromAsync(first.parts.journal.commands(doc))).map(({ data }) =>
      new TextDecoder().decode(data),
    )
    await first.close()
    damage(rows.find((row) => row.includes('"revoke"')) ?? '', nth)
    expect((await restore(dir, join(folder, 'backup.sqlite'), Date.now())).withdrawn).toBe(2)
    const again = await startServer({ dir })
    for (const { id, generation } of [one, other]) expect(again.parts.access.links.current(id, generation)).toBeNull()
    await again.close()
  })

  /** Somebody's no, said after the backup; the file that the restore replaces has it damaged. */
  async function restoredOverNo(...which: readonly number[]) {
    const first = await startServer({ dir })
    const yes = { quoted: true, observed: true }
    const { session } = await first.enter('citizen', 1, { seat: 'T1-01', consent: yes })
    backup(dir, join(folder, 'backup.sqlite'))
    const { version } = first.parts.dialogues.dialogue(first.dialogue)?.consent ?? { version: '' }
    const consent = { version, quoted: false, observed: false, lang: 'en' }
    const body = { kind: 'consent', id: 'thinks-again-1', consent }
    expect((await first.api('/api/seat/commands', { as: session, body })).status).toBe(200)
    const rows = await Array.fromAsync(first.parts.journal.commands(voicesDoc(first.dialogue)))
    const no = rows.map(({ data }) => new TextDecoder().decode(data)).find((row) => row.includes('thinks-again-1'))
    await first.close()
    damage(no ?? '', ...which)
    await restore(dir, join(folder, 'backup.sqlite'), Date.now(), null, noteUnknown)
    return startServer({ dir })
  }

  it.each([0, 1])('[DMG9] in the one or the other (%s), a restore over it keeps somebody’s no', async (nth) => {
    const again = await restoredOverNo(nth)
    expect(again.parts.voices.state(again.dialogue).seats.get('T1-01' as SeatCode)?.consent.observed).toBe(false)
    await again.close()
  })

  it('[DMG9] in both: what a restore carries over is told to lack something, and nobody is watched', async () => {
    const again = await restoredOverNo(0, 1)
    expect((await again.parts.damage.report(again.dialogue))?.also).toContain('voices')
    expect(again.parts.dialogues.policy(again.board(1, 2)).observation).toBe('paused')
    await again.close()
  })

  it.each([0, 1])('[DMG9] in the one or the other (%s), the server starts and forgets who was in', async (nth) => {
    const first = await startServer({ dir })
    const { access } = first.parts
    const link = access.links.list(first.dialogue).find(({ role }) => role === 'analyst')
    if (link === undefined) throw new Error('no analyst')
    const { token } = access.links.derive(link)
    const entered = await access.exchange({ token, device: 'a-device-of-somebody' }, 'here')
    if (!entered.ok) throw new Error(entered.problem.code)
    const doc = accessDoc(first.dialogue)
    const rows = (await Array.fromAsync(first.parts.journal.commands(doc))).map(({ data }) =>
      new TextDecoder().decode(data),
    )
    await first.close()
    damage(rows.find((row) => row.includes('a-device-of-somebody')) ?? '', nth)
    const again = await startServer({ dir, clock: () => Date.now() + week })
    const left = (await Array.fromAsync(again.parts.journal.commands(doc))).map(({ data }) =>
      new TextDecoder().decode(data),
    )
    expect(left).toHaveLength(rows.length)
    expect(left.join('\n')).not.toContain('a-device-of-somebody')
    await again.close()
  })
})
