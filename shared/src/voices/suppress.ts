/**
 * Figures as they may be told outside the own table. Counts of tables are told; a count of people or answers below 5 is
 * not, and neither is what it could be worked out from: another row, the base, a mean, another question's base.
 */
import { smallest, type Figure, type FigureRow } from './figure.ts'
import { readItemKey, type Item } from '../dialogue/items.ts'
import { keepsOpen } from './keeps-open.ts'
import { protect, type Cell, type Fate, type KnownSum } from './protect.ts'
import { supportTold } from './suppress-support.ts'

/** A figure whose numbers are all known, as `tally` makes it. */
type Whole = { readonly figure: Figure; readonly item: Item; readonly asked: number; readonly valid: number }

/** Figures of the same people, with their items: what one tells may give away what another withholds. */
export function outside(figures: readonly Figure[], items: readonly Item[]): readonly Figure[] {
  const wholes = figures.flatMap((figure): readonly Whole[] => {
    const item = items.find(({ id }) => id === readItemKey(figure.item).item)
    return item === undefined ? [] : [{ figure, item, asked: figure.asked ?? 0, valid: figure.valid ?? 0 }]
  })
  const people = wholes.filter(({ item }) => item.unit !== 'tables')
  // Everybody was asked all of these: if one tells how many that is, all do. How many gave no answer may then still be
  // worked out from the base of another question; that is nobody's opinion, and without it no step could mix bases.
  const plain = people.filter(({ item, figure }) => item.showIf === undefined && figure.none.notAsked === 0)
  const onAll = ({ item }: Whole): boolean => item.base === 'all' && item.unit === 'people'
  const fewSilent = plain.some((one) => !onAll(one) && one.valid >= smallest && silence(one) < smallest)
  // Of an item in several wordings each part is told by itself: what was answered to all of them together nobody is told.
  const told: Figure[] = []
  return wholes.map((whole): Figure => {
    const { figure, item } = whole
    if (item.unit === 'tables') return figure
    const among = plain.includes(whole)
    const one = ((): Figure => {
      // Who was not drawn for a recommendation was left out by chance: how many those are says nothing of anybody.
      if (!among && item.type !== 'support' && !maySkip(whole, told)) return nothingOf(figure)
      if (hasFewBeside(whole, wholes)) return nothingOf(figure)
      if (onAll(whole)) return ofAll(whole)
      return ofValid(whole, !(among ? fewSilent : silence(whole) < smallest))
    })()
    told.push(one)
    return one
  })
}

/**
 * Of a question that a skip rule asks in several wordings, each part tells how many answered the rule's question so; that
 * question tells it of all together. A part of a few would be the difference.
 */
const hasFewBeside = ({ figure, item }: Whole, all: readonly Whole[]): boolean =>
  item.showIf !== undefined &&
  figure.worded !== undefined &&
  all.some((one) => one.item === item && one.asked > 0 && one.asked < smallest)

const silence = ({ asked, valid }: Whole): number => asked - valid

/**
 * How many a skip rule asked is how many answered so: told only where that is told already. Where people were not asked
 * for another reason, only if they are not few.
 */
function maySkip({ figure, item }: Whole, told: readonly Figure[]): boolean {
  const skipped = figure.none.notAsked ?? 0
  if (skipped < smallest) return false
  const rule = item.showIf
  if (rule === undefined) return true
  const filters = told.filter((one) => readItemKey(one.item).item === rule.item)
  const open = (row: FigureRow): boolean => row.withheld === undefined
  return filters.every(
    (one) =>
      one.rows.every(open) ||
      (filters.length === 1 &&
        one.rows.every((row) => open(row) || !rule.is.includes(row.key)) &&
        one.type !== 'choose'),
  )
}

/** The base is everybody who was asked; how many answered is told where those who did not are not few. */
function ofAll(whole: Whole): Figure {
  const { figure, asked, valid } = whole
  if (asked < smallest) return nothingOf(figure)
  const bare = { ...nothingOf(figure), asked, denominator: asked }
  if (valid < smallest) return bare
  const tellsValid = silence(whole) >= smallest
  // Without that number, those without an answer are one more cell of the whole.
  const cells = protectRows(whole, valid, tellsValid ? null : silence(whole))
  if (cells === null) return bare
  return withRows(whole, cells, {
    asked,
    valid: tellsValid ? valid : null,
    none: tellsValid ? reasons(whole) : unsaid,
    denominator: asked,
  })
}

/** The base is who answered; how many were asked is told where those who did not answer are not few. */
function ofValid(whole: Whole, mayTellAsked: boolean): Figure {
  const { figure, asked, valid } = whole
  if (valid < smallest) return nothingOf(figure)
  const cells = protectRows(whole, valid, null)
  if (cells === null) return nothingOf(figure)
  const tellsAsked = mayTellAsked && silence(whole) >= smallest
  return withRows(whole, cells, {
    asked: tellsAsked ? asked : null,
    valid,
    none: tellsAsked ? reasons(whole) : unsaid,
    denominator: figure.denominator,
  })
}

const unsaid: Figure['none'] = { refused: null, notAsked: null, illegible: null }

function reasons(whole: Whole): Figure['none'] {
  const { refused, illegible, notAsked } = whole.figure.none
  const parts = [refused ?? 0, illegible ?? 0, silence(whole) - (refused ?? 0) - (illegible ?? 0)]
  const fates = protect(
    parts.map((count) => ({ count })),
    [{ cells: [0, 1, 2] }],
  )
  return {
    refused: fates?.[0] === null ? refused : null,
    illegible: fates?.[1] === null ? illegible : null,
    notAsked: (notAsked ?? 0) >= smallest ? notAsked : null,
  }
}

/**
 * What becomes of the rows of `valid` people. `silent`: how many others there are, where those are known only together with
 * them. Null: nothing may be told.
 */
function protectRows({ figure, item }: Whole, valid: number, silent: number | null): readonly Fate[] | null {
  if (figure.rows.length === 0) return []
  if (item.type === 'support') return supportTold(figure, silent)?.fates ?? null
  // What somebody left as it was is the least to lose.
  const cells: Cell[] = figure.rows.map(({ key, count }) => ({
    count: count ?? 0,
    spare: key.endsWith(':indifferent'),
  }))
  const rows = cells.map((_, n) => n)
  const others = silent === null ? [] : [cells.push({ count: silent }) - 1]
  /** The cell that fills a sum up to what is known of it. */
  const rest = (of: readonly number[], known: number): number =>
    cells.push({ count: known - of.reduce((all, n) => all + (cells[n]?.count ?? 0), 0), hiddenAnyhow: true }) - 1
  const sums: KnownSum[] = []
  if (item.type === 'choose') {
    for (const { id } of item.options) {
      const of = [...rows.filter((n) => figure.rows[n]?.key.split(':')[0] === id), ...others]
      sums.push({ cells: [...of, rest(of, valid + (silent ?? 0))] })
    }
    if (item.most !== undefined) {
      const chosen = rows.filter((n) => figure.rows[n]?.key.includes(':') === false)
      sums.push({ cells: [...chosen, rest(chosen, item.most * valid)], loose: item.most > 1 })
    }
    if (item.unit === 'answers') sums.push({ cells: rows })
  } else sums.push({ cells: [...rows, ...others] })
  return protect(cells, sums)?.slice(0, figure.rows.length) ?? null
}

function withRows(
  whole: Whole,
  fates: readonly Fate[],
  bases: Pick<Figure, 'asked' | 'valid' | 'none' | 'denominator'>,
): Figure {
  const { figure, item, valid } = whole
  const share = ({ count, share: weighted }: FigureRow): number | null =>
    count === null || bases.denominator === null || bases.denominator === 0
      ? null
      : figure.weight === undefined
        ? count / bases.denominator
        : weighted
  const anyUnsaid = fates.some((fate) => fate !== null)
  // A mean is one more sum. Of a scale it is worth more than a few rows: they go together, and the mean stays where it
  // leaves every step open. A ranking keeps its first places, as far as they may be told.
  const steps = item.type === 'scale' && anyUnsaid
  const means =
    valid >= smallest &&
    (!anyUnsaid || (item.type === 'scale' && figure.weight === undefined && keepsOpen(item, figure.mean, valid)))
  const all: Fate | undefined = steps ? 'covered' : undefined
  const rows = figure.rows.map((row, n): FigureRow => {
    const fate = all ?? fates[n] ?? null
    const rank = row.rank === undefined ? {} : { rank: means ? row.rank : null }
    return fate === null
      ? { ...row, ...rank, share: share(row) }
      : { ...row, ...rank, count: null, share: null, withheld: fate }
  })
  const written = figure.texts.length
  const texts =
    item.type === 'support'
      ? (supportTold(figure, null)?.texts ?? [])
      : item.type === 'text' && written >= smallest
        ? figure.texts
        : []
  // How many wrote and are not read is a number of people too.
  const mute = item.type === 'text' && written !== valid && valid - written < smallest
  return {
    ...figure,
    ...bases,
    ...(mute ? { valid: null, denominator: null, asked: null, none: unsaid } : {}),
    rows,
    mean: means ? figure.mean : null,
    // Beside the mean it would say too much of who stands where.
    median: means && !anyUnsaid ? figure.median : null,
    centre: valid >= smallest ? figure.centre : null,
    points: valid >= smallest ? figure.points : [],
    texts,
  }
}

/** That there was such a question, and nothing else. */
export function nothingOf(figure: Figure): Figure {
  return {
    ...figure,
    asked: null,
    valid: null,
    none: unsaid,
    denominator: null,
    rows: figure.rows.map((row) => ({
      ...row,
      count: null,
      share: null,
      withheld: 'covered',
      ...(row.rank === undefined ? {} : { rank: null }),
    })),
    mean: null,
    median: null,
    centre: null,
    points: [],
    texts: [],
  }
}
