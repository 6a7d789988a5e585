/**
 * What observers can never learn. Random histories of one table (adding, rewording, moving, removing, withdrawing,
 * redacting, hiding, curtain, pause, consent of tables and of seats, delay, crashes) run over the real journal, projector and endpoint with virtual
 * time; every hidden field holds a canary, and every byte that any observer is sent is searched for all of them.
 */
import { addElement, linkElement, writeRecords } from '@tablee/shared/board/canvas/edit'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import type { CanvasShape, ShapeId } from '@tablee/shared/board/canvas/schema'
import { withWords } from '@tablee/shared/board/canvas/words'
import { redact, seedBoard, withdraw } from '@tablee/shared/board/command'
import { newBoardDoc, notesFragment } from '@tablee/shared/board/doc'
import { readNotes } from '@tablee/shared/board/notes/read'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { addNode, addWords, move, relate, remove, setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { readWhole } from '@tablee/shared/board/whole'
import type {
  BlockId,
  BoardId,
  DialogueId,
  Lang,
  LinkId,
  NodeId,
  RelationId,
  SeatCode,
  SiteId,
  TableId,
  WordsId,
} from '@tablee/shared/ids'
import { observers, policyFor, type Audience } from '@tablee/shared/view/audiences'
import { defaultPolicy, type Held, type ViewPolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { readView } from '@tablee/shared/view/read'
import { serverKey } from '@tablee/server/access/keys'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Dialogues } from '@tablee/server/view/ports'
import { createViews, type Views } from '@tablee/server/view/views'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { press } from '../house/press.ts'
import { seeded, type Random } from '../support/seeded.ts'
import { canvasActs, canvasPair } from './view-canvas.ts'
import { virtualTime, Wire } from './view-wire.ts'
import { answered, askedLog } from '../support/slowLog.ts'

const seeds = Number(process.env['VIEW_SEEDS'] ?? process.env['FUZZ_SEEDS'] ?? 80)
const others = Number(process.env['VIEW_SEEDS'] ?? process.env['FUZZ_SEEDS'] ?? 100)
const first = Number(process.env['FUZZ_FROM'] ?? 1)
const steps = 40
const origin = { who: 'reporter', why: 'fuzz' }
const board = 'b1' as BoardId

type Tally = {
  frames: number
  bytes: number
  hidden: number
  held: number
  withdrawn: number
  restarts: number
  nodes: number
  blocks: number
  minutes: number
  shapes: number
  photos: number
  refused: number
  unsaid: number
  unpainted: number
  copies: number
}

/** One history. Throws with the seed where a canary is heard or copies disagree. */
async function history(seed: number, tally: Tally, audience: Audience): Promise<void> {
  const random = seeded(seed)
  const time = virtualTime()
  const journal = memoryJournal({ clock: time.clock, through: askedLog })
  const key = serverKey(random.bytes(32))
  let policy: ViewPolicy = defaultPolicy
  const seen = () => policyFor(audience, policy)
  /** Of an audience that sees everything later there has to be something to see. */
  const slower = 1 + audience.ceiling.delayMinutes
  const dialogues: Dialogues = {
    dialogue: () => ({ title: 'Canaries', lang: 'en' }),
    tables: () => [{ id: 't1' as TableId, number: 1, site: 'Lyon', siteId: 's1' as SiteId }],
    currentBoard: () => ({ id: board, session: 1 }),
    boardsOf: () => [{ id: board, session: 1 }],
    reached: () => true,
    asked: () => [],
    policy: () => policy,
    clock: () => ({ session: 1, sessions: 1, title: '', startedAt: null, steps: [], now: 0 }),
    sitesTold: () => [],
    ownClock: () => ({}),
  }
  const failures: string[] = []
  const start = (): Views =>
    createViews({
      audiences: [audience],
      journal,
      dialogues,
      keyOf: () => key,
      clock: time.clock,
      timers: time.timers,
      links: { byPath: () => ({ id: 'l1' as LinkId, dialogue: 'd1' as DialogueId, audience }) },
      logger: {
        error: (detail, message) => void failures.push(`${message} ${JSON.stringify(detail)}`),
        warn: () => undefined,
      },
    })
  let views = start()
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 4; n += 1) {
      await journal.settled()
      await answered()
      await new Promise((done) => setImmediate(done))
    }
  }

  const doc = newBoardDoc()
  doc.clientID = 1 + seed
  const nodes: NodeId[] = []
  const relations: RelationId[] = []
  const words: WordsId[] = []
  /** Every text that must never be heard from now on, with what it was. */
  const forbidden = new Map<string, string>()
  let count = 0
  const fresh = (): string => `${(count += 1)}-${seed}`
  /** When each text was written: a delay keeps it until then. */
  const young = new Map<string, number>()
  const text = (): string => {
    const said = `text${fresh()} as it was said by them.`
    young.set(said, time.clock())
    return said
  }
  const drawn = (): boolean => policy.curtain === 'drawn'
  /** Minutes that nobody may see while the policy does not show them. */
  const minutes = new Set<string>()
  /** What stands on the canvas, while the policy does not show it. */
  const painted = new Set<string>()
  /** What is written now and may not be seen: behind the curtain, in a pause, without consent. */
  const unseen = (): string =>
    drawn()
      ? 'behind the curtain'
      : policy.observation === 'paused'
        ? 'while paused'
        : !policy.consent
          ? 'without consent'
          : ''
  /** Forbidden until the named thing ends. */
  const behind = new Set<string>()
  const asleep = new Set<string>()
  /** Whose text it is: it may be heard while all of them allow it. In every other history people are asked. */
  const voices = new Map<string, Set<SeatCode>>()
  /** Sheets that nobody signed, and whose they are. */
  const sheets = new Map<string, SeatCode>()
  /** What stands on them; and what of it somebody put elsewhere too, where it may be seen as long as its writer may. */
  const written = new Map<string, SeatCode>()
  const copied = new Set<string>()
  const all = [1, 2, 3, 4, 5, 6].map((n) => `T1-0${n}` as SeatCode)
  const voice = (said: string, seat: SeatCode): string => {
    voices.set(said, (voices.get(said) ?? new Set()).add(seat))
    return said
  }
  const may = (seat: SeatCode): boolean => {
    const { consents } = policy
    return consents === undefined || (consents.observed.includes(seat) && consents.quoted.includes(seat))
  }
  const agreed = (observed: readonly SeatCode[], quoted: readonly SeatCode[]): Pick<ViewPolicy, 'consents'> => {
    const of = (seats: readonly SeatCode[]): string[] =>
      [...sheets].flatMap(([sheet, seat]) => (seats.includes(seat) ? [] : [sheet]))
    const texts = (seats: readonly SeatCode[]): string[] =>
      [...written].flatMap(([text, seat]) => (seats.includes(seat) ? [] : [text]))
    return {
      consents: {
        observed,
        quoted,
        unobservedSheets: of(observed),
        unquotedSheets: of(quoted),
        unobservedTexts: texts(observed),
        unquotedTexts: texts(quoted),
      },
    }
  }
  const note = (canary: string): string => {
    const why = unseen()
    if (why !== '') {
      forbidden.set(canary, why)
      if (drawn()) behind.add(canary)
      else asleep.add(canary)
    }
    return canary
  }
  const wake = (): void => {
    if (drawn() || policy.observation === 'paused' || !policy.consent) return
    for (const canary of asleep) forbidden.delete(canary)
    asleep.clear()
  }
  const append = async (kind: 'update' | 'command', data: Uint8Array, from: number, to: number): Promise<void> => {
    const done = await journal.append({
      doc: `board:${board}`,
      epoch: 1,
      kind,
      author: 'reporter',
      device: 'd',
      data,
      deps: [],
      writers: to > from ? [{ client: doc.clientID, from, to }] : [],
    })
    if (!done.ok) throw new Error(`seed ${seed}: ${done.problem.code}`)
  }
  const edit = async (change: () => unknown): Promise<void> => {
    const updates: Uint8Array[] = []
    const take = (update: Uint8Array): void => void updates.push(update)
    const from = Y.getState(doc.store, doc.clientID)
    doc.on('update', take)
    change()
    doc.off('update', take)
    if (updates.length > 0) await append('update', Y.mergeUpdates(updates), from, Y.getState(doc.store, doc.clientID))
  }
  const command = (data: object): Promise<void> =>
    append('command', new TextEncoder().encode(JSON.stringify(data)), 0, 0)
  const setPolicy = async (change: Partial<ViewPolicy>): Promise<void> => {
    policy = { ...policy, ...change }
    await views.policyChanged(board)
  }

  const canvas = canvasActs({
    doc,
    voice,
    edit,
    text() {
      const said = text()
      painted.add(said)
      return said
    },
    note,
    fresh,
    nodes,
    search: (where) => search(where),
    pass: () => time.pass(100, settle),
    forbid(canary, why) {
      forbidden.set(canary, why)
      behind.delete(canary)
      asleep.delete(canary)
    },
    photos: () => policy.photos,
    release: (photos) => setPolicy({ photos }),
  })

  const followers: { wire: Wire; doc: Y.Doc; heard: Buffer[] }[] = []
  const connect = (copy = new Y.Doc(), heard: Buffer[] = []): void => {
    const wire = new Wire(copy, heard)
    followers.push({ wire, doc: copy, heard })
    const room = views.list('x')?.tables[0]?.room ?? ''
    views.accept(wire as unknown as WebSocket, 'x', room)
    wire.ask()
  }
  const search = (where: string): void => {
    for (const { heard } of followers) {
      if (heard.length === 0) continue
      const bytes = Buffer.concat(heard)
      tally.frames += heard.length
      tally.bytes += bytes.length
      heard.length = 0
      const latin = bytes.toString('latin1')
      for (const [canary, why] of forbidden)
        if (latin.includes(canary)) throw new Error(`seed ${seed}, ${where}: ${canary} was heard (${why})`)
      for (const [said, seats] of voices)
        if (latin.includes(said) && ![...seats].every(may))
          throw new Error(`seed ${seed}, ${where}: ${said} was heard of ${[...seats].join(' ')}, who said no`)
      if (!seen().showNotes)
        for (const line of minutes)
          if (latin.includes(line)) throw new Error(`seed ${seed}, ${where}: ${line} was heard (notes are not shown)`)
      if (!seen().showCanvas)
        for (const one of [...painted, ...canvas.brought])
          if (latin.includes(one)) throw new Error(`seed ${seed}, ${where}: ${one} was heard (the canvas is not shown)`)
      const since = time.clock() - seen().delayMinutes * 60_000
      for (const [said, at] of young)
        if (at <= since) young.delete(said)
        else if (latin.includes(said)) throw new Error(`seed ${seed}, ${where}: ${said} was heard too early`)
      // A seat of this table, standing by itself: inside a public id (22 random characters, `-` among them) such
      // letters come about once in some thousand histories and say nothing.
      const seat = /(?<![\w-])T1-0[1-6](?![\w-])|reporter/.exec(latin)
      if (seat) throw new Error(`seed ${seed}, ${where}: a seat or role was heard: ${seat[0]}`)
      for (const hash of canvas.brought)
        if (!policy.photos.includes(hash) && latin.includes(hash))
          throw new Error(`seed ${seed}, ${where}: a photo was heard that is not released`)
      if (latin.includes('secretshape')) throw new Error(`seed ${seed}, ${where}: a shape's id was heard`)
      for (const id of [...nodes, ...relations, ...words])
        if (latin.includes(id)) throw new Error(`seed ${seed}, ${where}: a board's id was heard: ${id}`)
    }
  }

  await edit(() => seedBoard(doc, { board, question: 'Why?', lang: 'en' as Lang, seats: 6, table: 1 }))
  const lang = 'en' as Lang
  const delayed = seed % 4 === 0
  if (seed % 2 === 1) await setPolicy(agreed(all, all))
  if (delayed) await setPolicy({ delayMinutes: 1 + random.below(3) })
  connect()
  await settle()

  const addOne = async (): Promise<void> => {
    const id = `secretnode${fresh()}` as NodeId
    const relation = `secretrel${fresh()}` as RelationId
    const wording = note(text())
    const to = nodes.length > 0 && random.below(5) > 0 ? random.pick(nodes) : null
    await edit(() =>
      addNode(doc, origin, {
        id,
        kind: to ? 'argument' : 'issue',
        wording,
        lang,
        at: count,
        ...(to ? { place: { relation, kind: 'supports', to } } : {}),
      }),
    )
    nodes.push(id)
    if (to) relations.push(relation)
  }
  const acts: Record<string, (random: Random) => Promise<unknown>> = {
    ...canvas.acts,
    add: addOne,
    async say() {
      if (nodes.length === 0) return
      const id = `secretwords${fresh()}` as WordsId
      const seat = random.pick(all)
      // Now and then out of the minutes: whose words it was the minutes say too.
      const block = random.below(4) === 0 ? random.pick([null, ...readNotes(doc).blocks]) : null
      const lines = block === null ? [] : [...minutes].filter((line) => block.text.includes(line))
      if (lines.length > 0) search('before it is said whose words the minutes hold')
      await edit(() =>
        addWords(doc, origin, {
          id,
          node: random.pick(nodes),
          text: voice(note(text()), seat),
          lang,
          seat,
          capture: 'dictated',
          at: count,
          ...(block === null ? {} : { block: block.id }),
        }),
      )
      await time.pass(100, settle)
      if (lines.length > 0) for (const { heard } of followers) heard.length = 0
      if (readBoard(doc).words.has(id)) for (const line of lines) voice(line, seat)
      words.push(id)
    },
    /** A sheet that nobody signed lies beneath an entry. */
    async sheet() {
      if (nodes.length === 0 || policy.consents === undefined) return
      const sheet = `secretsheet${fresh()}`
      const seat = random.pick(all)
      const said = voice(note(text()), seat)
      sheets.set(sheet, seat)
      written.set(said, seat)
      const { observed, quoted } = policy.consents
      await setPolicy(agreed(observed, quoted))
      const id = (random.below(2) === 0 ? sheet : `${sheet}-2`) as WordsId
      await edit(() =>
        addWords(doc, origin, {
          id,
          node: random.pick(nodes),
          text: said,
          lang,
          seat: null,
          capture: 'own-typing',
          at: count,
        }),
      )
      words.push(id)
    },
    /** A sheet is copied, or its sentence typed again, and nobody says whose it is. */
    async again() {
      const open = [...written.keys()].filter((said) => !forbidden.has(said))
      if (open.length === 0 || nodes.length === 0 || unseen() !== '') return
      const said = random.pick(open)
      copied.add(said)
      tally.copies += 1
      const id = fresh()
      const within = random.pick([said, `Somebody said: “${said}” Then we went on.`])
      const node = random.pick(nodes)
      await edit(() => {
        switch (random.below(5)) {
          case 0:
            return addElement(doc, origin, {
              id: `shape:secretshape${id}`,
              kind: 'hope',
              text: said,
              lang,
              x: 1,
              y: 1,
              at: 1,
            })
          case 1: {
            const type = random.pick(['note', 'frame', 'image'] as const)
            const blank: CanvasShape =
              type === 'note'
                ? shapeWith(`shape:secretshape${id}`, 'note', {})
                : type === 'frame'
                  ? shapeWith(`shape:secretshape${id}`, 'frame', {})
                  : shapeWith(`shape:secretshape${id}`, 'image', {})
            return writeRecords(doc, origin, {
              put: [{ record: withWords(blank, within), before: null }],
              drop: [],
              at: 1,
            })
          }
          case 2:
            return addBlocks(doc, origin, [{ id: `secretblock${id}` as BlockId, kind: 'paragraph', line: within }])
          case 3:
            return addNode(doc, origin, {
              id: `secretnode${id}` as NodeId,
              kind: 'position',
              wording: within,
              lang,
              at: count,
            })
          default: {
            const words = { id: `secretwords${id}` as WordsId, node, text: within, lang, seat: null, at: count }
            return addWords(doc, origin, { ...words, capture: 'dictated' })
          }
        }
      })
    },
    /** Somebody thinks again. */
    async agree() {
      if (policy.consents === undefined) return
      const seat = random.pick(all)
      const { observed, quoted } = policy.consents
      const turned = (list: readonly SeatCode[]): readonly SeatCode[] =>
        list.includes(seat) ? list.filter((one) => one !== seat) : [...list, seat]
      search('before somebody thinks again')
      await setPolicy(random.below(2) === 0 ? agreed(turned(observed), quoted) : agreed(observed, turned(quoted)))
      if (!may(seat)) tally.refused += 1
      tally.unsaid += [...voices.values()].filter((seats) => ![...seats].every(may)).length
    },
    async reword() {
      if (nodes.length > 0) await edit(() => setWording(doc, origin, random.pick(nodes), note(text())))
    },
    async relate() {
      if (nodes.length < 2) return
      const id = `secretrel${fresh()}` as RelationId
      await edit(() =>
        relate(doc, origin, { id, kind: 'attacks', from: random.pick(nodes), to: random.pick(nodes), at: count }),
      )
      relations.push(id)
    },
    async undercut() {
      if (nodes.length === 0 || relations.length === 0) return
      await edit(() =>
        relate(doc, origin, {
          id: `secretrel${fresh()}` as RelationId,
          kind: 'undercuts',
          from: random.pick(nodes),
          to: random.pick(relations),
          at: count,
        }),
      )
    },
    async move() {
      if (nodes.length < 2) return
      await edit(() =>
        move(doc, origin, random.pick(nodes), { to: random.pick(nodes) }, `secretrel${fresh()}` as RelationId, count),
      )
    },
    async remove() {
      if (nodes.length > 3) await edit(() => remove(doc, origin, random.pick(nodes)))
    },
    async takeBack() {
      if (words.length === 0) return
      const id = random.pick(words)
      const said = readBoard(doc).words.get(id)
      if (!said) return
      await edit(() => (random.below(2) === 0 ? withdraw : redact)(doc, origin, id, count, 'reporter'))
      // Words taken back may have been heard; from the next frame on they never are again, whatever the delay.
      await time.pass(100, settle)
      search('before taking back')
      if (said.text !== '' && !copied.has(said.text)) forbidden.set(said.text, 'taken back')
      behind.delete(said.text)
      asleep.delete(said.text)
      tally.withdrawn += 1
    },
    async hide() {
      if (nodes.length === 0) return
      const id = random.pick(nodes)
      await setPolicy({ hidden: [...policy.hidden, id] })
      search('before hiding')
      const node = readBoard(doc).nodes.get(id)
      if (node) forbidden.set(node.wording, 'hidden')
      for (const said of readBoard(doc).words.values()) if (said.node === id) hiddenWords.set(said.id, said.text)
      tally.hidden += 1
    },
    async curtain() {
      const to = drawn() ? 'open' : 'drawn'
      policy = { ...policy, curtain: to }
      await command({ kind: 'curtain', to, by: 'reporter', command: fresh() })
      if (to === 'drawn') tally.held += 1
      wake()
    },
    async release() {
      if (drawn()) return
      await command({ kind: 'release', by: 'reporter', command: fresh() })
      for (const canary of behind) forbidden.delete(canary)
      behind.clear()
    },
    async pause() {
      await setPolicy({ observation: policy.observation === 'paused' ? 'open' : 'paused' })
      wake()
    },
    async consent() {
      await setPolicy({ consent: !policy.consent })
      wake()
    },
    async words() {
      await setPolicy({ showWords: !policy.showWords })
    },
    /** A block of the minutes, sometimes with a mention whose label is nobody's to see. */
    async minute() {
      const id = `secretblock${fresh()}` as BlockId
      const line = note(text())
      const label = `text${fresh()}.`
      forbidden.set(label, 'the label of a mention')
      await edit(() =>
        addBlocks(doc, origin, [
          {
            id,
            kind: random.pick(['paragraph', 'bullet', 'quote'] as const),
            line: nodes.length > 0 && random.below(2) === 0 ? [line, { node: random.pick(nodes), label }] : line,
          },
        ]),
      )
      minutes.add(line)
      tally.blocks += 1
    },
    async type() {
      const blocks = readNotes(doc).blocks
      if (blocks.length === 0) return
      const letters = lettersIn(doc, random.below(blocks.length))
      if (letters === null) return
      const more = note(text())
      await edit(() => letters.insert(0, more))
      minutes.add(more)
    },
    async strike() {
      const { length } = notesFragment(doc)
      if (length < 3) return
      await edit(() => notesFragment(doc).delete(random.below(length), 1))
    },
    async notes() {
      search('before the notes are shown or hidden')
      await setPolicy({ showNotes: !policy.showNotes })
    },
    async paintings() {
      search('before the canvas is shown or not')
      if (!policy.showCanvas) tally.unpainted += painted.size
      await setPolicy({ showCanvas: !policy.showCanvas })
    },
    async join() {
      if (followers.length < 6) connect()
    },
    async resume() {
      const { wire, doc: copy, heard } = random.pick(followers)
      const at = followers.findIndex((one) => one.wire === wire)
      wire.terminate()
      followers.splice(at, 1)
      connect(copy, heard)
    },
    async restart() {
      search('before restart')
      await views.close()
      views = start()
      for (const { wire, doc: copy, heard } of followers.splice(0)) {
        wire.terminate()
        connect(copy, heard)
      }
      tally.restarts += 1
    },
  }
  /** Words beneath a node that was hidden are hidden too, as long as they lie there. */
  const hiddenWords = new Map<WordsId, string>()
  // Mostly a table at work; what closes it is soon taken back, so that there is something to hide from.
  const names = [...Object.keys(acts), 'element', 'element', 'add', 'add', 'say', 'say', 'reword', 'reword', 'reword']
  if (policy.consents !== undefined) names.push('agree', 'agree', 'agree', 'sheet', 'sheet', 'again', 'again', 'again')
  const reopen = async (): Promise<void> => {
    if (drawn()) await acts['curtain']?.(random)
    if (policy.observation === 'paused') await acts['pause']?.(random)
    if (!policy.consent) await acts['consent']?.(random)
    await settle()
  }

  for (let step = 0; step < steps; step += 1) {
    const name = random.pick(names)
    if (random.below(4) === 0) await reopen()
    await acts[name]?.(random)
    await settle()
    await time.pass(random.below(3) === 0 ? 30_000 * slower : 100, settle)
    // Nodes that were hidden keep what they are given later.
    const now = readBoard(doc)
    for (const id of policy.hidden) {
      const node = now.nodes.get(id)
      if (node) forbidden.set(node.wording, 'hidden')
    }
    search(`step ${step} (${name})`)
  }
  await reopen()
  await time.pass(5 * 60_000 * slower, settle)
  search('the end')

  // Everybody holds the same, and it is what `project` says of the board with what is held.
  connect()
  await settle()
  search('a late joiner')
  const shown = followers.map(({ doc: copy }) =>
    JSON.stringify(Object.values(readView(copy)).map((root) => (typeof root === 'string' ? root : sorted(root)))),
  )
  expect(new Set(shown).size, `seed ${seed}: observers disagree`).toBe(1)
  tally.nodes += followers[0]?.doc.getMap('nodes').size ?? 0
  tally.shapes += followers[0]?.doc.getMap('canvas').size ?? 0
  tally.photos += canvas.brought.length
  tally.minutes += followers[0]?.doc.getMap('notes').size ?? 0
  for (const { doc: copy } of followers) {
    const state = Buffer.from(Y.encodeStateAsUpdate(copy)).toString('latin1')
    for (const [canary, why] of forbidden)
      if (state.includes(canary)) throw new Error(`seed ${seed}: ${canary} stays in a copy (${why})`)
    for (const [said, seats] of voices)
      if (state.includes(said) && ![...seats].every(may))
        throw new Error(`seed ${seed}: ${said} stays in a copy of ${[...seats].join(' ')}, who said no`)
    for (const hash of canvas.brought)
      if (!policy.photos.includes(hash) && state.includes(hash))
        throw new Error(`seed ${seed}: a photo stays in a copy that is not released`)
    if (!seen().showNotes)
      for (const line of minutes)
        if (state.includes(line)) throw new Error(`seed ${seed}: ${line} stays in a copy (notes are not shown)`)
    if (!seen().showCanvas)
      for (const one of [...painted, ...canvas.brought])
        if (state.includes(one)) throw new Error(`seed ${seed}: ${one} stays in a copy (the canvas is not shown)`)
  }
  if (failures.length > 0) throw new Error(`seed ${seed}: ${failures[0]}`)
  await views.close()
}

/** The first letters of the nth thing in the minutes, however deep they lie. */
function lettersIn(doc: Y.Doc, n: number): Y.XmlText | null {
  let at: unknown = notesFragment(doc).get(n % Math.max(1, notesFragment(doc).length))
  while (at instanceof Y.XmlElement) at = at.get(0)
  return at instanceof Y.XmlText ? at : null
}

const sorted = (value: Record<string, unknown>): unknown =>
  Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))

describe('observers', () => {
  it.each([
    { name: '[VIEW11] observers', audience: observers, seeds },
    { name: '[VIEW27] journalists', audience: press, seeds: others },
  ])('$name never hear a canary: $seeds random histories', async ({ audience, seeds }) => {
    const tally: Tally = {
      frames: 0,
      bytes: 0,
      hidden: 0,
      held: 0,
      withdrawn: 0,
      restarts: 0,
      nodes: 0,
      blocks: 0,
      minutes: 0,
      shapes: 0,
      photos: 0,
      refused: 0,
      unsaid: 0,
      unpainted: 0,
      copies: 0,
    }
    for (let seed = first; seed < first + seeds; seed += 1) {
      try {
        await history(seed, tally, audience)
      } catch (cause) {
        throw new Error(`FUZZ_FROM=${seed} VIEW_SEEDS=1 repeats it`, { cause })
      }
    }
    console.log(`seeds ${first} to ${first + seeds - 1}: ${JSON.stringify(tally)}`)
    // Not vacuous: there was something to hide, and something to see.
    for (const [what, n] of Object.entries(tally))
      if (what === 'minutes' && !audience.ceiling.showNotes) expect(n).toBe(0)
      else expect(n, what).toBeGreaterThan(seeds / 20)
  })

  it(`[VIEW12] [I4] see a function of the public history: ${seeds} pairs of histories that differ only in what is hidden`, () => {
    let hidden = 0
    for (let seed = first; seed < first + seeds; seed += 1) {
      // The same choices for what is public, different ones for what is not.
      const one = pair(seed, 'A')
      const other = pair(seed, 'B')
      const a = JSON.stringify(project(one.board, one.policy, one.held, (id) => `p-${id}`))
      const b = JSON.stringify(project(other.board, other.policy, other.held, (id) => `p-${id}`))
      expect(a, `seed ${seed}`).toBe(b)
      expect(a).not.toMatch(/HIDDEN|T1-0|"seat"|"at"/)
      hidden += one.hidden
    }
    expect(hidden).toBeGreaterThan(seeds)
  })
})

function pair(seed: number, world: 'A' | 'B') {
  const random = seeded(seed)
  const secret = seeded(seed * 2 + (world === 'A' ? 0 : 1))
  const doc = newBoardDoc()
  doc.clientID = 5
  seedBoard(doc, { board, question: 'Why?', lang: 'en' as Lang, seats: 4 + secret.below(4), table: 1 })
  const lang = 'en' as Lang
  const shown: NodeId[] = []
  const secrets: NodeId[] = []
  const heldIds = new Set<NodeId | RelationId | WordsId>()
  const heldWording = new Map<NodeId, string>()
  const sheets: string[] = []
  let hiddenThings = 0
  let at = 0
  const addSecret = (): void => {
    const id = `h${world.toLowerCase()}${(hiddenThings += 1)}` as NodeId
    const to = shown.length > 0 && secret.below(2) === 0 ? secret.pick(shown) : null
    addNode(doc, origin, {
      id,
      kind: to ? 'argument' : secret.pick(['issue', 'question'] as const),
      wording: `HIDDEN ${secret.below(1e9)}`,
      lang,
      at: secret.below(at + 1),
      ...(to ? { place: { relation: `r${id}` as RelationId, kind: 'supports', to, order: 'a0' } } : { order: 'a0' }),
    })
    // Something visible that answers it, by a relation that is older than its public one could be.
    if (shown.length > 0)
      relate(doc, origin, { id: `rx${id}` as RelationId, kind: 'supports', from: secret.pick(shown), to: id, at: 0 })
    addWords(doc, origin, {
      id: `w${id}` as WordsId,
      node: id,
      text: `HIDDEN ${secret.below(1e9)}`,
      lang,
      seat: 'T1-03' as SeatCode,
      capture: 'paper',
      at,
    })
    if (secret.below(2) === 0) heldIds.add(id)
    else secrets.push(id)
  }
  for (let step = 0; step < 14; step += 1) {
    at += 10
    for (let n = secret.below(3); n > 0; n -= 1) addSecret()
    const id = `n${step}` as NodeId
    const to = shown.length > 0 && random.below(4) > 0 ? random.pick(shown) : null
    const wording = `text ${random.below(1e9)}`
    const reworded = random.below(4) === 0
    addNode(doc, origin, {
      id,
      kind: to ? 'argument' : 'issue',
      wording: reworded ? `HIDDEN ${secret.below(1e9)}` : wording,
      lang,
      at,
      ...(to
        ? { place: { relation: `r${id}` as RelationId, kind: 'attacks', to, order: `a${step}` } }
        : { order: `a${step}` }),
    })
    if (reworded) heldWording.set(id, wording)
    shown.push(id)
    const said = `w${step}` as WordsId
    addWords(doc, origin, {
      id: said,
      node: random.pick(shown),
      text: `said ${random.below(1e9)}`,
      lang,
      seat: secret.below(2) === 0 ? null : (`T1-0${1 + secret.below(4)}` as SeatCode),
      capture: 'dictated',
      at,
    })
    const gone = `x${step}` as WordsId
    addWords(doc, origin, {
      id: gone,
      node: secret.pick(shown),
      text: `HIDDEN ${secret.below(1e9)}`,
      lang,
      seat: null,
      capture: 'dictated',
      at: secret.below(100),
    })
    ;(secret.below(2) === 0 ? withdraw : redact)(doc, origin, gone, secret.below(100), 'reporter')
    // Of somebody who does not want to be watched: signed, or a sheet that nobody signed.
    for (let n = secret.below(3); n > 0; n -= 1) {
      const signed = secret.below(2) === 0
      const no = `${signed ? 'v' : 'sheet'}${world.toLowerCase()}${(hiddenThings += 1)}`
      if (!signed) sheets.push(no)
      addWords(doc, origin, {
        id: (signed || secret.below(2) === 0 ? no : `${no}-2`) as WordsId,
        node: secret.pick(shown),
        text: `HIDDEN ${secret.below(1e9)}`,
        lang,
        seat: signed ? ('T1-06' as SeatCode) : null,
        capture: 'own-typing',
        at: secret.below(200),
      })
    }
  }
  for (let n = 1 + secret.below(3); n > 0; n -= 1) addSecret()
  // Minutes: shown with what they name, or not at all; a block from behind the curtain in between.
  const showNotes = random.below(2) === 0
  const behindIt = new Set<BlockId>()
  for (let n = 0; n < 3; n += 1) {
    const figure = showNotes ? random.below(1e9) : secret.below(1e9)
    const named = { node: random.pick(shown), label: `HIDDEN ${secret.below(1e9)}` }
    const unnamed = { node: secrets[0] ?? ('none' as NodeId), label: `HIDDEN ${secret.below(1e9)}` }
    addBlocks(doc, origin, [
      {
        id: `block${n}` as BlockId,
        kind: 'ordered',
        line: [`${showNotes ? 'seen' : 'HIDDEN'} ${figure} `, named, unnamed],
      },
      { id: `behind${n}` as BlockId, kind: 'ordered', line: `HIDDEN ${secret.below(1e9)}` },
    ])
    behindIt.add(`behind${n}` as BlockId)
  }
  const heldNodes = [...heldIds].filter((id): id is NodeId => readBoard(doc).nodes.has(id as NodeId))
  const held: Held = {
    ids: heldIds,
    wording: heldWording,
    blocks: new Map([...behindIt].map((id) => [id, null])),
    shapes: canvasPair(doc, random, secret, { shown, hidden: [...secrets, ...heldNodes] }),
  }
  for (let n = secret.below(4); n > 0; n -= 1) {
    const id: ShapeId = `shape:no${n}`
    addElement(doc, origin, {
      id,
      kind: 'hope',
      text: `HIDDEN ${secret.below(1e9)}`,
      lang,
      x: secret.below(900),
      y: secret.below(900),
      seat: 'T1-06' as SeatCode,
      at: 1,
    })
    linkElement(doc, origin, id, secret.pick(shown), 60)
  }
  const asked = [1, 2, 3, 4].map((n) => `T1-0${n}` as SeatCode)
  const consents = { observed: asked, quoted: asked, unobservedSheets: sheets, unquotedSheets: sheets }
  return {
    board: readWhole(doc),
    policy: { ...defaultPolicy, hidden: secrets, showWords: random.below(3) > 0, showNotes, consents },
    held,
    hidden: hiddenThings,
  }
}
