/** The hall's map in each of its states. */
import { newId, type BoardId, type DialogueId } from '@tablee/shared/ids'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ReactNode } from 'react'
import { Workbench } from '../synthesis/map/page.tsx'
import type { HallMapPort } from '../synthesis/map/port.ts'
import { noShelf } from '../synthesis/shelf.ts'
import type { Start } from '../synthesis/map/screen.tsx'
import type { HallMapTold } from '../synthesis/map/told.ts'
import { behind, empty, hall, inside, large, nothingAsked, oneTable, tableId, whole } from './hall-maps.ts'

const began = Date.UTC(2026, 10, 28, 9, 23)
const about: DialogueAnswer = {
  id: 'd1' as DialogueId,
  title: 'Lyon',
  lang: 'fr',
  clock: {
    session: 2,
    sessions: 5,
    title: 'Trust',
    startedAt: began,
    now: began + 49 * 60_000,
    steps: [
      { kind: 'map', title: 'Map', minutes: 40 },
      { kind: 'read-back', title: 'Read back', minutes: 20 },
    ],
  },
  sessions: [
    ['Hopes', 'Espoirs', 'Hoffnungen', 'Esperanzas', 'الآمال'],
    ['Trust', 'Confiance', 'Vertrauen', 'Confianza', 'الثقة'],
  ].map(([en = '', fr = '', de = '', es = '', ar = ''], n) => ({
    number: n + 1,
    title: en,
    titles: { en, fr, de, es, ar },
    question: 'When a driverless shuttle gets it wrong, who answers?',
    minutes: 60,
  })),
  tables: Array.from({ length: 14 }, (_, n) => ({
    id: tableId(n + 1),
    number: n + 1,
    site: 'Lyon',
    seats: 7,
    lang: 'fr',
    citizensEdit: false,
    current: `b${n + 1}` as BoardId,
    boards: [],
  })),
}

const forever = new Promise<never>(() => undefined)
/** Told once, as it stands; steps go nowhere and are answered. */
const port = (told: HallMapTold | 'offline' | 'loading'): HallMapPort => ({
  map: () => (after) => {
    if (told === 'loading') return forever
    if (after === null) return Promise.resolve({ ok: true, value: told === 'offline' ? whole : told })
    return told === 'offline' ? Promise.resolve({ ok: false, problem: { code: 'offline' } }) : forever
  },
  card: () => (after) => (after === null ? Promise.resolve({ ok: true, value: inside }) : forever),
  about: () => Promise.resolve({ ok: true, value: about }),
  say: () => Promise.resolve({ ok: true, value: null }),
  newId: () => newId((length) => crypto.getRandomValues(new Uint8Array(length))),
  shelf: noShelf,
})
const shown =
  (told: HallMapTold | 'offline' | 'loading', start: Start = {}) =>
  (): ReactNode => <Workbench port={port(told)} start={start} />

export const hallMapScreens: Readonly<Record<string, () => ReactNode>> = {
  'hall-map': shown(whole, { opened: ['e2.1'] }),
  'hall-map-closed': shown(nothingAsked),
  'hall-map-choosing': shown(whole, { hand: { a: 'e3.1', b: null } }),
  'hall-map-pair': shown(whole, { hand: { a: 'e3.1', b: 'e3.2' } }),
  'hall-map-list': shown(whole, { opened: ['e2.1'], list: true }),
  'hall-map-empty': shown(empty),
  'hall-map-behind': shown(behind),
  'hall-map-one': shown(oneTable),
  'hall-map-hall': shown(hall),
  'hall-map-offline': shown('offline'),
  'hall-map-loading': shown('loading'),
  'hall-map-2000'() {
    const of = port(large(2_000))
    performance.mark('data') // the answer is here: what comes now is the screen's own time
    return <Workbench port={of} />
  },
}
