/** A seal without a server: of a key that everybody knows. */
import { serverKey } from '@tablee/server/access/keys'
import { sealed, sealKey } from '@tablee/server/seal/key'
import type { Sealing } from '@tablee/server/seal/seals'
import { sealFormat } from '@tablee/shared/snapshot/seals'

export function aSealing(snapshot: string, dialogue = 'd1', at = Date.UTC(2026, 10, 28, 10)): Sealing {
  const key = sealKey(serverKey(new Uint8Array(32)), dialogue)
  const statement = { format: sealFormat, what: 'snapshot', dialogue, snapshot, key: key.key, at } as const
  return { ...key, dialogue, snapshot, earlier: [], seals: [sealed(key, statement)] }
}
