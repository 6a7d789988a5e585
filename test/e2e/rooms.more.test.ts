/** Rooms of three cities in real browsers: who has which, and a device whose clock is hours off while the server starts anew. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect as shown, type Browser, type Page } from '@playwright/test'
import type { SiteId } from '@tablee/shared/ids'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { large } from '../room/bigHall.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, haveBrowser, patience, pictures, visitor, type Visitor } from '../support/pages.ts'
import { done, type TestServer } from '../support/server.ts'
import { openHall } from '../voices/hall.ts'

const see = shown.configure({ timeout: patience })
/** What a server that is gone for a moment, and a city that is somebody else's, bring about. */
const broughtAbout = /net::ERR|Failed to fetch|WebSocket|status of (403|404)/
const tablet = { viewport: { width: 1024, height: 768 }, expected: broughtAbout } as const

describe.skipIf(!haveBrowser)('rooms of three cities', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tablee-rooms-'))
  let server: TestServer
  let browser: Browser
  let people: Visitor[] = []
  beforeAll(async () => {
    buildScreens()
    browser = await launch('any')
    server = await openHall({ draft: large({ tables: 3, sites: 3, seats: 2 }), dir })
  }, 120_000)
  afterEach(async ({ task }) => {
    await pictures(
      task,
      people.map(({ page }) => page),
    )
    const troubles = people.flatMap((one) => one.troubles)
    for (const { context } of people) await context.close()
    people = []
    expect(troubles).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function withCard(role: 'head' | 'coordinator', sites: readonly number[], off = 0): Promise<Page> {
    const { links } = server.parts.access
    const of = sites.map((n) => `site-${n}` as SiteId)
    const { token } = links.derive(done(await links.issue({ role, dialogue: server.dialogue, sites: of })))
    const one = await visitor({ browser }, tablet)
    people.push(one)
    await one.context.addInitScript((ms: number) => {
      const right = Date.now
      Date.now = () => right() + ms
    }, off)
    await one.page.goto(`${server.url}/join#${token}`)
    await one.page.waitForURL('**/room/**')
    await see(one.page.locator('.t').first()).toBeVisible()
    return one.page
  }
  const face = (page: Page): Promise<string> => page.locator('.top .clock b').last().innerText()

  it('[HEAD1, HEAD14] a coordinator of two cities goes from one room to the other; a third opens to nobody else, and whoever has one reads no other clock', async () => {
    const both = await withCard('coordinator', [1, 2])
    await see(both.locator('.eyebrow')).toContainText('City 1')
    await both.getByRole('link', { name: /City 2/ }).click()
    await both.waitForURL('**/room/site-2')
    await see(both.locator('.eyebrow')).toContainText('City 2')
    await see(both.getByRole('link', { name: /City 1/ })).toBeVisible()
    await see(both.getByText('City 3')).toHaveCount(0)
    await both.goto(both.url().replace('site-2', 'site-3'))
    await see(both.getByText('This page opens with the card')).toBeVisible()

    const head = await withCard('head', [3])
    await see(head.locator('.eyebrow')).toContainText('City 3')
    await see(head.locator('.to-site, .sites')).toHaveCount(0)
    await see(head.getByText(/City [12]/)).toHaveCount(0)
  })

  it('[SCR1, CON2] a console whose clock is three hours off shows its tables’ time, after a start of the server too', async () => {
    const console = await withCard('head', [1], 3 * 60 * 60_000)
    const { token } = server.link('facilitator', 1)
    const table = await visitor({ browser }, { expected: broughtAbout })
    people.push(table)
    await table.page.goto(`${server.url}/join#${token}`)
    await table.page.waitForURL('**/table/**')
    await console.getByRole('button', { name: 'More' }).last().click()
    await console.getByRole('menuitem', { name: /from the start/ }).click()
    await see(console.getByRole('button', { name: 'Take back' })).toBeVisible()
    const same = () =>
      see
        .poll(async () => {
          const [one, other] = await Promise.all([face(console), face(table.page)])
          return one === other && /\d/.test(one)
        })
        .toBe(true)
    await same()
    await console.getByRole('button', { name: 'Hold all' }).click()
    await see(console.getByRole('button', { name: 'Go on' })).toBeVisible()
    await same()

    const { port } = server
    await server.close()
    await see(console.getByText('Not connected.')).toBeVisible()
    server = await openHall({ dir, port })
    await see(console.getByText('Not connected.')).toHaveCount(0, { timeout: 60_000 })
    await console.getByRole('button', { name: 'Go on' }).click()
    await see(console.getByRole('button', { name: 'Hold all' })).toBeVisible()
    const before = await face(console)
    await see.poll(() => face(console)).not.toBe(before)
    await same()
  })
})
