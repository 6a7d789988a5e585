/**
 * What the screens look like is kept beside the tests of looks, so that a change of looks is a decision: `pnpm looks` keeps the
 * new ones. A picture that differs is laid into test-results/looks, with the kept one and what differs in red.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { launch } from '../support/browser.ts'
import { difference, pack, plain, unpack, type Picture } from '../support/looks.ts'
import { buildScreens } from '../support/pages.ts'
import { startServer } from '../support/server.ts'
import { gallery, newPage, type Screens } from './table-screens.ts'

export const kept = fileURLToPath(new URL('looks/', import.meta.url))
const results = fileURLToPath(new URL('../../test-results/looks/', import.meta.url))
export const keeps = process.env['LOOKS'] === 'keep'
const noon = Date.UTC(2026, 10, 28, 12)

export type Look = {
  readonly state: string
  /** What comes last: pages and panels are loaded when they are opened. */
  readonly ready: string
  readonly lang?: string
  readonly size?: Size
  readonly dim?: boolean
}
type Size = readonly [width: number, height: number]
export const map = '.map .card-at'
const phone: Size = [360, 740]
const wall: Size = [1920, 1080]
export const looks: readonly Look[] = [
  { state: 'parts', ready: 'main' },
  { state: 'table', ready: map },
  { state: 'table', ready: map, dim: true },
  { state: 'table', ready: '[role=treeitem]', size: phone },
  { state: 'table', ready: map, size: wall },
  { state: 'empty', ready: '.map' },
  { state: 'writing', ready: map },
  { state: 'offline', ready: map },
  { state: 'dictate-listening', ready: '.mic.on' },
  { state: 'dictate-heard', ready: '.mic-says.heard' },
  { state: 'dictate-heard-rtl', ready: '.mic-says.heard', lang: 'ar', size: phone },
  { state: 'dictate-denied', ready: '.mic-says.trouble' },
  { state: 'dictate-insecure', ready: '.mic-none' },
  { state: 'translate-machine-working', ready: '.machine progress' },
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
  { state: 'watch-wall-film-words', ready: '.film .caption', lang: 'de', size: wall, dim: true },
  { state: 'watch-wall-given', ready: '.given td .num', lang: 'fr', size: wall },
  { state: 'watch-wall-given-many', ready: '.given td .num', lang: 'de', size: wall, dim: true },
  { state: 'table-shares-open', ready: '.hall-asks li', lang: 'ar' },
  { state: 'conditions', ready: '.cond .group' },
  { state: 'coding', ready: '.cdg .margin .names' },
  { state: 'results', ready: '.pairs td b' },
  { state: 'results', ready: '.pairs td b', lang: 'ar', size: phone },
  { state: 'results-cross', ready: '.xt td b' },
  { state: 'watch-table', ready: map },
  { state: 'watch-table', ready: 'main', size: phone },
  { state: 'vision-open', ready: '.area .el' },
  { state: 'vision-field', ready: '.dot', lang: 'ar', size: phone },
  { state: 'join-landing', ready: 'main', size: phone },
  { state: 'join-seat', ready: 'main', lang: 'ar', size: phone },
  { state: 'join-cards', ready: 'main' },
  { state: 'backup-replaces', ready: 'main' },
  { state: 'seat-seats', ready: 'main', size: phone },
  { state: 'seat-consent-answered', ready: 'main', size: phone },
  { state: 'seat-write', ready: 'main', size: phone },
  { state: 'seat-write-rtl', ready: 'main', lang: 'ar', size: phone },
  { state: 'seat-film-held', ready: '.film-words', size: phone },
  { state: 'seat-choose', ready: 'main', size: phone },
  { state: 'seat-ranking', ready: 'main', size: phone },
  { state: 'room-showing-held', ready: '.leading', size: [1024, 768] },
  { state: 'snapshots-difference', ready: 'main table' },
  { state: 'hall-map', ready: '.map .told' },
  { state: 'translate-draft', ready: '.led .cur' },
]
/** Looked at by the test command; the others by the one for more. */
export const ofEachDay = ['table', 'rtl-ar', 'seat-write-360']
export const nameOf = ({ state, lang, size, dim }: Look): string =>
  [state, lang, size?.[0], dim ? 'dim' : undefined].filter((part) => part !== undefined).join('-')

/** Letters as the font has them, on any machine: without the hints and whole pixels of its rasteriser. */
const asDrawn = 'html, html * { text-rendering: geometricPrecision !important }'

/** Waits until nothing moves any more: two pictures in a row are the same. */
export async function picture(page: Page): Promise<Picture> {
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

export async function compare(page: Page, name: string, now: Picture): Promise<string | null> {
  const file = `${kept}${name}.webp`
  const outcome = (what: string) => `${results}${name}.${what}.png`
  for (const what of ['kept', 'now', 'difference']) rmSync(outcome(what), { force: true })
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
    writeFileSync(outcome(what), await pack(page, one, 'image/png'))
  const at = `${where.w} x ${where.h} px at ${where.x}, ${where.y} (${place.toFixed(0)} levels, ${area.toFixed(0)} over an area)`
  return `${name} looks different: ${at}. See test-results/looks/${name}.{kept,now,difference}.png; if it is meant: pnpm looks`
}

export type Studio = { readonly screens: Screens; readonly page: Page & { readonly failures: string[] } }

/** The same people, words and hour on every run, in the browser that people have. */
export async function openStudio(): Promise<Studio> {
  buildScreens()
  const started = startServer({ seed: 'looks', clock: () => noon })
  const [server, browser] = await Promise.all([started, launch('whole')])
  const close = async () => void (await Promise.all([browser.close(), server.close()]))
  const screens = { server, browser, close }
  const steady = { reducedMotion: 'reduce', bypassCSP: true, timezoneId: 'UTC', locale: 'en-GB' } as const
  const page = await newPage(screens, steady)
  await page.clock.setFixedTime(noon)
  // What one state's table was in the middle of saying is kept on the device, and no part of the next one's look.
  await page.addInitScript(() => location.pathname.endsWith('/gallery.html') && localStorage.clear())
  return { screens, page }
}

export async function open(
  { screens, page }: Studio,
  { state, ready, lang = 'en', size: [width, height] = [1440, 900], dim = false }: Look,
): Promise<void> {
  await page.setViewportSize({ width, height })
  await gallery(screens, page, state, lang, dim ? '&light=dim' : '')
  await page.locator(ready).first().waitFor({ state: 'attached' })
}

/** Null if it looks as it was kept, else what to do about it; what failed meanwhile as well. */
export async function looksAsKept(studio: Studio, look: Look): Promise<string | null> {
  await open(studio, look)
  const found = await compare(studio.page, nameOf(look), await picture(studio.page))
  return found ?? (studio.page.failures.splice(0).join('; ') || null)
}
