/**
 * Random histories at two tables, over real HTTP and with the observers' stock client: people write alone, vote, answer,
 * change their minds, lose phones and take things back, while everybody else asks for all they can. Each private text,
 * sealed answer, consent and secret is a canary; anyone who hears one before its time ends the test with the seed.
 *
 * `VOICE_SEEDS` (60 histories by default), `FUZZ_FROM` (the first seed).
 */
import { addElement } from '@tablee/shared/board/canvas/edit'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Item } from '@tablee/shared/dialogue/items'
import type { DialogueDraft, LocalText, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'
import { openHall, sit, speak, texts, unique, watch, type Hall } from '../voices/hall.ts'
import { seeded, type Random } from '../support/seeded.ts'
import type { Reply } from '../support/server.ts'

const seeds = Number(process.env['VOICE_SEEDS'] ?? 6)
const first = Number(process.env['FUZZ_FROM'] ?? 1)

const said = (en: string): LocalText => ({ en })
const people = { unit: 'people', base: 'valid' } as const
const votes: readonly Item[] = [
  { id: 'agree', type: 'agree', on: 'nodes', text: said('Do you agree?'), ...people },
  { id: 'sum', type: 'number', text: said('How much?'), ...people },
  { id: 'why', type: 'text', text: said('Why?'), ...people },
]
const asks: readonly Item[] = [{ id: 'think', type: 'text', text: said('What do you think?'), ...people }]
const step = (id: string, kind: ProgrammeStep['kind'], task: ProgrammeStep['task'] & object): ProgrammeStep => ({
  id,
  kind,
  title: said(id),
  minutes: 5,
  task,
})
const steps: readonly ProgrammeStep[] = [
  step('alone', 'private-writing', { kind: 'write', prompt: said('Hope?'), signature: 'anonymous' }),
  step('signed', 'private-writing', { kind: 'write', prompt: said('Seen?'), signature: 'seat-code' }),
  step('vote', 'ballot', { kind: 'ballot', items: votes }),
  step('ask', 'questionnaire', { kind: 'questionnaire', questionnaire: 'q', wave: 'session', items: asks }),
]
const withSteps = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  sessions: draft.sessions.map((session) => (session.number === 2 ? { ...session, steps } : session)),
})
const writing = ['alone', 'signed']

/** Who heard something. A seat is named by its code; a table's own people by `table 1`. */
type Ear = string
type Canary = { readonly text: string; readonly what: string; readonly may: Set<Ear> }

type Tally = { acts: number; replies: number; canaries: number; observed: number; heard: Map<string, number> }

class Aviary {
  readonly #birds: Canary[] = []
  readonly #tally: Tally
  constructor(tally: Tally) {
    this.#tally = tally
  }
  release(text: string, what: string, ...may: Ear[]): Canary {
    const bird = { text, what, may: new Set(may) }
    this.#birds.push(bird)
    this.#tally.canaries += 1
    return bird
  }
  listen(ear: Ear, noise: string, context: string): void {
    this.#tally.replies += 1
    for (const { text, what, may } of this.#birds) {
      if (!noise.includes(text)) continue
      if (!may.has(ear)) throw new Error(`${ear} heard ${what} (${text}) in ${context}`)
      const key = `${what} by ${ear.replaceAll(/T\d+-\d+/g, 'its seat').replaceAll(/\d+/g, 'n')}`
      this.#tally.heard.set(key, (this.#tally.heard.get(key) ?? 0) + 1)
    }
  }
}

type Sheet = {
  readonly id: string
  readonly step: string
  readonly bird: Canary
  sent: boolean
  gone: boolean
  copied: boolean
}
type Seat = {
  readonly code: string
  session: string
  quoted: boolean
  observed: boolean
  sheets: Sheet[]
  /** The canaries of its last answers, by item; sent or not. */
  answers: Map<string, { readonly bird: Canary; readonly sent: boolean }>
}
type Table = {
  readonly number: number
  readonly seats: Seat[]
  readonly nodes: NodeId[]
  readonly rounds: Map<string, 'waiting' | 'open' | 'closed' | 'revealed'>
  readonly watch: Awaited<ReturnType<typeof watch>>
  bytes: number
}

/** Two tables of one hall, from the first seat taken to the end. */
async function history(hall: Hall, logs: string[], numbers: readonly [number, number], seed: number, tally: Tally) {
  const random: Random = seeded(seed)
  const aviary = new Aviary(tally)
  let drawn = 0
  const word = (): string => `kanarie${seed}x${++drawn}x${Math.floor(random.next() * 1e9).toString(36)}`
  const sum = (): number => 100_000_000 + Math.floor(random.next() * 800_000_000)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T
  const chance = (share: number): boolean => random.next() < share
  const hear = (ear: Ear, reply: Reply, context: string): Reply => {
    aviary.listen(ear, JSON.stringify(reply.body), `${context} (${reply.status})`)
    return reply
  }

  async function phone(table: number, code: string, { quoted, observed }: { quoted: boolean; observed: boolean }) {
    const { session } = await hall.enter('citizen', table)
    aviary.release(session, 'a session’s secret')
    // A language tag is the one free text of a consent.
    const lang = `en-${Math.floor(random.next() * 1e8).toString(36)}k`
    aviary.release(lang, 'a consent', code, 'export')
    hear(code, await sit(hall, session, code, { quoted, observed, lang }), 'sitting down')
    return session
  }
  async function open(number: number): Promise<Table> {
    const nodes = [unique('node') as NodeId, unique('node') as NodeId]
    await hall.parts.live.write(hall.board(number, 2), 'reporter', (doc) => {
      for (const id of nodes)
        addNode(
          doc,
          { who: 'reporter', why: 'add' },
          { id, kind: 'position', wording: `Entry ${id}`, lang: 'en' as Lang, at: 1 },
        )
    })
    const seats: Seat[] = []
    for (let seat = 1; seat <= 3; seat += 1) {
      const code = `T${number}-0${seat}`
      const consent = { quoted: chance(0.7), observed: chance(0.7) }
      seats.push({ code, session: await phone(number, code, consent), ...consent, sheets: [], answers: new Map() })
    }
    const rounds = new Map(steps.map(({ id }) => [id ?? '', 'waiting' as const]))
    return { number, seats, nodes, rounds, watch: await watch(hall, number), bytes: 0 }
  }
  const tables: Table[] = []
  for (const number of numbers) tables.push(await open(number))
  const runner = new Map<number, string>()
  for (const { number } of tables) runner.set(number, (await hall.enter('facilitator', number)).session)
  const reporter = new Map<number, string>()
  for (const { number } of tables) reporter.set(number, (await hall.enter('reporter', number)).session)
  const analyst = (await hall.enter('analyst')).session
  const head = (await hall.enter('head', numbers[0])).session
  for (const session of [...runner.values(), ...reporter.values(), analyst])
    aviary.release(session, 'a session’s secret')
  for (const link of hall.parts.access.links.list(hall.dialogue)) {
    const { token, code } = hall.parts.access.links.derive(link)
    aviary.release(token, 'a card’s secret')
    if (code !== null) aviary.release(code, 'a short code')
  }
  for (const [seat, { pair }] of hall.parts.voices.state(hall.dialogue).seats)
    aviary.release(pair, `the name of ${seat} in questionnaires`, 'export')

  /** What observers were allowed to hear until this act: it may be on its way to them still. */
  const lapsing = new Set<Canary>()
  /** What is revealed or closed becomes the table's, and what is quoted leaves in files. */
  function settle(table: Table): void {
    for (const seat of table.seats) {
      const file = (bird: Canary): void => void (seat.quoted ? bird.may.add('export') : bird.may.delete('export'))
      for (const sheet of seat.sheets) {
        if (!sheet.sent || table.rounds.get(sheet.step) !== 'revealed') continue
        const told = [`table ${table.number}`, 'analyst', ...table.seats.map(({ code }) => code)]
        for (const ear of told) if (!sheet.gone) sheet.bird.may.add(ear)
        if (!sheet.gone) file(sheet.bird)
        else for (const ear of [...told, 'export']) if (ear !== seat.code) sheet.bird.may.delete(ear)
        if (!sheet.gone && seat.quoted && seat.observed) sheet.bird.may.add('observer')
        else if (sheet.bird.may.has('observer')) lapsing.add(sheet.bird)
      }
      for (const [item, { bird, sent }] of seat.answers) {
        const closed = table.rounds.get(item === 'think' ? 'ask' : 'vote') === 'closed'
        if (!closed || !sent) continue
        if (item !== 'think')
          for (const ear of [`table ${table.number}`, 'analyst', ...table.seats.map(({ code }) => code)])
            bird.may.add(ear)
        // A vote is nobody's sentence: it counts, quoted or not.
        if (item === 'sum') bird.may.add('export')
        else file(bird)
      }
    }
  }

  async function move(table: Table, id: string, kind: 'open' | 'close' | 'reveal'): Promise<void> {
    const nodes = kind === 'open' ? { nodes: id === 'vote' ? table.nodes : [] } : {}
    const reply = await hall.api(`/api/boards/${hall.board(table.number, 2)}/voices`, {
      as: runner.get(table.number),
      body: { id: unique('round'), kind, step: id, ...nodes },
    })
    if (reply.status === 200) table.rounds.set(id, kind === 'open' ? 'open' : kind === 'reveal' ? 'revealed' : 'closed')
    settle(table)
    hear(`table ${table.number}`, reply, `${kind} ${id}`)
  }

  /** A snapshot and its texts; a file is written in a worker that is started for it, which takes its time. */
  async function files(table: Table, share: number): Promise<void> {
    const one = chance(0.5) ? `/api/boards/${hall.board(table.number, 2)}` : `/api/dialogues/${hall.dialogue}`
    const taken = await hall.api(`${one}/snapshots`, { as: analyst, method: 'POST' })
    const { hash } = taken.body as { readonly hash: string }
    hear('export', await hall.api(`/api/snapshots/${hash}`, { as: analyst }), 'a snapshot')
    hear('export', await hall.api(`/api/snapshots/${hash}/text`, { as: analyst }), 'a snapshot’s texts')
    if (!chance(share)) return
    const board = `boards/${hall.board(table.number, 2)}/export`
    const file = pick([
      `snapshots/${hash}/csv`,
      ...['argdown', 'xaif', 'kialo', 'graphml', 'csv'].map((format) => `${board}/${format}`),
    ])
    hear('export', await hall.api(`/api/${file}`, { as: analyst }), file)
  }

  const acts: readonly (readonly [weight: number, act: (table: Table, seat: Seat) => Promise<void>])[] = [
    [
      4,
      async (table) => {
        const id = pick(steps).id ?? ''
        const state = table.rounds.get(id)
        const end = writing.includes(id) && chance(0.7) ? 'reveal' : 'close'
        await move(table, id, state === 'waiting' ? 'open' : end)
      },
    ],
    [
      8,
      async (table, seat) => {
        const id = pick(writing)
        const sent = chance(0.7)
        const earlier = seat.sheets.filter((sheet) => sheet.step === id && !sheet.gone)
        const again = chance(0.3) ? earlier[0] : undefined
        const bird = aviary.release(word(), sent ? 'a private sheet' : 'a draft', seat.code)
        const sheet = again?.id ?? unique('sheet')
        const text = chance(0.05) ? bird.text + ' and on'.repeat(400) : bird.text
        const reply = await hall.api('/api/seat/commands', {
          as: seat.session,
          body: {
            id: unique('write'),
            kind: 'write',
            board: hall.board(table.number, 2),
            step: id,
            sheet,
            text,
            lang: 'en',
            sent,
          },
        })
        // What was refused, and a draft of what was sent already, count for nothing.
        if (reply.status === 200 && text === bird.text && !(again?.sent === true && !sent)) {
          seat.sheets = [
            ...seat.sheets.filter((one) => one.id !== sheet),
            { id: sheet, step: id, bird, sent, gone: false, copied: false },
          ]
        }
        settle(table)
        hear(seat.code, reply, 'writing')
      },
    ],
    [
      2,
      async (table, seat) => {
        const sheet = pick(seat.sheets)
        // What the table has put elsewhere by then is its own to take away.
        if (sheet === undefined || sheet.copied) return
        const reply = await hall.api('/api/seat/commands', {
          as: seat.session,
          body: {
            id: unique('back'),
            kind: 'take-back',
            board: hall.board(table.number, 2),
            step: sheet.step,
            sheet: sheet.id,
          },
        })
        if (reply.status === 200) sheet.gone = true
        settle(table)
        hear(seat.code, reply, 'taking back')
      },
    ],
    [
      8,
      async (table, seat) => {
        const sent = chance(0.7)
        const vote = chance(0.6)
        const amount = sum()
        const birds = vote
          ? new Map([
              ['sum', aviary.release(String(amount), 'a sealed number', seat.code)],
              ['why', aviary.release(word(), 'a sealed text', seat.code)],
            ])
          : new Map([['think', aviary.release(word(), 'an answer of a questionnaire', seat.code)]])
        const answers = Object.fromEntries(
          [...birds].map(([item, { text }]) => [
            item,
            item === 'sum' ? { type: 'number', value: amount } : { type: 'text', text, lang: 'en' },
          ]),
        )
        const reply = await hall.api('/api/seat/commands', {
          as: seat.session,
          body: {
            id: unique('answer'),
            kind: 'answer',
            board: hall.board(table.number, 2),
            step: vote ? 'vote' : 'ask',
            answers,
            sent,
          },
        })
        if (reply.status === 200)
          for (const [item, bird] of birds)
            if (sent || seat.answers.get(item)?.sent !== true) seat.answers.set(item, { bird, sent })
        settle(table)
        hear(seat.code, reply, 'answering')
      },
    ],
    [
      6,
      async (table, seat) => {
        const shown = seat.sheets.filter(({ step, sent }) => sent && table.rounds.get(step) === 'revealed')
        const sheet = pick(shown.length > 0 && chance(0.8) ? shown : seat.sheets)
        if (sheet === undefined) return
        const body = chance(0.7)
          ? { kind: 'place', node: pick(table.nodes) }
          : { kind: 'place-on-canvas', element: 'hope', x: 10, y: 10 }
        const reply = await hall.api(`/api/boards/${hall.board(table.number, 2)}/voices`, {
          as: chance(0.5) ? runner.get(table.number) : reporter.get(table.number),
          body: { ...body, id: unique('place'), step: sheet.step, sheet: sheet.id },
        })
        hear(`table ${table.number}`, reply, 'placing')
      },
    ],
    // Somebody says at the table what is on a sheet, and it is written down again without a name.
    [
      3,
      async (table, seat) => {
        const shown = seat.sheets.filter(
          ({ step, sent, gone }) => sent && !gone && table.rounds.get(step) === 'revealed',
        )
        const sheet = shown.length === 0 ? undefined : pick(shown)
        if (sheet === undefined) return
        sheet.copied = true
        const { text } = sheet.bird
        const origin = { who: 'reporter', why: 'again' }
        const common = { text, lang: 'en' as Lang, seat: null, at: 1 }
        await hall.parts.live.write(hall.board(table.number, 2), 'reporter', (doc) => {
          if (chance(0.3))
            addElement(doc, origin, { ...common, id: `shape:${unique('copy')}`, kind: 'hope', x: 1, y: 1 })
          else if (chance(0.4))
            addNode(doc, origin, { ...common, id: unique('copy') as NodeId, kind: 'position', wording: text })
          else
            addWords(doc, origin, {
              ...common,
              id: unique('copy') as WordsId,
              node: pick(table.nodes),
              capture: 'dictated',
            })
        })
      },
    ],
    [
      2,
      async (table, seat) => {
        const [quoted, observed] = [chance(0.5), chance(0.5)]
        const reply = await hall.api('/api/seat/commands', {
          as: seat.session,
          body: {
            id: unique('consent'),
            kind: 'consent',
            consent: { version: texts.version, quoted, observed, lang: 'en' },
          },
        })
        if (reply.status === 200) Object.assign(seat, { quoted, observed })
        settle(table)
        hear(seat.code, reply, 'consenting')
      },
    ],
    [
      1,
      async (table, seat) => {
        const reply = await hall.api(`/api/boards/${hall.board(table.number, 2)}/voices`, {
          as: runner.get(table.number),
          body: { id: unique('free'), kind: 'free', seat: seat.code },
        })
        hear(`table ${table.number}`, reply, 'freeing a seat')
        const out = await hall.api('/api/seat', { as: seat.session })
        if (out.status !== 401) throw new Error(`${seat.code} was freed, and its old phone got ${out.status}`)
        hear('a phone that is out', out, 'asking after the seat was freed')
        seat.session = await phone(table.number, seat.code, seat)
      },
    ],
    // Everybody asks for whatever they can.
    [
      6,
      async (table, seat) => {
        const other = tables.find((one) => one !== table) ?? table
        const board = hall.board(table.number, 2)
        hear(seat.code, await hall.api('/api/seat', { as: seat.session }), 'its seat')
        hear(seat.code, await hall.api('/api/seats', { as: seat.session }), 'the seats')
        hear(seat.code, await hall.api(`/api/boards/${board}/voices`, { as: seat.session }), 'the table’s voices')
        for (const session of [runner.get(table.number), reporter.get(table.number)])
          hear(`table ${table.number}`, await hall.api(`/api/boards/${board}/voices`, { as: session }), 'the voices')
        hear(
          `table ${other.number}`,
          await hall.api(`/api/boards/${board}/voices`, { as: runner.get(other.number) }),
          'another’s voices',
        )
        hear('analyst', await hall.api(`/api/boards/${board}/voices`, { as: analyst }), 'a table’s voices')
        hear('results', await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: analyst }), 'the results')
        const site = hall.siteOf(table.number)
        hear('console', await hall.api(`/api/dialogues/${hall.dialogue}/sites/${site}/room`, { as: head }), 'the room')
        const path = hall.link('observer').path ?? ''
        hear('observer', await hall.api(`/api/watch/${path}`), 'the wall')
        hear('wall’s results', await hall.api(`/api/watch/${path}/results`), 'the wall’s results')
      },
    ],
    [0.3, (table) => files(table, 0.3)],
  ]
  const total = acts.reduce((weights, [weight]) => weights + weight, 0)
  const draw = () => {
    let at = random.next() * total
    return (acts.find(([weight]) => (at -= weight) < 0) ?? acts[0])?.[1]
  }
  /** A public sentence goes the same way as all before it: when it is seen, nothing of them is on its way any more. */
  async function rest(): Promise<void> {
    for (const table of tables) {
      const last = unique('last')
      await speak(hall, table.number, [{ id: last, seat: null, text: `That is all, ${last}` }])
      await table.watch.until(() => table.watch.texts().some((text) => text.includes(last)))
    }
  }
  let read = 0
  /** What observers were sent since the last look. */
  function look(): void {
    for (const table of tables) {
      const all = table.watch.bytes()
      const noise = all.subarray(table.bytes).toString('latin1')
      if (noise === '') continue
      table.bytes = all.length
      tally.observed += noise.length
      aviary.listen('observer', noise, `the view of table ${table.number}`)
    }
    for (const bird of lapsing) bird.may.delete('observer')
    lapsing.clear()
    for (; read < logs.length; read += 1) aviary.listen('log', logs[read] ?? '', 'the log')
  }
  try {
    // Most of a day happens in what is open.
    for (const table of tables)
      for (const id of ['alone', 'signed', 'vote', 'ask']) if (chance(0.75)) await move(table, id, 'open')
    const length = 25 + Math.floor(random.next() * 30)
    for (let n = 0; n < length; n += 1) {
      const table = pick(tables)
      tally.acts += 1
      await draw()?.(table, pick(table.seats))
      if (lapsing.size > 0) await rest()
      look()
    }
    for (const table of tables) await files(table, 0)
    await rest()
    look()
  } finally {
    for (const table of tables) table.watch.close()
  }
}

describe('voices, overheard', () => {
  it(`[FUZZ4] ${seeds} random histories: no private sheet, sealed answer, consent or secret is heard by anybody before its time`, {
    timeout: 14_400_000,
  }, async () => {
    const tally: Tally = { acts: 0, replies: 0, canaries: 0, observed: 0, heard: new Map() }
    const pairs = [
      [1, 2],
      [3, 4],
      [5, 6],
    ] as const
    for (let seed = first; seed < first + seeds; seed += pairs.length) {
      let now = Date.UTC(2026, 10, 26, 9)
      const logs: string[] = []
      const hall = await openHall({
        draft: withSteps,
        // Each act comes well after the last, as people do: nobody is told to slow down.
        clock: () => (now += 500),
        log: { write: (line: string) => void logs.push(line) },
        logLevel: 'trace',
      })
      try {
        // Three pairs of tables at once: most of a history is waiting for what observers are sent.
        await Promise.all(
          pairs.map(async (pair, nth) => {
            if (seed + nth >= first + seeds) return
            try {
              await history(hall, logs, pair, seed + nth, tally)
            } catch (cause) {
              throw new Error(`FUZZ_FROM=${seed} VOICE_SEEDS=3 repeats it: ${String(cause)}`, { cause })
            }
          }),
        )
      } finally {
        await hall.close()
      }
    }
    console.log(
      `seeds ${first}-${first + seeds - 1}: ${tally.acts} acts, ${tally.canaries} canaries, ${tally.replies} answers and ${tally.observed} observers’ bytes searched`,
    )
    // What may be heard was heard: the ears are not deaf.
    const heard = [...tally.heard].map(([what, times]) => `${what}: ${times}`).sort()
    console.log(heard.join('\n'))
    const inTime = [
      'a private sheet by its seat',
      'a private sheet by table n',
      'a sealed text by table n',
      'a private sheet by export',
    ]
    const rarely = seeds >= 30 ? ['a private sheet by observer'] : []
    if (seeds >= 12) for (const one of [...inTime, ...rarely]) expect(tally.heard.has(one), one).toBe(true)
  })
})
