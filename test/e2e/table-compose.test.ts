/** What is said, typed with an on-screen keyboard, on a tablet and on a phone: what of the table is in sight, in pixels. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gallery, haveBrowser, newPage, openScreens, rows, sitDown, type Screens } from './table-screens.ts'

const finger: BrowserContextOptions = { hasTouch: true, isMobile: true, reducedMotion: 'reduce' }

/** What is wholly in sight within the first `height` pixels: rows of the outline by number, and parts by selector. */
const inSightOf = (page: Page, parts: Readonly<Record<string, string>>, height?: number) =>
  page.evaluate(
    ([named, least]) => {
      const floor = least ?? innerHeight
      const whole = (element: Element | null, box = { top: 0, bottom: floor }): boolean => {
        if (element === null || !element.checkVisibility({ visibilityProperty: true })) return false
        const { top, bottom, left, right, width } = element.getBoundingClientRect()
        return (
          width > 0 && top >= box.top - 0.5 && bottom <= box.bottom + 0.5 && left >= -0.5 && right <= innerWidth + 0.5
        )
      }
      const list = document.querySelector('.entries')?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
      return {
        rows: [...document.querySelectorAll('[role=treeitem]')]
          .filter((row) => whole(row) && whole(row, list))
          .map((row) => row.querySelector('.no')?.textContent ?? ''),
        parts: Object.entries(named)
          .filter(([, selector]) => [...document.querySelectorAll(selector)].slice(0, 2).some((one) => whole(one)))
          .map(([name]) => name),
      }
    },
    [parts, height] as const,
  )

const composer = {
  field: '.say textarea',
  add: '.say button[type=submit]',
  'seat 1': '.say .seat',
  nobody: '.say .seat.none',
  clock: '.clock b',
  light: '.light',
}
const rest = { tabs: '[role=tablist], nav.sides', curtain: 'button.curtain' } as const

describe.skipIf(!haveBrowser)('the table under a keyboard', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it.each([
    [1024, 768, 400, 'en'],
    [390, 844, 510, 'en'],
    [390, 844, 510, 'de'],
    [1024, 768, 400, 'ar'],
  ] as const)(
    '[TAB21] %i wide, %i and under a keyboard %i high (%s): three rows, the composer and Add are in sight',
    async (width, tall, short, lang) => {
      const page = await newPage(screens, { ...finger, viewport: { width, height: tall } })
      await gallery(screens, page, lang === 'ar' ? 'rtl' : 'table', lang)
      const mine = lang === 'ar' ? rows(page).nth(3) : rows(page).filter({ hasText: 'People want a face' })
      const number = (await mine.locator('.no').textContent()) ?? ''
      await mine.locator('.no').tap()
      await page.locator('.say textarea').tap()
      await page.setViewportSize({ width, height: short })
      const seen = () => inSightOf(page, composer)
      await expect.poll(async () => (await seen()).parts).toEqual(Object.keys(composer))
      await expect.poll(async () => (await seen()).rows.length).toBeGreaterThanOrEqual(3)
      await expect.poll(async () => (await seen()).rows).toContain(number)
      const top = () => page.locator('.entries').evaluate((one) => one.getBoundingClientRect().top)
      await expect.poll(top).toBeLessThanOrEqual(56)
      const head = await top()
      console.log(`${width} x ${short} ${lang}: head ${head} px, rows ${(await seen()).rows.join(' ')}`)
      // A seat, then on in the same field: the keyboard stays, and so does all this.
      await page.locator('.say .seat').nth(3).tap()
      await page.keyboard.type('Chez nous on connaît le chauffeur par son prénom, et c’est lui qui attend ma mère.')
      await expect.poll(() => page.locator('.say textarea').inputValue()).toContain('qui attend ma mère')
      await expect.poll(async () => (await seen()).parts).toEqual(Object.keys(composer))
      if (number !== '') await expect.poll(() => page.locator('.say button[type=submit]').innerText()).toContain(number)
      await page.locator('.say button[type=submit]').tap()
      await expect.poll(() => page.locator('.say textarea').inputValue()).toBe('')
      await page.setViewportSize({ width, height: tall })
      await page.evaluate(() => (document.activeElement as HTMLElement).blur())
      await expect.poll(async () => (await inSightOf(page, rest)).parts).toEqual(Object.keys(rest))
      expect(page.failures).toEqual([])
      await page.context().close()
    },
  )

  it('[TAB21] where the keyboard lies over the page, as on an iPhone, nothing of all that is beneath it', async () => {
    const page = await newPage(screens, { ...finger, viewport: { width: 390, height: 844 } })
    await gallery(screens, page, 'table')
    await page.locator('.say textarea').tap()
    // The page stays as high as it was; only what can be seen of it shrinks, and is scrolled to the field.
    await page.evaluate(() => {
      Object.defineProperties(window.visualViewport ?? {}, {
        height: { get: () => 510, configurable: true },
        offsetTop: { get: () => 120, configurable: true },
      })
      window.visualViewport?.dispatchEvent(new Event('resize'))
    })
    const seen = () =>
      page.evaluate(() => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
        return [box('.clock b')?.top ?? 0, box('.say button[type=submit]')?.bottom ?? 9_999]
      })
    await expect.poll(async () => (await seen())[1]).toBeLessThanOrEqual(630)
    expect((await seen())[0]).toBeGreaterThanOrEqual(120)
    expect((await inSightOf(page, {}, 630)).rows.length).toBeGreaterThanOrEqual(3)
    await page.context().close()
  })

  it.each(['en', 'de', 'fr', 'es', 'ar'])(
    '[TAB22] a phone has its first entry within 200 px, and curtain, light and question before it (%s)',
    async (lang) => {
      const page = await newPage(screens, { ...finger, viewport: { width: 390, height: 844 } })
      await gallery(screens, page, 'voices-map', lang)
      await page.locator('nav.sides button').first().tap()
      await rows(page).first().waitFor()
      const first = await rows(page)
        .first()
        .evaluate((one) => one.getBoundingClientRect().top)
      console.log(`390 x 844 ${lang}: first entry at ${first} px`)
      expect(first).toBeLessThanOrEqual(200)
      expect(
        (await inSightOf(page, { ...rest, light: '.light', clock: '.clock b', question: '.top h1' })).parts.length,
      ).toBe(5)
      // All names of the tabs stand in one row, whole.
      const clipped = await page.locator('nav.sides button').evaluateAll((all) =>
        all.flatMap((one) => {
          const { left, right, height } = one.getBoundingClientRect()
          return left < 0 || right > innerWidth || height < 44 ? [one.textContent] : []
        }),
      )
      expect(clipped).toEqual([])
      // The question opens, with whatever else the head holds.
      await page.locator('.top .unfold').tap()
      await page.locator('.bar .observers').waitFor()
      await page.locator('.bar .tongue').waitFor()
      await expect
        .poll(() => page.locator('.top h1').evaluate((one) => one.scrollWidth <= one.clientWidth + 1))
        .toBe(true)
      expect(page.failures).toEqual([])
      await page.context().close()
    },
  )

  it('[TAB23] at 1024 px tabs, light and curtain stand in one row, whole, in every language', async () => {
    const page = await newPage(screens, { viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' })
    const amiss: string[] = []
    for (const lang of ['en', 'fr', 'de', 'es', 'ar']) {
      await gallery(screens, page, 'voices-map', lang)
      const out = await page.locator('main > .bar').evaluate((bar) => {
        const box = bar.getBoundingClientRect()
        const parts = [...bar.querySelectorAll('[role=tab], .light, .btn, .curtain, .bell')]
        return [
          ...(box.height > 58 ? [`${box.height} px high`] : []),
          ...parts.flatMap((one) => {
            const { left, right, width } = one.getBoundingClientRect()
            return width > 0 && (left < box.left || right > box.right) ? [one.textContent ?? ''] : []
          }),
        ]
      })
      if (out.length > 0) amiss.push(`${lang}: ${out.join(', ')}`)
    }
    expect(amiss).toEqual([])
    expect(page.failures).toEqual([])
    await page.context().close()
  })

  it('[TAB24] the seat stands large beside the words, goes with them, and is let go after 90 s without any', async () => {
    const page = await newPage(screens)
    await page.clock.install()
    await gallery(screens, page, 'table')
    await rows(page).filter({ hasText: 'People want a face' }).focus()
    const says = page.locator('.say .speaker b')
    await page.getByRole('radio', { name: 'Seat 4' }).click()
    await expect.poll(() => says.innerText()).toBe('Seat 4 says')
    await expect.poll(() => says.evaluate((one) => getComputedStyle(one).fontSize)).toBe('26px')
    await expect.poll(() => page.locator('.say .speaker .mark-table .on').count()).toBe(1)
    await expect.poll(() => page.locator('.say .speaker').innerText()).toContain('under 3.1')
    const seats = await page
      .locator('.say .seat')
      .evaluateAll((all) =>
        all.map((one) => [
          one.textContent,
          one.getBoundingClientRect().height >= 44 && one.getBoundingClientRect().width >= 44,
        ]),
      )
    expect(seats.map(([, large]) => large)).toEqual(seats.map(() => true))
    expect(seats.at(-1)?.[0]).toBe('no seat')
    await page.locator('.say textarea').fill('I know the driver')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('.quote', { hasText: 'I know the driver' }).first().waitFor()
    await expect.poll(() => says.innerText()).toBe('Somebody says')
    // Chosen again, and nothing comes of it; with a text in the field it stays for as long as that takes.
    await page.getByRole('radio', { name: 'Seat 2' }).click()
    await page.clock.fastForward(89_000)
    await expect.poll(() => says.innerText()).toBe('Seat 2 says')
    await page.clock.fastForward(1_500)
    await expect.poll(() => says.innerText()).toBe('Somebody says')
    await page.getByRole('radio', { name: 'Seat 2' }).click()
    await page.locator('.say textarea').fill('And who')
    await page.clock.fastForward(200_000)
    await expect.poll(() => says.innerText()).toBe('Seat 2 says')
    expect(page.failures).toEqual([])
    await page.context().close()
  })

  it('[TAB31] an entry that no seat said is the table’s wording and counts as nobody’s words, and *Add* says which before', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'table')
    const says = page.locator('.say .speaker b')
    const becomes = page.locator('.say .target')
    const add = async (text: string) => {
      await page.locator('.say textarea').fill(text)
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      const row = rows(page).filter({ hasText: text })
      await row.waitFor()
      return page.locator('.map .card', { hasText: text })
    }
    await rows(page).first().focus()
    await page.locator('.say textarea').focus()
    await expect
      .poll(async () => [await says.innerText(), await becomes.innerText()])
      .toEqual(['The table writes', 'New: Position, in the table’s words. Nobody is quoted.'])
    expect(await page.getByLabel('How it got here').count()).toBe(0)
    await expect.poll(() => page.locator('.say .to').innerText()).toBe('under the issue')
    const table = await add('Whoever sells the ticket')
    await table.waitFor()
    expect(await table.getByRole('button', { name: /people?.s words/ }).count()).toBe(0)
    await page.getByRole('radio', { name: 'Seat 2' }).click()
    await expect
      .poll(async () => [await says.innerText(), await becomes.innerText()])
      .toEqual(['Seat 2 says', 'New: Position, and beneath it what seat 2 said.'])
    const person = await add('Nobody, it is fate')
    await person.waitFor()
    await expect.poll(() => person.innerText()).toContain('1 person’s words')
    // One choice says where it goes and what it is there.
    await person.click({ position: { x: 30, y: 12 } })
    await page.locator('.say textarea').focus()
    await expect.poll(() => becomes.innerText()).toContain('Words for 5')
    await page.getByLabel('Where it goes').selectOption({ label: 'Reason against' })
    await expect.poll(() => becomes.innerText()).toBe('New: Reason against, in the table’s words. Nobody is quoted.')
    await add('Fate sells no tickets')
    await rows(page).filter({ hasText: 'Fate sells' }).getByText('5.1').waitFor()
    expect(page.failures).toEqual([])
    await page.context().close()
  })

  it('[TAB28, TAB29, TAB32, TAB33] a half-typed sentence is there again after a reload, each tab’s own; a language goes with its seat, and what is in sight with the address', async () => {
    const page = await newPage(screens)
    const address = screens.server.url
    const board = await sitDown(screens, page, 'facilitator', 3)
    await page.locator('.light.saved').waitFor()
    const field = page.locator('.say textarea')
    const says = page.locator('.say .speaker b')
    const tongue = page.locator('.say .tongue-of')
    await field.focus()
    const own = await tongue.innerText()
    await page.getByRole('radio', { name: 'Seat 4' }).click()
    await tongue.click()
    await page.getByRole('searchbox').fill('portug')
    await page.keyboard.press('Enter')
    await field.fill('A minha mãe esperou')
    await page.reload()
    await expect.poll(() => field.inputValue()).toBe('A minha mãe esperou')
    await expect.poll(() => says.innerText()).toBe('Seat 4 says')
    await expect.poll(() => tongue.innerText()).toContain('Portuguese')
    for (const width of [390, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      expect([width, await tongue.locator('span').evaluate((one) => one.scrollWidth <= one.clientWidth)]).toEqual([
        width,
        true,
      ])
      expect([width, await page.locator('.say').evaluate((one) => one.scrollWidth <= one.clientWidth)]).toEqual([
        width,
        true,
      ])
    }
    // Two tabs of this person keep each their own; what one leaves when it is closed is in the next that is opened.
    const tabOf = async () => {
      const tab = await page.context().newPage()
      const session = await page.evaluate(() => sessionStorage.getItem('tablee.session') ?? '')
      await tab.goto(address)
      await tab.evaluate((value) => sessionStorage.setItem('tablee.session', value), session)
      await tab.goto(`${address}/table/${board}#notes`)
      // What is in sight stands in the address, also after a reload.
      await tab.getByRole('tab', { name: 'Notes', selected: true }).waitFor()
      await tab.getByRole('tab', { name: 'Map', exact: true }).click()
      await expect.poll(() => new URL(tab.url()).hash).toBe('')
      return { tab, own: tab.locator('.say textarea') }
    }
    const second = await tabOf()
    await second.own.fill('E eu também')
    await page.reload()
    await expect.poll(() => field.inputValue()).toBe('A minha mãe esperou')
    await second.tab.reload()
    await expect.poll(() => second.own.inputValue()).toBe('E eu também')
    await second.tab.close()
    const third = await tabOf()
    await expect.poll(() => third.own.inputValue()).toBe('E eu também')
    await third.own.fill('')
    await third.tab.getByRole('tab', { name: 'Canvas' }).click()
    await expect.poll(() => new URL(third.tab.url()).hash).toBe('#canvas')
    await third.tab.reload()
    await third.tab.getByRole('tab', { name: 'Canvas', selected: true }).waitFor()
    await third.tab.close()
    // Nobody else at this device's table finds it; a page of this person does.
    const other = await page.context().newPage()
    const { session, me } = await screens.server.enter('citizen', 3, { seat: 'T3-02' })
    await other.goto(address)
    await other.evaluate((value) => sessionStorage.setItem('tablee.session', value), JSON.stringify({ session, me }))
    await other.goto(`${address}/table/${board}`)
    await other.locator('.light.saved').waitFor()
    const others = other.locator('.say textarea')
    await expect
      .poll(() => others.evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value).join('')))
      .toBe('')
    await other.close()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect.poll(() => field.inputValue()).toBe('')
    await expect.poll(() => tongue.innerText()).toBe(own)
    await page.getByRole('radio', { name: 'Seat 5' }).click()
    await expect.poll(() => tongue.innerText()).toBe(own)
    await page.getByRole('radio', { name: 'Seat 4' }).click()
    await expect.poll(() => tongue.innerText()).toContain('Portuguese')
    await page.reload()
    await page.locator('.light.saved').waitFor()
    await expect.poll(() => field.inputValue()).toBe('')
    expect(page.failures).toEqual([])
    await page.context().close()
  })

  it('[TAB30] at 1024 px the field of an empty row is in sight, and the bar keeps its edge while somebody writes', async () => {
    const page = await newPage(screens, { viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' })
    await gallery(screens, page, 'table')
    const row = rows(page).filter({ hasText: 'People want a face' })
    await row.locator('.wording-of').scrollIntoViewIfNeeded()
    await page.locator('.say textarea').focus()
    await row.focus()
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Reason for', exact: true }).click()
    const seen = () =>
      page.locator('[role=treeitem] textarea').evaluate((one) => {
        const [at, list] = [one.getBoundingClientRect(), one.closest('.entries')?.getBoundingClientRect()]
        return list !== undefined && at.top >= list.top - 1 && at.bottom <= list.bottom + 1
      })
    await expect.poll(seen).toBe(true)
    await page.setViewportSize({ width: 1024, height: 560 })
    await expect.poll(seen).toBe(true)
    await page.setViewportSize({ width: 1440, height: 900 })
    for (const lang of ['ar', 'fr']) {
      await gallery(screens, page, 'voices-map', lang)
      await rows(page).filter({ hasText: 'People want a face' }).locator('.wording-of').click()
      await page.locator('[role=treeitem] textarea').waitFor()
      await page.locator('.not-placed').waitFor()
      const room = () =>
        page.locator('.bar .curtain').evaluate((one) => {
          const { left, right } = one.getBoundingClientRect()
          return Math.min(left, innerWidth - right)
        })
      await expect.poll(room).toBeGreaterThanOrEqual(12)
      // What is not placed yet is told beneath the map, not on it.
      const apart = await page.evaluate(() => {
        const [told, map] = ['.not-placed', '.ground > .map'].map((one) =>
          document.querySelector(one)?.getBoundingClientRect(),
        )
        return told !== undefined && map !== undefined && told.top >= map.bottom - 1 && told.bottom <= innerHeight + 1
      })
      expect(apart).toBe(true)
    }
    expect(page.failures).toEqual([])
    await page.context().close()
  })

  it('[TAB25] words in a language that the screen does not speak, and sentences that begin at their own side', async () => {
    const page = await newPage(screens)
    await gallery(screens, page, 'rtl', 'ar')
    await rows(page).nth(1).focus()
    await page.locator('.say textarea').fill('Nobody answers when it stops, and we have waited for an hour in the rain')
    await page.locator('.say .tongue-of').click()
    await page.getByRole('searchbox').fill('türk')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.say .tongue-of').innerText()).toContain('التركية')
    await page.getByLabel('أين يوضع').selectOption('position:')
    await page.locator('.say textarea').press('Enter')
    const row = rows(page).filter({ hasText: 'Nobody answers' })
    await row.waitFor()
    const side = (selector: string) =>
      page
        .locator(selector, { hasText: 'Nobody answers' })
        .first()
        .evaluate((one) => {
          const text = document.createRange()
          text.selectNodeContents(one)
          const first = text.getClientRects()[0]
          const { direction } = getComputedStyle(one)
          return [direction, Math.round((first?.left ?? 0) - one.getBoundingClientRect().left) < 20]
        })
    expect(await side('[role=treeitem] .wording-of > span')).toEqual(['ltr', true])
    expect(await side('.map .node .text')).toEqual(['ltr', true])
    // It is the first that is offered now.
    await page.locator('.say .tongue-of').click()
    await expect
      .poll(() => page.locator('.tongues').first().locator('button b').first().innerText())
      .toContain('التركية')
    expect(page.failures).toEqual([])
    await page.context().close()
  })

  it('[TAB26] question, titles and steps are in the reader’s language, what people said in their own', async () => {
    const page = await newPage(screens)
    const { sessions } = screens.server.parts.dialogues.dialogue(screens.server.dialogue) ?? { sessions: [] }
    const session = sessions.find(({ number }) => number === 2)
    if (!session) throw new Error('no session 2')
    await sitDown(screens, page, 'facilitator', 3) // an Arabic table
    await rows(page).first().waitFor()
    const issue = await rows(page).first().locator('.wording-of').innerText()
    expect(issue).toMatch(/[\u0600-\u06ff]/)
    for (const lang of ['en', 'fr', 'ar']) {
      await page.locator('.top .tongue').selectOption(lang)
      await expect.poll(() => page.locator('.top h1').innerText()).toBe(shownIn(session.question, lang))
      await expect.poll(() => page.locator('.top h1').getAttribute('lang')).toBe(lang)
      await expect
        .poll(() => page.locator('.programme li > span').allInnerTexts())
        .toEqual(session.steps.map(({ title }) => shownIn(title, lang)))
      await expect.poll(() => page.locator('.top .eyebrow').innerText()).toContain(shownIn(session.title, lang))
      await expect.poll(() => page.title()).toContain(shownIn(session.question, lang))
      await expect.poll(() => rows(page).first().locator('.wording-of').innerText()).toBe(issue)
    }
    expect(page.failures).toEqual([])
    await page.context().close()
  })

  it('[TAB27, DAY6] a healthy load never says Offline, and a citizen’s board leads back to their own page, and from there to the board', async () => {
    const page = await newPage(screens, { ...finger, viewport: { width: 390, height: 844 } })
    await page.addInitScript(() => {
      const said: string[] = []
      Object.assign(globalThis, { said })
      new MutationObserver(() => {
        const light = document.querySelector('.light')?.textContent ?? ''
        if (light !== '' && said.at(-1) !== light) said.push(light)
      }).observe(document, { childList: true, subtree: true, characterData: true })
    })
    await sitDown(screens, page, 'citizen', 6, 'T6-02')
    await page.locator('.light.saved').waitFor()
    const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
    console.log(`the light of a healthy load: ${said.join(' → ')}`)
    expect(said.filter((one) => one === 'Offline')).toEqual([])
    await page.getByRole('link', { name: 'My own page' }).click()
    await page.waitForURL('**/seat')
    await page.getByRole('link', { name: 'To our table’s board' }).click()
    await page.locator('main.table').waitFor()
    await page.context().close()
  })
})
