/** What an engine answers, read strictly: whatever is not as docs/engine.md says it is no answer. */
import { limits } from '@tablee/shared/board/schema'
import { plainText } from '@tablee/shared/board/text'
import { isLang } from '@tablee/shared/ids'

export const protocol = 'tablee-engine/1'

/** Who the engine says it is, and what it can do. */
export type About = {
  readonly engine: string
  readonly version: string
  readonly translate: readonly { readonly from: string; readonly to: string }[]
  readonly transcribe: readonly string[]
  readonly suggest: readonly string[]
}
/** A text of an engine's, with which it was. */
export type Given = { readonly engine: string; readonly version: string; readonly text: string }

const most = { name: limits.label, languages: 400, pairs: 10_000, themes: 3, text: 2 * limits.words } as const

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** On one line, of signs that can be seen. */
const named = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  value.length <= most.name &&
  plainText(value) === value &&
  !/\n/.test(value)
function listed<T>(value: unknown, longest: number, is: (one: unknown) => one is T): readonly T[] | null {
  if (value === undefined) return []
  return Array.isArray(value) && value.length <= longest && value.every(is) ? value : null
}
const isTag = (value: unknown): value is string => isLang(value)
const isPair = (value: unknown): value is { readonly from: string; readonly to: string } =>
  isRecord(value) && isTag(value['from']) && isTag(value['to'])

/** Null for what is not this protocol. What an engine cannot do it may leave out. */
export function readAbout(value: unknown): About | null {
  if (!isRecord(value) || value['protocol'] !== protocol) return null
  const { engine, version } = value
  const translate = listed(value['translate'], most.pairs, isPair)
  const transcribe = listed(value['transcribe'], most.languages, isTag)
  const suggest = listed(value['suggest'], most.languages, isTag)
  if (!named(engine) || !named(version) || translate === null || transcribe === null || suggest === null) return null
  return { engine, version, translate, transcribe, suggest }
}

function readWho(
  value: unknown,
): { readonly engine: string; readonly version: string; readonly of: Readonly<Record<string, unknown>> } | null {
  if (!isRecord(value) || !named(value['engine']) || !named(value['version'])) return null
  return { engine: value['engine'], version: value['version'], of: value }
}

/** Without signs that nobody sees. An empty text is one: of a sound in which nothing was said. */
export function readGiven(value: unknown): Given | null {
  const found = readWho(value)
  const text = found?.of['text']
  if (found === null || typeof text !== 'string' || text.length > most.text) return null
  const { engine, version } = found
  return { engine, version, text: plainText(text).trim() }
}

/** Of the themes that were sent, the best first; null for any other. */
export function readSuggested(
  value: unknown,
  sent: ReadonlySet<string>,
): (Omit<Given, 'text'> & { readonly themes: readonly string[] }) | null {
  const found = readWho(value)
  const themes = listed(
    found?.of['themes'],
    most.themes,
    (one): one is string => typeof one === 'string' && sent.has(one),
  )
  if (found === null || themes === null) return null
  return { engine: found.engine, version: found.version, themes: [...new Set(themes)] }
}
