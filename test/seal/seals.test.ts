/** What a dialogue's key says, over erasures, restores, new keys and data of before; and who stands by a snapshot. */
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { redact } from '@tablee/shared/board/command'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import { newKey } from '@tablee/server/cli/key'
import { backup, restore } from '@tablee/server/recovery/backup'
import { check } from '@tablee/server/seal/check'
import { fingerprintOf, readKey } from '@tablee/server/seal/key'
import { sayChecked } from '@tablee/server/seal/say'
import { afterEach, expect, it } from 'vitest'
import { newFolder } from '../faults/tablee.ts'
import { keptFolder, keptFolders } from '../fixtures/folders/open.ts'
import { startServer, type StartOptions, type TestServer } from '../support/server.ts'
import { downloadOf } from './downloads.ts'

const removes: (() => void)[] = []
let server: TestServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
  for (const remove of removes.splice(0)) remove()
})
function aFolder(): string {
  const { folder, remove } = newFolder()
  removes.push(remove)
  return folder
}
async function start(options: StartOptions = {}): Promise<TestServer> {
  await server?.close()
  server = await startServer(options)
  return server
}
const value = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}
const by = { author: 'organiser', device: 'd' }
const take = async ({ parts, dialogue }: TestServer): Promise<SnapshotEntry> =>
  value(await parts.snapshots.takeDialogue(dialogue, by))
const said = (bytes: Uint8Array, key: string | null): string =>
  sayChecked('en', 'it', check(bytes, 'it.sealed.json', key === null ? null : readKey(key))).join('\n')
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

it('[SEAL5] an erasure is sealed: the snapshot’s own seal stays, a download of before is whole, one of after says what is gone', async () => {
  const s = await start({ seed: 'erased and sealed' })
  const board = s.board(1, 2)
  const origin = { who: 'reporter', why: 'test' }
  const write = async (change: Parameters<typeof s.parts.live.write>[2]) =>
    value(await s.parts.live.write(board, 'reporter', change))
  await write((doc) => {
    addNode(doc, origin, { id: 'said' as NodeId, kind: 'position', wording: 'At night', lang: 'en' as Lang, at: 1 })
    addWords(doc, origin, {
      id: 'w-secret' as WordsId,
      node: 'said' as NodeId,
      text: 'My neighbour Paula drinks',
      lang: 'en' as Lang,
      seat: null,
      capture: 'dictated',
      at: 1,
    })
  })
  const before = await take(s)
  const { session } = await s.enter('analyst')
  const download = downloadOf(s, session)
  const whole = await download(before.hash, 'sealed')
  const zipped = await download(before.hash, 'package')
  expect(said(whole.bytes, before.seal?.key ?? '')).not.toContain('Erased')
  await write((doc) => void redact(doc, origin, 'w-secret' as WordsId, 2, 'facilitator'))
  value(await s.parts.erasing.erase(s.dialogue, by))
  await s.parts.seals.settle()
  const [after] = (await s.parts.snapshots.list(s.dialogue)).filter(({ hash }) => hash === before.hash)
  expect(after?.seal).toEqual(before.seal)
  const key = before.seal?.key ?? ''
  for (const { bytes } of [whole, zipped]) expect(said(bytes, key)).toMatch(/^WHOLE/)
  const now = await download(before.hash, 'sealed')
  expect(Buffer.from(now.bytes).includes('Paula')).toBe(false)
  expect(said(now.bytes, key)).toMatch(/^WHOLE/)
  expect(said(now.bytes, key)).toMatch(/Erased on .*: 1 text. The rest is as it was sealed./)
  expect(said((await download(before.hash, 'package')).bytes, key)).toContain('Erased on')
  // One that was taken afterwards, and one of another board, lack nothing.
  const elsewhere = value(await s.parts.snapshots.take({ id: s.board(2, 2), dialogue: s.dialogue }, by))
  for (const { hash } of [await take(s), elsewhere])
    for (const kind of ['sealed', 'package'])
      expect(said((await download(hash, kind)).bytes, key)).not.toContain('Erased')
  // What is sealed once is not sealed again.
  const rows = () => s.parts.journal.head(`archive:${s.dialogue}`).seq
  const had = rows()
  await s.parts.seals.settle()
  expect(rows()).toBe(had)
})

it('[SEAL5] restored with its key it seals on; with a new key it has another one, and names the one before', async () => {
  const [first, second] = [aFolder(), aFolder()]
  const s = await start({ dir: first })
  const entry = await take(s)
  const key = s.parts.seals.told()?.key ?? ''
  const old = await downloadOf(s, (await s.enter('analyst')).session)(entry.hash, 'sealed')
  const file = join(second, 'the.backup')
  backup(first, file)
  const elsewhere = join(second, 'data')
  await restore(elsewhere, file, Date.now())
  const restored = await start({ dir: elsewhere })
  expect(restored.parts.seals.told()).toMatchObject({ key, earlier: [] })
  expect(
    (await restored.parts.snapshots.list(restored.dialogue)).find(({ hash }) => hash === entry.hash)?.seal,
  ).toEqual(entry.seal)
  await restored.close()
  server = null
  await newKey(elsewhere, random, true)
  const anew = await start({ dir: elsewhere })
  const told = anew.parts.seals.told()
  expect(told?.key).not.toBe(key)
  expect(told?.earlier.map((one) => one.key)).toEqual([key])
  const later = await downloadOf(anew, (await anew.enter('analyst')).session)(entry.hash, 'sealed')
  // What was downloaded before holds by the old key, what is downloaded now by the new one, which knows the old one.
  expect(said(old.bytes, key)).toMatch(/^WHOLE/)
  expect(said(later.bytes, told?.key ?? '')).toMatch(/^WHOLE/)
  expect(said(later.bytes, told?.key ?? '')).toContain(
    `sealed with the key ${fingerprintOf(told?.key ?? '')}. It says that the dialogue had another key before, ${fingerprintOf(key)}`,
  )
  expect(said(later.bytes, key)).toMatch(/^ANOTHER KEY/)
})

/** From this one on folders come with their seals, and with snapshots that took themselves. */
const firstSealed = keptFolders.indexOf('2026-11-28-unforeseen')
it.each(keptFolders)(
  '[SEAL4] [SEAL5] a folder of %s gets its keys and seals at its start, and freezes nothing of its past',
  async (name) => {
    const { folder, holds: known, remove } = keptFolder(name)
    removes.push(remove)
    const s = await start({ dir: folder, demo: false })
    const hall = s.hall(known.dialogue)
    await hall.byItself.look()
    const list = await hall.snapshots.list(known.dialogue)
    expect(list.map(({ hash }) => hash)).toEqual(expect.arrayContaining(Object.values(known.snapshots)))
    const key = hall.seals.told()?.key ?? 'none'
    for (const one of list) {
      if (keptFolders.indexOf(name) < firstSealed) expect(one.whys).toBeUndefined()
      expect(one.seal?.key).toBe(key)
    }
    const rows = s.parts.journal.head(`archive:${known.dialogue}`).seq
    await hall.seals.settle()
    expect(s.parts.journal.head(`archive:${known.dialogue}`).seq).toBe(rows)
  },
)

it('[SEAL6] an organiser stands by a snapshot under a name, once; nobody else may; every download says so', async () => {
  const s = await start()
  const { hash } = await take(s)
  const path = `/api/snapshots/${hash}/countersign`
  const organiser = (await s.enter('organiser')).session
  const analyst = (await s.enter('analyst')).session
  const ask = (as: string, who: string, id: string) => s.api(path, { as, body: { id, who } })
  expect((await ask(analyst, 'Ada Vermeulen', 'c-1')).status).toBe(403)
  for (const who of ['', 'A', ' Ada', 'Ada\u202eneluemreV', 'Ada\nVermeulen', 'x'.repeat(81)])
    expect((await ask(organiser, who, 'c-2')).status).toBe(400)
  const done = await ask(organiser, 'Ada Vermeulen', 'c-3')
  expect(done.body).toMatchObject({ hash, countersigned: [{ who: 'Ada Vermeulen' }] })
  await ask(organiser, 'Ada Vermeulen', 'c-3')
  await ask(organiser, 'Ada Vermeulen', 'c-4')
  await ask(organiser, 'ليلى حدّاد', 'c-5')
  const [entry] = (await s.api(`/api/dialogues/${s.dialogue}/snapshots`, { as: analyst })).body as SnapshotEntry[]
  expect(entry?.countersigned?.map(({ who }) => who)).toEqual(['Ada Vermeulen', 'ليلى حدّاد'])
  for (const kind of ['sealed', 'csv']) {
    const { bytes } = await downloadOf(s, analyst)(hash, kind)
    expect(said(bytes, entry?.seal?.key ?? '')).toMatch(/^WHOLE/)
    expect(said(bytes, null)).toContain('Ada Vermeulen stands by it since')
  }
})
