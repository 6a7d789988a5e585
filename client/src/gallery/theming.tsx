/** A theme team's workbench in each of its states, on made-up words. */
import type { ReactNode } from 'react'
import { newId, type BoardId, type DialogueId, type SiteId, type TableId } from '@tablee/shared/ids'
import type { EntryKind } from '@tablee/shared/synthesis/entries'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { themeKeys } from '@tablee/shared/synthesis/theme-keys'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { sharePort } from './share-states.ts'
import { Workbench } from '../synthesis/page.tsx'
import type { ThemesPort } from '../synthesis/port.ts'
import type { Start } from '../synthesis/screen.tsx'
import { noShelf } from '../synthesis/shelf.ts'

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
      { kind: 'welcome', title: 'Plenary', minutes: 15 },
    ],
  },
  sessions: [
    {
      number: 2,
      title: 'Trust',
      titles: { en: 'Trust', fr: 'Confiance', de: 'Vertrauen', es: 'Confianza', ar: 'الثقة' },
      steps: [
        { en: 'Map', fr: 'Carte', de: 'Karte', es: 'Mapa', ar: 'الخريطة' },
        { en: 'Read back', fr: 'Relecture', de: 'Vorlesen', es: 'Lectura', ar: 'القراءة' },
        { en: 'Plenary', fr: 'Plénière', de: 'Plenum', es: 'Plenario', ar: 'الجلسة العامة' },
      ],
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
    capture: kind === 'words' || kind === 'sheet' ? 'own-typing' : null,
    as: kind === 'words' ? 'experience' : kind === 'wording' ? 'position' : null,
    about: beneath,
    table: tableId(table),
    session: 2,
    themes: [],
  }
}
const open: ThemeEntry = {
  ...entry(
    'La nuit, le dernier tram part à minuit dix. Après, c’est moi qui marche.',
    'fr',
    12,
    2,
    'words',
    'Rentrer à pied après le dernier tram',
  ),
  translations: {
    en: {
      text: 'At night the last tram leaves at ten past twelve. After that, I am the one who walks.',
      state: 'checked',
    },
  },
}
const waiting: ThemesTold['queue'] = [
  { ...open, by: null },
  { ...entry('إذا توقّفت ليلاً، فمن يفتح الباب؟', 'ar', 4, 6), by: null },
  { ...entry('Je veux une voix, pas une musique.', 'fr', 9, 1), by: null },
  { ...entry('¿Y quien no tiene móvil, cómo la llama?', 'es', 12, 3), by: null },
  { ...entry('Que la mairie montre le contrat, en entier.', 'fr', 2, 4), by: { reader: 2 } },
  { ...entry('If it stops on the bridge, who walks me off?', 'en', 13, 5), by: null },
  { ...entry('Seulement si quelqu’un peut l’arrêter', 'fr', 3, null, 'wording'), by: null },
  { ...entry('A night bus that waits for me', 'en', 13, null, 'element'), by: null },
  { ...entry('Je le dirais à ma voisine avant de le dire à la mairie.', 'fr', 6, null, 'sheet'), by: null },
  { ...entry('Every line has a person on board after ten', 'en', 5, null, 'recommendation'), by: null },
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
const nothing = { entries: 0, read: 0, themed: 0, none: 0, translated: 0 }
const whole: ThemesTold = {
  version: 'v1',
  mine: { ...open, suggested: { theme: 'theme-4', shared: ['nuit', 'dernier', 'marche'] } },
  queue: waiting,
  waiting: 23,
  themes: held.map(([name, entries, at], n) => ({
    id: `theme-${n + 1}`,
    name,
    key: themeKeys[n] ?? null,
    entries,
    tables: at.map(tableId),
  })),
  coverage: {
    entries: 172,
    read: 149,
    themed: 140,
    none: 9,
    translated: 21,
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
        none: 0,
        translated: 0,
      }
    }),
    langs: [
      { lang: 'fr', entries: 104, read: 92, themed: 88, none: 4, translated: 6 },
      { lang: 'en', entries: 31, read: 28, themed: 28, none: 0, translated: 2 },
      { lang: 'ar', entries: 24, read: 20, themed: 0, none: 5, translated: 13 },
      { lang: 'es', entries: 13, read: 9, themed: 9, none: 0, translated: 0 },
    ],
  },
  readers: 3,
  suggestions: { taken: 9, refused: 3 },
  twice: { every: 0, waiting: 0, twice: 0, alike: 0, alpha: null, differ: [] },
  earlier: 118,
  steps: [
    ['put', 2, 'Power to stop', false, 'Un bouton, et ça s’arrête.'],
    ['merge', null, 'Late at night', true, null],
    ['split', null, 'Who cleans it', false, null],
    ['none', 1, null, false, 'حيّنا آخر حيّ في كل خطة.'],
    ['theme', null, 'Left waiting', false, null],
  ].map(([kind, reader, name, undone, text], n) => ({
    text: text as string | null,
    lang: text === null ? null : n === 0 ? 'fr' : 'ar',
    step: `s${n}`,
    kind: kind as ThemesTold['steps'][number]['kind'],
    at: now - n * 61_000,
    reader: reader as number | null,
    name: name as string | null,
    undone: undone === true,
    can: kind !== 'theme',
  })),
}
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
  shares: sharePort(),
  newId: () => newId((length) => crypto.getRandomValues(new Uint8Array(length))),
  shelf: noShelf,
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

const again: ThemesTold = {
  ...whole,
  mine: {
    ...open,
    suggested: { theme: 'theme-4', shared: [], like: 'b4/words/e1' },
    near: [
      { ...entry('Le dernier tram part à minuit dix, après je marche.', 'fr', 4, 1), themes: ['theme-4'] },
      { ...entry('Après minuit dix plus de tram : je rentre à pied, la nuit.', 'fr', 9, 5), unread: true },
    ],
  },
}
const second: ThemesTold = { ...whole, mine: { ...open, second: true } }
const reworded: ThemesTold = {
  ...whole,
  mine: {
    ...entry('Only if somebody on board can stop it', 'en', 5, null, 'wording'),
    said: 'abcd',
    reworded: true,
    themes: ['theme-3'],
  },
}
const twice: ThemesTold = {
  ...whole,
  twice: {
    every: 10,
    waiting: 4,
    twice: 13,
    alike: 11,
    alpha: 0.7418,
    differ: [
      {
        entry: entry('La ligne s’arrête et personne ne vient.', 'fr', 11, 3),
        first: ['theme-3'],
        second: ['theme-7'],
        readers: [1, 2],
      },
      {
        entry: entry('Quién limpia el autobús por la noche?', 'es', 9, 1),
        first: ['theme-8'],
        second: [],
        readers: [2, 3],
      },
    ],
  },
}
/** More themes than digits. */
const manyThemes: ThemesTold = {
  ...whole,
  themes: Array.from({ length: 34 }, (_, n) => ({
    id: `theme-${n + 1}`,
    name: held[n % held.length]?.[0] ?? '',
    key: themeKeys[n] ?? null,
    entries: 34 - n,
    tables: tables.filter((table) => (table + n) % 3 === 0).map(tableId),
  })),
}

export const themesScreens: Readonly<Record<string, () => ReactNode>> = {
  themes: shown(whole),
  'themes-inside': shown(whole, { shown: { theme: 'theme-3' } }),
  'themes-begin': shown(whole, { naming: true }),
  'themes-none-yet': shown(fresh),
  'themes-all-read': shown(allRead),
  'themes-narrowed': shown({ ...whole, mine: null, queue: whole.queue.filter(({ by }) => by !== null) }),
  'themes-steps': shown(whole, { steps: true }),
  'themes-again': shown(again),
  'themes-second': shown(second),
  'themes-reworded': shown(reworded),
  'themes-twice': shown(twice, { twice: true }),
  'themes-many': shown(manyThemes),
  'themes-outside': shown(whole, { shown: { theme: 'outside', lang: 'ar' } }),
  'themes-single': shown(
    { ...whole, themes: whole.themes.map((theme, n) => (n > 5 ? { ...theme, tables: [tableId(9)] } : theme)) },
    { shown: { list: 'single' } },
  ),
  'themes-share': shown(whole, { wall: { sharing: true } }),
  'themes-hall': shown(large),
  'themes-offline': shown('offline'),
  'themes-loading': shown('loading'),
}
