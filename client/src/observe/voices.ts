/**
 * Which voice the wall shows. Only words caught as spoken or written are voices; each stays for a while, then the wall
 * crosses to another table's. What was not yet shown comes first, and no table speaks twice while another waits.
 */
import { verbatim, type Capture } from '@tablee/shared/board/schema'
import type { ViewTranslations } from '@tablee/shared/view/translated'
import type { Table } from './watch.ts'

export type Voice = {
  readonly id: string
  readonly table: number
  readonly site: string
  readonly text: string
  readonly lang: string
  readonly capture: string
  readonly minute: number
  readonly translations?: ViewTranslations | undefined
}

/** Longer words cannot be read from 15 m; they stand in the large view of their table. */
export const longest = 240

export function voicesOf(tables: readonly Table[], most = longest): readonly Voice[] {
  return tables.flatMap(({ table, site, seen: { view } }) =>
    view === null || view.state === 'curtain' || view.state === 'no-consent'
      ? []
      : Object.entries(view.words)
          .filter(([, words]) => verbatim.has(words.capture as Capture) && words.text.length <= most)
          .map(([id, { text, lang, capture, minute, translations }]) => ({
            id,
            table,
            site,
            text,
            lang,
            capture,
            minute,
            translations,
          })),
  )
}

/** Whether anything was written or shown so far, whoever caught it and however: then nobody is told to wait for the first. */
export const isBegun = (tables: readonly Table[]): boolean =>
  tables.some(
    ({ earlier, seen: { view } }) =>
      earlier.length > 0 ||
      (view !== null &&
        (Object.values(view.nodes).some(({ kind }) => kind !== 'issue') ||
          [view.words, view.notes, view.canvas].some((part) => Object.keys(part).length > 0))),
  )

/** `shown`: ids in the order in which they were shown, newest last. Null when nobody has said anything yet. */
export function nextVoice(voices: readonly Voice[], shown: readonly string[], last: Voice | null): Voice | null {
  const turn = (id: string): number => shown.lastIndexOf(id)
  const tableTurn = new Map<number, number>()
  for (const voice of voices) tableTurn.set(voice.table, Math.max(tableTurn.get(voice.table) ?? -1, turn(voice.id)))
  const others = voices.filter((voice) => voice.table !== last?.table)
  const from = others.length > 0 ? others : voices
  return (
    from.toSorted(
      (a, b) =>
        (tableTurn.get(a.table) ?? -1) - (tableTurn.get(b.table) ?? -1) ||
        turn(a.id) - turn(b.id) ||
        a.table - b.table ||
        (a.id < b.id ? -1 : 1),
    )[0] ?? null
  )
}
