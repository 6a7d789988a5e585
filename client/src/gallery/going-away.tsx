/** Pages that stood open while their dialogue was moved to another address: each as it stood, with what is said above it. */
import type { ReactNode } from 'react'
import { GoneStrip } from '../ui/gone-strip.tsx'
import { GoneContext } from '../ui/gone.tsx'

/** The one that its page was, by its name in the gallery. */
export const stoodOpen: Readonly<Record<string, string>> = {
  'gone-room': 'room-offline',
  'gone-room-failed': 'room-failed',
  'gone-room-unreached': 'room-unreached',
  'gone-cards': 'join-cards',
  'gone-cards-refused': 'join-cards-refused',
  'gone-cards-look': 'join-cards-not-looked',
  'gone-cards-plan': 'join-cards-plan-waits',
  'gone-backup': 'backup-offline',
  'gone-nobody-says': 'join-cards',
  'gone-snapshots': 'snapshots-same',
  'gone-themes': 'themes-offline',
  'gone-vision': 'vision-offline',
  'gone-hall-map': 'hall-map-offline',
  'gone-coding': 'coding-offline',
  'gone-results': 'results-offline',
  'gone-conditions': 'conditions-offline',
  'gone-translate': 'translate-offline',
}

/** `to` null: the server may not say where. */
export function Gone({ to = 'https://dialogue.example.org', children }: { to?: string | null; children: ReactNode }) {
  return <GoneContext.Provider value={{ to }}>{children}</GoneContext.Provider>
}

export const goneScreen = (name: string, page: ReactNode): ReactNode => (
  <Gone {...(name === 'gone-nobody-says' ? { to: null } : {})}>
    <GoneStrip />
    {page}
  </Gone>
)
