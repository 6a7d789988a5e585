/** The three answers to a statement, in the order in which they stand on a ballot and in a figure. */
import type { LocalText } from '../dialogue/programme.ts'

export const stances: readonly { readonly key: 'agree' | 'disagree' | 'pass'; readonly text: LocalText }[] = [
  { key: 'agree', text: { en: 'Agree', fr: 'D’accord', de: 'Stimme zu', es: 'De acuerdo', ar: 'أوافق' } },
  {
    key: 'disagree',
    text: { en: 'Disagree', fr: 'Pas d’accord', de: 'Stimme nicht zu', es: 'En desacuerdo', ar: 'لا أوافق' },
  },
  { key: 'pass', text: { en: 'Pass', fr: 'Sans avis', de: 'Ohne Meinung', es: 'Sin opinión', ar: 'بلا رأي' } },
]
