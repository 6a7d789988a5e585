/** The signs of the console: those that all screens have, and a few that only it shows. */
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../ui/icon.tsx'
import { laterIcons } from '../ui/icons-later.tsx'

const own = {
  hold: <path d="M8.5 5v14M15.5 5v14" />,
  message: <path d="M3 5h18v11h-9l-5 4v-4H3z" />,
  seat: <path d="M7 3v17M7 12h10v8" />,
  watching: (
    <>
      <circle cx="6.8" cy="15.500" r="4" />
      <circle cx="17.2" cy="15.500" r="4" />
      <path d="M10.800 15h2.400M6.500 11.500 8 5M17.500 11.500 16 5" />
    </>
  ),
  translate: laterIcons.translate,
  /** No line leads there: dashes in a tray. */
  away: (
    <>
      <path d="M4 11v9h16v-9" />
      <path d="M12 3v3M12 10v3" />
    </>
  ),
  /** Its own clock. */
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.500l4 2.500" />
    </>
  ),
} as const satisfies Record<string, ReactNode>

export type SignName = keyof typeof own | IconName

/** Beside a word, as every icon. */
export const Sign = ({ name, turns = false }: { name: SignName; turns?: boolean }) =>
  name in own ? (
    <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
      {own[name as keyof typeof own]}
    </svg>
  ) : (
    <Icon name={name as IconName} turns={turns} />
  )
