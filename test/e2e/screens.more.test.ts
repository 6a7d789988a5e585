/**
 * A table, a phone and a wall whose devices' clocks are hours and days apart: one second on all of them, one notice, one
 * moment at which they go; somebody who writes stays, a move is taken back, the day ends.
 */
import { describe, expect, it } from 'vitest'
import { expect as shown, type Page } from '@playwright/test'
import type { ClockAct } from '@tablee/shared/dialogue/clock'
import type { SiteId } from '@tablee/shared/ids'
import { violations } from '../support/axe.ts'
import {
  addPosition,
  card,
  haveBrowser,
  inSight,
  patience,
  row,
  sitDown,
  sizes,
  takeSeat,
  type Visitor,
  type VisitorOptions,
} from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'
import { wrongBy } from '../support/wrongClock.ts'

const see = shown.configure({ timeout: patience })
const hour = 60 * 60 * 1000

type Seen = { readonly at: number; readonly clock: string; readonly place: string }
/** What a page shows at each frame, whenever it is another, by the machine's own time. */
function watch([clock, place]: readonly [string, string]): void {
  const seen: { at: number; clock: string; place: string }[] = []
  Object.assign(globalThis, { seen })
  const look = (): void => {
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? ''
    const now = { clock: text(clock), place: place === 'path' ? location.pathname : text(place) }
    const last = seen.at(-1)
    if (last === undefined || last.clock !== now.clock || last.place !== now.place)
      seen.push({ at: performance.timeOrigin + performance.now(), ...now })
    requestAnimationFrame(look)
  }
  look()
}
const seenBy = (page: Page): Promise<readonly Seen[]> =>
  page.evaluate(() => (globalThis as unknown as { seen: readonly Seen[] }).seen)
/** When the page came to another place, last. */
async function cameTo(page: Page): Promise<number> {
  const all = await seenBy(page)
  const at = all.findLastIndex(({ place }, index) => index > 0 && place !== all[index - 1]?.place)
  return all[at]?.at ?? Number.NaN
}

describe.skipIf(!haveBrowser)('screens of one hall', () => {
  const hall = aHall()
  const people = comers(() => hall)
  const come = async (off: number, options: VisitorOptions = {}): Promise<Visitor> => {
    const one = await people.come(options)
    await one.context.addInitScript(wrongBy, off)
    return one
  }

  let count = 0
  /** Brussels, or the other city, as its console acts; answers when its screens are to go. */
  async function act(does: ClockAct, city = 0): Promise<number> {
    const { dialogues } = hall.server.parts
    const site = () => dialogues.sites(hall.server.dialogue)[city]
    const before = site()
    const of = { site: before?.id ?? ('' as SiteId) }
    const by = { author: 'head', device: 'd', command: `act-${count++}` }
    const done = await dialogues.act(hall.server.dialogue, of, does, { version: before?.clock.version ?? 0 }, by)
    expect(done).toMatchObject({ ok: true })
    return site()?.clock.course.goesAt ?? Number.NaN
  }

  it('[SCR1, SCR3, SCR4, SCR5, SCR6, SCR7, SCR8, SCR9, SCR12] devices three hours and two days wrong show one second, are told what comes, and go along at one moment; who types stays, a move is taken back, the day ends', async () => {
    await act({ do: 'begin', session: 2, clock: 'anew' })
    // It leaves a board as soon as it has come to it.
    const writer = await come(3 * hour, { expected: /WebSocket is closed before the connection/ })
    const reader = await come(0)
    const phone = await come(-3 * hour, sizes.phone)
    const wall = await come(48 * hour, sizes.wall)
    await sitDown(writer, card(hall.server, 'facilitator', 2))
    await sitDown(reader, card(hall.server, 'facilitator', 2))
    await phone.page.goto(card(hall.server, 'citizen', 2))
    await inSight(phone.page, '.phone')
    await phone.page.getByRole('button', { name: 'English' }).tap()
    await takeSeat(phone.page, 2)
    await wall.page.goto(`${card(hall.server, 'observer')}?wall`)
    await inSight(wall.page, '.wall-clock[role=timer]')
    await writer.page.evaluate(watch, ['.top .clock b', 'path'] as const)
    await reader.page.evaluate(watch, ['.top .clock b', 'path'] as const)
    await phone.page.evaluate(watch, ['.head .left .num', '.do > .meta'] as const)
    await wall.page.evaluate(watch, ['.wall-clock b', '.wall > header .eyebrow'] as const)
    const all = [writer, reader, phone, wall]

    // One second: each face comes to all of them within half a second.
    await expect.poll(async () => (await seenBy(wall.page)).length, { timeout: patience }).toBeGreaterThan(5)
    const logs = await Promise.all(all.map(({ page }) => seenBy(page)))
    const faces = (logs[3] ?? []).slice(1, -1).map(({ clock }) => clock)
    expect(faces.length).toBeGreaterThan(2)
    const apart: number[] = []
    for (const face of faces) {
      const times = logs.map((log) => log.find(({ clock }) => clock === face)?.at ?? Number.NaN)
      expect(Math.max(...times) - Math.min(...times), `${face} at ${times.join(', ')}`).toBeLessThan(500)
      apart.push(Math.round(Math.max(...times) - Math.min(...times)))
    }
    console.log(`seconds turn ${Math.max(...apart)} ms apart at most, on ${all.length} screens`)

    // More minutes, and a clock that stands still.
    await act({ do: 'more', minutes: 5 })
    for (const { page } of [writer, reader]) await see(page.locator('.top .clock')).toContainText('5 minutes more')
    await see(wall.page.locator('.wall-clock')).toContainText('5 minutes more')
    await act({ do: 'hold' })
    for (const { page } of [writer, reader]) await see(page.locator('.top .clock')).toContainText('the clock is held')
    await see(wall.page.locator('.wall-clock')).toContainText('the clock is held')
    const still = await Promise.all(
      (
        [
          [writer, '.top .clock b'],
          [wall, '.wall-clock b'],
          [phone, '.head .left .num'],
        ] as const
      ).map(([{ page }, clock]) => page.locator(clock).textContent()),
    )
    expect(new Set(still).size).toBe(1)
    await act({ do: 'go-on' })

    // Announced, and taken back: nobody has gone anywhere, also once all of them would have.
    const here = writer.page.url()
    const before = await Promise.all(all.map(async ({ page }) => (await seenBy(page)).at(-1)?.place))
    const would = await act({ do: 'begin', session: 3 })
    for (const { page } of all) await see(page.getByText(/^Next: .+, in \d+ s$/)).toBeVisible()
    for (const { page } of all) expect(await violations(page)).toEqual([])
    await act({ do: 'take-back' })
    expect(Date.now(), 'it was taken back in time').toBeLessThan(would)
    for (const { page } of all) await see(page.getByText(/^Next: /)).toHaveCount(0)
    // A second that was seen after that moment: a screen that goes is away by then (it goes within one).
    const later = async ({ page }: Visitor) => (await seenBy(page)).at(-1)?.at ?? 0
    for (const one of all) await expect.poll(() => later(one), { timeout: patience }).toBeGreaterThan(would + 1_500)
    expect(await Promise.all(all.map(async ({ page }) => (await seenBy(page)).at(-1)?.place))).toEqual(before)
    for (const { page } of [writer, reader]) expect(page.url()).toBe(here)

    // Announced, and gone: all at once, but for who is in the middle of a word.
    await writer.page.locator('.entries .add button').press('Enter')
    const goesAt = await act({ do: 'begin', session: 3 })
    let led = false
    const there = reader.page.waitForURL(`**/table/${hall.server.board(2, 3)}`).then(() => (led = true))
    while (!led) await writer.page.keyboard.type('far ', { delay: 150 })
    await there
    await see(wall.page.locator('.wall > header .eyebrow')).toContainText('Brussels: session 3')
    await see(phone.page.locator('.do > .meta')).toContainText('Session 3')
    for (const [name, { page }] of Object.entries({ reader, phone, wall })) {
      const off = (await cameTo(page)) - goesAt
      console.log(`${name} went along ${Math.round(off)} ms after its time`)
      // On a machine that does much else a page draws late.
      expect(Math.abs(off), name).toBeLessThan(1_000)
    }
    await see(writer.page.locator('.strip.news')).toContainText('The hall has gone on. What you are writing is kept.')
    expect(writer.page.url()).toBe(here)
    await writer.page.getByRole('button', { name: 'Go along' }).click()
    await writer.page.waitForURL(`**/table/${hall.server.board(2, 3)}`)
    // What they wrote is there, and they are told so until they go back to it.
    const left = writer.page.locator('.strip.news')
    await see(left).toContainText('You were writing in session 2. All of it stands on that board.')
    await left.getByRole('button', { name: 'Take it up again' }).click()
    await see(row(writer.page, /far far/)).toBeVisible()
    expect(writer.page.url()).toBe(here)
    // A sentence that is not added stays there, and there alone: it is said wherever they go, stands in no other field, and
    // once it is taken up and added it is kept nowhere.
    const field = writer.page.locator('form.say textarea')
    const toThree = async () => {
      await writer.page.getByRole('button', { name: 'Go to session 3' }).click()
      await writer.page.waitForURL(`**/table/${hall.server.board(2, 3)}`)
    }
    await field.fill('Half a sentence')
    await writer.page.locator('form.say').getByRole('radio', { name: 'Seat 4' }).click()
    await toThree()
    await see(left).toContainText('Your sentence waits there and is not added yet: Half a sentence')
    await see(field).toHaveValue('')
    await field.fill('Another one')
    await left.getByRole('button', { name: 'Take it up again' }).click()
    await see(field).toHaveValue('Half a sentence')
    await see(writer.page.getByRole('radio', { name: 'Seat 4' })).toBeChecked()
    await field.press('Enter')
    await see(row(writer.page, 'Half a sentence')).toBeVisible()
    await toThree()
    await see(field).toHaveValue('Another one')
    await see(left).toHaveCount(0)
    await see(row(writer.page, 'Half a sentence')).toHaveCount(0)
    await field.fill('')
    expect(await writer.page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/Half a sentence|Another one/)

    // The end.
    await act({ do: 'end' })
    await see(phone.page.getByRole('heading', { name: 'The day is over. Thank you.' })).toBeVisible()
    // A wall of several cities says it of the one, and of the day when the others have ended too.
    await see(wall.page.locator('.wall > header .eyebrow')).toContainText('Brussels: the day is over')
    for (const other of hall.server.parts.dialogues.sites(hall.server.dialogue).keys())
      if (other > 0) await act({ do: 'end' }, other)
    await see(wall.page.locator('.wall-waiting')).toHaveText('The day is over. Thank you.')
    await see(reader.page.locator('.top .clock')).toContainText('The day is over. Thank you.')
    await addPosition(reader.page, 'Written after the end')
    await see(row(writer.page, 'Written after the end')).toBeVisible()
  })
})
