/** The real server on its folder as it is: nothing is founded at the start, so that a day can begin with nothing but its link. */
import { randomFillSync } from 'node:crypto'
import { systemClock } from '@tablee/server/clock'
import { readConfig } from '@tablee/server/config'
import { createLogger } from '@tablee/server/ops/logger'
import { createTablee } from '@tablee/server/tablee'
import { welcome } from '@tablee/server/welcome'

const config = readConfig(process.env)
const tablee = await createTablee(config, {
  clock: systemClock,
  random: (length) => randomFillSync(new Uint8Array(length)),
  logger: createLogger({ level: 'warn' }),
  through: undefined,
})
const { port } = await tablee.listen()
console.log(welcome(tablee, { port, fresh: false, folder: config.folder ?? '' }))
