import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const frameMessages: Sentences<typeof en.frameMessages> = {
  organiserHint:
    '¿Usted organiza? Su enlace se mostró donde se inició el servidor. `pnpm tablee owner-link` lo muestra de nuevo.',
  language: 'Idioma',
  linkGone: 'Este enlace ya no abre nada.',
  linkGoneHelp: 'Fue retirado o le falta una letra. Pida una tarjeta nueva en la recepción.',
  codeWrong: 'Ninguna mesa tiene este código.',
  codeWrongHelp: 'Mire otra vez la tarjeta: no contiene las letras I, L, O ni U.',
  wait: { one: 'Espere {n} segundo y vuelva a intentarlo.', other: 'Espere {n} segundos y vuelva a intentarlo.' },
  offline: 'Sin conexión con el servidor.',
  offlineHelp: 'Compruebe que este dispositivo está en la wifi de la sala y vuelva a intentarlo.',
  moved: 'Este diálogo está ahora en otro servidor.',
  movedHelp: 'Nada se ha perdido. Pida su dirección a quien le invitó.',
  movedTo: 'Nada se ha perdido. Está aquí: {to}',
}
