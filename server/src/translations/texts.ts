/** What translators are told of a dialogue's texts, part by part: each board, and what came out of the steps of a session. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { openedBy, originalId, type Made, type Translations } from '@tablee/shared/translations/fold'
import { withPlaces } from '@tablee/shared/view/translated'
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import type { Clock } from '../clock.ts'
import type { TranslationLog } from './log.ts'
import { asidesOn } from './asides.ts'
import type { Refused, Shown, TranslatedPlaces } from './ports.ts'
import { answerText, textsIn, type SeenText } from './seen-texts.ts'
import { beforeOn, isIn, needsOn, noNeeds, type Needs, type Wants } from './wants.ts'

/** `texts` null: not known at this moment. The same list as long as nothing of it changed. */
export type PartOfTexts = Pick<TextToTranslate, 'table' | 'session' | 'number'> & {
  readonly texts: readonly TextToTranslate[] | null
}
type Place = Pick<TextToTranslate, 'table' | 'session' | 'number' | 'site'>
type For = { readonly into: string; readonly device: string }

/** Into one language, by the names of observers. */
function named<One>(
  of: Readonly<Record<string, Readonly<Record<string, One>>>> | undefined,
  into: string,
  name: (id: string) => string,
): ReadonlyMap<string, One> {
  const found = new Map<string, One>()
  for (const [id, langs] of Object.entries(of ?? {})) {
    const one = langs[into]
    if (one !== undefined) found.set(name(id), one)
  }
  return found
}

/** What is made of a board's texts (null: of answers), and which of them others have open. */
function standing(
  state: Translations,
  board: BoardId | null,
  reader: For & Pick<Parameters<typeof asidesOn>[2], 'name' | 'now' | 'refused' | 'behind'>,
) {
  const { into, device, name, now, refused } = reader
  const taken = new Set<string>()
  for (const [by, lease] of state.leases)
    if (by !== device && lease.board === board && lease.lang === into && lease.until > now) taken.add(name(lease.of))
  const made = board === null ? state.answers.of : state.boards.get(board)?.of
  const beside = asidesOn(state, board, reader)
  return { made: named(made, into, name), drafts: named(state.drafts.get(board), into, name), taken, beside, refused }
}

function toldOf(
  { wording, ...text }: SeenText,
  place: Place,
  device: string,
  { made, taken, drafts, beside, refused }: ReturnType<typeof standing>,
): TextToTranslate {
  const found = made.get(text.entry)
  const current = found !== undefined && (found.wording === null || found.wording === wording)
  // It shows the wording of which it is: what somebody refuses is not told as what stood there before.
  const told = current || (found !== undefined && !refused(withPlaces(found.wording ?? '')))
  const draft = current ? undefined : drafts.get(text.entry)
  return {
    ...place,
    ...text,
    translation: found === undefined || !told ? null : translationOf(found, current, device),
    taken: taken.has(text.entry),
    ...(draft === undefined || (draft.wording !== null && draft.wording !== wording)
      ? {}
      : { draft: { text: draft.text, engine: draft.engine, version: draft.version, at: draft.at } }),
    ...beside(text.entry, wording),
  }
}
const translationOf = (found: Made, current: boolean, device: string): TextToTranslate['translation'] => ({
  text: found.text,
  state: found.state,
  at: found.at,
  who: found.who,
  mine: found.by === device,
  earlier: current ? null : withPlaces(found.wording ?? ''),
  ...(found.engine === undefined ? {} : { engine: found.engine }),
})

/** So many translators' lists are kept, the latest of them: one that is not is made anew. */
const mostKept = 40

/** What translators are told of a dialogue; who may is asked before. */
export function createTexts({
  log,
  places,
  shown,
  wants,
  clock,
}: {
  log: Pick<TranslationLog, 'state' | 'onChange'>
  places: TranslatedPlaces
  shown: Pick<Shown, 'seen' | 'names' | 'answers' | 'answerNames' | 'refused'>
  wants: Wants
  clock: Clock
}) {
  /** How often something of a board's texts became another beside the board itself. */
  const touches = new Map<string, number>()
  const keyOf = (dialogue: DialogueId, board: BoardId | null): string => board ?? `answers of ${dialogue}`
  const touch = (key: string): void => void touches.set(key, (touches.get(key) ?? 0) + 1)
  const stop = log.onChange(({ id, row }) => {
    if ('board' in row) touch(keyOf(id, row.board))
  })

  type Known = {
    readonly from: object
    readonly touched: number
    readonly open: boolean
    readonly needs: string
    readonly texts: readonly TextToTranslate[]
  }
  const known = new Map<string, Map<string, Known>>()
  function of({ into, device }: For, dialogue: DialogueId): Map<string, Known> {
    const key = `${dialogue} ${into} ${device}`
    const mine = known.get(key) ?? new Map<string, Known>()
    known.delete(key)
    known.set(key, mine)
    for (const [oldest] of known) if (known.size > mostKept) known.delete(oldest)
    return mine
  }

  /** `from`: what they are seen in, the same object while nothing of it changed. */
  async function texts(
    dialogue: DialogueId,
    board: BoardId | null,
    {
      from,
      seen,
      place,
      needs,
      ...reader
    }: For & { from: object; place: Place; needs: Needs; seen: () => readonly SeenText[] },
  ): Promise<readonly TextToTranslate[]> {
    const key = `${keyOf(dialogue, board)} ${place.session}`
    const mine = of(reader, dialogue)
    const before = mine.get(key)
    const touched = touches.get(keyOf(dialogue, board)) ?? 0
    // What somebody has open is free again by itself: a list with such a text is looked at each time.
    if (before?.from === from && before.touched === touched && before.needs === needs.key && !before.open)
      return before.texts
    const name = board === null ? shown.answerNames(dialogue) : shown.names(board)
    const table = board === null ? null : (places.board(board)?.table ?? null)
    const behind = (at: number): boolean => table !== null && places.saidBehind(table, at)
    const all = seen().filter(({ lang }) => !isIn(lang, reader.into))
    const told = (refused: Refused) => {
      const now = standing(log.state(dialogue), board, { ...reader, name, now: clock(), refused, behind })
      const texts = all.map((one) => ({ ...toldOf(one, place, reader.device, now), ...needs.of(one.entry) }))
      return { open: now.taken.size > 0, texts }
    }
    // Few boards have anything of before: the others are not read for it.
    let looksBack = false
    const first = told(() => (looksBack = true))
    const made = looksBack && board !== null ? told(await shown.refused(board)) : first
    mine.set(key, { from, touched, needs: needs.key, ...made })
    return made.texts
  }

  return {
    /** In the order of sessions and tables, what came out of a session's steps behind its tables. */
    async parts(dialogue: DialogueId, into: string, device: string): Promise<readonly PartOfTexts[]> {
      const boards = places
        .tables(dialogue)
        .flatMap((table) => places.boardsOf(table.id).map(({ id, session }) => ({ id, session, table })))
        .filter(({ id }) => places.reached(id))
      const views = await Promise.all(boards.map(({ id }) => shown.seen(id)))
      const answers = await shown.answers(dialogue)
      const ofBoards = boards.map(
        async ({ id, session, table: { id: table, number, site } }, n): Promise<PartOfTexts> => {
          const view = views[n] ?? null
          const of = { table, session, number }
          if (view === null) return { ...of, texts: null }
          const needs = needsOn(id, view, { wants, into, name: shown.names(id), now: clock() })
          // Only where it is not known from before.
          const seen = () => {
            const before = beforeOn(view, into)
            return textsIn(view).map((one) => ({ ...one, ...before(one.entry) }))
          }
          const reader = { into, device, from: view, place: { ...of, site }, needs, seen }
          return { ...of, texts: await texts(dialogue, id, reader) }
        },
      )
      const ofSteps = [...new Set(boards.map(({ session }) => session))].map(async (session): Promise<PartOfTexts> => {
        const of = { table: null, session, number: 0 }
        if (answers === null) return { ...of, texts: null }
        const name = shown.answerNames(dialogue)
        const seen = () =>
          answers.filter((one) => one.session === session).map((one) => answerText(one, name(originalId(one.of))))
        return {
          ...of,
          texts: await texts(dialogue, null, {
            into,
            device,
            from: answers,
            place: { ...of, site: '' },
            needs: noNeeds,
            seen,
          }),
        }
      })
      const order = ({ table, number }: PartOfTexts): number => (table === null ? Number.POSITIVE_INFINITY : number)
      const parts = await Promise.all([...ofBoards, ...ofSteps])
      return parts.sort((a, b) => a.session - b.session || (order(a) < order(b) ? -1 : 1))
    },
    /** What is told of these beside what observers see is another by now. */
    touched: (dialogue: DialogueId, board: BoardId | null): void => touch(keyOf(dialogue, board)),
    /** Nothing of what was told is kept. */
    forget: (): void => known.clear(),
    close: stop,
  }
}

/** Whether somebody else has this open, as far as is decided by now. */
export const isOpenElsewhere = (
  state: Translations,
  of: Parameters<typeof openedBy>[1],
  { device, now }: { readonly device: string; readonly now: number },
): boolean => {
  const by = openedBy(state, of, now)
  return by !== null && by !== device
}
