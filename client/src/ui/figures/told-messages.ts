/** What is said where a figure has nothing that may be told. */
import { defineMessages } from '../../i18n/messages.ts'

export const toldMessages = defineMessages({
  en: {
    stays: 'What was answered is not shown: too few people to say.',
    noAnswer: 'This table gave no answer.',
  },
  fr: {
    stays: 'Les réponses ne sont pas montrées : trop peu de personnes pour le dire.',
    noAnswer: 'Cette table n’a pas répondu.',
  },
  de: {
    stays: 'Was geantwortet wurde, wird nicht gezeigt: Es waren zu wenige, um es zu sagen.',
    noAnswer: 'Dieser Tisch hat nicht geantwortet.',
  },
  es: {
    stays: 'Lo respondido no se muestra: eran muy pocas personas para decirlo.',
    noAnswer: 'Esta mesa no respondió.',
  },
  ar: {
    stays: 'لا تُعرض الإجابات: كان الأشخاص أقلّ من أن يُذكر عددهم.',
    noAnswer: 'لم تُجب هذه الطاولة.',
  },
})
