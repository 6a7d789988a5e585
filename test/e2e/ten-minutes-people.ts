/** The day of ten minutes begins: founded in a browser, its links handed out there, and everybody comes in by theirs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { expect } from 'vitest'
import { launch } from '../support/browser.ts'
import { buildScreens, inSight, sitDown, sizes, visitor, type Visitor, type VisitorOptions } from '../support/pages.ts'
import { wrongBy } from '../support/wrongClock.ts'
import { facilitatorAt, phoneOf, remembers, see } from './day-people.ts'
import { createAgreement, noteFaces, type Face } from './ten-minutes-faces.ts'
import { file, mistakes, spoilt, title } from './ten-minutes-file.ts'
import { httpPhone, openProcess, type HttpPhone } from './ten-minutes-hall.ts'

const hour = 60 * 60 * 1000
/** What a killed server and a link that was ended bring about in every browser. */
const broughtAbout = /net::ERR|Failed to fetch|WebSocket (connection|is closed)|status of (401|403|422)/
const clocks = {
  console: '.top > .clock b',
  other: '.to-site .clock b',
  table: '.top .clock b',
  phone: '.head .left .num',
  wall: '.wall-clock b',
}
export type City = 'Brussels' | 'Kolkata'
export const tablesOf = { Brussels: [1, 2], Kolkata: [3, 4] } as const
/** How wrong the clock of each table's phone is. */
const wrong: Readonly<Record<number, number>> = { 1: 3 * hour, 2: -2 * hour, 3: 48 * hour, 4: -7 * hour }

export type Day = Awaited<ReturnType<typeof openDay>>

/** `minutes`: how long it takes at least; 0: no longer than it must. */
export async function openDay(minutes: number) {
  buildScreens()
  const folder = mkdtempSync(join(tmpdir(), 'tablee-ten-minutes-'))
  const [server, browser] = await Promise.all([openProcess(folder), launch('any')])
  const people: Visitor[] = []
  const agreement = createAgreement()
  async function come(off: number, clock: readonly string[], options: VisitorOptions = {}): Promise<Visitor> {
    const one = await visitor({ browser }, { expected: broughtAbout, ...options })
    await one.context.addInitScript(wrongBy, off)
    await one.context.addInitScript(noteFaces, clock)
    people.push(one)
    return one
  }
  let acts = 0
  /** Into the folder that `DAY_SHOTS` names: each of these as it stands. */
  async function shot(act: string, pages: Readonly<Record<string, Page>>): Promise<void> {
    const into = process.env['DAY_SHOTS']
    acts += 1
    if (!into) return
    for (const [who, page] of Object.entries(pages))
      await page.screenshot({ path: join(into, `${String(acts).padStart(2, '0')}-${act}-${who}.png`) })
  }
  return {
    server,
    minutes,
    people,
    shot,
    agreement,
    come,
    /** Until a second has passed on a page. */
    nextSecond: (page: Page): Promise<unknown> =>
      page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000))),
    troubles: () => people.flatMap(({ troubles }) => troubles),
    async close(): Promise<void> {
      await browser.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const isLinks = (url: string): boolean => new URL(url).pathname.endsWith('/links')

/** The file is brought with two mistakes, which stand beside its lines; mended there; the organiser's link comes out. */
export async function found(
  day: Day,
): Promise<{ readonly page: Visitor['page']; readonly links: readonly LinkEntry[] }> {
  const one = await day.come(0, [])
  const { page } = one
  await page.goto(await day.server.foundLink())
  await see(page.getByText('There is none yet.')).toBeVisible()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'two-cities.json', mimeType: 'application/json', buffer: Buffer.from(spoilt) })
  await see(page.getByRole('heading', { name: '2 mistakes. Nothing was founded.' })).toBeFocused()
  await day.shot('mistakes', { page })
  const lines = page.locator('.mistakes li button')
  for (const [n, [line, mended]] of mistakes.entries()) {
    const row = Number(/\d+/.exec(await lines.nth(n).innerText())?.[0])
    expect(spoilt.split('\n')[row - 1]).toBe(line)
    await lines.nth(n).click()
    await see(page.getByLabel('Text of the file')).toBeFocused()
    await page.keyboard.insertText(mended)
  }
  await expect.poll(() => page.getByLabel('Text of the file').inputValue()).toBe(file)
  await day.shot('mended', { page })
  await page.getByRole('button', { name: 'Look through again' }).press('Enter')
  await see(page.locator('.will')).toContainText('Kolkata (IN) 2 tables, 12 seats')
  await page.getByRole('button', { name: 'Found this dialogue' }).press('Enter')
  await see(page.getByRole('heading', { name: `${title} is founded.` })).toBeVisible()
  const [organiser] = await Promise.all([
    one.context.waitForEvent('page'),
    page.getByRole('link', { name: 'Open the organiser’s page' }).click(),
  ])
  await see(organiser.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  // Of both cities, made here.
  const made = organiser.waitForResponse((reply) => reply.request().method() === 'POST' && isLinks(reply.url()))
  await organiser.getByRole('button', { name: 'New link: Coordinators' }).click()
  for (const city of ['Brussels', 'Kolkata']) await see(organiser.getByRole('checkbox', { name: city })).toBeChecked()
  await organiser.getByRole('button', { name: 'Make the new link' }).click()
  const coordinator = (await (await made).json()) as LinkEntry
  const shown = organiser.getByRole('img', { name: /^QR code: .*Coordinator/ })
  await see(shown).toBeVisible()
  // The page has heard of its own link by now, and shows it still.
  await see(organiser.locator('.who-has li', { has: shown }).locator('option')).toHaveCount(2)
  await see(shown).toBeVisible()
  await day.shot('links', { page: organiser })
  const read = organiser.waitForResponse((reply) => reply.request().method() === 'GET' && isLinks(reply.url()))
  await organiser.reload()
  const links = (await (await read).json()) as readonly LinkEntry[]
  expect(links.some(({ id }) => id === coordinator.id)).toBe(true)
  await page.close()
  return { page: organiser, links }
}

export type Room = Awaited<ReturnType<typeof everybodyComes>>
const cities = ['Brussels', 'Kolkata'] as const

/** Four tables with a facilitator's laptop and a phone, a console for each city and one for both, a wall, and eight phones without a page. */
export async function everybodyComes(day: Day, links: readonly LinkEntry[]) {
  const of = (role: LinkEntry['role'], where?: City | number): LinkEntry => {
    const found = links.find(
      (link) =>
        link.role === role &&
        link.url !== null &&
        (where === undefined || (typeof where === 'number' ? link.tableNumber : link.site) === where),
    )
    if (found === undefined) throw new Error(`no link of ${role} ${where ?? ''}`)
    return found
  }
  const urlOf = (role: LinkEntry['role'], where?: City | number): string => of(role, where).url ?? ''
  async function console_(role: 'head' | 'coordinator', where?: City): Promise<Visitor> {
    const one = await day.come(0, [clocks.console, clocks.other], {
      viewport: { width: 1024, height: 768 },
      hasTouch: true,
    })
    await one.page.goto(urlOf(role, where))
    await one.page.waitForURL('**/room/**')
    await see(one.page.locator('.t').first()).toBeVisible()
    return one
  }
  async function laptop(table: number, url = urlOf('facilitator', table)): Promise<Visitor> {
    const one = await day.come(0, [clocks.table], { lang: table === 2 ? 'fr' : 'en' })
    await sitDown(one, url)
    return one
  }
  async function phone(table: number, seat = 1) {
    const one = await day.come(wrong[table] ?? 0, [clocks.phone], sizes.phone)
    const remembered = await remembers(one)
    const held = phoneOf(one)
    await held.come(urlOf('citizen', table), seat)
    return {
      ...held,
      get page() {
        return held.page
      },
      remembered,
    }
  }
  const wall = await day.come(48 * hour, [clocks.wall], sizes.wall)
  const wallRemembers = await remembers(wall)
  await wall.page.goto(`${urlOf('observer')}?wall&site=Brussels`)
  await inSight(wall.page, '.wall')
  const consoles = {
    Brussels: consoleAt(await console_('head', 'Brussels')),
    Kolkata: consoleAt(await console_('head', 'Kolkata')),
  }
  const coordinator = await console_('coordinator')
  const tables = new Map<number, ReturnType<typeof facilitatorAt> & { readonly one: Visitor }>()
  const phones = new Map<number, Awaited<ReturnType<typeof phone>>>()
  const without: HttpPhone[] = []
  for (const city of cities)
    for (const table of tablesOf[city]) {
      const one = await laptop(table)
      tables.set(table, { ...facilitatorAt(one), one })
      phones.set(table, await phone(table))
      // Five at the first of each city: fewer are not counted.
      if (table % 2 === 1)
        for (const seat of [2, 3, 4, 5])
          without.push(await httpPhone(day.server.url, of('citizen', table), `T${table}-0${seat}`))
    }
  const at = <T>(all: ReadonlyMap<number, T>, table: number): T => {
    const found = all.get(table)
    if (found === undefined) throw new Error(`nobody at table ${table}`)
    return found
  }
  return {
    consoles,
    coordinator,
    wall,
    wallRemembers,
    without,
    of,
    table: (number: number) => at(tables, number),
    phone: (number: number) => at(phones, number),
    /** Whoever takes over, by a link that was made anew. */
    async takesOver(table: number, url: string): Promise<void> {
      const one = await laptop(table, url)
      tables.set(table, { ...facilitatorAt(one), one })
    },
    async newPhone(table: number, seat: number): Promise<void> {
      phones.set(table, await phone(table, seat))
    },
    /** All clocks of a city that go by its hall's. */
    faces(
      city: City,
      apart: { readonly tables?: readonly number[]; readonly phones?: readonly number[] } = {},
    ): Face[] {
      const there = tablesOf[city].filter((table) => apart.tables?.includes(table) !== true)
      const own = { selector: clocks.console, who: 'console', page: () => consoles[city].page }
      const theirs = {
        selector: city === 'Brussels' ? clocks.console : clocks.other,
        who: 'coordinator',
        page: () => coordinator.page,
      }
      return [
        own,
        theirs,
        ...there.map((table) => ({
          selector: clocks.table,
          who: `table ${table}`,
          page: () => at(tables, table).page,
        })),
        ...there
          .filter((table) => apart.phones?.includes(table) !== true)
          .map((table) => ({ selector: clocks.phone, who: `phone ${table}`, page: () => at(phones, table).page })),
        ...(city === 'Brussels' ? [{ selector: clocks.wall, who: 'wall', page: () => wall.page }] : []),
      ]
    },
    /** The screens of a table that goes by its own clock. */
    facesAt: (table: number): Face[] => [
      { selector: clocks.table, who: `table ${table}`, page: () => at(tables, table).page },
      { selector: clocks.phone, who: `phone ${table}`, page: () => at(phones, table).page },
    ],
    pages: (): Readonly<Record<string, Page>> => ({
      brussels: consoles.Brussels.page,
      kolkata: consoles.Kolkata.page,
      coordinator: coordinator.page,
      wall: wall.page,
      ...Object.fromEntries([...tables].map(([table, { page }]) => [`table${table}`, page])),
      ...Object.fromEntries([...phones].map(([table, { page }]) => [`phone${table}`, page])),
    }),
  }
}

/** A console by touch. */
export function consoleAt({ page }: Visitor) {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
  const dialog = page.locator('dialog[open]')
  const choose = async (table: number): Promise<void> => {
    await page.locator('.t', { has: page.locator('.no', { hasText: new RegExp(`^${table}$`) }) }).tap()
    await see(page.locator('.one h2')).toHaveText(`Table ${table}`)
  }
  const round = page.locator('.sent .round').first()
  return {
    page,
    button,
    dialog,
    choose,
    round,
    onward: page.locator('.whole .onward'),
    tile: (table: number) => page.locator('.t', { has: page.locator('.no', { hasText: new RegExp(`^${table}$`) }) }),
    /** The step that runs, by the ruler. */
    step: page.locator('.programme [aria-current=step] span'),
    calls: async (): Promise<void> => {
      if ((await page.locator('#calls-title').count()) > 0) return
      await page.locator('.one .dots').tap()
      await page.getByRole('menuitem', { name: 'Choose none' }).tap()
    },
    /** The clock of all. */
    async all(...names: readonly (string | RegExp)[]): Promise<void> {
      await page.locator('.whole .dots').tap()
      for (const name of names)
        await page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })).first().tap()
    },
    /** Until its screens have gone along with the last act. */
    gone: () => see(button('Take back')).toHaveCount(0, { timeout: 30_000 }),
    async moveRound(name: RegExp, asks: boolean): Promise<void> {
      await round.getByRole('button').tap()
      await page.getByRole('menuitem', { name }).tap()
      if (asks) await dialog.getByRole('button', { name }).tap()
    },
  }
}
