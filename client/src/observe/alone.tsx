import type { ReactNode } from 'react'
import { thereAt } from '../hold/whereabouts.ts'
import { useT } from '../i18n/index.tsx'
import { useGone } from '../ui/gone.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Controls } from './controls.tsx'
import { messages } from './messages/index.ts'

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

/** Nothing of the dialogue came here yet. */
export function NotHere() {
  const t = useT(messages)
  const [title, link] = useAway()
  return <Alone title={title}>{link ?? t('offlineNever')}</Alone>
}

/** Nobody answers; or the dialogue is at another address by now, where an observers' link is the same. */
export function useAway(): readonly [title: string, link: ReactNode] {
  const t = useT(messages)
  const to = useGone()?.to
  if (!to) return [t('offline'), null]
  return [
    t('gone', { to }),
    <a key="there" className="btn" href={thereAt(to, location)}>
      {t('goThere')}
    </a>,
  ]
}
