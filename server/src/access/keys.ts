/**
 * The server's key: 32 random bytes in the data folder, readable by its owner only. Every token, code and path is
 * derived from it or from a dialogue's, which is (`dialogue-keys.ts`), so that no secret of a link stands in the database and a card can be printed again at any time.
 * Losing the file invalidates every link; copying it lets its holder sign as this server.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Ends a start or a command in words. */
export class BadKey extends Error {
  override readonly name = 'BadKey'
}

export type ServerKey = {
  /** First `length` bytes of HMAC-SHA256(key, purpose NUL parts…). */
  mac(purpose: string, parts: readonly (string | number)[], length: number): Buffer
}

/** Takes any secret as it is: whether there are 32 bytes of it is looked at where they are read (`readSecret`). */
export function serverKey(secret: Uint8Array): ServerKey {
  return {
    mac: (purpose, parts, length) =>
      createHmac('sha256', secret)
        .update([purpose, ...parts].join('\0'))
        .digest()
        .subarray(0, length),
  }
}

/** Where the key lies in a data folder; whether it is there nobody has looked. */
export const keyFile = (folder: string): string => join(folder, 'server.key')

/** Null where there is none. */
export function readSecret(file: string): Uint8Array | null {
  if (!existsSync(file)) return null
  let secret: Uint8Array
  try {
    secret = readFileSync(file)
  } catch (cause) {
    // A folder, where a container was given a file that is not there; or somebody else's.
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new BadKey(`${file} can't be read as the server's key (${why}). It should be a file that this user may read.`)
  }
  if (secret.length !== 32) throw new BadKey(`${file} is no key of a server: it should hold 32 bytes.`)
  return secret
}

/** `wx`: of two processes that start at once on an empty folder, one fails instead of overwriting the other's key. */
export function writeSecret(file: string, secret: Uint8Array): void {
  const opened = openSync(file, 'wx', 0o600)
  try {
    writeFileSync(opened, secret)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** In lower-case hex, of the text as UTF-8. */
export const sha256 = (text: string): string => hash('sha256', text)

/** Takes as long wherever two of the same length differ; that their lengths differ may be told. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Crockford base32, 5 bits a character, most significant first. */
export function base32(bytes: Uint8Array, characters: number): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5 && text.length < characters) {
      bits -= 5
      text += crockford[(held >> bits) & 31]
    }
  }
  return text
}

/** As people type it: any case, with blanks or hyphens, O for 0, I or L for 1. Null when it can't be a code. */
export function readCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : null
}
