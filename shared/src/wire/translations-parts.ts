/**
 * A translator's texts told as what changed: a day of ten thousand texts is told whole once, and then a text at a time. Pure:
 * `assembled(before, changedSince(before, now))` is `now`, text by text and in its order.
 */
import type { TextToTranslate, TextsTold, TextsToTranslate } from './translations.ts'

export type PartTold = TextsTold['parts'][number]
/** The texts of a board, or what came out of a session's steps (`table` null). */
export type Part = Pick<PartTold, 'table' | 'session' | 'number'> & { readonly texts: readonly TextToTranslate[] }

const nameOf = ({ table, session }: Pick<Part, 'table' | 'session'>): string => `${table ?? ''}/${session}`
const byEntry = (texts: readonly TextToTranslate[]): ReadonlyMap<string, TextToTranslate> =>
  new Map(texts.map((one) => [one.entry, one]))
const same = (a: TextToTranslate, b: TextToTranslate): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** What makes `now` of `before`; empty where nothing changed. A part that is in `now` no more is told without texts. */
export function changedSince(before: readonly Part[], now: readonly Part[]): readonly PartTold[] {
  const then = new Map(before.map((part) => [nameOf(part), part]))
  const told = now.flatMap((part) => partSince(then.get(nameOf(part))?.texts ?? [], part))
  const there = new Set(now.map(nameOf))
  const gone = before.filter((part) => !there.has(nameOf(part)) && part.texts.length > 0)
  return [
    ...told,
    ...gone.map(({ table, session, number }) => ({
      table,
      session,
      number,
      texts: [],
      gone: [],
      whole: true as const,
    })),
  ]
}

function partSince(before: readonly TextToTranslate[], { texts, ...part }: Part): readonly PartTold[] {
  if (before === texts) return []
  const [then, now] = [byEntry(before), byEntry(texts)]
  const stay = before.filter(({ entry }) => now.has(entry))
  const stayed = texts.filter(({ entry }) => then.has(entry))
  const inOrder = stay.every(({ entry }, n) => stayed[n]?.entry === entry)
  if (stay.length === 0 || !inOrder)
    return texts.length + before.length === 0 ? [] : [{ ...part, texts, gone: [], whole: true }]
  const gone = before.flatMap(({ entry }) => (now.has(entry) ? [] : [entry]))
  const changed = texts.flatMap((text, n) => {
    const was = then.get(text.entry)
    if (was === undefined) return [{ ...text, behind: texts[n - 1]?.entry ?? null }]
    return same(was, text) ? [] : [text]
  })
  return gone.length + changed.length === 0 ? [] : [{ ...part, texts: changed, gone }]
}

/** A part further. */
function partAfter(before: readonly TextToTranslate[], { texts, gone, whole }: PartTold): readonly TextToTranslate[] {
  if (whole === true) return texts
  const left = new Set(gone)
  const changed = new Map(texts.map((one) => [one.entry, one]))
  const list: TextToTranslate[] = before
    .filter(({ entry }) => !left.has(entry))
    .map((one) => changed.get(one.entry) ?? one)
  for (const { behind, ...text } of texts) {
    if (behind === undefined) continue
    const at = behind === null ? 0 : list.findIndex(({ entry }) => entry === behind) + 1
    list.splice(at, 0, text)
  }
  return list
}

/** What a page knows after an answer; null: it goes on from what this page has not, and has to be asked for whole. */
export function assembled(before: Assembled | null, { since, parts, ...told }: TextsTold): Assembled | null {
  if (since !== null && before?.told.version !== since) return null
  const list = new Map((since === null ? [] : (before?.parts ?? [])).map((part) => [nameOf(part), part]))
  for (const part of parts) {
    const { table, session, number } = part
    const texts = partAfter(list.get(nameOf(part))?.texts ?? [], part)
    list.set(nameOf(part), { table, session, number, texts })
  }
  // What came out of a session's steps stands behind its tables.
  const order = ({ table, number }: Part): number => (table === null ? Number.POSITIVE_INFINITY : number)
  const now = [...list.values()]
    .filter(({ texts }) => texts.length > 0)
    .toSorted((a, b) => a.session - b.session || (order(a) < order(b) ? -1 : 1))
  return { parts: now, told: { ...told, texts: now.flatMap(({ texts }) => texts) } }
}
export type Assembled = { readonly parts: readonly Part[]; readonly told: TextsToTranslate }
