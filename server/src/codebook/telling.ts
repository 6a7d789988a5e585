/** How a coder is told of codes, codings, memos and steps: as far as they may know of them, and as it may be read now. */
import { frozenIn, sealedIn, seenBy, stepsSeen } from '@tablee/shared/codebook/blind'
import { codeOf, coderOf, inOrder, type Codes, type Coding, type Memo } from '@tablee/shared/codebook/fold'
import { sliceOf } from '@tablee/shared/codebook/passages'
import type { CodeRow } from '@tablee/shared/codebook/rows'
import type { DialogueId } from '@tablee/shared/ids'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import type { CodableEntry, CodebookTold, CodeTold, CodingTold, MemoTold } from '@tablee/shared/wire/codebook'
import type { Session } from '../access/session.ts'
import { createKept } from '../synthesis/kept.ts'
import { countsOf } from './counting.ts'
import type { AllCodable, Codable, Passages } from './entries.ts'

/** Field by field: what a board knows of an entry besides is not told. */
const plainly = (one: Codable, said: string | null): CodableEntry => ({
  entry: one.entry,
  kind: one.kind,
  text: one.text,
  lang: one.lang,
  seat: one.seat,
  capture: one.capture,
  as: one.as,
  about: one.about,
  table: one.table,
  number: one.number,
  site: one.site,
  session: one.session,
  ...(one.item !== undefined && { item: one.item }),
  ...(one.translations !== undefined && { translations: one.translations }),
  ...(said !== null && { said }),
})

/** What is coded, as far as who asks may know: of a round that is open what they said in it themselves. */
export type Done = { readonly coded: ReadonlySet<EntryName>; readonly none: ReadonlyMap<EntryName, unknown> }

/** Of what a code said before. */
const mostEarlier = 20

/** Of one dialogue's hall. `saidNo`: whether a text says again what is not to be told now. */
export function createTelling({
  passages,
  saidNo,
}: {
  readonly passages: Passages
  readonly saidNo: (dialogue: DialogueId) => (text: string) => boolean
}) {
  const countedOf = createKept<string, ReturnType<typeof countsOf>>()
  const seenKept = createKept<string, ReturnType<typeof seenBy>>()
  const atKept = createKept<'all', ReadonlyMap<string, number>>()
  /** Where no round is open all are told the same, and it is worked out once. */
  const readerOf = (codes: Codes, { device }: Session): string => (sealedIn(codes).size === 0 ? 'all' : device)
  const seen = (codes: Codes, session: Session) =>
    seenKept(readerOf(codes, session), [codes], () => seenBy(codes, session.device))
  /** When each step was done. */
  const timesOf = ({ steps }: Synthesis) =>
    atKept('all', [steps], () => new Map(steps.map(({ row, at }) => [row.command, at])))

  function codingTold(codes: Codes, session: Session, coding: Coding, one: Codable): CodingTold {
    const { id, code, by, round } = coding
    return {
      coding: id,
      code,
      ...passages.stands(one, id, coding),
      coder: coderOf(codes, by) ?? 0,
      mine: by === session.device,
      ...(round !== null && { round }),
    }
  }
  const tell = (one: Codable): CodableEntry => plainly(one, passages.said(one))

  function memosTold(
    repeats: (text: string) => boolean,
    state: Synthesis,
    session: Session,
    memos: readonly Memo[],
  ): readonly MemoTold[] {
    const at = timesOf(state)
    return memos.map(({ id, on, text, lang, by }) => ({
      memo: id,
      on,
      text: repeats(text) ? null : text,
      lang,
      coder: coderOf(state.codes, by) ?? 0,
      mine: by === session.device,
      at: at.get(id) ?? 0,
    }))
  }

  function codesTold(dialogue: DialogueId, state: Synthesis, session: Session, of: AllCodable): readonly CodeTold[] {
    const { codes, codeKeys } = state
    const { codings, memos } = seen(codes, session)
    const counts = countedOf(readerOf(codes, session), [codes.codes, codings, of], () =>
      countsOf(codes.codes, codings.values(), of),
    )
    const frozen = frozenIn(codes)
    const repeats = saidNo(dialogue)
    const note = (text: string): string | null => (text !== '' && repeats(text) ? null : text)
    const sealed = sealedIn(codes)
    const memosOf = Map.groupBy(memos.values(), ({ on }) => ('code' in on ? on.code : null))
    return inOrder(codes.codes).map(({ id, name, definition, includes, excludes, examples, ...code }) => ({
      id,
      parent: code.parent,
      depth: code.depth,
      name: note(name),
      definition: note(definition),
      includes: note(includes),
      excludes: note(excludes),
      color: code.color,
      key: codeKeys.keys.get(id) ?? null,
      version: code.version,
      earlier: code.earlier.slice(-mostEarlier).map((text) => ({
        name: note(text.name),
        definition: note(text.definition),
        includes: note(text.includes),
        excludes: note(text.excludes),
      })),
      examples: examples.flatMap((example) => {
        const one = of.byName.get(example.entry)
        const blind = sealed.get(example.entry)?.joined.includes(session.device) === true
        if (one === undefined || blind) return []
        return [{ example: example.id, entry: tell(one), ...passages.stands(one, example.id, example) }]
      }),
      memos: memosTold(repeats, state, session, memosOf.get(id) ?? []),
      ...(counts.get(id) ?? { codings: 0, entries: 0, beneath: 0, tables: [] }),
      frozen: frozen.has(id),
    }))
  }

  function doneBy(codes: Codes, session: Session): Done {
    const { codings, none } = seen(codes, session)
    const all = new Map<EntryName, unknown>(none)
    for (const round of codes.rounds.values())
      if (round.state === 'open') for (const [entry, by] of round.none) if (by.has(session.device)) all.set(entry, true)
    const coded = new Set([...codings.values()].map(({ entry }) => entry))
    for (const entry of coded) all.delete(entry)
    return { coded, none: all }
  }

  function stepsTold(
    dialogue: DialogueId,
    state: Synthesis,
    session: Session,
    of: AllCodable,
    most: number,
  ): Pick<CodebookTold, 'steps' | 'earlier'> {
    const names = namesIn(state)
    const repeats = saidNo(dialogue)
    const steps: CodebookTold['steps'][number][] = []
    let earlier = 0
    for (const { row, at, can, undone } of stepsSeen(state, session.device)) {
      if (steps.length >= most) {
        earlier += 1
        continue
      }
      const one = 'entry' in row ? of.byName.get(row.entry ?? '') : undefined
      const code = codeIn(row, state.codes)
      const name = code === null ? null : (codeOf(state.codes, code)?.name ?? names.get(code) ?? null)
      steps.push({
        step: row.command,
        kind: row.kind,
        at,
        coder: coderOf(state.codes, row.by),
        name: name !== null && repeats(name) ? null : name,
        text: one === undefined ? null : passageIn(row, one),
        lang: one?.lang ?? null,
        undone,
        can,
      })
    }
    return { steps, earlier }
  }
  function passageIn(row: CodeRow, one: Codable): string {
    if (row.kind !== 'coding' && row.kind !== 'code-example') return one.text
    const { place, start, end } = passages.stands(one, row.command, row)
    return place === 'there' || place === 'moved' ? sliceOf(one.text, start, end) : one.text
  }

  return { readerOf, seen, tell, codingTold, memosTold, codesTold, doneBy, stepsTold }
}

/** What each code was called when it was made: of those that are gone. */
const namesIn = ({ steps }: Synthesis): ReadonlyMap<string, string> =>
  new Map(
    steps.flatMap(({ row }) =>
      row.kind === 'code'
        ? [[row.command, row.name] as const]
        : row.kind === 'codes-in'
          ? row.codes.map(({ code, name }) => [code, name] as const)
          : [],
    ),
  )
/** The code that a step is about. */
function codeIn(row: CodeRow, { codings }: Codes): string | null {
  if (row.kind === 'code') return row.command
  if ('code' in row) return row.code
  if (row.kind === 'uncode') return codings.get(row.coding)?.code ?? null
  return row.kind === 'memo' && 'code' in row.on ? row.on.code : null
}

export type Telling = ReturnType<typeof createTelling>
