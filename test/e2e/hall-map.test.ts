/** Two who analyse at one server: two tables hold the same, it is joined by key, taken back, and stands after a reload. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { beforeAll, describe, expect, it } from 'vitest'
import { expect as shown } from '@playwright/test'
import { violations } from '../support/axe.ts'
import { card, haveBrowser, patience, type Visitor } from '../support/pages.ts'
import { done } from '../support/server.ts'
import { aHall, comers } from '../support/stories.ts'

const see = shown.configure({ timeout: patience })
/** Not the one that tables are in: it is chosen. */
const session = 5
/** All of it at once: what lies beyond a window is not drawn. */
const viewport = { width: 2_000, height: 1_800 }

describe.skipIf(!haveBrowser)('the hall’s map', () => {
  const hall = aHall()
  const { come } = comers(() => hall)

  /** A position on a table's map, with what one person there said. */
  async function holds(table: number, node: string, wording: string, lang: string, said: string): Promise<void> {
    const by = { who: 'reporter', why: 'test' } as const
    const written = { lang: lang as Lang, at: table }
    done(
      await hall.server.parts.live.write(hall.server.board(table, session), 'reporter', (doc) => {
        addNode(doc, by, { id: node as NodeId, kind: 'position', wording, ...written })
        const seat = `T${table}-01` as SeatCode
        const whose = { id: `w-${node}` as WordsId, node: node as NodeId, seat, capture: 'own-typing' } as const
        addWords(doc, by, { ...whose, text: said, ...written })
      }),
    )
  }
  beforeAll(async () => {
    // Two alike, and two that no letter has in common.
    await holds(1, 'night', 'Trams all night', 'en', 'After midnight I walk.')
    await holds(2, 'nuit', 'Des trams toute la nuit', 'fr', 'Après minuit, je marche.')
    await holds(3, 'lifts', 'Lifts that work at each station of the ring', 'en', 'I turn round and go home.')
    await holds(4, 'lift', 'A lift that works at each station of the ring', 'en', 'Two of three are broken.')
  }, 60_000)

  async function analyst(): Promise<Visitor> {
    const one = await come({ viewport })
    await one.page.goto(card(hall.server, 'analyst'))
    await one.page.waitForURL('**/snapshots')
    await one.page.getByRole('link', { name: 'Hall’s map', exact: true }).click()
    await one.page.waitForURL('**/hall-map')
    await choose(one)
    return one
  }
  async function choose(one: Visitor): Promise<void> {
    await one.page.getByLabel('Session').selectOption(String(session))
    await see(at(one, 'Trams all night')).toBeVisible()
  }
  const at = ({ page }: Visitor, wording: string) =>
    page.locator('.map .card-at', { hasText: wording }).locator('.card')

  it('[HMAP12] [HMAP14] two tables hold the same: it is joined by keyboard, counted on the card, taken back with a key, and stands after a reload', async () => {
    const ada = await analyst()
    const bea = await analyst()
    await see(at(ada, 'Des trams toute la nuit')).toBeVisible()
    await see(at(ada, 'Trams all night')).toHaveAttribute('aria-label', /Trams all night, holds it: 1\b/)

    async function join(): Promise<void> {
      await at(ada, 'Trams all night').focus()
      await ada.page.keyboard.press('Enter')
      await see(at(ada, 'Trams all night').locator('.voice')).toContainText('After midnight I walk.')
      await ada.page.getByRole('button', { name: 'Same as …' }).focus()
      await ada.page.keyboard.press('Enter')
      await at(ada, 'Des trams toute la nuit').focus()
      await ada.page.keyboard.press('Enter')
      await see(ada.page.getByRole('heading', { name: 'Join these two?' })).toBeVisible()
      await ada.page.keyboard.press('s')
      await see(at(ada, 'Trams all night').locator('.joined')).toHaveText('2 wordings')
      await see(at(ada, 'Trams all night')).toBeFocused()
    }
    const places = () =>
      bea.page
        .locator('.map .card-at')
        .evaluateAll((all) => all.map((one) => `${one.getAttribute('data-card')} ${one.getAttribute('style')}`))
    // She has begun to look: from now on the map is hers.
    await bea.page.getByRole('button', { name: 'Zoom in' }).click()
    const before = await places()
    await join()
    // Open as it was, with the other table's wording and words beside its own, each in its language.
    const told = at(ada, 'Trams all night').locator('.told')
    await see(told).toHaveCount(2)
    await see(told.locator('[lang=fr].voice')).toContainText('Après minuit, je marche.')
    await see(told.locator('b[lang=fr]')).toHaveText('Des trams toute la nuit')
    // A table's cell tells that table first.
    await see(told.first()).toContainText('After midnight I walk.')
    await at(ada, 'Trams all night').locator('.wording .trow .h').nth(1).click()
    await see(told.first()).toContainText('Après minuit, je marche.')
    // Who works beside her sees it without doing anything.
    await see(at(bea, 'Trams all night')).toHaveAttribute('aria-label', /holds it: 1, 2\b/)
    await see(at(bea, 'Trams all night').locator('.words')).toContainText('2 people’s words')
    // Nothing that lay there has moved; the card that went into the other is all that is gone.
    const after = await places()
    expect(before.filter((place) => !after.includes(place))).toEqual([
      expect.stringContaining(hall.server.board(2, session)),
    ])
    expect(await violations(ada.page)).toEqual([])

    await ada.page.keyboard.press('z')
    await see(at(ada, 'Trams all night').locator('.joined')).toHaveCount(0)
    await see(at(bea, 'Des trams toute la nuit')).toHaveCount(1)
    await at(ada, 'Trams all night').locator('.words').click()
    await join()
    // What the server suggests: by key, and the next is asked with the key.
    await see(ada.page.getByRole('heading', { name: 'Are these two the same?' })).toBeVisible()
    await see(ada.page.locator('.ask .one').first()).toContainText('Lifts that work')
    await ada.page.keyboard.press('s')
    await see(ada.page.getByRole('heading', { name: 'Nothing to compare now' })).toBeVisible()
    await see(at(ada, 'Lifts that work').locator('.joined')).toHaveText('2 wordings')
    await ada.page.reload()
    await choose(ada)
    await see(at(ada, 'Trams all night').locator('.joined')).toHaveText('2 wordings')
    await ada.page.getByRole('button', { name: 'As a list' }).click()
    await see(ada.page.locator('.hlist article', { hasText: 'Trams all night' }).locator('.joined')).toHaveText(
      '2 wordings',
    )
  })
})
