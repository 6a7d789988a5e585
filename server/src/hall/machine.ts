/** What *Ready?* asks of this process: its folder and port, the address on its cards, and what it keeps. */
import { lanAddresses } from '../access/origin.ts'
import type { Config } from '../config.ts'
import { newestRow } from '../journal/newest.ts'
import type { Damage } from '../recovery/damage.ts'
import { newestBackup, newestDownload } from '../recovery/backups.ts'
import type { Came } from '../ready/came.ts'
import { createReady } from '../ready/ready.ts'
import type { Halls } from './halls.ts'
import type { Shared } from './shared.ts'

/** `asked.port`: where it listens by now. Looks only when asked. */
export const machineOf = (
  { folder, tls }: Pick<Config, 'folder' | 'tls'>,
  { clock, database, origin, first, materials }: Pick<Shared, 'clock' | 'database' | 'origin' | 'first' | 'materials'>,
  asked: {
    readonly halls: Halls
    readonly damage: Damage
    readonly came: Came
    readonly version: string
    readonly port: () => number
  },
) =>
  createReady({
    folder,
    tls,
    clock,
    origin,
    stopwatch: () => performance.now(),
    addresses: lanAddresses,
    newest: () => newestRow(database),
    until() {
      const ends = asked.halls.list().map((id) => asked.halls.of(id)?.dialogues.dialogue(id)?.closesAt ?? 0)
      return ends.length === 0 ? null : Math.max(...ends)
    },
    backup(dialogue) {
      if (folder === null) return null
      const [whole, at] = [newestBackup(folder), newestDownload(folder, dialogue)]
      return at !== null && at > (whole?.at ?? 0) ? { file: null, at } : whole
    },
    promised: materials.uploads.toCome,
    copies: () => first?.told() ?? { state: 'none', since: null },
    lacks: async () => (await asked.damage.said()) !== null,
    came: asked.came,
    version: asked.version,
    port: asked.port,
  })
