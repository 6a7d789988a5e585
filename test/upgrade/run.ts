/**
 * A day over which the house is upgraded. An older checkout's server runs it, pages of that version are open in a real
 * browser, online and offline, with edits, drafts and photos that were not sent; then that server is killed and this
 * checkout's goes on, on the same folder and port. Each promise is a line: held, or LOST with what was missing.
 *   node test/upgrade/run.ts --before ../older [--signal SIGTERM] [--host 192.168.0.2] [--shots folder]
 * By another host than localhost the pages are on plain http, without a service worker, as in most halls.
 * It needs a checkout with its dependencies installed, which CI does not have.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { launch } from '../support/browser.ts'
import { openHouse } from './house.ts'
import { day } from './day.ts'

const { values } = parseArgs({
  options: {
    before: { type: 'string' },
    signal: { type: 'string', default: 'SIGKILL' },
    host: { type: 'string', default: 'localhost' },
    shots: { type: 'string' },
  },
})
if (values.before === undefined) throw new Error('which checkout was before? --before ../older')
const signal = values.signal === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL'
const now = fileURLToPath(new URL('../..', import.meta.url))
const house = await openHouse(resolve(values.before), now, values.host)
const browser = await launch()
try {
  const { held, lost } = await day({ house, browser, signal, shots: values.shots ?? null })
  console.log(`\n${held} held, ${lost} lost`)
  process.exitCode = lost === 0 ? 0 : 1
} finally {
  await browser.close()
  await house.close()
}
