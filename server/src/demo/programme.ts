/**
 * The programme of the demo: the five sessions of the published 2018-2019 dialogues on driverless mobility (my mobility,
 * trust, scenarios and their trade-offs, who decides, one set by the city), in our own words and five languages.
 */
import type { LocalText, ProgrammeSession, ProgrammeStep, StepKind } from '@tablee/shared/dialogue/programme'

const titles: Readonly<Partial<Record<StepKind, LocalText>>> = {
  welcome: {
    en: 'Welcome and round of names',
    fr: 'Accueil et tour de table',
    de: 'Begrüßung und Runde',
    es: 'Bienvenida y presentaciones',
    ar: 'ترحيب وتعارف',
  },
  video: { en: 'Film', fr: 'Film', de: 'Film', es: 'Vídeo', ar: 'فيلم' },
  'private-writing': {
    en: 'A moment for yourself',
    fr: 'Un moment pour soi',
    de: 'Zeit für sich',
    es: 'Un momento a solas',
    ar: 'لحظة مع النفس',
  },
  map: { en: 'Around the table', fr: 'Autour de la table', de: 'Am Tisch', es: 'En la mesa', ar: 'حول الطاولة' },
  canvas: {
    en: 'Drawn together',
    fr: 'Dessiné ensemble',
    de: 'Gemeinsam gezeichnet',
    es: 'Dibujado entre todos',
    ar: 'نرسم معًا',
  },
  'read-back': {
    en: 'Is that what we said?',
    fr: 'Est-ce bien ce que nous avons dit ?',
    de: 'Haben wir das so gesagt?',
    es: '¿Es eso lo que dijimos?',
    ar: 'هل هذا ما قلناه؟',
  },
  break: { en: 'Break', fr: 'Pause', de: 'Pause', es: 'Pausa', ar: 'استراحة' },
}
const steps = (...list: readonly (readonly [StepKind, number])[]): ProgrammeStep[] =>
  list.map(([kind, minutes]) => ({ kind, minutes, title: titles[kind] ?? {} }))

export const sessions: readonly ProgrammeSession[] = [
  {
    number: 1,
    title: {
      en: 'How I get about',
      fr: 'Ma mobilité',
      de: 'Wie ich unterwegs bin',
      es: 'Cómo me muevo',
      ar: 'كيف أتنقّل',
    },
    question: {
      en: 'What would driverless vehicles change in the way you get about?',
      fr: 'Qu’est-ce que les véhicules sans conducteur changeraient à vos déplacements ?',
      de: 'Was würden Fahrzeuge ohne Fahrer an Ihren Wegen ändern?',
      es: '¿Qué cambiarían los vehículos sin conductor en su forma de moverse?',
      ar: 'ما الذي ستغيّره المركبات بلا سائق في تنقّلاتكم؟',
    },
    steps: steps(['welcome', 10], ['video', 6], ['private-writing', 6], ['map', 30], ['read-back', 8]),
  },
  {
    number: 2,
    title: { en: 'Trust', fr: 'La confiance', de: 'Vertrauen', es: 'La confianza', ar: 'الثقة' },
    question: {
      en: 'On what conditions would you hand over the wheel?',
      fr: 'À quelles conditions laisseriez-vous le volant ?',
      de: 'Unter welchen Bedingungen würden Sie das Steuer abgeben?',
      es: '¿En qué condiciones soltaría usted el volante?',
      ar: 'بأيّ شروط تتركون المقود؟',
    },
    steps: steps(['video', 7], ['private-writing', 8], ['map', 35], ['read-back', 10]),
  },
  {
    number: 3,
    title: {
      en: 'Scenarios and their price',
      fr: 'Des scénarios et leur prix',
      de: 'Szenarien und ihr Preis',
      es: 'Escenarios y su precio',
      ar: 'السيناريوهات وثمنها',
    },
    question: {
      en: 'Which way of introducing them do you want, and what would you give up for it?',
      fr: 'Quelle façon de les introduire souhaitez-vous, et à quoi renonceriez-vous pour cela ?',
      de: 'Welchen Weg der Einführung wünschen Sie, und worauf würden Sie dafür verzichten?',
      es: '¿Qué forma de introducirlos desea, y a qué renunciaría por ella?',
      ar: 'أيّ طريقة لإدخالها تريدون، وعمّ تتخلّون من أجلها؟',
    },
    steps: steps(['video', 8], ['private-writing', 7], ['map', 20], ['canvas', 25], ['read-back', 10]),
  },
  {
    number: 4,
    title: { en: 'Who decides', fr: 'Qui décide', de: 'Wer entscheidet', es: 'Quién decide', ar: 'من يقرّر' },
    question: {
      en: 'Who should set the rules, and who should check that they are kept?',
      fr: 'Qui doit fixer les règles, et qui doit vérifier qu’elles sont suivies ?',
      de: 'Wer soll die Regeln setzen, und wer prüft, ob sie eingehalten werden?',
      es: '¿Quién debe fijar las reglas, y quién comprobar que se cumplen?',
      ar: 'من يضع القواعد، ومن يتحقّق من احترامها؟',
    },
    steps: steps(['video', 6], ['private-writing', 6], ['map', 38], ['read-back', 10]),
  },
  {
    number: 5,
    // Each city sets its own; a board carries its city's question.
    title: { en: 'Our city', fr: 'Notre ville', de: 'Unsere Stadt', es: 'Nuestra ciudad', ar: 'مدينتنا' },
    question: {
      en: 'What should our city try first?',
      fr: 'Que devrait essayer notre ville en premier ?',
      de: 'Was sollte unsere Stadt zuerst ausprobieren?',
      es: '¿Qué debería probar primero nuestra ciudad?',
      ar: 'ماذا ينبغي أن تجرّب مدينتنا أوّلاً؟',
    },
    steps: steps(['video', 5], ['private-writing', 5], ['map', 35], ['read-back', 15]),
  },
]

/** What each city asks in session 5. */
export const localQuestion: Readonly<Record<'brussels' | 'aachen', LocalText>> = {
  brussels: {
    en: 'Should driverless shuttles replace cars inside the Brussels ring?',
    fr: 'Des navettes sans conducteur doivent-elles remplacer la voiture à l’intérieur du Ring de Bruxelles ?',
    ar: 'هل ينبغي أن تحلّ حافلات بلا سائق محلّ السيارات داخل الطريق الدائري لبروكسل؟',
  },
  aachen: {
    en: 'Should night buses between Aachen and the villages run without a driver?',
    de: 'Sollen Nachtbusse zwischen Aachen und den Dörfern ohne Fahrer fahren?',
    es: '¿Deben circular sin conductor los autobuses nocturnos entre Aquisgrán y los pueblos?',
  },
}
