import { addNode, addWords, remove, setWording } from '@tablee/shared/board/edit'
import { redact, withdraw } from '@tablee/shared/board/command'
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId, Lang, NodeId, PhotoHash, RelationId, WordsId } from '@tablee/shared/ids'
import { readView } from '@tablee/shared/view/read'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { fullCanvas, linkedNode, photoOfSheet } from '../support/fullCanvas.ts'
import { aHall, said, shownBy, stateOf, synced, until, wordings, type Hall } from './hall.ts'

const origin = { who: 'reporter', why: 'test' }
const en = 'en' as Lang
const id = {
  issue: 'issue' as NodeId,
  yes: 'yes' as NodeId,
  no: 'no' as NodeId,
  r1: 'r1' as RelationId,
  r2: 'r2' as RelationId,
  w1: 'w1' as WordsId,
  w2: 'w2' as WordsId,
}
let hall: Hall
afterEach(() => hall.close())

async function discussed(): Promise<void> {
  await hall.edit((doc) => {
    addNode(doc, origin, { id: id.issue, kind: 'issue', wording: 'Who answers?', lang: en, at: 1 })
    addNode(doc, origin, {
      id: id.yes,
      kind: 'position',
      wording: 'The maker',
      lang: en,
      at: 2,
      place: { relation: id.r1, kind: 'answers', to: id.issue },
    })
    addNode(doc, origin, {
      id: id.no,
      kind: 'position',
      wording: 'The city',
      lang: en,
      at: 3,
      place: { relation: id.r2, kind: 'answers', to: id.issue },
    })
    addWords(doc, origin, {
      id: id.w1,
      node: id.yes,
      text: 'they built it',
      lang: en,
      seat: null,
      capture: 'dictated',
      at: 4,
    })
  })
}
/** Everything a late joiner is sent, as raw bytes. */
async function lateJoiner(): Promise<Buffer> {
  const late = hall.follow()
  await synced(late.provider)
  return Buffer.concat(late.heard)
}
const closing = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.on('close', (code) => resolve(code)))

describe('a stock observer', () => {
  it('[VIEW1] follows a table live with the stock WebsocketProvider', async () => {
    hall = await aHall()
    await discussed()
    const { doc, provider } = hall.follow()
    await synced(provider)
    expect(wordings(doc)).toEqual(['The city', 'The maker', 'Who answers?'])
    await hall.edit((board) => setWording(board, origin, id.yes, 'The maker answers'))
    await until(doc, () => wordings(doc).includes('The maker answers'))
    expect(said(doc)).toEqual(['they built it'])
    const shown = JSON.stringify(shownBy(doc))
    for (const secret of ['"issue":', '"yes"', '"no"', '"r1"', '"w1"', 'seat', '"at"', ':4,', ':4}'])
      expect(shown).not.toContain(secret)
  })

  it('[VIEW2] [TRAP 15] goes on over restarts and crashes with its own copy: nothing stays, doubles or is missing', async () => {
    hall = await aHall()
    await discussed()
    const { doc, provider } = hall.follow()
    await synced(provider)
    for (let round = 0; round < 6; round += 1) {
      const own = `n${round}` as NodeId
      if (round % 2 === 0) await hall.restart()
      else hall.crash()
      await hall.edit((board) => {
        addNode(board, origin, {
          id: own,
          kind: 'argument',
          wording: `reason ${round}`,
          lang: en,
          at: 10 + round,
          place: { relation: `nr${round}` as RelationId, kind: 'supports', to: id.yes },
        })
        if (round > 0) remove(board, origin, `n${round - 1}` as NodeId)
        setWording(board, origin, id.no, `The city ${round}`)
      })
      await until(doc, () => wordings(doc).includes(`reason ${round}`) && wordings(doc).includes(`The city ${round}`))
      expect(wordings(doc)).toEqual([`The city ${round}`, 'The maker', 'Who answers?', `reason ${round}`].sort())
      const fresh = hall.follow()
      await synced(fresh.provider)
      expect(shownBy(doc)).toEqual(shownBy(fresh.doc))
      expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(fresh.doc))
      fresh.provider.destroy()
    }
  })

  it('[VIEW3] [TRAP 6] cannot write, and is neither heard nor told by awareness', async () => {
    hall = await aHall()
    await discussed()
    const victim = hall.follow()
    const writer = hall.follow()
    await Promise.all([synced(victim.provider), synced(writer.provider)])
    const before = hall.journal.head(`board:b1`).seq
    writer.provider.awareness.setLocalState({ user: 'CANARY-AWARENESS' })
    writer.doc.getMap('nodes').set('forged', { wording: 'CANARY-FORGED' })
    await new Promise<void>((resolve) => {
      writer.provider.ws?.addEventListener('message', ({ data }: MessageEvent) => {
        if (new Uint8Array(data as ArrayBuffer)[0] === 2) resolve() // auth: permission denied
      })
      writer.doc.getMap('nodes').set('again', 1)
    })
    await hall.edit((board) => setWording(board, origin, id.yes, 'after the attempt'))
    await until(victim.doc, () => wordings(victim.doc).includes('after the attempt'))
    expect(Buffer.concat([...victim.heard, await lateJoiner()]).toString('latin1')).not.toContain('CANARY')
    expect(victim.doc.getMap('nodes').has('forged')).toBe(false)
    expect(victim.provider.awareness.getStates().size).toBe(1)
    expect(hall.journal.head(`board:b1`).seq).toBe(before + 1)
  })

  it('[VIEW4] is closed for text, malformed, oversized and too many frames, and nothing else happens', async () => {
    hall = await aHall()
    const bad: [string, (socket: WebSocket) => void, number][] = [
      ['text', (socket) => socket.send('hello'), 1008],
      ['malformed', (socket) => socket.send(Uint8Array.of(0, 0, 255)), 1008],
      ['unknown sync step', (socket) => socket.send(Uint8Array.of(0, 9)), 1008],
      ['too large', (socket) => socket.send(new Uint8Array(17 * 1024)), 1009],
      [
        'too many',
        (socket) => {
          for (let n = 0; n < 30; n += 1) socket.send(Uint8Array.of(1, 1, 0))
        },
        1008,
      ],
    ]
    for (const [name, send, code] of bad) {
      const socket = new WebSocket(`${hall.url}/${hall.room()}`)
      const closed = closing(socket)
      socket.on('error', () => undefined)
      await new Promise((open) => socket.on('open', open))
      send(socket)
      expect(await closed, name).toBe(code)
    }
    await lateJoiner()
  })

  it('[VIEW5] says why it ends: 4404 unknown room, 4401 unknown or revoked link, 4410 old epoch, 1012 restart', async () => {
    hall = await aHall()
    await discussed()
    const opened = (room: string, path = hall.url) => closing(new WebSocket(`${path}/${room}`))
    expect(await opened('nowhere')).toBe(4404)
    expect(await opened(`${'x'.repeat(16)}.1`)).toBe(4404)
    expect(await opened(hall.room(), hall.url.replace(/watch-this/, 'guessed'))).toBe(4401)
    const follower = hall.follow()
    await synced(follower.provider)
    const first = hall.room()
    const ended = new Promise<{ code: number }>((resolve) => follower.provider.once('closed', resolve))
    await hall.views.rotate('b1' as never, 'test')
    expect((await ended).code).toBe(4410)
    const second = hall.room()
    expect(second).not.toBe(first)
    expect(await opened(first)).toBe(4410)
    // The same content by the same public ids: a link to an entry outlasts the epoch (QUO2).
    const next = hall.follow()
    await synced(next.provider)
    expect(wordings(next.doc)).toEqual(wordings(follower.doc))
    expect([...next.doc.getMap('nodes').keys()].sort()).toEqual([...follower.doc.getMap('nodes').keys()].sort())

    const plain = new WebSocket(`${hall.url}/${second}`)
    await new Promise((open) => plain.on('open', open))
    const restarted = closing(plain)
    await hall.restart()
    expect(await restarted).toBe(1012)

    const watching = hall.follow()
    await synced(watching.provider)
    const revoked = new Promise<{ code: number }>((resolve) => watching.provider.once('closed', resolve))
    const began = performance.now()
    hall.revoke()
    expect((await revoked).code).toBe(4401)
    const took = performance.now() - began
    console.log(`revoked within ${took.toFixed(1)} ms`)
    expect(took).toBeLessThan(10_000)
    expect(hall.views.list('watch-this')).toBeNull()
  })

  it('[VIEW6] hears nothing when nothing it may see has changed', async () => {
    hall = await aHall()
    await discussed()
    await hall.setPolicy({ hidden: [id.no] })
    const { doc, provider, heard } = hall.follow()
    await synced(provider)
    const frames = heard.length
    await hall.edit((board) => setWording(board, origin, id.no, 'hidden and reworded'))
    await hall.edit((board) => setWording(board, origin, id.yes, 'seen'))
    await until(doc, () => wordings(doc).includes('seen'))
    expect(heard.length).toBe(frames + 1)
  })
})

describe('protection takes effect within a second, for the living, the late and the returning', () => {
  const cases: [string, () => Promise<unknown>, (doc: Y.Doc) => boolean, string][] = [
    [
      'hiding a node',
      () => hall.setPolicy({ hidden: [id.yes] }),
      (doc) => !wordings(doc).includes('CANARY maker'),
      'CANARY maker',
    ],
    ['not showing words', () => hall.setPolicy({ showWords: false }), (doc) => said(doc).length === 0, 'CANARY said'],
    ['taking consent away', () => hall.setPolicy({ consent: false }), (doc) => stateOf(doc) === 'no-consent', 'CANARY'],
    [
      'drawing the curtain',
      () => hall.command({ kind: 'curtain', to: 'drawn' }),
      (doc) => stateOf(doc) === 'curtain',
      'CANARY',
    ],
    [
      'withdrawing words',
      () => hall.edit((board) => withdraw(board, origin, id.w2, 9, 'reporter')),
      (doc) => said(doc).length === 0,
      'CANARY said',
    ],
    [
      'removing a node',
      () => hall.edit((board) => remove(board, origin, id.yes)),
      (doc) => !wordings(doc).includes('CANARY maker'),
      'CANARY maker',
    ],
  ]
  for (const [name, act, gone, canary] of cases) {
    it(`[VIEW7] ${name}`, async () => {
      hall = await aHall()
      await discussed()
      await hall.edit((board) => {
        setWording(board, origin, id.yes, 'CANARY maker')
        withdraw(board, origin, id.w1, 5, 'reporter')
        addWords(board, origin, {
          id: id.w2,
          node: id.yes,
          text: 'CANARY said',
          lang: en,
          seat: null,
          capture: 'dictated',
          at: 4,
        })
      })
      const live = hall.follow()
      const away = hall.follow()
      await Promise.all([synced(live.provider), synced(away.provider)])
      expect(JSON.stringify(shownBy(live.doc))).toContain(canary)
      away.provider.disconnect()
      const measured = until(live.doc, () => gone(live.doc))
      await act()
      const took = await measured
      console.log(`${name}: gone from the living after ${took.toFixed(1)} ms`)
      expect(took).toBeLessThan(10_000)
      away.heard.length = 0
      away.provider.connect()
      await until(away.doc, () => gone(away.doc))
      expect(Buffer.concat(away.heard).toString('latin1')).not.toContain(canary)
      expect((await lateJoiner()).toString('latin1')).not.toContain(canary)
      // Not in the state of anybody's document either: deleted content is collected.
      for (const doc of [live.doc, away.doc])
        expect(Buffer.from(Y.encodeStateAsUpdate(doc)).toString('latin1')).not.toContain(canary)
      await hall.restart()
      expect((await lateJoiner()).toString('latin1')).not.toContain(canary)
    })
  }

  it.each(['withdraw', 'redact'] as const)(
    '[VIEW7] after a %s is on the disk nobody who joins is sent the words, before any beat either',
    async (act) => {
      // No beat ever comes: what only waited for one would be seen for good.
      hall = await aHall({ timers: { after: () => () => undefined, every: () => () => undefined } })
      await discussed()
      const { doc, provider } = hall.follow()
      await synced(provider)
      expect(said(doc)).toEqual(['they built it'])
      await hall.edit((board) => (act === 'withdraw' ? withdraw : redact)(board, origin, id.w1, 9, 'reporter'))
      expect((await lateJoiner()).toString('latin1')).not.toContain('they built it')
      await until(doc, () => said(doc).length === 0)
    },
  )

  it('[VIEW8] paused: the last good view stands, also over a restart, and what is taken back still goes', async () => {
    hall = await aHall()
    await discussed()
    const { doc, provider } = hall.follow()
    await synced(provider)
    await hall.setPolicy({ observation: 'paused' })
    await until(doc, () => stateOf(doc) === 'paused')
    await hall.edit((board) => {
      setWording(board, origin, id.no, 'CANARY while paused')
      addWords(board, origin, {
        id: id.w2,
        node: id.no,
        text: 'CANARY said while paused',
        lang: en,
        seat: null,
        capture: 'paper',
        at: 6,
      })
    })
    for (const again of [() => Promise.resolve(), () => hall.restart()]) {
      await again()
      expect((await lateJoiner()).toString('latin1')).not.toContain('CANARY')
    }
    expect(wordings(doc)).toEqual(['The city', 'The maker', 'Who answers?'])
    await hall.edit((board) => withdraw(board, origin, id.w1, 9, 'reporter'))
    await until(doc, () => said(doc).length === 0)
    await hall.setPolicy({ hidden: [id.yes] })
    await until(doc, () => !wordings(doc).includes('The maker'))
    await hall.setPolicy({ observation: 'open' })
    await until(doc, () => stateOf(doc) === 'open' && wordings(doc).includes('CANARY while paused'))
  })

  it('[VIEW8] paused: what is newly allowed meanwhile is shown when the observation goes on, not before', async () => {
    hall = await aHall()
    await discussed()
    await hall.setPolicy({ hidden: [id.yes], showWords: false })
    await hall.edit((board) => {
      setWording(board, origin, id.yes, 'CANARY hidden')
      addWords(board, origin, {
        id: id.w2,
        node: id.no,
        text: 'CANARY said',
        lang: en,
        seat: null,
        capture: 'paper',
        at: 6,
      })
      addBlocks(board, origin, [{ id: 'block' as BlockId, kind: 'paragraph', line: ['CANARY minuted'] }])
    })
    const { doc, provider, heard } = hall.follow()
    await synced(provider)
    await hall.setPolicy({ observation: 'paused', showNotes: true })
    await until(doc, () => stateOf(doc) === 'paused')
    await hall.setPolicy({ hidden: [], showWords: true })
    for (const again of [() => Promise.resolve(), () => hall.restart()]) {
      await again()
      expect((await lateJoiner()).toString('latin1')).not.toContain('CANARY')
      expect(Buffer.concat(heard).toString('latin1')).not.toContain('CANARY')
    }
    await hall.setPolicy({ hidden: [id.no] })
    expect((await lateJoiner()).toString('latin1')).not.toContain('The city')
    await hall.setPolicy({ observation: 'open', hidden: [] })
    await until(doc, () => stateOf(doc) === 'open' && wordings(doc).includes('CANARY hidden'))
    const late = (await lateJoiner()).toString('latin1')
    for (const canary of ['CANARY said', 'CANARY minuted']) expect(late).toContain(canary)
  })

  it('[VIEW8] paused with nobody watching: anyone who comes sees the table as it stood, also at the second pause', async () => {
    hall = await aHall()
    await discussed()
    await hall.setPolicy({ observation: 'paused' })
    await hall.edit((board) => setWording(board, origin, id.no, 'CANARY one'))
    const first = hall.follow()
    await synced(first.provider)
    expect(wordings(first.doc)).toEqual(['The city', 'The maker', 'Who answers?'])
    first.provider.destroy()
    await hall.restart()
    await hall.setPolicy({ observation: 'open' })
    await hall.restart()
    await hall.setPolicy({ observation: 'paused' })
    await hall.edit((board) => setWording(board, origin, id.no, 'CANARY two'))
    const second = hall.follow()
    await synced(second.provider)
    expect(wordings(second.doc)).toEqual(['CANARY one', 'The maker', 'Who answers?'])
  })

  it('[VIEW26] a pause that a crash kept from the view: after the restart nobody knows what was public, so what was said meanwhile stays unseen, whatever else is decided', async () => {
    hall = await aHall()
    await discussed()
    // The pause is committed, and the server ends before the view has said up to where the board was public.
    await hall.views.close()
    await hall.setPolicy({ observation: 'paused' })
    await hall.restart()
    await hall.edit((board) => setWording(board, origin, id.no, 'CANARY said in the pause'))
    await hall.setPolicy({ showWords: false })
    const { doc, provider } = hall.follow()
    await synced(provider)
    expect(doc.getMap('nodes').size).toBe(0)
    expect((await lateJoiner()).toString('latin1')).not.toContain('CANARY')
    await hall.setPolicy({ observation: 'open' })
    await until(doc, () => wordings(doc).includes('CANARY said in the pause'))
    // Paused again without a crash: what stood there is the last good view.
    await hall.setPolicy({ observation: 'paused' })
    await hall.edit((board) => setWording(board, origin, id.no, 'CANARY of the second pause'))
    expect(wordings(doc)).toContain('CANARY said in the pause')
  })

  it('[VIEW9] the curtain: nothing while drawn; opened, the board without what was first written behind it; released, all of it', async () => {
    hall = await aHall()
    await discussed()
    const { doc, provider } = hall.follow()
    await synced(provider)
    await hall.command({ kind: 'curtain', to: 'drawn' })
    await until(doc, () => stateOf(doc) === 'curtain' && doc.getMap('nodes').size === 0)
    await hall.edit((board) => {
      setWording(board, origin, id.yes, 'CANARY reworded')
      addNode(board, origin, {
        id: 'new' as NodeId,
        kind: 'argument',
        wording: 'CANARY new',
        lang: en,
        at: 9,
        place: { relation: 'rn' as RelationId, kind: 'supports', to: id.yes },
      })
      addWords(board, origin, {
        id: id.w2,
        node: id.yes,
        text: 'CANARY said',
        lang: en,
        seat: null,
        capture: 'paper',
        at: 9,
      })
      remove(board, origin, id.no)
    })
    await hall.command({ kind: 'curtain', to: 'open' })
    await until(doc, () => stateOf(doc) === 'open')
    expect(wordings(doc)).toEqual(['The maker', 'Who answers?'])
    expect(said(doc)).toEqual(['they built it'])
    await hall.restart()
    const bytes = await lateJoiner()
    expect(bytes.toString('latin1')).not.toContain('CANARY')
    expect(bytes.toString('latin1')).toContain('The maker')
    await hall.command({ kind: 'release' })
    await until(
      doc,
      () =>
        wordings(doc).includes('CANARY new') &&
        wordings(doc).includes('CANARY reworded') &&
        said(doc).includes('CANARY said'),
    )
  })
})

it('[VIEW10] where projecting fails the last good view stands, paused, with an alarm; hiding still works; it recovers alone', async () => {
  let broken = false
  const { project } = await import('@tablee/shared/view/project')
  hall = await aHall({
    project: (...given) => {
      if (broken) throw new Error('projector')
      return project(...given)
    },
  })
  await discussed()
  await hall.edit((board) => {
    fullCanvas(board)
    addBlocks(board, origin, [{ id: 'b1' as BlockId, kind: 'paragraph', line: 'minutes' }])
  })
  await hall.setPolicy({ showNotes: true, photos: [photoOfSheet as PhotoHash], hidden: [linkedNode] })
  const { doc, provider } = hall.follow()
  await synced(provider)
  const seen = () => {
    const { notes, canvas } = readView(doc)
    return {
      notes: Object.values(notes).map(({ text }) => text),
      photos: Object.values(canvas).flatMap(({ photo }) => photo ?? []),
    }
  }
  expect(seen()).toEqual({ notes: ['minutes'], photos: [photoOfSheet] })
  broken = true
  await hall.edit((board) => setWording(board, origin, id.no, 'The city reworded'))
  await until(doc, () => stateOf(doc) === 'paused')
  expect(wordings(doc)).toEqual(['The city', 'The maker', 'Who answers?'])
  expect(hall.alarms.filter((line) => line.includes('projecting failed'))).toHaveLength(1)
  await hall.setPolicy({ hidden: [linkedNode, id.yes] })
  await until(doc, () => !wordings(doc).includes('The maker'))
  await hall.setPolicy({ photos: [] })
  await until(doc, () => seen().photos.length === 0)
  expect(seen().notes).toEqual(['minutes'])
  await hall.setPolicy({ showNotes: false })
  await until(doc, () => seen().notes.length === 0)
  expect(Object.keys(readView(doc).canvas).length).toBeGreaterThan(0)
  await hall.setPolicy({ curtain: 'drawn' })
  await until(doc, () => stateOf(doc) === 'curtain')
  expect(readView(doc).canvas).toEqual({})
  broken = false
  await hall.setPolicy({ hidden: [linkedNode], curtain: 'open' })
  await until(
    doc,
    () => stateOf(doc) === 'open' && wordings(doc).includes('The city reworded') && wordings(doc).includes('The maker'),
  )
})
