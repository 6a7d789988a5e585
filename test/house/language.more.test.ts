/** A sixth language, made by machine, is checked, built and looked at: nothing was changed by hand but a file in each folder. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { partOf } from '../e2e/gallery-picked.ts'
import { all } from '../e2e/gallery-states.ts'
import { gallery, haveBrowser, newPage, type Screens } from '../e2e/table-screens.ts'
import { launch } from '../support/browser.ts'
import { startServer } from '../support/server.ts'
import { addLanguage, copyTree, sixth } from './sixth.ts'

const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))
let tree: string
beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'tablee-language-'))
  copyTree(tree)
  await addLanguage(tree)
  execFileSync('node', [join(tree, 'test/static/messages.ts'), '--write'])
}, 60_000)
afterAll(() => rmSync(tree, { recursive: true, force: true }))

/** What the type checker says of server and screens: nothing, or what is wrong. */
function faults(): string {
  try {
    return execFileSync(join(bin, 'tsc'), ['-b', 'client', 'server'], { cwd: tree, encoding: 'utf8' })
  } catch (cause) {
    return cause instanceof Error && 'stdout' in cause ? String(cause.stdout) : String(cause)
  }
}

it('[I18N2] with a file in each folder it is whole; a sentence that one lacks, or that English has not, is a type error', () => {
  expect(faults()).toBe('')
  const file = join(tree, `client/src/seat/messages/${sixth}.ts`)
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, whole.replace(/"([^"]+)":/, '"$1x":'))
  const told = faults()
  writeFileSync(file, whole)
  expect(told).toContain(`client/src/seat/messages/${sixth}.ts`)
  expect(told).toMatch(/missing in type|does not exist in type/)
}, 300_000)

it.skipIf(!haveBrowser)(
  '[I18N3] it is built as it stands, and no state of the gallery that chance picks is wider than its window in it',
  async () => {
    execFileSync('node', [join(tree, 'client/build.ts')], { stdio: 'pipe' })
    const server = await startServer({ screens: join(tree, 'client/dist/app') })
    const browser = await launch('any')
    const close = async () => {
      await browser.close()
      await server.close()
    }
    const screens: Screens = { server, browser, close }
    try {
      const page = await newPage(screens, { reducedMotion: 'reduce' })
      const wide: string[] = []
      // The sheet of parts is nobody's screen: each of them is on one.
      const screensOf = all.filter((one) => one !== 'parts')
      for (const state of partOf('states in a sixth language', screensOf, 8)) {
        await page.setViewportSize({ width: 320, height: 800 })
        await gallery(screens, page, state, sixth)
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(sixth)
        for (const width of [320, 1024]) {
          await page.setViewportSize({ width, height: 800 })
          const past = await page.evaluate(async () => {
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
            return document.documentElement.scrollWidth - innerWidth
          })
          if (past > 0) wide.push(`${state}, ${width} px: ${past} px`)
        }
      }
      expect(wide).toEqual([])
      expect(page.failures).toEqual([])
    } finally {
      await close()
    }
  },
  600_000,
)
