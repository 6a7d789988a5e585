/**
 * The log stands still while somebody writes: the database, the cable to it in either direction, a disk. What the table sees
 * and when, in a real browser. `NOT_SAVED=10`: so many times each, at other moments of the writing, and the cable, too;
 * `NOT_SAVED_FOR=30000`: that it stays so for so long.
 */
import { expect as shown } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { heldLog } from '../support/heldLog.ts'
import {
  card,
  haveBrowser,
  light,
  openHall,
  patience,
  pictures,
  sitDown,
  visitor,
  type Hall,
  type Visitor,
} from '../support/pages.ts'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'

const see = shown.configure({ timeout: patience })
const asked = process.env['NOT_SAVED']
const rounds = Number(asked ?? 1)
const stays = Number(process.env['NOT_SAVED_FOR'] ?? 0)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
if (postgresMissing !== null) console.log(`not run: a table whose database stands still (${postgresMissing})`)

type Still = { readonly hall: Hall; stand(): void; goOn(): void }

/** Writes on and on while the log stands still; in milliseconds, when the table says so and when all is saved again. */
async function written(
  { page }: Visitor,
  { stand, goOn }: Still,
): Promise<{ readonly said: number; readonly back: number }> {
  let writing = true
  const typed = (async () => {
    while (writing) await page.keyboard.type('on and ', { delay: 40 })
  })()
  try {
    await see(light(page)).toHaveText('All saved')
    // Not always at the same moment of what the server looks at by its clock.
    if (asked !== undefined) await pause(Math.random() * 2_000)
    const frozen = performance.now()
    stand()
    await page.waitForFunction(() => document.body.innerText.includes('cannot be saved just now'), undefined, {
      polling: 20,
    })
    const said = performance.now() - frozen
    await see(light(page)).toContainText('Saved until')
    await pause(stays)
    writing = false
    await typed
    const began = performance.now()
    goOn()
    await page.waitForFunction(() => document.body.innerText.includes('All saved'), undefined, { polling: 20 })
    return { said, back: performance.now() - began }
  } finally {
    writing = false
    await typed
  }
}

describe.skipIf(!haveBrowser)('while the log stands still', () => {
  let postgres: Postgres | null = null
  let cable: Proxy | null = null
  const halls: Hall[] = []
  let one: Visitor | null = null
  let onNode: Hall

  beforeAll(async () => {
    if (postgresMissing !== null) return
    postgres = await startPostgres()
    const url = new URL(await postgres.database())
    cable = await proxyTo(url.href)
    url.port = new URL(cable.url).port
    onNode = await openHall('any', { postgres: url.href })
    halls.push(onNode)
  }, 60_000)
  afterEach(({ task }) => pictures(task, one === null ? [] : [one.page]))
  afterAll(async () => {
    for (const hall of halls) await hall.close()
    cable?.close()
    await postgres?.stop()
  })

  async function measured(what: string, still: Still): Promise<void> {
    // When its lease is over it answers nobody else, either.
    one = await visitor(still.hall, { expected: /503/ })
    await sitDown(one, card(still.hall.server, 'facilitator', 4))
    await one.page.locator('.entries .add button').press('Enter')
    const [said, back]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      const took = await written(one, still)
      said.push(Math.round(took.said))
      back.push(Math.round(took.back))
    }
    console.log(`${what}: "not saved" after ${said.join(', ')} ms, all saved again after ${back.join(', ')} ms`)
    expect(Math.max(...said)).toBeLessThan(2_000)
    expect(Math.max(...back)).toBeLessThan(5_000)
    expect(one.troubles).toEqual([])
    await one.context.close()
    one = null
  }

  it.skipIf(postgresMissing !== null)('[LIVE20] Postgres stands still', async () => {
    let thaw = () => {}
    await measured('Postgres stands still', {
      hall: onNode,
      stand: () => void (thaw = postgres?.freeze() ?? thaw),
      goOn: () => thaw(),
    })
  })

  it.skipIf(postgresMissing !== null || asked === undefined).each(['there', 'back'] as const)(
    '[LIVE20] a cable that carries nothing %s',
    async (way) => {
      const still = (is: boolean | typeof way) => {
        if (cable !== null) cable.line.still = is
      }
      await measured(`nothing goes ${way}`, { hall: onNode, stand: () => still(way), goOn: () => still(false) })
    },
  )

  it('[LIVE20] a disk that hangs', async () => {
    const log = heldLog()
    const hall = await openHall('any', { through: log.through })
    halls.push(hall)
    await measured('a disk hangs', { hall, stand: log.hold, goOn: log.land })
  })
})
