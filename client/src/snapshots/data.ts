/** What the page asks of the server, and how two snapshots and their texts become sentences. */
import type { NodeKind } from '@tablee/shared/board/schema'
import type { SnapshotDiff } from '@tablee/shared/snapshot/diff'
import type { Sidecar, Snapshot, SnapshotBoard, SnapshotNode, SnapshotWords } from '@tablee/shared/snapshot/structure'
import { newId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import { readAddress } from '@tablee/shared/wire/address'
import type { MapFormat, VoicesFormat } from '@tablee/shared/wire/exchange'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import type { Changes } from '@tablee/shared/wire/changes'
import { asAfter } from '../hold/follow.ts'
import type { AskAfter } from '../hold/use-followed.ts'
import { askServer } from '../hold/term.ts'
import { addressFor, headersFor, openApi, type Answer, type ClientProblem } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { enter as exchange, knownSession, type Session } from '../link/session.ts'
import { dataUrl } from '../ui/picture.ts'
import { canvasChange, type CanvasChange, type CanvasLine } from './canvas-changes.ts'
import type { LeavesWish } from './leaves.tsx'
import { openFiles, type Saved } from './open-files.ts'

export type Entry = SnapshotEntry
export type Kind = 'sealed' | 'json' | 'text' | 'csv' | 'package' | 'qdpx' | 'qdc' | VoicesFormat | MapFormat
export type Comparison = { readonly diff: SnapshotDiff; readonly first: Read; readonly second: Read }
export type Read = { readonly snapshot: Snapshot; readonly texts: ReadonlyMap<string, string> }

/** Who this tab is; a new one finds them by the dialogue that its address names. */
export const analystSession = (): Session | null =>
  knownSession(browser(), { dialogue: readAddress(location.pathname).dialogue, roles: ['analyst', 'organiser'] })

/** A pasted link: the secret stands after `#`; the bare secret works too. */
export async function enter(link: string): Promise<Answer<Session>> {
  const answer = await exchange(browser(), { token: link.slice(link.indexOf('#') + 1).trim() })
  if (answer.ok && answer.value.me.role !== 'analyst' && answer.value.me.role !== 'organiser')
    return { ok: false, problem: { code: 'link-unknown' } }
  return answer
}

export function openSnapshots(session: Session) {
  const api = openApi(browser(), () => session)
  const { dialogue } = session.me
  const files = openFiles(session)
  const read = async (hash: string): Promise<Answer<Read>> => {
    const [snapshot, sidecar] = await Promise.all([
      api.get<Snapshot>(`/api/snapshots/${hash}`),
      api.get<Sidecar>(`/api/snapshots/${hash}/text`),
    ])
    if (!snapshot.ok) return snapshot
    if (!sidecar.ok) return sidecar
    return ok({ snapshot: snapshot.value, texts: new Map(sidecar.value.texts.map((one) => [one.digest, one.text])) })
  }
  const changes: AskAfter<Changes> = (after, signal) =>
    api.get(asAfter(`/api/dialogues/${dialogue}/changes`, after), signal)
  return {
    read,
    changes,
    about: () => api.get<DialogueAnswer>(`/api/dialogues/${dialogue}`),
    list: () => api.get<readonly Entry[]>(`/api/dialogues/${dialogue}/snapshots`),
    take: (board: string | null) =>
      api.post<Entry>(board === null ? `/api/dialogues/${dialogue}/snapshots` : `/api/boards/${board}/snapshots`, {}),
    countersign: (hash: string, who: string) =>
      api.post<Entry>(`/api/snapshots/${hash}/countersign`, { id: newId(browser().random), who }),
    async compare(first: string, second: string): Promise<Answer<Comparison>> {
      const [diff, a, b] = await Promise.all([
        api.get<SnapshotDiff>(`/api/snapshots/${first}/diff/${second}`),
        read(first),
        read(second),
      ])
      if (!diff.ok) return diff
      if (!a.ok) return a
      if (!b.ok) return b
      return ok({ diff: diff.value, first: a.value, second: b.value })
    },
    download: (hash: string, kind: Kind, wish: LeavesWish, signal: AbortSignal): Promise<Saved | ClientProblem> =>
      files.save(
        kind === 'json' ? `/api/snapshots/${hash}` : `/api/snapshots/${hash}/${kind}${asked(kind, wish)}`,
        `tablee-${hash.slice(0, 12)}${kind === 'text' ? '-text' : kind === 'sealed' ? '.sealed' : ''}.json`,
        signal,
      ),
    /** As a `data:` address: the page's policy lets images come from nowhere else. */
    async photo(board: string, hash: string): Promise<string | null> {
      try {
        const answer = await askServer(addressFor(session, `/api/boards/${board}/photos/${hash}`), {
          headers: headersFor(session),
          credentials: 'omit',
        })
        return answer.ok ? await dataUrl(await answer.blob()) : null
      } catch {
        return null // without it the drawing has an empty frame
      }
    },
    files,
  }
}
/** Only tables and their index leave one way or another. */
function asked(kind: Kind, { licence, bom }: LeavesWish): string {
  if (kind !== 'csv' && kind !== 'package' && kind !== 'polis' && kind !== 'survey') return ''
  const query = new URLSearchParams({
    ...(licence === '' ? {} : { license: licence }),
    ...(bom ? { bom: '1' } : {}),
  }).toString()
  return query === '' ? '' : `?${query}`
}
export type SnapshotsApi = ReturnType<typeof openSnapshots>

/** One mark of the picture, one line of the list. */
export type EntryMark = { readonly id: string; readonly what: 'came' | 'went' | 'changed' | 'stayed' }
export type DifferenceLine =
  | { readonly what: 'came' | 'went'; readonly kind: NodeKind; readonly text: string; readonly lang: string }
  | {
      readonly what: 'reworded'
      readonly kind: NodeKind
      readonly text: string
      readonly before: string
      readonly lang: string
    }
  | {
      readonly what: 'other'
      readonly kind: NodeKind
      readonly text: string
      readonly lang: string
      readonly fields: readonly string[]
    }
  | { readonly what: 'words'; readonly words: SnapshotWords; readonly text: string }
  | CanvasLine
export type BoardChange = {
  readonly board: SnapshotBoard
  readonly onlyOne: boolean
  /** Fields of the board itself: `policy`, `state`. */
  readonly fields: readonly string[]
  readonly marks: readonly EntryMark[]
  readonly lines: readonly DifferenceLine[]
  readonly relations: { readonly added: number; readonly removed: number; readonly changed: number }
  readonly words: { readonly added: number; readonly removed: number; readonly changed: number }
  readonly canvas: CanvasChange['counts']
  /** Seats, rounds, sheets and ballots together. */
  readonly voices: { readonly added: number; readonly removed: number; readonly changed: number }
  /** The minutes are different. */
  readonly notes: boolean
}

const counts = (changes: { added: readonly unknown[]; removed: readonly unknown[]; changed: readonly unknown[] }) => ({
  added: changes.added.length,
  removed: changes.removed.length,
  changed: changes.changed.length,
})

/** Per board, what differs, in the order in which the entries were written. Boards without a difference are left out. */
export function changesOf({ diff, first, second }: Comparison): readonly BoardChange[] {
  return diff.boards.flatMap((one): BoardChange[] => {
    const before = first.snapshot.boards.find((board) => board.id === one.board)
    const after = second.snapshot.boards.find((board) => board.id === one.board)
    const board = after ?? before
    if (!board) return []
    const then = new Map((before?.nodes ?? []).map((node) => [node.id, node]))
    const changed = new Map(one.nodes.changed.map((each) => [each.id, each.fields]))
    const [added, removed] = [new Set(one.nodes.added), new Set(one.nodes.removed)]
    const all = [...(after?.nodes ?? []), ...(before?.nodes ?? []).filter((node) => removed.has(node.id))].sort(
      (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1),
    )
    const text = (read: Read, node: SnapshotNode) => read.texts.get(node.wording) ?? ''
    const marks = all.map(
      (node): EntryMark => ({
        id: node.id,
        what: added.has(node.id) ? 'came' : removed.has(node.id) ? 'went' : changed.has(node.id) ? 'changed' : 'stayed',
      }),
    )
    const lines: DifferenceLine[] = all.flatMap((node): DifferenceLine[] => {
      const base = { kind: node.kind as NodeKind, lang: node.lang }
      if (added.has(node.id)) return [{ what: 'came', ...base, text: text(second, node) }]
      if (removed.has(node.id)) return [{ what: 'went', ...base, text: text(first, node) }]
      const fields = changed.get(node.id)
      const old = then.get(node.id)
      if (!fields || !old) return []
      if (fields.includes('wording'))
        return [{ what: 'reworded', ...base, text: text(second, node), before: text(first, old) }]
      return [{ what: 'other', ...base, text: text(second, node), fields }]
    })
    const came = new Set(one.words.added)
    for (const words of after?.words ?? [])
      if (came.has(words.id) && words.text !== null)
        lines.push({ what: 'words', words, text: second.texts.get(words.text) ?? '' })
    const canvas = canvasChange(
      one.canvas,
      { board: before, texts: first.texts },
      { board: after, texts: second.texts },
    )
    lines.push(...canvas.lines)
    const spoken = [one.seats, one.rounds, one.sheets, one.ballots].map(counts)
    const voices = {
      added: spoken.reduce((sum, { added }) => sum + added, 0),
      removed: spoken.reduce((sum, { removed }) => sum + removed, 0),
      changed: spoken.reduce((sum, { changed }) => sum + changed, 0),
    }
    const some = ({ added, removed, changed }: ReturnType<typeof counts>) => added + removed + changed > 0
    const notes = some(counts(one.notes))
    const quiet =
      marks.every((mark) => mark.what === 'stayed') &&
      ![counts(one.relations), counts(one.words), canvas.counts, voices].some(some) &&
      !notes
    return quiet && one.fields.length === 0
      ? []
      : [
          {
            board,
            onlyOne: one.in !== 'both',
            fields: one.fields,
            marks,
            lines,
            relations: counts(one.relations),
            words: counts(one.words),
            canvas: canvas.counts,
            voices,
            notes,
          },
        ]
  })
}
