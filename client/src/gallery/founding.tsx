/** Founding a dialogue, state by state: the real page on made-up answers. Nothing here founds anything. */
import type { DialogueId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { Checked, Standing } from '@tablee/shared/wire/founding'
import type { ReactNode } from 'react'
import { FoundPage, nothingYet, Shut, type FoundState } from '../found/page.tsx'
import type { FoundPort } from '../found/port.ts'
import { link, now } from './samples.ts'

const text = `{
  "format": "tablee-dialogue/1",
  "id": "our-square",
  "title": "Our square",
  "languages": ["en", "fr"],
  "window": { "days": 30 },
  "sites": [{ "id": "hall", "name": "Town hall", "country": "BE", "lang": "fr" }],
  "tables": [
    { "number": 1, "site": "hall", "seats": 60, "lang": "fr" },
    { "number": 2, "site": "hull", "seats": 6, "lang": "en" }
  ],
  "sessions": []
}
`
const day = 24 * 3_600_000
const organiser = link('o1', { role: 'organiser', label: 'First run' })
const list: readonly Standing[] = [
  {
    id: 'driverless-mobility' as DialogueId,
    title: 'Driverless mobility',
    lang: 'en',
    opensAt: now - 40 * day,
    closesAt: now - 39 * day,
    stands: 'after',
    ours: false,
  },
  {
    id: 'our-square' as DialogueId,
    title: 'Notre place',
    lang: 'fr',
    opensAt: now - day,
    closesAt: now + 29 * day,
    stands: 'today',
    ours: true,
  },
  {
    id: 'water' as DialogueId,
    title: 'الماء في مدينتنا',
    lang: 'ar',
    opensAt: now + 60 * day,
    closesAt: now + 61 * day,
    stands: 'before',
    ours: true,
  },
]
const checked: Checked = {
  id: 'our-square' as DialogueId,
  title: 'Our square',
  languages: ['en', 'fr'],
  sites: [
    { name: 'Town hall', country: 'BE', tables: 4, seats: 26 },
    { name: 'Tunis', country: 'TN', tables: 1, seats: 8 },
  ],
  sessions: [
    { title: { en: 'The square', fr: 'La place' }, minutes: 60 },
    { title: { en: 'Who decides', fr: 'Qui décide' }, minutes: 45 },
  ],
  consent: true,
  opensAt: now,
  closesAt: now + 30 * day,
  stands: false,
}
const port = (standing: readonly Standing[]): FoundPort => ({
  check: async () => ok(checked),
  found: async () => ok({ founded: true, id: checked.id, title: checked.title, links: [organiser] }),
  standing: async () => ok(standing),
  link: async () => ok(organiser),
})
const page = (state: Partial<FoundState>, standing = list) => (
  <FoundPage port={port(standing)} first={{ ...nothingYet, ...state }} />
)
const file = { name: 'our-square.json', text }
const spot = { line: null, column: null }

export const foundingScreens: Readonly<Record<string, () => ReactNode>> = {
  'found-shut': () => <Shut />,
  'found-ended': () => <Shut ended />,
  'found-empty': () => page({}, []),
  'found-mistakes': () =>
    page({
      file,
      looked: {
        of: text,
        checked: null,
        faults: [
          {
            ...spot,
            place: 'tables[0].seats',
            why: { code: 'out-of-range', values: { field: 'seats', min: 1, max: 20 } },
          },
          { ...spot, place: 'tables[1].site', why: { code: 'no-such-id', values: { id: 'hull' } } },
          {
            ...spot,
            place: 'sessions',
            why: { code: 'list-length', values: { field: 'sessions', n: 0, min: 1, max: 99 } },
          },
        ],
      },
    }),
  'found-will': () => page({ file, looked: { of: text, checked, faults: [] } }),
  'found-stands': () => page({ file, looked: { of: text, checked: { ...checked, stands: true }, faults: [] } }),
  'found-done': () => page({ done: { title: checked.title, link: organiser } }),
  'found-several': () => page({}),
}
