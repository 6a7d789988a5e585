/** The few words of people's voices that stand outside their own tab: on the tab, on entries, on the map. */
import { defineMessages } from '../../i18n/messages.ts'

export const marksMessages = defineMessages({
  en: {
    placedBeneath: 'Placed beneath {entry}.',
    voices: 'Voices',
    openNow: { one: '1 is open', other: '{n} are open' },
    notPlacedYet: { one: '1 text is not placed yet', other: '{n} texts are not placed yet' },
    beingVoted: 'Being voted on',
    beingVotedHow: 'Its wording is locked until the vote is closed.',
    votedAs: 'Voted on as: {wording}',
  },
  fr: {
    placedBeneath: 'Placé sous {entry}.',
    voices: 'Voix',
    openNow: { one: '{n} ouvert', other: '{n} ouverts' },
    notPlacedYet: { one: '{n} texte n’est pas encore placé', other: '{n} textes ne sont pas encore placés' },
    votedAs: 'Voté sous la forme : {wording}',
    beingVoted: 'Vote en cours',
    beingVotedHow: 'Sa formulation est verrouillée jusqu’à la clôture du vote.',
  },
  de: {
    placedBeneath: 'Eingeordnet unter {entry}.',
    voices: 'Beiträge',
    openNow: { one: '1 ist offen', other: '{n} sind offen' },
    notPlacedYet: { one: '1 Text ist noch nicht eingeordnet', other: '{n} Texte sind noch nicht eingeordnet' },
    votedAs: 'Abgestimmt als: {wording}',
    beingVoted: 'Abstimmung läuft',
    beingVotedHow: 'Die Formulierung ist gesperrt, bis die Abstimmung geschlossen ist.',
  },
  es: {
    placedBeneath: 'Colocado bajo {entry}.',
    voices: 'Voces',
    openNow: { one: '1 abierto', other: '{n} abiertos' },
    notPlacedYet: { one: '1 texto aún sin colocar', other: '{n} textos aún sin colocar' },
    votedAs: 'Votado como: {wording}',
    beingVoted: 'En votación',
    beingVotedHow: 'Su redacción está bloqueada hasta que se cierre la votación.',
  },
  ar: {
    placedBeneath: 'وُضع تحت {entry}.',
    voices: 'الآراء',
    openNow: {
      zero: 'لا شيء مفتوح',
      one: 'خطوة مفتوحة',
      two: 'خطوتان مفتوحتان',
      few: '{n} خطوات مفتوحة',
      many: '{n} خطوة مفتوحة',
      other: '{n} خطوة مفتوحة',
    },
    notPlacedYet: {
      zero: 'كل النصوص في مكانها',
      one: 'نصّ واحد لم يوضع بعد',
      two: 'نصّان لم يوضعا بعد',
      few: '{n} نصوص لم توضع بعد',
      many: '{n} نصًّا لم توضع بعد',
      other: '{n} نصّ لم توضع بعد',
    },
    beingVoted: 'قيد التصويت',
    beingVotedHow: 'صياغته مقفلة حتى يُغلق التصويت.',
    votedAs: 'صُوّت عليه بهذه الصياغة: {wording}',
  },
})
