/**
 * A phone of 2020 knows no cascade layers: its style sheet is written without them. States of the phone, those that chance picks, are laid out
 * by that one and by the one that stands in the sources, in one browser, element by element.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partOf } from './gallery-picked.ts'
import { narrow } from './gallery-states.ts'
import { gallery, haveBrowser, newPage, openScreens, type Screens } from './table-screens.ts'

const client = fileURLToPath(new URL('../../client', import.meta.url))
const out = process.env['SCREENS'] ?? join(client, 'dist/app')

/** In the order in which the modules run that load them. */
function inLayers(): string {
  const seen = new Set<string>()
  const sheets: string[] = []
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    if (file.endsWith('.css')) sheets.push(text)
    else
      for (const [, target = ''] of text.matchAll(/^(?:import|export)(?! type)[^'";]*'(\.[^']+)'/gm))
        visit(join(dirname(file), target))
  }
  visit(join(client, 'src/seat/main.tsx'))
  return sheets.join('\n')
}

/** Both alike have the browser's fonts, at once. */
const fontless = (css: string): string => css.replace(/@font-face\s*{[^}]*}/g, '')

/** Which elements look different by the one and by the other, and what stands before and behind them. */
const compare = (page: Page, sheets: readonly string[]): Promise<{ elements: number; different: readonly string[] }> =>
  page.evaluate((texts) => {
    for (const one of document.querySelectorAll('link[rel=stylesheet], style')) one.remove()
    const elements = [...document.querySelectorAll('html, body, #root, #root *')]
    const [mine = [], theirs = []] = texts.map((text) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(`${text}\n*, ::before, ::after { transition: none !important; animation: none !important }`)
      document.adoptedStyleSheets = [sheet]
      return elements.flatMap((element) =>
        [undefined, '::before', '::after'].map((part) => {
          const style = getComputedStyle(element, part)
          const names = part === undefined || style.content !== 'none' ? [...style] : ['content']
          // A colour of the palette may be written in two ways; what it colours is compared. No background is `0 0` when minified.
          return names
            .filter((name) => !/^(--|background-position)/.test(name))
            .map((name) => `${name}: ${style.getPropertyValue(name)}`)
        }),
      )
    })
    const different = mine.flatMap((looks, i) => {
      const off = looks.flatMap((one, j) =>
        one === theirs[i]?.[j] ? [] : [`${one} (without layers ${theirs[i]?.[j]})`],
      )
      const of = elements[Math.floor(i / 3)]
      return off.length === 0
        ? []
        : [
            `${of?.tagName} ${of?.getAttribute('class')} ${['', '::before', '::after'][i % 3]}: ${off.slice(0, 6).join('; ')}`,
          ]
    })
    return { elements: elements.length, different }
  }, sheets.map(fontless))

describe.skipIf(!haveBrowser)('a phone’s styles', () => {
  let screens: Screens
  let page: Page & { readonly failures: string[] }
  beforeAll(async () => {
    screens = await openScreens()
    page = await newPage(screens, { reducedMotion: 'reduce', viewport: { width: 360, height: 640 } })
  }, 120_000)
  afterAll(() => screens?.close())

  it('[PHN3] are the same without layers, in every state that chance picks and for every element', async () => {
    const folder = join(out, 'assets/seat')
    const old = readdirSync(folder).filter((name) => name.endsWith('.css'))
    const without = old.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
    const layered = inLayers()
    expect(layered).toMatch(/@layer components[^]*@layer screens/)
    const these = partOf('a phone’s styles', narrow, 3)
    let elements = 0
    const different: string[] = []
    for (const [state, lang] of these) {
      await gallery(screens, page, state, lang)
      const found = await compare(page, [layered, without])
      elements += found.elements
      different.push(...found.different.map((one) => `${state} ${lang}, ${one}`))
    }
    console.log(`${elements} elements in ${these.length} states`)
    expect(elements).toBeGreaterThan(20 * these.length)
    expect(different.slice(0, 20)).toEqual([])
  })
})
