/** `seed --live` as it is started on a machine. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const top = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-live-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** `said`: what it prints before it is told to stop, as Ctrl-C tells it. */
function seed(args: readonly string[], said?: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(top, 'server/src/cli.ts'), 'seed', '--live', ...args], {
    cwd: top,
    env: { ...process.env, TABLEE_DATA: folder, TABLEE_ORIGIN: '', PORT: '0' },
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = said === undefined || out.includes(said)
    out += text
    if (!before && out.includes(said)) child.kill('SIGINT')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

it('[LVE8] types a trace into empty notes of the folder it serves, and its exit code says whether they equal its end', async () => {
  const trace = join(folder, 'trace.json')
  const patches = [
    [0, 0, 'Nous étions huit.\n'],
    [18, 0, 'Personne ne partit.'],
    [4, 2, '…'],
  ]
  const end = 'Nous…tions huit.\nPersonne ne partit.'
  writeFileSync(trace, JSON.stringify({ endContent: end, txns: patches.map((patch) => ({ patches: [patch] })) }))
  // Nobody names a board: the first whose notes are empty. At table 1 the demo's reporter has written minutes.
  const done = await seed([trace, '--speed', 'max'])
  expect(done.code, done.err).toBe(0)
  expect(done.out).toContain('/table/demo-2-2)')
  expect(done.out).toContain(`The notes equal the text that the trace ends with: ${end.length} characters.`)
  // The next go to the other table without minutes, then to the boards of other sessions.
  for (const next of ['demo-5-2', 'demo-1-1']) {
    const again = await seed([trace, '--speed', 'max'])
    expect([again.code, again.out.match(/table\/([\w-]+)/)?.[1]], again.err).toEqual([0, next])
  }

  const begun = await seed([trace, '--speed', 'max', '--board', 'demo-2-2'])
  expect(begun.code).toBe(1)
  expect(begun.err).toContain('The notes of this board are begun')

  const long = join(folder, 'long.json')
  const text = 'x'.repeat(100_001)
  writeFileSync(
    long,
    JSON.stringify({ endContent: '', txns: [{ patches: [[0, 0, text]] }, { patches: [[0, 100_001, '']] }] }),
  )
  const refused = await seed([long])
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('Nothing was typed: this text grows to 100,001 characters')

  for (const [args, says] of [
    [['no-such-trace'], 'There is no file no-such-trace.'],
    [['--speed', 'fast'], '--speed is "fast"'],
    [['--editors', '40'], '--editors is "40"'],
  ] as const) {
    const stopped = await seed(args)
    expect([stopped.code, stopped.out]).toEqual([1, ''])
    expect(stopped.err).toContain(says)
  }
}, 60_000)

it('[LVE8] people type until Ctrl-C, which lets them finish and leave', async () => {
  const done = await seed(['--speed', '30', '--editors', '2', '--board', 'demo-6-2'], 'typists at table 6')
  expect(done.code).toBe(0)
  expect(done.out).toMatch(/sentences in \d+ edits, all saved\./)
}, 60_000)
