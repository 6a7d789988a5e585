/** What the table's screen says about its observers. */
import { defineMessages } from '../i18n/messages.ts'

export const observersMessages = defineMessages({
  en: {
    observers: 'Observers', observersPaused: 'Observers: paused', observersNone: 'Observers: see nothing', title: 'What observers see of this table', readOnly: 'Your facilitator or the organiser can change it.', reading: 'Reading what is set …', curtain: 'The curtain is drawn: observers see nothing, whatever is set here.',
    observation: 'Observation', open: 'Open: they follow the table', paused: 'Paused: what they saw last stands still', consent: 'The table’s consent', agrees: 'The table agrees to be observed', agreesNot: 'It does not: they see only that there is a table', delay: 'Delay', noDelay: 'None: as it is written', minutes: { one: '1 minute', other: '{n} minutes' }, shown: 'What is shown', words: 'The wording, and people’s words beneath it', wording: 'The wording only',
    hidden: 'Hidden entries', nothingHidden: 'None. The menu of an entry hides it.', showAgain: 'Show again', hide: 'Hide from observers', show: 'Show to observers', unseen: 'Hidden from observers',
    saving: 'Saving …', saved: 'Saved, and in effect.', failed: 'That was not saved. All is set as before.', failedAway: 'The server did not answer. Look again whether it is set as you wish.', away: 'You are offline: this cannot be changed now. The curtain can: it is drawn when you are back online.',
  },
  fr: {
    observers: 'Observateurs', observersPaused: 'Observateurs : en pause', observersNone: 'Observateurs : ne voient rien', title: 'Ce que les observateurs voient de cette table', readOnly: 'L’animation ou l’organisation peut le changer.', reading: 'Lecture des réglages…', curtain: 'Le rideau est tiré : les observateurs ne voient rien, quoi qu’il soit réglé ici.',
    observation: 'Observation', open: 'Ouverte : ils suivent la table', paused: 'En pause : ce qu’ils ont vu en dernier reste figé', consent: 'Accord de la table', agrees: 'La table accepte d’être observée', agreesNot: 'Elle n’accepte pas : ils voient seulement qu’il y a une table', delay: 'Différé', noDelay: 'Aucun : au fil de l’écriture', minutes: { one: '1 minute', other: '{n} minutes' }, shown: 'Ce qui est montré', words: 'La formulation, et les paroles en dessous', wording: 'La formulation seule',
    hidden: 'Entrées masquées', nothingHidden: 'Aucune. Le menu d’une entrée permet de la masquer.', showAgain: 'Montrer à nouveau', hide: 'Masquer aux observateurs', show: 'Montrer aux observateurs', unseen: 'Masqué aux observateurs',
    saving: 'Enregistrement…', saved: 'Enregistré, et en vigueur.', failed: 'Cela n’a pas été enregistré. Tout reste comme avant.', failedAway: 'Le serveur n’a pas répondu. Vérifiez si le réglage est le bon.', away: 'Vous êtes hors ligne : cela ne peut pas changer maintenant. Le rideau, si : il sera tiré au retour du réseau.',
  },
  de: {
    observers: 'Beobachter', observersPaused: 'Beobachter: angehalten', observersNone: 'Beobachter: sehen nichts', title: 'Was Beobachter von diesem Tisch sehen', readOnly: 'Ändern können es Moderation und Veranstaltung.', reading: 'Einstellungen werden gelesen …', curtain: 'Der Vorhang ist zu: Beobachter sehen nichts, was immer hier eingestellt ist.',
    observation: 'Beobachtung', open: 'Offen: sie folgen dem Tisch', paused: 'Angehalten: was zuletzt zu sehen war, bleibt stehen', consent: 'Einverständnis des Tisches', agrees: 'Der Tisch lässt sich beobachten', agreesNot: 'Er möchte nicht: sie sehen nur, dass es ihn gibt', delay: 'Zeitversatz', noDelay: 'Keiner: sobald es geschrieben ist', minutes: { one: '1 Minute', other: '{n} Minuten' }, shown: 'Was gezeigt wird', words: 'Die Formulierung und darunter die Worte der Leute', wording: 'Nur die Formulierung',
    hidden: 'Verborgene Einträge', nothingHidden: 'Keine. Das Menü eines Eintrags verbirgt ihn.', showAgain: 'Wieder zeigen', hide: 'Vor Beobachtern verbergen', show: 'Beobachtern zeigen', unseen: 'Vor Beobachtern verborgen',
    saving: 'Wird gespeichert …', saved: 'Gespeichert, und es gilt.', failed: 'Das wurde nicht gespeichert. Alles ist wie vorher.', failedAway: 'Der Server hat nicht geantwortet. Seht nach, ob es so eingestellt ist.', away: 'Ihr seid offline: das lässt sich jetzt nicht ändern. Der Vorhang schon: er geht zu, sobald ihr wieder online seid.',
  },
  es: {
    observers: 'Observadores', observersPaused: 'Observadores: en pausa', observersNone: 'Observadores: no ven nada', title: 'Qué ven los observadores de esta mesa', readOnly: 'Pueden cambiarlo la moderación o la organización.', reading: 'Leyendo los ajustes…', curtain: 'La cortina está cerrada: los observadores no ven nada, sea cual sea el ajuste.',
    observation: 'Observación', open: 'Abierta: siguen a la mesa', paused: 'En pausa: lo último que vieron queda quieto', consent: 'Consentimiento de la mesa', agrees: 'La mesa acepta ser observada', agreesNot: 'No acepta: solo ven que hay una mesa', delay: 'Diferido', noDelay: 'Ninguno: según se escribe', minutes: { one: '1 minuto', other: '{n} minutos' }, shown: 'Qué se muestra', words: 'La redacción y, debajo, las palabras de la gente', wording: 'Solo la redacción',
    hidden: 'Entradas ocultas', nothingHidden: 'Ninguna. El menú de una entrada la oculta.', showAgain: 'Mostrar de nuevo', hide: 'Ocultar a los observadores', show: 'Mostrar a los observadores', unseen: 'Oculto a los observadores',
    saving: 'Guardando…', saved: 'Guardado y en vigor.', failed: 'No se ha guardado. Todo queda como antes.', failedAway: 'El servidor no ha respondido. Compruebe si está como desea.', away: 'Sin conexión: ahora no se puede cambiar. La cortina sí: se cerrará cuando vuelva la conexión.',
  },
  ar: {
    observers: 'المراقبون', observersPaused: 'المراقبون: متوقّف', observersNone: 'المراقبون: لا يرون شيئاً', title: 'ما يراه المراقبون من هذه الطاولة', readOnly: 'يستطيع الميسّر أو المنظّم تغييره.', reading: 'نقرأ الإعدادات …', curtain: 'الستارة مسدلة: لا يرى المراقبون شيئاً مهما كان الإعداد هنا.',
    observation: 'المشاهدة', open: 'مفتوحة: يتابعون الطاولة', paused: 'متوقّفة: يبقى آخر ما رأوه كما هو', consent: 'موافقة الطاولة', agrees: 'توافق الطاولة على أن تُشاهَد', agreesNot: 'لا توافق: يرون أنّ هناك طاولة فحسب', delay: 'التأخير', noDelay: 'بلا تأخير: حال كتابته', minutes: { zero: 'بلا تأخير', one: 'دقيقة واحدة', two: 'دقيقتان', few: '{n} دقائق', many: '{n} دقيقة', other: '{n} دقيقة' }, shown: 'ما يُعرض', words: 'الصياغة وتحتها كلام الناس', wording: 'الصياغة فقط',
    hidden: 'المدخلات المخفيّة', nothingHidden: 'لا شيء. قائمة المدخل تخفيه.', showAgain: 'إظهاره من جديد', hide: 'إخفاء عن المراقبين', show: 'إظهار للمراقبين', unseen: 'مخفيّ عن المراقبين',
    saving: 'جارٍ الحفظ …', saved: 'حُفظ وصار نافذاً.', failed: 'لم يُحفظ. بقي كل شيء كما كان.', failedAway: 'لم يُجب الخادم. تحقّق من أنّ الإعداد كما تريد.', away: 'أنت غير متّصل: لا يمكن تغيير هذا الآن. أمّا الستارة فتُسدل حين يعود الاتصال.',
  },
})
