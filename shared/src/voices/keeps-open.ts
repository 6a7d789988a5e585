/**
 * What a mean says of the steps of a scale. Of how many people it is one, and on which scale, everybody knows; so their sum
 * is known, and near an end of the scale there are few ways to come by it.
 */
import type { Item } from '../dialogue/items.ts'
import { smallest } from './figure.ts'

type Scale = Pick<Extract<Item, { readonly type: 'scale' }>, 'min' | 'max'>

/**
 * Whether each step may still have two different numbers of people below 5, so that none of them can be worked out. It
 * looks at nothing but what the reader sees: that a mean is withheld tells no more than the mean would have.
 */
export function keepsOpen({ min, max }: Scale, mean: number | null, people: number): boolean {
  if (mean === null) return false
  const span = max - min
  const sum = Math.round((mean - min) * people)
  for (let step = 0; step <= span; step++) {
    let ways = 0
    for (let here = 0; here < smallest && here <= people; here++)
      if (reaches(people - here, sum - here * step, step, span)) ways++
    if (ways < 2) return false
  }
  return true
}

/** Whether so many people can have this sum on steps 0 to `span`, none of them on `but`. */
function reaches(people: number, sum: number, but: number, span: number): boolean {
  if (people === 0) return sum === 0
  const least = but === 0 ? people : 0
  const most = but === span ? people * (span - 1) : people * span
  if (sum < least || sum > most) return false
  if (people === 1) return sum !== but
  if (span === 1) return true
  if (span === 2 && but === 1) return sum % 2 === 0
  // A sum one away from an end takes somebody on the step beside it.
  return !(but === 1 && sum === 1) && !(but === span - 1 && sum === people * span - 1)
}
