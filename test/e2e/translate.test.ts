/** Two translators with a link each of their own device, and somebody who watches in their language. */
import { addWords, addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { expect as shown } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { card, haveBrowser, patience, sizes } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
const nobodyElse = 'A bus that really does come'
const origin = { who: 'reporter', why: 'test' }
const [first, second, third] = [
  'Wer haftet, wenn nachts keiner da ist?',
  'Mein Dorf hat kein Netz.',
  'Ein Bus, der kommt.',
]

describe.skipIf(!haveBrowser)('translating', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[TRL9] [TRL20] [TRL21] [TRL34] one opens, the other is offered the next; a reload goes on; what is withdrawn goes from the field and the device', async () => {
    const { server } = hall
    const board = server.board(1, 2)
    await server.parts.live.write(board, 'reporter', (doc) => {
      const of = { lang: 'de' as Lang, at: 1 }
      addNode(doc, origin, { id: 'tr' as NodeId, kind: 'position', wording: 'Bei Nacht', ...of })
      for (const [n, text] of [first, second].entries())
        addWords(doc, origin, {
          id: `tr-${n}` as WordsId,
          node: 'tr' as NodeId,
          text,
          seat: null,
          capture: 'dictated',
          ...of,
        })
    })
    const link = card(server, 'translator')
    const [one, other] = [await come(sizes.laptop), await come(sizes.laptop)]
    for (const { page } of [one, other]) {
      await page.goto(link)
      await page.waitForURL('**/translate')
      // What there is of it from German alone.
      await page.getByRole('button', { name: /^German/ }).click()
      await page.getByRole('button', { name: /^All the rest/ }).click()
    }
    await one.page.getByRole('button', { name: new RegExp(first.slice(0, 12)) }).click()
    const field = one.page.getByLabel('Translation into English')
    await see(field).toBeFocused()
    await field.fill('Who is liable when')
    // Nobody else is offered it.
    await see(other.page.getByRole('listitem').filter({ hasText: first })).toContainText('Translator 1 is at it')
    await see(other.page.getByRole('button', { name: new RegExp(first.slice(0, 12)) })).toHaveCount(0)

    await one.page.reload()
    await see(field).toHaveValue('Who is liable when')
    await see(field).toBeFocused()
    await field.press('End')
    await field.pressSequentially(' nobody is there at night?')
    const watcher = await come({ ...sizes.laptop, lang: 'en' })
    await watcher.page.goto(`${card(server, 'observer')}#table-1`)
    await watcher.page.getByRole('button', { name: 'Outline' }).click()
    await watcher.page.getByRole('button', { name: /Bei Nacht/ }).click()
    await field.press('Enter')
    await see(watcher.page.getByText('Who is liable when nobody is there at night?').first()).toBeVisible()
    await see(watcher.page.getByText('Translation into English').first()).toBeVisible()

    // The next is open by itself; and while it is being written its table takes it back.
    await see(one.page.locator('.cur')).toContainText(second)
    await field.fill('My village has no net')
    const { session } = await server.enter('facilitator', 1)
    const body = { id: 'back', kind: 'withdraw', words: 'tr-1' }
    expect((await server.api(`/api/boards/${board}/commands`, { as: session, body })).status).toBe(200)
    await see(one.page.getByText('not shown to observers any more')).toBeVisible()
    await see(one.page.getByText(second)).toHaveCount(0)
    const kept = await one.page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).not.toContain('My village')

    // A second translator stands by the first, by a key of its own: whoever types writes, and Enter by habit says yes to nothing.
    await other.page.getByRole('button', { name: /^For a second translator/ }).click()
    await other.page.getByRole('button', { name: new RegExp(first.slice(0, 12)) }).click()
    const judged = other.page.getByLabel('Translation into English')
    await see(judged).toBeFocused()
    await other.page.keyboard.press('End')
    await other.page.keyboard.press('Enter')
    await see(other.page.getByText('Read it first.')).toBeVisible()
    await other.page.keyboard.type('l')
    await see(judged).toHaveValue('Who is liable when nobody is there at night?l')
    await other.page.keyboard.press('Backspace')
    await see(other.page.getByRole('button', { name: /^It is right/ })).toBeVisible()
    // The page in another language translates into the same.
    await other.page.getByRole('combobox', { name: /^Language/ }).selectOption('fr')
    await see(other.page.getByLabel('Traduction : anglais')).toBeVisible()
    await other.page.getByRole('combobox', { name: /^Langue/ }).selectOption('en')
    await judged.press('Control+Enter')
    await see(watcher.page.getByText('Translation into English, checked').first()).toBeVisible()

    // Without network it is saved all the same, the tab is closed, and the next one sends it, once.
    await server.parts.live.write(board, 'reporter', (doc) => {
      addWords(doc, origin, {
        id: 'tr-3' as WordsId,
        node: 'tr' as NodeId,
        text: third,
        seat: null,
        capture: 'dictated',
        lang: 'de' as Lang,
        at: 2,
      })
    })
    await other.page.getByRole('button', { name: /^A reader waits for it/ }).click()
    await other.page.getByRole('button', { name: new RegExp(third.slice(0, 12)) }).click()
    await see(other.page.getByLabel('Translation into English')).toBeFocused()
    await other.page.route('**/translations', (route) => route.abort())
    await other.page.keyboard.type(nobodyElse)
    await other.page.keyboard.press('Enter')
    await see(other.page.getByText('1 saved here, goes by itself')).toBeVisible()
    const address = other.page.url()
    await other.page.close()
    expect(JSON.stringify([...server.parts.translations.state(server.dialogue).boards.values()])).not.toContain(
      nobodyElse,
    )
    const next = await other.context.newPage()
    await next.goto(address)
    await see(watcher.page.getByText(nobodyElse).first()).toBeVisible()
    await see(next.getByText('All saved')).toBeVisible()
    other.troubles.splice(0) // a spell offline
  })
})
