/**
 * What the materials of all dialogues of a process share: their bytes and what is being brought. Bytes go when no dialogue's
 * rows name them any more; where one cannot be read, nobody knows, and they stay.
 */
import { rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, type DialogueId, type MaterialHash, type RandomBytes } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import { materialBytes, type MaterialBytes } from './bytes.ts'
import { createUploads } from './uploads.ts'

export type MaterialStore = ReturnType<typeof openMaterialStore>
/** Whether a dialogue's rows name these bytes. */
type Names = (hash: MaterialHash) => boolean

/** Bytes in memory would fill it: a server that keeps nothing has them in the machine's own folder until `close`. */
const passing = (random: RandomBytes): string => join(tmpdir(), `tablee-${newId(random)}`)
const ofMachine = (): Promise<number> => {
  const { bavail, bsize } = statfsSync(tmpdir())
  return Promise.resolve(bavail * bsize)
}

/** `dialogues`: all that have a log of materials, whether or not somebody can read it. */
export function openMaterialStore({
  folder,
  free,
  around = (local) => local,
  dialogues,
  clock,
  random,
}: {
  readonly folder: string | null
  /** Bytes of the disk that nobody uses; left out: as the machine says. */
  readonly free?: ((folder: string) => Promise<number>) | undefined
  /** Where bytes are kept that this disk may lose; left out: here. */
  readonly around?: ((local: MaterialBytes) => MaterialBytes) | undefined
  readonly dialogues: () => readonly DialogueId[]
  readonly clock: Clock
  readonly random: RandomBytes
}) {
  const place = folder ?? passing(random)
  const bytes = around(materialBytes(place, () => newId(random), free ?? (folder === null ? ofMachine : undefined)))
  const halls = new Map<DialogueId, Names>()
  const gone = new Set<(hash: MaterialHash) => void>()
  const isNamed = (hash: MaterialHash): boolean => [...halls.values()].some((names) => names(hash))

  function letGo(hash: MaterialHash): void {
    if (isNamed(hash) || uploads.holds(hash) || dialogues().some((id) => !halls.has(id))) return
    for (const tell of gone) tell(hash)
    // A disk that refuses keeps them: nobody is served what no row names.
    bytes.drop(hash).catch(() => undefined)
  }
  const uploads = createUploads({ bytes, clock, random, letGo })

  return {
    bytes,
    uploads,
    letGo,
    /** Told before they leave this disk. */
    onGone(tell: (hash: MaterialHash) => void): void {
      gone.add(tell)
    },
    /** A hall whose rows name bytes, until it closes. */
    join(dialogue: DialogueId, names: Names): () => void {
      halls.set(dialogue, names)
      return () => {
        if (halls.get(dialogue) === names) halls.delete(dialogue)
      }
    },
    close(): void {
      if (folder === null) rmSync(place, { recursive: true, force: true })
    },
  }
}
