import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const visionMessages: Words<typeof en.visionMessages> = {
  hope: 'Hoffnung',
  fear: 'Befürchtung',
  condition: 'Bedingung',
  obstacle: 'Hindernis',
  actor: 'Akteur',
  milestone: 'Meilenstein',
  headline: 'Schlagzeile',
  personal: 'Persönlich',
  local: 'Lokal',
  society: 'Gesellschaft',
  noPhoto: 'Ein Foto, das hier fehlt',
}
