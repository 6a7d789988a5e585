/** Digests of texts: the salt a text version has, or a fresh one. */
import { createHash } from 'node:crypto'
import type { RandomBytes } from '@tablee/shared/ids'
import type { Digest, Freeze, Snapshot, TextPlace } from '@tablee/shared/snapshot/structure'
import { snapshotText } from '@tablee/shared/snapshot/structure'
import type { Salt } from '@tablee/shared/snapshot/taken'

/** 128 bits: nobody tries out the sentences a citizen may have said. */
const saltBytes = 16

/** SHA-256 in lower-case hex of the salt's bytes (`salt` is their base64url) and the text. */
export const digestOf = (salt: string, text: string): Digest =>
  createHash('sha256').update(Buffer.from(salt, 'base64url')).update(text, 'utf8').digest('hex')

/** SHA-256 in lower-case hex of its canonical JSON: the same content at the same cut has the same name. */
export const nameOf = (snapshot: Snapshot): string =>
  createHash('sha256').update(snapshotText(snapshot), 'utf8').digest('hex')

export type Frozen = {
  readonly digest: Digest
  readonly salt: string
  readonly text: string
  readonly place: TextPlace
}

/** `random` null: rebuilding, where every salt is known; a text that has none was erased since, and has no digest here. */
export function freezer(
  known: readonly Salt[],
  random: RandomBytes | null,
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
      const found = salts.get(place)?.find((one) => digestOf(one.salt, text) === one.digest)
      if (found) {
        texts.push({ digest: found.digest, salt: found.salt, text, place })
        return found.digest
      }
      if (random === null) return ''
      const salt = Buffer.from(random(saltBytes)).toString('base64url')
      const digest = digestOf(salt, text)
      // The same text in the same place once more (a sentence that is its own reason) is the same digest, as it is when made again.
      salts.set(place, [...(salts.get(place) ?? []), { place, salt, digest }])
      drawn.push({ place, salt, digest })
      texts.push({ digest, salt, text, place })
      return digest
    },
  }
}
