/**
 * Malformed input against the gate: mutated updates of a real board. Whatever passes must integrate whole on the
 * server's document, and a joiner who loads the result must see the same board; whatever does not pass must leave no
 * trace. `FUZZ_MUTATIONS` (20,000 by default) and `FUZZ_SEED` repeat a run.
 */
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readNotes } from '@tablee/shared/board/notes/read'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { judge } from '@tablee/server/live/board/gate'
import {
  contentOf,
  hex,
  rawBlock,
  rawNode,
  rawRelation,
  rawWords,
  replica,
  updatesOf,
  wordingOf,
} from '../support/rawBoard.ts'
import { entryOf, rawElement, rawFrame, rawGroup, rawRecord } from '../support/rawCanvas.ts'
import { joinerOf, ordersOf } from '../support/orders.ts'
import { seeded, type Random } from '../support/seeded.ts'

const mutations = Number(process.env['FUZZ_MUTATIONS'] ?? 20_000)
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_125)
/** A fresh board each round, so that one lucky mutation does not shield the next ones behind its own structs. */
const perRound = 100

/** Honest traffic of two devices: the material to be mutated. Returns the board before and the frames after it. */
function traffic(random: Random): { doc: Y.Doc; frames: Uint8Array[] } {
  const doc = new Y.Doc()
  const ana = new Y.Doc()
  ana.clientID = 11
  rawNode(ana, 'n1', 'Close the ring road')
  rawNode(ana, 'n2', 'Keep it open', 'argument')
  rawRelation(ana, 'r1', 'n2', 'n1')
  rawWords(ana, 'w1', 'n1', 'we cannot sleep', 'T1-04')
  rawElement(ana, 'shape:a', 'Night buses')
  rawGroup(ana, 'shape:g')
  rawFrame(ana, 'shape:f')
  wordingOf(ana, 'n1').delete(2, 3)
  const minutes = rawBlock(ana, 'b1', 'we began late', 'heading')
  rawBlock(ana, 'b2', 'nobody minded', 'bulletList')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(ana))
  const bo = replica(doc, 22)
  const frames = [
    ...updatesOf(ana, () => {
      wordingOf(ana, 'n1').insert(random.below(6), 'night ')
      wordingOf(ana, 'n2').delete(0, 4)
      rawNode(ana, 'n3', 'Only at night', 'condition')
      ana.getMap('nodes').delete('n2')
      minutes.insert(random.below(6), 'very ')
      minutes.delete(0, 2)
      rawBlock(ana, 'b3', 'a question stays', 'blockquote')
      ana.getXmlFragment('notes').delete(1, 1)
    }),
    ...updatesOf(bo, () => {
      wordingOf(bo, 'n1').insert(3, 'b')
      rawWords(bo, 'w2', 'n1', 'nor can we')
      rawRelation(bo, 'r2', 'n2', 'n1', 'attacks')
      bo.getMap('placed').set('w1', 'n2')
      const node = bo.getMap('nodes').get('n1')
      if (node instanceof Y.Map) node.set('kind', 'question')
      entryOf(bo, 'shape:a').set('props.kind', 'fear')
      entryOf(bo, 'shape:g').set('gone', 7)
      rawRecord(bo, 'shape:s', {
        typeName: 'shape',
        type: 'draw',
        'props.segments': [{ type: 'free', points: [{ x: 1, y: 2, z: 0.5 }] }],
      })
      const text = entryOf(bo, 'shape:a').get('props.text')
      if (text instanceof Y.Text) text.insert(5, ' and night trains')
    }),
    ...updatesOf(bo, () => {
      const heading = bo.getXmlFragment('notes').get(0)
      if (!(heading instanceof Y.XmlElement)) throw new Error('no heading')
      bo.transact(() => {
        const mention = new Y.XmlElement('mention')
        heading.push([mention])
        mention.setAttribute('node', 'n1')
        mention.setAttribute('label', 'the ring road')
      })
      rawBlock(bo, 'b4', 'second thoughts', 'orderedList').insert(3, 'er')
    }),
    Y.encodeStateAsUpdate(bo),
    Y.encodeStateAsUpdate(ana),
    hex('010402002701016d017902ea00a000017ac40107010803494e5348010e017a010171fd0101010203030f01'),
    hex('010402002701016d01790204000200017ac40107010803494e5340000e01767d01717d0101010203030f01'),
    Uint8Array.from([1, 128, 128, 128, 16, 1, 0]),
  ]
  return { doc, frames }
}

function mutate(random: Random, frames: readonly Uint8Array[]): Uint8Array {
  const frame = random.pick(frames)
  let bytes = [...frame]
  const times = 1 + random.below(4)
  for (let i = 0; i < times; i += 1) {
    const at = random.below(Math.max(1, bytes.length))
    switch (random.below(8)) {
      case 0:
        bytes[at] = random.below(256)
        break
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
        break
      case 2:
        bytes.splice(at, 1 + random.below(4))
        break
      case 3:
        bytes.splice(at, 0, ...[...random.pick(frames)].slice(random.below(20), 20 + random.below(20)))
        break
      case 4:
        bytes = bytes.slice(0, at)
        break
      case 5:
        bytes[at] = random.pick([0, 1, 2, 10, 11, 22, 127, 128, 255])
        break
      case 6:
        bytes.splice(at, 0, 255, 255, 255, 255, 127)
        break
      // small steps of a clock or a length: still decodable, which is where the danger lies
      default:
        bytes[at] = Math.min(127, Math.max(0, (bytes[at] ?? 0) + random.pick([-2, -1, 1, 2])))
    }
  }
  return Uint8Array.from(bytes)
}

/** What only a facilitator may touch, as plain data. */
const framesOf = (doc: Y.Doc): string =>
  JSON.stringify(
    [...doc.getMap('canvas').entries()].flatMap(([id, entry]) =>
      entry instanceof Y.Map && (entry.get('type') === 'frame' || entry.has('meta.part')) ? [[id, entry.toJSON()]] : [],
    ),
  )

it(`[GATE12] ${mutations.toLocaleString('en')} mutated updates: none throws, none is applied in part, none poisons a board`, () => {
  const random = seeded(seed)
  console.log(`seed ${seed}`)
  const outcomes = { accepted: 0, known: 0, 'not-yet': 0, refused: 0 }
  for (let done = 0; done < mutations; ) {
    const { doc, frames } = traffic(random)
    const witness = replica(doc, 1)
    const frames0 = framesOf(doc)
    let applied: Uint8Array[] = []
    for (let i = 0; i < perRound && done < mutations; i += 1, done += 1) {
      const frame = mutate(random, frames)
      const label = `seed ${seed}, mutation ${done}: ${Buffer.from(frame).toString('hex')}`
      const before = doc.store.clients.size
      const decision = judge(doc, frame, {
        actor: { role: 'reporter', seat: null },
        state: 'open',
        // ana's and bo's writers are this device's: the worst case, a device that forges its own structs
        claim: () => 'yours',
      })
      if (decision.kind !== 'accept') {
        outcomes[decision.kind === 'refuse' ? 'refused' : 'not-yet'] += 1
        expect(doc.store.clients.size, label).toBe(before)
        continue
      }
      if (decision.update === null) {
        outcomes.known += 1
        continue
      }
      outcomes.accepted += 1
      const { update, writers } = decision
      try {
        Y.applyUpdate(doc, update)
      } catch (error) {
        throw new Error(`${label}: threw at apply`, { cause: error })
      }
      expect(doc.store.pendingStructs, label).toBeNull()
      expect(doc.store.pendingDs, label).toBeNull()
      for (const { client, to } of writers) expect(Y.getState(doc.store, client), label).toBe(to)
      // A reporter's forgery never moved or made a frame, and the canvas can be read whatever it is.
      expect(framesOf(doc), label).toBe(frames0)
      readCanvas(doc)
      applied.push(update)
      // Who was there all along and got each frame sees what the server sees.
      Y.applyUpdate(witness, update)
      const now = contentOf(doc)
      if (JSON.stringify(contentOf(witness)) !== JSON.stringify(now)) expect(contentOf(witness), label).toEqual(now)
      // And so does who comes in at this moment, in every text and list, also where something was deleted.
      const orders = ordersOf(doc)
      for (const other of [witness, joinerOf(doc)])
        if (ordersOf(other) !== orders) expect(ordersOf(other), label).toBe(orders)
    }
    // A joiner loads the state; a restart replays the log. Both see the same board.
    const joiner = joinerOf(doc)
    expect(contentOf(joiner), `seed ${seed}, after mutation ${done}`).toEqual(contentOf(doc))
    expect(readNotes(joiner), `seed ${seed}, after mutation ${done}`).toEqual(readNotes(doc))
    const restarted = replica(traffic(seeded(0)).doc, 2)
    for (const update of applied) Y.applyUpdate(restarted, update)
    expect(contentOf(restarted), `seed ${seed}, after mutation ${done}`).toEqual(contentOf(doc))
    applied = []
  }
  console.log(
    `accepted ${outcomes.accepted}, known ${outcomes.known}, not yet ${outcomes['not-yet']}, refused ${outcomes.refused}`,
  )
  // The run was not vacuous: each outcome occurred, and often enough that accepted forgeries were really integrated.
  expect(outcomes.accepted).toBeGreaterThan(mutations / 200)
  expect(outcomes['not-yet']).toBeGreaterThan(mutations / 200)
  expect(outcomes.refused).toBeGreaterThan(mutations / 10)
})
