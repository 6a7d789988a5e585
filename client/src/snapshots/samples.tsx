/** The snapshots' page in each of its states, on made-up data: for the gallery and its checks. */
import './snapshots.css'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { Fault } from '@tablee/shared/file'
import type { LinkId, TableId } from '@tablee/shared/ids'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import type { Imported, ImportedVoices } from '@tablee/shared/wire/files'
import type { Entry } from './data.ts'
import { boards, comparison, dialogue, second, teamComparison, texts } from './difference-sample.ts'
import { noWish } from './leaves.tsx'
import type { Sending } from './open-files.ts'
import { ImportedSample } from './imported-samples.tsx'
import type { ScreenProps } from './props.ts'
import { Screen } from './screen.tsx'
import { sealedStates } from './sealed-samples.tsx'
import { codingsStates } from './codings-samples.ts'
import type { VoicesInProps } from './voices-in.tsx'

const morning = new Date(2026, 10, 28, 10, 12).getTime()
const noon = new Date(2026, 10, 28, 12, 4).getTime()
const about: DialogueAnswer = {
  id: dialogue,
  title: 'Driverless mobility',
  lang: 'en',
  clock: { session: 2, sessions: 5, title: 'Trust', startedAt: morning, now: noon, steps: [] },
  sessions: [
    { number: 2, title: 'Trust', titles: { en: 'Trust' }, question: 'What would make you trust it?', minutes: 60 },
  ],
  tables: boards.map((id, index) => ({
    id: `t${index + 1}` as TableId,
    number: index + 1,
    site: 'Brussels',
    seats: 6,
    lang: 'fr',
    citizensEdit: false,
    current: id,
    boards: [{ id, session: 2, question: 'What would make you trust it?', closed: false, open: 0 }],
  })),
}
const entry = (hash: string, at: number, nodes: number): Entry => ({
  hash: hash.repeat(16),
  of: 'dialogue',
  dialogue,
  board: null,
  at,
  author: 'analyst',
  boards: 3,
  nodes,
  relations: nodes - 3,
  words: nodes + 4,
})
const entries = [entry('1f9c', noon, 31), entry('a07e', morning, 30)]

/** The same with what people were asked: a vote of 72 people, and a questionnaire before and after. */
function answered(): Snapshot {
  const text = (en: string, ar: string) => ({ en, ar })
  const option = (id: string, en: string, ar: string) => ({ id, text: text(en, ar) })
  const who = {
    id: 'who',
    type: 'single',
    text: text('Who should answer first?', 'من يجيب أوّلاً؟'),
    options: [
      option('maker', 'The maker', 'الصانع'),
      option('city', 'The city', 'المدينة'),
      option('rider', 'The person on board', 'الراكب'),
    ],
    unit: 'people',
    base: 'all',
  } as const
  const trust = {
    id: 'trust',
    type: 'scale',
    text: text('Would you send a child alone?', 'هل ترسل طفلاً وحده؟'),
    min: 1,
    max: 5,
    low: text('not at all', 'إطلاقاً'),
    high: text('fully', 'تماماً'),
    unit: 'people',
    base: 'valid',
  } as const
  const people = Array.from({ length: 72 }, (_, n) => `p${String(n).padStart(2, '0')}`)
  const wave = (step: 'before' | 'after', shift: number) => ({
    step,
    asked: 72,
    people: people.map((pair, n) => ({
      pair,
      answers: [
        {
          item: 'trust',
          answer: { type: 'scale' as const, value: Math.min(5, 1 + ((n * 7) % 5) + (n % 4 < 2 ? shift : 0)) },
        },
      ],
    })),
  })
  const asking = { kind: 'questionnaire', questionnaire: 'q', session: 2, items: [trust] } as const
  return {
    ...second,
    boards: second.boards.map((board, table) => ({
      ...board,
      voices: {
        seats: [],
        rounds: [
          {
            step: 'vote',
            state: 'closed' as const,
            asked: 24,
            ballots: Array.from({ length: 24 - table * 3 }, (_, n) => ({
              item: 'who',
              seat: `T${table + 1}-${String(n + 1).padStart(2, '0')}`,
              how: 'phone' as const,
              at: n,
              answer: { type: 'single' as const, option: n % 8 === 7 ? 'rider' : n % 3 === 0 ? 'city' : 'maker' },
            })),
          },
        ],
      },
    })),
    voices: {
      steps: [
        { id: 'vote', session: 2, title: text('Our vote', 'تصويتنا'), kind: 'ballot', items: [who] },
        { id: 'before', title: text('Before we begin', 'قبل أن نبدأ'), wave: 'before', ...asking },
        { id: 'after', title: text('At the end', 'في الختام'), wave: 'after', ...asking },
      ],
      questionnaires: [wave('before', 0), wave('after', 1)],
    },
  }
}

/** The same in three cities of two countries, one of them too small to be told. */
function inSites(): Snapshot {
  const made = answered()
  const cities = [
    { site: 'Brussels', country: 'BE', group: 'A' },
    { site: 'Ghent', country: 'BE', group: 'B' },
    { site: 'Lille', country: 'FR', group: 'A' },
  ]
  return {
    ...made,
    boards: made.boards.map((board, n) => ({
      ...board,
      ...cities[n],
      voices: {
        seats: [],
        rounds: (board.voices?.rounds ?? []).map((round) => ({
          ...round,
          ballots: (round.ballots ?? []).map((one, at) => ({
            ...one,
            answer: { type: 'single' as const, option: ['maker', 'city', 'maker', 'rider'][at % 4] ?? 'maker' },
          })),
        })),
      },
    })),
    voices: {
      steps: (made.voices?.steps ?? []).map((step) =>
        step.kind === 'ballot'
          ? { ...step, items: step.items.map((item) => ({ ...item, base: 'valid' as const })) }
          : step,
      ),
      questionnaires: made.voices?.questionnaires ?? [],
    },
  }
}

const nothing = () => undefined
const base: ScreenProps = {
  about,
  entries,
  subject: null,
  chosen: entries[0]?.hash ?? null,
  read: null,
  photo: async () => null,
  against: null,
  comparison: null,
  busy: null,
  news: null,
  problem: null,
  saved: null,
  wish: noWish,
  onWish: nothing,
  files: {
    board: boards[0] ?? null,
    mayImport: false,
    saving: null,
    saved: null,
    savedProblem: null,
    sending: null,
    files: [],
    onEncoding: nothing,
    onBoard: nothing,
    onExport: nothing,
    onFiles: nothing,
    onPut: nothing,
    onCancel: nothing,
    onCancelExport: nothing,
    onAgain: nothing,
  },
  voicesIn: {
    mayImport: false,
    sending: null,
    files: [],
    columns: {},
    onColumns: nothing,
    onFiles: nothing,
    onLook: nothing,
    onMake: nothing,
    onCancel: nothing,
    onAgain: nothing,
  },
  codingsIn: {
    mayMake: false,
    where: 'codebook',
    lang: null,
    sending: null,
    files: [],
    onWhere: nothing,
    onLang: nothing,
    onFiles: nothing,
    onLook: nothing,
    onBring: nothing,
    onCancel: nothing,
    onAgain: nothing,
  },
  onSubject: nothing,
  onTake: nothing,
  onChoose: nothing,
  onAgainst: nothing,
  onDownload: nothing,
  onCancelDownload: nothing,
  onAgain: nothing,
  onCountersign: null,
}
const found: Imported = {
  seq: null,
  format: 'argael',
  nodes: 173,
  relations: 61,
  words: 0,
  shapes: 0,
  left: { annotators: 1, times: 234, 'self-links': 1 },
}
const fileState = (sending: Sending): ScreenProps => ({
  ...base,
  saved: { name: 'tablee-1f9c1f9c1f9c.kialo.txt', left: { words: 12, kinds: 7, undercuts: 2 } },
  files: { ...base.files, mayImport: true, sending },
})
const voicesFound: ImportedVoices = {
  dialogue: null,
  format: 'survey',
  title: 'Nights in the city',
  people: 526,
  tables: 6,
  items: 14,
  answers: 7_204,
  columns: { id: 'Response ID', weight: 'weight', table: null },
  left: { 'rows-paired': 1_052, 'guessed-variables': 3, 'labelled-missing': 42 },
  links: [],
}
const voicesState = (sending: VoicesInProps['sending'], files: readonly File[] = []): ScreenProps => ({
  ...base,
  voicesIn: { ...base.voicesIn, mayImport: true, sending, files },
})
const linksMade = (['organiser', 'analyst'] as const).map((role) => ({
  id: role as LinkId,
  role,
  label: '',
  table: null,
  tableNumber: null,
  site: null,
  seat: null,
  createdAt: noon,
  expiresAt: null,
  code: null,
  url: `https://tablee.example/join#${role}-b7f3a91c20`,
  revokedAt: null,
}))
/** As an office program of the West saves it. */
const latin = new File(
  [
    Uint8Array.from('id,humeur\n1,tr\u00e8s bien\n2,mal \u00e0 l\u2019aise\n', (one) =>
      one === '\u2019' ? 0x92 : one.charCodeAt(0),
    ),
  ],
  'enquete.csv',
)
const refusedVoices = (line: number, why: Fault): VoicesInProps['sending'] => ({
  at: 'refused',
  problem: { code: 'bad-file', file: latin.name, line, column: null, place: null, why },
})
const states: Readonly<Record<string, ScreenProps>> = {
  'snapshots-voices-choose': voicesState(null),
  'snapshots-voices-found': voicesState({ at: 'looked', file: 'panel.csv', found: voicesFound }, [latin]),
  'snapshots-voices-made': voicesState({
    at: 'put',
    file: 'panel.csv',
    found: {
      ...voicesFound,
      links: linksMade,
    },
  }),
  'snapshots-voices-encoding': voicesState(
    refusedVoices(2, {
      code: 'other-encoding',
      values: { at: 14, encoding: 'windows-1252', shows: '1,tr\u00e8s bien' },
    }),
    [latin],
  ),
  'snapshots-voices-twice': voicesState(
    refusedVoices(4, { code: 'person-twice', values: { id: 'r1', column: 'Response ID' } }),
    [latin],
  ),
  ...codingsStates(base, linksMade),
  ...sealedStates(base, about, entry),
  'snapshots-empty': { ...base, entries: [], chosen: null },
  'snapshots-taking': { ...base, busy: 'taking' },
  'snapshots-same': { ...base, news: { what: 'same', at: noon } },
  'snapshots-difference': { ...base, against: entries[1]?.hash ?? null, comparison },
  'snapshots-difference-team': { ...base, against: entries[1]?.hash ?? null, comparison: teamComparison },
  'snapshots-answers-sites': { ...base, by: 'site', read: { snapshot: inSites(), texts } },
  'snapshots-answers': { ...base, read: { snapshot: answered(), texts } },
  'snapshots-trouble': { ...base, problem: { at: 'take', problem: { code: 'journal-unavailable' } } },
  'snapshots-file-read': fileState({ at: 'reading', file: 'debat.argdown', part: 0.6 }),
  'snapshots-file-found': fileState({ at: 'looked', file: '615_arg_comp.csv', found }),
  'snapshots-file-put': fileState({
    at: 'put',
    file: 'carte.xaif.json',
    found: { ...found, seq: 9, format: 'xaif', words: 12 },
  }),
  'snapshots-file-refused': fileState({
    at: 'refused',
    problem: {
      code: 'bad-file',
      file: 'carte.json',
      line: null,
      column: null,
      place: 'AIF.nodes[3].text',
      why: { code: 'wrong-type', values: { field: 'text', want: 'text' } },
    },
  }),
  'snapshots-offline': { ...base, problem: { at: 'list', problem: { code: 'offline' } } },
}

export function SnapshotsSample({ state }: { state: string }) {
  const props = states[state]
  return props ? <Screen {...props} /> : <ImportedSample state={state} />
}
