/**
 * People in a real browser, as the end-to-end tests tell of them: a hall (built screens, real server, one browser) and
 * visitors, each with a device of their own. A visitor notes whatever should never happen on any page.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Role } from '@tablee/shared/roles'
import type { Me } from '@tablee/shared/wire/access'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { findBrowser, launch, type Which } from './browser.ts'
import { startServer, type StartOptions, type TestServer } from './server.ts'

export const haveBrowser = findBrowser() !== null
if (!haveBrowser) console.log('not run: no browser (Chromium or Chrome)')

/** How long any one event may take on two busy cores before the test says what it waited for. */
export const patience = 15_000

export type Hall = { readonly server: TestServer; readonly browser: Browser; close(): Promise<void> }

export function buildScreens(): void {
  if (process.env['SCREENS_BUILT']) return
  const script = fileURLToPath(new URL('../../client/build.ts', import.meta.url))
  execFileSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' })
}

export async function openHall(which: Which = 'any', options: StartOptions = {}): Promise<Hall> {
  buildScreens()
  const [server, browser] = await Promise.all([startServer(options), launch(which)])
  return {
    server,
    browser,
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

export const sizes = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  laptop: { viewport: { width: 1440, height: 900 } },
  wall: { viewport: { width: 1920, height: 1080 } },
} as const satisfies Record<string, BrowserContextOptions>

export type Visitor = {
  readonly page: Page
  readonly context: BrowserContext
  /** Script errors, console errors and broken security policy, requests to anywhere else: should stay empty. */
  readonly troubles: string[]
  /** `GET /api/watch/…` and so on, in order; sockets as `WS /observe/…`. */
  readonly requests: string[]
}

export type VisitorOptions = BrowserContextOptions & {
  readonly lang?: string
  /** Console lines that belong to the story, e.g. the 401 of a wrong code. */
  readonly expected?: RegExp
}

/** A tab more in the same browser: storage and service worker are shared, the session of a tab is not. */
export async function openTab(context: BrowserContext, expected = /(?!)/): Promise<Visitor> {
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  const troubles: string[] = []
  const requests: string[] = []
  const own = new Set<string>()
  const note = (line: string) => {
    if (!expected.test(line)) troubles.push(line)
  }
  page.on('pageerror', (error) => note(`error: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      note(`${message.type()}: ${message.text()} (${message.location().url})`)
  })
  page.on('framenavigated', (frame) => {
    if (frame.url().startsWith('http')) own.add(new URL(frame.url()).host)
  })
  const at = (address: string): URL => {
    const url = new URL(address)
    if (own.size === 0 && url.protocol.startsWith('http')) own.add(url.host)
    if (!own.has(url.host) && url.protocol !== 'blob:' && url.protocol !== 'data:') note(`elsewhere: ${address}`)
    return url
  }
  page.on('request', (request) => requests.push(`${request.method()} ${at(request.url()).pathname}`))
  page.on('websocket', (socket) => requests.push(`WS ${at(socket.url()).pathname}`))
  return { page, context, troubles, requests }
}

export async function visitor(
  hall: Pick<Hall, 'browser'>,
  { lang = 'en', expected, ...options }: VisitorOptions = {},
): Promise<Visitor> {
  const context = await hall.browser.newContext({ ...sizes.laptop, locale: lang, reducedMotion: 'reduce', ...options })
  return openTab(context, expected)
}

/** The link of a card, as the demo has it: what stands in a QR code. */
export const card = (
  server: TestServer,
  role: 'facilitator' | 'citizen' | 'organiser' | 'analyst' | 'observer' | 'head' | 'translator',
  table?: number,
): string => {
  const { token, path } = server.link(role, table)
  return path === null ? `${server.url}/join#${token}` : `${server.url}/watch/${path}`
}

/**
 * Waits until one of what the selector names is in sight, asking at each frame: a locator looks every half second only,
 * which every page that is opened would wait for.
 */
export async function inSight(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll(wanted)].some((one) => {
        const { width, height } = one.getBoundingClientRect()
        return width > 0 && height > 0 && one.checkVisibility({ visibilityProperty: true })
      }),
    selector,
  )
}

/** In already, without the door: the next page that it opens is that of this role, table and seat. */
export async function entered(
  server: TestServer,
  page: Page,
  role: Role,
  table?: number,
  seat?: string,
  lang = 'en',
): Promise<Me> {
  const { session, me } = await server.enter(role, table, seat === undefined ? {} : { seat })
  await page.addInitScript(
    ([kept, tag]) => {
      sessionStorage.setItem('tablee.session', kept)
      localStorage.setItem('tablee.language', tag)
    },
    [JSON.stringify({ session, me }), lang] as const,
  )
  return me
}

/**
 * Comes in by a card and stands at the board. A citizen who is asked for consent says yes to everything on the way there,
 * on the seat's own page.
 */
export async function sitDown(one: Visitor, link: string, seat: number | null = null): Promise<void> {
  const { page } = one
  await page.goto(link)
  const table = 'main.table .outline .entries'
  await inSight(page, `${table}, fieldset.where, .phone .rows.tall`)
  if (await page.locator('fieldset.where').isVisible()) {
    if (seat !== null) await page.locator('.where label', { hasText: new RegExp(`^${seat}`) }).click()
    await page.locator('.onward').click()
  } else if (await page.locator('.phone').isVisible()) {
    await page.getByRole('button', { name: 'English' }).click()
    await takeSeat(page, seat ?? 1)
    const board = await page.evaluate(() => {
      const kept: unknown = JSON.parse(localStorage.getItem('tablee.seat') ?? 'null')
      return (kept as { me: { board: string } }).me.board
    })
    await page.goto(new URL(`/table/${board}`, page.url()).href)
    // Asked for without its dialogue, it says the whole address itself.
    await page.waitForURL(`**/d/*/table/${board}`)
  }
  await inSight(page, table)
}

/** From the choice of a seat to the seat's own page, with a yes to each question. */
export async function takeSeat(page: Page, seat: number): Promise<void> {
  await page
    .locator('button.place')
    .nth(seat - 1)
    .click()
  await inSight(page, '.question')
  for (const yes of await page.getByRole('radio', { name: 'Yes', exact: true }).all()) await yes.click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.locator('.question').first().waitFor({ state: 'detached' })
  await inSight(page, 'nav.also')
}

/** Every entry's wording in the outline, fields being written included. */
export const outlineOf = (page: Page): Promise<string[]> =>
  page
    .locator('[role=treeitem] .wording-of')
    .evaluateAll((all) =>
      all.map(
        (one) =>
          one.querySelector('textarea')?.value ?? one.querySelector('.away')?.textContent ?? one.textContent ?? '',
      ),
    )

export const row = (page: Page, text: string | RegExp) => page.locator('[role=treeitem]', { hasText: text })

/** After a failed test: pictures of its pages in the folder that `SHOTS` names. */
export async function pictures(
  task: { readonly name: string; readonly result?: { readonly state?: string } | undefined },
  pages: readonly Page[],
): Promise<void> {
  const folder = process.env['SHOTS']
  if (task.result?.state !== 'fail' || !folder) return
  const name = /\w+/.exec(task.name)?.[0] ?? 'page'
  for (const [n, page] of pages.entries())
    if (!page.isClosed()) await page.screenshot({ path: `${folder}/${name}-${n}.png` }).catch(() => undefined)
}

/** What the light says. */
export const light = (page: Page) => page.locator('main.table .bar .light')

/** One more position, with the keyboard alone: `Add a position`, the sentence, Escape. */
export async function addPosition(page: Page, text: string): Promise<void> {
  const field = page.locator('[role=treeitem] textarea')
  // A key that meets the outline while it is drawn anew (the line went, others wrote) is lost; anyone who sees no field presses again.
  for (let tries = 4; (await field.count()) === 0; tries -= 1) {
    await page.locator('.entries .add button').press('Enter')
    const opened = await field.waitFor({ timeout: tries > 0 ? 3_000 : patience }).then(
      () => true,
      () => false,
    )
    if (!opened && tries === 0) throw new Error('no field to write in after five times Enter')
  }
  // Nobody types before the caret stands there.
  await page.waitForFunction(() => document.activeElement?.matches('[role=treeitem] textarea') === true, undefined, {
    timeout: patience,
  })
  await page.keyboard.type(text)
  await page.keyboard.press('Escape')
}
