/** One act of the team at a time: what the network swallows is sent again under its own id; what was refused says why. */
import type { ShareCommand } from '@tablee/shared/wire/shares'
import { useCallback, useEffect, useRef, useState } from 'react'
import { network, pauseOf } from '../../hold/retry.ts'
import { passing } from '../../link/api.ts'
import type { SharePort } from './port.ts'

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
export type Act = Without<ShareCommand>
export type Acting = { readonly state: 'none' | 'going' | 'waits' | 'faster' | 'refused' }

export function useShare(
  { say }: Pick<SharePort, 'say'>,
  newId: () => string,
): Acting & { readonly act: (act: Act) => Promise<string | null> } {
  const [acting, setActing] = useState<Acting>({ state: 'none' })
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => void (gone.current = true)
  }, [])
  /** The id under which it was done; null: it was not. */
  const act = useCallback(
    async (what: Act): Promise<string | null> => {
      const id = newId()
      setActing({ state: 'going' })
      for (let failures = 0; !gone.current; failures += 1) {
        const found = await say({ ...what, id } as ShareCommand)
        if (gone.current) return null
        if (found.ok) {
          setActing({ state: 'none' })
          return id
        }
        if (!passing.has(found.problem.code)) {
          setActing({ state: found.problem.code === 'changed' ? 'faster' : 'refused' })
          return null
        }
        setActing({ state: 'waits' })
        await new Promise((resolve) => setTimeout(resolve, pauseOf(network, failures, Math.random(), found.problem)))
      }
      return null
    },
    [say, newId],
  )
  return { ...acting, act }
}
