/** Who handed in after a restore, counted from the boards' rows at each start. */
import { recoveryFloorMigration, recoveryMigration } from '@tablee/server/recovery/tables'
import { createHanded } from '@tablee/server/recovery/handed'
import type { BoardId } from '@tablee/shared/ids'
import { boardDoc } from '@tablee/shared/documents'
import { expect, it } from 'vitest'
import { openDatabase } from '@tablee/server/store/database'
import { openJournal } from '@tablee/server/journal/sqlite'
import { command, Editor } from './writer.ts'

const board = 'one' as BoardId
const doc = boardDoc(board)
it('[REC9] an update that cannot be decoded and got into the log all the same stops no start, and counts for nothing', async () => {
  const database = openDatabase(':memory:', { migrations: [recoveryMigration, recoveryFloorMigration] })
  const journal = openJournal({ database, clock: () => 1_000, server: 'test' })
  database.exec(`INSERT INTO recovery (began, view_floor) VALUES (1, 1)`)
  const handed = () => createHanded({ database, journal, recovery: 1, active: () => true })
  const first = await handed()
  const ana = new Editor(doc, 11)
  await journal.append(ana.type('before'))
  const seed = '010402002701016d017902ea00a000017ac40107010803494e5348010e017a010171fd0101010203030f01'
  await journal.append(command(doc, 0, { kind: 'update', data: new Uint8Array(Buffer.from(seed, 'hex')) }))
  await journal.append(ana.type('after'))
  expect(first.of(board)).toMatchObject({ structs: 11 })
  expect((await handed()).of(board)).toEqual(first.of(board))
  journal.close()
  database.close()
})
