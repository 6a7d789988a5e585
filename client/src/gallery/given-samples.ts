/** Themes given back to a hall, as its tables answered: the numbers of the drawing. */
import type { SiteId } from '@tablee/shared/ids'
import type { Cell } from '@tablee/shared/synthesis/shares'
import type { SharedBoard } from '@tablee/shared/wire/shares'

const cellOf: Readonly<Record<string, Cell>> = {
  h: 'ours',
  o: 'not-ours',
  m: 'missing',
  p: 'curtain',
  k: 'kept',
  '.': 'silent',
}
const said: readonly (readonly [en: string, fr: string, ar: string, cells: string])[] = [
  ['A human who answers', 'Un humain qui répond', 'إنسان يجيب', 'hhhhhhphhhmhhh'],
  ['Being able to stop the line', 'Pouvoir arrêter la ligne', 'القدرة على إيقاف الخطّ', 'hhhhhhphmomhhh'],
  ['Nights, and the edge of town', 'La nuit, les bords de ville', 'الليل وأطراف المدينة', 'hhmhoop.hohmhh'],
  ['No phone, no ticket', 'Sans téléphone, sans billet', 'بلا هاتف وبلا تذكرة', '.h.hhmph.ho.hh'],
  ['The maker answers first', 'Le fabricant d’abord', 'المُصنّع أوّلًا', 'hhohhhpmhhohmo'],
]
const closedAt = Date.UTC(2026, 10, 28, 11, 42)
const brussels = 'brussels' as SiteId

type Change = { readonly closed?: boolean; readonly times?: number; readonly erased?: number; readonly long?: boolean }
/** `times`: as many halls of fourteen; `erased`: this theme's name was. */
export function sampleGiven({ closed = true, times = 1, erased, long = false }: Change = {}): SharedBoard {
  return {
    sites: [brussels],
    at: closedAt - 20 * 60_000,
    closedAt: closed ? closedAt : null,
    tables: Array.from({ length: 14 * times }, (_, n) => ({ number: n + 1, site: brussels })),
    themes: said.map(([en, fr, ar, cells], n) => ({
      name:
        n === erased
          ? {}
          : long
            ? { en: 'Whoever sends the car also answers for what it does at night' }
            : { en, fr, ar },
      cells: [...cells.repeat(times)].map((one): Cell => {
        const cell = cellOf[n === erased && one === 'o' ? 'k' : one] ?? 'silent'
        return closed || cell === 'curtain' ? cell : 'silent'
      }),
    })),
  }
}
