/**
 * The command line's right: anyone who can read the server's key file sits at the machine and could read everything anyway,
 * so a token signed with that key counts as the organiser of every dialogue, for five minutes.
 */
import { same, type ServerKey } from './keys.ts'

const lifetime = 5 * 60_000
/** Nodes go by the database's clock, the command line by its machine's: by so much one may be ahead. */
const ahead = 60_000
const sign = (key: ServerKey, until: number): Buffer => key.mac('machine', [until], 32)

/** Counts for five minutes from `now` (ms). */
export const machineToken = (key: ServerKey, now: number): string =>
  `machine.${now + lifetime}.${sign(key, now + lifetime).toString('base64url')}`

/** False also for one that ends much later than five minutes from `now`: no clock of this machine made it. */
export function readMachineToken(key: ServerKey, token: string, now: number): boolean {
  const parts = /^machine\.(\d{1,16})\.([\w-]{43})$/.exec(token)
  const until = Number(parts?.[1])
  if (parts?.[2] === undefined || until <= now || until > now + lifetime + ahead) return false
  return same(Buffer.from(parts[2], 'base64url'), sign(key, until))
}
