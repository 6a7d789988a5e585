import { useContext, type ReactNode } from 'react'
import { thereAt } from '../hold/whereabouts.ts'
import { useT } from '../i18n/index.tsx'
import { useGone } from '../ui/gone.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { siteHere } from './clocks.ts'
import { Controls, FormContext } from './controls.tsx'
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
  const { title, link, back } = useAway()
  return <Alone title={title}>{link ?? (back ? t('offlineNever') : null)}</Alone>
}

type Away = {
  readonly title: string
  readonly link: ReactNode
  /** Whether it is to be expected here again. */
  readonly back: boolean
}

/** It is a wall there, too, and of the same city: that is written anew, and nothing else of its address goes along. */
function asWall(): string {
  const site = siteHere()
  return site === null ? '?wall' : `?wall&site=${encodeURIComponent(site)}`
}
const takeFocus = (link: HTMLElement | null): void => link?.focus()

/** Nobody answers; or the dialogue is elsewhere by now: at another address an observers' link is the same. */
export function useAway(): Away {
  const t = useT(messages)
  const gone = useGone()
  const wall = useContext(FormContext)?.[0] === 'wall'
  if (gone === null) return { title: t('offline'), link: null, back: true }
  if (gone.to === null) return { title: t('goneAway'), link: null, back: false }
  const link = (
    // A wall has one key, on a remote.
    <a
      key="there"
      className="btn primary"
      href={thereAt(gone.to, location, wall ? asWall() : '')}
      ref={wall ? takeFocus : null}
    >
      {t('goThere')}
    </a>
  )
  return { title: t('gone', { to: gone.to }), link, back: false }
}
