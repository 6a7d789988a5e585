/** The day itself: who is there, what each does before the upgrade, and what has to be there after it. */
import type { Browser, Page } from '@playwright/test'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { inSight, light, openTab, row, sizes, visitor, type Visitor } from '../support/pages.ts'
import { dialogue, type House } from './house.ts'
import * as does from './people.ts'
import { see } from './people.ts'

type Day = {
  readonly house: House
  readonly browser: Browser
  readonly signal: 'SIGKILL' | 'SIGTERM'
  /** Where pictures of all pages go whenever something was lost. */
  readonly shots: string | null
}

const [alone, vote] = ['A moment for yourself', 'Each for yourself: a vote']
const atTables = [
  ['reporter', 'reporter', 1],
  ['facilitator', 'facilitator', 1],
  ['tunnel', 'reporter', 1],
  ['closed', 'reporter', 4],
] as const
const away = ['tunnel', 'closed', 'writer', 'voter']
const raise = (why: string): never => {
  throw new Error(why)
}
/** What a browser says of a server that is not there. */
const cutOff = /Failed to load resource|WebSocket|ERR_|passive event listener/

export async function day({ house, browser, signal, shots }: Day): Promise<{ held: number; lost: number }> {
  let held = 0
  let lost = 0
  let takenBack = 0
  const people = new Map<string, Visitor>()
  const addresses = new Map<string, string>()
  const of = (name: string): Visitor => people.get(name) ?? raise(`nobody is called ${name}`)
  const said = (text: string): void => console.log(text)

  async function come(name: string, phone = false): Promise<Visitor> {
    const one = await visitor({ browser }, { expected: cutOff, ...(phone ? sizes.phone : {}) })
    people.set(name, one)
    return one
  }
  async function pictures(of: string): Promise<void> {
    for (const [name, { page }] of shots === null ? [] : people)
      if (!page.isClosed()) await page.screenshot({ path: `${shots}/${of}-${name}.png` }).catch(() => undefined)
  }
  async function holds(what: string, look: () => Promise<unknown>): Promise<void> {
    try {
      await look()
      held += 1
      said(`held  ${what}`)
    } catch (cause) {
      lost += 1
      said(`LOST  ${what}\n      ${String(cause).split('\n').slice(0, 8).join('\n      ')}`)
      await pictures(`${lost}`)
    }
  }
  /** What the server holds, asked until it is there. */
  const server = (...texts: string[]) =>
    see
      .poll(async () => {
        const all = await house.holds()
        return texts.filter((text) => !all.includes(text))
      })
      .toEqual([])
  /** How many words stand as taken back. */
  const withdrawn = async (): Promise<number> => (await house.holds()).match(/"withdrawn":\d/g)?.length ?? 0
  const saved = (page: Page) => see(light(page)).toHaveText('All saved')
  const on = ({ page }: Visitor, text: string) => see(row(page, text)).toHaveCount(1)
  /** Everything that this phone answered has reached the server, as sent. */
  const sent = async (one: Visitor): Promise<boolean> => {
    const answers = (await seat(one)).rounds.flatMap(({ task }) =>
      task.kind === 'write' ? [] : Object.values(task.answers),
    )
    return answers.length > 0 && answers.every((answer) => answer.sent)
  }
  const seat = async ({ page }: Visitor): Promise<SeatAnswer> =>
    house.told<SeatAnswer>('/api/seat', await does.phoneSession(page))

  try {
    await before()
    await after()
  } catch (cause) {
    await pictures('story')
    throw cause
  }
  return { held, lost }

  async function before(): Promise<void> {
    // The tables are in the session of writing, drawing and voting.
    await house.told(`/api/dialogues/${dialogue}/session`, house.organiser, { session: 3 })
    for (const [name, role, table] of atTables) await does.atTable(await come(name), await house.card(role, table))
    await does.atSeat(await come('writer', true), await house.card('citizen', 1), 2)
    await does.atSeat(await come('voter', true), await house.card('citizen', 1), 3)
    await (await come('watcher')).page.goto(`${await house.card('observer')}#table-1`)
    await of('watcher').page.getByRole('button', { name: 'Outline' }).click()
    await (await come('organiser')).page.goto(await house.card('organiser'))
    await inSight(of('organiser').page, '.print-sheets')

    await does.says(of('tunnel'), 'Words to be withdrawn')
    await does.argues(of('reporter'), 'Said and saved before')
    for (const name of ['tunnel', 'reporter']) await saved(of(name).page)
    await see(of('watcher').page.getByText('Said and saved before').first()).toBeVisible()
    await does.moves(of('facilitator'), 'Open', alone)
    await see(of('writer').page.getByLabel('Your sheet')).toBeVisible()
    await does.moves(of('facilitator'), 'Open', vote)
    await see(of('voter').page.getByText(vote).first()).toBeVisible()

    // On plain http a part that was never opened is not there without a network.
    for (const name of ['tunnel', 'closed']) {
      await does.atNotes(of(name).page)
      await does.onCanvas(of(name).page)
    }
    // Some lose the network, and go on.
    for (const name of away) await of(name).context.setOffline(true)
    const { tunnel, closed } = { tunnel: of('tunnel'), closed: of('closed') }
    await see(light(tunnel.page)).toHaveText('Offline')
    await does.argues(tunnel, 'Typed in the tunnel')
    takenBack = await withdrawn()
    await does.withdraws(tunnel, 'Words to be withdrawn')
    await does.minutes(tunnel, 'Minuted in the tunnel')
    await does.draws(tunnel)
    await does.photographs(tunnel, '#b0370c')
    await does.argues(closed, 'Typed and closed')
    await does.minutes(closed, 'Minuted and closed')
    await see(light(closed.page)).toHaveText(/kept here/)
    addresses.set('closed', closed.page.url())
    await closed.page.close()
    await does.turnsTo(of('writer'), alone)
    await of('writer').page.getByLabel('Your sheet').fill('Half a sentence')
    await see(of('writer').page.getByText('Kept on this phone')).toBeVisible()
    await does.turnsTo(of('voter'), vote)
    await does.votes(of('voter'))
    // And one is in the middle of a sentence, with a network and all.
    await does.begins(of('reporter'), 'In the middle of')
    said(`everybody is there; ${signal}`)
    await house.upgrade(signal)
    await of('reporter').page.keyboard.type(' a sentence')
    await of('reporter').page.keyboard.press('Escape')
    said(`upgraded\n\nThe old pages, without a reload:`)
  }

  async function after(): Promise<void> {
    for (const name of away) await of(name).context.setOffline(false)
    const { page: tunnel } = of('tunnel')
    await holds('a sentence in the middle of which the server went', () => server('In the middle of a sentence'))
    await holds('an entry typed offline', () => server('Typed in the tunnel'))
    await holds('minutes typed offline', () => server('Minuted in the tunnel'))
    await holds('a stroke drawn offline', () => server('"type":"draw"'))
    await holds('a photo of paper chosen offline', async () => {
      const photo = await shownPhoto()
      const answer = await house.ask(`/api/boards/${await does.boardOf(tunnel)}/photos/${photo}`, house.organiser)
      if ((await answer.arrayBuffer()).byteLength < 500) throw new Error('no picture')
    })
    await holds('a command given offline', () => see.poll(withdrawn).toBe(takenBack + 1))
    await holds('the light says that all is saved', () => saved(tunnel))
    await holds('a draft half written on a phone, and told to the server', async () => {
      await see(of('writer').page.getByLabel('Your sheet')).toHaveValue('Half a sentence')
      await see.poll(async () => JSON.stringify(await seat(of('writer')))).toContain('Half a sentence')
    })
    await holds('a vote cast offline', () => see.poll(() => sent(of('voter'))).toBe(true))

    // They go on as if nothing had been.
    await holds('a page that was closed offline is opened again and sends what it kept', async () => {
      const again = await openTab(of('closed').context, cutOff)
      people.set('closed', again)
      await again.page.goto(addresses.get('closed') ?? '')
      await on(again, 'Typed and closed')
      await server('Typed and closed', 'Minuted and closed')
      await saved(again.page)
    })
    await holds('an old page types on, and the others at its table see it', async () => {
      await does.argues(of('reporter'), 'Typed on an old page')
      for (const name of ['tunnel', 'facilitator']) await on(of(name), 'Typed on an old page')
      await server('Typed on an old page')
    })
    await holds('a part of an old page that it had not loaded yet is opened', () => does.onCanvas(of('reporter').page))
    await holds('an old page that watches goes on', async () => {
      for (const text of ['Typed in the tunnel', 'Typed on an old page'])
        await see(of('watcher').page.getByText(text).first()).toBeVisible()
    })
    await holds('an old page draws the curtain and opens it, and who watches sees that', () => curtain())
    await holds('an old phone sends its sheet', async () => {
      await of('writer').page.getByLabel('Your sheet').fill('Half a sentence that is whole now')
      await of('writer').page.getByRole('button', { name: 'Send', exact: true }).tap()
      await see(of('writer').page.getByText('It has arrived')).toBeVisible()
    })
    await holds('an old page closes a round, and the phone is told', async () => {
      await does.moves(of('facilitator'), 'Close', vote)
      await see(of('voter').page.getByText('This counts, as you sent it:')).toBeVisible()
    })
    // What it is told of the vote that was closed says where the sheet stands, too: it was there before.
    await holds('an old page is not told how many of so few have handed in', async () => {
      const { page } = of('facilitator')
      await see(page.locator('.round', { hasText: vote }).locator('.state')).toHaveText('Closed')
      const sheet = page.locator('.round', { hasText: alone })
      const opens = sheet.locator('[aria-expanded=false]').first()
      if (await opens.isVisible()) await opens.click()
      // Its body is there: what would say the number stands in it.
      await see(sheet.locator('.said-of').first()).toBeVisible()
      // A number: that it is not said of so few may be told.
      await see(page.getByText(/\d seats? ha(s|ve) handed in/)).toHaveCount(0)
    })
    await holds('an old organiser’s page withdraws a card', () => withdrawsCard('Table 6'))

    said('\nReloaded, closed and opened:')
    for (const name of people.keys()) await holds(`${name}’s page is of the new version`, () => anew(name))
    await holds('everything is on the new pages', async () => {
      for (const name of ['reporter', 'tunnel', 'facilitator'])
        for (const text of ['Typed in the tunnel', 'In the middle of a sentence', 'Typed on an old page'])
          await on(of(name), text)
      await on(of('closed'), 'Typed and closed')
    })
    await holds('the canvas shows stroke and photo', async () => {
      const { page } = of('tunnel')
      await does.onCanvas(page)
      await see(page.locator('.surface .tl-image')).toHaveCount(1)
    })
    await holds('new pages type on', async () => {
      await does.argues(of('tunnel'), 'Typed on a new page')
      for (const name of ['reporter', 'facilitator']) await on(of(name), 'Typed on a new page')
      await server('Typed on a new page')
      for (const name of ['tunnel', 'reporter', 'facilitator']) await saved(of(name).page)
    })
    await holds('who watches sees it', () =>
      see(of('watcher').page.getByText('Typed on a new page').first()).toBeVisible(),
    )
    await holds('the phone knows its seat, its sheet and its vote', async () => {
      await does.turnsTo(of('writer'), alone)
      await see(of('writer').page.getByText('Half a sentence that is whole now').first()).toBeVisible()
      await see(of('voter').page.getByText('Seat 3')).toBeVisible()
      if (!(await sent(of('voter')))) raise('the vote is not there')
    })
    await holds('a new page closes a round, and the phone is told', async () => {
      await does.moves(of('facilitator'), 'Close', alone)
      await see
        .poll(async () => (await seat(of('writer'))).rounds.find(({ step }) => step === 'write-3')?.state)
        .toBe('closed')
    })
    await holds('no page said that anything was wrong', async () => {
      const troubles = [...people].flatMap(([name, one]) => one.troubles.map((line) => `${name}: ${line}`))
      if (troubles.length > 0) throw new Error(troubles.join('\n'))
    })
  }

  async function curtain(): Promise<void> {
    const { page } = of('facilitator')
    await page.getByRole('button', { name: 'Curtain open' }).click()
    await see(
      of('watcher')
        .page.getByText(/curtain/i)
        .first(),
    ).toBeVisible()
    await page
      .getByRole('button', { name: /Curtain/ })
      .first()
      .click()
    await see(of('watcher').page.getByText('Typed in the tunnel').first()).toBeVisible()
  }
  async function withdrawsCard(table: string): Promise<void> {
    const { page } = of('organiser')
    const named = new RegExp(`^Withdraw: ${table} · `)
    await page.getByRole('button', { name: named }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    await see(page.getByText(new RegExp(`^Withdrawn: ${table} · `))).toBeVisible()
  }
  /**
   * The old version's service worker serves a page for as long as any of its pages is open (a reload is the old page
   * again): closed and opened, it is the new one.
   */
  async function anew(name: string): Promise<void> {
    const { page, context } = of(name)
    await page.reload()
    await page.waitForLoadState('load')
    const address = page.url()
    const session = await page.evaluate(() => sessionStorage.getItem('tablee.session'))
    // Until the new worker waits at the door.
    await page.evaluate(async () => {
      const worker = (await navigator.serviceWorker?.getRegistrations())?.[0]
      for (let n = 0; worker !== undefined && !worker.waiting && n < 100; n += 1)
        await new Promise((soon) => setTimeout(soon, 100))
    })
    await page.close()
    const next = await openTab(context, cutOff)
    people.set(name, next)
    if (session !== null)
      await next.page.addInitScript(
        (kept) => void (sessionStorage.getItem('tablee.session') ?? sessionStorage.setItem('tablee.session', kept)),
        session,
      )
    await see
      .poll(async () => {
        await next.page.goto(address)
        return house.isNew(next.page)
      })
      .toBe(true)
  }
  async function shownPhoto(): Promise<string> {
    let photo = ''
    await see.poll(async () => (photo = /"photo":"([0-9a-f]{64})"/.exec(await house.holds())?.[1] ?? '')).not.toBe('')
    return photo
  }
}
