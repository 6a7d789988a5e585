/** What the browser stories of one file share: a hall that stands for all of them, and people who come and leave after each. */
import { expect as shown } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openHall, patience, pictures, visitor, type Hall, type Visitor, type VisitorOptions } from './pages.ts'

/** Open from the first story to the last. */
export function aHall(): Pick<Hall, 'server' | 'browser'> {
  let hall: Hall | undefined
  beforeAll(async () => {
    hall = await openHall()
  }, 120_000)
  afterAll(() => hall?.close())
  const opened = (): Hall => {
    if (hall === undefined) throw new Error('the hall opens before the first story')
    return hall
  }
  return {
    get server() {
      return opened().server
    },
    get browser() {
      return opened().browser
    },
  }
}

/** After each story they leave; it fails if any of their pages had troubles. */
export function comers(at: () => Pick<Hall, 'browser'>, usual: VisitorOptions = {}) {
  let people: readonly Visitor[] = []
  afterEach(async ({ task }) => {
    await pictures(
      task,
      people.map(({ page }) => page),
    )
    const troubles = people.flatMap((one) => one.troubles)
    for (const { context } of people) await context.close()
    people = []
    expect(troubles).toEqual([])
  })
  const stays = (one: Visitor): Visitor => {
    people = [...people, one]
    return one
  }
  return {
    come: async (options: VisitorOptions = {}): Promise<Visitor> =>
      stays(await visitor(at(), { ...usual, ...options })),
    /** A tab more, or who came otherwise. */
    stays,
    /** Left in the middle of the story. */
    left: (one: Visitor): void => void (people = people.filter((each) => each !== one)),
  }
}

/** The head's session: which one is chosen, without the marks that keep its title's own direction. */
export const sessionSays = (page: Visitor['page'], says: string | RegExp): Promise<void> =>
  shown
    .poll(async () => (await page.locator('.eyebrow [aria-current=page]').innerText()).replace(/[\u2068\u2069]/g, ''), {
      timeout: patience,
    })
    .toMatch(typeof says === 'string' ? new RegExp(`^${says.replace(/[()]/g, '\\$&')}$`) : says)
