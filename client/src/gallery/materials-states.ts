/** Films, slides and leaflets of a made-up day: what is there, what is missing, what is on its way. Nothing leaves this page. */
import type { Lang, MaterialHash, MaterialId } from '@tablee/shared/ids'
import { materialFaults, mostBytes, whyOf } from '@tablee/shared/materials/faults'
import { ok } from '@tablee/shared/problem'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import type { MaterialsPort, Shelf } from '../organise/materials/port.ts'
import type { Uploading, Uploads } from '../organise/materials/uploads.ts'
import type { Plan } from '@tablee/shared/wire/plan'
import { about, now } from './samples.ts'

type File = MaterialTold['files'][number]
const hash = (at: number): MaterialHash => at.toString(16).padStart(64, '0') as MaterialHash
const file = (at: number, of: Partial<File>): File => ({
  lang: null,
  page: null,
  hash: hash(at),
  type: 'application/pdf',
  bytes: 640_000,
  name: 'leaflet.pdf',
  seconds: null,
  pages: 2,
  codecs: [],
  plays: 'everywhere',
  ...of,
})
const captions = (at: number, lang: string) => ({ lang, hash: hash(at), bytes: 4_000, name: `night-bus.${lang}.vtt` })
const steps = [
  { kind: 'welcome', title: { en: 'Welcome', fr: 'Accueil', ar: 'ترحيب' } },
  { kind: 'video', title: { en: 'Film', fr: 'Film', ar: 'فيلم' } },
  { kind: 'map', title: { en: 'Map', fr: 'Carte', ar: 'خريطة' } },
].map((step) => ({ ...step, minutes: 10, id: null, skipped: false, runs: false, open: false, items: [] }))
/** A day with a film in each session, in five languages. */
const plan: Plan = {
  version: 0,
  lang: 'en',
  langs: ['en', 'fr', 'de', 'es', 'ar'],
  sessions: about.sessions.map(({ number, titles }) => ({ number, title: titles, steps })),
  changes: [],
}
const nothing: Pick<MaterialTold, 'files' | 'captions' | 'openedAt'> = { files: [], captions: [], openedAt: [] }

export const film: MaterialTold = {
  ...nothing,
  id: 'm-film' as MaterialId,
  kind: 'film',
  title: { en: 'Night in the village', fr: 'La nuit au village', de: 'Nachts im Dorf', ar: 'ليلة في القرية' },
  step: { session: 1, step: 1 },
  order: 0,
  files: [
    file(1, {
      type: 'video/mp4',
      name: 'night-bus.mp4',
      bytes: 318_000_000,
      seconds: 291,
      pages: null,
      codecs: ['avc1', 'mp4a'],
    }),
  ],
  captions: [captions(11, 'en'), captions(12, 'de')],
}
export const leaflet: MaterialTold = {
  ...nothing,
  id: 'm-leaflet' as MaterialId,
  kind: 'leaflet',
  title: { en: 'What the law says today', fr: 'Ce que dit la loi aujourd’hui', ar: 'ما يقوله القانون اليوم' },
  step: { session: 1, step: null },
  order: 1,
  files: [file(2, { lang: 'en', name: 'law_EN.pdf' }), file(3, { lang: 'fr', name: 'loi_FR.pdf', bytes: 710_000 })],
}
export const slides: MaterialTold = {
  ...nothing,
  id: 'm-slides' as MaterialId,
  kind: 'slides',
  title: { en: 'Three cities, three lines' },
  step: { session: 2, step: 0 },
  order: 0,
  files: [file(4, { name: 'three-cities.pdf', bytes: 5_200_000, pages: 14 })],
}
const odd: MaterialTold = {
  ...film,
  id: 'm-odd' as MaterialId,
  title: { en: 'The driver' },
  step: { session: 2, step: 1 },
  files: [
    file(5, {
      type: 'video/mp4',
      name: 'driver.mp4',
      bytes: 96_000_000,
      seconds: 64,
      codecs: ['hvc1'],
      plays: 'not-everywhere',
    }),
  ],
  captions: ['en', 'fr', 'de', 'es', 'ar'].map((lang, at) => captions(20 + at, lang)),
}
const lost: MaterialTold = { ...leaflet, id: 'm-lost' as MaterialId, title: { en: 'The first draft' }, lost: true }
const waiting: MaterialTold = { ...leaflet, id: 'm-waiting' as MaterialId, title: { en: 'The timetable' }, files: [] }

export const all: readonly MaterialTold[] = [film, leaflet, slides, odd]
const many = Array.from(
  { length: 40 },
  (_, at): MaterialTold => ({
    ...(at % 3 === 0 ? film : at % 3 === 1 ? leaflet : slides),
    id: `m-${at}` as MaterialId,
    order: at,
    step: { session: 1 + (at % 2), step: at % 4 },
  }),
)

const row = (id: number, of: Partial<Uploading>): Uploading => ({
  id,
  name: 'night-bus.mp4',
  size: 318_000_000,
  target: { material: film.id, lang: null, what: 'file' },
  is: 'sends',
  sent: 0,
  left: null,
  problem: null,
  line: null,
  ...of,
})
const toWaiting = { target: { material: waiting.id, lang: 'fr' as Lang, what: 'file' as const } }
const going: readonly Uploading[] = [
  row(1, { sent: 141_000_000, left: 190 }),
  row(2, { is: 'waits', name: 'night-bus.fr.vtt', size: 5_200 }),
  row(3, { is: 'held', name: 'horaire_FR.pdf', size: 9_400_000, sent: 3_100_000, ...toWaiting }),
  row(4, { is: 'away', name: 'fahrplan_DE.pdf', size: 9_400_000, sent: 7_000_000, ...toWaiting }),
  row(5, { is: 'looks', name: 'timetable.pdf', size: 9_400_000, sent: 9_400_000, ...toWaiting }),
  row(6, {
    is: 'lost',
    name: 'the-other-film.mp4',
    size: 220_000_000,
    target: { material: 'gone', lang: null, what: 'file' },
  }),
]
const refused: readonly Uploading[] = materialFaults.map((fault, at) =>
  row(at, { is: 'refused', problem: { code: 'refused', why: whyOf(fault) }, ...toWaiting }),
)

export type Shown = {
  readonly materials: readonly MaterialTold[]
  readonly uploads?: readonly Uploading[]
  readonly used?: number
}

function local({ materials, uploads = [], used = 419_000_000 }: Shown): MaterialsPort {
  const done = (): undefined => undefined
  const still: Uploads = {
    now: () => uploads,
    onChange: () => done,
    add: done,
    again: () => false,
    hold: done,
    goOn: done,
    drop: done,
    close: done,
  }
  const shelf: Shelf = {
    told: { version: '1', now, materials, playing: [] },
    plan,
    room: { used, limit: mostBytes, free: 40 * 1024 ** 3 },
    ticket: 'one',
  }
  return {
    read: async () => ok(shelf),
    change: async () => ok(null),
    newId: () => 'one',
    uploads: still,
    src: () => '/icon.svg',
  }
}
/** What the organiser's page shows of them, state by state. */
export const localMaterials: Readonly<
  Record<'empty' | 'all' | 'lost' | 'going' | 'refused' | 'full' | 'many', () => MaterialsPort>
> = {
  empty: () => local({ materials: [], used: 0 }),
  all: () => local({ materials: all }),
  lost: () => local({ materials: [lost, film] }),
  going: () => local({ materials: [...all, waiting], uploads: going }),
  refused: () => local({ materials: [waiting], uploads: refused }),
  full: () =>
    local({
      materials: all,
      used: mostBytes - 3_000_000,
      uploads: [row(1, { is: 'refused', problem: { code: 'refused', why: whyOf('dialogue-full') } })],
    }),
  many: () => local({ materials: many, used: 1_650_000_000 }),
}
