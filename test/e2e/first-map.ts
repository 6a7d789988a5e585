/**
 * Time to the first map: a table's question is given; three positions, two reasons for, one against, one that weakens a
 * link, one condition and two people's words, by what the screen's own labels say. An action is a click, a tap or a chord;
 * what people say costs nothing. One server and one browser for all runs; each has a board of its own.
 */
import { entered, patience } from '../support/pages.ts'
import type { BrowserContextOptions, Locator, Page } from '@playwright/test'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { inSight } from '../support/pages.ts'
import { newPage, openScreens, rows, type Screens } from './table-screens.ts'

const said = [
  { seat: 1, lang: 'fr', called: 'French', text: 'Que le constructeur réponde, il a les journaux.' },
  { seat: 2, lang: 'de', called: 'German', text: 'Ich will einen Menschen am Telefon.' },
] as const
/** Number, kind, relation and wording, as the outline of the document has them. */
const wanted = [
  ['1', 'position', 'answers', 'The maker'],
  ['1.1', 'argument', 'supports', 'It has the logs'],
  ['1.2', 'argument', 'supports', 'It can change the code'],
  ['1.3', 'argument', 'attacks', 'It is abroad'],
  ['1.3.1', 'argument', 'undercuts', 'The contract is signed here'],
  ['1.4', 'condition', 'qualifies', 'If it has an office here'],
  ['2', 'position', 'answers', 'The city'],
  ['3', 'position', 'answers', 'The operator'],
]

export type FirstMaps = Awaited<ReturnType<typeof openFirstMaps>>
export type Hand = 'mouse' | 'touch'

export async function openFirstMaps() {
  const screens: Screens = await openScreens()
  let seen: Page | null = null
  let free = 0

  /** A board on which nobody has written, with its question. */
  async function sit(options: BrowserContextOptions) {
    const page = await newPage(screens, options)
    seen = page
    page.setDefaultTimeout(10_000)
    free += 1
    const table = 1 + (free % 6)
    await entered(screens.server, page, 'facilitator', table)
    const board = screens.server.board(table, free > 6 ? 4 : 3)
    await page.goto(`${screens.server.url}/table/${board}`)
    await inSight(page, '[role=treeitem]')
    // The demo has talked here: all but the question goes.
    for (let left = await rows(page).count(); left > 1; left -= 1) {
      await rows(page).nth(1).focus()
      await page.keyboard.press('Delete')
      await expect.poll(() => rows(page).count(), { timeout: patience }).toBe(left - 1)
    }
    await page.getByText('All saved').waitFor()
    await page.reload()
    await inSight(page, '[role=treeitem]')
    return { page, board, question: await rows(page).locator('.wording-of').innerText() }
  }

  async function isTheMap(
    { page, board, question }: Awaited<ReturnType<typeof sit>>,
    map: readonly unknown[] = wanted,
    words: readonly { seat: number; lang: string; text: string }[] = said,
  ): Promise<void> {
    const stored = async () => {
      const doc = newBoardDoc()
      for (const update of (await screens.server.parts.journal.load(`board:${board}`)).updates)
        Y.applyUpdate(doc, update)
      return readBoard(doc)
    }
    const texts = new Set<string>(said.map(({ text }) => text))
    const heard = async () =>
      [...(await stored()).words.values()]
        .filter(({ text }) => texts.has(text))
        .map(({ seat, lang, text }) => ({ seat: Number(seat?.split('-')[1]), lang, text }))
        .toSorted((a, b) => a.seat - b.seat)
    await expect.poll(heard, { timeout: patience }).toEqual(words.map(({ seat, lang, text }) => ({ seat, lang, text })))
    const read = await stored()
    expect(
      read.outline.map((one) => {
        const node = read.nodes.get(one.node)
        const relation = one.relation === null ? null : read.relations.get(one.relation)
        return [one.number, node?.kind, relation?.kind ?? null, node?.wording]
      }),
    ).toEqual([['', 'issue', null, question], ...map])
    expect(page.failures).toEqual([])
    await page.context().close()
  }

  /** Right at the first try, in at most 34 clicks or taps. */
  async function byHand(hand: Hand, width: number, height: number): Promise<void> {
    const table = await sit({
      viewport: { width, height },
      ...(hand === 'touch' ? { hasTouch: true, isMobile: width < 500 } : {}),
    })
    const { page } = table
    let actions = 0
    const press = async (what: Locator) => {
      actions += 1
      await (hand === 'touch' ? what.tap() : what.click())
    }
    const button = (name: string) => page.getByRole('button', { name, exact: true }).filter({ visible: true })
    const row = (text: string) => rows(page).filter({ hasText: text })
    const position = async (text: string) => {
      await press(button('Add a position'))
      await page.keyboard.type(text)
    }
    const beneath = async (entry: string, label: string, text: string) => {
      await press(row(entry).getByRole('button', { name: /^What to do with/ }))
      await press(page.getByRole('menuitem', { name: label, exact: true }))
      await page.keyboard.type(text)
    }
    await position('The maker')
    await position('The city')
    await position('The operator')
    await beneath('The maker', 'Reason for', 'It has the logs')
    await beneath('The maker', 'Reason for', 'It can change the code')
    await beneath('The maker', 'Reason against', 'It is abroad')
    await beneath('It is abroad', 'Weakens this step', 'The contract is signed here')
    await beneath('The maker', 'Yes, if', 'If it has an office here')
    for (const { seat, called, text } of said) {
      await beneath('The maker', 'Somebody’s words', text)
      await press(page.getByRole('radio', { name: `Seat ${seat}` }))
      // A list of languages is opened and one is chosen.
      await press(page.locator('.say').getByRole('button', { name: /^Language: / }))
      await press(page.getByRole('dialog', { name: 'Language' }).getByRole('button', { name: called }).first())
      await press(page.locator('.say').getByRole('button', { name: /^Add/ }))
    }
    console.log(`actions to the first map, ${hand} at ${width}: ${actions}`)
    expect(actions).toBeLessThanOrEqual(34)
    await isTheMap(table)
  }

  /** Right at the first try, in at most 26 chords; a letter that seeks something counts, the dialogue's text does not. */
  async function byKeyboard(): Promise<void> {
    const table = await sit({})
    const { page } = table
    let actions = 0
    const press = async (...chords: string[]) => {
      for (const chord of chords) {
        actions += 1
        await page.keyboard.press(chord)
      }
    }
    const type = (text: string) => page.keyboard.type(text)
    /** By the number that the list shows beside its name. */
    const language = async (called: string) => {
      await press('Alt+l')
      const near = page.getByRole('dialog', { name: 'Language' }).getByRole('button', { name: called }).first()
      await press(await near.locator('kbd').innerText())
      await page.locator('.say textarea:focus').waitFor()
      await page
        .locator('.say')
        .getByRole('button', { name: `Language: ${called}`, exact: true })
        .waitFor()
    }
    await press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('To the outline')
    await press('Enter')
    await page.locator('[role=treeitem]:focus').waitFor()
    await press('!')
    await type('The maker')
    await press('Enter')
    await type('The city')
    await press('Enter')
    await type('The operator')
    await press('Enter', '+')
    await type('It has the logs')
    await press('Enter')
    await type('It can change the code')
    await press('Enter', ',')
    await type('If it has an office here')
    await press('Enter', '-')
    await type('It is abroad')
    await press('Enter', '/')
    await type('The contract is signed here')
    await press('Control+Enter')
    await page.locator('.say textarea:focus').waitFor()
    await type(said[0].text)
    await press('Alt+ArrowDown')
    await language('French')
    await press('Enter')
    await page.locator('.say textarea:focus').waitFor()
    await type(said[1].text)
    await press('Alt+ArrowUp')
    await language('German')
    await press('Enter')
    console.log(`actions to the first map, keyboard: ${actions}`)
    expect(actions).toBeLessThanOrEqual(26)
    await isTheMap(
      table,
      [
        ['1', 'position', 'answers', 'The maker'],
        ['2', 'position', 'answers', 'The city'],
        ['3', 'position', 'answers', 'The operator'],
        ['3.1', 'argument', 'supports', 'It has the logs'],
        ['3.2', 'argument', 'supports', 'It can change the code'],
        ['3.3', 'condition', 'qualifies', 'If it has an office here'],
        ['3.4', 'argument', 'attacks', 'It is abroad'],
        ['3.4.1', 'argument', 'undercuts', 'The contract is signed here'],
      ],
      [said[0], { ...said[1], seat: 6 }],
    )
  }

  return { byHand, byKeyboard, pages: () => (seen ? [seen] : []), close: () => screens.close() }
}
