import type { ReactNode } from 'react'
import { Wordmark } from '../ui/wordmark.tsx'
import { Controls } from './controls.tsx'

/** A page of observers on which no table stands: what is the matter, and what may be done. */
export function Alone({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <main className="alone">
      <Wordmark />
      <div role="status">
        <h1>{title}</h1>
        {children ? <p>{children}</p> : null}
      </div>
      <Controls />
    </main>
  )
}
