import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/**
 * A strip under the ruler: what happened (bold), what is safe, what to do; at most two actions. It pushes the screen
 * down and never covers it.
 */
export function Notice({
  tone,
  icon,
  happened,
  children,
  actions,
}: {
  tone: 'offline' | 'error' | 'news'
  icon: IconName
  happened: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={`strip ${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <p>
        <b>{happened}</b> {children}
      </p>
      {actions ? <div className="acts">{actions}</div> : null}
    </div>
  )
}
