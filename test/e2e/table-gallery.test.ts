/** Every screen and state of the gallery: nothing for axe to find, nothing wider than its window, nothing drawn in vain. */
import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

const states = ['parts', 'table', 'empty', 'large', 'cyclic', 'rtl', 'offline', 'offline-http', 'refused', 'storage-down', 'saving', 'curtain', 'held', 'moved', 'barred', 'over-time', 'citizen', 'citizen-writes', 'writing']

describe.skipIf(!haveBrowser)('the gallery', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  /** Arabic and a phone change the layout, not the parts: their own states again, and a few of the others. */
  const looks = [
    ...states.map((state) => [state, 'en', 1440] as const),
    ...['parts', 'rtl', 'offline', 'writing'].map((state) => [state, 'ar', 1440] as const),
    ...['table', 'empty', 'refused', 'held'].map((state) => [state, 'en', 360] as const),
  ]
  it.each(looks)('[UI1] axe finds nothing on %s (%s, %i px)', async (state, lang, width) => {
    const context = await screens.browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await gallery(screens, page, state, lang)
    if (width > 800 && !['parts', 'empty'].includes(state)) await page.locator('.map .card-at').first().waitFor()
    const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // 500 rows are one row 500 times; a minute of looking at them finds nothing that the first 20 do not show.
    if (state === 'large') axe.exclude('.tree .row:nth-child(n + 20)')
    const { violations } = await axe.analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([])
    await context.close()
  })

  it('[UI2] no state is wider than its window, from 320 px to a wall, in any language', async () => {
    const wide: string[] = []
    for (const width of [320, 768, 1024, 1920]) {
      const context = await screens.browser.newContext({ viewport: { width, height: 800 } })
      const page = await context.newPage()
      for (const lang of ['en', 'fr', 'de', 'es', 'ar']) {
        for (const state of lang === 'de' || lang === 'ar' ? ['table', 'storage-down', 'held', 'writing'] : ['table', 'storage-down']) {
          await gallery(screens, page, state, lang)
          const out = await page.evaluate(() => {
            const limit = innerWidth + 1
            const past = [...document.querySelectorAll('main *')].filter((element) => {
              if (element.closest('.map, .entries, [aria-hidden=true], .away, .programme')) return false
              const { right, left, width: w } = element.getBoundingClientRect()
              return w > 0 && (right > limit || left < -1)
            })
            return past.map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 30)}`)
          })
          if (out.length > 0) wide.push(`${width} ${lang} ${state}: ${out[0]}`)
        }
      }
      await context.close()
    }
    expect(wide).toEqual([])
  })

  it('[MAP4] of a large map only the cards near the window are in the document', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'large')
    await page.locator('.map .card-at').first().waitFor()
    expect(await rowsAndCards(page)).toMatchObject({ rows: 500 })
    expect((await rowsAndCards(page)).cards).toBeLessThan(80)
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('.world.far').waitFor({ state: 'attached' })
    expect(page.failures).toEqual([])
    await page.close()
  })
})

const rowsAndCards = async (page: { evaluate<T>(run: () => T): Promise<T> }) =>
  page.evaluate(() => ({ rows: document.querySelectorAll('[role=treeitem]').length, cards: document.querySelectorAll('.map .card-at').length }))
