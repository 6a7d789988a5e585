import type { Sentences } from '../translator.ts'
import type * as en from './en.ts'

export const roleNames: Sentences<typeof en.roleNames> = {
  organiser: 'Organisation',
  facilitator: 'Moderation',
  reporter: 'Protokoll',
  citizen: 'Teilnehmende',
  observer: 'Beobachtung',
  analyst: 'Auswertung',
  head: 'Saalmoderation',
  coordinator: 'Koordination',
  translator: 'Übersetzung',
}

export const roleGroups: Sentences<typeof en.roleGroups> = {
  head: 'Saalmoderation',
  coordinator: 'Koordination',
  facilitator: 'Moderation',
  reporter: 'Protokoll',
}

export const callNames: Sentences<typeof en.callNames> = {
  technical: 'Technische Hilfe',
  content: 'Hilfe zum Thema',
  conflict: 'Hilfe im Gespräch',
  access: 'Hilfe beim Mitmachen',
}
