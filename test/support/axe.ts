/**
 * axe in a page, every rule of WCAG 2.2 AA and its best practice. Run in the page itself and asked for violations only:
 * through AxeBuilder the same looks take four times as long, most of it for telling what was fine.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const here = createRequire(import.meta.url)
const source = readFileSync(here.resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }
type Axe = { run(context: unknown, options: unknown): Promise<{ violations: readonly Violation[] }> }

/** What axe finds, one line for each rule with the first places; `without` leaves a part out. */
export async function violations(page: Page, without?: string): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  return page.evaluate(
    async ([wanted, exclude]) => {
      const { axe } = globalThis as unknown as { axe: Axe }
      const context = exclude === null ? document : { exclude: [exclude] }
      const { violations: found } = await axe.run(context, {
        runOnly: { type: 'tag', values: wanted },
        resultTypes: ['violations'],
        // Style sheets are fetched once more for one rule only, which is an experiment and not among these.
        preload: { assets: ['media'] },
      })
      // A menu stands above the page as a dialog does, and its button leads to it: no landmark has to.
      const isMenu = ({ html }: { readonly html: string }) => /^<\w+ [^>]*role="menu"/.test(html)
      return found
        .filter(({ id, nodes }) => id !== 'region' || !nodes.every(isMenu))
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map((node) => node.html.slice(0, 160))
              .join(' | ')}`,
        )
    },
    [tags, without ?? null] as const,
  )
}
