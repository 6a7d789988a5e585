/** `seed` needs the data folder for itself: no server may run on it. */
import type { RandomBytes } from '@tablee/shared/ids'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createLogger } from '../ops/logger.ts'
import { createTablee, type Tablee } from '../tablee.ts'

async function opened(
  config: Config,
  random: RandomBytes,
  work: (tablee: Tablee) => Promise<void> | void,
): Promise<void> {
  const tablee = await createTablee(config, { clock: systemClock, random, logger: createLogger({ level: 'warn' }) })
  try {
    await work(tablee)
  } finally {
    await tablee.close()
  }
}

/**
 * Opens the whole server on the folder and closes it again; a folder that holds a dialogue already is left as it is.
 */
export const seed = (config: Config, random: RandomBytes): Promise<void> =>
  opened(config, random, async (tablee) => {
    console.log(
      (await tablee.prepare(true))
        ? `The demo stands in ${config.folder}.`
        : `${config.folder} holds a dialogue already; the demo goes into an empty folder only.`,
    )
  })
