/** Films are in the backup, come back with it to the byte, and are looked at by `verify`; a dialogue's own has no other's. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Materials } from '@tablee/shared/wire/materials'
import { verify } from '@tablee/server/cli/verify'
import { backup, restore } from '@tablee/server/recovery/backup'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { pageOf, squareOn, square } from '../backup/page.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { bringing } from './bring.ts'
import { mp4, pdf, vtt } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const film = mp4({ media: randomBytes(5_000_000) })
const at = (dir: string, hash: string): string => join(folder, dir, 'materials', hash)
const open = (dir: string): Promise<TestServer> => startServer({ dir: join(folder, dir) })
const titles = async (server: TestServer): Promise<readonly string[]> => {
  const as = server.link('organiser').token
  const told = (await server.api(`/api/dialogues/${server.dialogue}/materials`, { as })).body as Materials
  return told.materials.map(({ title }) => title['en'] ?? '')
}

describe('films that are kept', () => {
  it('[MAT17] are in the backup and come back with it, to the byte, on another laptop too; what came since stays', async () => {
    const first = await open('first')
    const hands = bringing(first, first.link('organiser').token)
    const { id, hash } = await hands.material(film)
    const upload = await hands.bring(vtt())
    await hands.does({ kind: 'put-captions', material: id, upload, lang: 'de' })
    const file = join(folder, 'copy.tablee')
    backup(join(folder, 'first'), file)
    const since = await hands.material(pdf(), { of: 'leaflet', title: 'Since then' })
    await first.close()

    await restore(join(folder, 'another'), file, Date.now(), `${file}.key`)
    expect(readFileSync(at('another', hash)).equals(film)).toBe(true)
    const another = await open('another')
    expect(await titles(another)).toEqual(['The harbour'])
    const organiser = another.link('organiser').token
    const { ticket } = (await another.api(`/api/dialogues/${another.dialogue}/media`, { as: organiser })).body as {
      ticket: string
    }
    const bytes = await fetch(`${another.url}/api/dialogues/${another.dialogue}/media/${ticket}/${hash}`)
    expect(sha(new Uint8Array(await bytes.arrayBuffer()))).toBe(sha(film))
    await another.close()
    // No part of it is left in the database, which a server opens.
    expect(statSync(join(folder, 'another', 'tablee.sqlite')).size).toBeLessThan(film.length)

    rmSync(at('first', hash))
    await restore(join(folder, 'first'), file, Date.now())
    const again = await open('first')
    expect([...(await titles(again))].sort()).toEqual(['Since then', 'The harbour'])
    expect([existsSync(at('first', hash)), existsSync(at('first', since.hash))]).toEqual([true, true])
    await again.close()
  })

  it('[MAT17] verify names one that is damaged or missing', async () => {
    const lines: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)))
    const errors = vi.spyOn(console, 'error').mockImplementation((line: unknown) => void lines.push(String(line)))
    const before = process.exitCode
    await verify(join(folder, 'another'))
    expect(lines.join('\n')).toContain('films, slides and leaflets: 2 looked at')
    writeFileSync(at('another', sha(film)), film.subarray(0, 4_000_000))
    await verify(join(folder, 'another'))
    expect(lines.join('\n')).toContain(`${sha(film).slice(0, 12)}…: damaged`)
    rmSync(at('another', sha(film)))
    await verify(join(folder, 'another'))
    expect(lines.join('\n')).toContain(`${sha(film).slice(0, 12)}…: missing`)
    process.exitCode = before
    log.mockRestore()
    errors.mockRestore()
  })

  it('[MAT17] a dialogue’s own backup has its films and no other’s, and puts them back', async () => {
    const server = await open('both')
    const organiser = (await server.enter('organiser')).session
    const hands = bringing(server, organiser)
    const { hash } = await hands.material(film)
    const theirs = await (await squareOn(server))('organiser')
    const secret = mp4({ media: randomBytes(300_000) })
    const other = bringing({ ...server, dialogue: square }, theirs)
    const their = await other.material(secret, { title: 'Of another dialogue' })
    const page = pageOf(server, server.dialogue, organiser)
    const file = await page.take()
    expect(file.length).toBeGreaterThan(film.length)
    expect(Buffer.from(file).includes(Buffer.from(secret.subarray(1_000, 1_064)))).toBe(false)
    rmSync(at('both', hash))
    await page.upload(file, 1024 * 1024)
    await page.put()
    expect(readFileSync(at('both', hash)).equals(film)).toBe(true)
    expect(existsSync(at('both', their.hash))).toBe(true)
    await server.close()
  })
})
