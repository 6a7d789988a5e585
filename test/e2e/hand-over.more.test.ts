/** A facilitator hands over and a phone is lost, from the console of a head facilitator, in real browsers on the real server. */
import { expect as shown } from '@playwright/test'
import type { SeatCode } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  card,
  haveBrowser,
  light,
  openHall,
  patience,
  sitDown,
  visitor,
  type Hall,
  type Visitor,
} from '../support/pages.ts'

const see = shown.configure({ timeout: patience })
/** Who is out is told so by an answer, which is a line in the console of every browser. */
const denied = /status of 40[13]/

describe.skipIf(!haveBrowser)('from the console', () => {
  let hall: Hall
  const people: Visitor[] = []
  const come = async (options: Parameters<typeof visitor>[1] = {}): Promise<Visitor> => {
    const one = await visitor(hall, options)
    people.push(one)
    return one
  }
  beforeAll(async () => {
    hall = await openHall()
  }, 120_000)
  afterAll(async () => {
    for (const { context } of people) await context.close()
    await hall?.close()
  })

  it('[HEAD7, HEAD12, HEAD13] three taps: a facilitator hands over and is out within a second; a lost phone’s seat is free', async () => {
    const { server } = hall
    const head = await come({ viewport: { width: 1024, height: 768 } })
    await head.page.goto(card(server, 'head', 2))
    const table = head.page.locator(`[data-table="${server.tableId(2)}"]`)
    await table.waitFor()
    const leaves = await come({ expected: denied })
    await sitDown(leaves, card(server, 'facilitator', 2))
    await see(light(leaves.page)).toHaveText('All saved')
    const phone = await server.enter('citizen', 2, { seat: 'T2-05' })

    await table.click()
    await head.page.getByRole('button', { name: 'Seats', exact: true }).click()
    await head.page.getByRole('button', { name: 'New link: Facilitator' }).click()
    const old = server.link('facilitator', 2).token
    const out = leaves.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (document.querySelector('.strip.error')) resolve(Date.now())
            else requestAnimationFrame(look)
          }
          look()
        }),
    )
    await head.page.getByRole('button', { name: 'Now', exact: true }).waitFor()
    const asked = Date.now()
    await head.page.getByRole('button', { name: 'Now', exact: true }).click()
    const took = (await out) - asked
    console.log(`handed over: from the console’s tap to the notice on the old device ${took} ms`)
    expect(took).toBeLessThan(10_000)
    await see(head.page.getByRole('dialog').getByText('The old card no longer opens anything.').last()).toBeVisible()
    await see(head.page.getByRole('img', { name: /^QR code: .*Facilitator/ })).toBeVisible()
    expect(server.link('facilitator', 2).token).not.toBe(old)
    const comes = await come()
    await sitDown(comes, card(server, 'facilitator', 2))
    await see(light(comes.page)).toHaveText('All saved')

    // One tap more is not needed: it happens by itself.
    await head.page.getByRole('button', { name: 'Seat 5, taken' }).click()
    await see(head.page.getByRole('dialog').getByRole('timer')).toContainText('Seat 5 is freed in')
    await see(head.page.getByText(/^Seat 5 is free\./).first()).toBeVisible()
    expect(server.parts.voices.state(server.dialogue).seats.get('T2-05' as SeatCode)?.held).toBeNull()
    expect((await server.api('/api/seat', { as: phone.session })).status).toBe(401)
    await see(head.page.getByRole('button', { name: 'Seat 5, free' })).toBeVisible()
    expect(people.flatMap(({ troubles }) => troubles)).toEqual([])
  })
})
