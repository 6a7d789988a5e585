/** What the pages before the table say alike: the head, why nothing opens, how an organiser comes in. */
import { defineMessages } from '../../i18n/messages.ts'

export const frameMessages = defineMessages({
  en: {
    organiserHint:
      'You organise? Your link was printed where the server was started. `pnpm tablee owner-link` prints it again.',
    language: 'Language',
    linkGone: 'This link does not open anything any more.',
    linkGoneHelp: 'It was withdrawn, or a letter is missing. Ask for a new card at the welcome desk.',
    codeWrong: 'No table has this code.',
    codeWrongHelp: 'Look at the card again: there is no letter I, L, O or U in it.',
    wait: { one: 'Please wait {n} second, then try again.', other: 'Please wait {n} seconds, then try again.' },
    offline: 'No connection to the server.',
    offlineHelp: 'Check that this device is on the hall’s Wi-Fi, then try again.',
  },
  fr: {
    organiserHint:
      'Vous organisez ? Votre lien a été affiché au démarrage du serveur. `pnpm tablee owner-link` l’affiche à nouveau.',
    language: 'Langue',
    linkGone: 'Ce lien n’ouvre plus rien.',
    linkGoneHelp: 'Il a été retiré, ou il y manque une lettre. Demandez une nouvelle carte à l’accueil.',
    codeWrong: 'Aucune table n’a ce code.',
    codeWrongHelp: 'Regardez encore la carte : elle ne contient ni I, ni L, ni O, ni U.',
    wait: { one: 'Attendez {n} seconde, puis réessayez.', other: 'Attendez {n} secondes, puis réessayez.' },
    offline: 'Pas de connexion au serveur.',
    offlineHelp: 'Vérifiez que cet appareil est sur le Wi-Fi de la salle, puis réessayez.',
  },
  de: {
    organiserHint:
      'Sie organisieren? Ihr Link wurde beim Start des Servers ausgegeben. `pnpm tablee owner-link` gibt ihn noch einmal aus.',
    language: 'Sprache',
    linkGone: 'Dieser Link öffnet nichts mehr.',
    linkGoneHelp: 'Er wurde zurückgezogen, oder es fehlt ein Zeichen. Bitten Sie am Empfang um eine neue Karte.',
    codeWrong: 'Kein Tisch hat diesen Code.',
    codeWrongHelp: 'Sehen Sie noch einmal auf die Karte: I, L, O und U kommen nicht vor.',
    wait: {
      one: 'Bitte warten Sie {n} Sekunde und versuchen Sie es dann erneut.',
      other: 'Bitte warten Sie {n} Sekunden und versuchen Sie es dann erneut.',
    },
    offline: 'Keine Verbindung zum Server.',
    offlineHelp: 'Prüfen Sie, ob dieses Gerät im WLAN des Saals ist, und versuchen Sie es dann erneut.',
  },
  es: {
    organiserHint:
      '¿Usted organiza? Su enlace se mostró donde se inició el servidor. `pnpm tablee owner-link` lo muestra de nuevo.',
    language: 'Idioma',
    linkGone: 'Este enlace ya no abre nada.',
    linkGoneHelp: 'Fue retirado o le falta una letra. Pida una tarjeta nueva en la recepción.',
    codeWrong: 'Ninguna mesa tiene este código.',
    codeWrongHelp: 'Mire otra vez la tarjeta: no contiene las letras I, L, O ni U.',
    wait: { one: 'Espere {n} segundo y vuelva a intentarlo.', other: 'Espere {n} segundos y vuelva a intentarlo.' },
    offline: 'Sin conexión con el servidor.',
    offlineHelp: 'Compruebe que este dispositivo está en la wifi de la sala y vuelva a intentarlo.',
  },
  ar: {
    organiserHint: 'أنتم من ينظّم الحوار؟ طُبع رابطكم حيث شُغّل الخادم. الأمر `pnpm tablee owner-link` يطبعه من جديد.',
    language: 'اللغة',
    linkGone: 'هذا الرابط لم يعد يفتح شيئًا.',
    linkGoneHelp: 'سُحب الرابط، أو ينقصه حرف. اطلبوا بطاقة جديدة من مكتب الاستقبال.',
    codeWrong: 'لا توجد طاولة بهذا الرمز.',
    codeWrongHelp: 'انظروا إلى البطاقة من جديد: ليس فيها الحروف I وL وO وU.',
    wait: {
      zero: 'حاولوا الآن.',
      one: 'انتظروا ثانية واحدة، ثم حاولوا من جديد.',
      two: 'انتظروا ثانيتين، ثم حاولوا من جديد.',
      few: 'انتظروا {n} ثوانٍ، ثم حاولوا من جديد.',
      many: 'انتظروا {n} ثانية، ثم حاولوا من جديد.',
      other: 'انتظروا {n} ثانية، ثم حاولوا من جديد.',
    },
    offline: 'لا اتصال بالخادم.',
    offlineHelp: 'تأكّدوا من أنّ هذا الجهاز متّصل بشبكة القاعة، ثم حاولوا من جديد.',
  },
})
