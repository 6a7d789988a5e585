/** One act of the team at a time: what the network swallows is sent again under its own id; what was refused says why. */
import type { ShareCommand } from '@tablee/shared/wire/shares'
import { useCallback, useEffect, useRef, useState } from 'react'
import { untilAnswered } from '../../link/until-answered.ts'
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
      const answer = await untilAnswered(() => say({ ...what, id }), {
        gone: () => gone.current,
        waits: () => setActing({ state: 'waits' }),
      })
      if (answer === null || gone.current) return null
      if (answer.ok) setActing({ state: 'none' })
      else setActing({ state: answer.problem.code === 'changed' ? 'faster' : 'refused' })
      return answer.ok ? id : null
    },
    [say, newId],
  )
  return { ...acting, act }
}
