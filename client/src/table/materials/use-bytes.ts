/** The bytes of slides that the hall is shown, asked for until they are here. */
import { fail, ok } from '@tablee/shared/problem'
import { useMemo, useState } from 'react'
import type { Answer } from '../../hold/answer.ts'
import { network } from '../../hold/retry.ts'
import { useRead } from '../../hold/use-followed.ts'

/** Whoever may not have them, or asks for what is gone, is not told otherwise by asking again. */
const final: ReadonlySet<number> = new Set([401, 403, 404, 410])

async function bytesAt(address: string): Promise<Answer<Blob>> {
  try {
    const answer = await fetch(address)
    if (answer.ok) return ok(await answer.blob())
    return fail(final.has(answer.status) ? { code: 'not-found', what: 'file' } : { code: 'unexpected' })
  } catch {
    return { ok: false, problem: { code: 'offline' } }
  }
}

/** `away`: nobody gives them just now; `broken`: they are not to be had, or not to be shown. Of one address. */
export function useBytes(address: string): {
  readonly bytes: Blob | null
  readonly away: boolean
  readonly broken: boolean
  readonly onBroken: () => void
} {
  const [unshown, setUnshown] = useState(false)
  const ask = useMemo(() => () => bytesAt(address), [address])
  const { value, failures, over } = useRead(ask, network)
  return { bytes: value, away: failures > 0, broken: over || unshown, onBroken: () => setUnshown(true) }
}
