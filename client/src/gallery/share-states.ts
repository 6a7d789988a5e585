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
    proposed: [
      {
        id: 'p1',
        theme: 'theme-1',
        text: { und: 'Maker first' },
        at: at - 25 * 60_000,
        ended: { as: 'asked', said: '', at: at - 20 * 60_000 },
      },
      {
        id: 'p2',
        theme: 'theme-4',
        text: { und: 'Night and edges of town' },
        at: at - 9 * 60_000,
        ended: { as: 'other', said: 'Lyon hatte das heute Morgen schon.', at: at - 6 * 60_000 },
      },
      { id: 'p3', theme: 'theme-3', text: { und: 'Power to stop' }, at, ended: null },
    ],
  }
}
export const sharePort = (): SharePort => ({
  read: (after) => (after === null ? Promise.resolve({ ok: true, value: told() }) : new Promise(() => undefined)),
  say: () => Promise.resolve({ ok: true, value: null }),
  console: null,
})
