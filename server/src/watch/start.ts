/** `start --watch`: a watch node of the cluster whose database and key it is given. It keeps nothing, and writes nowhere. */
import type { RandomBytes } from '@tablee/shared/ids'
import { checkOf } from '../access/folder-key.ts'
import { BadKey, readSecret, serverKey } from '../access/keys.ts'
import { systemClock } from '../clock.ts'
import { ConfigError, type Config, type DatabaseSettings } from '../config.ts'
import { createSigned, nodeKey, signedHeader } from '../edge/signed.ts'
import type { Logger } from '../ops/logger.ts'
import { newRequestId, requestNow } from '../ops/request-id.ts'
import { createWatchNode } from './node.ts'
import type { Signs } from './ports.ts'
import { postgresLog, type PostgresLog } from './postgres.ts'
import { awake } from './time.ts'

const noNode = 'No node has started on this database yet. Start one, then the watch node.'
/** How long (ms) it is waited for a database that is being started, before it is said that there is none. */
const comes = 30_000

async function answered<T>(ask: () => Promise<T>): Promise<T> {
  const until = performance.now() + comes
  for (;;) {
    try {
      return await ask()
    } catch (cause) {
      if (performance.now() > until) throw cause
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

/**
 * What nodes are known to each other by. The server's key is read and not kept: from what is derived of it here no link, code
 * or id can be made.
 */
async function keyFor(log: PostgresLog, file: string): Promise<ReturnType<typeof nodeKey>> {
  const secret = readSecret(file)
  if (secret === null)
    throw new BadKey(`The key is missing: there is no ${file}. A watch node is given the one that the nodes have.`)
  const key = serverKey(secret)
  const ours = checkOf(key)
  const known = nodeKey(key)
  secret.fill(0)
  const check = await log.meta('key-check')
  if (check === null) throw new ConfigError(noNode)
  if (check !== ours)
    throw new BadKey(`${file} is another server’s key. A watch node is given the one that the nodes have.`)
  return known
}

/** What only a watch node is told; null for what Postgres says to every node. */
function whyNot(cause: unknown): string | null {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code === '42501')
    return 'The user in DATABASE_URL may not read what a watch node reads: GRANT USAGE ON SCHEMA tablee, and GRANT SELECT ON tablee.meta, tablee.hall, tablee.node, tablee.lead.'
  return code === '42P01' || code === '3F000' ? noNode : null
}

/** Listens. Throws `BadKey` and `ConfigError`, in words, and where Postgres does not answer for half a minute. */
export async function startWatchNode(
  config: Config,
  database: DatabaseSettings,
  { logger, random, version }: { readonly logger: Logger; readonly random: RandomBytes; readonly version: string },
) {
  const now = awake()
  const log = postgresLog(database.url, now)
  try {
    await answered(log.ask)
    const key = await keyFor(log, database.keyFile)
    const signed = createSigned({ node: 'watch', key, now: log.now }, random)
    const signs: Signs = ({ method, path, to, dialogue, address }) => ({
      [signedHeader]: signed.header({
        method,
        path,
        to,
        dialogue,
        address: address ?? '',
        id: requestNow() ?? newRequestId(),
      }),
    })
    const node = createWatchNode({
      ...config,
      log,
      signs,
      now,
      clock: systemClock,
      logger,
      incarnation: (await log.meta('incarnation')) ?? 'watch',
      version,
    })
    const { port } = await node.listen()
    return {
      port,
      async close(): Promise<void> {
        await node.close()
        await log.close()
      },
    }
  } catch (cause) {
    await log.close()
    const why = whyNot(cause)
    throw why === null ? cause : new ConfigError(why)
  }
}
