/** Nodes in this process on a real Postgres, with one key: what tests of a cluster start from. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNode, type NodeMeans } from '@tablee/server/cluster/node'
import { createLogger } from '@tablee/server/ops/logger'
import { startPostgres, type Postgres } from './postgres.ts'

export type ACluster = Awaited<ReturnType<typeof aCluster>>

/**
 * A fresh database; each `node()` is one more on it. The demo goes in with the first unless it is told otherwise. `line`: by
 * which address nodes reach it; `starting`: a Postgres with settings of its own.
 */
export async function aCluster(
  times: NodeMeans['times'] = {},
  line: (url: string) => Promise<string> = (url) => Promise.resolve(url),
  starting: Promise<Postgres> = startPostgres(),
) {
  const postgres = await starting
  const url = await line(await postgres.database())
  const folder = mkdtempSync(join(tmpdir(), 'tablee-nodes-'))
  const nodes = new Set<{ close(): Promise<void> }>()
  let demo = true

  async function node({ port = 0, ...more }: Partial<NodeMeans> & { readonly port?: number } = {}) {
    const made = await createNode(
      {
        port,
        folder: null,
        origins: null,
        tls: null,
        disk: 'measure',
        demo,
        engine: null,
        screens: '',
        database: { url, keyFile: join(folder, 'server.key'), node: null },
      },
      {
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        logger: createLogger({ level: process.env['TABLEE_LOG'] ?? 'fatal' }),
        times,
        notice: 0,
        ...more,
      },
    )
    demo = false
    const { port: at } = await made.listen()
    await made.prepare()
    nodes.add(made)
    return { ...made, port: at, url: `http://127.0.0.1:${at}` }
  }
  return {
    postgres,
    url,
    keyFile: join(folder, 'server.key'),
    node,
    /** The first one starts without the demo, too. */
    without: (): void => void (demo = false),
    async stop(): Promise<void> {
      await Promise.all([...nodes].map((one) => one.close()))
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
