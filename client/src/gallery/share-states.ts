/** What was given back to a hall, as its team sees it while the tables answer; acts go nowhere and are answered. */
import type { SiteId } from '@tablee/shared/ids'
import type { SharesTold } from '@tablee/shared/wire/shares'
import type { SharePort } from '../synthesis/share/port.ts'
import { sampleGiven } from './given-samples.ts'

const [lyon, lille] = ['lyon', 'lille'] as [SiteId, SiteId]

function told(): SharesTold {
  const { themes, tables, at } = sampleGiven()
  const board = {
    at,
    themes: themes.map((one, n) => ({ ...one, theme: `theme-${n + 1}` })),
    tables: tables.map(({ number }) => ({ number, site: lyon })),
    sites: [lyon],
  }
  return {
    version: 's1',
    lang: 'fr',
    langs: ['fr', 'en', 'ar'],
    sites: [
      { id: lyon, name: 'Lyon' },
      { id: lille, name: 'Lille' },
    ],
    shares: [
      { ...board, id: 'share-2', stands: [lyon], closedAt: null, themes: board.themes.slice(0, 3) },
      { ...board, id: 'share-1', stands: [], closedAt: at - 60 * 60_000, themes: board.themes.slice(3) },
    ],
    proposed: [{ theme: 'theme-3', at }],
  }
}
export const sharePort = (): SharePort => ({
  read: (after) => (after === null ? Promise.resolve({ ok: true, value: told() }) : new Promise(() => undefined)),
  say: () => Promise.resolve({ ok: true, value: null }),
  console: null,
})
