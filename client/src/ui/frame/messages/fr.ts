import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const frameMessages: Sentences<typeof en.frameMessages> = {
  organiserHint:
    'Vous organisez ? Votre lien a été affiché au démarrage du serveur. `pnpm tablee owner-link` l’affiche à nouveau.',
  language: 'Langue',
  linkGone: 'Ce lien n’ouvre plus rien.',
  linkGoneHelp: 'Il a été retiré, ou il y manque une lettre. Demandez une nouvelle carte à l’accueil.',
  codeWrong: 'Aucune table n’a ce code.',
  codeWrongHelp: 'Regardez encore la carte : elle ne contient ni I, ni L, ni O, ni U.',
  wait: { one: 'Attendez {n} seconde, puis réessayez.', other: 'Attendez {n} secondes, puis réessayez.' },
  offline: 'Pas de connexion au serveur.',
  offlineHelp: 'Vérifiez que cet appareil est sur le Wi-Fi de la salle, puis réessayez.',
  moved: 'Ce dialogue est maintenant sur un autre serveur.',
  movedHelp: 'Rien n’est perdu. Demandez son adresse à qui vous a invité.',
  movedTo: 'Rien n’est perdu. Il est ici : {to}',
}
