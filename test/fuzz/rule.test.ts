/**
 * Days of two tables over three sessions: what each decides about being watched, curtains, moves forward and back, boards
 * that were left. At each step all boards of a table obey the table's rule, rebuilt or not, and no byte that an observer is
 * sent holds what that rule keeps back.
 */
import { addElement } from '@tablee/shared/board/canvas/edit'
import { elementKinds, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { PolicyChange } from '@tablee/shared/dialogue/commands'
import { beyond, noCeiling, type Opening, type Rule } from '@tablee/shared/dialogue/rule'
import type { BoardId, DialogueId, Lang, NodeId, SiteId, TableId, WordsId } from '@tablee/shared/ids'
import { plantQuestion } from '@tablee/server/dialogue/found'
import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { seeded } from '../support/seeded.ts'
import { done, startServer } from '../support/server.ts'
import { Wire } from './view-wire.ts'

const seeds = Number(process.env['RULE_SEEDS'] ?? process.env['FUZZ_SEEDS'] ?? 12)
const first = Number(process.env['FUZZ_FROM'] ?? 1)
const steps = 40
const lang = 'en' as Lang
const id = 'rules' as DialogueId
const origin = { who: 'facilitator', why: 'fuzz' }
const tables = [1, 2]
const sessions = [1, 2, 3]
const minute = 60_000

const boardOf = (table: number, session: number) => `b${table}-${session}` as BoardId
const every = tables.flatMap((table) => sessions.map((session) => ({ table, session, board: boardOf(table, session) })))

type Said = {
  readonly text: string
  readonly kind: 'wording' | 'words' | 'canvas'
  readonly board: BoardId
  readonly table: number
  readonly at: number
  held: boolean
  /** Once it could be seen, a pause lets it stand. */
  seen: boolean
}
type Tally = {
  moves: number
  heard: number
  kept: number
  refused: number
  curtains: number
  rooms: number
  passed: number
}

async function day(seed: number, tally: Tally): Promise<void> {
  const random = seeded(seed)
  let now = 1_700_000_000_000
  const server = await startServer({ demo: false, clock: () => now, seed: `rules-${seed}` })
  try {
    const { dialogues, live, views, journal, snapshots, access } = await server.tablee.halls.enter(id)
    const ceilings = new Map<number, Opening>()
    const rules = new Map<number, Rule>()
    const bit = () => random.below(2) === 0
    for (const table of tables) {
      // Of three tables two may open everything.
      const ceiling: Opening =
        random.below(3) > 0
          ? noCeiling
          : { consent: true, delayMinutes: random.below(3), showWords: bit(), showNotes: false, showCanvas: bit() }
      ceilings.set(table, ceiling)
      rules.set(table, { ...ceiling, showNotes: false, observation: 'open', curtain: 'open' })
    }
    const title = { en: 'Rules' }
    const site = 'site' as SiteId
    const founded = await dialogues.found(
      {
        id,
        title: 'Rules',
        lang,
        opensAt: 0,
        closesAt: now * 2,
        session: 1,
        startedAt: null,
        sites: [{ id: site, name: 'Hall', country: 'BE', lang }],
        tables: tables.map((number) => {
          const ceiling = ceilings.get(number) ?? noCeiling
          const start = { ...ceiling, showNotes: false }
          return {
            id: `t${number}` as TableId,
            site,
            number,
            seats: 4,
            lang,
            citizensEdit: false,
            observation: { start, ceiling },
          }
        }),
        sessions: sessions.map((number) => ({ number, title, question: title, steps: [] })),
        boards: every.map(({ table, session, board }) => ({
          id: board,
          table: `t${table}` as TableId,
          session,
          question: 'Why?',
          lang,
        })),
      },
      { author: 'organiser', device: 'd', command: 'found' },
    )
    expect(founded.ok).toBe(true)
    for (const { board } of every) {
      const place = dialogues.board(board)
      if (place === null) throw new Error(board)
      const issue = `q-${board}` as NodeId
      await live.write(board, 'server', (doc) => void plantQuestion(doc, place, { issue, at: now }))
    }
    const link = done(await access.links.issue({ role: 'observer', dialogue: id, label: 'w' }))
    const path = access.links.derive(link).path ?? ''
    let count = 0
    const fresh = () => `n${(count += 1)}-${seed}`
    const by = () => ({ author: 'facilitator', device: 'd', command: `c-${fresh()}` })
    const actor = { role: 'facilitator', seat: null, device: 'd' } as unknown as Parameters<typeof live.command>[1]
    const all: Said[] = []
    const walls: { wire: Wire; doc: Y.Doc; heard: Buffer[]; board: BoardId }[] = []
    /** Tables over which the room has drawn its curtain; `rules` has each table's own. */
    const room = new Set<number>()
    const ownOf = (table: number): Rule => {
      const rule = rules.get(table)
      if (rule === undefined) throw new Error(`no table ${table}`)
      return rule
    }
    const ruleOf = (table: number): Rule => ({ ...ownOf(table), ...(room.has(table) ? { curtain: 'drawn' } : {}) })
    const mayBeSeen = (one: Said): boolean => {
      const rule = ruleOf(one.table)
      return (
        rule.consent &&
        rule.curtain === 'open' &&
        !one.held &&
        (one.kind !== 'words' || rule.showWords) &&
        (one.kind !== 'canvas' || rule.showCanvas) &&
        (one.seen || (rule.observation === 'open' && one.at + rule.delayMinutes * minute <= now))
      )
    }
    /** Everything that was sent since the last time is searched for what may not be known by now. */
    const search = (where: string): void => {
      for (const wall of walls) {
        const latin = Buffer.concat(wall.heard.splice(0)).toString('latin1')
        const state = Buffer.from(Y.encodeStateAsUpdate(wall.doc)).toString('latin1')
        for (const one of all) {
          const heard = latin.includes(one.text)
          if (heard && (one.board !== wall.board || !mayBeSeen(one)))
            throw new Error(`${where}: ${one.text} (${one.kind} on ${one.board}) was heard at ${wall.board}`)
          if (state.includes(one.text) && !mayBeSeen(one))
            throw new Error(`${where}: ${one.text} (${one.kind} on ${one.board}) stays in a copy`)
          if (heard) tally.heard += 1
          else if (!mayBeSeen(one)) tally.kept += 1
        }
      }
      for (const one of all) if (mayBeSeen(one)) one.seen = true
    }
    const settle = async (): Promise<void> => {
      await journal.settled()
      for (const { board } of every) await views.policyChanged(board)
      await journal.settled()
    }
    const obeys = (where: string): void => {
      for (const { table, board } of every) {
        const { hidden: _hidden, photos: _photos, ...rule } = dialogues.policy(board)
        expect(rule, `${where}: ${board}`).toEqual(ruleOf(table))
      }
    }
    const somewhere = () => random.pick(every)
    const current = (table: number): BoardId => boardOf(table, dialogues.dialogue(id)?.session ?? 1)

    const acts: Record<string, () => Promise<unknown>> = {
      async say() {
        const { table, board } = bit() ? somewhere() : { table: 1, board: current(1) }
        const kind = random.pick(['wording', 'words', 'canvas'] as const)
        const text = `CANARY-${fresh()}.`
        const rule = ruleOf(table)
        const node = fresh() as NodeId
        const done = await live.write(board, 'facilitator', (doc) => {
          if (kind === 'canvas') {
            const at = { x: 1, y: 1, index: 'a1', seat: null, capture: 'dictated', at: 1 } as const
            addElement(doc, origin, { id: `shape:${node}` as ShapeId, kind: elementKinds[0], text, lang, ...at })
          } else
            addNode(doc, origin, { id: node, kind: 'issue', wording: kind === 'wording' ? text : 'plain', lang, at: 1 })
          if (kind === 'words')
            addWords(doc, origin, {
              id: `w${node}` as WordsId,
              node,
              text,
              lang,
              seat: null,
              capture: 'dictated',
              at: 1,
            })
        })
        expect(done.ok).toBe(true)
        all.push({ text, kind, board, table, at: now, held: rule.curtain === 'drawn', seen: false })
      },
      async rule() {
        const { table, board } = somewhere()
        const change: PolicyChange = random.pick([
          { consent: bit() },
          { showWords: bit() },
          { showCanvas: bit() },
          { delayMinutes: random.below(4) },
          { observation: bit() ? ('open' as const) : ('paused' as const) },
          { consent: true, observation: 'open' as const },
        ])
        const what = beyond(change, ceilings.get(table) ?? noCeiling)
        const done = await dialogues.setPolicy(board, change, by())
        if (what !== null) {
          expect(done).toEqual({ ok: false, problem: { code: 'beyond-dialogue', what } })
          tally.refused += 1
        } else rules.set(table, { ...ownOf(table), ...change })
      },
      async curtain() {
        const { table, board } = somewhere()
        if (room.has(table) && ownOf(table).curtain === 'open' && bit()) {
          // What the room drew the room alone opens.
          const refused = await live.command(board, actor, { id: fresh(), kind: 'curtain', to: 'open' })
          expect(refused).toMatchObject({ ok: false, problem: { code: 'refused' } })
          return
        }
        const to = ownOf(table).curtain === 'open' ? 'drawn' : 'open'
        expect((await live.command(board, actor, { id: fresh(), kind: 'curtain', to })).ok).toBe(true)
        rules.set(table, { ...ownOf(table), curtain: to })
        tally.curtains += 1
      },
      async everyCurtain() {
        const to = random.below(3) === 0 ? 'drawn' : 'open'
        const these = bit() ? tables : [random.pick(tables)]
        const of = these === tables ? { site } : { tables: these.map((number) => `t${number}` as TableId) }
        expect((await dialogues.drawCurtains(id, of, to, by())).ok).toBe(true)
        for (const table of these)
          if (to === 'drawn') room.add(table)
          else room.delete(table)
        tally.rooms += 1
      },
      async release() {
        const { board } = somewhere()
        expect((await live.command(board, actor, { id: fresh(), kind: 'release' })).ok).toBe(true)

        // Released while drawn: what stands by now is seen once it opens, what follows is held again.
        for (const one of all) if (one.board === board) one.held = false
      },
      async move() {
        expect((await dialogues.moveTo(id, random.pick(sessions), by())).ok).toBe(true)
        tally.moves += 1
      },
      async watch() {
        if (walls.length >= 8) {
          const [gone] = walls.splice(random.below(walls.length), 1)
          gone?.wire.terminate()
        }
        const table = random.pick(tables)
        const room = views.list(path)?.tables.find((one) => one.table === table)?.room ?? ''
        const doc = new Y.Doc()
        const heard: Buffer[] = []
        const wire = new Wire(doc, heard)
        walls.push({ wire, doc, heard, board: current(table) })
        views.accept(wire as unknown as WebSocket, path, room)
        wire.ask()
      },
      async pass() {
        now += random.below(3) * minute
        tally.passed += 1
      },
      async rebuild() {
        await dialogues.reread()
      },
    }
    const names = [...Object.keys(acts), 'say', 'say', 'say', 'rule', 'rule', 'move', 'watch', 'pass']
    const taken: string[] = []
    for (let step = 0; step < steps; step += 1) {
      const name = random.pick(names)
      await acts[name]?.()
      await settle()
      const where = `FUZZ_FROM=${seed} RULE_SEEDS=1, step ${step} (${name})`
      obeys(where)
      search(where)
      if (step % 13 === 12) {
        const done = await snapshots.takeDialogue(id, { author: 'analyst', device: 'd' })
        if (done.ok) taken.push(done.value.hash)
      }
    }
    await dialogues.reread()
    obeys(`seed ${seed}, rebuilt`)
    for (const hash of taken) expect((await snapshots.rebuild(hash)).ok, `seed ${seed}: ${hash}`).toBe(true)
    for (const { wire } of walls) wire.terminate()
  } finally {
    await server.close()
  }
}

it(`[RULE8] [OBSV2] over ${seeds} random days of moves, rules and curtains every board obeys its table's rule, and nobody hears what it keeps back`, async () => {
  const tally: Tally = { moves: 0, heard: 0, kept: 0, refused: 0, curtains: 0, rooms: 0, passed: 0 }
  for (let seed = first; seed < first + seeds; seed += 1) await day(seed, tally)
  console.log(`seeds ${first} to ${first + seeds - 1}: ${JSON.stringify(tally)}`)
  for (const [what, n] of Object.entries(tally)) expect(n, what).toBeGreaterThan(seeds / 20)
})
