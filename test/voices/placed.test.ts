/** Placements of an older version, noted in a table: they become rows of the log. */
import type { DialogueId } from '@tablee/shared/ids'
import { carryPlacements } from '@tablee/server/voices/placed'
import { createVoices } from '@tablee/server/voices/voices'
import { memoryJournal } from '@tablee/server/journal/memory'
import { openDatabase } from '@tablee/server/store/database'
import { migrations } from '@tablee/server/hall/migrations'
import { expect, it } from 'vitest'
import { withHeld } from '../record/held.ts'
import { askedLog } from '../support/slowLog.ts'

it('[RCD23] a placement that an older version noted still counts as done: a row of the log, once, however often the start is cut short', async () => {
  const clock = () => 1_000
  const held = withHeld(memoryJournal({ clock, through: askedLog }))
  const dialogue = 'hall' as DialogueId
  const database = openDatabase(':memory:', { migrations })
  const noted = () => database.prepare('SELECT id FROM sheet_placement ORDER BY id').all()
  const add = database.prepare('INSERT INTO sheet_placement (id, dialogue) VALUES (?, ?)')
  add.run('desk place one', dialogue)
  add.run('phone 2', dialogue)
  const voices = await createVoices({ journal: held.journal, clock })
  const done = () =>
    (
      [
        ['place one', 'desk'],
        ['2', 'phone'],
        ['2', 'desk'],
      ] as const
    ).map(([command, device]) => voices.done(dialogue, command, { device }))

  const cut = carryPlacements(database, dialogue, voices)
  held.fail()
  await cut
  expect([noted().length, done()]).toEqual([2, [false, false, false]])
  const whole = carryPlacements(database, dialogue, voices)
  held.land()
  await whole
  expect([noted(), done()]).toEqual([[], [true, true, false]])
  // Killed after the rows, before the table was emptied: nothing comes twice.
  add.run('phone 2', dialogue)
  await carryPlacements(database, dialogue, voices)
  expect([noted(), held.journal.head(`voices:${dialogue}`).seq]).toEqual([[], 2])
  expect(voices.state(dialogue).rounds.size).toBe(0)
  database.close()
})
