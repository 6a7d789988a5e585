/** Recommendations as a wall ranks them: by the share who are for it, three at a time, each with its condition and its dissent. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Option } from '@tablee/shared/dialogue/items'
import type { Figure, FigureText } from '@tablee/shared/voices/figure'

export type Ranked = {
  readonly figure: Figure
  /** 1, 2, 3 …; null where nobody may be told how many are for it. */
  readonly rank: number | null
  /** For it, against it, of those who voted on it. */
  readonly count: number | null
  readonly against: number | null
  readonly of: number | null
  /** What most picked as their condition, else what its map says; null where neither says one. */
  readonly condition: Option | null
  readonly objection: Option | null
  /** Why somebody is against it, in their words. */
  readonly voice: FigureText | null
}
/** Of those that stand together, whose dissent stands beside them. */
export type RankedPage = { readonly all: readonly Ranked[]; readonly dissent: Ranked | null }

const countOf = ({ rows }: Figure, key: string): number | null => rows.find((row) => row.key === key)?.count ?? null

function picked(figure: Figure, side: 'if' | 'no', options: readonly Option[]): Option | null {
  const told = options.map((option) => ({ option, count: countOf(figure, `${side}:${option.id}`) ?? 0 }))
  return told.toSorted((a, b) => b.count - a.count)[0]?.option ?? null
}

/** A wall has room for so long a voice; the shortest stands for the others. */
const longestVoice = 140

function one(figure: Figure): Omit<Ranked, 'rank'> {
  const voices = figure.texts.filter(({ said, text }) => said === 'no' && text.length <= longestVoice)
  return {
    figure,
    count: countOf(figure, 'for'),
    against: countOf(figure, 'no'),
    of: figure.valid,
    condition: picked(figure, 'if', figure.recommended?.conditions ?? []),
    objection: picked(figure, 'no', figure.recommended?.objections ?? []),
    voice: voices.toSorted((a, b) => a.text.length - b.text.length)[0] ?? null,
  }
}

/** Those with the larger share first; of two alike the one that more people voted for. Untold ones come last. */
export function ranked(figures: readonly Figure[]): readonly Ranked[] {
  const share = ({ count, of }: Pick<Ranked, 'count' | 'of'>): number =>
    count === null || of === null || of === 0 ? -1 : count / of
  const all = figures
    .filter(({ type }) => type === 'support')
    .map(one)
    .toSorted((a, b) => share(b) - share(a) || (b.count ?? 0) - (a.count ?? 0))
  return all.map((each) => {
    const told = share(each) >= 0
    // Of one share they have one rank.
    const rank = told ? all.findIndex((other) => share(other) === share(each)) + 1 : null
    return { ...each, rank }
  })
}

/** What the hall recommends stands before all else that was answered, the last of it first, in the order in which a wall ranks it. */
export function recommendedFirst<Step extends { readonly figures: readonly Figure[] }>(
  steps: readonly Step[],
): readonly Step[] {
  const isVote = ({ figures }: Step): boolean => figures.some(({ type }) => type === 'support')
  const votes = steps
    .filter(isVote)
    .map((step) => ({ ...step, figures: ranked(step.figures).map(({ figure }) => figure) }))
  return [...votes.toReversed(), ...steps.filter((step) => !isVote(step))]
}

/** Lines that a page holds, and how many letters stand in one. */
const mostLines = 12
const perLine = 34
const linesOf = ({ figure, condition }: Ranked, lang: string): number =>
  Math.ceil(shownIn(figure.text, lang).length / perLine) +
  (condition === null ? 0 : Math.ceil(shownIn(condition.text, lang).length / perLine)) +
  0.5

/** At most three at a time, as many as can be read; each that has dissent stands once with it beside. */
export function pagesOf(all: readonly Ranked[], lang: string): readonly RankedPage[] {
  const pages: Ranked[][] = []
  let lines = 0
  for (const each of all) {
    const more = linesOf(each, lang)
    const last = pages.at(-1)
    if (last === undefined || last.length === 3 || lines + more > mostLines) {
      pages.push([each])
      lines = more
    } else {
      last.push(each)
      lines += more
    }
  }
  return pages.flatMap((page): readonly RankedPage[] => {
    const against = page.filter((each) => each.against !== null)
    return against.length === 0 ? [{ all: page, dissent: null }] : against.map((dissent) => ({ all: page, dissent }))
  })
}
