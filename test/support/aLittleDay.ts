import { addNode, addWords, relate, setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type BoardId, type Lang, type NodeId, type RelationId, type WordsId } from '@tablee/shared/ids'
import { png } from '../photo/pictures.ts'
import { rawElement } from './rawCanvas.ts'
import type { Random } from './seeded.ts'
import type { TestServer } from './server.ts'

export type LittleDay = {
  readonly random: Random
  readonly acts: number
  readonly boards: readonly string[]
  readonly dialogue: string
  /** Paths of observers' cards that were issued, withdrawn and issued anew, are added. */
  readonly links: string[]
  /** The secret of somebody's session: organiser, analyst, facilitator 6, T6-01. */
  readonly sessionOf: (who: string) => string
  readonly clock: { now: number }
  /** A theme team and a translator are there, too. */
  readonly understood?: true
}

/**
 * A little day at the tables of a server, drawn at random: everybody does something of everything, over HTTP or through the
 * gate. What is refused is part of the day; the answer says how much of what was done.
 */
export async function aLittleDay(
  server: TestServer,
  { random, acts, boards, dialogue, links, sessionOf, clock, understood }: LittleDay,
): Promise<Readonly<Record<string, number>>> {
  const done: Record<string, number> = {}
  const { live } = server.parts
  const board = (): BoardId => random.pick(boards) as BoardId
  const en = 'en' as Lang
  const origin = { who: 'reporter', why: 'caches' }
  const nodeOf = async (at: BoardId): Promise<NodeId | undefined> => {
    const all = [...(await live.look(at, readBoard)).nodes.keys()]
    return all.length === 0 ? undefined : random.pick(all)
  }
  const id = (): string => newId(random.bytes)
  const by = (who: string, method: string, path: string, body?: unknown): Promise<boolean> =>
    server.api(path, { as: sessionOf(who), method, body }).then(({ status }) => status < 300)
  const write = async (at: BoardId, change: Parameters<typeof live.write>[2]): Promise<boolean> =>
    (await live.write(at, 'reporter', change)).ok
  const wordsOf = async (at: BoardId): Promise<string> =>
    random.pick(['', ...(await live.look(at, readBoard)).words.keys()])
  const step = (): string => random.pick(['write-3', 'write-4', 'vote-4', 'talk-4', 'vote-2', 'write-2'])
  const sixth = (): string => `/api/boards/demo-6-${random.pick([2, 3, 4])}`
  const own = `/api/dialogues/${dialogue}`
  const team: Readonly<Record<string, () => Promise<boolean>>> = {
    theme: () => by('analyst', 'POST', `${own}/themes`, { id: id(), kind: 'theme', name: `About ${id()}` }),
    'the same, or not': async () => {
      const [one, other] = [board(), board()]
      const [a, b] = [`${one}/wording/${await nodeOf(one)}`, `${other}/wording/${await nodeOf(other)}`]
      const step = random.pick([
        { kind: 'same', a, b },
        { kind: 'different', a, b },
        { kind: 'apart', entry: a },
      ])
      return by('analyst', 'POST', `${own}/themes`, { id: id(), ...step })
    },
    translation: async () => {
      const at = board()
      const node = await nodeOf(at)
      if (node === undefined) return false
      const of = { board: at, node, words: null, lang: 'fr', wording: 'Why?', by: 'carla' }
      const row = { ...of, kind: 'translated', command: id(), text: `Pourquoi ${id()} ?`, who: 'Carla' } as const
      return (await server.parts.translations.append(server.dialogue, row, { author: 'translator', device: 'carla' }))
        .ok
    },
  }
  const kinds: Readonly<Record<string, () => Promise<boolean>>> = {
    ...(understood === true && team),
    entry: () =>
      write(board(), (doc) =>
        addNode(doc, origin, {
          id: newId(random.bytes),
          kind: 'issue',
          wording: `Why ${id()}?`,
          lang: en,
          at: clock.now,
        }),
      ),
    words: async () => {
      const at = board()
      const node = await nodeOf(at)
      if (node === undefined) return false
      return write(at, (doc) =>
        addWords(doc, origin, {
          id: newId<WordsId>(random.bytes),
          node,
          text: `Said ${id()}`,
          lang: en,
          seat: null,
          capture: 'dictated',
          at: clock.now,
        }),
      )
    },
    wording: async () => {
      const at = board()
      const node = await nodeOf(at)
      return node !== undefined && write(at, (doc) => setWording(doc, origin, node, `Rather ${id()}`))
    },
    relation: async () => {
      const at = board()
      const [from, to] = [await nodeOf(at), await nodeOf(at)]
      if (from === undefined || to === undefined || from === to) return false
      return write(at, (doc) =>
        relate(doc, origin, { id: newId<RelationId>(random.bytes), kind: 'supports', from, to, at: clock.now }),
      )
    },
    'struck out': async () => {
      const at = board()
      return by('organiser', 'POST', `/api/boards/${at}/commands`, {
        id: id(),
        kind: random.pick(['redact', 'withdraw']),
        words: await wordsOf(at),
      })
    },
    curtain: () =>
      by(
        'facilitator 6',
        'POST',
        `${sixth()}/commands`,
        random.pick([
          { id: id(), kind: 'curtain', to: 'drawn' },
          { id: id(), kind: 'curtain', to: 'open' },
          { id: id(), kind: 'release' },
        ]),
      ),
    rule: async () => {
      const at = board()
      const node = await nodeOf(at)
      return by(
        'organiser',
        'PUT',
        `/api/boards/${at}/policy`,
        random.pick([
          { delayMinutes: random.pick([0, 5, 15]) },
          { observation: random.pick(['open', 'paused']) },
          { hidden: node === undefined ? [] : [node] },
          { showWords: random.below(2) === 0, showNotes: random.below(2) === 0, showCanvas: random.below(2) === 0 },
        ]),
      )
    },
    'a board closed or opened': () =>
      by(
        'organiser',
        'PUT',
        `/api/boards/${board()}/access`,
        random.pick([{ closed: true }, { closed: false }, { closed: false }, { citizensEdit: random.below(2) === 0 }]),
      ),
    move: () =>
      by('organiser', 'POST', `${own}/session`, {
        session: 2 + random.below(3),
        id: id(),
        clock: random.pick(['on', 'anew']),
      }),
    card: () =>
      by('organiser', 'POST', `${own}/links`, { role: random.pick(['analyst', 'observer', 'organiser']), label: id() }),
    'card withdrawn or issued anew': async () => {
      const issued = (
        await server.api(`${own}/links`, { as: sessionOf('organiser'), body: { role: 'observer', label: id() } })
      ).body as { id: string; url: string }
      links.push(issued.url.split('/').at(-1) ?? '')
      return random.below(2) === 0
        ? by('organiser', 'DELETE', `/api/links/${issued.id}`)
        : by('organiser', 'POST', `/api/links/${issued.id}/renew`)
    },
    'comes and goes': async () => {
      const { session } = await server.enter('reporter', 1 + random.below(5))
      return (
        random.below(2) === 0 || (await server.api('/api/sessions', { as: session, method: 'DELETE' })).status < 300
      )
    },
    'a round': () =>
      by('facilitator 6', 'POST', `${sixth()}/voices`, {
        id: id(),
        kind: random.pick(['open', 'open', 'close', 'reveal']),
        step: step(),
        ...(random.below(2) === 0 ? { nodes: [] } : {}),
      }),
    'a sheet': () =>
      by('T6-01', 'POST', '/api/seat/commands', {
        id: id(),
        kind: 'write',
        board: `demo-6-${random.pick([2, 3, 4])}`,
        step: step(),
        sheet: id(),
        text: `Alone ${id()}`,
        lang: 'en',
        sent: random.below(2) === 0,
      }),
    consent: () =>
      by('T6-01', 'POST', '/api/seat/commands', {
        id: id(),
        kind: 'consent',
        consent: { version: '2026-1', quoted: random.below(2) === 0, observed: random.below(2) === 0, lang: 'en' },
      }),
    'a snapshot': () => by('analyst', 'POST', `/api/boards/${board()}/snapshots`, {}),
    erasure: () => (random.below(4) === 0 ? by('organiser', 'POST', `${own}/erasures`, {}) : Promise.resolve(false)),
    'a new epoch': async () => (await live.renew(board())).kind === 'saved',
    photo: async () =>
      (
        await server.api(`/api/boards/${random.pick(boards)}/photos`, {
          as: sessionOf('organiser'),
          method: 'POST',
          bytes: png(2 + random.below(9), 3),
        })
      ).status < 300,
    drawing: () => write(board(), (doc) => rawElement(doc, `shape:${id()}`, `Hope ${id()}`, { x: random.below(300) })),
  }
  for (let n = 0; n < acts; n += 1) {
    clock.now += 20_000
    const kind = random.pick(Object.keys(kinds))
    if (await kinds[kind]?.()) done[kind] = (done[kind] ?? 0) + 1
  }
  return done
}
