/** Votes of earlier sessions in a round that looks back: told as the table is told them, and no sooner. */
import { expect as shown, type Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SiteId } from '@tablee/shared/ids'
import { violations } from '../support/axe.ts'
import { launch } from '../support/browser.ts'
import { buildScreens, card, haveBrowser, patience, sitDown } from '../support/pages.ts'
import { comers } from '../support/stories.ts'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import type { Hall } from '../voices/hall.ts'

const see = shown.configure({ timeout: patience })

describe.skipIf(!haveBrowser)('votes in a round that looks back', () => {
  let hall: Hall
  let browser: Browser
  beforeAll(async () => {
    buildScreens()
    const reads = [{ kind: 'read-back' as const, title: { en: 'Looking back' }, minutes: 30 }]
    ;[hall, browser] = await Promise.all([
      openDay({
        draft: (draft) => ({
          ...draft,
          sessions: draft.sessions.map((session) => (session.number === 3 ? { ...session, steps: reads } : session)),
        }),
      }),
      launch(),
    ])
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await hall?.close()
  })
  const people = comers(() => ({ server: hall, browser }), { expected: /WebSocket is closed before the connection/ })

  it('[BACK8] stand in their column once their table has closed them, with unit and base; before that, and of what was called back, nothing does', async () => {
    const runner = await runnerAt(hall, 1)
    const [node] = await entries(hall, hall.board(1, 2), ['Trams before cars'])
    if (node === undefined) throw new Error('no entry')
    expect((await runner.does({ kind: 'open', step: 'vote', nodes: [node] })).status).toBeLessThan(300)
    for (const n of [1, 2, 3, 4, 5]) {
      const phone = await phoneAt(hall, 1, `T1-0${n}`)
      const agree = { type: 'agree', value: n < 4 ? 'agree' : 'disagree' } as const
      const pick = { type: 'choose', chosen: ['trams'], rejected: [], indifferent: [] } as const
      expect((await phone.answer('vote', { [`agree.${node}`]: agree, pick })).status).toBeLessThan(300)
    }
    const { dialogues } = hall.parts
    const site = dialogues.sites(hall.dialogue)[0]
    const of = { site: site?.id ?? ('' as SiteId) }
    const hand = { author: 'head', device: 'd', command: 'to-three' }
    const act = { do: 'begin', session: 3, clock: 'anew' } as const
    expect(await dialogues.act(hall.dialogue, of, act, { version: site?.clock.version ?? 0 }, hand)).toMatchObject({
      ok: true,
    })
    const table = await people.come()
    await sitDown(table, card(hall, 'facilitator', 1))
    const column = table.page.getByRole('region', { name: /^Session 2 · / })
    await see(column).toBeVisible({ timeout: 60_000 })
    await see(column.getByRole('button', { name: /^Open large/ })).toBeVisible()
    await see(column.getByRole('region', { name: 'Votes' })).toHaveCount(0)

    expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBeLessThan(300)
    const votes = column.getByRole('region', { name: 'Votes' })
    await see(votes.getByText('Trams before cars')).toBeVisible()
    await see(votes.locator('.unit').first()).toContainText('5')
    await see(votes.getByRole('row').filter({ hasText: 'Agree' }).first()).toContainText('3')
    await see(votes.getByText('Choose and reject')).toBeVisible()
    expect(await violations(table.page)).toEqual([])
  }, 120_000)
})
