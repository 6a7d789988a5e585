/** Backups that are being made for somebody to download, one for each dialogue at a time. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import { materialFolder } from '../materials/bytes.ts'
import { photoFolder } from '../photo/files.ts'
import type { Migration } from '../store/migrate.ts'
import type { SealWith } from './file.ts'
import { fits, nameAt } from './kept.ts'
import type { Hosted } from './ports.ts'
import { pack } from './thread.ts'

/** What is packed out of the folder's database. */
export type Source = {
  readonly folder: string
  readonly live: string
  readonly migrations: readonly Migration[]
  readonly program: string
}
export type Made = {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly at: number
  readonly whole: boolean
}
type Making = {
  readonly id: string
  readonly stop: AbortController
  part: number
  made: Made | null
  failed: 'no-room' | 'failed' | null
}

/** At most: of all dialogues, with what lies beside the database. */
function weightOf({ folder, live }: Source): number {
  const beside = [photoFolder(folder), materialFolder(folder)]
    .filter(existsSync)
    .flatMap((place) =>
      readdirSync(place).map((name) => statSync(join(place, name), { throwIfNoEntry: false })?.size ?? 0),
    )
  return beside.reduce((sum, size) => sum + size, statSync(live).size)
}

/** With what a dialogue's files are sealed. */
export const sealOf = (dialogue: DialogueId, { key }: Pick<Hosted, 'key'>): SealWith => ({
  secret: key.mac('backup', [dialogue], 32),
  check: key.mac('backup-check', [dialogue], 8).toString('hex'),
})

/** Of a dialogue as it stands at this moment, into a file that is not there yet. */
export const packNow = (
  { folder, live, migrations, program }: Source,
  dialogue: DialogueId,
  {
    title,
    lang,
    seal,
    others,
    at,
    films,
  }: {
    title: string
    lang: string
    seal: SealWith
    others: readonly DocName[]
    at: number
    films: boolean
  },
  into: string,
  running: Parameters<typeof pack>[1],
): ReturnType<typeof pack> =>
  pack(
    { live, folder, into, dialogue, others, films, migrations, head: { dialogue, title, lang, at, program }, seal },
    running,
  )

/** What was made and never fetched goes with the next one, or when it is closed. */
export function createTaking({
  source,
  place,
  clock,
  newId,
  onFailed,
}: {
  readonly source: Source
  readonly place: string
  readonly clock: () => number
  readonly newId: () => string
  readonly onFailed: (cause: unknown) => void
}) {
  const all = new Map<DialogueId, Making>()

  function drop(dialogue: DialogueId): void {
    const one = all.get(dialogue)
    all.delete(dialogue)
    one?.stop.abort()
    if (one?.made) rmSync(one.made.path, { force: true })
  }

  async function make(dialogue: DialogueId, hall: Hosted, one: Making): Promise<void> {
    const path = join(place, `.${one.id}`)
    try {
      // At most as large as everything: its copy, and the file that is made of it.
      if (!(await fits(place, 2 * weightOf(source)))) {
        one.failed = 'no-room'
        return
      }
      const at = clock()
      const seal = sealOf(dialogue, hall)
      const { title, lang } = hall
      const { whole } = await packNow(
        source,
        dialogue,
        { title, lang, seal, others: hall.documents(), at, films: true },
        path,
        {
          signal: one.stop.signal,
          onPart: (part) => (one.part = part),
        },
      )
      if (all.get(dialogue) !== one) return rmSync(path, { force: true })
      one.made = { path, name: nameAt(dialogue, at), bytes: statSync(path).size, at, whole }
    } catch (cause) {
      if (one.stop.signal.aborted) return
      one.failed = 'failed'
      onFailed(cause)
    }
  }

  return {
    begin(dialogue: DialogueId, hall: Hosted): void {
      const known = all.get(dialogue)
      if (known !== undefined && known.failed === null && known.made === null) return
      drop(dialogue)
      const one: Making = { id: newId(), stop: new AbortController(), part: 0, made: null, failed: null }
      all.set(dialogue, one)
      void make(dialogue, hall, one)
    },
    drop,
    made: (dialogue: DialogueId): Made | null => all.get(dialogue)?.made ?? null,
    told(dialogue: DialogueId): BackupAnswer['making'] {
      const one = all.get(dialogue)
      if (one === undefined) return null
      const { id, part, made, failed } = one
      return { id, part, file: made && { name: made.name, bytes: made.bytes }, failed }
    },
    close: (): void => [...all.keys()].forEach(drop),
  }
}
