/**
 * A watch node's copy of one view: what observers of it were sent, and nothing that has gone since, as in any of their
 * copies. There is no board behind it, and nothing here can make one.
 */
import type { PhotoHash } from '@tablee/shared/ids'
import { applyUpdate, Doc, encodeStateAsUpdate, getState } from 'yjs'
import { stateVectorOf } from '../view/frames.ts'

export type Copy = ReturnType<typeof createCopy>

/** `writer`: the one clientID that writes it. */
export function createCopy(writer: number) {
  const doc = new Doc({ gc: true })
  let photos: ReadonlySet<unknown> | null = null
  return {
    writer,
    get clock() {
      return getState(doc.store, writer)
    },
    /** Without what the one with `since` has already; deletions are always in it. */
    state: (since = 0): Uint8Array => encodeStateAsUpdate(doc, stateVectorOf(writer, since)),
    /**
     * The difference that it made, null where there was none. Throws where the bytes are no update. `whole` tells whether
     * anything between was missed.
     */
    take(update: Uint8Array): Uint8Array | null {
      let made: Uint8Array | null = null
      const take = (difference: Uint8Array): void => void (made = difference)
      doc.on('update', take)
      try {
        applyUpdate(doc, update)
      } finally {
        doc.off('update', take)
      }
      if (made !== null) photos = null
      return made
    },
    /** Nothing between was missed. */
    whole: (): boolean => doc.store.pendingStructs === null && doc.store.pendingDs === null,
    /** Whether what is seen now has this photo in it. */
    shows(photo: PhotoHash): boolean {
      photos ??= new Set([...doc.getMap<{ readonly photo?: unknown }>('canvas').values()].map((shape) => shape.photo))
      return photos.has(photo)
    },
    destroy: (): void => doc.destroy(),
  }
}
