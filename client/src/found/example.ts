/** A plain dialogue's file in the reader's language, to begin with: two tables, one session, nothing that needs explaining. */
import { dialogueFormat } from '@tablee/shared/dialogue/file'
import type { Translate } from '@tablee/shared/i18n/translator'
import type { exampleMessages } from './messages/index.ts'

export function exampleFile(t: Translate<keyof typeof exampleMessages.en>, language: string): string {
  const said = (key: keyof typeof exampleMessages.en) => ({ [language]: t(key) })
  const file = {
    format: dialogueFormat,
    id: 'our-square',
    title: t('title'),
    languages: [language],
    window: { days: 30 },
    sites: [{ id: 'hall', name: t('site'), country: 'BE', lang: language }],
    tables: [1, 2].map((number) => ({ number, site: 'hall', seats: 6, lang: language })),
    sessions: [
      {
        title: said('session'),
        question: said('question'),
        steps: [
          { kind: 'welcome', minutes: 10, title: said('welcome') },
          { kind: 'map', minutes: 40, title: said('map') },
          { kind: 'read-back', minutes: 10, title: said('readBack') },
        ],
      },
    ],
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
