import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const callsMessages: Sentences<typeof en.callsMessages> = {
  bell: 'Pedir ayuda',
  quietly: 'Sin ruido: nadie en la sala lo oye.',
  'about-technical': 'una pantalla, un aparato o la red',
  'about-content': 'una pregunta que la mesa no puede responder',
  'about-conflict': 'hay tensión, o no se escucha a alguien',
  'about-access': 'oír, ver, el idioma, un asiento que no es adecuado',
  calling: 'Llamando: {what}…',
  called: 'Se ha pedido: {what}',
  heard: 'Ya lo saben: {what}',
  waiting: 'esperando {time}',
  asOf: 'a las {time}',
  coming: '{who} viene',
  someoneComes: 'Alguien viene',
  takeBack: 'Retirar la llamada',
  'to-facilitators': 'De la sala, para quien modera la mesa',
  'to-tables': 'De la sala, para la mesa',
  more: { one: '1 más', other: '{n} más' },
  read: 'Leído',
  'lost-call': 'Su llamada no ha llegado.',
  'lost-take-back': 'Todavía no se ha podido retirar la llamada.',
  'lost-read': 'La sala todavía no sabe que lo ha leído.',
  again: 'Intentar de nuevo',
}
