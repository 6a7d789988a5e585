/** A theme team's workbench in each of its states, on made-up words. */
import type { ReactNode } from 'react'
import { newId, type BoardId, type DialogueId, type SiteId, type TableId } from '@tablee/shared/ids'
import type { EntryKind } from '@tablee/shared/synthesis/entries'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { Workbench } from '../synthesis/page.tsx'
import type { ThemesPort } from '../synthesis/port.ts'
import type { Start } from '../synthesis/screen.tsx'

const now = Date.UTC(2026, 10, 28, 10, 12)
const tables = Array.from({ length: 14 }, (_, n) => n + 1)
const tableId = (n: number): TableId => `t${n}` as TableId
const site = 'lyon' as SiteId
const about: DialogueAnswer = {
  id: 'd1' as DialogueId,
  title: 'Lyon',
  lang: 'fr',
  clock: {
    session: 2,
    sessions: 5,
    title: 'Trust',
    startedAt: now,
    now: now + 49 * 60_000,
    steps: [
      { kind: 'map', title: 'Map', minutes: 40 },
      { kind: 'read-back', title: 'Read back', minutes: 20 },
    ],
  },
  sessions: [
    {
      number: 2,
      title: 'Trust',
      titles: { en: 'Trust', fr: 'Confiance', de: 'Vertrauen', es: 'Confianza', ar: 'الثقة' },
      question: 'What would make you trust it?',
      minutes: 60,
    },
  ],
  tables: tables.map((n) => ({
    id: tableId(n),
    number: n,
    site: 'Lyon',
    seats: 7,
    lang: 'fr',
    citizensEdit: false,
    current: `b${n}` as BoardId,
    boards: [
      {
        id: `b${n}` as BoardId,
        session: 2,
        question: 'What would make you trust it?',
        closed: false,
        open: 0,
      },
    ],
  })),
}

let count = 0
function entry(
  text: string,
  lang: string,
  table: number,
  seat: number | null,
  kind: EntryKind = 'words',
  beneath: string | null = null,
): ThemeEntry {
  count += 1
  return {
    entry: `b${table}/${kind}/e${count}`,
    kind,
    text,
    lang,
    seat: seat === null ? null : `T${table}-0${seat}`,
    capture: kind === 'words' ? 'own-typing' : null,
    as: kind === 'words' ? 'experience' : kind === 'wording' ? 'position' : null,
    about: beneath,
    table: tableId(table),
    session: 2,
    themes: [],
  }
}
const open = entry(
  'La nuit, le dernier tram part à minuit dix. Après, c’est moi qui marche.',
  'fr',
  12,
  2,
  'words',
  'Rentrer à pied après le dernier tram',
)
const waiting: ThemesTold['queue'] = [
  { ...open, by: null },
  { ...entry('إذا توقّفت ليلاً، فمن يفتح الباب؟', 'ar', 4, 6), by: null },
  { ...entry('Je veux une voix, pas une musique.', 'fr', 9, 1), by: null },
  { ...entry('¿Y quien no tiene móvil, cómo la llama?', 'es', 12, 3), by: null },
  { ...entry('Que la mairie montre le contrat, en entier.', 'fr', 2, 4), by: { reader: 2 } },
  { ...entry('If it stops on the bridge, who walks me off?', 'en', 13, 5), by: null },
  { ...entry('Seulement si quelqu’un peut l’arrêter', 'fr', 3, null, 'wording'), by: null },
  { ...entry('A night bus that waits for me', 'en', 13, null, 'element'), by: null },
  { ...entry('حيّنا آخر حيّ في كل خطة.', 'ar', 4, 2), by: { reader: null } },
]
const held: readonly (readonly [string, number, readonly number[]])[] = [
  ['Maker first', 31, [1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13]],
  ['A person who answers', 29, [1, 2, 3, 6, 8, 9, 10, 12, 13, 14]],
  ['Power to stop', 29, [1, 3, 4, 5, 6, 8, 10, 11, 12, 13]],
  ['Night and edges of town', 22, [2, 4, 9, 12, 14]],
  ['Open logs', 17, [1, 4, 6, 10, 11]],
  ['No phone, no ticket', 14, [4, 5, 10, 12, 14]],
  ['Left waiting', 12, [2, 6, 11, 14]],
  ['Who cleans it', 3, [9]],
]
const curtain = 7
const whole: ThemesTold = {
  version: 'v1',
  mine: { ...open, suggested: { theme: 'theme-4', shared: ['nuit', 'dernier', 'marche'] } },
  queue: waiting,
  waiting: 23,
  themes: held.map(([name, entries, at], n) => ({ id: `theme-${n + 1}`, name, entries, tables: at.map(tableId) })),
  coverage: {
    entries: 172,
    read: 149,
    themed: 140,
    withheld: 2,
    tables: tables.map((n) => {
      const unread = n === 3 ? 6 : n === 12 ? 8 : n === curtain ? 0 : n > 12 ? 4 : 0
      const entries = n === curtain ? 0 : 13
      return {
        id: tableId(n),
        number: n,
        site,
        curtain: n === curtain,
        entries,
        read: entries - unread,
        themed: n === 10 ? 0 : entries - unread,
      }
    }),
    langs: [
      { lang: 'fr', entries: 104, read: 92, themed: 88 },
      { lang: 'en', entries: 31, read: 28, themed: 28 },
      { lang: 'ar', entries: 24, read: 20, themed: 0 },
      { lang: 'es', entries: 13, read: 9, themed: 9 },
    ],
  },
  readers: 3,
  suggestions: { taken: 9, refused: 3 },
  steps: [
    ['put', 2, 'Power to stop', false],
    ['merge', null, 'Late at night', true],
    ['split', null, 'Who cleans it', false],
    ['none', 1, null, false],
    ['theme', null, 'Left waiting', false],
  ].map(([kind, reader, name, undone], n) => ({
    step: `s${n}`,
    kind: kind as ThemesTold['steps'][number]['kind'],
    at: now - n * 61_000,
    reader: reader as number | null,
    name: name as string | null,
    undone: undone === true,
    can: kind !== 'theme',
  })),
}
const nothing = { entries: 0, read: 0, themed: 0 }
const inside = [
  entry('Le maire, pas l’ingénieur.', 'fr', 3, 2),
  entry('Anyone on board.', 'en', 13, 1),
  entry('Un bouton, et ça s’arrête.', 'fr', 8, 4),
  entry('البلدية، لا الشركة.', 'ar', 4, 1),
  entry('Celui qui conduit le bus d’avant.', 'fr', 14, 2),
]

const forever = new Promise<never>(() => undefined)
/** Told once, as it stands; steps go nowhere and are answered. */
const port = (told: ThemesTold | 'offline' | 'loading'): ThemesPort => ({
  themes: () => (after) => {
    if (told === 'loading') return forever
    if (told !== 'offline') return after === null ? Promise.resolve({ ok: true, value: told }) : forever
    return after === null
      ? Promise.resolve({ ok: true, value: whole })
      : Promise.resolve({ ok: false, problem: { code: 'offline' } })
  },
  inside: () => (after) =>
    after === null ? Promise.resolve({ ok: true, value: { version: 'i1', entries: inside, more: 24 } }) : forever,
  about: () => Promise.resolve({ ok: true, value: about }),
  say: () => Promise.resolve({ ok: true, value: null }),
  newId: () => newId((length) => crypto.getRandomValues(new Uint8Array(length))),
})
const shown =
  (told: ThemesTold | 'offline' | 'loading', start: Start = {}) =>
  (): ReactNode => <Workbench port={port(told)} start={start} />

const allRead = {
  ...whole,
  mine: null,
  queue: [],
  waiting: 0,
  coverage: {
    ...whole.coverage,
    read: 172,
    tables: whole.coverage.tables.map((one) => ({ ...one, read: one.entries })),
  },
}
const fresh: ThemesTold = {
  ...whole,
  mine: open,
  themes: [],
  steps: [],
  readers: 0,
  suggestions: { taken: 0, refused: 0 },
  waiting: 172,
  coverage: {
    ...whole.coverage,
    read: 0,
    themed: 0,
    withheld: 0,
    tables: whole.coverage.tables.map((one) => ({ ...one, read: 0, themed: 0, curtain: false })),
    langs: whole.coverage.langs.map((one) => ({ ...one, ...nothing, entries: one.entries })),
  },
}
const hall = Array.from({ length: 58 }, (_, n) => n + 1)
const large: ThemesTold = {
  ...whole,
  themes: whole.themes.map((theme, at) => ({ ...theme, tables: hall.filter((n) => n % (at + 2) !== 0).map(tableId) })),
  coverage: {
    ...whole.coverage,
    tables: hall.map((n) => ({
      id: tableId(n),
      number: n,
      site,
      curtain: n === curtain,
      ...nothing,
      entries: 40,
      read: n,
    })),
  },
}

export const themesScreens: Readonly<Record<string, () => ReactNode>> = {
  themes: shown(whole),
  'themes-inside': shown(whole, { shown: 'theme-3' }),
  'themes-begin': shown(whole, { naming: true }),
  'themes-none-yet': shown(fresh),
  'themes-all-read': shown(allRead),
  'themes-narrowed': shown({ ...whole, mine: null, queue: whole.queue.filter(({ by }) => by !== null) }),
  'themes-steps': shown(whole, { steps: true }),
  'themes-hall': shown(large),
  'themes-offline': shown('offline'),
  'themes-loading': shown('loading'),
}
