/** The process that serves: reads its settings, wires the parts, listens, says where to go, and leaves in good order. */
import { randomFillSync } from 'node:crypto'
import type { RandomBytes } from '@tablee/shared/ids'
import { BadKey } from './access/keys.ts'
import { systemClock } from './clock.ts'
import { ConfigError, readConfig } from './config.ts'
import type { Through } from './journal/queue.ts'
import { createLogger } from './ops/logger.ts'
import { serveClosed } from './ops/closed.ts'
import { onSignal } from './ops/shutdown.ts'
import { newestBackup } from './recovery/backups.ts'
import { restoreWith } from './recovery/damage.ts'
import { BeyondRepair } from './recovery/mend.ts'
import { DatabaseInUse, isDamage } from './store/database.ts'
import { createTablee, type Tablee } from './tablee.ts'
import { welcome } from './welcome.ts'

const random: RandomBytes = (length) => randomFillSync(new Uint8Array(length))

function sentence(cause: unknown, tablee: Tablee | null): string | null {
  if (cause instanceof ConfigError || cause instanceof DatabaseInUse || cause instanceof BadKey) return cause.message
  if (!(cause instanceof Error) || !('code' in cause)) return null
  const port = tablee?.config.port
  if (cause.code === 'EADDRINUSE')
    return `Port ${port} is taken, perhaps by another Tablée. Stop that one, or choose another port: PORT=${(port ?? 4000) + 1} npx -y pnpm@12 start`
  if (cause.code === 'EACCES' && port !== undefined && port < 1024)
    return `This user may not listen on port ${port}. Choose one above 1023: PORT=4000`
  if (cause.code === 'EACCES' || cause.code === 'EROFS')
    return `The data folder can't be written: ${cause.message}. Set TABLEE_DATA to a folder that can.`
  return null
}

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
    console.error(sentence(second, null) ?? second)
    process.exit(1)
  }
}

/** `through`: tests put a slow log under the process. */
export async function serve(through?: Through): Promise<void> {
  // One part's bug must not end the process for every table: it is logged, and the boards stay open. What is durable is
  // decided by COMMIT alone, so nothing half-done can count as saved.
  process.on('uncaughtException', (cause) => console.error('unexpected:', cause))
  process.on('unhandledRejection', (cause) => console.error('unexpected:', cause))
  let tablee: Tablee | null = null
  try {
    const config = readConfig(process.env)
    tablee = await createTablee(config, {
      clock: systemClock,
      random,
      logger: createLogger({ level: process.env['TABLEE_LOG'] || 'warn' }),
      through,
    })
    const served = tablee
    const fresh = await served.prepare()
    const { port } = await served.listen()
    const damage = await served.damage.said()
    if (damage !== null) console.log(`\n${damage}`)
    onSignal({ steps: served.shutdownSteps(), told: (outcome) => served.logger.info(outcome, 'shutdown') })
    console.log(welcome(served, { port, fresh, folder: config.folder ?? '' }))
  } catch (cause) {
    if (isDamage(cause) || cause instanceof BeyondRepair) return closed(cause)
    const said = sentence(cause, tablee)
    console.error(said ?? cause)
    process.exit(1)
  }
}
