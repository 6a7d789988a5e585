/** A hall recommends: a console asks, tables agree with their reasons, people vote with conditions, the wall ranks it with its dissent. */
import { expect as shown } from '@playwright/test'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { card, entered, haveBrowser, patience } from '../support/pages.ts'
import { answering } from '../support/answering.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true } as const
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const

describe.skipIf(!haveBrowser)('a recommendation round', () => {
  const hall = aHall()
  const { come } = comers(() => hall, tablet)

  it('[RCM1] [RCM2] [RCM3] [RCM6] [RCM7] from the console over a table and phones to the wall', async () => {
    const desk = (await come()).page
    await desk.goto(card(hall.server, 'head', 1))
    await desk.waitForURL('**/room/**')
    const wall = (await come({ viewport: { width: 1920, height: 1080 } })).page
    await wall.goto(`${card(hall.server, 'observer')}?wall`)
    await wall.locator('.wall').waitFor()
    const others = await Promise.all(
      [1, 2, 3].flatMap((table) => [2, 3, 4, 5, 6].map((seat) => answering(hall.server, table, `T${table}-0${seat}`))),
    )
    const { page: person } = await come(phone)
    await entered(hall.server, person, 'citizen', 1, 'T1-01')
    await person.goto(`${hall.server.url}/seat`)
    await person.locator('.phone').waitFor()

    await desk.getByRole('button', { name: 'Ask the hall' }).tap()
    await desk.getByRole('textbox', { name: 'The question' }).fill('What does your table recommend?')
    await desk.getByRole('button', { name: 'Agree on a recommendation' }).tap()
    await desk.getByRole('button', { name: /^Ask \d+ tables$/ }).tap()
    await see(desk.getByText(/^Open at \d+ of \d+ tables$/)).toBeVisible()
    await see(desk.getByText(/^0 of \d+ tables have answered$/)).toBeVisible()
    // No phone is asked this, and the picture of one says so.
    await see(desk.locator('.on-phone .fon')).toHaveCount(1)
    await see(desk.locator('.on-phone .send')).toHaveCount(0)
    const { voices, live } = hall.server.parts
    const [asked] = voices.state(hall.server.dialogue).asks.values()
    const [board] = asked?.boards ?? []
    if (asked === undefined || board === undefined) throw new Error('nothing was asked')
    const entry = { id: 'a-reason' as NodeId, kind: 'position', wording: 'Nobody should wait a day', at: 1 } as const
    await live.write(board, 'reporter', (doc) => {
      addNode(doc, { who: 'reporter', why: 'add' }, { ...entry, lang: 'en' as Lang })
    })

    const table = (await come()).page
    await table.goto(card(hall.server, 'facilitator', 1))
    await table.getByRole('tab', { name: /Voices/ }).tap()
    const sentence = table.getByRole('textbox', { name: 'What does your table recommend?' })
    // Who votes alone would be warned; here nobody does.
    await see(table.getByText('The result will show how each of them voted.')).toHaveCount(0)
    await sentence.fill('Somebody answers the same day')
    await table.getByRole('checkbox', { name: /Nobody should wait a day/ }).tap()
    // A look at the map and a reload take nothing of what is being agreed on.
    await table.getByRole('tab', { name: /Map/ }).tap()
    await table.getByRole('tab', { name: /Voices/ }).tap()
    await see(sentence).toHaveValue('Somebody answers the same day')
    await table.reload()
    await table.getByRole('tab', { name: /Voices/ }).tap()
    await see(sentence).toHaveValue('Somebody answers the same day')
    await see(table.getByRole('checkbox', { name: /Nobody should wait a day/ })).toBeChecked()
    await see(table.getByText('Not answered yet')).toBeVisible()
    await table.getByRole('button', { name: 'Our table agreed' }).tap()
    await see(table.getByText('Our answer is in.')).toBeVisible()
    await see(table.getByText('Our table recommends:')).toBeVisible()
    await sentence.fill('Somebody answers within a day')
    await see(table.getByText('Changed. The answer before counts until you say so.')).toBeVisible()
    await sentence.fill('Somebody answers the same day')
    await table.getByRole('button', { name: 'Our table agreed' }).tap()
    await see(table.getByText('Our answer is in.')).toBeVisible()
    expect(await violations(table)).toEqual([])

    await see(desk.getByText(/^1 of \d+ tables has answered$/)).toBeVisible()
    await desk.getByRole('button', { name: /^Close at/ }).tap()
    await desk.getByRole('dialog').getByRole('button', { name: 'Close the question' }).tap()
    await desk.getByRole('button', { name: 'Let people vote on them' }).tap()
    await see(desk.getByRole('heading', { name: 'What the tables recommend' })).toBeVisible()
    const step = [...voices.state(hall.server.dialogue).asks.keys()].at(-1) ?? ''

    await see(person.getByRole('heading', { name: 'Somebody answers the same day' })).toBeVisible()
    await see(person.getByText('Nobody should wait a day')).toBeVisible()
    await person.getByRole('radio', { name: 'Yes, if …' }).tap()
    await person.getByRole('textbox').fill('also at night')
    expect(await violations(person)).toEqual([])
    await person.getByRole('button', { name: 'Send my vote' }).tap()
    await see(person.getByRole('heading', { name: 'Your vote is in.' })).toBeVisible()
    // So many of each that nothing has to be withheld.
    for (const [n, answer] of others.entries())
      await answer(step, () => ({ type: 'support', value: n < 9 ? 'yes' : 'no' }))

    await desk.getByRole('button', { name: /^Close at/ }).tap()
    await desk.getByRole('dialog').getByRole('button', { name: 'Close the question' }).tap()
    await see(desk.getByText('Closed at every table.')).toBeVisible()
    await wall.locator('.recommended .rank').waitFor({ timeout: 90_000 })
    await see(wall.locator('.recommended .rank h2')).toHaveText('Somebody answers the same day')
    await see(wall.locator('.recommended .rank .c')).toContainText('10')
    await see(wall.locator('.recommended .dis .c')).toHaveText('6')
    expect(await violations(wall)).toEqual([])
  }, 180_000)
})
