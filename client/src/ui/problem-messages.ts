/** What went wrong with somebody's own voice, kindly: what happened, what is safe, what to do. */
import type { Problem } from '@tablee/shared/problem'
import { defineMessages, type Translate } from '../i18n/messages.ts'

export const problemMessages = defineMessages({
  en: {
    'seat-waits': 'Two seats are on this phone already. Tell the facilitator, who can let this one in.',
    'seat-taken': 'Somebody sits there already. Choose another seat, or ask the facilitator to free it.',
    'seat-moved': 'This seat is now on another phone. What was sent stays with it.',
    'no-seat': 'Nobody sits there yet. First take a seat.',
    'round-waiting': 'This is not open yet. The facilitator opens it.',
    'round-open': 'This is open now. It has to be closed first.',
    'round-closed': 'This has been closed. What was sent before counts.',
    'round-revealed': 'This has been revealed already and stays as it is.',
    differs: 'The sheet was not typed the same way both times. Look at it once more; nothing was kept yet.',
    'voted-on': 'A vote on this wording is open, so it stays as it is. After the vote it can be changed.',
    offline: 'The server did not answer. Nothing is lost; try again when you are online.',
    'too-many': 'That was too quick. Wait a moment and try again.',
    'not-allowed': 'Your role may not do this. Ask your facilitator.',
    other: 'It could not be done. Nothing was changed; try again.',
  },
  fr: {
    'seat-waits': 'Ce téléphone a déjà deux places. Dites-le à la personne qui anime : elle peut autoriser celle-ci.',
    'seat-taken':
      'Quelqu’un y est déjà. Choisissez une autre place, ou demandez à la personne qui anime de la libérer.',
    'seat-moved': 'Cette place est maintenant sur un autre téléphone. Ce qui a été envoyé y reste.',
    'no-seat': 'Personne n’y est encore. Prenez d’abord une place.',
    'round-waiting': 'Ce n’est pas encore ouvert. La personne qui anime l’ouvre.',
    'round-open': 'C’est ouvert. Il faut d’abord clore.',
    'round-closed': 'Cela a été clos entre-temps. Ce qui a été envoyé avant compte.',
    'round-revealed': 'C’est déjà révélé et reste ainsi.',
    differs: 'Les deux saisies ne sont pas les mêmes. Regardez encore la feuille ; rien n’est encore gardé.',
    'voted-on': 'Un vote sur cette formulation est ouvert : elle reste telle quelle. Après le vote, elle peut changer.',
    offline: 'Le serveur n’a pas répondu. Rien n’est perdu ; réessayez une fois en ligne.',
    'too-many': 'C’était trop rapide. Attendez un instant et réessayez.',
    'not-allowed': 'Votre rôle ne le permet pas. Demandez à la personne qui anime.',
    other: 'Cela n’a pas pu être fait. Rien n’a changé ; réessayez.',
  },
  de: {
    'seat-waits': 'Auf diesem Telefon sind schon zwei Plätze. Sagen Sie es der Moderation: Sie kann diesen zulassen.',
    'seat-taken':
      'Dort sitzt schon jemand. Wählen Sie einen anderen Platz, oder bitten Sie die Moderation, ihn freizugeben.',
    'seat-moved': 'Dieser Platz ist jetzt auf einem anderen Telefon. Was gesendet wurde, bleibt bei ihm.',
    'no-seat': 'Dort sitzt noch niemand. Nehmen Sie zuerst einen Platz ein.',
    'round-waiting': 'Das ist noch nicht offen. Die Moderation öffnet es.',
    'round-open': 'Das ist gerade offen. Es muss erst geschlossen werden.',
    'round-closed': 'Das wurde inzwischen geschlossen. Was vorher gesendet wurde, zählt.',
    'round-revealed': 'Das ist schon aufgedeckt und bleibt, wie es ist.',
    differs:
      'Die beiden Eingaben sind nicht gleich. Sehen Sie noch einmal auf das Blatt; noch ist nichts festgehalten.',
    'voted-on':
      'Über diese Formulierung wird abgestimmt, darum bleibt sie, wie sie ist. Danach kann sie geändert werden.',
    offline: 'Der Server hat nicht geantwortet. Nichts ist verloren; versuchen Sie es wieder, wenn Sie online sind.',
    'too-many': 'Das war zu schnell. Warten Sie einen Augenblick und versuchen Sie es wieder.',
    'not-allowed': 'Ihre Rolle darf das nicht. Fragen Sie die Moderation.',
    other: 'Das ging nicht. Nichts wurde geändert; versuchen Sie es noch einmal.',
  },
  es: {
    'seat-waits': 'Este teléfono ya tiene dos asientos. Dígaselo a la persona que modera: puede admitir este.',
    'seat-taken': 'Ya hay alguien ahí. Elija otro asiento o pida a la persona que modera que lo libere.',
    'seat-moved': 'Este asiento está ahora en otro teléfono. Lo enviado se queda con él.',
    'no-seat': 'Ahí aún no hay nadie. Primero tome un asiento.',
    'round-waiting': 'Esto aún no está abierto. Lo abre la persona que modera.',
    'round-open': 'Esto está abierto. Primero hay que cerrarlo.',
    'round-closed': 'Esto se cerró entretanto. Lo enviado antes cuenta.',
    'round-revealed': 'Esto ya está revelado y queda como está.',
    differs: 'La hoja no se pasó igual las dos veces. Mírela otra vez; aún no se ha guardado nada.',
    'voted-on': 'Se está votando esta redacción, por eso queda como está. Después de la votación se puede cambiar.',
    offline: 'El servidor no respondió. Nada se ha perdido; pruebe otra vez con conexión.',
    'too-many': 'Eso fue demasiado rápido. Espere un momento y pruebe otra vez.',
    'not-allowed': 'Su función no lo permite. Pregunte a la persona que modera.',
    other: 'No se pudo hacer. No cambió nada; pruebe otra vez.',
  },
  ar: {
    'seat-waits': 'على هذا الهاتف مقعدان. أخبروا فريق التيسير، فهو يستطيع السماح بهذا المقعد.',
    'seat-taken': 'هذا المقعد مشغول. اختاروا مقعدًا آخر، أو اطلبوا من فريق التيسير إخلاءه.',
    'seat-moved': 'هذا المقعد الآن على هاتف آخر. ما أُرسل يبقى معه.',
    'no-seat': 'هذا المقعد خالٍ. اختاروا مقعدًا أوّلًا.',
    'round-waiting': 'لم يُفتح هذا بعد. فريق التيسير هو من يفتحه.',
    'round-open': 'هذا مفتوح الآن. يجب إغلاقه أوّلًا.',
    'round-closed': 'أُغلق هذا في الأثناء. ما أُرسل قبل ذلك يُحسب.',
    'round-revealed': 'كُشف هذا من قبل ويبقى كما هو.',
    differs: 'ما أُدخل في المرّتين مختلف. انظروا إلى الورقة مرّة أخرى. لم يُحفظ شيء بعد.',
    'voted-on': 'يجري التصويت على هذه الصياغة. يمكن تغييرها بعد التصويت.',
    offline: 'لم يُجب الخادم. لم يضِع شيء. حاولوا من جديد حين يعود الاتصال.',
    'too-many': 'كان ذلك سريعًا جدًّا. انتظروا لحظة ثم حاولوا من جديد.',
    'not-allowed': 'دوركم لا يسمح بهذا. اسألوا فريق التيسير.',
    other: 'تعذّر ذلك. لم يتغيّر شيء. حاولوا من جديد.',
  },
})

/** One sentence for any problem; `offline` is the network's, which is no problem of the server's. */
export function problemSentence(
  t: Translate<keyof (typeof problemMessages)['en']>,
  problem: Problem | { readonly code: 'offline' },
): string {
  switch (problem.code) {
    case 'round':
      return t(`round-${problem.state}`)
    case 'seat-waits':
    case 'seat-taken':
    case 'seat-moved':
    case 'no-seat':
    case 'differs':
    case 'voted-on':
    case 'offline':
    case 'too-many':
    case 'not-allowed':
      return t(problem.code)
    case 'timeout':
    case 'journal-unavailable':
      return t('offline')
    default:
      return t('other')
  }
}
