/**
 * The people of a whole day, each as they would use their own screen: a facilitator at a laptop, citizens with phones,
 * somebody's sheets of paper typed in at the table, and a wall that remembers every byte and every word it was ever shown.
 */
import { expect as shown, type Locator, type Page } from '@playwright/test'
import { shownPaperId } from '@tablee/shared/voices/paper-id'
import type { DialogueId } from '@tablee/shared/ids'
import type { PaperKind } from '@tablee/shared/wire/paper'
import { addPosition, inSight, outlineOf, patience, type Visitor } from '../support/pages.ts'
import type { TestServer } from '../support/server.ts'

export const see = shown.configure({ timeout: patience })

/** The ids on a table's paper, as they are printed; the sheet of a step is known by its title. */
export function paperOf(server: TestServer, dialogue: DialogueId, table: number) {
  const { dialogues, paper } = server.parts
  return (kind: PaperKind, seat: number, title?: string): string => {
    const found = dialogues.dialogue(dialogue)
    if (found === null) throw new Error('no dialogue')
    const tables = dialogues.tables(dialogue).filter(({ number }) => number === table)
    const sheet = paper
      .sheetsOf({ session: 1, kinds: [kind], langs: ['en'] }, found, tables, server.url)
      .find(
        (one) =>
          (title === undefined || one.title.text === title) &&
          (one.seatNumber === seat || one.strip?.seat === `Seat T${table}-0${seat}`),
      )
    if (sheet === undefined) throw new Error(`no sheet ${kind} ${title ?? ''} of T${table}-0${seat}`)
    return shownPaperId(sheet.id)
  }
}

/** A facilitator at the table's laptop. */
export function facilitatorAt({ page }: Visitor) {
  const dialog = page.locator('dialog[open]')
  const round = (title: string) =>
    page.locator('.round', { has: page.getByRole('button', { name: title, exact: true }) })
  const tab = (name: 'Map' | 'Canvas' | 'Voices') => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  async function place(text: string): Promise<Locator> {
    await round('With your seat').or(round('Without a name')).first().waitFor()
    await page.getByRole('button', { name: `Place … ${text.slice(0, 20)}` }).click()
    await dialog.getByRole('heading', { name: 'Where does it belong?' }).waitFor()
    return dialog
  }
  const placed = async () => {
    await dialog.waitFor({ state: 'detached' })
  }
  return {
    page,
    dialog,
    round,
    tab,
    async come(link: string): Promise<void> {
      await page.goto(link)
      await inSight(page, 'main.table .outline .entries, fieldset.where')
      if (await page.locator('fieldset.where').isVisible()) await page.locator('.onward').click()
      await inSight(page, 'main.table .outline .entries')
      await see(page.locator('.bar .light.saved')).toBeVisible()
    },
    argue: (text: string) => addPosition(page, text),
    async move(does: 'Open' | 'Close' | 'Reveal', title: string, before?: (asked: Locator) => Promise<unknown>) {
      await page.getByRole('button', { name: `${does}: ${title}` }).click()
      await before?.(dialog)
      await dialog.getByRole('button', { name: does, exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
      await see(round(title).locator('.state')).toHaveText(
        does === 'Open' ? 'Open now' : does === 'Close' ? 'Closed' : 'Revealed',
      )
    },
    async placeBeneath(text: string, entry: string): Promise<void> {
      const asked = await place(text)
      await asked.getByRole('searchbox', { name: 'Find an entry' }).fill(entry)
      await asked.getByText('1 entry', { exact: true }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await placed()
    },
    async placeAsEntry(text: string): Promise<void> {
      const asked = await place(text)
      await asked.getByRole('button', { name: 'Add the entry' }).click()
      await placed()
    },
    async placeOnCanvas(text: string, kind: 'hope' | 'fear'): Promise<void> {
      const asked = await place(text)
      await asked.getByLabel('What it is').last().selectOption(kind)
      await asked.getByRole('button', { name: 'Put on the canvas' }).click()
      await placed()
    },
    /** Alt and a drag: the card once more, beside itself. */
    async copyOnCanvas(text: string): Promise<void> {
      await tab('Canvas')
      const cards = page.locator('.surface .vision', { hasText: text })
      await see(cards).toHaveCount(1)
      const box = await cards.boundingBox()
      if (box === null) throw new Error(`no card ${text}`)
      const [x, y] = [box.x + box.width / 2, box.y + 14]
      await page.keyboard.down('Alt')
      await page.mouse.move(x, y)
      await page.mouse.down()
      for (let step = 1; step <= 4; step += 1) await page.mouse.move(x + 20 * step, y + 30 * step)
      await page.mouse.up()
      await page.keyboard.up('Alt')
      await see(cards).toHaveCount(2)
      await page.keyboard.press('Escape')
    },
    /** One card of the picture of the future. */
    async picture(text: string): Promise<void> {
      await tab('Canvas')
      await inSight(page, '.surface .tl-canvas')
      await page.getByRole('navigation', { name: 'Put on the canvas' }).getByRole('button', { name: 'Hope' }).dblclick()
      await see(page.locator('.surface textarea')).toBeFocused()
      await page.keyboard.type(text)
      await page.keyboard.press('Escape')
      await see(page.locator('.surface .vision', { hasText: text })).toHaveCount(1)
    },
    /** Types one sheet of paper in. Each part is what the hands do, in its order; the form says that it is kept. */
    async paper(id: string, ...parts: readonly (() => Promise<unknown>)[]): Promise<void> {
      await page.getByRole('button', { name: 'Type in paper' }).click()
      await see(dialog.getByLabel('The sheet’s code')).toBeFocused()
      await page.keyboard.type(id)
      await page.keyboard.press('Enter')
      await see(dialog.locator('.sheet-head')).toContainText(id)
      for (const part of parts) await part()
      await see(dialog.locator('.kept-sheet')).toContainText(id)
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
      await dialog.waitFor({ state: 'detached' })
    },
    keys: (line: string) => async (): Promise<void> => {
      for (const key of line.split(' ')) await page.keyboard.press(key)
    },
    text: (words: string) => async (): Promise<void> => {
      await see(dialog.locator('textarea')).toBeFocused()
      await page.keyboard.type(words)
      await page.keyboard.press('Control+Enter')
    },
    second: () => see(dialog.locator('.pass')).toContainText('Second time'),
  }
}

/** What of a table every screen has to agree on: its entries, what was said beneath them, its voices and its picture. */
export async function tableOn(page: Page): Promise<Readonly<Record<string, readonly string[]>>> {
  const texts = (selector: string) =>
    page.locator(selector).evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText.trim()))
  const entries = await outlineOf(page)
  await page.getByRole('tab', { name: /^Voices/ }).click()
  await inSight(page, '.rounds')
  for (const one of await page.locator('.round-head button[aria-expanded=false]').all()) await one.click()
  const states = await texts('.round-head .state')
  const sheets = await texts('.tray blockquote, .placed blockquote')
  const where = await texts('.placed .lies, .tray-head')
  const figures = await texts('.round .fig tbody tr, .turnout, .kept-answer')
  await page.getByRole('tab', { name: /^Canvas/ }).click()
  await page.getByRole('button', { name: 'List' }).click()
  await inSight(page, '.canvas-list li')
  const canvas = await texts('.canvas-list li')
  return { entries, states, sheets, where, figures, canvas }
}

/** A citizen with a phone. */
export function phoneOf(one: Visitor) {
  let { page } = one
  const tap = (name: string | RegExp) => page.getByRole('button', { name, exact: name === 'Send' }).tap()
  const toBoard = async (): Promise<void> => {
    await page.getByRole('link', { name: 'To our table’s board' }).tap()
    await inSight(page, 'main.table .outline .entries [role=treeitem]')
  }
  return {
    get page() {
      return page
    },
    context: one.context,
    /** Scanned, three taps, consent. */
    async come(link: string, seat: number, { observed = true, quoted = true } = {}): Promise<void> {
      await page.goto(link)
      await page.waitForURL('**/seat')
      await tap('English')
      await tap(new RegExp(`^${seat} `))
      const answer = (question: string, yes: boolean) =>
        page
          .getByRole('radiogroup', { name: question })
          .getByRole('radio', { name: yes ? 'Yes' : 'No' })
          .tap()
      await answer('I take part.', true)
      await answer('My words may be quoted.', quoted)
      await answer('My words may be watched while we talk.', observed)
      await tap('Go on')
      await see(page.getByText('it appears here by itself')).toBeVisible()
    },
    sheet: () => page.getByLabel('Your sheet'),
    async write(prompt: string, text: string): Promise<void> {
      await see(page.getByRole('heading', { name: prompt })).toBeVisible()
      await page.getByLabel('Your sheet').fill(text)
      await tap('Send')
      await see(page.getByText('It has arrived')).toBeVisible()
    },
    /** Begins a second sheet and leaves it lying. */
    async begin(text: string): Promise<void> {
      await tap('Write another')
      await page.getByLabel('Your sheet').fill(text)
      await see(page.getByText('Draft kept')).toBeVisible()
    },
    /**
     * The screen goes dark in the middle of a word, the browser drops the page, and it is opened again. How long it was
     * away is nothing that the page can tell.
     */
    async locked(): Promise<void> {
      const cdp = await one.context.newCDPSession(page)
      await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
      const url = page.url()
      await page.close()
      page = await one.context.newPage()
      page.setDefaultTimeout(patience)
      await page.goto(url)
    },
    /** One question after the other, by thumb, looked over and sent. */
    async answer(send: 'Send my vote' | 'Send my answers', answers: readonly (() => Promise<void>)[]): Promise<void> {
      for (const [n, give] of answers.entries()) {
        await see(page.locator('.steps-bar')).toContainText(new RegExp(`Question .?${n + 1}.? of .?${answers.length}`))
        await give()
        await tap(n + 1 === answers.length ? 'Check my answers' : 'Next')
      }
      await see(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible()
      await tap(send)
      await see(page.getByText('It has arrived')).toBeVisible()
    },
    pick: (name: string) => async (): Promise<void> => {
      await page.getByRole('radio', { name, exact: true }).tap()
    },
    mark: (option: string, name: string) => async (): Promise<void> => {
      await page.getByRole('radiogroup', { name: option }).getByRole('radio', { name }).tap()
    },
    home: () => tap('Back to the overview'),
    toBoard,
    /** Where citizens edit: over to the board, one position, and back to the own page. */
    async argue(text: string): Promise<void> {
      await tap('Back to the overview')
      await toBoard()
      await addPosition(page, text)
      await see(page.locator('.bar .light.saved')).toBeAttached()
      await page
        .locator('nav.sides')
        .getByRole('button', { name: /^Voices/ })
        .tap()
      await page.getByRole('link', { name: 'To my own page' }).tap()
      await inSight(page, 'nav.also')
    },
  }
}

/** Keeps all that a page was ever sent or showed. */
export async function remembers({ page }: Visitor) {
  const bytes: string[] = []
  const bodies: Promise<void>[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => bytes.push(Buffer.from(payload).toString('utf8'))),
  )
  page.on('response', (response) => {
    if (!/\/api\//.test(response.url())) return
    bodies.push(
      response.text().then(
        (text) => void bytes.push(text),
        () => undefined,
      ),
    )
  })
  await page.addInitScript(() => {
    const all = new Set<string>()
    Object.assign(window, { everShown: all })
    const note = () => void all.add(document.body?.textContent ?? '')
    new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true })
  })
  const seen = async (): Promise<string> => {
    await Promise.all(bodies)
    const texts = await page.evaluate(() => [...(window as unknown as { everShown: Set<string> }).everShown])
    return [...bytes, ...texts, await page.locator('body').innerText()].join('\n')
  }
  return {
    page,
    /** Which of these it has ever come to know. */
    async knows(canaries: readonly string[]): Promise<readonly string[]> {
      const all = await seen()
      return canaries.filter((one) => all.includes(one))
    },
  }
}
