/** The process of a second laptop: the line to the first, the page of its own, and what a person's word makes of it. */
import { join } from 'node:path'
import { lanAddresses } from '../access/origin.ts'
import type { Config } from '../config.ts'
import { openPort } from '../http/port.ts'
import type { Logger } from '../ops/logger.ts'
import { screens } from '../public/screens.ts'
import { readBeside } from './beside.ts'
import { createDoor } from './door.ts'
import { asidesIn } from './aside.ts'
import { createFollower } from './follow.ts'
import { createCounting } from './holds.ts'
import type { Made } from './made.ts'

/**
 * Once this laptop is the first: as its predecessor was reached, and what it proved its name with. Cards say the same
 * address as before. The port is the first one's, unless this one was given another.
 */
export function asFirst(config: Config, folder: string, given: { readonly port: boolean }): Config {
  const { reached, first } = readBeside(folder) ?? { reached: null, first: null }
  if (reached === null) return config
  const tls =
    config.tls ??
    (reached.tls === null ? null : { cert: Buffer.from(reached.tls.cert), key: Buffer.from(reached.tls.key) })
  const port = given.port || reached.port === 0 ? config.port : reached.port
  const scheme = tls === null ? 'http' : 'https'
  const named = (host: string): string =>
    new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin
  const before = reached.origins ?? (first === null ? [] : [new URL(first).origin])
  const own = [...lanAddresses(), 'localhost', '127.0.0.1', '::1'].map(named)
  return { ...config, tls, port, origins: config.origins ?? [...new Set([...before, ...own])] }
}

/** Rejects where the port is taken, or another process has the folder. `first`: where the first one is. */
export async function serveSecond(
  config: Config & { readonly folder: string },
  {
    first,
    clock,
    random,
    logger,
    made,
    tookOver,
  }: {
    readonly first: string
    readonly clock: () => number
    readonly random: (length: number) => Uint8Array
    readonly logger: Logger
    readonly made: Made
    /** The folder is free and may be served. */
    readonly tookOver: (term: number) => void
  },
) {
  let listens = config.port
  const follower = createFollower({ folder: config.folder, first, port: () => listens, clock, random, logger, made })
  const door = openPort({ ...config, origins: null })
  const app = createDoor({
    follower,
    screens: screens(config.screens),
    cards: () => readBeside(config.folder)?.reached?.origins?.[0] ?? new URL(first).origin,
    tls: config.tls !== null,
    clock,
    holds: createCounting(join(config.folder, 'tablee.sqlite')),
    aside: () => asidesIn(config.folder),
    takeOver: () => {
      door.stop()
      door.closeAll()
      tookOver(follower.takeOver())
    },
  })
  door.serve(app.fetch, (_, socket) => socket.destroy())
  try {
    listens = await door.listen()
  } catch (cause) {
    follower.close()
    throw cause
  }
  return {
    port: listens,
    told: follower.told,
    close(): void {
      door.stop()
      door.closeAll()
      follower.close()
    },
  }
}
