/** The observers' screens, state by state: the real ones, on views that `project` makes of sample boards. */
import '../observe/observe.css'
import { Gone } from './going-away.tsx'
import '../observe/desk.css'
import { sampleCanvas } from '@tablee/shared/board/canvas/samples'
import { contestedMinutes, rtlMinutes } from '@tablee/shared/board/notes/samples'
import { readWhole } from '@tablee/shared/board/whole'
import { contested, empty, rtl } from '@tablee/shared/board/samples'
import type { NodeId, SiteId } from '@tablee/shared/ids'
import type { WatchList } from '@tablee/shared/wire/watch'
import { nothingHeld, defaultPolicy, type ViewPolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import type { ReactNode } from 'react'
import type * as Y from 'yjs'
import type { Course } from '@tablee/shared/dialogue/course'
import { NewsContext, type News } from '../observe/announced.tsx'
import { FormContext } from '../observe/controls.tsx'
import { GroundRules } from '../observe/door.tsx'
import type { Form } from '../observe/form.ts'
import { Watching } from '../observe/page.tsx'
import type { Table, Watched } from '../observe/watch.ts'
import {
  rewordedResults,
  samplePicked,
  sampleRecommendations,
  sampleResults,
  type SampleStep,
} from './result-samples.ts'
import { sampleGiven } from './given-samples.ts'
import { courseNow, withCourse } from './clock-states.ts'
import { sampleMaterials } from './material-samples.ts'
import { status } from './states.ts'
import { sampleTranslations } from './translated.ts'

const minute = 60_000
const nothing = (): void => {}
const question = { en: status().question, ar: status({}, 'ar').question }

/** An observer's id of a thing is not the board's; here a prefix is difference enough. */
function table(
  number: number,
  doc: Y.Doc,
  policy: Partial<ViewPolicy> = {},
  change: { readonly site?: string; readonly connected?: boolean; readonly ar?: boolean } = {},
): Table {
  const board = readWhole(doc)
  const asked = {
    ...board,
    meta: {
      ...board.meta,
      question: question[change.ar ? 'ar' : 'en'],
      lang: change.ar ? ('ar' as const) : ('en' as const),
    },
  }
  const now = { ...defaultPolicy, ...policy }
  return {
    table: number,
    site: change.site ?? 'Brussels',
    room: `room-${number}`,
    epoch: 1,
    delay: now.delayMinutes,
    earlier: number === 3 ? [{ session: 1, place: 'a-place-of-letters' }] : [],
    seen: {
      view: project(asked as typeof board, now, nothingHeld, (id) => `o-${number}-${id}`),
      connected: change.connected ?? true,
      at: Date.now() - 2 * minute,
    },
  }
}
const hall = (): readonly Table[] => [
  table(1, contested()),
  table(2, contested(), { curtain: 'drawn' }),
  table(3, contested(), { showWords: false, delayMinutes: 5 }),
  table(4, contested(), { observation: 'paused' }, { site: 'Tunis' }),
  table(5, rtl(), {}, { site: 'Tunis', ar: true }),
  table(6, contested(), { consent: false }, { site: 'Tunis' }),
]
/** What the table of another language says, beneath it in the reader's own. */
const inEnglish = (doc: ReturnType<typeof rtl>, policy: Partial<ViewPolicy> = {}): Table =>
  table(5, doc, { ...policy, translations: { of: sampleTranslations(doc), newest: 0 } }, { site: 'Tunis', ar: true })
const translated = (): readonly Table[] => hall().map((one) => (one.table === 5 ? inEnglish(rtl()) : one))
const listOf = (tables: readonly Table[], course: Course = courseNow()): WatchList => ({
  id: 'driverless-mobility',
  dialogue: 'Driverless mobility',
  lang: 'en',
  clock: withCourse(status().clock, course),
  tables,
  asked: [
    {
      session: 1,
      title: { en: 'How I get about', fr: 'Ma mobilité', ar: 'كيف أتنقّل' },
      question: { en: 'What would change in the way you get about?', ar: 'ما الذي سيتغيّر في تنقّلاتكم؟' },
    },
    {
      session: 2,
      title: { en: 'Trust', fr: 'La confiance', ar: 'الثقة' },
      question: { en: 'What would make you trust it?', ar: 'ما الذي يجعلكم تثقون بها؟' },
    },
  ],
})
/** Brussels is in the second session and Tunis still in the first. */
const apart = (): WatchList => {
  const list = listOf(hall())
  const course = courseNow()
  const site = (id: string, name: string, session: number) => ({
    id: id as SiteId,
    name,
    zone: null,
    clock: { course: { ...course, session }, version: 1, takesBack: null },
  })
  const tables = list.tables.map((table) => ({ ...table, session: table.site === 'Tunis' ? 1 : 2 }))
  return { ...list, tables, sites: [site('brussels', 'Brussels', 2), site('tunis', 'Tunis', 1)] }
}
const apartOn = (form: Form): ReactNode => {
  const list = apart()
  const tables = hall().map((table) => ({ ...table, session: table.site === 'Tunis' ? 1 : 2 }))
  return <Watching form={form} watched={{ state: 'here', list }} tables={tables} number={null} link="watch-this" />
}
const here = (tables: readonly Table[]): Watched => ({ state: 'here', list: listOf(tables) })
const one = (only: Table, first: string | null = null): ReactNode => (
  <Watching form="wall" watched={here([only])} tables={[only]} number={only.table} first={first} />
)
const results = sampleResults()
const alone = (only: Table): ReactNode => (
  <Watching form="wall" watched={here([only])} tables={[only]} number={only.table} first="results" results={results} />
)
/** Nobody has said anything yet: a result stands on the wall by itself. */
const answered = (...of: readonly SampleStep[]): ReactNode => shown(sampleResults(of))
const shown = (all: typeof results): ReactNode => {
  const tables = Array.from({ length: 12 }, (_, n) => table(n + 1, empty()))
  return <Watching form="wall" watched={here(tables)} tables={tables} number={null} results={all} />
}
const recommended = (lang: 'en' | 'ar'): ReactNode => shown(sampleRecommendations(lang))
/** What people wrote, beneath it what it says in the reader's language. */
function resultsTranslated(): typeof results {
  const [step] = results.steps
  const [figure] = step?.figures ?? []
  if (step === undefined || figure === undefined) return results
  const { wording: _none, ...of } = figure
  const texts = [
    {
      text: 'شخص يجيب، لا رقم هاتف',
      lang: 'ar',
      translations: { en: { text: 'Somebody who answers, no number', state: 'checked' as const } },
      reasons: [
        {
          wording: 'مكتبها في الخارج ولا يردّ على الركّاب',
          lang: 'ar',
          translations: { en: { text: 'Its office is abroad, and answers nobody', state: 'human' as const } },
        },
      ],
    },
    { text: 'A bus that comes', lang: 'en', translations: { ar: { text: 'حافلة تأتي', state: 'human' as const } } },
  ]
  const open = { ...of, item: 'open' as typeof of.item, type: 'text' as const, rows: [], texts }
  return { ...results, steps: [{ ...step, figures: [open], byTable: [] }] }
}
const everything = (all: typeof results | null): ReactNode => (
  <Watching watched={here(hall())} tables={hall()} number={null} first="all-results" results={all} />
)
function onCanvas(doc: Y.Doc, lang: 'en' | 'ar' = 'en'): Y.Doc {
  const [issue] = readWhole(doc).outline
  sampleCanvas(doc, lang, issue?.node ?? null)
  return doc
}
const wall = (tables: readonly Table[]): ReactNode => (
  <Watching form="wall" watched={here(tables)} tables={tables} number={null} />
)
const wallAt = (course: Course, news: News | null = null): ReactNode => {
  const tables = hall()
  return (
    <NewsContext.Provider value={news}>
      <Watching form="wall" watched={{ state: 'here', list: listOf(tables, course) }} tables={tables} number={null} />
    </NewsContext.Provider>
  )
}
const given = (board: ReturnType<typeof sampleGiven>, form: Form = 'wall', since: number | null = null): ReactNode => {
  const tables = hall()
  const watched: Watched = since === null ? here(tables) : { state: 'offline', list: listOf(tables), since }
  const first = form === 'wall' ? null : 'all-results'
  return <Watching form={form} watched={watched} tables={tables} number={null} first={first} shared={[board]} />
}
/** `form` null: nothing came before the line was cut. */
function cutOff(form: Form | null): ReactNode {
  const tables = form === null ? [] : hall().map((one) => ({ ...one, seen: { ...one.seen, connected: false } }))
  const watched: Watched = { state: 'offline', list: form === null ? null : listOf(tables), since: Date.now() - minute }
  return <Watching form={form ?? 'desk'} watched={watched} tables={tables} number={null} results={results} />
}
const onWall = (screen: ReactNode): ReactNode => (
  <FormContext.Provider value={['wall', nothing]}>{screen}</FormContext.Provider>
)
/** What comes in nine seconds. */
const comes = (what: News['comes']): News => ({ comes: what, at: Date.now() + 9_000, now: () => Date.now() })
type DeskChange = Pick<Parameters<typeof Watching>[0], 'linked' | 'copied' | 'first'> & { readonly number?: number }
const desk = ({ number, ...change }: DeskChange = {}, tables = hall()): ReactNode => (
  <Watching
    watched={here(tables)}
    tables={tables}
    number={number ?? null}
    results={results}
    link="watch-this"
    {...change}
  />
)
/** What is said when the first voice was copied; `done`: the browser took it. */
function copied(done: boolean): ReactNode {
  const tables = hall()
  const [id = '', said] = Object.entries(tables[0]?.seen.view?.words ?? {})[0] ?? []
  const of = {
    id,
    words: `“${said?.text ?? ''}”`,
    source:
      'Brussels, table 1, 25 April 2026 at 10:19, “Who answers when a driverless shuttle gets it wrong?”, Session 2 of 5, own typing, English. Driverless mobility.',
    link: 'https://tablee.example/watch/k3v9…/entry/0jMv8KY4UkRjt7VB.m1XbQ0pPqYwW2dK6k4nJ8g',
  }
  return desk({ copied: { of, from: 'voices', what: 'whole', done } }, tables)
}
function named(): ReactNode {
  const tables = hall()
  const table = tables[0] ?? null
  const [words = '', said] = Object.entries(table?.seen.view?.words ?? {})[0] ?? []
  const name = { node: said?.node ?? '', words }
  return desk({ linked: { id: words, table, earlier: null, state: 'here', named: name } }, tables)
}

/** Made once per look: a new view at each render would be news. */
export const observingScreens: Readonly<Record<string, () => ReactNode>> = {
  'watch-wall': () => wall(hall()),
  'watch-wall-quiet': () => wall([1, 2, 3].map((number) => table(number, empty()))),
  'watch-wall-offline': () => wall(hall().map((one) => ({ ...one, seen: { ...one.seen, connected: false } }))),
  'watch-wall-next': () => wallAt(courseNow(), comes({ what: 'session', title: 'Our streets', lang: 'en' })),
  'watch-wall-held': () => wallAt(courseNow({ heldAt: Date.now() - minute })),
  'watch-wall-ended': () => wallAt(courseNow({ ended: true })),
  'watch-wall-tap': () => (
    <Watching
      form="wall"
      watched={here(hall())}
      tables={hall()}
      number={null}
      films={{ told: sampleMaterials(), address: () => '', keeps: false }}
    />
  ),
  'watch-wall-given': () => given(sampleGiven()),
  'watch-wall-given-open': () => given(sampleGiven({ closed: false })),
  'watch-wall-given-many': () => given(sampleGiven({ times: 4, long: true })),
  'watch-wall-given-erased': () => given(sampleGiven({ erased: 2 })),
  'watch-given': () => given(sampleGiven(), 'desk'),
  'watch-given-open': () => given(sampleGiven({ closed: false }), 'desk'),
  'watch-wall-apart': () => apartOn('wall'),
  'watch-desk-apart': () => apartOn('desk'),
  'watch-desk-next': () => (
    <NewsContext.Provider value={comes({ what: 'step', title: 'Ballot', lang: 'en' })}>{desk()}</NewsContext.Provider>
  ),
  'watch-desk-translated': () => desk({ number: 5 }, translated()),
  'watch-wall-translated': () => wall(translated().filter(({ table }) => table === 5)),
  'watch-wall-result': () => answered('street'),
  'watch-wall-result-ways': () => answered('blame'),
  'watch-wall-result-scale': () => answered('trust'),
  'watch-wall-result-dots': () => answered('cars'),
  'watch-wall-picked': () => shown(samplePicked()),
  'watch-wall-picked-gone': () => shown(samplePicked(true)),
  'watch-wall-recommended': () => recommended('en'),
  'watch-wall-recommended-rtl': () => recommended('ar'),
  'watch-results-recommended': () => everything(sampleRecommendations()),
  'watch-results': () => everything(results),
  'watch-results-translated': () => everything(resultsTranslated()),
  'watch-imported': () => (
    <Watching
      watched={{ state: 'here', list: { ...listOf([]), dialogue: 'Nights in our city', imported: true } }}
      tables={[]}
      number={null}
      results={results}
    />
  ),
  'watch-wall-result-worded': () => shown(rewordedResults()),
  'watch-results-worded': () => everything(rewordedResults()),
  'watch-results-none': () => everything({ ...results, steps: [], change: [] }),
  'watch-table-results': () => alone(table(3, contested())),
  'watch-table': () => one(table(3, contested())),
  'watch-table-notes': () => one(table(3, contestedMinutes(), { showNotes: true, hidden: ['p2' as NodeId] })),
  'watch-table-canvas': () => one(table(3, onCanvas(contested()), {}, {}), 'canvas'),
  'watch-table-canvas-rtl': () => one(table(5, onCanvas(rtl(), 'ar'), {}, { ar: true }), 'canvas'),
  'watch-table-notes-translated': () => one(inEnglish(rtlMinutes(), { showNotes: true })),
  'watch-table-canvas-translated': () => one(inEnglish(onCanvas(rtl(), 'ar')), 'canvas'),
  'watch-table-delayed': () => one(table(3, contested(), { delayMinutes: 5, showWords: false })),
  'watch-table-rtl': () => one(table(5, rtl(), {}, { ar: true })),
  'watch-table-empty': () => one(table(3, empty())),
  'watch-table-paused': () => one(table(3, contested(), { observation: 'paused' })),
  'watch-table-curtain': () => one(table(3, contested(), { curtain: 'drawn' })),
  'watch-table-no-consent': () => one(table(3, contested(), { consent: false })),
  'watch-table-offline': () => one(table(3, contested(), {}, { connected: false })),
  'watch-desk': () => desk(),
  'watch-desk-table': () => desk({ number: 3 }),
  'watch-desk-list': () => desk({ number: 1, first: 'outline' }),
  'watch-desk-rtl': () => desk({ number: 5 }),
  'watch-desk-curtain': () => desk({ number: 2 }),
  'watch-desk-quiet': () =>
    desk(
      {},
      [1, 2, 3].map((number) => table(number, empty())),
    ),
  'watch-desk-copied': () => copied(true),
  'watch-desk-by-hand': () => copied(false),
  'watch-desk-named': () => named(),
  'watch-desk-gone': () => desk({ linked: { id: 'x', table: null, earlier: null, state: 'gone', named: null } }),
  'watch-door': () => (
    <GroundRules of={{ dialogue: 'Driverless mobility', lang: 'en', rules: null }} onAgree={nothing} />
  ),
  'watch-door-own': () => (
    <GroundRules
      of={{
        dialogue: 'Driverless mobility',
        lang: 'en',
        rules: {
          en: 'You are a guest of six tables.\n\nPlease leave your camera in its bag.',
          ar: 'أنتم ضيوف على ست طاولات.\n\nاتركوا الكاميرا في حقيبتها من فضلكم.',
        },
      }}
      onAgree={nothing}
    />
  ),
  'watch-signs': () => desk({ first: 'signs' }),
  'watch-gone': () => <Gone>{cutOff(null)}</Gone>,
  'watch-gone-desk': () => <Gone>{cutOff('desk')}</Gone>,
  'watch-gone-wall': () => <Gone>{onWall(cutOff('wall'))}</Gone>,
  'watch-gone-wall-nobody-says': () => <Gone to={null}>{onWall(cutOff('wall'))}</Gone>,
  'watch-nothing': () => <Watching watched={{ state: 'nothing' }} tables={[]} number={null} />,
  'watch-loading': () => <Watching watched={{ state: 'loading' }} tables={[]} number={null} />,
  'watch-offline': () => cutOff(null),
}
