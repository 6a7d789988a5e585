/**
 * Ballots counted: of each question a figure with its unit and base. Derived, never stored. A figure of several tables is
 * the same count over all of them, so it is the sum of theirs. What may be said outside the own table: `voices/suppress`.
 */
import type { Draw } from '../dialogue/programme.ts'
import type { NodeId, SeatCode } from '../ids.ts'
import { itemsOfSeat } from './draw.ts'
import type { Figure, FigureRow, FigureText } from './figure.ts'
import { answerRows, rowKeys } from './answer-rows.ts'
import { askedOf, questionsOf } from './asked.ts'
import { counts, tableSeat, type Cast, type Given, type Round } from './fold.ts'
import { itemKey, type Answer, type Item, type ItemKey } from '../dialogue/items.ts'
import type { VotedOn } from './rows.ts'
import { outside } from './suppress.ts'
import { meanOf, medianOf } from './means.ts'
import { givenWording, textIn, whyWorded, wordingOf, wordingsRead } from './worded.ts'

/** One table's round: who was asked there, and what came in. */
export type TableRoundOf = {
  readonly seats: readonly SeatCode[]
  readonly round: Pick<Round, 'nodes' | 'casts' | 'worded'>
  /** It may not be read now: its own answers count, and what it wrote is told to nobody. */
  readonly unread?: boolean
  /** Whether an entry of its map may be read by anyone who sees the figure; by default, any. */
  readonly sees?: (node: NodeId) => boolean
}
export type Counting = {
  readonly items: readonly Item[]
  readonly tables: readonly TableRoundOf[]
  /** For anybody but the own table: counts of people and answers below 5, and what would give them away, are withheld. */
  readonly outside?: boolean
  /** Each seat was asked the items that were drawn for it, and no others. */
  readonly draw?: Draw
  /** Whether what this seat wrote may be read by anyone who sees the figure; counted it is in any case. */
  readonly says?: (seat: SeatCode) => boolean
}

/** What was answered to one question. */
type Sum = {
  readonly key: ItemKey
  readonly item: Item
  /** Which of its wordings people read. */
  readonly wording: number
  readonly node: VotedOn | null
  asked: number
  notAsked: number
  refused: number
  illegible: number
  readonly answers: Answer[]
  readonly texts: FigureText[]
}

/** The figures of a round's items, in their order; an item on entries has one per entry. */
export function figuresOf({
  items,
  tables,
  outside: out = false,
  says = () => true,
  draw,
}: Counting): readonly Figure[] {
  const sums = new Map<string, Sum>()
  for (const item of items) {
    const read = tables.map(({ round }) => wordingsRead(item, round))
    const wordings = tables.length === 0 ? [item.earlier?.length ?? 0] : [...new Set(read.flat())].sort((a, b) => a - b)
    for (const wording of wordings)
      if (item.type === 'agree' && item.on === 'nodes')
        for (const [n, { round }] of tables.entries())
          for (const node of read[n]?.includes(wording) === true ? round.nodes : [])
            sums.set(sumName(itemKey(item.id, node.node), wording), emptySum(item, node, wording))
      else sums.set(sumName(item.id, wording), emptySum(item, null, wording))
  }
  for (const table of tables) count(items, table, sums, says, draw)
  const all = [...sums.values()]
  const figures = all.map((sum) => {
    const parts = sum.node === null ? all.filter(({ item }) => item === sum.item) : [sum]
    const figure = figureOf(sum)
    if (parts.length < 2) return figure
    return {
      ...figure,
      worded: { part: parts.indexOf(sum) + 1, of: parts.length, why: whyWorded(sum.item, sum.wording) },
    }
  })
  return out ? outside(figures, items) : figures
}

/** Answers to other words are another sum. */
const sumName = (key: ItemKey, wording: number): string => `${wording} ${key}`

const emptySum = (item: Item, node: VotedOn | null, wording: number): Sum => ({
  key: itemKey(item.id, node?.node ?? null),
  item,
  node,
  wording,
  asked: 0,
  notAsked: 0,
  refused: 0,
  illegible: 0,
  answers: [],
  texts: [],
})

function count(
  items: readonly Item[],
  { seats, round, unread = false, sees = () => true }: TableRoundOf,
  sums: ReadonlyMap<string, Sum>,
  says: (seat: SeatCode) => boolean,
  draw: Draw | undefined,
): void {
  const questions = questionsOf(items, round.nodes)
  const casts = questions.map(({ key }) => round.casts.get(key))
  const givenBy = (of: ReadonlyMap<string, Cast> | undefined, seat: string): Given | null => {
    const cast = of?.get(seat)
    return cast === undefined ? null : counts(cast)
  }
  const answerOf = (of: ReadonlyMap<string, Cast> | undefined, seat: string): Answer | undefined =>
    givenBy(of, seat)?.answer
  const sumOf = questions.map(({ key, item }) => sums.get(sumName(key, wordingOf(item, round))))
  /** Who answered other words on paper is counted with those who read them, and with nobody else. */
  const sumFor = (n: number, given: Given | null): Sum | undefined => {
    const question = questions[n]
    return given?.wording === undefined || question === undefined
      ? sumOf[n]
      : sums.get(sumName(question.key, givenWording(question.item, round, given)))
  }
  for (const item of items)
    if (item.unit === 'tables') {
      const sum = sums.get(sumName(item.id, wordingOf(item, round)))
      if (sum !== undefined) add(sum, answerOf(round.casts.get(item.id), tableSeat), !unread, sees)
    }
  const skips = items.some(({ showIf }) => showIf !== undefined)
  const asksOf = (seat: SeatCode): ReadonlySet<ItemKey> => {
    const given: Record<ItemKey, Answer> = {}
    questions.forEach(({ key }, n) => {
      const answer = answerOf(casts[n], seat)
      if (answer !== undefined) given[key] = answer
    })
    return new Set(askedOf(items, round.nodes, given).map(({ key }) => key))
  }
  for (const seat of seats) {
    const asked =
      draw !== undefined ? new Set(itemsOfSeat(items, draw, seat).map(({ id }) => id)) : skips ? asksOf(seat) : null
    const said = says(seat)
    questions.forEach(({ key }, n) => {
      const given = givenBy(casts[n], seat)
      const sum = sumFor(n, given)
      if (sum !== undefined) add(sum, asked?.has(key) === false ? notAsked : given?.answer, said)
    })
  }
}
const notAsked: Answer = { type: 'none', why: 'not-asked' }

function add(sum: Sum, answer: Answer | undefined, said: boolean, sees: (node: NodeId) => boolean = () => true): void {
  if (answer?.type === 'none' && answer.why === 'not-asked') {
    sum.notAsked++
    return
  }
  sum.asked++
  if (answer?.type === 'none') sum[answer.why === 'refused' ? 'refused' : 'illegible']++
  else if (answer !== undefined && answer.type === sum.item.type) {
    sum.answers.push(answer)
    // A text that is empty was erased, or its person does not want to be quoted: it counts and is read by nobody.
    const text = said ? wroteIn(answer, sees) : null
    if (text !== null && text.text !== '') sum.texts.push(text)
  }
}

/** What somebody wrote; null where they wrote nothing. */
function wroteIn(answer: Answer, sees: (node: NodeId) => boolean): FigureText | null {
  switch (answer.type) {
    case 'text':
      return { text: answer.text, lang: answer.lang }
    case 'recommendation':
      return {
        text: answer.sentence,
        lang: answer.lang,
        reasons: answer.reasons.flatMap(({ node, wording, lang }) => (sees(node) ? [{ wording, lang }] : [])),
      }
    case 'support':
      return answer.why === undefined || 'option' in answer.why || answer.value === 'yes'
        ? null
        : { text: answer.why.text, lang: answer.why.lang, said: answer.value }
    default:
      return null
  }
}

function figureOf(sum: Sum): Figure {
  const { item, asked, answers, notAsked, refused, illegible } = sum
  const valid = answers.length
  const rows = rowsOf(item, answers)
  const given = rows.reduce((all, { count }) => all + count, 0)
  const several = item.unit === 'answers' && item.type === 'choose'
  const denominator = several ? given : item.unit === 'answers' || item.base === 'valid' ? valid : asked
  const values = answers.flatMap((one) => (one.type === 'scale' || one.type === 'number' ? [one.value] : []))
  const points = answers.flatMap((one) => (one.type === 'placement' ? [{ x: one.x, y: one.y }] : []))
  const [x, y] = [meanOf(points.map((point) => point.x)), meanOf(points.map((point) => point.y))]
  return {
    item: sum.key,
    type: item.type,
    text: textIn(item, sum.wording),
    ...(sum.node === null ? {} : { wording: sum.node }),
    unit: item.unit,
    base: item.base,
    asked,
    valid,
    none: { refused, notAsked, illegible },
    denominator,
    rows: rows.map((row): FigureRow => ({ ...row, share: denominator > 0 ? row.count / denominator : null })),
    mean: meanOf(values),
    median: medianOf(values),
    centre: x === null || y === null ? null : { x, y },
    // In an order of their own: the order in which people answered says who did.
    points: points.sort((a, b) => a.x - b.x || a.y - b.y),
    texts: sum.texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)),
    ...(item.type === 'placement' ? { axes: { x: item.x, y: item.y } } : {}),
    ...(item.type === 'scale' ? { ends: { low: item.low, high: item.high } } : {}),
    ...(item.type === 'support'
      ? {
          recommended: {
            table: item.table,
            reasons: item.reasons,
            conditions: item.conditions,
            objections: item.objections,
          },
        }
      : {}),
  }
}

type Counted = Pick<FigureRow, 'key' | 'text' | 'entry' | 'rank'> & { readonly count: number }

function rowsOf(item: Item, answers: readonly Answer[]): readonly Counted[] {
  const sums = new Map<string, number>()
  for (const answer of answers) for (const key of rowKeys(item, answer)) sums.set(key, (sums.get(key) ?? 0) + 1)
  return answerRows(item).map((row) => {
    const counted = { ...row, count: sums.get(row.key) ?? 0 }
    if (item.type !== 'ranking') return counted
    const ranks = answers.flatMap((one) => (one.type === 'ranking' ? [one.order.indexOf(row.key) + 1] : []))
    return { ...counted, rank: meanOf(ranks.filter((rank) => rank > 0)) }
  })
}
