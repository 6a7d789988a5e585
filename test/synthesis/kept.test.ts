/** What a theme team did is kept as votes are: over a restore, too. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, restore } from '@tablee/server/recovery/backup'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

async function named(server: TestServer, as: string): Promise<readonly string[]> {
  const { body } = await server.api(`/api/dialogues/${server.dialogue}/themes`, { as })
  return (body as ThemesTold).themes.map(({ name }) => name)
}
async function begin(server: TestServer, as: string, name: string): Promise<void> {
  const body = { id: name.toLowerCase().replace(' ', '-'), kind: 'theme', name }
  expect((await server.api(`/api/dialogues/${server.dialogue}/themes`, { as, body })).status).toBe(204)
}

it('[SYN14] a restore carries over what was put in themes since the backup', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tablee-themes-kept-'))
  let server = await startServer({ dir })
  const ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
  await begin(server, ada, 'Night')
  const file = join(dir, 'backup.db')
  backup(dir, file)
  await begin(server, ada, 'Left waiting')
  await server.close()
  await restore(dir, file, Date.now())
  server = await startServer({ dir })
  try {
    const again = (await server.enter('analyst', undefined, { device: 'ada' })).session
    expect(await named(server, again)).toEqual(['Night', 'Left waiting'])
  } finally {
    await server.close()
    rmSync(dir, { recursive: true, force: true })
  }
})
