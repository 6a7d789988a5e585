/** The dialogue of the day of ten minutes, as its organiser wrote it into a file, and with two mistakes in it. */
const said = (en: string, fr: string) => ({ en, fr })

export const dialogue = 'two-cities'
export const title = 'Two cities, one street'
export const prompt = 'What do you miss in your street?'
export const question = 'Why do you go out less?'
/** The hall's own, and the table's. */
export const steps = {
  welcome: 'Welcome',
  alone: 'A moment for yourself',
  ask: 'One question',
  map: 'Around the table',
}

const whole = {
  format: 'tablee-dialogue/1',
  id: dialogue,
  title,
  languages: ['en', 'fr'],
  window: { days: 1 },
  observation: { agreed: true, delay: 0, words: true },
  sites: [
    { id: 'brussels', name: 'Brussels', country: 'BE', lang: 'fr', zone: 'Europe/Brussels' },
    { id: 'kolkata', name: 'Kolkata', country: 'IN', lang: 'en', zone: 'Asia/Kolkata' },
  ],
  tables: [
    { number: 1, site: 'brussels', seats: 6, lang: 'en' },
    { number: 2, site: 'brussels', seats: 6, lang: 'fr' },
    { number: 3, site: 'kolkata', seats: 6, lang: 'en' },
    { number: 4, site: 'kolkata', seats: 6, lang: 'en' },
  ],
  consent: {
    version: '1',
    intro: said('We ask three things first.', 'Nous demandons d’abord trois choses.'),
    taking: said('I take part.', 'Je participe.'),
    quoted: said('My words may be quoted.', 'On peut citer mes mots.'),
    observed: said('My words may be watched while we talk.', 'On peut suivre mes mots en direct.'),
    refusalHides: 'words',
  },
  sessions: [
    {
      begins: '09:30',
      title: said('The street', 'La rue'),
      question: said('Who is the street for?', 'À qui est la rue ?'),
      steps: [
        { kind: 'welcome', minutes: 2, title: said(steps.welcome, 'Accueil') },
        {
          kind: 'private-writing',
          minutes: 2,
          title: said(steps.alone, 'Un moment pour soi'),
          id: 'alone',
          opens: 'room',
          task: {
            kind: 'write',
            signature: 'anonymous',
            prompt: said(prompt, 'Que vous manque-t-il dans votre rue ?'),
          },
        },
        {
          kind: 'questionnaire',
          minutes: 1,
          title: said(steps.ask, 'Une question'),
          id: 'ask',
          opens: 'tables',
          task: {
            kind: 'questionnaire',
            questionnaire: 'out',
            wave: 'session',
            items: [
              {
                id: 'why',
                type: 'text',
                text: said(question, 'Pourquoi sortez-vous moins ?'),
                unit: 'people',
                base: 'valid',
              },
            ],
          },
        },
        { kind: 'map', minutes: 2, title: said(steps.map, 'Autour de la table') },
      ],
    },
    {
      begins: '11:00',
      title: said('The night', 'La nuit'),
      question: said('What should the street be at night?', 'Que doit être la rue la nuit ?'),
      steps: [
        { kind: 'map', minutes: 2, title: said('Once around', 'Un tour de table') },
        { kind: 'read-back', minutes: 1, title: said('Reading back', 'Relecture') },
      ],
    },
  ],
}

export const file = JSON.stringify(whole, null, 2)
/** The lines that are wrong, and what they should be, from above. */
export const mistakes = [
  ['      "country": "Belgium",', '      "country": "BE",'],
  ['      "seats": 60,', '      "seats": 6,'],
] as const
export const spoilt = mistakes.reduce((text, [wrong, right]) => text.replace(right, wrong), file)
