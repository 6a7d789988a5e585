import { defineMessages } from '../i18n/messages.ts'

export const partMessages = defineMessages<'missing' | 'safe' | 'anew' | 'close'>({
  en: {
    missing: 'This part could not be loaded.',
    safe: 'Nothing is lost. There may be a newer version of this page by now: with a connection, load it anew.',
    anew: 'Load the page anew',
    close: 'Close',
  },
  fr: {
    missing: 'Cette partie n’a pas pu être chargée.',
    safe: 'Rien n’est perdu. Il y a peut-être une version plus récente de cette page : avec une connexion, rechargez-la.',
    anew: 'Recharger la page',
    close: 'Fermer',
  },
  de: {
    missing: 'Dieser Teil konnte nicht geladen werden.',
    safe: 'Nichts ist verloren. Vielleicht gibt es inzwischen eine neuere Fassung dieser Seite: Laden Sie sie mit einer Verbindung neu.',
    anew: 'Seite neu laden',
    close: 'Schließen',
  },
  es: {
    missing: 'Esta parte no se ha podido cargar.',
    safe: 'No se ha perdido nada. Quizá haya ya una versión más reciente de esta página: con conexión, vuelva a cargarla.',
    anew: 'Volver a cargar la página',
    close: 'Cerrar',
  },
  ar: {
    missing: 'تعذّر تحميل هذا الجزء.',
    safe: 'لم يُفقد شيء. ربّما توجد الآن نسخة أحدث من هذه الصفحة: أعيدوا تحميلها عند توفّر الاتصال.',
    anew: 'إعادة تحميل الصفحة',
    close: 'إغلاق',
  },
})
