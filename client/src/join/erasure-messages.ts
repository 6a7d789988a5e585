/** What the organiser's page says of sentences that were struck out. */
import { defineMessages } from '../i18n/messages.ts'

export const erasureMessages = defineMessages({
  en: {
    title: 'Removed sentences',
    struck: {
      one: '{n} sentence was removed by a facilitator. This server still keeps it, and an entry or a note that repeats it still shows it.',
      other:
        '{n} sentences were removed by facilitators. This server still keeps them, and entries or notes that repeat them still show them.',
    },
    erased: {
      one: '{n} sentence is erased: nothing of it is kept on this server.',
      other: '{n} sentences are erased: nothing of them is kept on this server.',
    },
    erase: 'Erase for good',
    ask: 'They go from the boards, their history and all snapshots. A snapshot keeps its name and says that something is missing. This cannot be undone.',
    backups:
      'Backups made before still hold them, and so do folders named replaced-… and damaged-… in the data folder. Delete those too.',
    busy: 'Erasing … The tables wait for a moment.',
    cancel: 'Not now',
  },
  fr: {
    title: 'Phrases supprimées',
    struck: {
      one: 'Une phrase a été supprimée par l’animation. Ce serveur la garde encore, et une entrée ou une note qui la répète la montre toujours.',
      other:
        '{n} phrases ont été supprimées par l’animation. Ce serveur les garde encore, et les entrées ou notes qui les répètent les montrent toujours.',
    },
    erased: {
      one: 'Une phrase est effacée : ce serveur n’en garde rien.',
      other: '{n} phrases sont effacées : ce serveur n’en garde rien.',
    },
    erase: 'Effacer définitivement',
    ask: 'Elles disparaissent des tableaux, de leur historique et de tous les instantanés. Un instantané garde son nom et dit qu’il y manque quelque chose. On ne peut pas revenir en arrière.',
    backups:
      'Les sauvegardes faites avant les contiennent encore, comme les dossiers replaced-… et damaged-… du dossier de données. Supprimez-les aussi.',
    busy: 'Effacement en cours… Les tables attendent un instant.',
    cancel: 'Pas maintenant',
  },
  de: {
    title: 'Entfernte Sätze',
    struck: {
      one: 'Ein Satz wurde von der Moderation entfernt. Dieser Server behält ihn noch, und ein Eintrag oder eine Notiz, die ihn wiederholt, zeigt ihn weiter.',
      other:
        '{n} Sätze wurden von der Moderation entfernt. Dieser Server behält sie noch, und Einträge oder Notizen, die sie wiederholen, zeigen sie weiter.',
    },
    erased: {
      one: 'Ein Satz ist gelöscht: Dieser Server behält nichts davon.',
      other: '{n} Sätze sind gelöscht: Dieser Server behält nichts davon.',
    },
    erase: 'Endgültig löschen',
    ask: 'Sie verschwinden von den Tafeln, aus deren Verlauf und aus allen Momentaufnahmen. Eine Momentaufnahme behält ihren Namen und sagt, dass etwas fehlt. Das lässt sich nicht rückgängig machen.',
    backups:
      'Sicherungen von vorher enthalten sie noch, ebenso die Ordner replaced-… und damaged-… im Datenordner. Löschen Sie auch diese.',
    busy: 'Wird gelöscht … Die Tische warten einen Augenblick.',
    cancel: 'Jetzt nicht',
  },
  es: {
    title: 'Frases eliminadas',
    struck: {
      one: 'La moderación eliminó una frase. Este servidor todavía la guarda, y una entrada o nota que la repite la sigue mostrando.',
      other:
        'La moderación eliminó {n} frases. Este servidor todavía las guarda, y las entradas o notas que las repiten las siguen mostrando.',
    },
    erased: {
      one: 'Una frase está borrada: este servidor no guarda nada de ella.',
      other: '{n} frases están borradas: este servidor no guarda nada de ellas.',
    },
    erase: 'Borrar para siempre',
    ask: 'Desaparecen de los tableros, de su historial y de todas las instantáneas. Una instantánea conserva su nombre y dice que falta algo. No se puede deshacer.',
    backups:
      'Las copias de seguridad hechas antes todavía las contienen, igual que las carpetas replaced-… y damaged-… de la carpeta de datos. Bórrelas también.',
    busy: 'Borrando… Las mesas esperan un momento.',
    cancel: 'Ahora no',
  },
  ar: {
    title: 'جمل حُذفت',
    struck: {
      zero: 'لم يحذف فريق التيسير أيّ جملة.',
      one: 'حذف فريق التيسير جملة واحدة. ما زال هذا الخادم يحفظها، وكل بند أو ملاحظة تكرّرها ما زال يعرضها.',
      two: 'حذف فريق التيسير جملتين. ما زال هذا الخادم يحفظهما، وكل بند أو ملاحظة تكرّرهما ما زال يعرضهما.',
      few: 'حذف فريق التيسير {n} جمل. ما زال هذا الخادم يحفظها، وكل بند أو ملاحظة تكرّرها ما زال يعرضها.',
      many: 'حذف فريق التيسير {n} جملة. ما زال هذا الخادم يحفظها، وكل بند أو ملاحظة تكرّرها ما زال يعرضها.',
      other: 'حذف فريق التيسير {n} جملة. ما زال هذا الخادم يحفظها، وكل بند أو ملاحظة تكرّرها ما زال يعرضها.',
    },
    erased: {
      zero: 'لم تُمحَ أيّ جملة.',
      one: 'مُحيت جملة واحدة نهائيًا: لا يحفظ هذا الخادم شيئًا منها.',
      two: 'مُحيت جملتان نهائيًا: لا يحفظ هذا الخادم شيئًا منهما.',
      few: 'مُحيت {n} جمل نهائيًا: لا يحفظ هذا الخادم شيئًا منها.',
      many: 'مُحيت {n} جملة نهائيًا: لا يحفظ هذا الخادم شيئًا منها.',
      other: 'مُحيت {n} جملة نهائيًا: لا يحفظ هذا الخادم شيئًا منها.',
    },
    erase: 'محو نهائي',
    ask: 'تُمحى من الألواح وتاريخها ومن كل اللقطات. تحتفظ اللقطة باسمها وتقول إنّ شيئًا ينقصها. لا يمكن التراجع عن هذا.',
    backups:
      'النسخ الاحتياطية السابقة ما زالت تحتوي عليها، وكذلك المجلّدات التي تبدأ أسماؤها بـ replaced-… و damaged-… في مجلّد البيانات. احذفوها أيضًا.',
    busy: 'جارٍ المحو… تنتظر الطاولات لحظة.',
    cancel: 'ليس الآن',
  },
})
