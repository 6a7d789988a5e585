/** What was done here and is not told yet, laid over what is told: a line stands beneath words with the key that drew it. */
import type { CodeCommand, CodeTold, CodingTold, MemoTold } from '@tablee/shared/wire/codebook'

/** Nobody waits for the server to see what they did; what it refused, and what it told by now, is not among them. */
export type Pending = readonly CodeCommand[]
type On = Extract<CodeCommand, { kind: 'memo' }>['on']

const undone = (pending: Pending): ReadonlySet<string> =>
  new Set(pending.flatMap((one) => (one.kind === 'undo' ? [one.of] : [])))

/** The codings of an entry as they will be told. */
export function codingsAfter(
  told: readonly CodingTold[],
  pending: Pending,
  entry: string,
  coder: number,
): readonly CodingTold[] {
  const back = undone(pending)
  const known = new Set(told.map(({ coding }) => coding))
  const gone = new Set(pending.flatMap((one) => (one.kind === 'uncode' && !back.has(one.id) ? [one.coding] : [])))
  const made = pending.flatMap((one): CodingTold[] =>
    one.kind === 'coding' && one.entry === entry && !known.has(one.id)
      ? [{ coding: one.id, code: one.code, start: one.start, end: one.end, place: 'there', coder, mine: true }]
      : [],
  )
  return [...told, ...made].filter(({ coding }) => !gone.has(coding) && !back.has(coding))
}

/** Which of them a line stands beneath, and which are named beside the words: nobody can say where they are by now. */
export function placed(codings: readonly CodingTold[]): {
  readonly there: readonly CodingTold[]
  readonly lost: readonly CodingTold[]
} {
  const isThere = ({ place }: CodingTold): boolean => place === 'there' || place === 'moved'
  return { there: codings.filter(isThere), lost: codings.filter((one) => !isThere(one)) }
}

/** Codes that were made here stand behind what they lie beneath, until the server says where. */
export function codesAfter(told: readonly CodeTold[], pending: Pending): readonly CodeTold[] {
  const back = undone(pending)
  const codes = [...told]
  for (const one of pending) {
    if (one.kind !== 'code' || back.has(one.id) || codes.some(({ id }) => id === one.id)) continue
    const { id, parent, name, definition = '', includes = '', excludes = '', color = null } = one
    const under = codes.findIndex((code) => code.id === parent)
    const depth = (codes[under]?.depth ?? -1) + 1
    const behind = under < 0 ? -1 : codes.findIndex((code, at) => at > under && code.depth < depth)
    codes.splice(behind < 0 ? codes.length : behind, 0, {
      id,
      parent,
      depth,
      name,
      definition,
      includes,
      excludes,
      color,
      key: null,
      version: 1,
      earlier: [],
      examples: [],
      memos: [],
      codings: 0,
      entries: 0,
      beneath: 0,
      tables: [],
      frozen: false,
    })
  }
  return codes
}

const aboutOf = (on: On): string => ('entry' in on ? on.entry : 'coding' in on ? on.coding : on.code)

/** Memos of an entry, and of the codings in it. `at`: about when those were written that are not told. */
export function memosAfter(
  told: readonly MemoTold[],
  pending: Pending,
  entry: string,
  codings: readonly CodingTold[],
  coder: number,
  at: number,
): readonly MemoTold[] {
  const back = undone(pending)
  const known = new Set(told.map(({ memo }) => memo))
  const here = new Set([entry, ...codings.map(({ coding }) => coding)])
  const made = pending.flatMap((one): MemoTold[] =>
    one.kind === 'memo' && here.has(aboutOf(one.on)) && !known.has(one.id)
      ? [{ memo: one.id, on: one.on, text: one.text, lang: one.lang, coder, mine: true, at }]
      : [],
  )
  return [...told, ...made].filter(({ memo }) => !back.has(memo))
}

/** Of what is pending, what an answer does not show yet: so much stays laid over it. */
export function stillPending(
  pending: Pending,
  { codings, codes, memos }: { codings: readonly CodingTold[]; codes: readonly CodeTold[]; memos: readonly MemoTold[] },
): Pending {
  const [lines, names, notes] = [
    new Set(codings.map(({ coding }) => coding)),
    new Set(codes.map(({ id }) => id)),
    new Set(memos.map(({ memo }) => memo)),
  ]
  const told = (id: string): boolean => lines.has(id) || names.has(id) || notes.has(id)
  return pending.filter((one) => {
    if (one.kind === 'uncode') return lines.has(one.coding)
    if (one.kind === 'undo') return told(one.of) || pending.some(({ id }) => id === one.of)
    return !told(one.id)
  })
}
