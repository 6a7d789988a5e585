/** A sentence that is erased while the second laptop gets its first copy. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { proxyTo } from '../support/proxy.ts'
import { startServer } from '../support/server.ts'
import { startSecond, until, untilTwo } from '../support/twoLaptops.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tablee-erased-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const filesWith = (text: string, folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    return entry.isFile() && readFileSync(path).includes(Buffer.from(text)) ? [entry.name] : []
  })

describe('what is erased', () => {
  it('[SEC1] while its file is still on the way: nothing of it lies on the second laptop', async () => {
    const codes: string[] = []
    const first = await startServer({
      dir: join(scratch, 'first'),
      showCode: (code) => code !== null && codes.push(code),
    })
    const board = first.board(1, 2)
    const secret = `My neighbour Paula drinks ${'and drinks '.repeat(150)}`
    const done = await first.parts.live.write(board, 'reporter', (doc) => {
      const origin = { who: 'reporter', why: 'test' }
      const [en, said] = ['en' as Lang, 'said' as NodeId]
      addNode(doc, origin, { id: said, kind: 'position', wording: 'At night', lang: en, at: 1 })
      addWords(doc, origin, {
        id: 'w-secret' as WordsId,
        node: said,
        text: secret,
        lang: en,
        seat: null,
        capture: 'dictated',
        at: 1,
      })
    })
    expect(done.ok).toBe(true)
    // Longer than what lies on the way between the two.
    first.parts.database.exec(
      `CREATE TABLE filler (id INTEGER PRIMARY KEY, bytes BLOB); INSERT INTO filler VALUES (1, zeroblob(24000000))`,
    )
    const cable = await proxyTo(first.url)
    const second = await startSecond(join(scratch, 'second'), cable.url)
    await until('asked for it', async () => (await second.told()).stage === 'code')
    cable.line.rate = 4_000_000
    await second.type(codes[0] ?? '')
    await until('half of it', async () => ((await second.told()).arrived ?? 0) > 0.05)
    await first.api(`/api/boards/${board}/commands`, {
      as: (await first.enter('facilitator', 1)).session,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    const organiser = (await first.enter('organiser')).session
    const erased = await first.api(`/api/dialogues/${first.dialogue}/erasures`, { as: organiser, body: {} })
    expect(erased).toMatchObject({ status: 200, body: { erased: 1 } })
    expect((await second.told()).stage).toBe('copying')
    cable.line.rate = Infinity
    await untilTwo(first)
    expect(filesWith('Paula', join(scratch, 'first'))).toEqual([])
    await until(
      'nothing of it at the second one',
      () => filesWith('Paula', join(scratch, 'second')).length === 0,
      5_000,
    )
    second.close()
    cable.close()
    await first.close()
  }, 60_000)
})
