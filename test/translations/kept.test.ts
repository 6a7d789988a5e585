/** What translators made is kept as votes are: over a restart and over a restore. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, restore } from '@tablee/server/recovery/backup'
import { openDatabase } from '@tablee/server/store/database'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openHall, speak, type Hall } from '../voices/hall.ts'
import { aTranslator } from './aTranslator.ts'

let dir: string
let hall: Hall
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tablee-translations-'))
  hall = await openHall({ dir })
  await speak(hall, 1, [
    { id: 'w1', seat: null, text: 'The night bus stops too early' },
    { id: 'w2', seat: null, text: 'Nobody asked the drivers' },
  ])
})
afterEach(async () => {
  await hall.close()
  rmSync(dir, { recursive: true, force: true })
})

it('[TRL2] [TRL8] after a restart, what was open is still open to one alone, and what was made stands', async () => {
  const one = await aTranslator(hall)
  await one.translate('The night bus stops too early', 'Le bus s’arrête trop tôt')
  expect((await one.open('Nobody asked the drivers')).status).toBe(204)
  await hall.close()
  hall = await openHall({ dir })
  const other = await aTranslator(hall)
  expect(await other.find('The night bus stops too early')).toMatchObject({
    translation: { text: 'Le bus s’arrête trop tôt', state: 'human', mine: false },
  })
  expect((await other.find('Nobody asked the drivers')).taken).toBe(true)
})

it('[TRL8] a restore carries over what was translated since the backup', async () => {
  const one = await aTranslator(hall)
  await one.translate('The night bus stops too early', 'Le bus s’arrête trop tôt')
  const file = join(dir, 'backup.db')
  backup(dir, file)
  await one.translate('Nobody asked the drivers', 'Personne n’a demandé')
  await hall.close()
  await restore(dir, file, Date.now())
  hall = await openHall({ dir })
  const known = JSON.stringify([...hall.parts.translations.state(hall.dialogue).boards.values()])
  expect(known).toContain('trop tôt')
  expect(known).toContain('Personne n’a demandé')
})

it('[TRL8] where a row of it is damaged, a restore carries over what came before it', async () => {
  const one = await aTranslator(hall)
  const file = join(dir, 'backup.db')
  backup(dir, file)
  await one.translate('The night bus stops too early', 'Le bus s’arrête trop tôt')
  await one.translate('Nobody asked the drivers', 'Personne n’a demandé')
  await hall.close()
  const database = openDatabase(join(dir, 'tablee.sqlite'), { shared: true })
  const damaged = database
    .prepare(
      `UPDATE journal_row SET crc = crc + 1 WHERE rowid = (SELECT max(row.rowid) FROM journal_row AS row
         JOIN journal_document AS of ON of.id = row.document WHERE of.name LIKE 'translations:%')`,
    )
    .run()
  database.close()
  expect(Number(damaged.changes)).toBe(1)
  await restore(dir, file, Date.now())
  hall = await openHall({ dir })
  const known = JSON.stringify([...hall.parts.translations.state(hall.dialogue).boards.values()])
  expect(known).toContain('trop tôt')
  expect(known).not.toContain('Personne n’a demandé')
})
