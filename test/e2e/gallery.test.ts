/**
 * States of the gallery open and fail nowhere; nothing is wider than its window, nothing drawn in vain. Chance picks which
 * are opened here and which few axe looks at; `gallery.more.test.ts` does it with more of them, `pnpm test:looks` with all.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { inSight } from '../support/pages.ts'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'
import { picked, seedOfLooks } from './gallery-picked.ts'
import { all, fails, firstOf, looksAtTables, looksClean } from './gallery-states.ts'

describe.skipIf(!haveBrowser)('the gallery', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  /** One page for all: opening a context for each look takes longer than looking. */
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 60_000)

  it('names every state that there is', async () => {
    await page.goto(`${screens.server.url}/gallery.html`)
    const named = await page.locator('.gallery section').first().locator('a').allTextContents()
    expect(named.toSorted()).toEqual(all.toSorted())
  })

  it('[UI1] states that chance picks open and fail nowhere', async () => {
    expect(await fails(screens, page, picked(firstOf(looksAtTables), 16))).toEqual([])
  })

  console.log(`gallery: looks picked by LOOK_SEED=${seedOfLooks}`)
  it.each(picked(looksAtTables, 3))('[UI1] axe finds nothing on %s (%s, %i px, %s)', (...look) =>
    looksClean(screens, page, look),
  )

  it('[UI2] no state is wider than its window, from 320 px to a wall, in any language', async () => {
    const wide: string[] = []
    // Opened narrow and drawn wide: a window that grows asks no less of a screen than one that was opened so.
    for (const lang of ['en', 'fr', 'de', 'es', 'ar']) {
      for (const state of lang === 'de' || lang === 'ar'
        ? ['table', 'storage-down', 'held', 'writing', 'hidden']
        : ['table', 'storage-down']) {
        await page.setViewportSize({ width: 320, height: 800 })
        await gallery(screens, page, state, lang)
        for (const width of [320, 768, 1024, 1920]) {
          await page.setViewportSize({ width, height: 800 })
          const out = await page.evaluate(async () => {
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
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
    }
    expect(wide).toEqual([])
  })

  it('[OBS4, RULE9] hides an entry, shows it again, says when a change was not taken, and what the dialogue opens to nobody', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await gallery(screens, page, 'hidden')
    const marked = page.locator('[role=treeitem] .unseen')
    await expect.poll(() => marked.count()).toBe(2)
    await page
      .locator('[role=treeitem]', { hasText: 'A maker abroad' })
      .getByRole('button', { name: 'What to do' })
      .click()
    await page.getByRole('menuitem', { name: 'More …' }).click()
    await page.getByRole('menuitem', { name: 'Hide from observers' }).click()
    await expect.poll(() => marked.count()).toBe(3)
    await page.getByRole('button', { name: 'Observers', exact: true }).click()
    await page.getByRole('button', { name: 'Show again: 1.2', exact: true }).click()
    await page.getByText('Saved, and in effect.').waitFor()
    await expect.poll(() => marked.count()).toBe(2)
    await gallery(screens, page, 'observers-ceiling')
    const words = page.getByRole('group', { name: 'What is shown' }).getByRole('radio', { disabled: true })
    await words.waitFor()
    await expect
      .poll(() => words.evaluate((one) => one.closest('label')?.innerText))
      .toContain('This dialogue does not open this')
    await expect.poll(() => page.getByLabel('Delay').locator('option').first().innerText()).toBe('2 minutes')
    await gallery(screens, page, 'observers-refused')
    await page.getByLabel('Paused: what they saw last stays as it is').click()
    await page.getByText('That was not saved. Everything is as before.').waitFor()
    await expect.poll(() => page.getByLabel('Open: they follow the table').isChecked()).toBe(true)
    await gallery(screens, page, 'citizen')
    // Who looks through observers' eyes and sets nothing (OBS5).
    await expect.poll(() => page.getByRole('button', { name: 'Observers' }).count()).toBe(1)
  })

  it('[TVO8] a figure says unit and base before its numbers, why a count is missing, and chosen from rejected by pattern', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await gallery(screens, page, 'voices-results')
    await inSight(page, '.fig table')
    const without = await page
      .locator('.fig')
      .evaluateAll((figures) =>
        figures.flatMap((figure) =>
          /\d+\s?%/.test(figure.querySelector('table')?.textContent ?? '') &&
          !/^of \d+ (people|answers|tables?)\b/.test(figure.querySelector('.unit')?.textContent ?? '')
            ? [figure.textContent]
            : [],
        ),
      )
    expect(without).toEqual([])
    await expect.poll(() => page.locator('.fig').count()).toBeGreaterThan(6)
    const fills = (side: string) =>
      page
        .locator(`.ways td.${side} rect[width]`)
        .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('class')))])
    expect(await fills('against')).toContain('hatched')
    expect(await fills('for')).toEqual(['solid'])
    await gallery(screens, page, 'voices-results-few')
    await inSight(page, '.fig .fewer')
    const figures = await page.locator('.figures').innerText()
    expect(figures).toContain('fewer than 5')
    expect(figures).toContain('not shown')
    expect(figures).toContain('a number below 5 could be worked out')
    await gallery(screens, page, 'voices-refused')
    await page.locator('.why').getByText('A vote on this wording is open, so it stays as it is.').waitFor()
  })

  it('[MAP4] of a large map only the cards and rows near the window are in the document, and none from afar', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'large')
    await page.locator('.map .card-at').first().waitFor()
    const near = await rowsAndCards(page)
    expect(near.cards).toBeLessThan(80)
    expect(near.rows).toBeLessThan(120)
    // Anyone who does not see it is told how many there are, drawn or not.
    await expect
      .poll(() => page.locator('[role=treeitem][aria-level="2"]').first().getAttribute('aria-setsize'))
      .toBe('13')
    await page.getByRole('button', { name: 'All 500' }).click()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('.world.far').waitFor({ state: 'attached' })
    expect((await rowsAndCards(page)).cards).toBeLessThan(3)
    expect(page.failures).toEqual([])
    await page.close()
  })
})

const rowsAndCards = async (page: { evaluate<T>(run: () => T): Promise<T> }) =>
  page.evaluate(() => ({
    rows: document.querySelectorAll('[role=treeitem]').length,
    cards: document.querySelectorAll('.map .card-at').length,
  }))
