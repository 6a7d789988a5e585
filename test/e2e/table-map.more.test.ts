/** Large maps at the table: folded, alone, searched, seen from a corner; by keyboard, and told to who does not see it. */
import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '@playwright/test'
import { fingers, middleOf } from './map-hands.ts'
import { gallery, haveBrowser, newPage, openScreens, outlineTexts, rows, type Screens } from './table-screens.ts'

/** What a person can read on the glass: the smallest letters of the cards in sight, those of positions, and how many. */
const pxOfCards = (page: Page) =>
  page.evaluate(() => {
    const glass = document.querySelector('.map')?.getBoundingClientRect()
    const world = document.querySelector<HTMLElement>('.map .world')
    if (!glass || !world) throw new Error('no map')
    const scale = new DOMMatrix(world.style.transform).a
    let [least, positions, seen, beyond, issue] = [99, 99, 0, -99, false]
    for (const node of document.querySelectorAll<HTMLElement>('.map .node')) {
      const box = node.getBoundingClientRect()
      beyond = Math.max(beyond, box.right - glass.right, glass.left - box.left)
      if (box.bottom < glass.top || box.top > glass.bottom || box.right < glass.left || box.left > glass.right) continue
      seen += 1
      if (node.classList.contains('issue')) issue = true
      for (const one of node.querySelectorAll<HTMLElement>('*')) {
        const says = [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent?.trim() !== '')
        // What only a screen reader hears, and the glyph within a mark, are not read.
        if (!says || one.closest('svg, .away, .g, .rel.bare > span:last-child')) continue
        const px = Number.parseFloat(getComputedStyle(one).fontSize) * scale
        least = Math.min(least, px)
        if (one.matches('.position .text')) positions = Math.min(positions, px)
      }
    }
    return { least, positions, seen, beyond, issue }
  })

describe.skipIf(!haveBrowser)('a large map', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => screens?.close())
  // One story's phone is not the next one's desk.
  beforeEach(() => page.setViewportSize({ width: 1440, height: 900 }))

  const row = (text: string) => rows(page).filter({ hasText: text }).first()
  const card = (name: string) => page.locator(`.map [role=group][aria-label*="${name}"]`)
  const told = (text: string | RegExp) =>
    page.locator('[role=status]', { hasText: text }).first().waitFor({ state: 'attached' })

  it('[MAP17] [MAP18] opens with what can be read: 15 px and more, positions with counts, at three widths', async () => {
    const wide = [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const
    for (const state of ['map-60', 'map-300', 'map-loose'])
      for (const [width, height] of wide) {
        const at = `${state} at ${width}`
        await page.setViewportSize({ width, height })
        await gallery(screens, page, state)
        if (width < 860) await page.locator('.sides').getByText('Map', { exact: true }).click()
        await page.locator('.map .node.position').first().waitFor()
        // Cards are laid out anew once their letters are measured: what is read is what stands then.
        if (state === 'map-loose')
          // A block as wide as the window, not a tower six wide.
          await expect
            .poll(async () => (await pxOfCards(page)).beyond, { message: `${at}: nothing lies beyond the side` })
            .toBeLessThanOrEqual(0)
        const read = await pxOfCards(page)
        console.log(`${at}: smallest ${read.least} px, positions ${read.positions} px, ${read.seen} cards in sight`)
        expect(read.least, at).toBeGreaterThanOrEqual(15)
        expect(read.positions, at).toBe(20)
        expect(read.issue, `${at}: the question is in sight`).toBe(true)
        expect(read.seen, at).toBeGreaterThanOrEqual(2)
        if (state === 'map-loose')
          await page.locator('.map .loose-head', { hasText: '794' }).waitFor({ state: 'attached' })
      }
    await page.setViewportSize({ width: 1440, height: 900 })
    // All of it takes the shape of a window, as large as that can be seen, and no tower of a window's width.
    await gallery(screens, page, 'map-loose')
    await page.locator('.map .node.position').first().waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    const percent = () => page.locator('.map .percent').innerText()
    await expect.poll(async () => Number.parseInt(await percent(), 10)).toBeLessThan(50)
    await expect.poll(async () => Number.parseInt(await percent(), 10)).toBeGreaterThanOrEqual(6)
    expect(page.failures).toEqual([])
  })

  it('[MAP17] counts say what stands beneath, a click shows it, All shows everything, a small map opens whole', async () => {
    await gallery(screens, page, 'map-60')
    const first = card('Line 4, because')
    await first.getByText('reason for').first().waitFor()
    await first.getByText('reasons against').or(first.getByText('reason against')).first().waitFor()
    const before = await page.locator('.map .node').count()
    await first.getByRole('button', { name: /reason/ }).click()
    await expect.poll(() => page.locator('.map .node.argument').count()).toBeGreaterThan(0)
    await expect.poll(() => page.locator('.map .node').count()).toBeGreaterThan(before)
    await page.getByRole('button', { name: 'Positions', exact: true }).click()
    await page.getByRole('button', { name: 'All 60' }).click()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByText('60 entries', { exact: true }).waitFor()
    // Deeper in the outline is deeper on the map: what is chosen there is in sight here.
    await page.getByRole('button', { name: 'Positions', exact: true }).click()
    await row('Nurses come off').locator('.wording-of').click()
    await page.locator('.map .node.selected', { hasText: 'Nurses come off' }).waitFor()
    await gallery(screens, page, 'map-5')
    await page.getByRole('button', { name: 'Show all' }).waitFor()
    await expect.poll(() => page.locator('.map .node').count()).toBe(5)
    expect(page.failures).toEqual([])
  })

  it('[MAP19] a card that was moved keeps the rest in sight, and what is led to stands in the middle', async () => {
    await gallery(screens, page, 'map-5')
    await page.getByRole('button', { name: 'Full size' }).click()
    const last = page.locator('.map [data-card]').last()
    const onto = card('Line 4, because')
    const [from, to] = [await last.boundingBox(), await onto.boundingBox()]
    if (!from || !to) throw new Error('not in sight')
    await page.mouse.move(from.x + 40, from.y + 20)
    await page.mouse.down()
    await page.mouse.move(to.x + 60, to.y + 40, { steps: 8 })
    await page.mouse.up()
    await page.getByRole('menuitem', { name: /Reason for/ }).click()
    await page.locator('.map .on-edge').first().waitFor()
    const window = await page.locator('.map').boundingBox()
    for (const one of await page.locator('.map [data-card]').all()) {
      const box = await one.boundingBox()
      if (!box || !window) throw new Error('not in sight')
      expect(box.x, await one.innerText()).toBeGreaterThanOrEqual(window.x)
      expect(box.x + box.width, await one.innerText()).toBeLessThanOrEqual(window.x + window.width)
      expect(box.y + box.height, await one.innerText()).toBeLessThanOrEqual(window.y + window.height)
    }
    await gallery(screens, page, 'map-300')
    await row('Line 4, because').locator('.no').click()
    await page.keyboard.press('/')
    await page.keyboard.type('market')
    const led = page.locator('.map .node.selected')
    const within = async () => {
      const [box, map] = [await led.boundingBox(), await page.locator('.map').boundingBox()]
      return box && map && box.y >= map.y + 60 && box.y + box.height <= map.y + map.height && box.x >= map.x
    }
    for (let n = 0; n < 3; n += 1) {
      await page.keyboard.press('ArrowDown')
      await expect.poll(within).toBe(true)
    }
  })

  it('[MAP21] + beneath the chosen card opens the kinds; what is dropped on a mark doubts that step, by mouse and touch', async () => {
    await gallery(screens, page, 'table')
    await page.getByRole('button', { name: 'All 14' }).click()
    await page.getByRole('button', { name: 'Show all' }).click()
    await card('The operator answers').click({ position: { x: 30, y: 20 } })
    const add = page.getByRole('button', { name: 'Add beneath 3' })
    await add.waitFor()
    const box = await add.boundingBox()
    expect([box?.width, box?.height]).toEqual([48, 48])
    // Whichever card is chosen, it lies over no other card and over no mark.
    const covered: string[] = []
    for (const one of await page.locator('.map .card').all()) {
      await one.click({ position: { x: 30, y: 12 } })
      covered.push(
        ...(await page.locator('.map .add-beneath .disc').evaluateAll((discs) =>
          discs.flatMap((disc) => {
            const at = disc.getBoundingClientRect()
            const own = document.querySelector('.map .card-at:has(.node.selected)')
            return [...document.querySelectorAll('.map .card-at, .map .on-edge')].flatMap((other) => {
              const to = other.getBoundingClientRect()
              const over = at.left < to.right && to.left < at.right && at.top < to.bottom && to.top < at.bottom
              return other !== own && over ? [`${own?.textContent} over ${other.textContent}`] : []
            })
          }),
        )),
      )
    }
    expect(covered).toEqual([])
    await card('The operator answers').click({ position: { x: 30, y: 20 } })
    await add.click()
    await page.getByRole('menuitem', { name: 'Reason against' }).click()
    await page.keyboard.type('Nobody can be reached at night')
    await page.keyboard.press('Escape')
    await card('Nobody can be reached').waitFor()
    await row('Nobody can be reached').getByText('3.2').waitFor()

    // In hand, every mark that may be doubted shows a ring.
    const mark = (of: string) =>
      card(of).evaluate((one) => {
        const id = one.closest<HTMLElement>('[data-card]')?.dataset['card']
        const glyph = document.querySelector(`.on-edge[data-of="${id}"] .g`)?.getBoundingClientRect()
        return glyph ? { x: glyph.x + glyph.width / 2, y: glyph.y + glyph.height / 2 } : null
      })
    const to = await mark('Only the maker can open')
    const from = await middleOf(card('Nobody can be reached').locator('.text'))
    if (!to) throw new Error('no mark')
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x + 60, to.y, { steps: 6 })
    await expect.poll(() => page.locator('.map .on-edge.open-to').count()).toBeGreaterThan(4)
    expect(await page.locator('.map .on-edge.aimed').count()).toBe(0)
    await page.mouse.move(to.x + 10, to.y + 10, { steps: 3 })
    await page.locator('.map .on-edge.aimed').waitFor()
    await page.mouse.up()
    await row('Nobody can be reached').getByText('1.1.2').waitFor()
    await page.locator('.map .node.undercuts', { hasText: 'Nobody can be reached' }).waitFor()
    await page.keyboard.press('Control+z')
    await row('Nobody can be reached').getByText('3.2').waitFor()

    const held = await newPage(screens, {
      viewport: { width: 1440, height: 900 },
      hasTouch: true,
      reducedMotion: 'reduce',
    })
    await gallery(screens, held, 'table')
    await held.getByRole('button', { name: 'All 14' }).tap()
    await held.getByRole('button', { name: 'Show all' }).tap()
    const boy = held.locator('.map .node', { hasText: 'A boy sat forty minutes' })
    await boy.waitFor()
    const goal = await held.locator('.map .on-edge.attacks, .map .on-edge:has(.attacks)').first().boundingBox()
    if (!goal) throw new Error('no mark')
    const touch = await fingers(held)
    const start = await middleOf(boy.locator('.text'))
    await touch.lift([start.x, start.y], [goal.x + 10, goal.y + 10])
    await held.locator('.map .node.undercuts', { hasText: 'A boy sat forty minutes' }).waitFor()
    expect([page.failures, held.failures]).toEqual([[], []])
    await held.context().close()
  })

  it('[MAP22, TAB34] the map leaves as SVG, PNG and print: all of it, also what is not open, and on one page', async () => {
    // A page of no address: what is read there is no part of the table's own.
    const blank = await page.context().newPage()
    await page.bringToFront()
    for (const [state, lang] of [
      ['table', 'en'],
      ['rtl', 'ar'],
    ] as const) {
      await page.addInitScript(() => Object.assign(globalThis, { print: () => undefined }))
      await gallery(screens, page, state, lang)
      const save = page.locator('.take-map')
      const choose = async (nth: number): Promise<Buffer> => {
        await save.click()
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem').nth(nth).click()])
        // Which of two files may be shown to others is told by its name.
        expect(file.suggestedFilename()).toMatch(nth < 3 ? /-map-words\.(svg|png)$/ : /-map\.(svg|png)$/)
        return readFile(await file.path())
      }
      const svg = (await choose(0)).toString('utf8')
      const told = await blank.evaluate((text) => {
        const read = new DOMParser().parseFromString(text, 'image/svg+xml')
        const whole = read.documentElement
        const texts = [...read.querySelectorAll('text')].map((one) => one.textContent ?? '')
        return { error: read.querySelector('parsererror')?.textContent ?? null, root: whole.tagName, texts }
      }, svg)
      expect(told.error).toBe(null)
      expect(told.root).toBe('svg')
      const all = told.texts.join(' ').replace(/\s+/g, ' ')
      const wordings = await outlineTexts(page)
      expect(wordings.length).toBeGreaterThan(5)
      // Broken into lines: compared without spaces.
      const bare = (text: string) => text.replace(/\s/g, '')
      // A row that somebody else writes in holds its wording twice: once with their caret.
      for (const wording of wordings) expect(bare(all)).toContain(bare(wording).replace(/^(.+)\1$/u, '$1'))
      expect(svg).toContain(lang === 'ar' ? 'Noto Sans Arabic";src:url(data:' : 'Atkinson Next";src:url(data:')
      if (lang === 'ar') expect(svg).toContain('direction="rtl"')
      else {
        expect(all).toContain('Table 3 Brussels · Session 2 of 5 · Trust')
        expect(all).toContain('Signs')
        expect(all).toContain('Une autorisation')
        const without = (await choose(3)).toString('utf8')
        expect(without).not.toContain('Une autorisation')
      }
      const png = await choose(1)
      const painted = await page.evaluate(
        async (bytes) => {
          const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
          const canvas = document.createElement('canvas')
          canvas.width = picture.width
          canvas.height = picture.height
          const pen = canvas.getContext('2d')
          pen?.drawImage(picture, 0, 0)
          const pixels = pen?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray()
          const colours = new Set<number>()
          for (let n = 0; n < pixels.length; n += 404)
            colours.add(((pixels[n] ?? 0) << 16) + ((pixels[n + 1] ?? 0) << 8) + (pixels[n + 2] ?? 0))
          // The question in large letters, in the first tenth: fonts that came too late leave it empty.
          let dark = 0
          for (let n = 0; n < pixels.length / 10; n += 4) if ((pixels[n + 1] ?? 255) < 80) dark += 1
          return { w: picture.width, colours: colours.size, dark: (dark * 40) / pixels.length }
        },
        [...png],
      )
      expect(painted.w).toBeGreaterThan(1_200)
      expect(painted.colours).toBeGreaterThan(20)
      expect(painted.dark, lang).toBeGreaterThan(0.01)
      await save.click()
      await page.getByRole('menuitem').nth(2).click()
      await page.locator('.printed-map svg').waitFor({ state: 'attached' })
      const pdf = await page.pdf({ preferCSSPageSize: true })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
      if (process.env['KEEP_SHEETS'])
        await Promise.all([
          writeFile(`${process.env['KEEP_SHEETS']}/map-${lang}.svg`, svg),
          writeFile(`${process.env['KEEP_SHEETS']}/map-${lang}.png`, png),
          writeFile(`${process.env['KEEP_SHEETS']}/map-${lang}.pdf`, pdf),
        ])
    }
    await blank.close()
    expect(page.failures).toEqual([])
  })

  it('[MAP11] folds by the arrows of a tree, says how many it holds in both, and opens for what is chosen within', async () => {
    await gallery(screens, page, 'table')
    await page.getByRole('button', { name: 'All 14' }).click()
    const all = await rows(page).count()
    await row('The maker of the driving system').locator('.no').click()
    await page.keyboard.press('ArrowLeft')
    await row('The maker of the driving system').getByText('4 beneath').waitFor()
    await expect.poll(() => row('The maker of the driving system').getAttribute('aria-expanded')).toBe('false')
    await expect.poll(() => rows(page).count()).toBe(all - 4)
    await card('The maker of the driving system').getByText('4 beneath').waitFor()
    await expect.poll(() => card('A maker abroad').count()).toBe(0)
    await told('It holds 4 entries')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => rows(page).count()).toBe(all)
    await expect.poll(() => row('The maker of the driving system').getAttribute('aria-expanded')).toBe('true')
    // On the map by its own key and by a tap, and everything by menu.
    await card('The maker of the driving system').focus()
    await page.keyboard.press('.')
    await card('The maker of the driving system').getByRole('button', { name: 'Unfold' }).click()
    await card('A maker abroad').waitFor()
    await row('The maker of the driving system').getByRole('button', { name: 'What to do' }).click()
    await page.getByRole('menuitem', { name: 'More …' }).click()
    await page.getByRole('menuitem', { name: 'Fold the branch (4 entries)' }).click()
    await expect.poll(() => card('A maker abroad').count()).toBe(0)
    // A search finds what lies within, and choosing it opens the branch.
    await page.keyboard.press('/')
    await page.keyboard.type('abroad')
    await page.getByRole('option', { name: /A maker abroad/ }).waitFor()
    await page.keyboard.press('Enter')
    await card('A maker abroad').waitFor()
    await expect.poll(() => row('A maker abroad').getAttribute('aria-selected')).toBe('true')
    expect(page.failures).toEqual([])
  })

  it('[MAP12] one branch alone by key, in outline and map; Escape and the way back show all again', async () => {
    await gallery(screens, page, 'table')
    const all = await rows(page).count()
    await row('The city that licensed').locator('.no').click()
    await page.keyboard.press('Alt+Enter')
    await expect.poll(() => rows(page).count()).toBe(4)
    await expect.poll(() => page.locator('.map .card-at').count()).toBe(4)
    await told('This branch alone: 4 entries')
    const way = page.locator('.map').getByRole('navigation', { name: 'Where this branch stands' })
    await expect.poll(() => way.getByRole('listitem').count()).toBe(2)
    await page.keyboard.press('Escape')
    await expect.poll(() => rows(page).count()).toBe(all)
    await told('The whole map')
    await card('The city that licensed').focus()
    await page.keyboard.press('Alt+Enter')
    await way.getByRole('button', { name: 'Whole map' }).click()
    await expect.poll(() => rows(page).count()).toBe(all)
  })

  it('[MAP13] a search is a field and a list: arrows choose, the map follows, Escape gives the focus back', async () => {
    await gallery(screens, page, 'large')
    await page.locator('.map .card-at').first().waitFor()
    await rows(page).first().focus()
    await page.keyboard.press('Control+f')
    const field = page.getByRole('combobox', { name: /Search/ })
    await field.fill('line 499')
    await page.getByText('1 entry found').waitFor()
    await page.keyboard.press('ArrowDown')
    await card('Line 499').waitFor()
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    await expect
      .poll(() => page.getByRole('listbox', { name: 'Search' }).getByRole('option', { selected: true }).count())
      .toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('combobox', { name: /Search/ }).count()).toBe(0)
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem')
  })

  it('[MAP7] what somebody else adds moves nothing on the glass', async () => {
    // Every three seconds an entry comes from the table next door.
    await gallery(screens, page, 'map-60', 'en', '&live')
    await card('The night line first').waitFor()
    const onTheGlass = () =>
      page.locator('.map').evaluate((map) => {
        const glass = map.getBoundingClientRect()
        return [...map.querySelectorAll<HTMLElement>('[data-card]')].flatMap((one): [string, number, number][] => {
          const { x, y, right, bottom } = one.getBoundingClientRect()
          const seen = right > glass.x && x < glass.right && bottom > glass.y && y < glass.bottom
          return seen ? [[one.dataset['card'] ?? '', Math.round(x), Math.round(y)]] : []
        })
      })
    const others = rows(page).filter({ hasText: 'What the table next door said, 1' })
    const before = await onTheGlass()
    expect(before.length).toBeGreaterThan(5)
    expect(await others.count(), 'it came before anybody looked').toBe(0)
    await others.first().waitFor({ state: 'attached' })
    const after = new Map((await onTheGlass()).map(([id, x, y]) => [id, [x, y]]))
    expect(Object.fromEntries(before.map(([id]) => [id, after.get(id)]))).toEqual(
      Object.fromEntries(before.map(([id, x, y]) => [id, [x, y]])),
    )
    expect(page.failures).toEqual([])
  })

  it('[MAP11] [MAP14] a finger folds and unfolds, and moves the window, on a phone', async () => {
    const held = await newPage(screens, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
    })
    await gallery(screens, held, 'map-60')
    const position = held.locator('.map [role=group][aria-label*="The night line first"]')
    const outlined = rows(held).filter({ hasText: 'The night line first' }).first()
    await outlined.getByRole('button', { name: 'What to do' }).tap()
    await held.getByRole('menuitem', { name: 'More …' }).tap()
    await held.getByRole('menuitem', { name: 'Fold the branch (17 entries)' }).tap()
    await outlined.getByText('17 beneath').waitFor()
    await outlined.getByText('The night line first').tap()
    await held.locator('.sides').getByText('Map', { exact: true }).tap()
    await position.getByText('17 beneath').waitFor()
    await position.getByRole('button', { name: 'Unfold' }).tap()
    await expect.poll(() => position.getByText('17 beneath').count()).toBe(0)
    const world = () => held.locator('.map .world').evaluate((one) => (one as HTMLElement).style.transform)
    const before = await world()
    await held.getByRole('button', { name: 'Overview' }).tap({ position: { x: 10, y: 30 } })
    await expect.poll(world).not.toBe(before)
    // Nothing that a finger meets here is smaller than a finger.
    const small = await held.locator('.map .tools button, .minimap button').evaluateAll((all) =>
      all.flatMap((one) => {
        const { width, height } = one.getBoundingClientRect()
        return width < 44 || height < 44 ? `${one.getAttribute('aria-label')} ${width} x ${height}` : []
      }),
    )
    expect(small).toEqual([])
    expect(held.failures).toEqual([])
    await held.context().close()
  })
})
