import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const redactMessages: Sentences<typeof en.redactMessages> = {
  title: 'Supprimer définitivement ces paroles ?',
  what: 'Personne ne peut plus les lire, ni à cette table ni ailleurs. C’est irréversible.',
  kept: 'Ce qui a été téléchargé avant les contient encore, et le serveur aussi, jusqu’à ce que l’organisation les efface.',
  still: 'Cela se lit encore ici',
  stillHow: 'Modifiez-le ou supprimez-le aussi.',
  entry: 'La formulation de {entry} le dit encore.',
  entryBare: 'La formulation d’une entrée le dit encore.',
  note: 'Les notes le disent encore.',
  canvas: 'Le canevas le dit encore.',
}
