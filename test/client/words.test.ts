/** What every sentence of the screens keeps to, in each language: counts, spaces that hold, one name for each relation. */
import { keysSaid } from '@tablee/client/ui/key-names'
import { kindMessages } from '@tablee/client/ui/messages/index'
import { kindNames, paperMessages, relationNames } from '@tablee/server/paper/messages/index'
import { said as printed } from '@tablee/server/paper/blocks'
import { said } from '@tablee/client/ui/voices/texts'
import { templateMessages } from '@tablee/shared/board/canvas/messages/index'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { inLang, shownIn } from '@tablee/shared/dialogue/programme'
import { languages } from '@tablee/shared/i18n/index'
import { asking, headed, listed } from '@tablee/shared/i18n/language'
import { translator, type Catalogue, type Message } from '@tablee/shared/i18n/translator'
import { expect, it } from 'vitest'

const files = import.meta.glob<Readonly<Record<string, unknown>>>(
  '../../{client,server,shared}/src/**/*messages/index.ts',
  {
    eager: true,
  },
)
const isCatalogue = (one: unknown): one is Catalogue<string> =>
  typeof one === 'object' && one !== null && 'en' in one && 'ar' in one
const sentences: readonly (readonly [where: string, message: Message])[] = Object.entries(files).flatMap(
  ([file, parts]) =>
    Object.values(parts)
      .filter(isCatalogue)
      .flatMap((catalogue) =>
        languages.flatMap((language) =>
          Object.entries(catalogue[language]).map(
            ([key, message]) => [`${file.replace('../../', '')} ${language} ${key}`, message] as const,
          ),
        ),
      ),
)

it('[WRD1] none is not told as one: what is said of none in French, which takes the form of one, says its number', () => {
  expect(sentences.length).toBeGreaterThan(5_000)
  const told = sentences.flatMap(([where, message]) =>
    where.includes(' fr ') && typeof message === 'object' && /(?<![\w{])1(?![\w}])/.test(message.one ?? '')
      ? [where]
      : [],
  )
  expect(told).toEqual([])
})

it('[WRD2] a line of French never begins with a sign of its own, and none with "%"', () => {
  const inEach = (a: Message): Catalogue<string> => {
    const made: unknown = Object.fromEntries(languages.map((language) => [language, { a }]))
    if (!isCatalogue(made)) throw new Error('no catalogue')
    return made
  }
  const t = translator(inEach('Clore : « {x} » ? 100 %'), 'fr')
  expect(t('a', { x: 'oui' })).toBe('Clore\u00a0: «\u00a0oui\u00a0»\u00a0? 100\u00a0%')
  for (const language of languages) expect(translator(inEach('{n} %'), language)('a', { n: 40 })).toMatch(/\u00a0%$/)
  expect([headed('fr', 'Clore', 'x'), headed('en', 'Close', 'x')]).toEqual(['Clore\u00a0: x', 'Close: x'])
  expect([listed('ar', ['1', '2']), listed('de', ['1', '2'])]).toEqual(['1، 2', '1, 2'])
  expect([asking('fr', 'Choisir'), asking('de', 'Wählen')]).toEqual(['Choisir…', 'Wählen …'])
})

it('[WRD2] nor one of what no translator says: paper, templates, drawings, what the dialogue’s file asks', () => {
  const texts = (one: unknown): readonly string[] =>
    typeof one === 'string' ? [one] : typeof one === 'object' && one !== null ? Object.values(one).flatMap(texts) : []
  const all = [paperMessages.fr, kindNames.fr, relationNames.fr, templateMessages.fr, visionMessages.fr].flatMap(texts)
  expect(all.length).toBeGreaterThan(100)
  expect(all.filter((text) => / [:;!?»%]|« /.test(text))).toEqual([])
  const asked = { fr: 'Qui paie ? « Nous »', en: 'Who pays?' }
  for (const reader of ['fr', 'fr-CA']) {
    const whole = 'Qui paie\u00a0? «\u00a0Nous\u00a0»'
    expect([shownIn(asked, reader), said(asked, reader).text, printed(asked, reader).text]).toEqual([
      whole,
      whole,
      whole,
    ])
    expect(inLang(asked, reader)).toBe(asked.fr)
  }
})

it('[WRD2] an ellipsis stands as each language writes it: after a space in English and German, at the word in the others', () => {
  const texts = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message))
  const odd = sentences.flatMap(([where, message]) =>
    / (fr|es|ar) /.test(where) && texts(message).some((text) => /[\p{L}}] …/u.test(text)) ? [where] : [],
  )
  expect(odd).toEqual([])
})

it('[WRD3] a relation and a kind have the same name on paper as in chip, menu and map', () => {
  for (const language of languages)
    for (const names of [relationNames[language], kindNames[language]])
      for (const [key, name] of Object.entries(names))
        if (key in kindMessages.en)
          expect([language, key, name]).toEqual([
            language,
            key,
            Object.entries(kindMessages[language]).find(([one]) => one === key)?.[1],
          ])
})

it('[WRD4] keys are named as the keyboards of a language name them', () => {
  const said = Object.fromEntries(languages.map((language) => [language, keysSaid(language, 'Ctrl Shift 8')]))
  expect(said).toMatchObject({
    en: 'Ctrl Shift 8',
    fr: 'Ctrl Maj 8',
    de: 'Strg Umschalt 8',
    es: 'Ctrl Mayús 8',
    ar: 'Ctrl Shift 8',
  })
})

it('[WRD5] a whole table is told Sie in German and usted in Spanish, as each of its people is', () => {
  const texts = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message))
  const familiar = {
    de: /(?<!\p{L})(?:euch|euer|eure[mnrs]?)(?!\p{L})|(?<!\p{L})ihr (?:dürft|habt|könnt|mögt|müsst|seid|sollt|wollt)/iu,
    es: /vuestr|vosotr|(?<!diecis)éis(?!\p{L})|áis(?!\p{L})|(?<!\p{L})sois(?!\p{L})/iu,
  }
  for (const [language, signs] of Object.entries(familiar)) {
    const all = sentences.filter(([where]) => where.includes(` ${language} `))
    expect(all.length).toBeGreaterThan(1_000)
    expect(all.filter(([, message]) => texts(message).some((text) => signs.test(text)))).toEqual([])
  }
})
