/** A translator asks a table what is meant, the table answers when it has a moment; an organiser makes another translator's link. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { expect as shown } from '@playwright/test'
import { describe, it } from 'vitest'
import { card, haveBrowser, patience, sizes } from '../support/pages.ts'
import { aHall, comers } from '../support/stories.ts'
import { entered } from '../support/pages.ts'

const see = shown.configure({ timeout: patience })
const origin = { who: 'reporter', why: 'test' }
const said = 'Und wer holt sie dann raus?'

describe.skipIf(!haveBrowser)('what is meant', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  it('[TRL22] [TRL23] [TRL24] [TRL26] by keyboard: asked, answered at the table, a term kept, the whole table read, marked as unclear', async () => {
    const { server } = hall
    const board = server.board(1, 2)
    await server.parts.live.write(board, 'reporter', (doc) => {
      const of = { lang: 'de' as Lang, at: 1 }
      addNode(doc, origin, { id: 'tr' as NodeId, kind: 'position', wording: 'Bei Nacht', ...of })
      for (const [n, text] of ['Meine Mutter kann nicht allein aussteigen.', said].entries())
        addWords(doc, origin, {
          id: `tr-${n}` as WordsId,
          node: 'tr' as NodeId,
          text,
          seat: null,
          capture: 'dictated',
          ...of,
          at: n + 1,
        })
    })
    const one = await come(sizes.laptop)
    await one.page.goto(card(server, 'translator'))
    await one.page.waitForURL('**/translate')
    await one.page.getByRole('button', { name: /^German/ }).click()
    await one.page.getByRole('button', { name: /^All the rest/ }).click()
    await one.page.getByRole('button', { name: new RegExp(said.slice(0, 12)) }).click()
    const field = one.page.getByLabel('Translation into English')
    await see(field).toBeFocused()
    await see(one.page.locator('.cur')).toContainText('Said just before')

    await one.page.keyboard.press('Escape')
    await one.page.keyboard.press('m')
    await see(one.page.locator('.cur').getByText('meaning is unclear', { exact: true })).toBeVisible()
    await one.page.keyboard.press('o')
    await see(one.page.getByRole('dialog')).toContainText('Meine Mutter kann nicht allein aussteigen.')
    await one.page.keyboard.press('Escape')
    await see(one.page.getByRole('dialog')).toHaveCount(0)
    await one.page.keyboard.press('a')
    await one.page.keyboard.type('Who is “sie”?')

    const table = await come(sizes.laptop)
    await entered(server, table.page, 'facilitator', 1)
    // It is at the board of another session by now.
    await table.page.goto(`${server.url}/table/${server.board(1, 1)}`)
    await one.page.keyboard.press('Enter')
    await table.page.getByRole('button', { name: 'Read', exact: true }).click()
    await see(table.page.getByRole('dialog')).toContainText(said)
    await table.page.getByLabel('Your table’s answer').fill('My mother')
    await table.page.keyboard.press('Enter')
    await see(table.page.getByRole('dialog')).toHaveCount(0)
    // Sent, one writes on: letters are letters again.
    await see(field).toBeFocused()
    await see(one.page.locator('.cur')).toContainText('The table says')
    await see(one.page.locator('.cur')).toContainText('My mother')

    await one.page.getByRole('button', { name: 'Add a term' }).click()
    await one.page.keyboard.type('raus')
    await one.page.getByLabel('As we translate it').fill('out of the shuttle')
    await one.page.keyboard.press('Enter')
    await see(one.page.locator('.glossary li')).toContainText('out of the shuttle')
    await see(field).toBeFocused()
  })

  it('[TRL20] saved without network while another opened it: said wherever one is by then, read in its row, and a tap away', async () => {
    const { server } = hall
    await server.parts.live.write(server.board(1, 2), 'reporter', (doc) => {
      const of = { lang: 'de' as Lang, at: 1 }
      addNode(doc, origin, { id: 'late' as NodeId, kind: 'position', wording: 'Spät dran', ...of })
    })
    const [one, other] = [await come(sizes.laptop), await come(sizes.laptop)]
    for (const { page } of [one, other]) {
      await page.goto(card(server, 'translator'))
      await page.waitForURL('**/translate')
      await page.getByRole('button', { name: /^Wordings/ }).click()
    }
    await one.page.route('**/translations', (route) => route.abort())
    await one.page.getByRole('button', { name: /Spät dran/ }).click()
    await one.page.getByLabel('Translation into English').fill('Running late')
    await one.page.keyboard.press('Enter')
    await see(one.page.getByText('1 saved here, goes by itself')).toBeVisible()
    await other.page.getByRole('button', { name: /Spät dran/ }).click()
    await see(other.page.getByLabel('Translation into English')).toBeFocused()
    await one.page.unroute('**/translations')
    await one.page.getByRole('button', { name: /^Answers/ }).click()
    await see(one.page.getByText('1 not taken, kept here')).toBeVisible()
    await one.page.getByRole('button', { name: /^Wordings/ }).click()
    const row = one.page.getByRole('listitem').filter({ hasText: 'Spät dran' })
    await see(row).toContainText('is at it')
    await see(row).toContainText('Running late')
    await other.page.keyboard.press('Escape')
    await other.page.keyboard.press('Escape')
    await one.page.getByRole('button', { name: /^Answers/ }).click()
    await one.page.getByRole('button', { name: 'Look', exact: true }).click()
    await see(one.page.getByLabel('Translation into English')).toHaveValue('Running late')
    await one.page.keyboard.press('Enter')
    await see(one.page.getByText('All saved')).toBeVisible()
    one.troubles.splice(0) // a spell offline, and what was refused after it
  })

  it('[TRL27] an organiser makes one more link for translators, with a name on it, and it opens their page', async () => {
    const { server } = hall
    const organiser = await come(sizes.laptop)
    await entered(server, organiser.page, 'organiser')
    await organiser.page.goto(`${server.url}/cards/${server.dialogue}`)
    await organiser.page.getByLabel('For whom (optional)').fill('Amal')
    await organiser.page.getByRole('button', { name: 'Make the link' }).click()
    const row = organiser.page.getByRole('listitem').filter({ hasText: 'Texts for the translators · Amal' })
    await see(row).toBeVisible()
    const href = await row.getByRole('link', { name: 'Open' }).getAttribute('href')
    const amal = await come(sizes.laptop)
    await amal.page.goto(href ?? '')
    await amal.page.waitForURL('**/translate')
    await see(amal.page.getByRole('heading', { name: /^Translate into/ })).toBeVisible()
  })
})
