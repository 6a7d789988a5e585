export const lookMessages = {
  inLanguages: 'اللغة',
  allLanguages: 'كل اللغات',
  notLoaded: 'تعذّر تحميله الآن. لا يمسّ ذلك شيئًا آخر.',
  tryAgain: 'المحاولة مرة أخرى',
  openAlone: 'فتح في علامة تبويب منفصلة',
  play: 'تشغيل',
  pause: 'توقيف',
  position: 'موضع في الفيلم',
  without: 'بلا',
}
