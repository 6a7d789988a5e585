/** What is said of a question by parts of the people. */
import { defineMessages } from '../../i18n/messages.ts'

export const crossedMessages = defineMessages({
  en: {
    by: 'By: {name}',
    all: 'All',
    mean: 'Mean',
    table: '{question}, as a table',
    rejected: '{name}: rejected',
    unsaid: 'not said',
    why: 'Not said: a number below 5 stands there, or could be worked out from it.',
  },
  fr: {
    by: 'Par : {name}',
    all: 'Tous',
    mean: 'Moyenne',
    table: '{question}, en tableau',
    rejected: '{name} : rejeté',
    unsaid: 'non dit',
    why: 'Non dit : il y a là un nombre inférieur à 5, ou on pourrait en déduire un.',
  },
  de: {
    by: 'Nach: {name}',
    all: 'Alle',
    mean: 'Mittelwert',
    table: '{question}, als Tabelle',
    rejected: '{name}: abgelehnt',
    unsaid: 'nicht gesagt',
    why: 'Nicht gesagt: Dort steht eine Zahl unter 5, oder eine ließe sich daraus errechnen.',
  },
  es: {
    by: 'Por: {name}',
    all: 'Todos',
    mean: 'Media',
    table: '{question}, como tabla',
    rejected: '{name}: rechazado',
    unsaid: 'no se dice',
    why: 'No se dice: ahí hay un número menor que 5, o se podría deducir uno.',
  },
  ar: {
    by: 'بحسب: {name}',
    all: 'الجميع',
    mean: 'المتوسّط',
    table: '{question}، في جدول',
    rejected: '{name}: مرفوض',
    unsaid: 'لا يُقال',
    why: 'لا يُقال: هناك عدد أقلّ من 5، أو يمكن أن يُستنتج منه.',
  },
})
