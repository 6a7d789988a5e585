import type { Sentences } from '../translator.ts'
import type * as en from './en.ts'

export const roleNames: Sentences<typeof en.roleNames> = {
  organiser: 'Organisation',
  facilitator: 'Animation',
  reporter: 'Prise de notes',
  citizen: 'À la table',
  observer: 'Observation',
  analyst: 'Analyse',
  head: 'Animation de la salle',
  coordinator: 'Coordination',
  translator: 'Traduction',
}

export const roleGroups: Sentences<typeof en.roleGroups> = {
  head: 'Animation de la salle',
  coordinator: 'Coordination',
  facilitator: 'Animation',
  reporter: 'Prise de notes',
}

export const callNames: Sentences<typeof en.callNames> = {
  technical: 'Aide technique',
  content: 'Aide sur le sujet',
  conflict: 'Aide pour la discussion',
  access: 'Aide pour participer',
}
