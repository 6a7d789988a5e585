/** Snapshots of the real application in this process: taken, named, rebuilt, compared, downloaded. */
import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import { unzipSync, strFromU8 } from 'fflate'
import { afterEach, describe, expect, it } from 'vitest'
import { addNode, addWords, remove, setWording } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { readBoard } from '@tablee/shared/board/read'
import { csvSet } from '@tablee/shared/formats/csv-set'
import type { BlockId, BoardId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { sidecarSchema, snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { Snapshot, Sidecar } from '@tablee/shared/snapshot/structure'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import { openDatabase } from '@tablee/server/store/database'
import { newFolder } from '../faults/tablee.ts'
import { startServer, type TestServer } from '../support/server.ts'

const who = { who: 'reporter', why: 'test' }
const lang = 'fr' as Lang
const by = { author: 'analyst', device: 'd1' }
let server: TestServer | null = null
afterEach(async () => {
  await server?.tablee.close()
  server = null
})

async function start() {
  server = await startServer({ seed: 'snapshots' })
  const s = server
  const id = s.board(1, 2)
  return { s, id, board: { id, dialogue: s.dialogue }, analyst: (await s.enter('analyst')).session }
}
const value = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}
const node = 'test-node' as NodeId

describe('the tables beside the log', () => {
  it('[RCD12] a snapshot whose process ended between its row and its tables is there after a restart, under its name and with its texts', async () => {
    const { folder, remove } = newFolder()
    const first = await startServer({ dir: folder, seed: 'snapshots' })
    const board = { id: first.board(1, 2), dialogue: first.dialogue }
    const one = value(await first.parts.snapshots.take(board, by))
    const whole = value(await first.parts.snapshots.takeDialogue(first.dialogue, by))
    const holds = ({ parts: { snapshots } }: TestServer) =>
      Promise.all([one, whole].flatMap(({ hash }) => [snapshots.body(hash), snapshots.sidecar(hash)]))
    const before = await holds(first)
    // The disk took the row, and then nothing more: the row counts.
    first.parts.database.exec(
      `CREATE TRIGGER full BEFORE INSERT ON snapshot BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    )
    await first.parts.live.write(board.id, 'reporter', (doc) => {
      addNode(doc, who, { id: node, kind: 'position', wording: 'One more', lang, at: 1 })
    })
    expect(await first.parts.snapshots.take(board, by)).toMatchObject({ ok: true })
    first.parts.database.exec('DROP TRIGGER full')
    const again = value(await first.parts.snapshots.take(board, by))
    expect(again.nodes).toBe(one.nodes + 1)
    expect(await first.parts.snapshots.list(first.dialogue)).toHaveLength(3)
    const after = [
      again,
      ...(await first.parts.snapshots.list(first.dialogue)).filter(({ hash }) => hash !== again.hash),
    ]
    await first.close()
    const database = openDatabase(join(folder, 'tablee.sqlite'))
    database.exec('DELETE FROM snapshot; DELETE FROM snapshot_text')
    database.close()
    const next = await startServer({ dir: folder, seed: 'snapshots' })
    expect(await next.parts.snapshots.list(next.dialogue)).toEqual(after)
    expect(await holds(next)).toEqual(before)
    await next.close()
    remove()
  })
})

describe('a snapshot of a board', () => {
  it('[SNAP1] is canonical JSON that its schema describes, named by the SHA-256 of its bytes', async () => {
    const { s, board } = await start()
    const taken = value(await s.parts.snapshots.take(board, by))
    const body = (await s.parts.snapshots.body(taken.hash)) ?? ''
    expect(createHash('sha256').update(body).digest('hex')).toBe(taken.hash)
    const ajv = new Ajv({ strict: false })
    const valid = ajv.compile(snapshotSchema)
    expect(valid(JSON.parse(body)), JSON.stringify(valid.errors)).toBe(true)
    expect(ajv.compile(sidecarSchema)(await s.parts.snapshots.sidecar(taken.hash))).toBe(true)
    expect(taken.nodes).toBeGreaterThan(10)
    for (const [file, schema] of [
      ['snapshot-1', snapshotSchema],
      ['snapshot-text-1', sidecarSchema],
    ] as const) {
      expect(JSON.parse(readFileSync(new URL(`../../docs/schemas/${file}.json`, import.meta.url), 'utf8'))).toEqual(
        JSON.parse(JSON.stringify(schema)),
      )
    }
  })

  it('[SNAP2] holds no free text: every text is a digest of salt and text, and lies in the sidecar', async () => {
    const { s, board, id } = await start()
    const taken = value(await s.parts.snapshots.take(board, by))
    const body = (await s.parts.snapshots.body(taken.hash)) ?? ''
    const { document } = await read(s, id)
    const sidecar = (await s.parts.snapshots.sidecar(taken.hash)) as Sidecar
    const texts = [
      ...[...document.nodes.values()].map((one) => one.wording),
      ...[...document.words.values()].map((one) => one.text),
    ]
    expect(texts.length).toBeGreaterThan(20)
    for (const text of texts) {
      expect(body).not.toContain(text)
      const found = sidecar.texts.filter((one) => one.text === text)
      expect(found.length).toBeGreaterThan(0)
      for (const one of found)
        expect(createHash('sha256').update(Buffer.from(one.salt, 'base64url')).update(text).digest('hex')).toBe(
          one.digest,
        )
    }
  })

  it('[SNAP3] two of one state share one name, also after snapshots of the whole and moves to another session', async () => {
    const { s, board } = await start()
    const first = value(await s.parts.snapshots.take(board, by))
    expect(value(await s.parts.snapshots.take(board, by)).hash).toBe(first.hash)
    const whole = value(await s.parts.snapshots.takeDialogue(s.dialogue, by))
    expect(value(await s.parts.snapshots.takeDialogue(s.dialogue, by)).hash).toBe(whole.hash)
    expect(value(await s.parts.snapshots.take(board, by)).hash).toBe(first.hash)
    const other = { id: s.board(2, 2), dialogue: s.dialogue }
    const [a, b] = await Promise.all([s.parts.snapshots.take(other, by), s.parts.snapshots.take(other, by)])
    expect(value(a).hash).toBe(value(b).hash)
    await s.parts.dialogues.moveTo(s.dialogue, 3, { author: 'organiser', device: 'd', command: 'move-3' })
    expect(value(await s.parts.snapshots.take(board, by)).hash).toBe(first.hash)
    expect(value(await s.parts.snapshots.takeDialogue(s.dialogue, by)).hash).not.toBe(whole.hash)
    expect(await s.parts.snapshots.listBoard(board)).toHaveLength(1)
  })

  it('[SNAP4] rebuilt from the journal alone it has the same name, whatever happened since', async () => {
    const { s, board, id } = await start()
    const one = value(await s.parts.snapshots.take(board, by))
    await s.parts.live.write(
      id,
      'reporter',
      (doc) => void addNode(doc, who, { id: node, kind: 'position', wording: 'Pas avant 2040', lang, at: 1 }),
    )
    const whole = value(await s.parts.snapshots.takeDialogue(s.dialogue, by))
    await s.parts.live.write(id, 'reporter', (doc) => void setWording(doc, who, node, 'Pas avant 2050'))
    await s.parts.dialogues.setPolicy(
      id,
      { observation: 'paused' },
      { author: 'facilitator', device: 'd', command: 'pause' },
    )
    const two = value(await s.parts.snapshots.take(board, by))
    expect(new Set([one.hash, whole.hash, two.hash]).size).toBe(3)
    for (const { hash } of [one, whole, two]) {
      const rebuilt = value(await s.parts.snapshots.rebuild(hash))
      expect(rebuilt).toEqual(await s.parts.snapshots.get(hash))
    }
  })

  it('[NOTE5] holds the minutes as blocks with ids and digests, and words from them with the way back; without minutes it has the name it had', async () => {
    const { s, board, id } = await start()
    const before = value(await s.parts.snapshots.take(board, by))
    const without = (await s.parts.snapshots.get(before.hash)) as Snapshot
    await s.parts.live.write(
      id,
      'reporter',
      (doc) => void doc.getXmlFragment('notes').delete(0, doc.getXmlFragment('notes').length),
    )
    const bare = value(await s.parts.snapshots.take(board, by))
    expect(Object.keys(((await s.parts.snapshots.get(bare.hash)) as Snapshot).boards[0] ?? {})).not.toContain('notes')
    const issue = without.boards[0]?.nodes.find((one) => one.kind === 'issue')?.id as NodeId
    await s.parts.live.write(id, 'reporter', (doc) => {
      addBlocks(doc, who, [
        { id: 'b-1' as BlockId, kind: 'heading', level: 1, line: 'CANARY heading' },
        { id: 'b-2' as BlockId, kind: 'ordered', line: ['CANARY said of ', { node: issue, label: 'the question' }] },
        { id: 'b-3' as BlockId, kind: 'paragraph', line: '' },
      ])
      addWords(doc, who, {
        id: 'w-note' as WordsId,
        node: issue,
        text: 'said',
        lang,
        seat: null,
        capture: 'from-notes',
        at: 1,
        block: 'b-2' as BlockId,
      })
    })
    const taken = value(await s.parts.snapshots.take(board, by))
    const body = (await s.parts.snapshots.body(taken.hash)) ?? ''
    expect(body).not.toContain('CANARY')
    expect(new Ajv({ strict: false }).compile(snapshotSchema)(JSON.parse(body))).toBe(true)
    const held = ((await s.parts.snapshots.get(taken.hash)) as Snapshot).boards[0]
    expect(held?.notes).toMatchObject([
      { id: 'b-1', order: 0, kind: 'heading', level: 1, ordinal: null, mentions: [], curtain: false },
      { id: 'b-2', order: 1, kind: 'ordered', level: 1, ordinal: 1, mentions: [issue] },
    ])
    expect(held?.words.find((one) => one.id === 'w-note')?.block).toBe('b-2')
    const sidecar = (await s.parts.snapshots.sidecar(taken.hash)) as Sidecar
    const textOf = (digest: string | undefined) => sidecar.texts.find((one) => one.digest === digest)?.text
    expect(held?.notes?.map(({ text }) => textOf(text))).toEqual(['CANARY heading', 'CANARY said of the question'])
    expect(value(await s.parts.snapshots.rebuild(taken.hash))).toEqual(await s.parts.snapshots.get(taken.hash))
    const changes = value(await s.parts.snapshots.diff(bare.hash, taken.hash)).boards[0]?.notes
    expect(changes).toEqual({ added: ['b-1', 'b-2'], removed: [], changed: [] })
    const csv = csvSet(
      (await s.parts.snapshots.get(taken.hash)) as Snapshot,
      new Map(sidecar.texts.map((one) => [one.digest, one.text])),
    )
    expect(csv.find(({ name }) => name === 'notes.csv')?.text).toContain('CANARY said of the question')
    expect(csv.find(({ name }) => name === 'words.csv')?.text).toMatch(/w-note.*b-2/)
  })

  it('[SNAP5] words that were taken back or blanked stay as rows; their text is nowhere in what is taken after', async () => {
    const { s, board, id } = await start()
    const said = 'said-1' as WordsId
    await s.parts.live.write(id, 'reporter', (doc) => {
      addNode(doc, who, { id: node, kind: 'position', wording: 'Une idée', lang, at: 1 })
      addWords(doc, who, { id: said, node, text: 'CANARI-RETIRE', lang, seat: null, capture: 'dictated', at: 2 })
    })
    const before = value(await s.parts.snapshots.take(board, by))
    expect(JSON.stringify(await s.parts.snapshots.sidecar(before.hash))).toContain('CANARI-RETIRE')
    const reporter = { role: 'reporter', seat: null, device: 'd2' } as unknown as Parameters<
      typeof s.parts.live.command
    >[1]
    value(await s.parts.live.command(id, reporter, { id: 'take-back', kind: 'withdraw', words: said }))
    const after = value(await s.parts.snapshots.take(board, by))
    const row = (await s.parts.snapshots.get(after.hash))?.boards[0]?.words.find((one) => one.id === said)
    expect(row).toMatchObject({ text: null, node, capture: 'dictated' })
    expect(row?.withdrawn).toBeGreaterThan(0)
    expect(JSON.stringify(await s.parts.snapshots.sidecar(after.hash))).not.toContain('CANARI-RETIRE')
    expect(await s.parts.snapshots.body(after.hash)).not.toContain('CANARI-RETIRE')
  })

  it('[SNAP6] what was written behind the curtain is in it, marked', async () => {
    const { s, board, id } = await start()
    const citizen = { role: 'citizen', seat: null, device: 'd3' } as unknown as Parameters<
      typeof s.parts.live.command
    >[1]
    value(await s.parts.live.command(id, citizen, { id: 'draw', kind: 'curtain', to: 'drawn' }))
    await s.parts.live.write(
      id,
      'reporter',
      (doc) => void addNode(doc, who, { id: node, kind: 'position', wording: 'Derrière le rideau', lang, at: 1 }),
    )
    const drawn = value(await s.parts.snapshots.take(board, by))
    const [one] = (await s.parts.snapshots.get(drawn.hash))?.boards ?? []
    expect(one?.policy.curtain).toBe('drawn')
    expect(one?.nodes.filter((each) => each.curtain).map((each) => each.id)).toEqual([node])
    value(await s.parts.live.command(id, citizen, { id: 'open', kind: 'curtain', to: 'open' }))
    const opened = value(await s.parts.snapshots.take(board, by))
    expect((await s.parts.snapshots.get(opened.hash))?.boards[0]?.nodes.filter((each) => each.curtain)).toHaveLength(1)
    expect(value(await s.parts.snapshots.rebuild(opened.hash))).toEqual(await s.parts.snapshots.get(opened.hash))
  })

  it('[SNAP7] never changes: what is not what its name says any more is not handed out, but made again from the log', async () => {
    const { s, board } = await start()
    const { hash } = value(await s.parts.snapshots.take(board, by))
    const told = () => Promise.all([s.parts.snapshots.body(hash), s.parts.snapshots.sidecar(hash)])
    const before = await told()
    for (const change of [
      `UPDATE snapshot SET body = x'0300'`,
      `UPDATE snapshot_text SET text = text || '.'`,
      'DELETE FROM snapshot',
      'DELETE FROM snapshot_text',
    ]) {
      s.parts.database.exec(change)
      expect(await told(), change).toEqual(before)
    }
  })

  it('[SNAP16] which there are, of what, when and by whom is told by the log: with nothing beside it each is listed and read as before, and the same order stands', async () => {
    const { s, board } = await start()
    for (const n of [1, 2, 3]) {
      await s.parts.live.write(board.id, 'reporter', (doc) => {
        addNode(doc, who, { id: `n-${n}` as NodeId, kind: 'position', wording: `Thought ${n}`, lang, at: n })
      })
      value(await s.parts.snapshots.take(board, { author: n === 2 ? 'organiser' : 'analyst', device: 'd' }))
      if (n === 2) value(await s.parts.snapshots.takeDialogue(s.dialogue, by))
    }
    const told = async () => {
      const list = await s.parts.snapshots.list(s.dialogue)
      return [
        list,
        await s.parts.snapshots.listBoard(board),
        await Promise.all(list.map(({ hash }) => s.parts.snapshots.sidecar(hash))),
      ]
    }
    const before = await told()
    s.parts.database.exec('DELETE FROM snapshot; DELETE FROM snapshot_text')
    expect(await told()).toEqual(before)
  })
})

describe('snapshots over HTTP', () => {
  it('[SNAP8] an analyst takes, lists, fetches with an ETag, compares and downloads; a citizen does not', async () => {
    const { s, id, analyst } = await start()
    const taken = await s.api(`/api/boards/${id}/snapshots`, { as: analyst, method: 'POST' })
    expect(taken.status).toBe(201)
    const { hash } = taken.body as SnapshotEntry
    await s.parts.live.write(id, 'reporter', (doc) => {
      addNode(doc, who, { id: node, kind: 'argument', wording: '=1+1', lang, at: 1 })
      const first = [...readBoard(doc).nodes.values()].find((one) => one.kind === 'experience')
      if (first) remove(doc, who, first.id)
      const other = [...readBoard(doc).nodes.values()].find((one) => one.kind === 'condition')
      if (other) setWording(doc, who, other.id, 'Si et seulement si')
    })
    const later = (await s.api(`/api/dialogues/${s.dialogue}/snapshots`, { as: analyst, method: 'POST' }))
      .body as SnapshotEntry
    const second = (await s.api(`/api/boards/${id}/snapshots`, { as: analyst, method: 'POST' })).body as SnapshotEntry
    expect((await s.api(`/api/dialogues/${s.dialogue}/snapshots`, { as: analyst })).body).toHaveLength(3)
    expect((await s.api(`/api/boards/${id}/snapshots`, { as: analyst })).body).toHaveLength(2)
    expect(later).toMatchObject({ of: 'dialogue', boards: 30 })

    const got = await fetch(`${s.url}/api/snapshots/${hash}`, { headers: { authorization: `Bearer ${analyst}` } })
    expect(got.headers.get('etag')).toBe(`"${hash}"`)
    const bytes = Buffer.from(await got.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
    const again = await fetch(`${s.url}/api/snapshots/${hash}`, {
      headers: { authorization: `Bearer ${analyst}`, 'if-none-match': `"${hash}"` },
    })
    expect(again.status).toBe(304)
    expect((await s.api(`/api/snapshots/${hash}.json`, { as: analyst })).body).toEqual(JSON.parse(bytes.toString()))

    const diff = await s.api(`/api/snapshots/${hash}/diff/${second.hash}`, { as: analyst })
    expect(diff.body).toMatchObject({
      same: false,
      boards: [
        { board: id, nodes: { added: [node], removed: [expect.any(String)], changed: [{ fields: ['wording'] }] } },
      ],
    })
    expect((await s.api(`/api/snapshots/${hash}/diff/${hash}`, { as: analyst })).body).toMatchObject({ same: true })

    const zip = await fetch(`${s.url}/api/snapshots/${later.hash}/csv`, {
      headers: { authorization: `Bearer ${analyst}` },
    })
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()))
    expect(Object.keys(files).sort()).toEqual([
      'datapackage.json',
      'dictionary.csv',
      'elements.csv',
      'figures.csv',
      'leads.csv',
      'nodes.csv',
      'notes.csv',
      'relations.csv',
      'seal.json',
      'shapes.csv',
      'tables.csv',
      'words.csv',
    ])
    const nodes = strFromU8(files['nodes.csv'] ?? new Uint8Array())
    expect(nodes).toContain(`"'=1+1"`)
    const body = (await s.parts.snapshots.get(later.hash)) as Snapshot
    expect(nodes.trimEnd().split('\n')).toHaveLength(1 + body.boards.reduce((sum, one) => sum + one.nodes.length, 0))
    expect(
      strFromU8(files['tables.csv'] ?? new Uint8Array())
        .trimEnd()
        .split('\n'),
    ).toHaveLength(31)

    const argdown = await s.api(`/api/snapshots/${second.hash}/argdown`, { as: analyst })
    expect(argdown.body).toContain('{kind: "issue"')
    const all = await fetch(`${s.url}/api/snapshots/${later.hash}/argdown`, {
      headers: { authorization: `Bearer ${analyst}` },
    })
    // One text per board, what Argdown has no place for, and what the columns of that table mean.
    expect(Object.keys(unzipSync(new Uint8Array(await all.arrayBuffer())))).toHaveLength(33)

    const citizen = (await s.enter('citizen', 1)).session
    for (const path of [`/api/snapshots/${hash}`, `/api/snapshots/${hash}/text`, `/api/boards/${id}/snapshots`]) {
      expect((await s.api(path, { as: citizen })).status).toBe(403)
      expect((await s.api(path)).status).toBe(401)
    }
    expect((await s.api(`/api/snapshots/${'0'.repeat(64)}`, { as: analyst })).status).toBe(404)
    expect((await s.api('/schemas/snapshot-1.json')).body).toEqual(JSON.parse(JSON.stringify(snapshotSchema)))
  })

  it('[FMT7] an organiser imports Argdown over HTTP in one row; a bad file changes nothing and says where', async () => {
    const { s } = await start()
    const id = s.board(6, 5)
    const organiser = (await s.enter('organiser')).session
    const send = async (text: string, accept = 'application/json') => {
      const answer = await fetch(`${s.url}/api/boards/${id}/import?file=a.argdown`, {
        method: 'POST',
        body: text,
        headers: { authorization: `Bearer ${organiser}`, accept, 'content-type': 'text/vnd.argdown' },
      })
      return { status: answer.status, text: await answer.text() }
    }
    const head = () => s.parts.journal.head(`board:${id}`).seq
    const before = head()
    const bad = await send('[A]: fine\n\n<B>: c {kind: [}\n\n')
    expect(bad.status).toBe(422)
    expect(JSON.parse(bad.text)).toMatchObject({ problem: { code: 'bad-file', file: 'a.argdown', line: 3 } })
    expect(head()).toBe(before)
    const good = await send('[A]: fine\n  + <B>: because\n    _ <C>: not here\n', 'application/x-ndjson')
    const lines = good.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.filter((line) => 'progress' in line).length).toBeGreaterThan(1)
    expect(lines.at(-1)).toMatchObject({ nodes: 3, relations: 2 })
    expect(head()).toBe(before + 1)
    const out = await s.api(`/api/boards/${id}/export/argdown`, { as: organiser })
    expect(out.body).toContain('<B>: because')
  })
})

async function read(s: TestServer, id: BoardId) {
  const { newBoardDoc } = await import('@tablee/shared/board/doc')
  const Y = await import('yjs')
  const doc = newBoardDoc()
  Y.applyUpdate(doc, (await s.parts.live.state(id)).state)
  return { document: readBoard(doc) }
}
