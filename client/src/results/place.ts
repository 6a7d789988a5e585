/** What the page shows, as it stands in its own address: a question, and how it is looked at. */
import { addressNames, addressOf, readAddress, type AddressName } from '@tablee/shared/results/address'
import type { Cut, Question } from '@tablee/shared/results/question'
import type { Way } from './port.ts'

export type Place = {
  /** Null: whatever stands first. */
  readonly question: Question | null
  /** Null: the newest. */
  readonly cut: Cut | null
  readonly way: Way
  /** Which answer is shown by place; null: what most said. */
  readonly row: string | null
  readonly share: 'column' | 'row'
  /** Whose before and after is shown; null: the item's own, else the first that was asked twice. */
  readonly pairs: string | null
}
export const anywhere: Place = { question: null, cut: null, way: 'inside', row: null, share: 'column', pairs: null }

/** Somebody may have typed it: what is none is left out. */
export function readPlace(search: string): Place {
  const said = new URLSearchParams(search)
  const asked = readAddress(
    Object.fromEntries(
      addressNames.map((name): [AddressName, string | undefined] => [name, said.get(name) ?? undefined]),
    ),
  )
  return {
    question: 'where' in asked ? null : asked.question,
    cut: 'where' in asked ? null : asked.cut,
    way: said.get('way') === 'outside' ? 'outside' : 'inside',
    row: said.get('row'),
    share: said.get('share') === 'row' ? 'row' : 'column',
    pairs: said.get('pairs'),
  }
}

/** What stands behind `/results`. */
export function placeAddress({ question, cut, way, row, share, pairs }: Place): string {
  if (question === null) return ''
  const said = new URLSearchParams()
  if (way === 'outside') said.set('way', way)
  if (row !== null) said.set('row', row)
  if (share === 'row') said.set('share', share)
  if (pairs !== null) said.set('pairs', pairs)
  const more = said.toString()
  return `?${addressOf(question, cut)}${more === '' ? '' : `&${more}`}`
}
