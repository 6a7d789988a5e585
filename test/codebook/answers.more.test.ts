/** Answers in people's own words, as coders read and code them: without a table, and only as far as they are told at all. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeRowErased } from '@tablee/server/erase/codes'
import { createTypedNames } from '@tablee/server/erase/typed-names'
import { lengthOf } from '@tablee/shared/codebook/passages'
import type { CodeRow } from '@tablee/shared/codebook/rows'
import type { BoardId } from '@tablee/shared/ids'
import type { CodebookTold, CodeMatrix, InCode } from '@tablee/shared/wire/codebook'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { done, startServer, type TestServer } from '../support/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-answers-'))
let server: TestServer
let ada = ''
beforeAll(async () => {
  server = await startServer({ dir: folder })
  ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
const at = (): string => `/api/dialogues/${server.dialogue}/codebook`
async function read<T>(path: string): Promise<T> {
  const reply = await server.api(`${at()}${path}`, { as: ada })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as T
}

const say = async (body: object): Promise<number> => (await server.api(at(), { as: ada, body })).status

it('[CODE12] answers in people’s own words are coded as words are, with what was asked and without their table', async () => {
  const told = await read<CodebookTold>('?kind=answer')
  const [first, second] = told.queue
  if (first === undefined || second === undefined) throw new Error('nobody answered')
  expect(
    told.queue.every(({ table, number, site, seat }) => [table, number, site, seat].every((one) => one === null)),
  ).toBe(true)
  expect(first.item?.name).toBe('before/ridden-how')
  // Its name says nothing of it.
  expect(first.entry).toMatch(/^answers\/answer\/before\.ridden-how\.[A-Za-z0-9_-]{8}$/)
  expect(await say({ id: 'ride', kind: 'code', name: 'A ride', parent: null })).toBe(204)
  const passage = { start: 0, end: lengthOf(first.text.split(' ')[0] ?? '') }
  expect(await say({ id: 'one', kind: 'coding', code: 'ride', entry: first.entry, ...passage })).toBe(204)
  expect((await read<CodebookTold>('?kind=answer')).waiting).toBe(told.waiting - 1)
  const { columns, rows } = await read<CodeMatrix>('/matrix?by=item')
  expect(columns.map(({ key, entries }) => [key, entries])).toEqual([['before/ridden-how', told.waiting]])
  expect(rows[0]?.cells).toEqual([{ codings: 1, entries: 1, beneath: 1 }])
  const inside = await read<InCode>('/codes/ride?item=before/ridden-how')
  expect(inside.passages.map(({ entry, codings }) => [entry.text, codings[0]?.end])).toEqual([
    [first.text, passage.end],
  ])
  // Nobody wants to be quoted any more: none of it is told, and nothing that is coded of it.
  const { voices } = server.parts
  for (const [seat, { consent }] of voices.state(server.dialogue).seats) {
    const row = { kind: 'consent' as const, command: `no-${seat}`, seat, consent: { ...consent, quoted: false } }
    done(await voices.append(server.dialogue, row, { author: 'citizen', device: seat }))
  }
  const nothing = await read<CodebookTold>('?kind=answer')
  expect([nothing.waiting, nothing.codes[0]?.codings]).toEqual([0, 0])
  expect(JSON.stringify(await read<InCode>('/codes/ride'))).not.toContain(first.text)
  expect(await say({ id: 'two', kind: 'coding', code: 'ride', entry: second.entry, start: 0, end: 2 })).toBe(404)
})

it('[CODE10] where letters of an answer are erased its name goes, too, from every row that has it', () => {
  const digest = (parts: readonly string[]): string =>
    createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 8)
  const names = createTypedNames(digest, () => new Uint8Array(6))
  const row = (text: string) => ({
    kind: 'answer',
    step: 'after',
    answers: { why: { type: 'text', text, lang: 'en' } },
  })
  names.typed(row('Paula Sommer'), row('█████ ██████'))
  names.typed(row('Buses'), row('Buses'))
  const entry = (text: string) => `b1/answer/after.why.${digest(['after', 'why', text])}`
  const coded = (text: string): CodeRow => {
    const of = { kind: 'coding' as const, command: 'c', by: 'ada', code: 'k', start: 0, end: 2 }
    return { ...of, entry: entry(text) }
  }
  const erased = (of: CodeRow) => codeRowErased(of, 'b1' as BoardId, (text) => text, names.isGone)
  expect(erased(coded('Paula Sommer'))).toEqual({ ...coded('Paula Sommer'), entry: 'b1/answer/erased' })
  expect(erased(coded('Buses'))).toEqual(coded('Buses'))
  const round = { kind: 'round' as const, command: 'r', by: 'ada', codes: ['k'], coders: 2 }
  expect(erased({ ...round, entries: [entry('Paula Sommer'), entry('Buses')] })).toEqual({
    ...round,
    entries: ['b1/answer/erased', entry('Buses')],
  })
})
