/** What observers may see, set at the table's screen on a real server. */
import { lastTongues } from '@tablee/client/table/composer/speaker'
import { readBoard } from '@tablee/shared/board/read'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, newPage, openScreens, rows, sitDown, type Screens } from './table-screens.ts'

describe.skipIf(!haveBrowser)('observation, at the table', () => {
  let screens: Screens
  beforeAll(async () => {
    screens = await openScreens()
  }, 120_000)
  afterAll(() => screens?.close())

  it('[OBS4, OBS5] the facilitator pauses it and hides an entry; the server has it at once, and a second screen shows it', async () => {
    const page = await newPage(screens)
    const board = await sitDown(screens, page, 'facilitator', 1)
    const { session } = await screens.server.enter('facilitator', 1)
    const policy = async (): Promise<ViewPolicy> =>
      (await (
        await fetch(`${screens.server.url}/api/boards/${board}/policy`, {
          headers: { authorization: `Bearer ${session}` },
        })
      ).json()) as ViewPolicy
    await rows(page).first().waitFor()
    const other = await newPage(screens)
    await sitDown(screens, other, 'facilitator', 1)
    await rows(other).first().waitFor()

    await page.getByRole('button', { name: 'Observers', exact: true }).click()
    await page.getByLabel('Paused: what they saw last stays as it is').click()
    await page.getByText('Saved, and in effect.').waitFor()
    expect((await policy()).observation).toBe('paused')
    await other.getByRole('button', { name: 'Observers: paused' }).waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    // Nor does the head of the observers' page say that they see it as it is written.
    const desk = await newPage(screens)
    await desk.goto(`${screens.server.url}/watch/${screens.server.link('observer').path}#table-1`)
    await desk.locator('.asked .how b', { hasText: 'Paused' }).waitFor()

    const row = rows(page).nth(1)
    await row.hover()
    await row.getByRole('button').last().click()
    await page.getByRole('menuitem', { name: 'More …' }).click()
    await page.getByRole('menuitem', { name: 'Hide from observers' }).click()
    await row.locator('.unseen').waitFor()
    await expect.poll(async () => (await policy()).hidden.length).toBe(1)
    await rows(other).locator('.unseen').first().waitFor()

    // What is not shown is said by number and kind, and the table looks at what is.
    await page.getByRole('button', { name: 'Observers: paused' }).click()
    const wording = await row.locator('.wording-of').innerText()
    await page.getByRole('region', { name: 'What they do not see' }).getByText('Hidden by the facilitator').waitFor()
    await page.getByRole('button', { name: 'Look through observers’ eyes' }).click()
    const eyes = page.getByRole('dialog', { name: 'What observers see just now' })
    await eyes.getByText('Paused: this is what they saw last.').waitFor()
    await eyes.getByText('1 entry', { exact: false }).waitFor()
    await expect.poll(() => eyes.locator('.watched .row').count()).toBeGreaterThan(2)
    expect(await eyes.locator('.watched').innerText()).not.toContain(wording)
    expect(await eyes.innerText()).not.toMatch(/T\d+-\d/)
    await eyes.getByRole('button', { name: 'Back to what is set' }).click()
    await page.getByRole('dialog', { name: 'What observers see of this table' }).waitFor()
    expect([...page.failures, ...other.failures, ...desk.failures]).toEqual([])
  }, 40_000)

  it('[OBS4, OBS5] a citizen has the curtain, looks through observers’ eyes, and sets nothing', async () => {
    const page = await newPage(screens)
    await sitDown(screens, page, 'citizen', 2)
    await page.getByRole('button', { name: 'Curtain open' }).waitFor()
    await page.getByRole('button', { name: 'Observers' }).click()
    const eyes = page.getByRole('dialog', { name: 'What observers see just now' })
    await eyes.locator('.watched .row').first().waitFor()
    await eyes.getByText('Nothing is withheld.').waitFor()
    expect(await eyes.getByRole('radio').count()).toBe(0)
  }, 30_000)

  it('[RULE9] [TVO14] what the facilitator sets, and what each seat speaks, stands at the next session and after a reload; without its canvas a table has no such tab', async () => {
    const { server } = screens
    const page = await newPage(screens)
    await sitDown(screens, page, 'facilitator', 3)
    const panel = page.getByRole('dialog', { name: 'What observers see of this table' })
    const radio = (group: string, name: string) => panel.getByRole('group', { name: group }).getByLabel(name)
    const set = async (group: string, name: string): Promise<void> => {
      await radio(group, name).click()
      await panel.getByText('Saved, and in effect.').waitFor()
    }
    // A desk that is open elsewhere counts as one that watches, and the button says so.
    await page.getByRole('button', { name: /^Observers/ }).click()
    await panel.getByText('This holds for your table in every session', { exact: false }).waitFor()
    await set('What is shown', 'The wording only')
    await set('The table’s canvas', 'Not shown')
    await set('The table’s consent', 'No, or not yet: they see only that there is a table')
    await panel.getByRole('button', { name: 'Close', exact: true }).click()

    const organiser = await server.enter('organiser')
    await server.api(`/api/dialogues/${server.dialogue}/session`, { as: organiser.session, body: { session: 3 } })
    // What a seat spoke on this board it is taken to speak on the next.
    const spoken = lastTongues((await server.parts.live.look(server.board(3, 2), readBoard)).words.values())
    const seat = [...spoken].find(([, lang]) => lang === 'en')?.[0]
    const tongue = page.locator('.say .tongue-of')
    await page.goto(`${server.url}/table/${server.board(3, 3)}`)
    await page.getByRole('radio', { name: `Seat ${Number(seat?.split('-')[1])}` }).click()
    await expect.poll(() => tongue.innerText()).toBe('English')
    await page.getByRole('button', { name: 'Observers: see nothing' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Observers: see nothing' }).click()
    await expect.poll(() => radio('What is shown', 'The wording only').isChecked()).toBe(true)
    await expect.poll(() => radio('The table’s canvas', 'Not shown').isChecked()).toBe(true)

    // Who stands before the wall sees a table that says nothing; then its map, and its canvas when it shows that, too.
    const wall = await newPage(screens)
    await wall.addInitScript(() => localStorage.setItem('tablee.language', 'en'))
    await wall.goto(`${server.url}/watch/${server.link('observer').path}?wall#table-3`)
    const side = (name: string) => wall.locator('.sides button', { hasText: name })
    await wall.getByText('This table is not observed.').waitFor()
    await set('The table’s consent', 'The table agrees to be observed')
    await side('Map').waitFor({ state: 'attached' })
    expect(await side('Canvas').count()).toBe(0)
    await set('The table’s canvas', 'Shown as it is drawn')
    await side('Canvas').waitFor({ state: 'attached' })
    expect([...page.failures, ...wall.failures]).toEqual([])
  }, 60_000)
})
