/**
 * Placements of sheets that the version before noted beside the journal become rows of it, so that one that comes again
 * after a later one still moves nothing. Done once; cut short, the next start goes on.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Database } from '../store/database.ts'
import type { VoiceStore } from './voices.ts'

/** Those that the journal does not take stay noted for the next start. */
export async function carryPlacements(database: Database, of: DialogueId, voices: VoiceStore): Promise<void> {
  const forget = database.prepare('DELETE FROM sheet_placement WHERE id = ?')
  const noted = database.prepare('SELECT id FROM sheet_placement WHERE dialogue = ?').all(of)
  await Promise.all(
    noted.map(async ({ id }) => {
      const [device = '', ...command] = String(id).split(' ')
      const row = { kind: 'placed', command: command.join(' ') } as const
      const kept = await voices.append(of, row, { author: 'server', device })
      if (kept.ok) forget.run(String(id))
    }),
  )
}
