import type { ReactNode } from 'react'
import { Icon, type IconName } from '../ui/icon.tsx'

/** An icon and what it says: who sees this and when, what is kept, what happened. */
export const Note = ({
  icon,
  tone,
  live = false,
  children,
}: {
  icon: IconName
  tone?: 'offline' | 'error' | 'news'
  live?: boolean
  children: ReactNode
}) => (
  <div className={tone === undefined ? 'note' : `note ${tone}`} role={live ? 'status' : undefined}>
    <Icon name={icon} />
    <p>{children}</p>
  </div>
)
