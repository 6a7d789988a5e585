/** What *Ready?* asks of this process: its folder and port, the address on its cards, and what it keeps. */
import { lanAddresses } from '../access/origin.ts'
import type { Config } from '../config.ts'
import { newestBackup, newestDownload } from '../recovery/backups.ts'
import type { Came } from '../ready/came.ts'
import { createReady } from '../ready/ready.ts'
import type { Halls } from './halls.ts'
import type { Common } from './shared.ts'

/** Looks only when asked. */
export const machineOf = (
  { folder, tls, proxies }: Pick<Config, 'folder' | 'tls' | 'proxies'>,
  { clock, origin, first }: Pick<Common, 'clock' | 'origin' | 'first'>,
  asked: {
    readonly halls: Halls
    /** Whether something that was kept cannot be read any more. */
    readonly lacks: () => Promise<boolean>
    readonly came: Came
    readonly version: string
    /** Where it listens by now. */
    readonly port: () => number
    /** When the newest row was written. */
    readonly newest: () => number | null
    /** Bytes of films that are on their way to this disk. */
    readonly promised: () => number
    readonly keepsElsewhere?: true
  },
) =>
  createReady({
    folder,
    tls,
    proxied: proxies !== null,
    clock,
    origin,
    stopwatch: () => performance.now(),
    addresses: lanAddresses,
    newest: asked.newest,
    until() {
      const ends = asked.halls.list().map((id) => asked.halls.of(id)?.dialogues.dialogue(id)?.closesAt ?? 0)
      return ends.length === 0 ? null : Math.max(...ends)
    },
    backup(dialogue) {
      if (folder === null) return null
      const [whole, at] = [newestBackup(folder), newestDownload(folder, dialogue)]
      return at !== null && at > (whole?.at ?? 0) ? { file: null, at } : whole
    },
    promised: asked.promised,
    keepsElsewhere: asked.keepsElsewhere,
    copies: () => first?.told() ?? { state: 'none', since: null },
    lacks: asked.lacks,
    came: asked.came,
    version: asked.version,
    port: asked.port,
  })
