/** The Madrid maps as so many tables: what the hall's map counts is what a script counts that knows nothing of it. */
import { readFileSync } from 'node:fs'
import { addNode, relate } from '@tablee/shared/board/edit'
import type { NodeId, RelationId } from '@tablee/shared/ids'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import type { HallCard, HallCardOpened, HallMapTold } from '@tablee/shared/wire/hall-map'
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { importHere } from '../exchange/files.ts'
import { large } from '../room/bigHall.ts'
import { done } from '../support/server.ts'
import { openHall } from '../voices/hall.ts'
import { bare, mapOfSnapshot } from './fromSnapshot.ts'
import { counted, hasMadrid, proposals, type Link, type Name } from './madrid.ts'

const by = { author: 'analyst', device: 'd' }
const origin = { who: 'reporter', why: 'test' } as const
/** Fixed beforehand: ids alone. */
const fixed = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))
/** And what no Madrid map has: two that attack each other, so that neither falls, and a relation within one card. */
const drawn = fixed('madrid-drawn') as { readonly links: readonly Link[]; readonly same: readonly [Name, Name][] }
const same = [...(fixed('madrid-same') as [Name, Name][]), ...drawn.same]

it.skipIf(!hasMadrid)(
  '[HMAP7] [HMAP8] [SNAP19] 27 maps of Madrid as 27 tables: cards, rows and relations as a script counts them',
  async () => {
    const of = proposals()
    // Nobody joins thirty in a second: the server's clock goes on with each.
    let skew = 0
    const clock = (): number => Date.now() + skew
    const hall = await openHall({ draft: large({ tables: of.length, sites: 1, seats: 8 }), clock })
    try {
      const ada = (await hall.enter('analyst', undefined, { device: 'ada' })).session
      const entryOf = new Map<Name, string>()
      const nameOf = new Map<string, Name>()
      for (const [n, { stem, texts, files }] of of.entries()) {
        const board = hall.board(n + 1, 1)
        const { board: map } = importHere(`${stem}.zip`, files)
        const nodes = [...map.nodes.values()]
        done(
          await hall.parts.live.write(board, 'reporter', (doc) => {
            for (const { order: _order, ...node } of nodes) addNode(doc, origin, node)
            for (const { order: _order, ...relation } of map.relations.values()) relate(doc, origin, relation)
          }),
        )
        // Where two say the same letter by letter, they were imported in the order of the file.
        const byAge = nodes.toSorted((a, b) => a.at - b.at || (a.order < b.order ? -1 : 1))
        const taken = new Set<string>()
        for (const [id, text] of texts) {
          const node = byAge.find((one) => one.wording.trim() === text.trim() && !taken.has(one.id))
          if (node === undefined) throw new Error(`${stem}/${id} was not imported`)
          taken.add(node.id)
          entryOf.set(`${stem}/${id}`, `${board}/wording/${node.id}`)
          nameOf.set(`${board}/wording/${node.id}`, `${stem}/${id}`)
        }
        const idOf = (id: string) => (entryOf.get(`${stem}/${id}`)?.split('/')[2] ?? '') as NodeId
        done(
          await hall.parts.live.write(board, 'reporter', (doc) => {
            for (const [at, { from, to, attacks }] of drawn.links.filter((one) => one.stem === stem).entries()) {
              const kind = attacks ? 'attacks' : 'supports'
              const ids = { id: `drawn-${at}` as RelationId, from: idOf(from), to: idOf(to) }
              relate(doc, origin, { ...ids, kind, group: null, at: Date.UTC(2026, 10, 28) + at })
            }
          }),
        )
      }
      const all = `/api/dialogues/${hall.dialogue}`
      let count = 0
      for (const [a, b] of same) {
        const body = { id: `same-${++count}`, kind: 'same', a: entryOf.get(a), b: entryOf.get(b) }
        const reply = await hall.api(`${all}/themes`, { as: ada, body })
        // What an earlier pair joined already is joined.
        expect([204, 409], `${a} ${b}`).toContain(reply.status)
        skew += 400
      }

      const map = (await hall.api(`${all}/hall-map`, { as: ada })).body as HallMapTold
      const want = counted(of, same, drawn.links)
      expect(map.entries).toBe(want.entries)
      const numbers = new Map(map.tables.map(({ id, number }) => [id, number]))
      const at = (tables: HallCard['holds']): readonly number[] =>
        tables.map((table) => numbers.get(table) ?? 0).sort((a, b) => a - b)
      const calledBy = new Map<string, string>()
      for (const { id, entry, wordings } of map.cards) {
        if (entry === null) continue
        const members =
          wordings === 1
            ? [entry]
            : (
                (await hall.api(`${all}/hall-map/card?${new URLSearchParams({ entry })}`, { as: ada }))
                  .body as HallCardOpened
              ).wordings.map((one) => one.entry)
        calledBy.set(
          id,
          members
            .map((one) => nameOf.get(one) ?? one)
            .sort()
            .join(' '),
        )
      }
      const cards = map.cards.filter(({ entry }) => entry !== null)
      const told = new Map(
        cards.map(({ id, holds, objects }) => [calledBy.get(id), { holds: at(holds), objects: at(objects) }]),
      )
      expect(told.size).toBe(want.cards.size)
      expect([...told].sort()).toEqual([...want.cards].sort())
      expect(cards.every(({ onlyIf }) => onlyIf.length === 0)).toBe(true)
      const lines = cards.flatMap(({ id, parent, relation, also }) =>
        [...(relation === null || parent === null ? [] : [{ ...relation, to: parent }]), ...also].map(
          ({ kind, to, tables }): [string, number] => [`${kind} ${calledBy.get(id)} > ${calledBy.get(to)}`, tables],
        ),
      )
      expect(lines.sort()).toEqual([...want.lines].sort())
      // Once more, of the snapshot alone: its boards, its texts, and what it says was joined.
      const { hash } = done(await hall.parts.snapshots.takeDialogue(hall.dialogue, by))
      const body = JSON.parse((await hall.parts.snapshots.body(hash)) ?? '') as Snapshot
      const valid = new Ajv({ strict: false }).compile(snapshotSchema)
      expect(valid(body), JSON.stringify(valid.errors)).toBe(true)
      const again = mapOfSnapshot(body, (await hall.parts.snapshots.sidecar(hash))?.texts ?? [], 1)
      expect(again.cards.map(bare)).toEqual(
        map.cards.map(({ id, text, number, parent, relation, also, holds, objects, onlyIf, people, wordings }) => ({
          id,
          text,
          number,
          parent,
          relation,
          also,
          stances: { holds: [...holds], objects: [...objects], onlyIf: [...onlyIf] },
          people,
          wordings,
        })),
      )
      expect(done(await hall.parts.snapshots.rebuild(hash))).toEqual(body)
      // A theme is in it, and so is what is joined no more.
      const does = async (step: object): Promise<void> => {
        const reply = await hall.api(`${all}/themes`, { as: ada, body: { id: `step-${++count}`, ...step } })
        expect(reply.status).toBe(204)
      }
      const taken = async () => done(await hall.parts.snapshots.takeDialogue(hall.dialogue, by)).hash
      await does({ kind: 'theme', name: 'Bicycles' })
      const themed = await taken()
      const { themes, joined: none } = done(await hall.parts.snapshots.diff(hash, themed))
      expect([themes?.themes.length, none]).toEqual([1, undefined])
      const apart = entryOf.get(same[0]?.[0] ?? '') ?? ''
      await does({ kind: 'apart', entry: apart })
      const parted = done(await hall.parts.snapshots.diff(themed, await taken()))
      expect(parted.joined?.map(({ went }) => went.includes(apart))).toEqual([true])
      expect(done(await hall.parts.snapshots.rebuild(hash))).toEqual(body)

      const joined = [...told.keys()].filter((name) => name?.includes(' '))
      console.log(
        `hall's map, Madrid: ${map.entries} entries of ${of.length} tables, ${cards.length} cards after ${same.length} pairs (${joined.length} joined), ${lines.length} relations; ${cards.filter(({ objects }) => objects.length > 0).length} cards to which a table objects`,
      )
    } finally {
      await hall.close()
    }
  },
)
