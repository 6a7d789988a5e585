/** What is said of a question by parts of the people. */
import { defineMessages } from '../../i18n/messages.ts'

export const crossedMessages = defineMessages({
  en: {
    by: 'By: {name}',
    all: 'All',
    mean: 'Mean',
    table: '{question}, as a table',
    rejected: '{name}: rejected',
    unsaid: 'not shown',
    why: 'Not shown: a number below 5 is there, or could be worked out from it.',
  },
  fr: {
    by: 'Par : {name}',
    all: 'Total',
    mean: 'Moyenne',
    table: '{question}, en tableau',
    rejected: '{name} : rejeté',
    unsaid: 'non montré',
    why: 'Non montré : il y a là un nombre inférieur à 5, ou on pourrait en déduire un.',
  },
  de: {
    by: 'Nach: {name}',
    all: 'Alle',
    mean: 'Mittelwert',
    table: '{question}, als Tabelle',
    rejected: '{name}: abgelehnt',
    unsaid: 'nicht gezeigt',
    why: 'Nicht gezeigt: Dort steht eine Zahl unter 5, oder eine ließe sich daraus errechnen.',
  },
  es: {
    by: 'Por: {name}',
    all: 'Total',
    mean: 'Media',
    table: '{question}, como tabla',
    rejected: '{name}: rechazado',
    unsaid: 'no mostrado',
    why: 'No mostrado: ahí hay un número menor que 5, o se podría deducir uno.',
  },
  ar: {
    by: 'بحسب: {name}',
    all: 'الجميع',
    mean: 'المتوسّط',
    table: '{question}، في جدول',
    rejected: '{name}: مرفوض',
    unsaid: 'غير معروض',
    why: 'غير معروض: هناك عدد أقلّ من 5، أو يمكن أن يُستنتج منه.',
  },
})
