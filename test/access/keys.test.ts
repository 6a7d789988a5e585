/** The folder's key: with it every printed card opens, without it none. Nothing of that happens in silence. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LinkId } from '@tablee/shared/ids'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newKey, putKey } from '@tablee/server/cli/key'
import * as files from '@tablee/server/cli/backup'
import { backup, restore } from '@tablee/server/recovery/backup'
import { openDatabase } from '@tablee/server/store/database'
import { keptFolder } from '../fixtures/folders/open.ts'
import { done, startServer, type TestServer } from '../support/server.ts'

let folder: string
let server: TestServer | null = null
let said: string[]
const data = () => join(folder, 'data')
const key = (of = data()) => join(of, 'server.key')
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-keys-'))
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await server?.close()
  server = null
  rmSync(folder, { recursive: true, force: true })
})

/** A card of each kind, as it was printed: a token, a code, an observers' path. */
async function print(): Promise<(at: TestServer) => Promise<readonly number[]>> {
  server = await startServer({ dir: data() })
  const cards = { token: server.link('facilitator', 1).token, code: server.link('citizen', 2).code }
  const { path } = server.link('observer')
  return async (at) => [
    (await at.api('/api/sessions', { body: { token: cards.token, device: 'd-1' } })).status,
    (await at.api('/api/sessions', { body: { code: cards.code, device: 'd-2' } })).status,
    (await at.api(`/api/watch/${path}`)).status,
  ]
}
const opens = [201, 201, 200]
async function again(at = data()): Promise<TestServer> {
  await server?.close()
  server = null
  server = await startServer({ dir: at })
  return server
}
it('[REC10] a backup has the key beside it, and a restore into a new folder opens the printed cards; without the key both say what that means', async () => {
  const tried = await print()
  const file = join(folder, 'monday.sqlite')
  files.backup(data(), file)
  expect(said.join('\n')).toContain(`${file}.key holds the key`)
  expect(statSync(`${file}.key`).mode & 0o777).toBe(0o600)
  expect(readFileSync(`${file}.key`)).toEqual(readFileSync(key()))
  expect(readFileSync(file).includes(readFileSync(key()))).toBe(false)
  await server?.close()
  const fresh = join(folder, 'fresh')
  said = []
  await files.restore(fresh, file)
  expect(said.join('\n')).toContain('the cards printed then open again')
  expect(await tried(await again(fresh))).toEqual(opens)

  // Kept elsewhere: given by name, or missed in words.
  const bare = join(folder, 'bare.sqlite')
  said = []
  files.backup(data(), bare, { 'no-key': true })
  expect(existsSync(`${bare}.key`)).toBe(false)
  expect(said.join('\n')).toContain('every printed card is dead after a restore')
  const other = join(folder, 'other')
  said = []
  await files.restore(other, bare)
  expect(said.join('\n')).toContain('NO KEY THAT FITS')
  await expect(again(other)).rejects.toThrow(/The key of this data folder is gone.*\n.*tablee key FILE.*\n.*new-key/)
  await putKey(other, `${file}.key`)
  expect(await tried(await again(other))).toEqual(opens)
  const third = join(folder, 'third')
  await files.restore(third, bare, { key: `${file}.key` })
  expect(await tried(await again(third))).toEqual(opens)
})

it('[REC10] a folder’s own key stays where it fits, and gives way where the backup’s does', async () => {
  const tried = await print()
  const file = join(folder, 'monday.sqlite')
  backup(data(), file)
  await server?.close()
  writeFileSync(`${file}.key`, random(32)) // whose ever it is
  expect((await restore(data(), file, Date.now())).key).toEqual({ is: 'own', aside: null })
  expect(await tried(await again())).toEqual(opens)
  await server?.close()
  copyFileSync(key(), `${file}.key`)
  writeFileSync(key(), random(32))
  const { key: came } = await restore(data(), file, Date.now() + 2_000)
  expect(came.is).toBe('brought')
  expect(came.aside !== null && existsSync(came.aside)).toBe(true)
  expect(await tried(await again())).toEqual(opens)
})

it('[CLI9] a server whose key is gone or another’s refuses to start until somebody chooses', async () => {
  const tried = await print()
  await server?.close()
  const kept = join(folder, 'kept.key')
  copyFileSync(key(), kept)
  rmSync(key())
  await expect(again()).rejects.toThrow('The key of this data folder is gone')
  expect(existsSync(key())).toBe(false)
  writeFileSync(key(), random(32))
  await expect(again()).rejects.toThrow("another server's key")
  writeFileSync(key(), 'short')
  await expect(again()).rejects.toThrow('no key of a server')
  // Nothing is put there that does not fit, and what stood there is kept.
  const foreign = join(folder, 'foreign.key')
  writeFileSync(foreign, random(32))
  await expect(putKey(data(), foreign)).rejects.toThrow('Nothing was changed')
  await putKey(data(), kept)
  expect(await tried(await again())).toEqual(opens)
})

it('[CLI9] a folder of an old version, which does not say which key is its own, says it by its links', async () => {
  const kept = keptFolder('2026-11-27')
  try {
    const meta = (sql: string): readonly unknown[] => {
      const database = openDatabase(join(kept.folder, 'tablee.sqlite'))
      try {
        return database.prepare(sql).all()
      } finally {
        database.close()
      }
    }
    meta(`DELETE FROM journal_meta WHERE key = 'key-check' RETURNING key`)
    const own = readFileSync(key(kept.folder))
    writeFileSync(key(kept.folder), random(32))
    // Twice: what the first start may have brought over takes nothing from the second.
    for (let start = 0; start < 2; start += 1) await expect(again(kept.folder)).rejects.toThrow("another server's key")
    writeFileSync(key(kept.folder), own)
    const token = kept.holds.links[0]?.token
    const at = await again(kept.folder)
    expect((await at.api('/api/sessions', { body: { token, device: 'd-1' } })).status).toBe(201)
    await server?.close()
    server = null
    // From then on it says it by itself, and its links are rows.
    expect(meta(`SELECT 1 FROM journal_meta WHERE key = 'key-check'`)).toHaveLength(1)
    expect(meta(`SELECT 1 FROM sqlite_master WHERE name IN ('link', 'session')`)).toEqual([])
  } finally {
    kept.remove()
  }
})

it('[CLI9] a new key kills every card, says so, and is not made by the way where the old one fits', async () => {
  const tried = await print()
  const before = server as TestServer
  const { session } = await before.enter('facilitator', 3, { device: 'inside' })
  await expect(newKey(data(), random, false)).rejects.toThrow('in use')
  await before.close()
  await expect(newKey(data(), random, false)).rejects.toThrow('--yes')
  files.backup(data(), join(folder, 'noted.sqlite'))
  rmSync(key())
  await expect(again()).rejects.toThrow(
    `A copy lies beside the newest backup: pnpm tablee key ${join(folder, 'noted.sqlite.key')}`,
  )
  await newKey(data(), random, false)
  expect(said.join('\n')).toContain('are dead; devices that are in stay in')
  const after = await again()
  expect(await tried(after)).toEqual([401, 401, 401])
  expect((await after.api('/api/me', { as: session })).status).toBe(200)
  const fresh = after.link('citizen', 2)
  expect((await after.api('/api/sessions', { body: { code: fresh.code, device: 'd-3' } })).status).toBe(201)
  expect((await after.api(`/api/watch/${after.link('observer').path}`)).status).toBe(200)
  await after.close()
  await newKey(data(), random, true)
  expect((await (await again()).api('/api/me', { as: session })).status).toBe(401)
})

it('[ACC33] a backup of the version that kept tables, put back over a folder that keeps rows: what was withdrawn or issued anew since opens nothing', async () => {
  const kept = keptFolder('2026-11-27')
  try {
    const file = join(folder, 'of-before.sqlite')
    backup(kept.folder, file)
    const [goes, changes, stays] = kept.holds.links
    const enter = async (token = '') =>
      (await (server as TestServer).api('/api/sessions', { body: { token, device: 'd-1' } })).status
    const { links } = (await again(kept.folder)).parts.access
    done(await links.revoke(goes?.id as LinkId))
    done(await links.renew(changes?.id as LinkId))
    await server?.close()
    server = null
    expect((await restore(kept.folder, file, Date.now())).withdrawn).toBe(2)
    // Twice: a restore may be started again.
    expect((await restore(kept.folder, file, Date.now() + 2_000)).withdrawn).toBe(2)
    const { access } = (await again(kept.folder)).parts
    expect([await enter(goes?.token), await enter(changes?.token), await enter(stays?.token)]).toEqual([401, 401, 201])
    const anew = access.links.get(changes?.id ?? '')
    expect(await enter(anew === null ? '' : access.links.derive(anew).token)).toBe(201)
  } finally {
    kept.remove()
  }
})

/** A disk that takes no further row. */
function fill(file: string): void {
  const database = openDatabase(file)
  database.exec(`CREATE TRIGGER full BEFORE INSERT ON journal_row BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`)
  database.close()
}

it('[CLI9] a new key that could not put anybody out says so', async () => {
  await print()
  await server?.close()
  server = null
  fill(join(data(), 'tablee.sqlite'))
  await expect(newKey(data(), random, true)).rejects.toThrow('anyone who was in is still in')
  expect(said.join('\n')).not.toContain('anyone who was in is out')
})

it('[REC8] who had left, or had been put out, since a backup is not in again by a restore; who was in stays in', async () => {
  await print()
  const before = server as TestServer
  const [left, stays] = [await before.enter('analyst'), await before.enter('facilitator', 3)]
  const file = join(folder, 'early.sqlite')
  backup(data(), file)
  expect((await before.api('/api/sessions', { as: left.session, method: 'DELETE' })).status).toBe(204)
  await before.enter('reporter', 3)
  await before.close()
  await restore(data(), file, Date.now())
  const after = await again()
  expect((await after.api('/api/me', { as: left.session })).status).toBe(401)
  expect((await after.api('/api/me', { as: stays.session })).status).toBe(200)
})

it('[REC8] a restore that could not withdraw again what was withdrawn says so', async () => {
  await print()
  const file = join(folder, 'early.sqlite')
  backup(data(), file)
  done(await (server as TestServer).parts.access.links.revoke((server as TestServer).link('analyst').id))
  await server?.close()
  server = null
  fill(file)
  expect((await restore(data(), file, Date.now())).withdrawn).toBeNull()
})
