import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const sharesMessages: Sentences<typeof en.sharesMessages> = {
  heard: 'La salle voit ce qu’elle a dit.',
  left: { one: '{n} thème attend votre réponse.', other: '{n} thèmes attendent votre réponse.' },
  all: 'Votre table a répondu.',
  closed: 'Les réponses ont été closes à {time}.',
  answer: 'Répondre',
  fold: 'Replier',
  look: 'Voir vos réponses',
  how: 'Est-ce bien vous ? Répondez en tant que table. Vous pouvez changer jusqu’à la clôture.',
  closedHow: 'Ce que votre table a dit est sur l’écran de la salle.',
  behind:
    'Dit derrière le rideau : cela n’est nulle part ailleurs tant que vous ne le montrez pas aux personnes qui observent.',
  ours: 'À nous',
  'not-ours': 'Pas nous',
  missing: 'Il manque quelque chose',
  missingHow: 'Écrivez sur votre carte ce qui manque : l’équipe qui lit l’y trouve.',
  write: 'L’écrire',
  waits: 'Pas de connexion. Votre réponse est gardée ici et part toute seule.',
  refused: 'Cela n’a pas été pris : les réponses sont closes, ou le tableau a été retiré.',
  erased: 'Un thème dont le nom a été effacé',
}
