/** What a theme team did is kept as votes are: over a restore, too. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, restore } from '@tablee/server/recovery/backup'
import type { HallMapTold } from '@tablee/shared/wire/hall-map'
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

/** Wordings of two tables are one: how many cards have more than one. */
async function joined(server: TestServer, as: string): Promise<number> {
  const { body } = await server.api(`/api/dialogues/${server.dialogue}/hall-map`, { as })
  return (body as HallMapTold).cards.filter(({ entry, wordings }) => entry !== null && wordings > 1).length
}

it('[SYN14] [HMAP1] a restore carries over what was put in themes and joined since the backup', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tablee-themes-kept-'))
  let server = await startServer({ dir })
  const ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
  await begin(server, ada, 'Night')
  const file = join(dir, 'backup.db')
  backup(dir, file)
  await begin(server, ada, 'Left waiting')
  const all = `/api/dialogues/${server.dialogue}`
  const { cards } = (await server.api(`${all}/hall-map`, { as: ada })).body as HallMapTold
  const [a, b] = cards.flatMap(({ entry }) => entry ?? [])
  const body = { id: 'same', kind: 'same', a, b }
  expect((await server.api(`${all}/themes`, { as: ada, body })).status).toBe(204)
  await server.close()
  await restore(dir, file, Date.now())
  server = await startServer({ dir })
  try {
    const again = (await server.enter('analyst', undefined, { device: 'ada' })).session
    expect(await named(server, again)).toEqual(['Night', 'Left waiting'])
    expect(await joined(server, again)).toBe(1)
  } finally {
    await server.close()
    rmSync(dir, { recursive: true, force: true })
  }
})
