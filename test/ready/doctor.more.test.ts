/** `tablee doctor` as a process: what it says of folders, ports and certificates that are not as they should be. */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { startServer } from '../support/server.ts'
import { startSecond } from '../support/twoLaptops.ts'

const top = fileURLToPath(new URL('../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'tablee-doctor-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What is in a folder, by bytes, rights and times. */
const standing = (folder: string): unknown =>
  readdirSync(folder).map((name) => {
    const { mode, mtimeMs, size } = statSync(join(folder, name))
    return [name, mode, mtimeMs, size]
  })

type Done = { readonly code: number | null; readonly out: string }
/** `before`: what the shell is told first. `uid`: as another user. */
const doctor = (
  folder: string,
  env: Record<string, string> = {},
  { before = '', uid }: { readonly before?: string; readonly uid?: number | undefined } = {},
): Promise<Done> =>
  new Promise((resolve) => {
    const child = spawn(
      '/bin/sh',
      ['-c', `${before} exec "$0" "$@"`, process.execPath, join(top, 'server/src/cli.ts'), 'doctor'],
      {
        cwd: top,
        ...(uid === undefined ? {} : { uid }),
        env: { ...process.env, TABLEE_DATA: folder, TABLEE_ORIGIN: '', LC_ALL: 'C', PORT: '0', ...env },
      },
    )
    let out = ''
    for (const from of [child.stdout, child.stderr])
      from.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.on('close', (code) => resolve({ code, out }))
  })

describe('the doctor', () => {
  it('[READY8] the doctor looks without a server, says which setting is wrong, and changes nothing', async () => {
    const folder = join(scratch, 'never-made')
    const fresh = await doctor(folder)
    expect(fresh.out).toContain('A new folder: nothing is in it yet.')
    expect(existsSync(folder)).toBe(false)
    const astray = await doctor(folder, { TABLEE_ORIGIN: 'http://192.0.2.77:4000' })
    expect([astray.code, astray.out]).toEqual([
      1,
      expect.stringContaining('192.0.2.77:4000 is not an address of this machine'),
    ])
    expect((await doctor(folder, { TABLEE_ORIGIN: 'http://192.0.2.77:4000', LC_ALL: 'de_DE.UTF-8' })).out).toContain(
      'ist keine Adresse dieses Rechners',
    )
    expect(await doctor(folder, { TABLEE_ORIGIN: 'hall' })).toMatchObject({
      code: 1,
      out: expect.stringContaining('TABLEE_ORIGIN'),
    })

    // Somebody else sits on the port, and the database is no database.
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(0, resolve))
    const address = squatter.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const broken = mkdtempSync(join(scratch, 'broken-'))
    writeFileSync(join(broken, 'tablee.sqlite'), 'nothing that SQLite would know '.repeat(400))
    const before = readFileSync(join(broken, 'tablee.sqlite'))
    const said = await doctor(broken, { PORT: String(port) })
    squatter.close()
    expect([said.code, said.out]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)])
    expect(said.out).toContain('The database is damaged.')
    expect(readFileSync(join(broken, 'tablee.sqlite')).equals(before)).toBe(true)
    expect(readdirSync(broken)).toEqual(['tablee.sqlite'])
  }, 60_000)

  it('[READY8] the doctor says what it may not write, read or open, and what stands there instead of a certificate', async () => {
    const folder = join(scratch, 'kept')
    await (await startServer({ dir: folder })).close()
    const before = standing(folder)
    expect((await doctor(folder)).out).toContain('Nothing is missing')
    expect(standing(folder)).toEqual(before)

    const full = await doctor(folder, {}, { before: 'ulimit -f 0;' })
    expect([full.code, full.out]).toEqual([1, expect.stringContaining('the disk is full')])
    expect(full.out).not.toContain('damaged')

    const pem = join(scratch, 'no.pem')
    writeFileSync(pem, 'hello')
    const garbage = await doctor(folder, { TABLEE_TLS_CERT: pem, TABLEE_TLS_KEY: pem })
    expect([garbage.code, garbage.out]).toEqual([
      1,
      expect.stringContaining('The certificate or its key cannot be read'),
    ])
    const file = await doctor(pem)
    expect([file.code, file.out]).toEqual([1, expect.stringContaining('Nothing can be written in the data folder')])
  }, 60_000)

  // Who is root may write everywhere, and is another user for once.
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined
  it('[READY8] the doctor of another user says whose folder it is not', async () => {
    const folder = mkdtempSync(join(scratch, 'theirs-'))
    await (await startServer({ dir: folder })).close()
    if (nobody === undefined) chmodSync(folder, 0)
    chmodSync(scratch, 0o711)
    const said = await doctor(folder, {}, { uid: nobody })
    chmodSync(folder, 0o700)
    expect([said.code, said.out]).toEqual([1, expect.stringContaining('What is in the data folder cannot be read')])
    expect(said.out).toContain('Start Tablée as the user whose folder it is')
    expect(said.out).not.toContain('new folder')
  }, 60_000)

  it('[READY8] the doctor of a second laptop does not call its own page another program', async () => {
    const folder = join(scratch, 'second')
    const second = await startSecond(folder, 'http://127.0.0.1:9')
    try {
      expect((await doctor(folder, { PORT: String(second.port) })).out).toContain(
        `The page of this second laptop is on port ${second.port}`,
      )
    } finally {
      second.close()
    }
  }, 60_000)
})
