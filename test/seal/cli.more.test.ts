/** `pnpm tablee verify FILE` as a process: what it prints, in whose language, and with which number it ends. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprintOf } from '@tablee/server/seal/key'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sealedDialogue } from './downloads.ts'

const cli = fileURLToPath(new URL('../../server/src/cli.ts', import.meta.url))
let folder: string
let own: Awaited<ReturnType<typeof sealedDialogue>>
let file: string
let bytes: Uint8Array
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-verify-'))
  own = await sealedDialogue()
  const download = await own.download(own.hash, 'package')
  file = join(folder, download.name)
  bytes = download.bytes
  writeFileSync(file, bytes)
  // Nothing is asked of the server that made it.
  await own.server.close()
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const verify = (args: readonly string[], lang = 'en'): Promise<{ readonly code: number; readonly said: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: lang, TABLEE_DATA: join(folder, 'nowhere') }
    execFile(process.execPath, [cli, 'verify', ...args], { env }, (cause, out, err) =>
      resolve({ code: typeof cause?.code === 'number' ? cause.code : cause === null ? 0 : -1, said: `${out}${err}` }),
    )
  })

it('[SEAL8] verify FILE ends with 0, 1, 2 or 3, needs no folder and no server, and speaks the terminal’s language', async () => {
  const good = await verify([file, '--key', fingerprintOf(own.key)])
  expect(good).toMatchObject({ code: 0 })
  expect(good.said).toContain(own.hash)
  expect((await verify([file])).said).toContain(`Compare the key ${fingerprintOf(own.key)}`)

  const spoilt = join(folder, 'spoilt.zip')
  const at = Math.floor(bytes.length / 2)
  writeFileSync(
    spoilt,
    Buffer.concat([bytes.subarray(0, at), Uint8Array.of((bytes[at] ?? 0) ^ 1), bytes.subarray(at + 1)]),
  )
  const first: Readonly<Record<string, string>> = {
    en: 'CHANGED',
    fr: 'MODIFIÉ',
    de: 'VERÄNDERT',
    es: 'CAMBIADO',
    ar: 'متغيّر',
  }
  for (const [lang, word] of Object.entries(first)) {
    const { code, said } = await verify([spoilt], `${lang}.UTF-8`)
    expect([code, said]).toEqual([1, expect.stringContaining(word)])
  }

  const foreign = await verify([file, '--key', '0000 1111 2222 3333'])
  expect(foreign).toMatchObject({ code: 3, said: expect.stringContaining('ANOTHER KEY') })
  expect(await verify([file, '--key', 'what'])).toMatchObject({ code: 2, said: expect.stringContaining('is no key') })
  expect(await verify([join(folder, 'none.zip')])).toMatchObject({
    code: 2,
    said: expect.stringContaining('There is no file'),
  })
  const other = join(folder, 'letter.txt')
  writeFileSync(other, 'Dear all')
  expect(await verify([other])).toMatchObject({ code: 2, said: expect.stringContaining('no download of a snapshot') })
}, 120_000)
