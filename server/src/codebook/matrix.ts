/** How often each code is at each table, site, session, language or question, of what who asks may know. */
import { sealedIn } from '@tablee/shared/codebook/blind'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import { matrixParts, type CodeMatrix, type MatrixPart } from '@tablee/shared/wire/codebook'
import type { Session } from '../access/session.ts'
import { versioned } from '../hold/waiting.ts'
import type { RecordOf } from '../record/record.ts'
import { createKept } from '../synthesis/kept.ts'
import { matrixOf } from './counting.ts'
import type { CodePlaces } from './coverage.ts'
import type { AllCodable, Codable } from './entries.ts'
import type { Telling } from './telling.ts'

/** Kept for each reader, part and round as long as nothing of it changed. */
export function createMatrix({
  log,
  places,
  telling: { readerOf, seen },
  readable,
}: {
  readonly log: Pick<RecordOf<SynthesisRow, Synthesis, DialogueId>, 'state'>
  readonly places: CodePlaces
  readonly telling: Pick<Telling, 'readerOf' | 'seen'>
  readonly readable: (dialogue: DialogueId, whole: boolean) => Promise<AllCodable>
}) {
  const matrixKept = createKept<string, ReturnType<typeof matrixOf>>()
  return async (
    session: Session,
    dialogue: DialogueId,
    { by = 'table', round: within, after }: Readonly<Partial<Record<'by' | 'round' | 'after', string | undefined>>>,
  ): Promise<Result<CodeMatrix>> => {
    const part = matrixParts.find((one) => one === by)
    if (part === undefined) return fail({ code: 'bad-request', where: 'by', why: 'nothing that codes are counted by' })
    const of = await readable(dialogue, after === undefined)
    const state = log.state(dialogue)
    const { codes } = state
    const round = within === undefined ? null : (state.codes.rounds.get(within) ?? null)
    if (within !== undefined && round === null) return fail({ code: 'not-found', what: 'round' })
    const keyOf = (one: Codable): string | null =>
      round !== null && !round.entries.has(one.entry) ? null : columnOf(part, one)
    const columns = columnsOf(part, places, dialogue, of, keyOf)
    const { codings } = seen(codes, session)
    const rows = matrixKept(`${readerOf(codes, session)} ${part} ${within ?? ''}`, [codes.codes, codings, of], () =>
      matrixOf(
        codes.codes,
        codings.values(),
        of,
        columns.map(({ key }) => key),
        keyOf,
      ),
    )
    const sealed = sealedIn(codes)
    return versioned(ok({ by: part, columns, rows, sealed: of.all.filter(({ entry }) => sealed.has(entry)).length }))
  }
}

function columnOf(part: MatrixPart, one: Codable): string | null {
  switch (part) {
    case 'table':
      return one.table
    case 'site':
      return one.site
    case 'session':
      return String(one.session)
    case 'lang':
      return one.lang
    case 'item':
      return one.item?.name ?? null
  }
}

/** Tables and sites in their order, whether or not anything of them is coded; of the rest what there is. */
function columnsOf(
  part: MatrixPart,
  places: CodePlaces,
  dialogue: DialogueId,
  { all }: AllCodable,
  keyOf: (one: Codable) => string | null,
): CodeMatrix['columns'] {
  const entries = new Map<string, number>()
  for (const one of all) {
    const key = keyOf(one)
    if (key !== null) entries.set(key, (entries.get(key) ?? 0) + 1)
  }
  const column = (key: string, text: CodeMatrix['columns'][number]['text']) => ({
    key,
    text,
    entries: entries.get(key) ?? 0,
  })
  if (part === 'table') return places.tables(dialogue).map(({ id, number }) => column(id, { und: String(number) }))
  if (part === 'site') return places.sites(dialogue).map(({ id, name }) => column(id, { und: name }))
  if (part === 'item') {
    const texts = new Map(all.flatMap(({ item }) => (item === undefined ? [] : [[item.name, item.text] as const])))
    return [...texts].flatMap(([key, text]) => (entries.has(key) ? [column(key, text)] : []))
  }
  return [...entries.keys()].sort().map((key) => column(key, { und: key }))
}
