/** What a theme team did between two snapshots, in words that lie in either. */
import type { SnapshotDiff } from '@tablee/shared/snapshot/diff'
import { boardIn, idIn } from '@tablee/shared/synthesis/entries'
import type { Comparison, Read } from './data.ts'

/** Whether there is anything to say of it. */
export const teamChanged = ({ joined, qualified, themes, codes }: SnapshotDiff): boolean =>
  (joined ?? qualified ?? themes ?? codes) !== undefined

type SaidIn = { readonly entry: string; readonly board: string; readonly text: string; readonly lang: string }
export type EntryLine = SaidIn & { readonly what: 'came' | 'went' | 'stayed' }
export type GroupLine = {
  readonly id: string
  readonly what: 'joined' | 'parted' | 'otherwise' | 'shown'
  readonly entries: readonly EntryLine[]
}

/** Each group of which anything changed, with its entries as they are worded in the later snapshot that has them. */
export function groupLines({ diff, first, second }: Comparison): readonly GroupLine[] {
  return (diff.joined ?? []).map(({ id, came, went, stayed, shownOtherwise }): GroupLine => {
    const lines = (entries: readonly string[], what: EntryLine['what']): EntryLine[] =>
      entries.map((entry) => ({ ...said(entry, second, first), what }))
    return {
      id,
      what:
        stayed.length === 0
          ? came.length > 0
            ? 'joined'
            : 'parted'
          : shownOtherwise && came.length + went.length === 0
            ? 'shown'
            : 'otherwise',
      entries: [...lines(stayed, 'stayed'), ...lines(came, 'came'), ...lines(went, 'went')],
    }
  })
}

/** An entry, and the condition under which alone it is so. */
export type QualifiedLine = {
  readonly id: string
  readonly what: 'came' | 'went'
  readonly of: SaidIn
  readonly condition: SaidIn
}

/** Each pair that is qualified since, then each that is no longer. */
export function qualifiedLines({ diff, first, second }: Comparison): readonly QualifiedLine[] {
  const { came, went } = diff.qualified ?? { came: [], went: [] }
  const lines = (what: QualifiedLine['what'], of: typeof came): QualifiedLine[] =>
    of.map(({ id, a, b }) => ({ id, what, of: said(b, second, first), condition: said(a, second, first) }))
  return [...lines('came', came), ...lines('went', went)]
}

function said(entry: string, ...reads: readonly Read[]): SaidIn {
  const id = idIn(entry)
  const at = { entry, board: boardIn(entry) }
  for (const { snapshot, texts } of reads) {
    const board = snapshot.boards.find((one) => one.id === at.board)
    const node = board?.nodes.find((one) => one.id === id)
    if (node !== undefined) return { ...at, text: texts.get(node.wording) ?? '', lang: node.lang }
    const shape = board?.canvas?.shapes.find((one) => one.id === id)
    if (board !== undefined && shape !== undefined && shape.text !== null)
      return { ...at, text: texts.get(shape.text) ?? '', lang: shape.lang ?? board.lang }
  }
  return { ...at, text: '', lang: '' }
}

export type ThemeLine = {
  readonly id: string
  readonly what: 'new' | 'gone' | 'renamed' | 'changed'
  readonly name: string
  readonly before: string
  readonly came: number
  readonly went: number
}

/** Each theme of which anything changed, as the later snapshot calls it. */
export function themeLines({ diff, first, second }: Comparison): readonly ThemeLine[] {
  const nameIn = ({ snapshot, texts }: Read, id: string): string => {
    const theme = snapshot.themes?.themes.find((one) => one.id === id)
    return theme === undefined ? '' : (texts.get(theme.name) ?? '')
  }
  return (diff.themes?.themes ?? []).map(
    ({ id, in: side, renamed, came, went }): ThemeLine => ({
      id,
      what: side === 'second' ? 'new' : side === 'first' ? 'gone' : renamed ? 'renamed' : 'changed',
      name: nameIn(side === 'first' ? first : second, id),
      before: nameIn(first, id),
      came: came.length,
      went: went.length,
    }),
  )
}
