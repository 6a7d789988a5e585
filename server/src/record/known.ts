/**
 * Which kinds of rows this program knows, and since which of its numbers. A row that somebody wrote who knew more says
 * something that this program would get wrong by passing over it: it stops there, and its hall stays closed.
 *
 * Who adds a kind raises `program` by one and gives the kind that number; what a kind of before says never changes its
 * meaning. `needs` of a hall is the highest number among its rows: the oldest program that understands it.
 */
import { accessKinds } from '@tablee/shared/access/rows'
import { boardKinds, clockActs, dialogueKinds, planChanges } from '@tablee/shared/dialogue/commands'
import { documentKinds, idIn, type DocName, type DocumentKind } from '@tablee/shared/documents'
import { materialRowKinds } from '@tablee/shared/materials/rows'
import { partnerKinds } from '@tablee/shared/partner/rows'
import { roomKinds } from '@tablee/shared/room/rows'
import { erasureKinds } from '@tablee/shared/snapshot/erasures'
import { sealKinds, sealedKinds } from '@tablee/shared/snapshot/seals'
import { archiveKinds } from '@tablee/shared/snapshot/taken'
import { synthesisKinds } from '@tablee/shared/synthesis/rows'
import { translationKinds } from '@tablee/shared/translations/rows'
import { voiceKinds } from '@tablee/shared/voices/rows'
import type { JournalRow } from '../journal/port.ts'

/** The number of this program: the highest of any kind that it writes. */
export const program = 1

type Since = Readonly<Record<string, number>>
/** What was frozen, and struck out, stood in the logs of what it is of, before there were archives. */
const before: Since = { snapshot: 1, erase: 1, erased: 1 }
/** Marks of a view (`view/marks`). */
export const markKinds = { epoch: 1, frozen: 1, resumed: 1 } as const

/** `within`: of a kind that is one of several itself, in which of its fields that is said, and which there are. */
export type Known = { readonly kinds: Since; readonly within?: Readonly<Record<string, Within>> }
type Within = { readonly field: string; readonly named: string; readonly kinds: Since }

/** Null: its rows are another program's (tests have such a kind), and known to whoever writes them. */
export const known: Readonly<Record<DocumentKind, Known | null>> = {
  board: { kinds: { ...before, ...boardKinds } },
  dialogue: {
    kinds: { ...before, ...dialogueKinds },
    within: {
      clock: { field: 'act', named: 'do', kinds: clockActs },
      change: { field: 'change', named: 'do', kinds: planChanges },
    },
  },
  voices: { kinds: voiceKinds },
  access: { kinds: accessKinds },
  archive: {
    kinds: { ...archiveKinds, ...erasureKinds, ...sealKinds },
    within: { seal: { field: 'statement', named: 'what', kinds: sealedKinds } },
  },
  room: { kinds: roomKinds },
  materials: { kinds: materialRowKinds },
  synthesis: { kinds: { ...synthesisKinds, ...partnerKinds } },
  report: null,
  view: { kinds: markKinds },
  translations: { kinds: translationKinds },
}

/** Says of whom it is and what to do; its hall stays closed. */
export class UnknownRow extends Error {
  override readonly name = 'UnknownRow'
  constructor(doc: DocName, kind: string) {
    super(
      `${doc} holds a row of the kind "${kind}", which this version of Tablée does not know: a newer one wrote it. Nothing was changed; open it with that version.`,
    )
  }
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined
const sinceIn = (kinds: Since, kind: unknown): number | null =>
  typeof kind === 'string' && Object.hasOwn(kinds, kind) ? (kinds[kind] ?? null) : null

/** What a command row is called, and since which number it is known; null: it is not. */
function named(of: Known, text: string): { readonly kind: string; readonly since: number | null } {
  const row: unknown = JSON.parse(text)
  const kind = fieldOf(row, 'kind')
  const within = typeof kind === 'string' && Object.hasOwn(of.within ?? {}, kind) ? of.within?.[kind] : undefined
  const since = sinceIn(of.kinds, kind)
  if (within === undefined || since === null) return { kind: String(kind), since }
  const part = fieldOf(fieldOf(row, within.field), within.named)
  const inside = sinceIn(within.kinds, part)
  return { kind: `${String(kind)} ${String(part)}`, since: inside === null ? null : Math.max(since, inside) }
}

const kindOf = (doc: DocName): DocumentKind | null => documentKinds.find((kind) => idIn(kind, doc) !== null) ?? null
/** Throws `UnknownRow` where one of them is of a kind that this program has no reader for. */
export function knowsAll(docs: readonly DocName[]): void {
  for (const doc of docs) if (kindOf(doc) === null) throw new UnknownRow(doc, doc.split(':', 1)[0] ?? '')
}
const text = new TextDecoder()

/** The number of the oldest program that understands this row; throws `UnknownRow` where this one does not. */
export function needsOf({ doc, kind, data }: Pick<JournalRow, 'doc' | 'kind' | 'data'>): number {
  const of = kind === 'command' ? (known[kindOf(doc) ?? 'report'] ?? null) : null
  if (of === null) return 1
  const row = named(of, text.decode(data))
  if (row.since === null) throw new UnknownRow(doc, row.kind)
  return row.since
}
