/** What the snapshots' page says of people's own voices. */
import { defineMessages } from '../i18n/messages.ts'

export const resultsMessages = defineMessages({
  en: {
    title: 'What people answered',
    about:
      'All tables together, as this snapshot holds it. Numbers of people below 5, and what they could be worked out from, are not said here; the files hold every ballot.',
    tables: { one: '{closed} of 1 table has closed it', other: '{closed} of {n} tables have closed it' },
    session: 'Session {n}',
    own: 'Table {n} alone',
    change: 'Before and after, of those who answered both times',
    none: 'Nothing that was answered by enough people is closed yet.',
    column: 'Voices',
  },
  fr: {
    title: 'Ce que les gens ont répondu',
    about:
      'Toutes les tables ensemble, telles que cet instantané les contient. Les nombres de personnes inférieurs à 5, et ce dont on pourrait les déduire, ne sont pas dits ici ; les fichiers contiennent chaque bulletin.',
    tables: { one: '{closed} table sur 1 l’a clos', other: '{closed} tables sur {n} l’ont clos' },
    session: 'Session {n}',
    own: 'La table {n} seule',
    change: 'Avant et après, chez ceux qui ont répondu les deux fois',
    none: 'Rien n’est encore clos à quoi assez de personnes aient répondu.',
    column: 'Voix',
  },
  de: {
    title: 'Was die Menschen geantwortet haben',
    about:
      'Alle Tische zusammen, so wie dieser Stand sie enthält. Zahlen von Personen unter 5, und woraus sie sich errechnen ließen, werden hier nicht gesagt; die Dateien enthalten jede Stimme.',
    tables: { one: '{closed} von 1 Tisch hat es geschlossen', other: '{closed} von {n} Tischen haben es geschlossen' },
    session: 'Sitzung {n}',
    own: 'Tisch {n} allein',
    change: 'Vorher und nachher, bei denen, die beide Male geantwortet haben',
    none: 'Noch ist nichts geschlossen, worauf genug Menschen geantwortet haben.',
    column: 'Stimmen',
  },
  es: {
    title: 'Lo que respondió la gente',
    about:
      'Todas las mesas juntas, como las contiene esta instantánea. Los números de personas menores que 5, y de donde se podrían deducir, no se dicen aquí; los archivos contienen cada voto.',
    tables: { one: 'La ha cerrado {closed} de 1 mesa', other: 'La han cerrado {closed} de {n} mesas' },
    session: 'Sesión {n}',
    own: 'La mesa {n} sola',
    change: 'Antes y después, de quienes respondieron las dos veces',
    none: 'Aún no se ha cerrado nada a lo que respondieran suficientes personas.',
    column: 'Voces',
  },
  ar: {
    title: 'ما أجاب به الناس',
    about:
      'كلّ الطاولات معاً كما تحفظها هذه اللقطة. أعداد الأشخاص الأقلّ من 5، وما قد تُستنتج منه، لا تُقال هنا؛ أمّا الملفّات فتحفظ كلّ صوت.',
    tables: {
      zero: 'لم تغلقه أيّ طاولة',
      one: 'أغلقته {closed} من طاولة واحدة',
      two: 'أغلقته {closed} من طاولتين',
      few: 'أغلقته {closed} من {n} طاولات',
      many: 'أغلقته {closed} من {n} طاولة',
      other: 'أغلقته {closed} من {n} طاولة',
    },
    session: 'الجلسة {n}',
    own: 'الطاولة {n} وحدها',
    change: 'قبل وبعد، لمن أجابوا في المرّتين',
    none: 'لم يُغلق بعد ما أجاب عنه عدد كافٍ من الأشخاص.',
    column: 'الأصوات',
  },
})
