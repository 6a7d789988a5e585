/**
 * Malformed frames against the real live server on real sockets: mutated envelopes, handshakes and updates beside two
 * honest editors who go on writing. A tenth of `FUZZ_MUTATIONS`, because each costs a socket.
 */
import { expect, it, vi } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { contentOf, rawNode, replica, updateOf, wordingOf } from '../support/rawBoard.ts'
import { liveServer } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { seeded } from '../support/seeded.ts'

const frames = Math.ceil(Number(process.env['FUZZ_MUTATIONS'] ?? 20_000) / 10)
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_125)

function envelope(type: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, 'board:b1')
  encoding.writeVarUint(encoder, type)
  body(encoder)
  return encoding.toUint8Array(encoder)
}

it(`[GATE13] ${frames.toLocaleString('en')} mutated frames: nothing ends, honest editors lose nothing`, async () => {
  console.log(`seed ${seed}`)
  const random = seeded(seed)
  const noise = vi.spyOn(console, 'error').mockImplementation(() => {})
  const thrown: unknown[] = []
  const note = (cause: unknown): void => void thrown.push(cause)
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  const server = await liveServer({ limits: { rate: 1_000_000, burst: 1_000_000 } })
  const editor = (device: string, sync = true, doc = new Y.Doc()): RawEditor =>
    new RawEditor({ url: server.url, name: 'board:b1', ticket: server.ticket('b1', { device }), sync, doc })
  const ana = editor('ana')
  const bo = editor('bo')
  await Promise.all([ana.ready(), bo.ready()])
  rawNode(ana.doc, 'n1', 'Close the ring road')
  await ana.saved()
  const codes = new Map<number, number>()
  let sent = 0
  while (sent < frames) {
    const mallory = editor('mallory', false)
    await mallory.until('in', () => mallory.told.length > 0)
    const own = replica(ana.doc, 1_000 + sent)
    const update = updateOf(own, () => wordingOf(own, 'n1').insert(0, 'm'))
    const good = [
      envelope(0, (e) => {
        encoding.writeVarUint(e, 2)
        encoding.writeVarUint8Array(e, update)
      }),
      envelope(0, (e) => {
        encoding.writeVarUint(e, 1)
        encoding.writeVarUint8Array(e, Y.encodeStateAsUpdate(own))
      }),
      envelope(0, (e) => {
        encoding.writeVarUint(e, 0)
        encoding.writeVarUint8Array(e, Y.encodeStateVector(own))
      }),
      envelope(2, (e) => {
        encoding.writeVarUint(e, 0)
        encoding.writeVarString(e, 'ticket-1')
      }),
      envelope(5, (e) => encoding.writeVarString(e, '{"type":"saved"}')),
      Uint8Array.of(9),
      Uint8Array.of(10),
    ]
    // As many on one socket as it stands.
    for (let i = 0; i < 20 && mallory.closed === null && sent < frames; i += 1, sent += 1) {
      const frame = Uint8Array.from(random.pick(good))
      for (let k = 0; k <= random.below(3); k += 1) frame[random.below(frame.length)] = random.below(256)
      mallory.ws.send(random.below(5) === 0 ? frame.slice(0, random.below(frame.length)) : frame)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const text = wordingOf(ana.doc, 'n1')
    text.insert(0, String(sent % 10))
    if (text.length > 1_000) text.delete(0, 900)
    await ana.saved()
    mallory.ws.close()
    const { code } = await mallory.ended()
    codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  await bo.until('what ana has', () => JSON.stringify(contentOf(bo.doc)) === JSON.stringify(contentOf(ana.doc)))
  const joiner = editor('cy')
  await joiner.ready()
  expect(contentOf(joiner.doc)).toEqual(contentOf(ana.doc))
  const replay = new Y.Doc()
  for (const each of (await server.journal.load('board:b1')).updates) Y.applyUpdate(replay, each)
  expect(contentOf(replay)).toEqual(contentOf(ana.doc))
  await server.close()
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
  console.log(`closed with ${[...codes].map(([code, count]) => `${code}: ${count}`).join(', ')}`)
  expect(thrown).toEqual([])
  expect(noise).not.toHaveBeenCalled()
  expect((codes.get(1008) ?? 0) + (codes.get(4522) ?? 0)).toBeGreaterThan(frames / 100)
})
