/** Every page that there is, and two ways through all of them: drawn at several widths, and walked through by keyboard. */
import type { Page } from '@playwright/test'
import { violations } from '../support/axe.ts'
import { card, inSight, openHall, visitor, type Hall, type Visitor } from '../support/pages.ts'

const heightOf = (width: number) => (width < 500 ? 700 : width === 1920 ? 1080 : 900)

export type Room = { readonly name: string; readonly open: (page: Page, hall: Hall) => Promise<void> }
const at = (name: string, address: (hall: Hall) => string, shown: string): Room => ({
  name,
  async open(page, hall) {
    const url = address(hall)
    // The same page but for its fragment would not be loaded anew.
    if (page.url().replace(/#.*/, '') === url.replace(/#.*/, '')) await page.goto('about:blank')
    await page.goto(url)
    await inSight(page, shown)
    await page.evaluate(() => document.fonts.ready)
  },
})
export const rooms: readonly Room[] = [
  at('landing', (hall) => hall.server.url, '.door form'),
  // A citizen's card leads to the seat's own page.
  at('join', (hall) => card(hall.server, 'citizen', 1), '.phone .rows.tall'),
  at('join, withdrawn', (hall) => `${hall.server.url}/join#gone`, '[role=alert]'),
  at('cards', (hall) => card(hall.server, 'organiser'), 'article.card svg'),
  at('table, left to right', (hall) => card(hall.server, 'facilitator', 6), '[role=treeitem]'),
  at('table, right to left', (hall) => card(hall.server, 'facilitator', 3), '[role=treeitem]'),
  at('desk', (hall) => card(hall.server, 'observer'), '.news .v'),
  at('wall', (hall) => `${card(hall.server, 'observer')}?wall`, 'a.tile'),
  at('one table large', (hall) => `${card(hall.server, 'observer')}?wall#table-3`, '.large .outline .row'),
  at('found', (hall) => `${hall.server.url}/found#${hall.server.tablee.serverLink.token()}`, '.who-has b'),
  at('snapshots', (hall) => card(hall.server, 'analyst'), '.snapbody .list button, .snapbody .vacant'),
  at('snapshots, nobody known', (hall) => `${hall.server.url}/snapshots`, '.snapdoor'),
]
/** A link that opens nothing is answered with 401, or 400 where it is no token at all; every browser notes that. */
const expected = /status of 40[01]/

/** A hall with snapshots of a board and of the whole dialogue. */
export async function openHouse(): Promise<Hall> {
  const hall = await openHall()
  const analyst = await hall.server.enter('analyst')
  await hall.server.api(`/api/dialogues/${hall.server.dialogue}/snapshots`, { as: analyst.session, body: {} })
  await hall.server.api(`/api/boards/${hall.server.board(3, 2)}/snapshots`, { as: analyst.session, body: {} })
  return hall
}

/** Each page in a device of its own, so that no session of one opens another; two at once, as half of it is waiting. */
async function each(
  hall: Hall,
  of: readonly Room[],
  lang: string,
  visit: (room: Room, one: Visitor) => Promise<void>,
): Promise<void> {
  const left = of.values() // one iterator for both: each takes the next
  const goRound = async () => {
    for (const room of left) {
      const one = await visitor(hall, { lang, expected })
      try {
        await room.open(one.page, hall)
        await visit(room, one)
      } finally {
        await one.context.close()
      }
    }
  }
  await Promise.all([goRound(), goRound()])
}

type Visit = { readonly lang: string; readonly widths: readonly number[]; readonly withAxe: readonly number[] }
/** Opens each of these pages, draws it at each width, and tells what sticks out or fails, and what axe finds. */
export async function visitAll(
  hall: Hall,
  of: readonly Room[],
  visits: readonly Visit[],
): Promise<{ sideways: string[]; axe: string[] }> {
  const sideways: string[] = []
  const axe: string[] = []
  for (const { lang, widths, withAxe } of visits) {
    await each(hall, of, lang, async (room, { page, troubles }) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: heightOf(width) })
        const beyond = await tooWide(page)
        if (beyond !== null) sideways.push(`${room.name}, ${lang}, ${width}: ${beyond}`)
        if (withAxe.includes(width))
          axe.push(...(await violations(page)).map((found) => `${room.name}, ${lang}, ${width}: ${found}`))
        if (process.env['SHOTS'])
          await page.screenshot({
            path: `${process.env['SHOTS']}/page-${room.name.replaceAll(/\W+/g, '-')}-${lang}-${width}.png`,
          })
      }
      const [spoken, dir] = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])
      if (spoken !== lang || dir !== (lang === 'ar' ? 'rtl' : 'ltr'))
        sideways.push(`${room.name}, ${lang}: speaks ${spoken}, ${dir}`)
      sideways.push(...troubles.map((trouble) => `${room.name}, ${lang}: ${trouble}`))
    })
  }
  return { sideways, axe }
}

/** With the Tab key alone through each page: what it does not reach, and where it stands unseen. */
export async function walkThrough(hall: Hall, of: readonly Room[]): Promise<string[]> {
  // In pages of their own: a map that the focus went through stands elsewhere, with a card cut by its edge.
  const found: string[] = []
  await each(hall, of, 'en', async (room, { page }) => {
    const { unreached, hidden } = await walk(page)
    found.push(
      ...unreached.map((one) => `${room.name}: not reached ${one}`),
      ...hidden.map((one) => `${room.name}: no visible focus on ${one}`),
    )
  })
  return found
}

/** Null, or by how much the page is wider than its window, and what sticks out. */
const tooWide = (page: Page): Promise<string | null> =>
  page.evaluate(
    () =>
      new Promise<string | null>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const page = document.documentElement
            const widest = page.scrollWidth > page.clientWidth || page.clientWidth < innerWidth
            if (!widest) return resolve(null)
            // A column is as wide as the widest in it: what its text reaches to tells which.
            const reach = (one: Element): number => {
              const range = document.createRange()
              range.selectNodeContents(one)
              return range.getBoundingClientRect().right
            }
            const own = [...document.querySelectorAll('body *')].filter((one) => one.children.length === 0)
            const culprits = own.toSorted((a, b) => reach(b) - reach(a)).slice(0, 3)
            const told = culprits.map((one) => `${Math.round(reach(one))} ${one.outerHTML.slice(0, 120)}`)
            resolve(`${page.scrollWidth} of ${innerWidth}: ${told.join(' · ')}`)
          }),
        ),
      ),
  )

/**
 * Presses Tab until the focus comes round. A control is what can be pressed, chosen or typed into; within a tree, a menu
 * or a set of radio buttons one Tab stop is enough, arrows go on from there.
 */
async function walk(page: Page): Promise<{ unreached: string[]; hidden: string[] }> {
  const all = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role=treeitem]'),
    ].filter((one) => {
      const { width, height } = one.getBoundingClientRect()
      if (
        width === 0 ||
        height === 0 ||
        one.closest('[inert], [aria-hidden=true]') ||
        (one instanceof HTMLButtonElement && one.disabled)
      )
        return false
      return one.checkVisibility({ visibilityProperty: true })
    })
    controls.forEach((one, n) => (one.dataset['walk'] = String(n)))
    // Of a group that arrows move within, any member stands for all.
    const groupOf = (one: HTMLElement): string | null => {
      if (one instanceof HTMLInputElement && one.type === 'radio') return `radio ${one.name}`
      const group = one.closest('[role=tree], [role=tablist], [role=toolbar], [role=radiogroup], .map')
      return group ? `${group.getAttribute('role') ?? group.className} ${group.getAttribute('aria-label') ?? ''}` : null
    }
    return controls.map((one, n) => ({
      n: String(n),
      group: groupOf(one),
      html: one.outerHTML.replaceAll(/ data-walk="\d+"/g, '').slice(0, 110),
    }))
  })
  const reached = new Set<string>()
  const hidden: string[] = []
  let first: string | null = null
  for (let presses = 0; presses < all.length + 200; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const one = document.activeElement
      if (!(one instanceof HTMLElement) || one === document.body) return null
      // A radio button may lend its mark to the label that shows it, a card to the leaf inside, a field to its frame.
      const marks = (part: Element | null): boolean => {
        if (part === null || part === document.body) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part)
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
      }
      const parts = [one, one.parentElement, one.nextElementSibling, one.firstElementChild, one.closest('form')]
      const shows = parts.some(marks)
      const { top, bottom, left, right } = one.getBoundingClientRect()
      const seen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
      return { n: one.dataset['walk'] ?? null, shows: shows && seen, html: one.outerHTML.slice(0, 110) }
    })
    if (at === null) continue
    if (at.n !== null && at.n === first && presses > 1) break
    first ??= at.n
    if (at.n !== null) reached.add(at.n)
    if (!at.shows) hidden.push(at.html)
  }
  // What left meanwhile (the oldest of the newest voices, while tables still come in) cannot be reached by anybody.
  const there = new Set(
    await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-walk]')].map((one) => one.dataset['walk'] ?? ''),
    ),
  )
  const groups = new Set(all.filter(({ n }) => reached.has(n)).map(({ group }) => group))
  return {
    unreached: all
      .filter(({ n, group }) => there.has(n) && !reached.has(n) && (group === null || !groups.has(group)))
      .map(({ html }) => html),
    hidden: [...new Set(hidden)],
  }
}
