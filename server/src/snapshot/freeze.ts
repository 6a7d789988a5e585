/** Digests of texts: the salt a text version has, or a fresh one. */
import { createHash } from 'node:crypto'
import { hasMarks, marksJoined } from '@tablee/shared/board/blacken'
import type { RandomBytes } from '@tablee/shared/ids'
import type { Digest, Freeze, Snapshot, TextPlace } from '@tablee/shared/snapshot/structure'
import { snapshotText } from '@tablee/shared/snapshot/structure'
import type { Salt } from './row.ts'

/** 128 bits: nobody tries out the sentences a citizen may have said. */
const saltBytes = 16

export const digestOf = (salt: string, text: string): Digest =>
  createHash('sha256').update(Buffer.from(salt, 'base64url')).update(text, 'utf8').digest('hex')

export const nameOf = (snapshot: Snapshot): string =>
  createHash('sha256').update(snapshotText(snapshot), 'utf8').digest('hex')

/** What stands in the place of an erased text: hidden characters in it count for nothing. */
export const standsNow = (text: string): string => createHash('sha256').update(marksJoined(text), 'utf8').digest('hex')

/** Digest to `standsNow`. */
export type ErasedTexts = ReadonlyMap<Digest, string>

export type Frozen = {
  readonly digest: Digest
  readonly salt: string
  readonly text: string
  readonly place: TextPlace
}

/**
 * `random` null: rebuilding, where every salt is known already; a missing one means the journal was cut. `erased`: of a
 * text that was erased after this cut, its digest by what stands in its place now.
 */
export function freezer(
  known: readonly Salt[],
  random: RandomBytes | null,
  erased: ErasedTexts = new Map(),
): { readonly freeze: Freeze; readonly texts: readonly Frozen[]; readonly drawn: readonly Salt[] } {
  const salts = new Map<TextPlace, Salt[]>()
  for (const one of known) salts.set(one.place, [...(salts.get(one.place) ?? []), one])
  const texts: Frozen[] = []
  const drawn: Salt[] = []
  return {
    texts,
    drawn,
    freeze(place, raw) {
      const text = raw.toWellFormed()
      if (erased.size > 0) {
        const now = standsNow(text)
        const here = salts.get(place)?.filter((one) => erased.has(one.digest)) ?? []
        // Some of its letters may stand on in what it became since: then it is the erased one of its place.
        const was = here.find((one) => erased.get(one.digest) === now) ?? (hasMarks(text) ? here[0] : undefined)
        if (was) return was.digest
      }
      const found = salts.get(place)?.find((one) => digestOf(one.salt, text) === one.digest)
      if (found) {
        texts.push({ digest: found.digest, salt: found.salt, text, place })
        return found.digest
      }
      if (random === null) throw new Error(`no salt for ${place}: the journal does not hold it`)
      const salt = Buffer.from(random(saltBytes)).toString('base64url')
      const digest = digestOf(salt, text)
      drawn.push({ place, salt, digest })
      texts.push({ digest, salt, text, place })
      return digest
    },
  }
}
