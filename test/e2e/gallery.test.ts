/** Every screen and state of the gallery: nothing for axe to find, nothing wider than its window, nothing drawn in vain. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { violations } from '../support/axe.ts'
import { inSight } from '../support/pages.ts'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

const ofTable = [
  'parts',
  'table',
  'empty',
  'large',
  'map-5',
  'map-60',
  'map-2000',
  'map-folded',
  'map-alone',
  'map-search',
  'map-search-ar',
  'map-far',
  'cyclic',
  'rtl',
  'offline',
  'offline-http',
  'refused',
  'storage-down',
  'saving',
  'curtain',
  'held',
  'moved',
  'barred',
  'over-time',
  'citizen',
  'citizen-writes',
  'writing',
  'hidden',
  'notes',
  'notes-empty',
  'notes-rtl',
  'notes-carets',
  'notes-reading',
  'notes-offline',
  'canvas',
  'canvas-empty',
  'canvas-placement',
  'canvas-day',
  'canvas-photo',
  'canvas-list',
  'canvas-list-empty',
  'canvas-guest',
  'canvas-rtl',
  'canvas-offline',
  'canvas-2000',
  'observers',
  'observers-paused',
  'observers-offline',
  'observers-refused',
  'voices-empty',
  'voices-waiting',
  'voices-read',
  'voices-writing-open',
  'voices-writing-closed',
  'voices-open-dialog',
  'voices-close-dialog',
  'voices-reveal-dialog',
  'voices-revealed',
  'voices-place',
  'voices-map',
  'voices-open',
  'voices-results',
  'voices-results-few',
  'voices-conflict',
  'voices-seats',
  'voices-offline',
  'voices-arabic',
  'voices-arabic-revealed',
  'voices-refused',
  'paper-id',
  'paper-vote',
  'paper-by-hand',
  'paper-waits',
  'paper-consent',
  'paper-writing',
  'paper-sealed',
  'paper-arabic',
  'replay',
  'replay-notes',
  'replay-rtl',
  'replay-reading',
  'replay-empty',
  'replay-failed',
]
const ofTheJournal = ['journal', 'journal-found-none', 'journal-empty', 'journal-failed']
const ofObservers = [
  'watch-wall',
  'watch-wall-quiet',
  'watch-wall-offline',
  'watch-wall-result',
  'watch-wall-result-ways',
  'watch-wall-result-scale',
  'watch-wall-result-dots',
  'watch-results',
  'watch-results-none',
  'watch-table-results',
  'watch-table',
  'watch-table-notes',
  'watch-table-canvas',
  'watch-table-canvas-rtl',
  'watch-table-delayed',
  'watch-table-rtl',
  'watch-table-empty',
  'watch-table-paused',
  'watch-table-curtain',
  'watch-table-no-consent',
  'watch-table-offline',
  'watch-nothing',
  'watch-loading',
  'watch-offline',
]
const ofTheWayIn = [
  'join-landing',
  'join-code-wrong',
  'join-opening',
  'join-link-gone',
  'join-offline',
  'join-seat',
  'join-cards',
  'join-cards-print',
  'join-cards-recovery',
  'join-cards-closed',
]
const ofTheSeat = [
  'seat-language',
  'seat-seats',
  'seat-seats-taken',
  'seat-consent',
  'seat-consent-answered',
  'seat-consent-no',
  'seat-declined',
  'seat-door-offline',
  'seat-listen',
  'seat-list',
  'seat-offline',
  'seat-write',
  'seat-write-empty',
  'seat-write-anonymous',
  'seat-write-rtl',
  'seat-write-away',
  'seat-write-closed-unsent',
  'seat-write-revealed',
  'seat-agree',
  'seat-choose',
  'seat-single',
  'seat-ranking',
  'seat-scale',
  'seat-placement',
  'seat-placement-empty',
  'seat-number',
  'seat-text',
  'seat-several',
  'seat-review',
  'seat-sent',
  'seat-vote-closed',
  'seat-my-consent',
  'seat-moved',
  'seat-ended',
]
const ofSnapshots = [
  'snapshots-empty',
  'snapshots-taking',
  'snapshots-same',
  'snapshots-difference',
  'snapshots-answers',
  'snapshots-trouble',
  'snapshots-offline',
  'snapshots-file-read',
  'snapshots-file-found',
  'snapshots-file-put',
  'snapshots-file-refused',
]
const all = [...ofTable, ...ofObservers, ...ofTheWayIn, ...ofTheSeat, ...ofSnapshots, ...ofTheJournal]
const withMap = (state: string) =>
  (ofTable.includes(state) &&
    !['parts', 'empty', 'map-far'].includes(state) &&
    !/notes|canvas|voices-(?!map|refused)|paper/.test(state)) ||
  (state.startsWith('watch-table') && !/empty|curtain|consent|canvas|notes|results/.test(state))

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

  /** Arabic and a phone change the layout, not the parts: their own states again, and a few of the others. */
  const looks = [
    ...all.map((state) => [state, 'en', ofTheSeat.includes(state) ? 360 : 1440, 'day'] as const),
    ...[
      'parts',
      'rtl',
      'notes-rtl',
      'canvas-rtl',
      'writing',
      'observers',
      'watch-wall',
      'watch-wall-result-ways',
      'watch-results',
      'watch-table-rtl',
      'join-seat',
      'voices-arabic',
      'voices-arabic-revealed',
    ].map((state) => [state, 'ar', 1440, 'day'] as const),
    ...['seat-consent', 'seat-write-rtl', 'seat-choose', 'seat-ranking', 'seat-placement'].map(
      (state) => [state, 'ar', 360, 'day'] as const,
    ),
    ...['seat-choose', 'seat-write'].map((state) => [state, 'en', 360, 'dim'] as const),
    ...[
      'table',
      'empty',
      'refused',
      'notes',
      'canvas',
      'observers',
      'watch-wall',
      'watch-results',
      'watch-table-results',
      'join-cards-recovery',
      'voices-revealed',
      'voices-results',
      'voices-place',
    ].map((state) => [state, 'en', 360, 'day'] as const),
    ...[
      'parts',
      'table',
      'canvas',
      'observers',
      'watch-wall',
      'watch-table-curtain',
      'join-code-wrong',
      'snapshots-difference',
    ].map((state) => [state, 'en', 1440, 'dim'] as const),
  ]
  it.each(looks)('[UI1] axe finds nothing on %s (%s, %i px, %s)', async (state, lang, width, light) => {
    await page.setViewportSize({ width, height: 900 })
    await gallery(screens, page, state, lang, light === 'dim' ? '&light=dim' : '')
    if (width > 800 && withMap(state)) await inSight(page, '.map .card-at')
    if (state.startsWith('voices') && !['voices-map', 'voices-refused'].includes(state))
      await inSight(page, '.voices-in .round, .voices-none')
    if (state.startsWith('notes')) await inSight(page, '.minutes')
    if (state.startsWith('canvas'))
      await inSight(page, state.includes('list') || width < 860 ? '.canvas-list' : '.surface .tl-canvas')
    // 500 rows are one row 500 times; a minute of looking at them finds nothing that the first 20 do not show.
    const many = state === 'large' || state.startsWith('map-')
    // A full canvas has 32,000 elements; axe walks through what it is to leave out as well.
    if (state === 'canvas-2000')
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('.surface .tl-shape:nth-child(n + 20)')) one.remove()
      })
    expect(await violations(page, many ? '.tree .row:nth-child(n + 20)' : undefined)).toEqual([])
    expect(page.failures).toEqual([])
  })

  it('[PHN10] no state of a citizen’s phone is wider than 320 px, in the longest words and from right to left', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    const wide: string[] = []
    for (const [lang, states] of [
      ['de', ofTheSeat],
      [
        'ar',
        ['seat-consent', 'seat-list', 'seat-write-rtl', 'seat-choose', 'seat-ranking', 'seat-placement', 'seat-review'],
      ],
    ] as const)
      for (const state of states) {
        await gallery(screens, page, state, lang)
        const out = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (out > 0) wide.push(`${state} ${lang}: ${out} px`)
      }
    expect(wide).toEqual([])
  })

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

  it('[OBS4] hides an entry, shows it again, and says when a change was not taken', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await gallery(screens, page, 'hidden')
    const marked = page.locator('[role=treeitem] .unseen')
    await expect.poll(() => marked.count()).toBe(2)
    await page
      .locator('[role=treeitem]', { hasText: 'A maker abroad' })
      .getByRole('button', { name: 'What to do' })
      .click()
    await page.getByRole('menuitem', { name: 'Hide from observers' }).click()
    await expect.poll(() => marked.count()).toBe(3)
    await page.getByRole('button', { name: 'Observers', exact: true }).click()
    await page.getByRole('button', { name: 'Show again: 1.2', exact: true }).click()
    await page.getByText('Saved, and in effect.').waitFor()
    await expect.poll(() => marked.count()).toBe(2)
    await gallery(screens, page, 'observers-refused')
    await page.getByLabel('Paused: what they saw last stands still').click()
    await page.getByText('That was not saved. All is set as before.').waitFor()
    expect(await page.getByLabel('Open: they follow the table').isChecked()).toBe(true)
    await gallery(screens, page, 'citizen')
    expect(await page.getByRole('button', { name: 'Observers' }).count()).toBe(0)
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
    expect(await page.locator('.fig').count()).toBeGreaterThan(6)
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
    expect(figures).toContain('not said')
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
    // Whoever does not see it is told how many there are, drawn or not.
    expect(await page.locator('[role=treeitem][aria-level="2"]').first().getAttribute('aria-setsize')).toBe('13')
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
