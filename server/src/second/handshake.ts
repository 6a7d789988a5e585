/**
 * Two laptops that know one secret (a code that somebody typed, or what they agreed on then) make a line that nobody else
 * reads, changes or plays again: keys of this connection alone (X25519), mixed with the secret, proved by both sides, and
 * every frame sealed under its own number. It needs no certificate: the first one's is of the name on the cards, and many
 * halls have none.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  scrypt,
  type KeyObject,
} from 'node:crypto'
import { same } from '../access/keys.ts'

export type Offer = { readonly public: Buffer; readonly nonce: Buffer }
export type Own = Offer & { readonly private: KeyObject }

/** One side's part, of one connection: never used twice. */
export function ownOffer(nonce: Uint8Array): Own {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return { public: publicKey.export({ type: 'spki', format: 'der' }), nonce: Buffer.from(nonce), private: privateKey }
}

export type Line = {
  /** What proves to the other side that this one knows the secret. */
  readonly proof: Buffer
  proves(proof: Uint8Array): boolean
  seal(frame: Uint8Array): Buffer
  /** Null where it was not sealed by the other side as its next frame. */
  open(sealed: Uint8Array): Buffer | null
}

/** Throws where the other side's part is none. */
export function lineOf(side: 'first' | 'second', own: Own, other: Offer, secret: Uint8Array): Line {
  const [first, second] = side === 'first' ? [own, other] : [other, own]
  const theirs = createPublicKey({ key: Buffer.from(other.public), format: 'der', type: 'spki' })
  const shared = diffieHellman({ privateKey: own.private, publicKey: theirs })
  const met = createHash('sha256')
  for (const part of [first.public, first.nonce, second.public, second.nonce]) met.update(part)
  const keys = Buffer.from(
    hkdfSync('sha256', Buffer.concat([shared, secret]), met.digest(), 'tablee second laptop 1', 128),
  )
  const proofOf = (who: 'first' | 'second'): Buffer =>
    createHmac('sha256', keys.subarray(who === 'first' ? 0 : 32, who === 'first' ? 32 : 64))
      .update(who)
      .digest()
  const [sealing, opening] =
    side === 'first' ? [keys.subarray(64, 96), keys.subarray(96, 128)] : [keys.subarray(96, 128), keys.subarray(64, 96)]
  let sealed = 0n
  let opened = 0n
  return {
    proof: proofOf(side),
    proves: (proof) => same(proof, proofOf(side === 'first' ? 'second' : 'first')),
    seal(frame) {
      const cipher = createCipheriv('aes-256-gcm', sealing, numbered(sealed++))
      return Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()])
    },
    open(frame) {
      if (frame.length < tag) return null
      const decipher = createDecipheriv('aes-256-gcm', opening, numbered(opened++), { authTagLength: tag })
      decipher.setAuthTag(frame.subarray(frame.length - tag))
      try {
        return Buffer.concat([decipher.update(frame.subarray(0, frame.length - tag)), decipher.final()])
      } catch {
        return null
      }
    },
  }
}

const tag = 16
function numbered(count: bigint): Buffer {
  const number = Buffer.alloc(12)
  number.writeBigUInt64BE(count, 4)
  return number
}

/** What a typed code is worth as a secret: slow to try, and a code has 60 bits. */
export const secretOfCode = (code: string): Promise<Buffer> =>
  new Promise((done, failed) =>
    scrypt(code, 'tablee second laptop', 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }, (cause, key) =>
      cause === null ? done(key) : failed(cause),
    ),
  )

/** Letters that are not taken for one another, in threes of four. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** Twelve letters, without hyphens. */
export function newCode(random: (length: number) => Uint8Array): string {
  let code = ''
  while (code.length < 12) for (const byte of random(16)) if (byte < 248 && code.length < 12) code += letters[byte % 31]
  return code
}
/** In threes of four, as a person reads it. */
export const shownCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')
/** As somebody typed it: small letters, spaces and hyphens; null for what is no code. */
export function readTyped(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return code.length === 12 && [...code].every((letter) => letters.includes(letter)) ? code : null
}
