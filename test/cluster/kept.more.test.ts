/** What a hall keeps beside its log, on nodes: it is there at the next one, and what is struck out is in no table of the database. */
import { demoId, boardName } from '@tablee/server/demo/dialogue'
import { hashOf } from '@tablee/server/photo/files'
import { redact } from '@tablee/shared/board/command'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, MaterialHash, NodeId, WordsId } from '@tablee/shared/ids'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { png } from '../photo/pictures.ts'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { postgresMissing } from '../support/postgres.ts'
import { randomBytes } from '../support/random.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)

const secret = 'My neighbour Paula drinks'
const origin = { who: 'reporter', why: 'test' }
const board = boardName(1, 2)

describe.skipIf(postgresMissing !== null)('what a hall keeps on Postgres', () => {
  let cluster: ACluster
  beforeAll(async () => {
    cluster = await aCluster({ ttl: 1_500, every: 300, margin: 300, lingers: 1_000 })
  })
  afterAll(() => cluster?.stop())

  /** Tables in which somebody's letters stand, of all columns that can hold some. */
  async function holding(letters: string): Promise<readonly string[]> {
    const sql = postgres(cluster.url, { max: 1, onnotice: () => {} })
    const columns = await sql<{ of: string; column: string; type: string }[]>`
      SELECT table_name AS of, column_name AS column, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'tablee' AND data_type IN ('text', 'bytea')
    `
    const found: string[] = []
    for (const { of, column, type } of columns) {
      const bytes = type === 'bytea' ? column : `convert_to(${column}, 'UTF8')`
      const rows = await sql.unsafe(
        `SELECT 1 FROM tablee.${of} WHERE position('\\x${Buffer.from(letters).toString('hex')}'::bytea IN ${bytes}) > 0 LIMIT 1`,
      )
      if (rows.length > 0) found.push(`${of}.${column}`)
    }
    await sql.end()
    return found
  }

  it('[BSD3, BSD7, BSD12] photo, film and late part are there at the next node; what was struck out is in no table', async () => {
    const first = await cluster.node()
    const hall = first.halls.at(demoId)
    const shared = first.halls.sharedOf(hall)
    const film = randomBytes(3)(3_000_000)
    const name = hashOf(film) as string as MaterialHash
    await shared.materials.bytes.keep(name, film)
    const photo = await hall.photos.keep(board, png(), 'facilitator')
    expect(photo.ok).toBe(true)

    const write = (change: Parameters<typeof hall.live.write>[2]) => hall.live.write(board, 'reporter', change)
    await write((doc) => {
      const what = { id: 'n' as NodeId, kind: 'position', wording: 'Quiet streets', lang: 'en' as Lang, at: 1 } as const
      addNode(doc, origin, what)
      const said = { id: 'w' as WordsId, node: 'n' as NodeId, text: secret, lang: 'en' as Lang, seat: null }
      addWords(doc, origin, { ...said, capture: 'dictated', at: 1 })
    })
    const { epoch, state } = await hall.live.state(board)
    // As a device that was away for long brought it.
    shared.late.add(board, [{ epoch, update: state, became: state }])
    await shared.kept()
    expect(await holding('Paula')).toEqual(expect.arrayContaining(['beside.changes', 'journal_row.data']))
    const struck = await write(
      (doc) => void redact(doc, { who: 'facilitator', why: 'redact' }, 'w' as WordsId, 2, 'facilitator'),
    )
    expect(struck.ok).toBe(true)
    expect(await hall.erasing.erase(demoId, { author: 'organiser', device: 'd' })).toMatchObject({ ok: true })
    expect(await holding('Paula')).toEqual([])

    const second = await cluster.node()
    await first.close()
    const here = async () => expect(await second.cluster.whereIs(demoId)).toEqual({ is: 'here' })
    await vi.waitFor(here, { timeout: 20_000, interval: 50 })
    const next = second.halls.at(demoId)
    const kept = await next.photos.read(board, photo.ok ? photo.value.hash : ('' as never))
    expect(kept?.bytes).toEqual(png())
    const opened = await second.halls.sharedOf(next).materials.bytes.open(name)
    expect(Buffer.from(await opened.read(2_500_000, 10))).toEqual(Buffer.from(film.subarray(2_500_000, 2_500_010)))
    await opened.close()
    const words = (await next.live.look(board, readBoard)).words.get('w' as WordsId)
    expect(words).toMatchObject({ id: 'w', text: '' })
    for (const doc of next.journal.documents(''))
      for await (const { data } of next.journal.read(doc, next.journal.head(doc).epoch, 0))
        expect(Buffer.from(data).includes('Paula'), doc).toBe(false)
    expect(second.halls.sharedOf(next).late.of(board, epoch)).toHaveLength(1)
  })
})
