/**
 * What the screens look like is kept beside this test, so that a change of looks is a decision: `pnpm looks` keeps the
 * new ones. A picture that differs is laid into test-results/looks, with the kept one and what differs in red.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { launch } from '../support/browser.ts'
import { difference, pack, plain, unpack, type Picture } from '../support/looks.ts'
import { buildScreens } from '../support/pages.ts'
import { startServer } from '../support/server.ts'
import { gallery, haveBrowser, newPage, sitDown, type Screens } from './table-screens.ts'

const kept = fileURLToPath(new URL('looks/', import.meta.url))
const results = fileURLToPath(new URL('../../test-results/looks/', import.meta.url))
const keeps = process.env['LOOKS'] === 'keep'
const noon = Date.UTC(2026, 10, 28, 12)

type Look = {
  readonly state: string
  /** What comes last: pages and panels are loaded when they are opened. */
  readonly ready: string
  readonly lang?: string
  readonly size?: Size
  readonly dim?: boolean
}
type Size = readonly [width: number, height: number]
const map = '.map .card-at'
const phone: Size = [360, 740]
const wall: Size = [1920, 1080]
const looks: readonly Look[] = [
  { state: 'parts', ready: 'main' },
  { state: 'table', ready: map },
  { state: 'table', ready: map, dim: true },
  { state: 'table', ready: '[role=treeitem]', size: phone },
  { state: 'table', ready: map, size: wall },
  { state: 'empty', ready: '.map' },
  { state: 'writing', ready: map },
  { state: 'offline', ready: map },
  { state: 'observers', ready: map },
  { state: 'map-5', ready: map },
  { state: 'map-60', ready: map },
  { state: 'large', ready: map },
  { state: 'map-far', ready: '.world.far' },
  { state: 'map-folded', ready: map },
  { state: 'map-alone', ready: map },
  { state: 'map-search-ar', ready: map, lang: 'ar' },
  { state: 'rtl', ready: map, lang: 'ar' },
  { state: 'notes', ready: '.minutes' },
  { state: 'replay', ready: '.history .card-at' },
  { state: 'watch-wall', ready: 'main', size: wall, dim: true },
  { state: 'watch-table', ready: map },
  { state: 'watch-table', ready: 'main', size: phone },
  { state: 'join-landing', ready: 'main', size: phone },
  { state: 'join-seat', ready: 'main', lang: 'ar', size: phone },
  { state: 'join-cards', ready: 'main' },
  { state: 'seat-seats', ready: 'main', size: phone },
  { state: 'seat-consent-answered', ready: 'main', size: phone },
  { state: 'seat-write', ready: 'main', size: phone },
  { state: 'seat-write-rtl', ready: 'main', lang: 'ar', size: phone },
  { state: 'seat-choose', ready: 'main', size: phone },
  { state: 'seat-ranking', ready: 'main', size: phone },
  { state: 'snapshots-difference', ready: 'main table' },
]
const nameOf = ({ state, lang, size, dim }: Look): string =>
  [state, lang, size?.[0], dim ? 'dim' : undefined].filter((part) => part !== undefined).join('-')

/** Letters as the font has them, on any machine: without the hints and whole pixels of its rasteriser. */
const asDrawn = 'html, html * { text-rendering: geometricPrecision !important }'

/** Waits until nothing moves any more: two pictures in a row are the same. */
async function picture(page: Page): Promise<Picture> {
  await page.addStyleTag({ content: asDrawn })
  let before: Buffer = Buffer.alloc(0)
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await page.evaluate(async () => {
      await document.fonts.ready
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    })
    const now = await page.screenshot()
    if (now.equals(before)) return unpack(page, now, 0.5)
    before = now
  }
  throw new Error('the screen does not come to rest')
}

async function compare(page: Page, name: string, now: Picture): Promise<string | null> {
  const file = `${kept}${name}.webp`
  if (keeps) {
    mkdirSync(kept, { recursive: true })
    // What looks the same stays the same file.
    if (existsSync(file) && difference(await unpack(page, readFileSync(file), 1), now).where === null) return null
    writeFileSync(file, await pack(page, plain(now), 'image/webp'))
    return null
  }
  if (!existsSync(file)) return `${name} was never kept: pnpm looks`
  const before = await unpack(page, readFileSync(file), 1)
  const { where, place, area, picture: red } = difference(before, now)
  if (where === null) return null
  mkdirSync(results, { recursive: true })
  for (const [what, one] of Object.entries({ kept: before, now, difference: red }))
    writeFileSync(`${results}${name}.${what}.png`, await pack(page, one, 'image/png'))
  const at = `${where.w} x ${where.h} px at ${where.x}, ${where.y} (${place.toFixed(0)} levels, ${area.toFixed(0)} over an area)`
  return `${name} looks different: ${at}. See test-results/looks/${name}.{kept,now,difference}.png; if it is meant: pnpm looks`
}

describe.skipIf(!haveBrowser)('looks', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    buildScreens()
    // The same people, words and hour on every run.
    const [server, browser] = await Promise.all([startServer({ seed: 'looks', clock: () => noon }), launch()])
    screens = { server, browser, close: async () => void (await Promise.all([browser.close(), server.close()])) }
    const steady = { reducedMotion: 'reduce', bypassCSP: true, timezoneId: 'UTC', locale: 'en-GB' } as const
    page = await newPage(screens, steady)
    await page.clock.setFixedTime(noon)
    if (!keeps) rmSync(results, { recursive: true, force: true })
  }, 120_000)
  afterAll(() => screens?.close())

  async function open({
    state,
    ready,
    lang = 'en',
    size: [width, height] = [1440, 900],
    dim = false,
  }: Look): Promise<void> {
    await page.setViewportSize({ width, height })
    await gallery(screens, page, state, lang, dim ? '&light=dim' : '')
    await page.locator(ready).first().waitFor({ state: 'attached' })
  }

  it.each(looks.map((look) => [nameOf(look), look] as const))('[MAP16] %s looks as it was kept', async (name, look) => {
    await open(look)
    expect(await compare(page, name, await picture(page))).toBeNull()
    expect(page.failures).toEqual([])
  })

  it('[MAP16] a canvas looks as it was kept', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await sitDown(screens, page, 'facilitator', 6)
    await page.goto(`${screens.server.url}/table/${screens.server.board(6, 3)}`)
    await page.getByRole('tab', { name: 'Canvas' }).click()
    await page.locator('.surface .vision').first().waitFor()
    await page.locator('.light.saved').waitFor()
    expect(await compare(page, 'canvas', await picture(page))).toBeNull()
  })

  it('[MAP16] keeps a picture of each of these and of nothing else, small enough to be cloned', () => {
    const named = [...looks.map(nameOf), 'canvas'].map((name) => `${name}.webp`).toSorted()
    if (keeps) for (const file of readdirSync(kept)) if (!named.includes(file)) rmSync(kept + file)
    expect(readdirSync(kept).toSorted()).toEqual(named)
    const bytes = readdirSync(kept).reduce((sum, file) => sum + readFileSync(kept + file).length, 0)
    expect(bytes).toBeLessThan(1_500_000)
  })

  describe('[MAP16] what counts as a change', () => {
    let before: Picture
    const after = async (tampered: string) => {
      const style = await page.addStyleTag({ content: tampered })
      const now = await picture(page)
      await style.evaluate((one) => one.parentNode?.removeChild(one))
      return difference(before, now).where
    }
    beforeAll(async () => {
      await open({ state: 'table', ready: map })
      before = plain(await picture(page))
    })

    it.each([
      ['nothing', '* {}'],
      ['nothing, once more', '* {}'],
      ['letters drawn a little bolder', '.outline *, .map * { -webkit-text-stroke: 0.12px currentColor }'],
      ['letters a third of a pixel further on', '.wording-of { translate: 0.33px 0.33px }'],
    ])('%s does not', async (_, tampered) => {
      expect(await after(tampered)).toBeNull()
    })

    it.each([
      ['a card moved by 8 px', '.map .card-at:last-of-type { translate: 8px 0 }'],
      ['a row of the outline moved by 8 px', '.row:nth-child(4) { translate: 0 8px }'],
      ['a missing mark', '.row:nth-child(4) .rel { visibility: hidden }'],
      ['another colour for reasons', 'html:root { --support: #1B6B2A }'],
      ['paper a shade darker', 'html:root { --paper: #F4F0E4 }'],
      ['letters of another font', 'html:root { --sans: monospace }'],
      ['smaller letters', '.row .wording-of { font-size: 94% }'],
    ])('%s does', async (_, tampered) => {
      expect(await after(tampered)).not.toBeNull()
    })
  })
})
