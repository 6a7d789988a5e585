import type { Sentences, Words } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const kindMessages: Sentences<typeof en.kindMessages> = {
  issue: 'قضية',
  position: 'موقف',
  argument: 'سبب',
  condition: 'شرط',
  question: 'سؤال',
  experience: 'تجربة',
  source: 'مصدر',
  answers: 'يجيب',
  supports: 'سبب مؤيّد',
  attacks: 'سبب معارض',
  undercuts: 'يُضعف هذه الصلة',
  qualifies: 'نعم، بشرط',
  illustrates: 'تجربة',
  cites: 'مصدر',
  'same-as': 'مثل',
}

export const captureMessages: Sentences<typeof en.captureMessages> = {
  'own-typing': 'كتبه من قاله',
  dictated: 'أُملي',
  paper: 'على ورق',
  'from-notes': 'من ملاحظات',
  paraphrase: 'بالمعنى',
}

export const uiMessages: Sentences<typeof en.uiMessages> = {
  ofTable: 'الطاولة {n}',
  saidBy: 'قاله',
  nobody: 'بلا مقعد',
  seat: 'المقعد {seat}',
  noSeat: 'بلا مقعد',
  erased: 'حُذف هذا الكلام.',
  withdrawn: 'مسحوب',
  corrected: 'مصحَّح',
  correction: 'تصحيح',
  curtainOpen: 'الستارة مفتوحة',
  curtainDrawn: 'الستارة مسدلة',
  curtainRoom: 'أسدلتها القاعة',
  drawOurs: 'أسدلت القاعة الستارة وهي من يفتحها. أسدلوا ستارتكم أيضًا فتبقى مسدلة',
  openOurs: 'فتح ستارتكم: تبقى ستارة القاعة مسدلة',
  drawCurtain: 'إسدال الستارة: لا يرى فريق المراقبة شيئًا من هذه الطاولة',
  openCurtain: 'فتح الستارة',
  close: 'إغلاق',
  cancel: 'إلغاء',
  peopleWords: {
    zero: 'بلا كلام',
    one: 'كلام شخص واحد',
    two: 'كلام شخصين',
    few: 'كلام {n} أشخاص',
    many: 'كلام {n} شخصًا',
    other: 'كلام {n} شخص',
  },
  noWords: 'لا كلام بعد',
  fold: 'طيّ الكلام',
  writing: '{who}: يكتب الآن',
  more: 'خيارات {entry}',
  blank: 'لم يُكتب شيء بعد',
  also: 'أيضًا: {relation} {number}',
  keptHere: 'محفوظ هنا، لم يُرسل',
  notLinked: 'لم يُربط بعد',
}

export const clockMessages: Sentences<typeof en.clockMessages> = {
  programme: 'البرنامج',
  minutes: {
    zero: '{n} دقيقة',
    one: 'دقيقة واحدة',
    two: 'دقيقتان',
    few: '{n} دقائق',
    many: '{n} دقيقة',
    other: '{n} دقيقة',
  },
  min: '{n} د',
  notStarted: 'لم تبدأ بعد',
  over: 'تجاوز الوقت',
  lastMinute: '{step}: الدقيقة الأخيرة',
  held: 'الوقت متوقّف',
  heldOwn: 'طاولتكم متوقّفة',
  ended: 'انتهى اليوم. شكرًا لكم.',
  added: {
    zero: '{n} دقيقة إضافية',
    one: 'دقيقة إضافية',
    two: 'دقيقتان إضافيتان',
    few: '{n} دقائق إضافية',
    many: '{n} دقيقة إضافية',
    other: '{n} دقيقة إضافية',
  },
  next: 'التالي: {what}، بعد {n} ث',
  nextSoon: {
    zero: 'التالي: {what}، بعد {n} ثانية',
    one: 'التالي: {what}، بعد ثانية واحدة',
    two: 'التالي: {what}، بعد ثانيتين',
    few: 'التالي: {what}، بعد {n} ثوانٍ',
    many: 'التالي: {what}، بعد {n} ثانية',
    other: 'التالي: {what}، بعد {n} ثانية',
  },
  nextEnd: 'نهاية اليوم',
  goneOn: 'انتقلت القاعة إلى ما يلي.',
  goneOnSafe: 'ما تكتبونه محفوظ.',
  goAlong: 'اللحاق بالقاعة',
  'left-welcome': 'متبقّية للترحيب',
  'left-video': 'متبقّية للفيديو',
  'left-private-writing': 'متبقّية للكتابة',
  'left-map': 'متبقّية للخريطة',
  'left-canvas': 'متبقّية للّوحة',
  'left-ballot': 'متبقّية للتصويت',
  'left-questionnaire': 'متبقّية للأسئلة',
  'left-read-back': 'متبقّية للقراءة الراجعة',
  'left-break': 'متبقّية من الاستراحة',
}

export const translatedMessages: Sentences<typeof en.translatedMessages> = {
  human: 'ترجمة: {language}',
  checked: 'ترجمة: {language}، مُراجَعة',
  unclear: 'المعنى غير واضح للمترجم',
}

export const languageMessages: Sentences<typeof en.languageMessages> = {
  spokenIn: 'اللغة',
  change: 'اللغة: {name}',
  find: 'البحث عن لغة باسمها أو رمزها',
  recent: 'يُتكلّم بها على هذه الطاولة',
  all: 'كل اللغات',
  another: 'لغة أخرى…',
  none: 'لا لغة بهذا الاسم. يمكن أيضًا كتابة رمز مثل pt-BR.',
  close: 'إغلاق',
}

export const partMessages: Sentences<typeof en.partMessages> = {
  missing: 'تعذّر تحميل هذا الجزء.',
  safe: 'لم يُفقد شيء. ربّما توجد الآن نسخة أحدث من هذه الصفحة: أعيدوا تحميلها عند توفّر الاتصال.',
  anew: 'إعادة تحميل الصفحة',
  close: 'إغلاق',
}

export const problemMessages: Sentences<typeof en.problemMessages> = {
  'seat-waits': 'على هذا الهاتف مقعدان. أخبروا فريق التيسير، فهو يستطيع السماح بهذا المقعد.',
  'seat-taken': 'هذا المقعد مشغول. اختاروا مقعدًا آخر، أو اطلبوا من فريق التيسير إخلاءه.',
  'seat-moved': 'هذا المقعد الآن على هاتف آخر. ما أُرسل يبقى معه.',
  'no-seat': 'هذا المقعد خالٍ. اختاروا مقعدًا أوّلًا.',
  'round-waiting': 'لم يُفتح هذا بعد. فريق التيسير هو من يفتحه.',
  'round-open': 'هذا مفتوح الآن. يجب إغلاقه أوّلًا.',
  'round-closed': 'أُغلق هذا في الأثناء. ما أُرسل قبل ذلك يُحسب.',
  'round-revealed': 'كُشف هذا من قبل ويبقى كما هو.',
  differs: 'ما أُدخل في المرّتين مختلف. انظروا إلى الورقة مرّة أخرى. لم يُحفظ شيء بعد.',
  changed: 'قام شخص آخر بشيء هنا قبل لحظات. انظروا إلى ما صار إليه الأمر ثم قرّروا.',
  'voted-on': 'يجري التصويت على هذه الصياغة. يمكن تغييرها بعد التصويت.',
  offline: 'لم يُجب الخادم. لم يضِع شيء. حاولوا من جديد حين يعود الاتصال.',
  moved: 'هذا الحوار صار على خادم آخر. لم يضِع شيء؛ اسألوا من دعاكم عن عنوانه.',
  'moved-to': 'هذا الحوار صار هنا: {to}. لم يضِع شيء.',
  'too-many': 'كان ذلك سريعًا جدًّا. انتظروا لحظة ثم حاولوا من جديد.',
  'not-allowed': 'دوركم لا يسمح بهذا. اسألوا فريق التيسير.',
  other: 'تعذّر ذلك. لم يتغيّر شيء. حاولوا من جديد.',
}

export const goneMessages: Sentences<typeof en.goneMessages> = {
  keeps: 'تابعوا هناك ببطاقتكم أو برابطكم. ما لم يُرسَل بعد يبقى في هذه الصفحة: انسخوه إلى هناك.',
  open: 'افتحوه هناك',
  notHere: 'لم يعد يمكن أن يصل من هنا. أعيدوه هناك.',
  notKnown: 'لم يصل جواب قبل انتقال الحوار. انظروا هناك هل تمّ ذلك.',
}

export const undoMessages: Sentences<typeof en.undoMessages> = {
  pair: 'تراجع وإعادة',
  undo: 'تراجع',
  redo: 'إعادة',
  undoStep: 'تراجع: {step}',
  redoStep: 'إعادة: {step}',
}

export const signWords: Words<typeof en.signWords> = { if: 'إن' }

export const keyNames: Words<typeof en.keyNames> = {
  Ctrl: 'Ctrl',
  Shift: 'Shift',
  Enter: 'Enter',
  Esc: 'Esc',
  Del: 'Del',
}
