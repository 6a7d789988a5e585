/**
 * A dialogue's sealing key: Ed25519, derived from the dialogue's own key, which is derived from the server's. So the private
 * half stands nowhere, in no row, no backup and no download; whoever brings `server.key` along goes on with the same seals.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { Sealed, Statement } from '@tablee/shared/snapshot/seals'
import { signedText } from '@tablee/shared/snapshot/seals'
import { base32, type ServerKey } from '../access/keys.ts'

/** What stands before the 32 bytes of a private Ed25519 key in PKCS #8, and of a public one in SPKI. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const spki = Buffer.from('302a300506032b6570032100', 'hex')

export type SealKey = {
  /** Base64url of the 32 public bytes. */
  readonly key: string
  /** Goes to a worker, never to a log or a file. */
  readonly secret: KeyObject
}

/** The same for the same key of a dialogue and its id. */
export function sealKey({ mac }: ServerKey, dialogue: string): SealKey {
  const seed = mac('seal', [dialogue], 32)
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const der = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  return { key: der.subarray(spki.length).toString('base64url'), secret }
}

/** The same statement and key give the same seal. */
export const sealed = <Of extends Statement>({ secret }: Pick<SealKey, 'secret'>, statement: Of): Sealed<Of> => ({
  statement,
  signature: sign(null, Buffer.from(signedText(statement), 'utf8'), secret).toString('base64url'),
})

/** Whether the key that the statement names has sealed just this. */
export function holds({ statement, signature }: Sealed): boolean {
  const key = publicBytes(statement.key)
  if (key === null) return false
  try {
    const read = createPublicKey({ key: Buffer.concat([spki, key]), format: 'der', type: 'spki' })
    const bytes = Buffer.from(signature, 'base64url')
    return bytes.toString('base64url') === signature && verify(null, Buffer.from(signedText(statement)), read, bytes)
  } catch {
    return false
  }
}

function publicBytes(key: string): Buffer | null {
  const bytes = Buffer.from(key, 'base64url')
  return bytes.length === 32 && bytes.toString('base64url') === key ? bytes : null
}

/** Short enough to be read out and compared: 80 bits of its hash, four groups of four. */
export const fingerprintOf = (key: string): string =>
  (
    base32(
      createHash('sha256')
        .update(publicBytes(key) ?? key)
        .digest(),
      16,
    ).match(/.{4}/g) ?? []
  ).join(' ')

/** As people type it: a whole key, or its short form in any writing. Null: neither. */
export function readKey(typed: string): { readonly key: string } | { readonly fingerprint: string } | null {
  const text = typed.trim()
  if (publicBytes(text) !== null) return { key: text }
  const plain = text
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(plain) ? { fingerprint: (plain.match(/.{4}/g) ?? []).join(' ') } : null
}
