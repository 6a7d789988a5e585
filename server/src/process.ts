/** The process that serves: reads its settings, wires the parts, listens, says where to go, and leaves in good order. */
import { randomFillSync } from 'node:crypto'
import type { RandomBytes } from '@tablee/shared/ids'
import { BadKey } from './access/keys.ts'
import { systemClock } from './clock.ts'
import {
  ConfigError,
  readConfig,
  readDatabase,
  readSecond,
  readWords,
  type Config,
  type DatabaseSettings,
} from './config.ts'
import type { Through } from './journal/queue.ts'
import { createLogger, type Logger } from './ops/logger.ts'
import { serveClosed } from './ops/closed.ts'
import { onSignal, type ShutdownOptions } from './ops/shutdown.ts'
import { newestBackup } from './recovery/backups.ts'
import { restoreWith } from './recovery/damage.ts'
import { BeyondRepair } from './recovery/mend.ts'
import { DatabaseInUse, isDamage, isFull } from './store/database.ts'
import { madeOf } from './second/made.ts'
import { needsNewer } from './hall/standing.ts'
import { migrations } from './hall/migrations.ts'
import { version } from './version.ts'
import { NotFirst, standingOf } from './second/may-serve.ts'
import { asFirst, serveSecond } from './second/serve.ts'
import { readBeside } from './second/beside.ts'
import { howItMoves } from './second/move.ts'
import { lanAddresses } from './access/origin.ts'
import { createTablee } from './tablee.ts'
import { startWatchNode } from './watch/start.ts'
import { welcome } from './welcome.ts'

const random: RandomBytes = (length) => randomFillSync(new Uint8Array(length))

function sentence(cause: unknown, port: number | undefined): string | null {
  if (
    cause instanceof ConfigError ||
    cause instanceof DatabaseInUse ||
    cause instanceof BadKey ||
    cause instanceof NotFirst ||
    (cause instanceof Error && cause.name === 'NoDatabase') ||
    needsNewer(cause)
  )
    return cause.message
  if (!(cause instanceof Error) || !('code' in cause)) return null
  if (cause.code === 'EADDRINUSE')
    return `Port ${port} is taken, perhaps by another Tablée. Stop that one, or choose another port: PORT=${(port ?? 4000) + 1} npx -y pnpm@12 start`
  if (String(cause.code).startsWith('ERR_OSSL'))
    return `TABLEE_TLS_CERT and TABLEE_TLS_KEY can't be used: ${cause.message}. pnpm tablee doctor says which of them is wrong.`
  if (cause.code === 'EACCES' && port !== undefined && port < 1024)
    return `This user may not listen on port ${port}. Choose one above 1023: PORT=4000`
  if (isFull(cause))
    return 'The disk is full: nothing can be written in the data folder. Make room there, and start Tablée again. Nothing was changed.'
  if (cause.code === 'EACCES' || cause.code === 'EROFS')
    return `The data folder can't be written: ${cause.message}. Set TABLEE_DATA to a folder that can.`
  return null
}

/** A step that was cut short is why the process ends with 1: whoever reads why is shown it. */
const leaving =
  (log: Logger): NonNullable<ShutdownOptions['told']> =>
  (outcome) =>
    'outcome' in outcome && outcome.outcome !== 'done'
      ? log.warn(outcome, 'shutdown: cut short')
      : log.info(outcome, 'shutdown')

/** Nothing can be read: anyone who opens the address is told so, and anyone who stands at the machine what to do. */
async function closed(cause: unknown): Promise<void> {
  const config = readConfig(process.env)
  const folder = config.folder ?? ''
  console.error(
    `THE DATABASE IN ${folder} CANNOT BE READ: ${cause instanceof Error ? cause.message : String(cause)}\nNothing was changed. ${restoreWith(newestBackup(folder))}\nUntil then everybody who opens the address is told to wait.`,
  )
  try {
    const { port, server } = await serveClosed(config)
    onSignal({
      steps: [{ name: 'stop listening', within: 1_000, run: () => void server.close() }],
      told: () => undefined,
    })
    console.log(`Tablée listens on http://localhost:${port}, and can only say that.`)
  } catch (second) {
    console.error(sentence(second, undefined) ?? second)
    process.exit(1)
  }
}

const portAsked = (): number | undefined => {
  try {
    return readConfig(process.env).port
  } catch {
    return undefined
  }
}
const portGiven = (): boolean => (process.env['PORT'] ?? '') !== ''
const logger = () => createLogger({ level: process.env['TABLEE_LOG'] || 'warn' })

/** Whoever stands at this machine lets a second laptop in; nobody else sees the code. */
function showCode(code: string | null, from: string): void {
  if (code !== null)
    console.log(
      `\nA second laptop (${from}) asks for a copy of everything that is kept here, and for its key.\nIf it is yours, type this on its page: ${code}\nIt counts for ten minutes, once.\n`,
    )
}

function otherVersion(theirs: string, ours: string, from: string): void {
  console.log(
    `\nA second laptop (${from}) asks for a copy, but it runs another version of Tablée (${theirs}; here it is ${ours}): nothing is copied.\nPut the same version on both, then it comes by itself.\n`,
  )
}

async function asTheFirst(config: Config, through: Through | undefined): Promise<void> {
  const means = { clock: systemClock, random, logger: logger(), through, showCode, otherVersion }
  const served = await createTablee(config, means)
  served.first?.onFenced(() =>
    console.error(
      `\nANOTHER LAPTOP HAS TAKEN OVER. Nothing is taken here any more. Stop this one and start it with --second and that laptop's address.\nWhat only this one had stays in its folder: pnpm tablee fork reads it then.\n`,
    ),
  )
  const fresh = await served.prepare()
  const { port } = await served.listen()
  const damage = await served.damage.said()
  if (damage !== null) console.log(`\n${damage}`)
  onSignal({ steps: served.shutdownSteps(), told: leaving(served.logger) })
  console.log(welcome(served, { port, fresh, folder: config.folder ?? '' }))
}

/** One of many processes on the same Postgres. The driver is loaded here alone. */
async function asNode(config: Config, database: DatabaseSettings, through: Through | undefined): Promise<void> {
  const { createNode } = await import('./cluster/node.ts')
  const served = await createNode({ ...config, database }, { random, logger: logger(), through })
  const { port } = await served.listen()
  const fresh = await served.prepare()
  onSignal({ steps: served.shutdownSteps(), told: leaving(served.logger) })
  console.log(welcome(served, { port, fresh, folder: served.where, elsewhere: served.known() }))
}

/** Serves a page of its own until somebody says there that the first one is off; from then on everything. */
async function second(
  config: Config & { readonly folder: string },
  first: string,
  through: Through | undefined,
): Promise<void> {
  const served = await serveSecond(config, {
    first,
    clock: systemClock,
    random,
    logger: logger(),
    made: madeOf(version, migrations),
    tookOver(term) {
      for (const signal of signals) process.off(signal, leave)
      console.log(`This laptop takes over (term ${term}).`)
      for (const line of howItMoves(readBeside(config.folder), lanAddresses())) console.log(line)
      asTheFirst(asFirst({ ...config, port: served.port }, config.folder, { port: portGiven() }), through).catch(
        (cause: unknown) => {
          console.error(sentence(cause, config.port) ?? cause)
          process.exit(1)
        },
      )
    },
  })
  const signals = ['SIGTERM', 'SIGINT'] as const
  function leave(): void {
    served.close()
    process.exit(0)
  }
  for (const signal of signals) process.on(signal, leave)
  console.log(
    `\nThis is the second laptop. It keeps a copy of ${first}.\nOpen its page here, on this laptop: http${config.tls === null ? '' : 's'}://localhost:${served.port}/second\nThe first one shows a code in its terminal; type it on that page.\nData: ${config.folder}`,
  )
}

/** What is here stays, and is served to nobody. */
async function overtaken(config: Config, folder: string): Promise<void> {
  const { port, server } = await serveClosed(config, 'fenced')
  onSignal({
    steps: [{ name: 'stop listening', within: 1_000, run: () => void server.close() }],
    told: () => undefined,
  })
  console.error(
    `Another laptop has taken over from this one. Nothing is taken here any more, and what is in ${folder} stays as it is.\nStop it, and start it with --second and that laptop's address: then it is the second one.\nUntil then http://localhost:${port} says only that.`,
  )
}

/** Shows what the nodes of a database have, and keeps nothing. */
async function watchOnly(config: Config, database: DatabaseSettings | null): Promise<void> {
  if (database === null)
    throw new ConfigError(
      '--watch shows what the nodes of a cluster have: it needs DATABASE_URL, as they do, and their key (TABLEE_KEY).',
    )
  console.log('This is a watch node. It waits for the database.')
  const served = await startWatchNode(config, database, { logger: logger(), random, version }).catch(
    async (cause: unknown) => {
      if (sentence(cause, config.port) !== null) throw cause
      const postgres = await import('./cluster/database.ts')
      throw new postgres.NoDatabase(postgres.sentence(cause, database.url), { cause })
    },
  )
  onSignal({ steps: [{ name: 'let go of observers', within: 4_000, run: served.close }], told: () => undefined })
  console.log(
    `This is a watch node: who watches is served on http${config.tls === null ? '' : 's'}://localhost:${served.port}`,
  )
}

/** `through`: tests put a slow log under the process. */
export async function serve(through?: Through): Promise<void> {
  // One part's bug must not end the process for every table: it is logged, and the boards stay open. What is durable is
  // decided by COMMIT alone, so nothing half-done can count as saved.
  process.on('uncaughtException', (cause) => console.error('unexpected:', cause))
  process.on('unhandledRejection', (cause) => console.error('unexpected:', cause))
  try {
    readWords(process.argv.slice(2))
    const config = readConfig(process.env)
    const database = readDatabase(process.env)
    if (process.argv.includes('--watch')) return await watchOnly(config, database)
    if (database !== null) return await asNode(config, database, through)
    const folder = config.folder ?? ''
    const standing = standingOf(folder)
    const wanted = readSecond(process.env, process.argv.slice(2))
    if (standing.tookOver && wanted !== null)
      console.log(`This laptop has taken over and is the first one by now: it does not follow ${wanted}.`)
    const first = wanted ?? (standing.is === 'copy' ? (readBeside(folder)?.first ?? null) : null)
    if (first !== null && !standing.tookOver) return await second({ ...config, folder }, first, through)
    if (standing.is === 'fenced') return await overtaken(config, folder)
    await asTheFirst(standing.tookOver ? asFirst(config, folder, { port: portGiven() }) : config, through)
  } catch (cause) {
    if (isDamage(cause) || cause instanceof BeyondRepair) return closed(cause)
    console.error(sentence(cause, portAsked()) ?? cause)
    process.exit(1)
  }
}
