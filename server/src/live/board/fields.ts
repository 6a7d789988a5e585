/**
 * What a plain field of a board's document may hold on the wire. Which roots and fields there are is `board/doc`'s to
 * say; a field it adds without a check here does not compile.
 */
import { documentRoots, nodeFields, relationFields } from '@tablee/shared/board/doc'
import { isLabel } from '@tablee/shared/board/entries'
import { nodeKinds, relationKinds } from '@tablee/shared/board/schema'
import { checkWords, isMoment } from '@tablee/shared/board/words'
import { isId, isLang } from '@tablee/shared/ids'

export const knownRoots = documentRoots

type Check = (value: unknown) => boolean

const oneOf =
  (list: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && list.includes(value)
/** Fractional indices grow with each insertion in one gap; 256 characters outlast any afternoon. */
const order: Check = (value) => typeof value === 'string' && value.length <= 256
const idOrNull: Check = (value) => value === null || isId(value)

/** Where words lie now; null is nowhere. */
export const placedValue = idOrNull

/** Who took words back, and when: a role, or a role and a seat. */
export const markValue: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 2 &&
  'at' in value &&
  isMoment(value.at) &&
  'by' in value &&
  typeof value.by === 'string' &&
  value.by.length <= 32

const nodes: Readonly<Record<(typeof nodeFields)[number], Check | 'text'>> = {
  kind: oneOf(nodeKinds),
  lang: isLang,
  order,
  at: isMoment,
  wording: 'text',
}
const relations: Readonly<Record<(typeof relationFields)[number], Check | 'text'>> = {
  kind: oneOf(relationKinds),
  from: isId,
  to: isId,
  order,
  group: idOrNull,
  at: isMoment,
  label: isLabel,
}
/** 'text' is the wording: a Y.Text, not a plain value. */
export const entryFields: Readonly<Record<'nodes' | 'relations', Readonly<Record<string, Check | 'text'>>>> = {
  nodes,
  relations,
}

/** The seat of a sound words value, else null. */
export function wordsValue(value: unknown): { readonly seat: string | null } | null {
  const parsed = checkWords(value)
  return parsed.ok ? { seat: parsed.value.seat } : null
}
