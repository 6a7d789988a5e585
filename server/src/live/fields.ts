/** What a plain field of a board's document may hold on the wire: the gate's side of `board/doc`'s whitelist. */
import { captures, limits, nodeKinds, relationKinds } from '@tablee/shared/board/schema'
import { isId, isLang, isSeatCode } from '@tablee/shared/ids'

export const knownRoots = ['nodes', 'relations', 'words', 'placed', 'withdrawn', 'redacted', 'meta'] as const

type Check = (value: unknown) => boolean

const oneOf = (list: readonly string[]): Check => (value) => typeof value === 'string' && list.includes(value)
/** Fractional indices grow with each insertion in one gap; 256 characters outlast any afternoon. */
const order: Check = (value) => typeof value === 'string' && value.length > 0 && value.length <= 256
const time: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 8.64e15

export const plainValue = {
  id: isId,
  idOrNull: (value: unknown): boolean => value === null || isId(value),
} as const

/** 'text' is the wording: a Y.Text, not a plain value. */
export const entryFields: Readonly<Record<'nodes' | 'relations', Readonly<Record<string, Check | 'text'>>>> = {
  nodes: { kind: oneOf(nodeKinds), lang: isLang, order, at: time, wording: 'text' },
  relations: { kind: oneOf(relationKinds), from: isId, to: isId, order, group: plainValue.idOrNull, at: time },
}

const wordsFields: Readonly<Record<string, Check>> = {
  node: plainValue.idOrNull,
  text: (value) => typeof value === 'string' && value.length > 0 && value.length <= limits.words,
  lang: isLang,
  seat: (value) => value === null || isSeatCode(value),
  capture: oneOf(captures),
  at: time,
  corrects: plainValue.idOrNull,
}

/** The seat of a sound words value, else null. Exactly the fields of domain.md: an unknown one would hide from redaction. */
export function wordsValue(value: unknown): { readonly seat: string | null } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const names = Object.keys(value)
  if (names.length !== Object.keys(wordsFields).length) return null
  let seat: string | null = null
  for (const [name, field] of Object.entries(value)) {
    if (!Object.hasOwn(wordsFields, name) || wordsFields[name]?.(field) !== true) return null
    if (name === 'seat' && typeof field === 'string') seat = field
  }
  return { seat }
}
