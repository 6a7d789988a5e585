/** What the organiser's page says of a database that was damaged. */
import { defineMessages } from '../i18n/messages.ts'

export const damageMessages = defineMessages({
  en: {
    title: 'The server’s file was damaged',
    about: 'What could be read is there. This is missing:',
    nothing: 'It was mended, and nothing is missing.',
    place: '{site}, table {table}, session {session}',
    readOnly: {
      one: '{n} change is missing. The board can be read, but not changed.',
      other: '{n} changes are missing. The board can be read, but not changed.',
    },
    replay: {
      one: 'The board is complete; its replay lacks {n} change.',
      other: 'The board is complete; its replay lacks {n} changes.',
    },
    programme: 'Something that you or a facilitator set. Observers see nothing until you open the boards again.',
    log: 'A part of the dialogue’s log. What was set holds all the same; snapshots from now on may not know of it.',
    voices:
      'Something that people said for themselves, perhaps a no to being watched or quoted. Observers see nothing until you open the boards again; until then, print nothing and pass nothing on.',
    links: 'Some links: their cards open nothing any more. Issue new ones, or restore.',
    snapshots: 'Snapshots, or texts of them.',
    photos: 'Which photos belong to which board.',
    devices: 'Which devices were in: they come in again with their card.',
    other: 'Notes of the server about an erasure or a recovery: look whether one has to be done again.',
    backup: 'To get it back, stop the server on its machine and restore the backup of {time} there:',
    noBackup:
      'No backup of this server is known. If you have one, stop the server on its machine and restore it there:',
  },
  fr: {
    title: 'Le fichier du serveur a été endommagé',
    about: 'Ce qui a pu être lu est là. Il manque ceci :',
    nothing: 'Il a été réparé, et il ne manque rien.',
    place: '{site}, table {table}, séance {session}',
    readOnly: {
      one: '{n} modification manque. On peut lire le tableau, mais rien y changer.',
      other: '{n} modifications manquent. On peut lire le tableau, mais rien y changer.',
    },
    replay: {
      one: 'Le tableau est complet ; il manque {n} modification à sa relecture.',
      other: 'Le tableau est complet ; il manque {n} modifications à sa relecture.',
    },
    programme:
      'Un réglage fait par vous ou par l’animation. Les personnes qui observent ne voient rien tant que vous n’avez pas rouvert les tableaux.',
    log: 'Une partie du journal du dialogue. Les réglages restent valables ; les instantanés à venir peuvent ne pas les connaître.',
    voices:
      'Des réponses personnelles, peut-être un refus d’être sous observation ou que l’on cite ces paroles. Les personnes qui observent ne voient rien tant que vous n’avez pas rouvert les tableaux ; d’ici là, n’imprimez et ne transmettez rien.',
    links: 'Des liens : leurs cartes n’ouvrent plus rien. Refaites-les, ou rétablissez une sauvegarde.',
    snapshots: 'Des instantanés, ou leurs textes.',
    photos: 'Quelles photos vont avec quel tableau.',
    devices: 'Quels appareils étaient entrés : ils rentrent avec leur carte.',
    other: 'Des notes du serveur sur un effacement ou un rétablissement : voyez s’il faut le refaire.',
    backup: 'Pour le retrouver, arrêtez le serveur sur sa machine et rétablissez-y la sauvegarde du {time} :',
    noBackup:
      'Aucune sauvegarde de ce serveur n’est connue. Si vous en avez une, arrêtez le serveur sur sa machine et rétablissez-la :',
  },
  de: {
    title: 'Die Datei des Servers wurde beschädigt',
    about: 'Was lesbar war, ist da. Dies fehlt:',
    nothing: 'Sie wurde repariert, und es fehlt nichts.',
    place: '{site}, Tisch {table}, Runde {session}',
    readOnly: {
      one: '{n} Änderung fehlt. Man kann die Tafel lesen, aber nicht ändern.',
      other: '{n} Änderungen fehlen. Man kann die Tafel lesen, aber nicht ändern.',
    },
    replay: {
      one: 'Die Tafel ist vollständig; in ihrem Rückblick fehlt {n} Änderung.',
      other: 'Die Tafel ist vollständig; in ihrem Rückblick fehlen {n} Änderungen.',
    },
    programme:
      'Etwas, das Sie oder die Moderation eingestellt haben. Beobachtende sehen nichts, bis Sie die Tafeln wieder öffnen.',
    log: 'Ein Teil des Protokolls des Dialogs. Was eingestellt war, gilt weiter; künftige Momentaufnahmen wissen davon vielleicht nichts.',
    voices:
      'Etwas, das Menschen für sich gesagt haben, vielleicht ein Nein zum Beobachten oder Zitieren. Beobachtende sehen nichts, bis Sie die Tafeln wieder öffnen; drucken Sie vorher nichts und geben Sie nichts weiter.',
    links: 'Einige Links: Ihre Karten öffnen nichts mehr. Stellen Sie neue aus, oder stellen Sie die Sicherung her.',
    snapshots: 'Momentaufnahmen oder Texte daraus.',
    photos: 'Welche Fotos zu welcher Tafel gehören.',
    devices: 'Welche Geräte angemeldet waren: Sie kommen mit ihrer Karte wieder herein.',
    other:
      'Notizen des Servers über ein Löschen oder eine Wiederherstellung: Sehen Sie nach, ob es noch einmal nötig ist.',
    backup:
      'Um es zurückzuholen, halten Sie den Server auf seinem Rechner an und spielen Sie dort die Sicherung vom {time} ein:',
    noBackup:
      'Es ist keine Sicherung dieses Servers bekannt. Wenn Sie eine haben, halten Sie den Server auf seinem Rechner an und spielen Sie sie dort ein:',
  },
  es: {
    title: 'El archivo del servidor se dañó',
    about: 'Lo que se pudo leer está ahí. Falta esto:',
    nothing: 'Se ha reparado y no falta nada.',
    place: '{site}, mesa {table}, sesión {session}',
    readOnly: {
      one: 'Falta {n} cambio. El tablero se puede leer, pero no cambiar.',
      other: 'Faltan {n} cambios. El tablero se puede leer, pero no cambiar.',
    },
    replay: {
      one: 'El tablero está completo; a su repetición le falta {n} cambio.',
      other: 'El tablero está completo; a su repetición le faltan {n} cambios.',
    },
    programme:
      'Algo que usted o la moderación habían ajustado. Quienes observan no ven nada hasta que usted vuelva a abrir los tableros.',
    log: 'Una parte del registro del diálogo. Lo que se ajustó sigue valiendo; las instantáneas futuras quizá no lo sepan.',
    voices:
      'Algo que la gente dijo por su cuenta, quizá un no a que se observe la mesa o se citen sus palabras. Quienes observan no ven nada hasta que usted vuelva a abrir los tableros; hasta entonces no imprima ni entregue nada.',
    links: 'Algunos enlaces: sus tarjetas ya no abren nada. Emita otras o restaure la copia.',
    snapshots: 'Instantáneas, o textos de ellas.',
    photos: 'Qué fotos pertenecen a qué tablero.',
    devices: 'Qué dispositivos habían entrado: vuelven a entrar con su tarjeta.',
    other: 'Notas del servidor sobre un borrado o una recuperación: mire si hay que repetirlo.',
    backup: 'Para recuperarlo, pare el servidor en su máquina y restaure allí la copia de seguridad del {time}:',
    noBackup:
      'No se conoce ninguna copia de seguridad de este servidor. Si tiene una, pare el servidor en su máquina y restáurela allí:',
  },
  ar: {
    title: 'تضرّر ملف الخادم',
    about: 'ما أمكنت قراءته موجود. وهذا ما ينقص:',
    nothing: 'أُصلح الملف، ولا ينقص شيء.',
    place: '{site}، الطاولة {table}، الجلسة {session}',
    readOnly: {
      zero: 'لا ينقص أيّ تغيير. يمكن قراءة اللوح، ولا يمكن تغييره.',
      one: 'ينقص تغيير واحد. يمكن قراءة اللوح، ولا يمكن تغييره.',
      two: 'ينقص تغييران. يمكن قراءة اللوح، ولا يمكن تغييره.',
      few: 'تنقص {n} تغييرات. يمكن قراءة اللوح، ولا يمكن تغييره.',
      many: 'ينقص {n} تغييرًا. يمكن قراءة اللوح، ولا يمكن تغييره.',
      other: 'ينقص {n} تغيير. يمكن قراءة اللوح، ولا يمكن تغييره.',
    },
    replay: {
      zero: 'اللوح كامل، وإعادة عرضه كاملة.',
      one: 'اللوح كامل، وينقص إعادةَ عرضه تغيير واحد.',
      two: 'اللوح كامل، وينقص إعادةَ عرضه تغييران.',
      few: 'اللوح كامل، وتنقص إعادةَ عرضه {n} تغييرات.',
      many: 'اللوح كامل، وينقص إعادةَ عرضه {n} تغييرًا.',
      other: 'اللوح كامل، وينقص إعادةَ عرضه {n} تغيير.',
    },
    programme: 'إعداد اخترتموه أنتم أو فريق التيسير. لا يرى فريق المراقبة شيئًا حتى تفتحوا الألواح من جديد.',
    log: 'جزء من سجلّ الحوار. ما اختير يبقى ساريًا، لكن اللقطات القادمة قد لا تعرفه.',
    voices:
      'شيء قاله الناس عن أنفسهم، وربما رفض المراقبة أو الاقتباس. لا يرى فريق المراقبة شيئًا حتى تفتحوا الألواح من جديد. لا تطبعوا ولا تسلّموا شيئًا قبل ذلك.',
    links: 'بعض الروابط: بطاقاتها لم تعد تفتح شيئًا. أصدروا غيرها، أو استعيدوا النسخة الاحتياطية.',
    snapshots: 'لقطات، أو نصوص منها.',
    photos: 'أيّ صور لأيّ لوح.',
    devices: 'أيّ أجهزة كانت داخلة. تدخل من جديد ببطاقتها.',
    other: 'ملاحظات للخادم عن حذف نهائي أو استعادة. تحقّقوا هل يجب أن يعاد ذلك.',
    backup: 'لاسترجاعه، أوقفوا الخادم على جهازه واستعيدوا هناك النسخة الاحتياطية من {time}:',
    noBackup: 'لا تُعرف نسخة احتياطية لهذا الخادم. إن كانت لديكم واحدة، فأوقفوا الخادم على جهازه واستعيدوها هناك:',
  },
})
