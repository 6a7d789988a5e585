/** The observers' page in a real browser, against the real server with the demo in it. */
import { setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launch, newcomer } from '../support/browser.ts'
import { violations } from '../support/axe.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** Wholly on the screen. */
const inSight = (one: Element): boolean => {
  const { top, bottom } = one.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight && bottom > top
}

const found = findBrowser() !== null
if (!found) console.log('not run: the observers’ page (no Chromium or Chrome found)')

describe.skipIf(!found)('the observers’ page', () => {
  let browser: Browser
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  const boardAt = (table: number) => {
    const board = server.parts.dialogues.currentBoard(server.tableId(table))
    if (!board) throw new Error('no board')
    return board.id
  }
  /** `?wall`: the hall's form, and one table large in it; else the desk. */
  async function open(
    width: number,
    height: number,
    { language = 'en', hash = '', at = server, search = '?wall' } = {},
  ): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: at.url })
    const page = await context.newPage()
    await page.addInitScript((lang) => localStorage.setItem('tablee.language', lang), language)
    await page.goto(`${at.url}/watch/${at.link('observer').path}${search}${hash}`)
    return page
  }
  async function nodesOf(board: ReturnType<typeof boardAt>): Promise<readonly string[]> {
    let ids: readonly string[] = []
    await server.parts.live.write(board, 'server', (doc) => {
      ids = [...readBoard(doc).nodes.keys()]
    })
    return ids
  }
  const curtain = (table: number, to: 'open' | 'drawn') =>
    server.parts.live.command(boardAt(table), { role: 'facilitator', seat: null, session: 's', device: 'd' } as never, {
      id: `c${crypto.randomUUID()}`,
      kind: 'curtain',
      to,
    })
  const sidewaysScroll = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

  it('[OBS3] the wall: a voice in its own language, every table, and an edit that arrives; a curtain is pleats at once', async () => {
    const page = await open(1920, 1080)
    await page.locator('.wall-voice blockquote.voice[lang]').waitFor()
    await expect.poll(() => page.locator('.tile').count()).toBe(6)
    await expect.poll(() => page.locator('.tile.speaks').count()).toBe(1)
    // Nothing on a wall stands under 44.
    const small = await page
      .locator('.wall :is(h1, p, b, h2, blockquote, figcaption span)')
      .evaluateAll((all) =>
        all
          .filter(
            (one) =>
              one.textContent !== '' &&
              one.checkVisibility() &&
              !one.closest('.controls') &&
              parseFloat(getComputedStyle(one).fontSize) < 44,
          )
          .map((one) => one.textContent),
      )
    expect(small).toEqual([])
    await curtain(4, 'drawn')
    await page.locator('a[href="#table-4"].pleats').waitFor()
    await page.getByText('Curtain drawn: table 4').waitFor()
    await curtain(4, 'open')
    await page.locator('a[href="#table-4"]:not(.pleats)').waitFor()
    await page.context().close()
  })

  it('[OBS3] one table large: by keyboard, live, words beneath their wording, and back to its tile', async () => {
    const page = await open(1440, 900)
    await page.locator('a[href="#table-2"]').focus()
    await page.keyboard.press('Enter')
    await page.locator('.card-at').first().waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-heading'))).toBe(true)
    await server.parts.live.write(boardAt(2), 'server', (doc) => {
      const node = [...readBoard(doc).nodes.values()].find(({ kind }) => kind === 'position')
      if (node) setWording(doc, { who: 'server', why: 'test' }, node.id, 'Reworded while somebody watched')
    })
    await page.locator('.tree').getByText('Reworded while somebody watched').waitFor()
    await page.locator('.map').getByText('Reworded while somebody watched').waitFor()
    await page.locator('.tree .row[aria-expanded=false]').first().click()
    await page.locator('.tree .said-list blockquote').first().waitFor()
    expect(await page.locator('.said').first().textContent()).not.toMatch(/T\d-/)
    await page.keyboard.press('Escape')
    await page.locator('.wall').waitFor()
    await page.locator('a[href="#table-2"]:focus').waitFor()
    await page.context().close()
  })

  it('[OBS3, OBS11, QUO3, MOVE7, MOVE9] a permanent link outlasts its session; without a connection the page says since when; a link that shows nothing says so', async () => {
    const other = await startServer()
    const desk = await open(1280, 720, { search: '', at: other })
    await voices(desk).first().waitFor()
    const words = await voices(desk).first().getByRole('blockquote').innerText()
    await voices(desk).first().getByRole('button', { name: /^Copy/ }).click()
    await desk.getByText('Copied with its source').waitFor()
    const [, , link = ''] = (await pasted(desk)).split('\n')
    const organiser = await other.enter('organiser')
    await other.api(`/api/dialogues/${other.dialogue}/session`, {
      as: organiser.session,
      body: { session: 3, id: 'on-to-three' },
    })
    await desk.goto(link)
    await desk.getByText('from session 2').waitFor()
    await desk.locator('[data-marked] blockquote').waitFor()
    await expect.poll(() => desk.locator('[data-marked] blockquote').innerText()).toBe(words)
    // From there to the table as it is now, and back to what it did before, by the menu of its sessions.
    const sessions = desk.getByRole('navigation', { name: 'Sessions of this table' })
    await sessions.getByRole('link', { name: 'Session 3 (now)' }).click()
    await desk.getByText('from session 2').waitFor({ state: 'detached' })
    await sessions.getByRole('link', { name: 'Session 1', exact: true }).click()
    await desk.getByText('from session 1').waitFor()
    await desk.locator('.card-at').first().waitFor()
    // One tap on a phone and on a wall, too, and from right to left.
    const menu = desk.locator('nav.sessions a')
    for (const language of ['en', 'ar'])
      for (const [width, height] of [
        [390, 844],
        [1920, 1080],
      ] as const) {
        await desk.setViewportSize({ width, height })
        await desk.getByRole('combobox', { name: /Language|اللغة/ }).selectOption(language)
        await desk.waitForFunction((lang) => document.documentElement.lang === lang, language)
        await expect.poll(() => menu.count()).toBe(3)
        const boxes = await menu.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))
        for (const { height: tall, left, right } of boxes) {
          expect(tall).toBeGreaterThanOrEqual(44)
          expect(left).toBeGreaterThanOrEqual(0)
          expect(right).toBeLessThanOrEqual(width)
        }
        const [first = { left: 0 }, second = { left: 0 }] = boxes
        expect(first.left < second.left).toBe(language === 'en')
      }
    // What is asked stands in the reader's language, though no table works in it.
    await expect.poll(() => desk.locator('h1').getAttribute('lang')).toBe('ar')
    await desk.context().close()
    await other.parts.live.write(other.board(1, 3), 'reporter', (doc) => {
      const node = [...readBoard(doc).nodes.values()].find(({ kind }) => kind === 'position')
      if (node) setWording(doc, { who: 'reporter', why: 'test' }, node.id, 'Said in the session that was left')
    })
    await other.api(`/api/dialogues/${other.dialogue}/session`, {
      as: organiser.session,
      body: { session: 2, id: 'back-to-two' },
    })
    // Each result says which session asked for it, and what.
    const page = await open(1440, 900, { hash: '#table-1-results', at: other, search: '?desk' })
    await page.getByText('Session 1 · How I get about').first().waitFor()
    await page.getByText('What would driverless vehicles change in the way you get about?').first().waitFor()
    // Moved back: what the table wrote there is still in its menu.
    await page.getByRole('link', { name: 'Session 3 (not running)' }).click()
    await page.getByText('from session 3').waitFor()
    await page.getByText('Said in the session that was left').first().waitFor()
    await page.goto(`${other.url}/watch/${other.link('observer').path}?wall#table-1`)
    await page.locator('main.large .who').getByRole('link', { name: 'Session 3 (not running)' }).waitFor()
    await page.locator('.card-at').first().waitFor()
    await other.close()
    await page.locator('.strip.offline').getByText('No connection.').waitFor()
    await expect.poll(() => page.locator('.card-at').count()).toBeGreaterThan(3)
    await page.context().close()
    const nothing = await browser.newPage()
    await nothing.goto(`${server.url}/watch/00000000000000000000000000`)
    await nothing.getByRole('heading', { name: 'This link shows nothing.' }).waitFor()
    await nothing.close()
  })

  const pasted = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
  const voices = (page: Page) => page.getByRole('region', { name: 'Newest words' }).getByRole('listitem')

  it('[OBS6, OBS7, QUO3, QUO4] a journalist on a laptop sees where everything is, copies a quote with its source, and its link leads to those words elsewhere, until they are hidden', async () => {
    const page = await open(1280, 720, { search: '' })
    const voice = voices(page).first()
    await voice.waitFor()
    for (const there of [
      page.getByRole('link', { name: /^Results/ }),
      page.getByRole('link', { name: 'See table 6' }),
      page.getByRole('link', { name: 'What the signs mean' }),
      page.getByRole('combobox', { name: 'Language' }),
      page.getByRole('button', { name: 'Dim the hall' }),
      page.getByText('Tables decide what is shown.'),
    ]) {
      const box = await there.boundingBox()
      expect(box !== null && box.y + box.height <= 720, String(there)).toBe(true)
      await expect.poll(() => there.evaluate((one) => one.checkVisibility({ opacityProperty: true }))).toBe(true)
    }
    // Nobody is pointed at while they sit there.
    expect(await page.locator('.mark-table .on').count()).toBe(0)

    const words = await voice.getByRole('blockquote').innerText()
    const place = await voice.getByRole('link').innerText()
    await voice.getByRole('button', { name: /^Copy/ }).click()
    await page.getByText('Copied with its source').waitFor()
    const [said, source, link] = (await pasted(page)).split('\n')
    expect(said).toBe(words)
    expect(source).toContain(place)
    expect(source).toContain(await page.getByRole('heading', { level: 1 }).innerText())
    expect(source).toMatch(/Session 2 of 5.*Driverless mobility/)
    expect(source).toMatch(/\d{4} at \d{1,2}:\d\d/)
    expect(link).toMatch(new RegExp(`/watch/[^/]+/entry/[^/.]+\\.[^/.]+$`))
    await page.getByRole('button', { name: 'Only the link' }).click()
    await page.getByText('The link is copied').waitFor()
    expect(await pasted(page)).toBe(link)
    await page.context().close()

    // Somebody else, in another browser and language.
    const other = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    const reader = await other.newPage()
    await reader.addInitScript(() => localStorage.setItem('tablee.language', 'fr'))
    await reader.goto(link ?? '')
    const marked = reader.locator('[data-marked] blockquote')
    await marked.waitFor()
    await expect.poll(() => marked.innerText()).toBe(words)
    await expect.poll(() => marked.evaluate(inSight)).toBe(true)
    const number = Number(/\d+$/.exec(place)?.[0])
    const board = boardAt(number)
    const { session } = await server.enter('facilitator', number)
    const hide = (hidden: readonly string[]) =>
      fetch(`${server.url}/api/boards/${board}/policy`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${session}`, 'content-type': 'application/json' },
        body: JSON.stringify({ hidden }),
      })
    const nodes = await nodesOf(board)
    await hide(nodes)
    const gone = reader.getByRole('status').filter({ hasText: 'Ce à quoi mène ce lien n’est pas montré.' })
    await gone.waitFor()
    const sentence = await gone.innerText()
    // The same of what never was, at a table that is and at one that is not.
    for (const never of [`${link?.slice(0, -2)}AA`, link?.replace(/entry\/.*/, `entry/${'x'.repeat(16)}.nothing`)]) {
      await reader.goto(never ?? '')
      await gone.waitFor()
      await expect.poll(() => gone.innerText()).toBe(sentence)
    }
    await hide([])
    await other.close()
  }, 60_000)

  it('[OBSV5] who opens a link for the first time agrees to the ground rules, by a remote’s Enter; until then nothing of any table was asked for, and then never again', async () => {
    const context = await newcomer(browser, { viewport: { width: 1920, height: 1080 }, locale: 'en' })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    page.on('websocket', (socket) => asked.push(new URL(socket.url()).pathname))
    await page.goto(`${server.url}/watch/${server.link('observer').path}?wall`)
    await page.getByText('Nobody is named here.', { exact: false }).waitFor()
    const agree = page.getByRole('button', { name: 'I agree' })
    await expect.poll(() => agree.evaluate((one) => one === document.activeElement)).toBe(true)
    // As built, the resets win over no part of a page: a button has its room.
    expect(await agree.evaluate((one) => getComputedStyle(one).paddingInlineStart)).not.toBe('0px')
    expect(await violations(page)).toEqual([])
    const ofLink = asked.filter((path) => /\/(api|observe)\//.test(path))
    expect(ofLink.map((path) => path.replace(/^.*\/watch\/[^/]+/, ''))).toEqual(['/rules'])
    await page.keyboard.press('Enter')
    await page.locator('.tile').first().waitFor()
    await page.reload()
    await page.locator('.tile').first().waitFor()
    await context.close()

    // At a desk as well, and whoever hears the screen goes on where the day's question stands.
    const reader = await newcomer(browser, { viewport: { width: 1280, height: 800 }, locale: 'en' })
    const desk = await reader.newPage()
    await desk.goto(`${server.url}/watch/${server.link('observer').path}`)
    await desk.getByRole('button', { name: 'I agree' }).press('Enter')
    await desk.locator('h1:focus').waitFor()
    await reader.close()
  }, 30_000)

  it('[QUO4] where the browser copies nothing, as on plain http, the quote stands marked in a field', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await page.goto(`${server.url}/watch/${server.link('observer').path}`)
    const words = await voices(page).first().getByRole('blockquote').innerText()
    await voices(page).first().getByRole('button', { name: /^Copy/ }).click()
    const field = page.getByRole('textbox', { name: 'What was copied' })
    await field.waitFor()
    expect(
      await field.evaluate((one: HTMLTextAreaElement) => one.value.slice(one.selectionStart, one.selectionEnd)),
    ).toBe(await field.inputValue())
    expect((await field.inputValue()).split('\n')[0]).toBe(words)
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await context.close()
  })

  it('[OBS10] the way out of the wall is found without a pointer: it stands there at first, and comes by any key and by a tap anywhere', async () => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, hasTouch: true })
    const page = await context.newPage()
    await page.clock.install()
    await page.goto(`${server.url}/watch/${server.link('observer').path}?wall`)
    const out = page.getByRole('button', { name: 'Reading view' })
    const hint = page.getByText('Any key, Esc or a tap shows these buttons.')
    const seen = (is: boolean) =>
      expect
        .poll(() => hint.evaluate((one) => one.checkVisibility({ opacityProperty: true })), { timeout: 15_000 })
        .toBe(is)
    await seen(true)
    await page.clock.fastForward(20_000)
    await seen(false)
    await page.touchscreen.tap(700, 540)
    await seen(true)
    await page.clock.fastForward(20_000)
    await seen(false)
    // A remote: Escape leads there, Enter goes.
    await page.keyboard.press('Escape')
    await seen(true)
    await expect.poll(() => out.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await voices(page).first().waitFor()
    await context.close()
  })

  it('[OBS7, OBS8] the wall is a choice and stays; the signs are explained on one page', async () => {
    const page = await open(1280, 720, { search: '' })
    await page.getByRole('button', { name: 'Wall view' }).click()
    await page.locator('.wall-voice').waitFor()
    await page.reload()
    await page.locator('.wall-voice').waitFor()
    await page.getByRole('button', { name: 'Reading view' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'What the signs mean' }).click()
    await page.getByRole('heading', { name: 'What the signs mean' }).waitFor()
    await page.getByText('It weakens this step: the one does not follow from the other.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'All tables' }).click()
    await voices(page).first().waitFor()
    await page.context().close()
  })

  for (const [name, width, height, language, hash] of [
    ['desk', 1440, 900, 'en', '#table-4'],
    ['desk, Arabic', 1280, 720, 'ar', ''],
    ['desk, narrow', 1000, 700, 'de', '#table-1-outline'],
    ['desk, phone', 390, 844, 'fr', ''],
    ['desk, smallest phone', 320, 640, 'de', '#table-2'],
  ] as const) {
    it(`[OBS7] accessible and not wider than the screen: ${name}`, async () => {
      const page = await open(width, height, { language, hash, search: '' })
      await page.locator('.v, .tree .row').first().waitFor()
      expect(await violations(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
      const small = await page.locator('a, button, select').evaluateAll((all) =>
        all.flatMap((one) => {
          const box = one.getBoundingClientRect()
          const low = one.checkVisibility() && box.height > 0 && box.height < 40 && !one.closest('.map')
          return low ? [`${one.textContent} ${box.height}`] : []
        }),
      )
      expect(small).toEqual([])
      await page.context().close()
    })
  }

  for (const [name, width, height, language, hash] of [
    ['wall, day', 1920, 1080, 'en', ''],
    ['wall, Arabic', 1440, 900, 'ar', ''],
    ['phone', 360, 740, 'fr', ''],
    ['smallest phone', 320, 640, 'de', ''],
    ['table', 1440, 900, 'es', '#table-3'],
    ['table, Arabic', 1440, 900, 'ar', '#table-3'],
    ['table, phone', 320, 640, 'de', '#table-2'],
  ] as const) {
    it(`[OBS3] accessible and not wider than the screen: ${name}`, async () => {
      const page = await open(width, height, { language, hash })
      await page
        .locator(hash === '' ? '.wall-voice' : '.tree .row')
        .first()
        .waitFor()
      expect(await violations(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
      await page.context().close()
    })
  }
})
