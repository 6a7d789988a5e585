/** A table that looks back is shown so: by itself where its step reads back, else by choice; and what it makes now by choice. */
import './back.css'
import { Suspense, useState, type ReactNode } from 'react'
import { useT } from '../i18n/index.tsx'
import { part } from '../ui/part.tsx'
import type { Looks } from './looks.ts'
import { backMessages } from './messages/index.ts'

/** Loaded when a table looks back. */
const Back = part(() => import('./back.tsx'))

/** `children`: what the table makes now. `below`: what stands beneath either. */
export function LookingBack({
  looks,
  below = null,
  children,
  ...about
}: Omit<Parameters<typeof Back>[0], 'sessions'> & { looks: Looks | null; below?: ReactNode; children: ReactNode }) {
  const b = useT(backMessages)
  const [chosen, setChosen] = useState<boolean | null>(null)
  if (looks === null) return children
  const back = chosen ?? looks.itself
  return (
    <>
      <div className="look-which" role="group" aria-label={b('which')}>
        {([true, false] as const).map((one) => (
          <button
            key={String(one)}
            type="button"
            className="btn"
            aria-pressed={one === back}
            onClick={() => setChosen(one)}
          >
            {b(one ? 'back' : 'now')}
          </button>
        ))}
      </div>
      {back ? (
        <div className="look">
          <Suspense fallback={<section className="look-back" aria-busy="true" aria-label={b('columns')} />}>
            <Back {...about} sessions={looks.sessions} />
          </Suspense>
          {below}
        </div>
      ) : (
        children
      )}
    </>
  )
}
