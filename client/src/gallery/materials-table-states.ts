/** Films, slides and leaflets at a table, in the gallery's memory: a list, one that is looked at, and what the hall is shown. */
import { contested, rtl } from '@tablee/shared/board/samples'
import type { BoardId, MaterialId, SiteId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { MaterialTold, PlayingTold } from '@tablee/shared/wire/materials'
import type { MaterialsPort } from '../table/materials/port.ts'
import type { VoicesPort } from '../table/voices/port.ts'
import { film, leaflet, slides } from './materials-states.ts'
import type { State } from './states.ts'

type Status = (change: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus

const voices: VoicesPort = {
  read: (after) =>
    after === null
      ? Promise.resolve(ok({ version: '1', board: 'b1' as BoardId, rounds: [], seats: [], materials: '1' }))
      : new Promise(() => undefined),
  act: async () => ok(null),
  answer: async () => ok(null),
}
const playing = (of: MaterialTold, change: Partial<PlayingTold> = {}): PlayingTold => ({
  site: 'brussels' as SiteId,
  id: 'start',
  material: of.id,
  startsAt: Date.now() - 60_000,
  from: 0,
  heldAt: null,
  page: 1,
  endsAt: null,
  ...change,
})
const here = { ...film, step: { session: 2, step: 1 } }
const port = (materials: readonly MaterialTold[], plays: readonly PlayingTold[] = []): MaterialsPort => ({
  read: async () => ok({ version: '1', now: Date.now(), materials, playing: plays }),
  ticket: async () => ok({ ticket: 'one' }),
  src: () => '/icon.svg',
})
/** Opens what is named first in the list. */
function openFirst(): void {
  const button = document.querySelector<HTMLElement>('.materials-panel .shelf button')
  if (button === null) requestAnimationFrame(openFirst)
  else button.click()
}
/** In time with the hall. */
function showHere(): void {
  const button = document.querySelector<HTMLElement>('.room-line .btn')
  if (button === null) requestAnimationFrame(showHere)
  else button.click()
}

export function materialsTableStates(status: Status): Readonly<Record<string, State>> {
  const state = (
    materials: () => MaterialsPort,
    { lang = 'en', ...more }: { lang?: 'en' | 'ar' } & Partial<State> = {},
  ): State => ({
    local: () => ({ doc: lang === 'ar' ? rtl() : contested(), status: status({}, lang), role: 'facilitator' }),
    voices: () => voices,
    materials,
    ui: () => ({ tab: 'materials', side: 'map' }),
    ...more,
  })
  const day = [here, leaflet, slides, { ...leaflet, id: 'm-here' as MaterialId, step: { session: 2, step: null } }]
  return {
    'table-materials': state(() => port(day)),
    'table-materials-rtl': state(() => port(day), { lang: 'ar' }),
    'table-materials-leaflet': state(() => port([leaflet]), { after: openFirst }),
    'table-materials-away': state(
      () => ({ ...port([leaflet]), ticket: async () => ({ ok: false, problem: { code: 'offline' } }) }),
      { after: openFirst },
    ),
    // On the map, while the hall is shown something.
    'table-materials-hall': state(() => port([here], [playing(here)]), { ui: () => ({ tab: 'map' }) }),
    'table-materials-along': state(() => port([slides], [playing(slides, { page: 3 })]), { after: showHere }),
  }
}
