/** Bad files, generated: each is refused with its name, place and reason, and leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sayBadFile } from '@tablee/shared/formats/said/said'
import type { Problem } from '@tablee/shared/problem'
import { encodings, importLimit } from '@tablee/shared/wire/exchange'
import { startServer, type TestServer } from '../support/server.ts'
import { tryFile } from './files.ts'
import { badFile, kindNames } from './hostile.ts'

const files = Number(process.env['BAD_FILES'] ?? 300)
/** Through a real server: each starts a worker of its own. */
const sent = Number(process.env['BAD_FILES_SENT'] ?? 6)

/** About the file as a whole: there is no place to name. */
const whole = new Set([
  'empty',
  'unknown-format',
  'nothing-in-it',
  'too-deep',
  'too-big-to-read',
  'zip-broken',
  'zip-too-large',
  'pair-missing',
  'several-maps',
  'several-boards',
  'too-many-entries',
  'too-many-links',
  'argdown-broken',
])

function refused(problem: Problem, seed: number): string {
  const { kind, name } = badFile(seed)
  const about = `seed ${seed} (${kind}, ${name})`
  if (problem.code === 'too-large' || problem.code === 'timeout') return problem.code
  if (problem.code !== 'bad-file') throw new Error(`${about}: ${JSON.stringify(problem)}`)
  expect(problem.file, about).not.toBe('')
  if (problem.line === null && problem.place === null) expect(whole, about).toContain(problem.why.code)
  for (const language of ['en', 'fr', 'de', 'es', 'ar'] as const) {
    const sentence = sayBadFile(language, problem)
    expect(sentence, about).toContain(problem.file)
    expect(sentence, about).not.toMatch(/undefined|null|\{\w|Cannot read|is not a function/)
  }
  return problem.why.code
}

describe('bad files', () => {
  it(`[FMT15] ${files} of them are each refused with file, place and reason, in every language`, () => {
    const reasons = new Map<string, number>()
    for (let seed = 0; seed < files; seed++) {
      const { kind, name, bytes } = badFile(seed)
      if (bytes.length > importLimit) continue // told before anything is read, below
      const read = tryFile(name, bytes)
      if (read.ok) throw new Error(`seed ${seed} (${kind}, ${name}) was read`)
      const reason = refused(read.problem, seed)
      // Said to be written otherwise, it ends in an answer too.
      if (seed % 3 === 0) {
        const other = tryFile(name, bytes, undefined, encodings[seed % encodings.length])
        if (!other.ok) refused(other.problem, seed)
      }
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    expect(reasons.size).toBeGreaterThan(files >= 300 ? 25 : 1)
    console.log(`bad files: ${files} from ${kindNames.length} kinds, ${reasons.size} reasons`)
  }, 600_000)
})

describe('sent to a running server', () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer({ seed: 'bad-files' })))
  afterAll(() => server.close())

  it(`[FMT15] ${sent} of them leave nothing behind, and the tables are not held up`, async () => {
    const { session } = await server.enter('organiser')
    const board = server.board(6, 5)
    const head = () => server.parts.journal.head(`board:${board}`).seq
    const before = head()
    let late = 0
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      late = Math.max(late, performance.now() - last - 20)
      last = performance.now()
    }, 20)
    for (let seed = 0; seed < sent; seed++) {
      const { name, bytes } = badFile(seed)
      const asked = performance.now()
      const reply = await server.api(`/api/boards/${board}/import?file=${encodeURIComponent(name)}`, {
        as: session,
        bytes,
      })
      longest = Math.max(longest, performance.now() - asked)
      expect(reply.status, `seed ${seed} (${name})`).toBeGreaterThanOrEqual(400)
      refused((reply.body as { problem: Problem }).problem, seed)
      expect(head(), `seed ${seed}`).toBe(before)
    }
    clearInterval(beat)
    console.log(`${sent} bad files sent; the event loop was held at most ${late.toFixed(0)} ms`)
    // On a busy machine everything takes longer; what a parser does is still no part of it.
    expect(late).toBeLessThan(Math.max(500, longest / 2))
  }, 600_000)
})
