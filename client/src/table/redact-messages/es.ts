import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const redactMessages: Sentences<typeof en.redactMessages> = {
  title: '¿Eliminar estas palabras para siempre?',
  what: 'Nadie puede leerlas más, ni en esta mesa ni en otro lugar. No se puede deshacer.',
  kept: 'Lo que se descargó antes todavía las contiene, y también el servidor hasta que la organización las borre.',
  still: 'Aquí todavía se lee',
  stillHow: 'Cámbielo o quítelo también.',
  entry: 'La redacción de {entry} todavía lo dice.',
  entryBare: 'La redacción de una entrada todavía lo dice.',
  note: 'Las notas todavía lo dicen.',
  canvas: 'El lienzo todavía lo dice.',
}
