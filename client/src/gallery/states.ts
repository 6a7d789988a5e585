/** Every screen and state of the table, by name: the gallery shows them, the browser tests walk through them. */
import { addNode } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { contested, cyclic, empty, large, rtl } from '@tablee/shared/board/samples'
import { contestedMinutes } from '@tablee/shared/board/notes/samples'
import { wordingOf } from '@tablee/shared/board/doc'
import { newId, seatCode, type BoardId, type Lang, type NodeId } from '@tablee/shared/ids'
import type { TablePolicy } from '@tablee/shared/view/policy'
import type { BoardStatus } from '@tablee/shared/wire/board'
import * as Y from 'yjs'
import type { Elsewhere } from '../link/elsewhere.ts'
import type { Present } from '../link/link.ts'
import type { AskCopies } from '../ui/copies/copies-now.tsx'
import type { Ui } from '../table/actions/ui.ts'
import type { Head } from '../table/screen/kept-head.tsx'
import type { Local } from './local-link.ts'
import { backStates } from './back-states.ts'
import { callsStates } from './calls-states.ts'
import { sharesTableStates } from './shares-table-states.ts'
import { materialsTableStates } from './materials-table-states.ts'
import { canvasStates } from './canvas-states.ts'
import { clockStates } from './clock-states.ts'
import { dictateStates } from './dictate-states.ts'
import { handStates } from './hand-states.ts'
import { notesStates } from './notes-states.ts'
import { mapStates } from './maps.ts'
import { comingHistory, historyOf, localHistory, lostHistory } from './replays.ts'
import type { CallsPort } from '../table/calls/port.ts'
import type { MaterialsPort } from '../table/materials/port.ts'
import type { HistoryPort } from '../table/history/port.ts'
import type { BackPort } from '../table/back/port.ts'
import type { PaperPort } from '../table/paper/port.ts'
import type { VoicesPort } from '../table/voices/port.ts'
import { paperStates } from './paper-states.ts'
import { voicesStates } from './voices-states.ts'
import type { DictatePort } from '../table/dictate/port.ts'
import type { TranslationsPort } from '../table/translated.tsx'
import type { AskedPort } from '../table/asked.tsx'
import { asAsked, asTranslated, press } from './translated.ts'

const minute = 60_000
const savedUntil = new Date(2026, 10, 28, 10, 22).getTime()

const titles = {
  en: {
    trust: 'Trust',
    names: ['Arriving', 'Trust', 'Who decides'],
    steps: ['Welcome', 'Video', 'Private writing', 'Map', 'Ballot', 'Read-back'],
    question: 'When a driverless shuttle gets it wrong, who answers for it?',
    site: 'Brussels',
  },
  ar: {
    trust: 'الثقة',
    names: ['الوصول', 'الثقة', 'من يقرّر'],
    steps: ['ترحيب', 'فيديو', 'كتابة خاصة', 'الخريطة', 'اقتراع', 'قراءة راجعة'],
    question: 'إذا أخطأت حافلة بلا سائق، فمن يتحمّل المسؤولية؟',
    site: 'تونس',
  },
} as const

const sessions = [
  [1, 'b0' as BoardId],
  [2, 'b1' as BoardId],
  [3, 'b2' as BoardId],
] as const

/** The dialogue went on to session 3; this board is of session 2. */
function wentOn(lang: 'en' | 'ar' = 'en'): BoardStatus {
  const before = status({}, lang)
  const names = titles[lang].names
  return {
    ...before,
    clock: { ...before.clock, session: 3, title: names[2] },
    ...(before.texts ? { texts: { ...before.texts, title: { en: titles.en.names[2], ar: titles.ar.names[2] } } } : {}),
    sessions: sessions.map(([number, board], index) => ({ number, board, title: names[index] ?? '' })),
  }
}

export function status(change: Partial<BoardStatus> = {}, lang: 'en' | 'ar' = 'en', into = 24.3): BoardStatus {
  const now = Date.now()
  const { trust, steps, question, site, names } = titles[lang]
  const kinds = ['welcome', 'video', 'private-writing', 'map', 'ballot', 'read-back'] as const
  const minutes = [5, 5, 8, 25, 7, 10]
  return {
    board: 'b1' as BoardId,
    dialogue: 'd1',
    dialogueTitle: 'Driverless mobility',
    site,
    tableNumber: 3,
    seats: 6,
    question,
    lang,
    curtain: 'open',
    held: 0,
    observed: true,
    state: 'open',
    sessions: sessions.slice(0, 2).map(([number, board], index) => ({ number, board, title: names[index] ?? trust })),
    texts: {
      question: change.question === undefined ? { en: titles.en.question, ar: titles.ar.question } : null,
      title: { en: titles.en.trust, ar: titles.ar.trust },
      steps: titles.en.steps.map((step, index) => ({ en: step, ar: titles.ar.steps[index] ?? step })),
      sessions: titles.en.names.map((name, index) => ({ en: name, ar: titles.ar.names[index] ?? name })),
    },
    clock: {
      session: 2,
      sessions: 5,
      title: trust,
      startedAt: now - into * minute,
      steps: kinds.map((kind, index) => ({ kind, title: steps[index] ?? '', minutes: minutes[index] ?? 5 })),
      now,
    },
    ...change,
  }
}

const nodeWith = (doc: Y.Doc, kind: string, nth = 0): NodeId | null =>
  [...readBoard(doc).outline].map((item) => readBoard(doc).nodes.get(item.node)).filter((node) => node?.kind === kind)[
    nth
  ]?.id ?? null

function people(doc: Y.Doc): readonly Present[] {
  const node = nodeWith(doc, 'question') ?? nodeWith(doc, 'position')
  const text = node === null ? null : wordingOf(doc, node)
  const at = text ? Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, text.length)) : null
  const rest: Present[] = [1, 2, 3, 6].map((seat, index) => ({
    conn: index + 3,
    seat: seatCode(3, seat),
    role: 'citizen',
    node: null,
    writing: false,
    anchor: null,
    head: null,
  }))
  return [{ conn: 2, seat: null, role: 'facilitator', node, writing: node !== null, anchor: at, head: at }, ...rest]
}

export type State = {
  readonly local: () => Local
  /** All tables were led to this board. */
  readonly led?: boolean
  /** The board that this person was led away from while they wrote. */
  readonly left?: string
  /** What they typed elsewhere without a network. */
  readonly typed?: Elsewhere
  readonly ui?: (doc: Y.Doc) => Partial<Ui>
  readonly secure?: boolean
  /** Its dialogue was moved to another address. */
  readonly gone?: boolean
  /** What its page knew of its head, and which entries it had not seen saved, before it was opened anew. */
  readonly head?: Head
  readonly unsaved?: (doc: Y.Doc) => readonly (NodeId | null)[]
  readonly history?: (doc: Y.Doc) => HistoryPort
  /** What is asked of each person, and what they said. */
  readonly voices?: (doc: Y.Doc) => VoicesPort
  /** What the table and its room say to one another, paper that is typed in, and boards of before. */
  readonly calls?: () => CallsPort
  readonly paper?: () => PaperPort
  readonly back?: () => BackPort
  /** Films, slides and leaflets. */
  readonly materials?: () => MaterialsPort
  /** What translators made of it. */
  readonly translated?: (doc: Y.Doc) => TranslationsPort
  /** Push to talk. */
  readonly dictate?: () => DictatePort
  /** What translators ask it. */
  readonly asked?: (doc: Y.Doc) => AskedPort
  /** On how many laptops the day lies. */
  readonly copies?: AskCopies
  /** What somebody did once the map stood there. */
  readonly after?: () => void
}

const contestedLocal = (change: Partial<BoardStatus> = {}, more: Partial<Local> = {}): Local => {
  const doc = contested()
  return { doc, status: status(change), others: people(doc), ...more }
}
const withWords = (doc: Y.Doc): Partial<Ui> => {
  const board = readBoard(doc)
  const id =
    [...board.wordsOf.keys()].find((node) => board.nodes.get(node)?.kind === 'condition') ??
    [...board.wordsOf.keys()][0] ??
    null
  return id === null ? {} : { selected: id, opened: new Set([id]) }
}

const typedAside = (text: string): Elsewhere => ({
  board: 'b0',
  changes: 1,
  at: null,
  aside: { id: 'aside', texts: [text] },
})

const replay = (tab: Ui['tab'] = 'map') => ({
  ui: () => ({ replay: true, tab }),
  history: (doc: Y.Doc) => localHistory(historyOf(doc)),
})

const keptThree: Partial<Local> = {
  light: { kind: 'kept', n: 3, onDisk: true, writing: null, since: Date.now() - minute },
  link: { state: 'waiting' },
  others: [],
}
const unsaved = (doc: Y.Doc) => [nodeWith(doc, 'position', 1), nodeWith(doc, 'condition')]
const headBefore: Head = {
  table: 5,
  seats: 6,
  site: 'Aachen',
  session: { number: 2, of: 5, title: 'Trust', lang: 'en' },
  question: 'On what conditions would you hand over the wheel?',
  lang: 'en',
}

export const states: Readonly<Record<string, State>> = {
  replay: { local: () => contestedLocal(), ...replay() },
  'replay-notes': { local: () => ({ doc: contestedMinutes(), status: status() }), ...replay('notes') },
  'replay-rtl': { local: () => ({ doc: rtl(), status: status({}, 'ar') }), ...replay() },
  'replay-reading': {
    local: () => contestedLocal(),
    ui: () => ({ replay: true }),
    history: (doc) => comingHistory(historyOf(doc)),
  },
  'replay-empty': { local: () => contestedLocal(), ui: () => ({ replay: true }), history: () => localHistory([]) },
  'replay-failed': { local: () => contestedLocal(), ui: () => ({ replay: true }), history: () => lostHistory },
  table: { local: () => contestedLocal(), ui: withWords },
  empty: { local: () => ({ doc: empty(), status: status({}, 'en', 18.3) }) },
  large: { local: () => ({ doc: large(500), status: status() }) },
  ...backStates((change, lang) => status(change, lang)),
  ...clockStates((change, lang) => status(change, lang)),
  ...mapStates((lang) => status({}, lang)),
  ...notesStates((change, lang) => status(change, lang)),
  ...canvasStates((change, lang) => status(change, lang)),
  ...callsStates((change, lang) => status(change, lang)),
  ...materialsTableStates((change, lang) => status(change, lang)),
  ...sharesTableStates((change, lang) => status(change, lang)),
  ...handStates((change, lang) => status(change, lang)),
  ...dictateStates((change, lang) => status(change, lang)),
  ...voicesStates((change, lang) => status(change, lang), people),
  ...paperStates(voicesStates((change, lang) => status(change, lang))),
  cyclic: { local: () => ({ doc: cyclic(), status: status() }) },
  rtl: { local: () => ({ doc: rtl(), status: status({}, 'ar') }), ui: withWords },
  translated: {
    local: () => ({ doc: rtl(), status: status({ translated: 1 }, 'ar') }),
    ui: withWords,
    translated: asTranslated,
  },
  asked: {
    local: () => ({ doc: rtl(), status: status({ translated: 1 }, 'ar') }),
    ui: withWords,
    asked: asAsked,
  },
  'asked-open': {
    local: () => ({ doc: rtl(), status: status({ translated: 1 }, 'ar') }),
    ui: withWords,
    asked: asAsked,
    after: () => press('.held.asked'),
  },
  gone: {
    local: () => contestedLocal({}, { link: { state: 'waiting' }, others: [] }),
    gone: true,
  },
  'gone-kept': {
    local: () => contestedLocal({}, keptThree),
    gone: true,
  },
  // Opened anew where nobody answers for it any more.
  'gone-anew': {
    local: () => contestedLocal({}, { ...keptThree, told: false }),
    gone: true,
    head: headBefore,
    unsaved,
  },
  // A curtain that was drawn there is drawn nowhere.
  'gone-curtain': {
    local: () =>
      contestedLocal(
        {},
        { ...keptThree, pending: [{ command: { id: 'c1', kind: 'curtain', to: 'drawn' }, at: Date.now() }] },
      ),
    gone: true,
    ui: () => ({ dialog: { kind: 'observers' } }),
  },
  'gone-kept-list': {
    local: () => contestedLocal({}, keptThree),
    gone: true,
    unsaved,
    ui: () => ({ dialog: { kind: 'kept' } }),
  },
  offline: {
    local: () =>
      contestedLocal(
        {},
        {
          light: { kind: 'kept', n: 3, onDisk: true, writing: null, since: Date.now() - minute },
          link: { state: 'waiting' },
          others: [],
        },
      ),
    ui: withWords,
    secure: true,
  },
  'device-silent': {
    local: () =>
      contestedLocal(
        {},
        {
          light: { kind: 'unread', n: 0, connected: false, since: Date.now() - minute },
          link: { state: 'waiting', seen: false },
          others: [],
        },
      ),
    secure: true,
  },
  'offline-http': {
    local: () =>
      contestedLocal(
        {},
        {
          light: { kind: 'kept', n: 3, onDisk: false, writing: null, since: Date.now() - minute },
          link: { state: 'waiting' },
          others: [],
        },
      ),
    secure: false,
  },
  refused: {
    local: () => {
      const doc = contested()
      const at = nodeWith(doc, 'position', 1)
      return {
        doc,
        status: status(),
        others: people(doc),
        light: {
          kind: 'refused',
          n: 0,
          refused: [
            {
              id: 'r1',
              at: Date.now(),
              problem: { code: 'refused', why: 'closed' },
              where: at === null ? [] : [at],
              changes: 1,
            },
          ],
        },
      }
    },
  },
  'storage-down': {
    local: () => contestedLocal({}, { light: { kind: 'storage-down', savedUntil, n: 2, onDisk: true } }),
  },
  damaged: { local: () => contestedLocal({ damaged: true }) },
  'one-copy': {
    local: () => contestedLocal(),
    copies: (after) =>
      after === null
        ? Promise.resolve({ ok: true, value: { version: '1', state: 'one', since: savedUntil, behind: 0 } })
        : new Promise(() => undefined),
  },
  saving: { local: () => contestedLocal({}, { light: { kind: 'saving', n: 2, since: Date.now() - minute } }) },
  curtain: { local: () => contestedLocal({ curtain: 'drawn' }) },
  'curtain-room': { local: () => contestedLocal({ curtain: 'drawn', drawnBy: 'room', watching: 3 }) },
  held: { local: () => contestedLocal({ held: 3 }) },
  moved: { local: () => contestedLocal(wentOn()), led: true },
  'earlier-session': { local: () => contestedLocal(wentOn()) },
  renewed: { local: () => contestedLocal({}, { link: { renewed: Date.now() } }) },
  'typed-stands': {
    local: () => contestedLocal(),
    typed: { board: 'b0', changes: 2, at: { table: 4, session: 1 }, aside: null },
  },
  'typed-aside': { local: () => contestedLocal(), typed: typedAside('The shuttle’s maker, and nobody else, pays') },
  'typed-aside-rtl': {
    local: () => ({ doc: rtl(), status: status({}, 'ar') }),
    typed: typedAside('الشركة المصنّعة هي التي تدفع'),
  },
  barred: { local: () => contestedLocal({}, { link: { state: 'barred' }, mayEdit: false }) },
  'over-time': { local: () => ({ ...contestedLocal(), status: status({}, 'en', 63.2) }) },
  citizen: { local: () => contestedLocal({}, { role: 'citizen', seat: 'T3-04', mayEdit: false }), ui: withWords },
  'citizen-writes': {
    local: () => contestedLocal({ state: 'open-citizens-edit' }, { role: 'citizen', seat: 'T3-04' }),
  },
  hidden: { local: () => watched() },
  observers: { local: () => watched({ delayMinutes: 5 }), ui: () => ({ dialog: { kind: 'observers' } }) },
  // Everybody may watch, and 40 do.
  'observers-everybody': {
    local: () => everybodys(),
    ui: () => ({ dialog: { kind: 'observers' } }),
  },
  'observers-ceiling': {
    local: () =>
      watched({
        delayMinutes: 2,
        showWords: false,
        showCanvas: false,
        ceiling: { consent: true, delayMinutes: 2, showWords: false, showNotes: false, showCanvas: true },
      }),
    ui: () => ({ dialog: { kind: 'observers' } }),
  },
  'observers-room': {
    local: () => watched({ observation: 'paused', pausedBy: 'room' }),
    ui: () => ({ dialog: { kind: 'observers' } }),
  },
  'observers-paused': {
    local: () => watched({ observation: 'paused', showWords: false, hidden: [] }, { role: 'reporter' }),
    ui: () => ({ dialog: { kind: 'observers' } }),
  },
  'observers-offline': {
    local: () =>
      watched(
        { consent: false },
        {
          light: { kind: 'kept', n: 3, onDisk: true, writing: null, since: Date.now() - minute },
          link: { state: 'waiting' },
          others: [],
        },
      ),
    ui: () => ({ dialog: { kind: 'observers' } }),
    secure: true,
  },
  'observers-eyes': { local: () => watched(), ui: () => ({ dialog: { kind: 'eyes' } }) },
  'observers-refused': { local: () => watched({}, { refuses: true }), ui: () => ({ dialog: { kind: 'observers' } }) },
  taken: {
    // A board of its own: what is taken is kept in the tab, and no other state is to find it.
    local: () => contestedLocal({ board: 'b-taken' as BoardId }),
    ui: (doc) => {
      const parent = nodeWith(doc, 'position')
      if (parent === null) return {}
      const place = { parent, after: null }
      return {
        taken: [
          {
            draft: {
              id: 'taken-row' as NodeId,
              relation: 'taken-rel' as never,
              ...place,
              move: 'for',
              fallback: 'for',
              lang: 'en' as Lang,
              home: { ...place, under: false },
            },
            number: '1.1',
            text: 'People want a face, not a form, and who',
            by: { role: 'facilitator', seat: null },
          },
        ],
        editing: { id: 'taken-row' as NodeId, where: 'outline', start: 'end' },
      }
    },
  },
  keys: { local: () => contestedLocal(), ui: () => ({ dialog: { kind: 'keys' } }) },
  pasted: {
    local: () => contestedLocal(),
    ui: () => ({
      dialog: {
        kind: 'lines',
        pasted: {
          id: 'pasted-row' as NodeId,
          draft: null,
          lines: ['They know the driver', 'They trust a voice', 'They wait less'],
          before: '',
          after: '',
        },
      },
    }),
  },
  writing: {
    local: () => contestedLocal(),
    ui: (doc) => {
      const id = nodeWith(doc, 'position')
      const parent = nodeWith(doc, 'issue')
      return id === null || parent === null
        ? {}
        : {
            draft: {
              id: 'draft-row' as NodeId,
              relation: 'draft-rel' as never,
              parent: id,
              after: null,
              move: 'for',
              fallback: 'for',
              lang: 'en' as Lang,
              home: { parent: id, after: null, under: true },
            },
            editing: { id: 'draft-row' as NodeId, where: 'outline', start: 'end' },
          }
    },
  },
}

/** Two entries that observers do not see, and the rest of what a facilitator may set. */
function watched(change: Partial<TablePolicy> = {}, more: Partial<Local> = {}): Local {
  const local = contestedLocal({}, { role: 'facilitator', ...more })
  const hidden = [nodeWith(local.doc, 'argument'), nodeWith(local.doc, 'question')].filter((id) => id !== null)
  return { ...local, policy: { hidden, ...change } }
}

function everybodys(): Local {
  const local = watched()
  return { ...local, status: { ...local.status, everybody: true, watching: 40 } }
}

/** Somebody else adds a card every few seconds: what arrives pulses once. */
export function livens(doc: Y.Doc): () => void {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  let n = 0
  const timer = setInterval(() => {
    const parent = [...readBoard(other).outline].filter((item) => item.depth === 1)[n % 3]
    n += 1
    const before = Y.encodeStateVector(other)
    addNode(
      other,
      { who: 'facilitator', why: 'add' },
      {
        id: newId<NodeId>(random),
        kind: 'argument',
        lang: 'en' as Lang,
        at: Date.now(),
        wording: `What the table next door said, ${n}`,
        ...(parent ? { place: { relation: newId(random), kind: 'supports', to: parent.node } } : {}),
      },
    )
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, before))
  }, 3_000)
  return () => clearInterval(timer)
}
