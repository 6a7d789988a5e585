import type { Sentences } from '../translator.ts'
import type * as en from './en.ts'

export const roleNames: Sentences<typeof en.roleNames> = {
  organiser: 'Organización',
  facilitator: 'Moderación',
  reporter: 'Notas',
  citizen: 'Participantes',
  observer: 'Observación',
  analyst: 'Análisis',
  head: 'Moderación de la sala',
  coordinator: 'Coordinación',
  translator: 'Traducción',
}

export const roleGroups: Sentences<typeof en.roleGroups> = {
  head: 'Moderación de la sala',
  coordinator: 'Coordinación',
  facilitator: 'Moderación',
  reporter: 'Notas',
}

export const callNames: Sentences<typeof en.callNames> = {
  technical: 'Ayuda técnica',
  content: 'Ayuda con el tema',
  conflict: 'Ayuda con la conversación',
  access: 'Ayuda para participar',
}
