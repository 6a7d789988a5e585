/**
 * A day of ten minutes in real browsers, from an empty database, at two sites in two time zones: founded, run and ended by
 * people at their screens, nobody at a terminal. `DAY_MINUTES=10` takes its ten minutes, and steps go on by themselves; else
 * what happens follows as fast as notices let it. `DAY_SHOTS` names a folder for pictures of each act.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { haveBrowser, pictures } from '../support/pages.ts'
import * as acts from './ten-minutes-acts.ts'
import { everybodyComes, found, openDay, type Day } from './ten-minutes-people.ts'

const minutes = Number(process.env['DAY_MINUTES'] ?? 0)

describe.skipIf(!haveBrowser)('a day of ten minutes', () => {
  let day: Day
  beforeAll(async () => {
    day = await openDay(minutes)
  }, 120_000)
  afterAll(() => day?.close())

  it(
    '[DAY7, DAY8, DAY9] two cities are founded, run and ended in browsers; all clocks of a city agree; the server is killed in a notice; nothing is lost, and nobody is told what is the room’s',
    async ({ task }) => {
      const opened = performance.now()
      const said = (what: string) => console.log(`${((performance.now() - opened) / 1000).toFixed(1)} s: ${what}`)
      try {
        const { page, links } = await found(day)
        await page.close()
        said('founded')
        const room = await everybodyComes(day, links)
        said('everybody is there')
        const began = performance.now()
        const story: acts.Story = {
          day,
          room,
          /** Second by second of the wall's own clock, until so many of its ten minutes are over. */
          async until(mark) {
            while (performance.now() - began < (mark / 10) * minutes * 60_000) await day.nextSecond(room.wall.page)
          },
        }
        for (const act of [
          acts.begins,
          acts.heldAndJoined,
          acts.calledAndSaid,
          acts.handedOver,
          acts.openedByTheRoom,
          acts.takenBack,
          acts.killed,
          acts.ends,
          acts.keptBeside,
          acts.nobodyElseKnows,
        ]) {
          await act(story)
          said(act.name)
        }
        for (const phone of room.without) await phone.leave()
      } catch (cause) {
        await pictures(
          { name: task.name, result: { state: 'fail' } },
          day.people.map(({ page }) => page),
        )
        throw cause
      }
      const most = Math.max(...day.agreement.figures.map(({ ms }) => ms))
      console.log(`clocks of a city were at most ${most} ms apart, ${day.agreement.figures.length} times looked at`)
      expect(most).toBeLessThan(500)
      expect(day.troubles()).toEqual([])
    },
    240_000 + minutes * 60_000,
  )
})
