/** What is said where a figure has nothing that may be told. */
import { defineMessages } from '../../i18n/messages.ts'

export const toldMessages = defineMessages({
  en: {
    stays: 'What was answered is not said: there were too few people for a number.',
    noAnswer: 'This table gave no answer.',
  },
  fr: {
    stays: 'Les réponses ne sont pas dites : trop peu de personnes pour un nombre.',
    noAnswer: 'Cette table n’a pas répondu.',
  },
  de: {
    stays: 'Was geantwortet wurde, wird nicht gesagt: Es waren zu wenige für eine Zahl.',
    noAnswer: 'Dieser Tisch hat nicht geantwortet.',
  },
  es: {
    stays: 'Lo respondido no se dice: eran muy pocas personas para un número.',
    noAnswer: 'Esta mesa no respondió.',
  },
  ar: {
    stays: 'لا تُقال الأجوبة: كان الأشخاص أقلّ من أن يُذكر عددهم.',
    noAnswer: 'لم تُجب هذه الطاولة.',
  },
})
