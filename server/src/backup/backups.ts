/** A dialogue's backups, as its organiser's page has them: made, downloaded, put back, and what was replaced kept beside. */
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DialogueId } from '@tablee/shared/ids'
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import { newestDownload, noteDownload } from '../recovery/backups.ts'
import { keptOf, openFolder } from './kept.ts'
import { createPutting, type PuttingParts } from './put-back.ts'
import { createTaking, type Source } from './take.ts'

export type Backups = ReturnType<typeof openBackups>
/** A file to send. `sent`: all of it has left. */
export type Sendable = {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly sent: () => void
}

/** Clears what a stop cut off. Close it before the database. */
export function openBackups({
  source,
  ...parts
}: { readonly source: Source } & Omit<PuttingParts, 'source' | 'place'>) {
  const { folder } = source
  const { clock, database, hosts, newId, log } = parts
  const place = openFolder(folder)
  const taking = createTaking({ source, place, clock, newId, onFailed: log.failed })
  const putting = createPutting({ ...parts, source, place })
  const newest = database.prepare('SELECT began, made, aside FROM recovery WHERE dialogue = ? ORDER BY id DESC LIMIT 1')
  /** Only a name that is listed: no path leads out of the folder. */
  const kept = (dialogue: DialogueId, name: string) => keptOf(place, dialogue).find((one) => one.name === name) ?? null

  return {
    told(dialogue: DialogueId): BackupAnswer {
      const put = newest.get(dialogue)
      const there = keptOf(place, dialogue)
      const aside = put?.['aside'] ?? null
      return {
        able: true,
        last: newestDownload(folder, dialogue),
        making: taking.told(dialogue),
        restore: putting.told(dialogue),
        put:
          put === undefined
            ? null
            : {
                at: Number(put['began']),
                made: Number(put['made']),
                aside: there.some(({ name }) => name === aside) ? String(aside) : null,
              },
        kept: there,
      }
    },
    take(dialogue: DialogueId): void {
      const hall = hosts.of(dialogue)
      if (hall !== null) taking.begin(dialogue, hall)
    },
    drop: taking.drop,
    /** Null: there is no such file of this dialogue. */
    file(dialogue: DialogueId, name: string): Sendable | null {
      const made = taking.made(dialogue)
      if (made?.name === name)
        return {
          path: made.path,
          name,
          bytes: made.bytes,
          // What lacks something must not be told for a backup of today.
          sent: () => void (made.whole && noteDownload(folder, dialogue, made.at)),
        }
      const one = kept(dialogue, name)
      return one && { path: join(place, name), name, bytes: one.bytes, sent: () => undefined }
    },
    forget(dialogue: DialogueId, name: string): boolean {
      if (kept(dialogue, name) === null) return false
      rmSync(join(place, name), { force: true })
      return true
    },
    /** False: there is no such kept file. */
    async begin(dialogue: DialogueId, size: number, name: string | null): Promise<boolean> {
      const hall = hosts.of(dialogue)
      const one = name === null ? null : kept(dialogue, name)
      if (hall === null || (name !== null && one === null)) return false
      const path = one && join(place, one.name)
      await putting.begin(dialogue, hall, path === null ? size : statSync(path).size, path)
      return true
    },
    part(dialogue: DialogueId, id: string, at: number, bytes: Uint8Array): boolean {
      const hall = hosts.of(dialogue)
      return hall !== null && putting.take(dialogue, hall, id, at, bytes)
    },
    confirm(dialogue: DialogueId, id: string): boolean {
      const hall = hosts.of(dialogue)
      return hall !== null && putting.confirm(dialogue, hall, id)
    },
    /** False: it is being put in place. */
    end: putting.drop,
    close(): Promise<void> {
      taking.close()
      return putting.close()
    },
  }
}
