/**
 * The two test commands. `pnpm test`: static checks, unit, integration and faults, real browser. `pnpm test:more`: what is
 * exhaustive, measured or long; CI runs it after the first. Each ends in one line, `N passed, N failed`.
 * Each stage prints its time beside its budget (2 cores). In CI a browser story that was red runs once more, alone; both
 * outcomes are printed. What could not run is said, with the reason, before the end. The end tells each stage's time and
 * what was red with the start of its message; TEST_SUMMARY names a file that this is also added to, stage by stage, so that
 * a run of both commands (and one that was ended) tells at its very end what was red.
 *   node test/run.ts [static] [unit] [integration] [browser]     all four by default
 *   node test/run.ts more measured long slow                     the second command
 */
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBrowser } from './support/browser.ts'
import { postgresMissing } from './support/postgres.ts'

const top = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'tablee-test-'))
const bin = join(top, 'node_modules/.bin')
const notRun = new Set<string>()
let passed = 0
let failed = 0
let skipped = 0

/** What the end says, in the order in which it came. */
const summary: string[] = []
function tell(text: string): void {
  summary.push(text)
  const file = process.env['TEST_SUMMARY']
  if (file) appendFileSync(file, `${text}\n`)
}
const linesOfMessage = 30
// oxlint-disable-next-line no-control-regex: the colours of a terminal
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '')
function tellRed(what: string, message: string): void {
  // The runner's own frames say nothing, and push out what does.
  const own = (line: string) => !/^\s*(at|❯) .*(node_modules|new Promise \(<anonymous>\))/.test(line)
  const lines = plain(message).split('\n').filter(own).slice(0, linesOfMessage)
  tell([`failed: ${what}`, ...lines.map((line) => `    ${line}`)].join('\n').trimEnd())
}

/** `tail`: the last lines it said, all there is to tell of one that ended without a report. */
type Ended = { readonly code: number; readonly tail: readonly string[] }

/** Runs a command from the top, passes its output on and collects the lines that say what was not run. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  let tail: string[] = []
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: top,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, FORCE_COLOR: '0', PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    })
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      let rest = ''
      from.setEncoding('utf8').on('data', (text: string) => {
        to.write(text)
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          const at = line.indexOf('not run:')
          if (at >= 0) notRun.add(line.slice(at).trim())
        }
        tail = [...tail, ...lines].slice(-200)
      })
    }
    child.on('error', (cause) => {
      console.error(cause)
      resolve({ code: 1, tail })
    })
    child.on('close', (code) => resolve({ code: code ?? 1, tail }))
  })
}

async function check(name: string, command: string, args: readonly string[]): Promise<void> {
  const began = performance.now()
  const { code, tail } = await run(command, args)
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`)
  if (code === 0) passed += 1
  else {
    failed += 1
    tellRed(name, tail.join('\n'))
  }
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  success: boolean
  testResults: {
    name: string
    status: string
    message?: string
    assertionResults: { title: string; fullName: string; status: string; failureMessages?: string[] }[]
  }[]
}

/** In CI alone, and of a few only: where many are red, something is broken. */
const mayRunAgain = (project: string, report: Report): boolean =>
  process.env['CI'] === 'true' && ['browser', 'more', 'measured'].includes(project) && report.numFailedTests <= 5

/** What passes when the file runs once more, alone. All of it: a story may go on from the one before it. */
async function passesAlone(
  file: string,
  red: readonly string[],
  project: string,
  env: Readonly<Record<string, string>>,
): Promise<ReadonlySet<string>> {
  for (const name of red) console.log(`RED  ${name}`)
  console.log('     the file once more, alone:')
  const told = join(scratch, `alone-${++reports}.json`)
  const options = ['--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${told}`]
  await run(join(bin, 'vitest'), ['run', '--root', 'test', file, ...options], env)
  // A name that matches no test is no green.
  const results = existsSync(told) ? (JSON.parse(readFileSync(told, 'utf8')) as Report).testResults : []
  const green = new Set(
    results
      .flatMap((one) => one.assertionResults)
      .flatMap(({ status, fullName }) => (status === 'passed' ? [fullName] : [])),
  )
  for (const name of red) console.log(green.has(name) ? `GREEN when alone  ${name}` : `RED again  ${name}`)
  return green
}

/** Two suites may run beside each other: each tells into a file of its own. */
let reports = 0
type Part = {
  readonly files?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Those of its tests whose names hold one of these words; all without. */
  readonly only?: readonly string[]
  /** For one test, where its size is not the one that its own limit was made for. */
  readonly testMinutes?: number
  /** How many files run at once; as many as `vitest.config.ts` says without. */
  readonly atOnce?: number
}
/** A project of `vitest.config.ts`, or those of its files whose names hold one of these words. */
async function suite(project: string, { files = [], env = {}, only, testMinutes, atOnce }: Part = {}): Promise<void> {
  const file = join(scratch, `${project}-${++reports}.json`)
  const options = ['--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  if (only !== undefined) options.push('-t', only.join('|'))
  if (testMinutes !== undefined) options.push(`--testTimeout=${testMinutes * 60_000}`)
  if (atOnce !== undefined) options.push(`--maxWorkers=${atOnce}`)
  const { code, tail: said } = await run(join(bin, 'vitest'), ['run', '--root', 'test', ...options, ...files], env)
  let report: Report
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    failed += 1
    tellRed(`${project}: the test runner ended with ${code} and no report`, said.slice(-linesOfMessage).join('\n'))
    return
  }
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests
  let explained = false
  let cleared = true
  for (const one of report.testResults) {
    const where = relative(join(top, 'test'), one.name)
    const failing = one.assertionResults.filter((result) => result.status === 'failed')
    const red = failing.map(({ fullName }) => fullName)
    const green: ReadonlySet<string> =
      red.length > 0 && mayRunAgain(project, report) ? await passesAlone(one.name, red, project, env) : new Set()
    for (const result of failing) {
      explained = true
      const message = (result.failureMessages ?? []).join('\n')
      if (green.has(result.fullName)) {
        passed += 1
        failed -= 1
        tellRed(`${where} > ${result.fullName} (and GREEN when it ran alone: to be looked into)`, message)
      } else {
        cleared = false
        tellRed(`${where} > ${result.fullName}`, message)
      }
    }
    if (one.status === 'failed' && failing.length === 0) {
      explained = true
      cleared = false
      failed += 1 // a file that could not even be loaded
      tellRed(`${where} (the file)`, one.message ?? '')
    }
  }
  // An error that no test waited for stands in no test's result. What a red test left behind is gone with it.
  const unhandled = said.findIndex((line) => plain(line).includes('Unhandled Error'))
  if (code !== 0 && (!explained || unhandled >= 0)) {
    if (!explained || !cleared) failed += 1
    const from = unhandled >= 0 ? said.slice(unhandled) : said.slice(-linesOfMessage)
    tellRed(`${project}: the test runner ended with ${code}`, from.join('\n'))
  }
}

/** The screens as they are built, and a browser to look at them; says why not. */
async function haveScreens(): Promise<boolean> {
  if (ensureBrowser(console.log) === null) {
    notRun.add('not run: browser tests (no Chromium or Chrome found, and none could be installed)')
    return false
  }
  if (!process.env['SCREENS_BUILT']) await check('build', 'node', ['client/build.ts', '--if-stale'])
  process.env['SCREENS_BUILT'] = 'yes' // no test file need look again
  return true
}
async function stories(project: string, part: Part = {}): Promise<void> {
  if (await haveScreens()) await suite(project, part)
}

type Stage = { readonly minutes: number; readonly work: () => Promise<void> }
const stages: Record<string, Stage> = {
  static: {
    minutes: 1,
    work: async () => {
      await check('types', join(bin, 'tsc'), ['-b'])
      await check('lint', join(bin, 'oxlint'), ['--quiet'])
      await check('boundaries', 'node', ['test/static/boundaries.ts'])
      await check('numbers of SPEC', 'node', ['test/static/spec.ts'])
      await check('pages about the code', 'node', ['test/static/docs.ts'])
      await check('pins', 'node', ['test/static/pins.ts'])
      await check('languages', 'node', ['test/static/messages.ts'])
      await check('sentences', 'node', ['test/static/unsaid.ts'])
      await check('dead code', join(bin, 'knip'), ['--no-progress'])
      await check('format', join(bin, 'biome'), ['format', '.'])
    },
  },
  unit: { minutes: 2.5, work: () => suite('unit') },
  integration: { minutes: 1.5, work: () => suite('integration') },
  browser: { minutes: 5, work: () => stories('browser') },
}
/** What of all that passes there says most in the least time; `SLOW_LOG=7 vitest run …` runs any other. */
const onSlowLog = {
  unit: ['journal/memory', 'record/record', 'access/rows', 'voices/turn', 'fuzz/view'],
  integration: ['live/loading', 'live/commands', 'path/edit', 'path/link', 'faults/kill'],
} as const
const stagesForMore: Record<string, Stage> = {
  more: {
    minutes: 11,
    // Two stories in browsers at once, and beside them one of what waits more than it works: for processes, databases, leases.
    work: async () => {
      const files = globSync('*/**/*.more.test.ts', { cwd: join(top, 'test'), exclude: ['node_modules', 'dist'] })
      const works = (file: string): boolean => /^(e2e|house)\W/.test(file)
      await Promise.all([
        stories('more', { files: files.filter(works) }),
        suite('more', { files: files.filter((file) => !works(file)), atOnce: 1 }),
      ])
    },
  },
  measured: {
    minutes: 3.5,
    // As dense as by default, and shorter: what is promised of a second is seen in ten.
    work: () =>
      stories('measured', {
        env: {
          RECOMMEND_TABLES: '25',
          RECOMMEND_SECONDS: '7.5',
          ROOM_SECONDS: '5',
          MATERIAL_SECONDS: '8',
          MATERIAL_BYTES: String(768 * 1024 ** 2),
          TEXTS: '2500',
          TEXTS_KEYS: '60',
          HALL_SECONDS: '1.5',
          HALL_ROUNDS: '3',
        },
      }),
  },
  long: {
    minutes: 2,
    work: async () => {
      const sizes = {
        FUZZ_SEEDS: '300',
        VIEW_SEEDS: '400',
        VOICE_SEEDS: '120',
        VOICE_DAYS: '24',
        RULE_SEEDS: '24',
        EPOCH_SEEDS: '28',
        LEAK_SETS: '120',
      }
      await suite('unit', { files: ['fuzz', 'random', 'results/solver'], env: sizes, testMinutes: 10 })
      await suite('integration', { files: ['kill'], env: { KILL_CYCLES: '20' }, testMinutes: 10 })
    },
  },
  slow: {
    minutes: 2,
    // Once as always, and once as never before. Where the writers come again by themselves the log may keep nothing, too.
    // Most of it waits: both run beside each other, beside a node on a Postgres, both killed, and beside laptops that are
    // without a network again and again.
    work: async () => {
      const overLog = async (seed: string) => {
        console.log(`over a log that answers late, and not always: SLOW_LOG=${seed}`)
        const env = { SLOW_LOG: seed, FUZZ_SEEDS: '40', EPOCH_SEEDS: '10', VIEW_SEEDS: '8', KILL_CYCLES: '2' }
        await suite('integration', { files: onSlowLog.integration, env })
        await suite('unit', { files: onSlowLog.unit, env })
        await suite('unit', { files: ['fuzz/table', 'fuzz/epochs', 'fuzz/link'], env: { ...env, SLOW_LOG_LOSES: '4' } })
      }
      const onNode = async (): Promise<void> => {
        if (postgresMissing !== null) return void notRun.add(`not run: a node on Postgres (${postgresMissing})`)
        const env = { POSTGRES_LOG: 'yes', KILL_CYCLES: '2' }
        await suite('integration', { files: ['faults/kill.test', 'path/edit', 'path/link'], env })
      }
      const offline = {
        files: ['e2e/offline'],
        only: ['E2E11', 'E2E16'],
        env: { E2E11_TIMES: '3', E2E16_TIMES: '4' },
        testMinutes: 5,
      }
      await Promise.all([
        overLog('7'),
        overLog(String(Math.floor(Math.random() * 1_000_000))),
        onNode(),
        stories('browser', offline),
      ])
    },
  },
}
// Which of many looks chance picks, and in which stories pages keep their application, here and when one of them runs
// again (`gallery-picked.ts`, `browser.ts`).
for (const seed of ['LOOK_SEED', 'SHELLS_SEED']) process.env[seed] ??= String(Math.floor(Math.random() * 1_000_000))

const wanted = process.argv.slice(2)
const all = { ...stages, ...stagesForMore }
const unknown = wanted.filter((name) => !(name in all))
if (unknown.length > 0) {
  console.error(`unknown stage ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`)
  process.exit(2)
}
/** Minutes that all cores have worked since they were started, for whomever: browsers that outlive their command as well. */
const machineMinutes = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 60_000
/** Minutes of processor of every command that has ended (Linux), whatever the machine does beside it; not of browsers. */
function processorMinutes(): number | null {
  if (!existsSync('/proc/self/stat')) return null
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) / 100 / 60 // cutime and cstime, in ticks of 10 ms
}

const started = performance.now()
const minutesSince = (then: number): string => ((performance.now() - then) / 60_000).toFixed(2)
for (const [name, stage] of Object.entries(wanted.length > 0 ? all : stages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n── ${name} (budget ${stage.minutes} min)`)
  const began = performance.now()
  const before = { passed, failed, processor: processorMinutes(), machine: machineMinutes() }
  await stage.work()
  const counts = `${passed - before.passed} passed, ${failed - before.failed} failed`
  const processor = processorMinutes()
  const cost =
    processor === null || before.processor === null
      ? ''
      : ` (${(processor - before.processor).toFixed(2)} of processor without browsers, ${(machineMinutes() - before.machine).toFixed(2)} of the machine)`
  tell(`── ${name}: ${minutesSince(began)} of ${stage.minutes} min${cost}, ${counts}`)
  console.log(summary.at(-1))
}
rmSync(scratch, { recursive: true, force: true })
for (const line of notRun) tell(line)
if (skipped > 0) tell(`${skipped} skipped`)
console.log(`\n${summary.join('\n')}`)
const end = `${passed} passed, ${failed} failed`
if (process.env['TEST_SUMMARY']) tell(`${end}, ${minutesSince(started)} min in all`)
console.log(`${minutesSince(started)} min in all\n${end}`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
