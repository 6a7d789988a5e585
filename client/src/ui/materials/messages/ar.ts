import type { Sentences } from '@tablee/shared/i18n/translator'
import type * as en from './en.ts'

export const materialMessages: Sentences<typeof en.materialMessages> = {
  film: 'الفيلم',
  slides: 'العرض',
  leaflet: 'النشرة',
  toEnd: 'حتى النهاية',
  begins: 'حتى البداية',
  heldFilm: 'متوقّف',
  page: '{n} من {of}',
  pageOf: '{title}: الصفحة {n} من {of}',
  afterwards: 'بعد ذلك',
  tapOnce: 'المسوا الشاشة مرّة واحدة ليكون للأفلام صوت.',
  silent: 'لا صوت. المسوا الشاشة مرّة واحدة.',
  cannot: 'لا تستطيع هذه الشاشة عرض الفيلم. كلماته مستمرّة.',
  cannotSlides: 'لا تستطيع هذه الشاشة عرض هذه الصفحة.',
  noCaptions: 'بلا ترجمة مكتوبة',
  start: 'تشغيل الفيلم هنا',
  startSlides: 'إظهار العرض هنا',
  hold: 'توقيف',
  goOn: 'متابعة',
  again: 'العودة إلى البداية',
  end: 'إنهاء',
  captions: 'الترجمة المكتوبة',
  pageBack: 'الصفحة السابقة',
  pageOn: 'الصفحة التالية',
  reading: 'ما يُقال في الفيلم',
}
