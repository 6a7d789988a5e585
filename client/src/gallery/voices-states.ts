/** People's voices in the gallery: the real tab on a server in this page's memory, so that its acts do what they say. */
import { place as placeWords } from './voices-local.ts'
import type { Item } from '@tablee/shared/dialogue/items'
import { contested, rtl } from '@tablee/shared/board/samples'
import { readBoard } from '@tablee/shared/board/read'
import { seatCode, type BoardId, type NodeId, type SeatCode } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { Figure } from '@tablee/shared/voices/figure'
import type { RevealedSheet, RoundResults, TableRound, TableVoices, VoicesCommand } from '@tablee/shared/wire/voices'
import type * as Y from 'yjs'
import type { VoicesDialog } from '../table/voices/dialogs.tsx'
import type { VoicesPort } from '../table/voices/port.ts'
import type { Present } from '../link/link.ts'
import { localCalls } from './calls-states.ts'
import { historyOf, localHistory } from './replays.ts'
import type { State } from './states.ts'

type Status = (change: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus

/** The port of a table that is alone in the world: what it does, it sees at once. */
export function localVoices(doc: Y.Doc, first: TableVoices): VoicesPort {
  let now = first
  let version = 0
  let wake: (() => void)[] = []
  const put = (change: (round: TableRound) => TableRound, step: string): void => {
    now = { ...now, rounds: now.rounds.map((round) => (round.step === step ? change(round) : round)) }
    told()
  }
  const told = (): void => {
    version += 1
    now = { ...now, version: `v${version}` }
    for (const run of wake) run()
    wake = []
  }
  const sheet = (step: string, id: string, change: (sheet: RevealedSheet) => RevealedSheet): void =>
    put(
      (round) =>
        round.task.kind === 'write'
          ? {
              ...round,
              task: { ...round.task, sheets: round.task.sheets.map((one) => (one.id === id ? change(one) : one)) },
            }
          : round,
      step,
    )
  function take(command: VoicesCommand): void {
    switch (command.kind) {
      case 'open':
        return put((round) => {
          const { task } = round
          if (task.kind === 'write') return { ...round, state: 'open', task: { ...task, handedIn: 0 } }
          const board = readBoard(doc)
          const nodes = command.nodes.flatMap((id) => {
            const node = board.nodes.get(id)
            return node ? [{ node: id, wording: node.wording, lang: node.lang }] : []
          })
          return { ...round, state: 'open', task: { ...task, nodes } }
        }, command.step)
      case 'close':
        return put((round) => ({ ...round, state: 'closed' }), command.step)
      case 'reveal':
        return put(
          (round) => ({
            ...round,
            state: 'revealed',
            task: round.task.kind === 'write' ? { ...round.task, sheets: sheets(null) } : round.task,
          }),
          command.step,
        )
      case 'place': {
        const found = now.rounds
          .flatMap(({ task }) => (task.kind === 'write' ? task.sheets : []))
          .find(({ id }) => id === command.sheet)
        if (!found) return
        placeWords(doc, found, command)
        return sheet(command.step, command.sheet, (one) => ({ ...one, placed: { on: 'map', node: command.node } }))
      }
      case 'place-on-canvas':
        return sheet(command.step, command.sheet, (one) => ({ ...one, placed: { on: 'canvas' } }))
      case 'table-answer':
        return put(
          ({ task, ...round }) =>
            task.kind === 'write'
              ? { ...round, task }
              : { ...round, task: { ...task, tableAnswers: { ...task.tableAnswers, ...command.answers } } },
          command.step,
        )
      case 'settle':
        return put(
          ({ task, ...round }) =>
            task.kind === 'write' || task.results === null
              ? { ...round, task }
              : {
                  ...round,
                  task: {
                    ...task,
                    results: {
                      ...task.results,
                      conflicts: task.results.conflicts.map((one) =>
                        one.seat === command.seat && one.item === command.item ? { ...one, settled: command.use } : one,
                      ),
                    },
                  },
                },
          command.step,
        )
      case 'free':
        now = {
          ...now,
          seats: now.seats.map((one) =>
            one.seat === command.seat ? { ...one, state: 'free' as const, consent: null } : one,
          ),
        }
        return told()
      case 'let-in':
        now = { ...now, asks: (now.asks ?? []).filter((seat) => seat !== command.seat) }
        return told()
      case 'paper-consent':
      case 'paper-sheet':
      case 'paper-answers':
        return
    }
  }
  // Words taken back on the table lie nowhere again, as the server would say.
  doc.on('afterTransaction', () => {
    const board = readBoard(doc)
    for (const round of now.rounds)
      if (round.task.kind === 'write')
        for (const one of round.task.sheets)
          if (
            one.placed?.on === 'map' &&
            [...board.words.values()].some(({ id, withdrawn }) => id.startsWith(one.id) && withdrawn !== null) &&
            ![...board.words.values()].some(({ id, withdrawn }) => id.startsWith(one.id) && withdrawn === null)
          )
            sheet(round.step, one.id, (before) => ({ ...before, placed: null }))
  })
  return {
    read: (after) =>
      after === null || after !== now.version
        ? Promise.resolve(ok(now))
        : new Promise((resolve) => wake.push(() => resolve(ok(now)))),
    answer: async () => ok(null),
    act: async (command) => {
      take(command)
      return ok(null)
    },
  }
}

const at = (n: number): SeatCode => seatCode(3, n)
const seats = (taken = 5): TableVoices['seats'] =>
  Array.from({ length: 6 }, (_, index) => {
    const n = index + 1
    if (n > taken) return { seat: at(n), state: 'free', consent: null }
    const paper = n === 4
    return {
      seat: at(n),
      state: paper ? 'paper' : 'phone',
      consent: { quoted: n !== 2, observed: n !== 5, how: paper ? 'paper' : 'phone' },
    }
  })

function sheets(placedUnder: NodeId | null): readonly RevealedSheet[] {
  const written: readonly (readonly [string, string, number | null, RevealedSheet['capture']])[] = [
    [
      'If nobody has to stand up and say it was me, nobody will look twice before they let it drive.',
      'en',
      2,
      'own-typing',
    ],
    ['Ma fille prend cette ligne à six heures du matin. Je veux un numéro, pas un formulaire.', 'fr', 1, 'own-typing'],
    ['Der Hersteller allein kann in die Aufzeichnungen sehen. Dann soll er auch antworten.', 'de', 5, 'own-typing'],
    ['I do not mind who pays. I mind who stops it the next day.', 'en', 4, 'paper'],
  ]
  return written.map(([text, lang, seat, capture], index) => ({
    id: `sheet-${index + 1}`,
    text,
    lang,
    seat: seat === null ? null : at(seat),
    capture,
    placed:
      index === 1 && placedUnder !== null
        ? { on: 'map', node: placedUnder }
        : index === 2 && placedUnder !== null
          ? { on: 'canvas' }
          : null,
  }))
}

const T = (en: string, ar: string) => ({ en, ar })
const writing = (
  state: TableRound['state'],
  more: Partial<Extract<TableRound['task'], { kind: 'write' }>> = {},
): TableRound => ({
  step: 'write-1',
  title: T('Private writing', 'كتابة خاصّة'),
  minutes: 8,
  state,
  ...(state === 'open' || state === 'closed' ? { turnout: { handedIn: 3, of: 5 } } : {}),
  task: {
    kind: 'write',
    prompt: T(
      'Think of somebody you know on the night bus. Who should answer to them when it goes wrong?',
      'فكّر في شخص تعرفه في حافلة الليل. من يجب أن يجيبه حين يقع خطأ؟',
    ),
    signature: 'seat-code',
    handedIn: state === 'open' || state === 'closed' ? 3 : null,
    unsent: state === 'closed' ? 1 : 0,
    sheets: state === 'revealed' ? sheets(null) : [],
    ...more,
  },
})

const options = [
  { id: 'maker', text: T('The company that built the system', 'الشركة التي بنت النظام') },
  { id: 'city', text: T('The city that gave the permit', 'البلدية التي منحت الترخيص') },
  { id: 'operator', text: T('The company that runs the line', 'الشركة التي تشغّل الخطّ') },
  { id: 'rider', text: T('Whoever rides in it', 'من يركبها') },
]
export const items: readonly Item[] = [
  {
    id: 'agree',
    type: 'agree',
    on: 'nodes',
    text: T('Do you agree with this?', 'هل توافق على هذا؟'),
    unit: 'people',
    base: 'valid',
  },
  {
    id: 'first',
    type: 'choose',
    options,
    text: T('If it goes wrong, who should answer first?', 'إذا وقع خطأ، فمن يجيب أوّلاً؟'),
    unit: 'people',
    base: 'valid',
  },
  {
    id: 'trust',
    type: 'scale',
    min: 1,
    max: 5,
    low: T('not at all', 'أبداً'),
    high: T('fully', 'تماماً'),
    text: T('How far would you trust it with a child?', 'إلى أيّ حدّ تأتمنها على طفل؟'),
    unit: 'people',
    base: 'valid',
  },
  { id: 'order', type: 'ranking', options, text: T('Put them in order.', 'رتّبها.'), unit: 'people', base: 'valid' },
  {
    id: 'where',
    type: 'placement',
    x: { low: T('improbable', 'غير محتمل'), high: T('probable', 'محتمل') },
    y: { low: T('not wished for', 'غير مرغوب'), high: T('wished for', 'مرغوب') },
    text: T('No driver anywhere by 2040', 'لا سائق في أيّ مكان عام 2040'),
    unit: 'people',
    base: 'valid',
  },
  { id: 'why', type: 'text', text: T('In one sentence: why?', 'في جملة واحدة: لماذا؟'), unit: 'people', base: 'all' },
  {
    id: 'together',
    type: 'single',
    options: options.slice(0, 3),
    text: T('Who does our table want to hear from?', 'ممّن تريد طاولتنا أن تسمع؟'),
    unit: 'tables',
    base: 'all',
  },
]

const ballot = (
  state: TableRound['state'],
  nodes: readonly NodeId[],
  doc: Y.Doc,
  some: readonly string[] = ['agree', 'first', 'together'],
): TableRound => {
  const board = readBoard(doc)
  return {
    step: 'ballot-1',
    title: T('Who answers first?', 'من يجيب أوّلاً؟'),
    minutes: 7,
    state,
    ...(state === 'open' ? { turnout: { handedIn: 2, of: 5 } } : {}),
    task: {
      kind: 'ballot',
      items: items.filter(({ id }) => some.includes(id)),
      nodes: nodes.flatMap((id) => {
        const node = board.nodes.get(id)
        return node ? [{ node: id, wording: node.wording, lang: node.lang }] : []
      }),
      tableAnswers: {},
      results: null,
    },
  }
}
/** The table has agreed on a sentence, with the first two positions of its map as reasons. */
const agreeing = (doc: Y.Doc): TableRound => ({
  step: 'recommend-1',
  title: T('What do we recommend?', 'بمَ نوصي؟'),
  minutes: 10,
  state: 'open',
  task: {
    kind: 'ballot',
    items: [
      {
        id: 'q',
        type: 'recommendation',
        text: T('What does your table recommend to the city?', 'بمَ توصي طاولتكم المدينة؟'),
        unit: 'tables',
        base: 'all',
      },
    ],
    nodes: [],
    tableAnswers: {
      q: {
        type: 'recommendation',
        sentence: 'Whoever gives the permit may stop the line the same day',
        lang: 'en',
        reasons: positions(doc)
          .slice(0, 2)
          .map((node) => ({ node, wording: 'as it stood', lang: 'en' })),
      },
    },
    results: null,
  },
})
const questions = (state: TableRound['state']): TableRound => ({
  step: 'questions-1',
  title: T('Before you go', 'قبل أن تذهبوا'),
  minutes: 5,
  state,
  task: { kind: 'questionnaire', items: items.slice(2, 3), nodes: [], results: null },
})

const none = { refused: 0, notAsked: 0, illegible: 0 }
const base = { asked: 6, valid: 6, none, denominator: 6, mean: null, median: null, centre: null, points: [], texts: [] }
const row = (key: string, text: Figure['rows'][number]['text'], count: number, of: number) => ({
  key,
  text,
  count,
  share: count / of,
})

export function figures(doc: Y.Doc, nodes: readonly NodeId[]): readonly Figure[] {
  const board = readBoard(doc)
  const [agree, first, trust, order, where, why, together] = items
  if (!agree || !first || !trust || !order || !where || !why || !together) return []
  const stances = [
    ['agree', T('Agree', 'أوافق'), 3],
    ['disagree', T('Disagree', 'لا أوافق'), 2],
    ['pass', T('Pass', 'بلا رأي'), 1],
  ] as const
  const chosen = [4, 2, 3, 0]
  const rejected = [1, 3, 0, 5]
  const onNodes = nodes.map((id, index): Figure => {
    const node = board.nodes.get(id)
    const wording = index === 1 ? 'The city pays, because it said yes' : (node?.wording ?? 'A wording that is gone')
    return {
      ...base,
      item: `agree.${id}`,
      type: 'agree',
      text: agree.text,
      wording: { node: id, wording, lang: node?.lang ?? 'en' },
      unit: 'people',
      base: 'valid',
      ...(index === 1 ? { valid: 5, none: { ...none, refused: 1 }, denominator: 5 } : {}),
      rows: stances.map(([key, text, n]) => row(key, text, key === 'pass' && index === 1 ? 0 : n, index === 1 ? 5 : 6)),
    }
  })
  return [
    ...onNodes,
    {
      ...base,
      item: 'first',
      type: 'choose',
      text: first.text,
      unit: 'people',
      base: 'valid',
      rows: options.flatMap(({ id, text }, index) => {
        const [yes, no] = [chosen[index] ?? 0, rejected[index] ?? 0]
        return [
          row(id, text, yes, 6),
          row(`${id}:rejected`, text, no, 6),
          row(`${id}:indifferent`, text, 6 - yes - no, 6),
        ]
      }),
    },
    {
      ...base,
      item: 'trust',
      type: 'scale',
      text: trust.text,
      unit: 'people',
      base: 'valid',
      rows: [1, 2, 0, 2, 1].map((n, index) => row(String(index + 1), { und: String(index + 1) }, n, 6)),
      mean: 3,
      median: 3,
      ...(trust.type === 'scale' ? { ends: { low: trust.low, high: trust.high } } : {}),
    },
    {
      ...base,
      item: 'order',
      type: 'ranking',
      text: order.text,
      unit: 'people',
      base: 'valid',
      rows: options.map(({ id, text }, index) => ({
        ...row(id, text, [3, 1, 2, 0][index] ?? 0, 6),
        rank: [1.67, 2.5, 2, 3.83][index] ?? null,
      })),
    },
    {
      ...base,
      item: 'where',
      type: 'placement',
      text: where.text,
      unit: 'people',
      base: 'valid',
      rows: [],
      points: [
        { x: 22, y: 30 },
        { x: 35, y: 82 },
        { x: 48, y: 66 },
        { x: 70, y: 24 },
        { x: 78, y: 88 },
        { x: 90, y: 41 },
      ],
      centre: { x: 57.2, y: 55.2 },
      ...(where.type === 'placement' ? { axes: { x: where.x, y: where.y } } : {}),
    },
    {
      ...base,
      item: 'why',
      type: 'text',
      text: why.text,
      unit: 'people',
      base: 'all',
      rows: [],
      texts: [
        { text: 'Somebody has to be awake for it.', lang: 'en' },
        { text: 'Parce que la ville a signé.', lang: 'fr' },
      ],
    },
    {
      ...base,
      item: 'together',
      type: 'single',
      text: together.text,
      unit: 'tables',
      base: 'all',
      asked: 1,
      valid: 1,
      denominator: 1,
      rows: options.slice(0, 3).map(({ id, text }) => row(id, text, id === 'operator' ? 1 : 0, 1)),
    },
  ]
}

/** Outside its own table: what is below five is not said, nor what would give it away. */
export const fewFigures = (doc: Y.Doc): readonly Figure[] =>
  figures(doc, []).flatMap((figure): Figure[] =>
    figure.type === 'scale'
      ? [{ ...figure, asked: null, valid: null, denominator: null, rows: [], mean: null, median: null }]
      : figure.type === 'choose'
        ? [
            {
              ...figure,
              asked: 41,
              valid: 38,
              denominator: 38,
              rows: figure.rows.map((one, index) =>
                index === 0
                  ? { ...one, count: null, share: null, withheld: 'few' as const }
                  : index === 1
                    ? { ...one, count: null, share: null, withheld: 'covered' as const }
                    : { ...one, count: 7 + index, share: (7 + index) / 38 },
              ),
            },
          ]
        : [],
  )

const results = (doc: Y.Doc, nodes: readonly NodeId[], conflict: boolean): RoundResults => ({
  closedAt: 0,
  seats: 7,
  ballots: 6,
  unsent: 1,
  missing: [at(6)],
  figures: figures(doc, nodes),
  conflicts: conflict
    ? [
        {
          seat: at(4),
          item: `agree.${nodes[0] ?? 'n'}`,
          phone: { type: 'agree', value: 'pass' },
          paper: { type: 'agree', value: 'disagree' },
          settled: null,
        },
        {
          seat: at(4),
          item: 'first',
          phone: { type: 'choose', chosen: ['maker'], rejected: [], indifferent: ['city'] },
          paper: { type: 'choose', chosen: ['maker', 'operator'], rejected: ['rider'], indifferent: [] },
          settled: 'phone',
        },
      ]
    : [],
})

const positions = (doc: Y.Doc): readonly NodeId[] => {
  const board = readBoard(doc)
  return board.outline.flatMap(({ node }) => (board.nodes.get(node)?.kind === 'position' ? [node] : []))
}
const voices = (rounds: readonly TableRound[], taken?: number): TableVoices => ({
  version: 'v0',
  board: 'b1' as BoardId,
  seats: seats(taken),
  rounds,
})

export function voicesStates(
  status: Status,
  people: (doc: Y.Doc) => readonly Present[] = () => [],
): Readonly<Record<string, State>> {
  const state = (
    rounds: (doc: Y.Doc) => readonly TableRound[],
    {
      role = 'facilitator',
      lang = 'en',
      doc = contested,
      dialog,
      ...more
    }: {
      role?: 'facilitator' | 'reporter' | 'citizen'
      lang?: 'en' | 'ar'
      doc?: () => Y.Doc
      dialog?: VoicesDialog
      tab?: 'map' | 'voices'
      away?: boolean
      taken?: number
      also?: Partial<TableVoices>
    } = {},
  ): State => ({
    local: () => ({
      doc: doc(),
      status: status({}, lang),
      role,
      ...(role === 'citizen' ? { seat: at(2), mayEdit: false } : {}),
      ...(more.away
        ? {
            afterwards: {
              link: { state: 'waiting' as const, since: Date.now() },
              light: { kind: 'kept' as const, n: 0, onDisk: true, writing: null, since: null },
            },
          }
        : {}),
    }),
    voices: (made) => localVoices(made, { ...voices(rounds(made), more.taken), ...more.also }),
    ui: () => ({
      tab: more.tab ?? 'voices',
      side: 'map',
      ...(dialog ? { dialog: { kind: 'voices' as const, of: dialog } } : {}),
    }),
  })
  const all = (doc: Y.Doc): readonly TableRound[] => [
    writing('waiting'),
    ballot('waiting', [], doc),
    questions('waiting'),
  ]
  const revealed = (doc: Y.Doc) => [
    writing('revealed', { sheets: sheets(positions(doc)[0] ?? null) }),
    ballot('waiting', [], doc),
    questions('waiting'),
  ]
  const voting = (doc: Y.Doc) => [
    writing('revealed', { sheets: sheets(positions(doc)[0] ?? null) }),
    ballot('open', positions(doc).slice(0, 2), doc),
    questions('waiting'),
  ]
  const done = (doc: Y.Doc, conflict = false): readonly TableRound[] => {
    const nodes = positions(doc).slice(0, 2)
    const shut = ballot(
      'closed',
      nodes,
      doc,
      items.map(({ id }) => id),
    )
    return [
      writing('revealed', { sheets: [] }),
      {
        ...shut,
        task: {
          ...shut.task,
          kind: 'ballot',
          items,
          nodes: figures(doc, nodes).flatMap(({ wording }) => wording ?? []),
          tableAnswers: { together: { type: 'single', option: 'operator' } },
          results: results(doc, nodes, conflict),
        },
      },
      {
        ...questions('closed'),
        task: {
          kind: 'questionnaire',
          items: items.slice(2, 3),
          nodes: [],
          results: { closedAt: 0, seats: 6, ballots: 5, unsent: 1, missing: null, figures: [], conflicts: [] },
        },
      },
    ]
  }
  return {
    'voices-empty': state(() => []),
    'voices-waiting': state(all),
    'voices-read': state(all, { role: 'citizen' }),
    'voices-writing-open': state((doc) => [writing('open'), ballot('waiting', [], doc), questions('waiting')]),
    'voices-writing-closed': state((doc) => [
      writing('closed', { signature: 'anonymous' }),
      ballot('waiting', [], doc),
    ]),
    'voices-open-dialog': state(all, { dialog: { kind: 'open', step: 'ballot-1' } }),
    'voices-close-dialog': state(voting, { dialog: { kind: 'close', step: 'ballot-1' } }),
    'voices-reveal-dialog': state((doc) => [writing('closed'), ballot('waiting', [], doc)], {
      dialog: { kind: 'reveal', step: 'write-1' },
    }),
    // The room opens it for all tables; of fewer than five who hand in on phones no number is told.
    'voices-room': state(
      (doc) => [
        { ...writing('open', { handedIn: null }), opens: 'room', turnout: { handedIn: null, of: 4 } },
        { ...questions('waiting'), opens: 'room' },
        ballot('waiting', [], doc),
      ],
      { taken: 4 },
    ),
    'voices-room-arabic': state(
      () => [
        { ...writing('open'), opens: 'room' },
        { ...questions('waiting'), opens: 'room' },
      ],
      { lang: 'ar', doc: rtl },
    ),
    'voices-thin': state(
      (doc) => [
        writing('closed', { signature: 'anonymous', handedIn: null, few: true, alone: ['en'] }),
        ballot('waiting', [], doc),
      ],
      {
        taken: 2,
        dialog: { kind: 'reveal', step: 'write-1' },
      },
    ),
    'voices-thin-arabic': state(all, { lang: 'ar', doc: rtl, taken: 2, dialog: { kind: 'open', step: 'ballot-1' } }),
    'voices-revealed': state(revealed),
    'voices-place': state(revealed, { role: 'reporter', dialog: { kind: 'place', step: 'write-1', sheet: 'sheet-1' } }),
    // The fullest bar there is: its curtain stays in reach at every width.
    'voices-map': {
      ...state(voting, { tab: 'map' }),
      local: () => {
        const doc = contested()
        return { doc, status: status({}), role: 'facilitator', others: people(doc) }
      },
      calls: () => localCalls(),
      history: (doc) => localHistory(historyOf(doc)),
    },
    'voices-open': state(voting),
    'voices-recommend': state((doc) => [agreeing(doc)]),
    'voices-recommend-arabic': state((doc) => [agreeing(doc)], { lang: 'ar', doc: rtl }),
    'voices-results': state(done),
    'voices-results-few': state((doc) => {
      const [, shut] = done(doc)
      if (!shut || shut.task.kind === 'write' || shut.task.results === null) return []
      return [{ ...shut, task: { ...shut.task, results: { ...shut.task.results, figures: fewFigures(doc) } } }]
    }),
    'voices-conflict': state((doc) => done(doc, true), { role: 'reporter' }),
    'voices-seats': state(all, { dialog: { kind: 'seats' } }),
    'voices-asked': state(
      (doc) => {
        const [, shut] = done(doc)
        if (!shut || shut.task.kind === 'write' || shut.task.results === null) return []
        return [
          { ...shut, task: { ...shut.task, results: { ...shut.task.results, ballots: 1, figures: [], few: true } } },
        ]
      },
      {
        also: {
          shared: [[at(1), at(2), at(3)]],
          asks: [at(6)],
          elsewhere: [
            { board: 'b0' as BoardId, session: 1, step: 'w', title: { en: 'Write alone', ar: 'كتابة فردية' } },
          ],
        },
      },
    ),
    'voices-offline': state(voting, { away: true }),
    'voices-arabic': state(done, { lang: 'ar', doc: rtl }),
    'voices-arabic-revealed': state(revealed, { lang: 'ar', doc: rtl }),
    'voices-refused': {
      ...state(voting, { tab: 'map' }),
      local: () => {
        const doc = contested()
        const where = positions(doc).slice(0, 1)
        const refused = [{ id: 'r1', at: Date.now(), problem: { code: 'voted-on' as const }, where, changes: 1 }]
        return { doc, status: status({}), light: { kind: 'refused', refused, n: 0 } }
      },
    },
  }
}
