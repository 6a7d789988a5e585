/**
 * The hall row: one cell per table, always in the table's own place, so that a hall is read like a seating plan. Ink only, and
 * left to right in every language; what it shows is said in words, too.
 */
import './row.css'
import type { CSSProperties } from 'react'
import { useList, useT } from '../../i18n/index.tsx'
import { linesOf, shortLine } from './lines.ts'
import { rowMessages } from './messages/index.ts'

/** How a table stands to an entry: holds it, objects to it, holds it only under a condition, says nothing of it, is behind its curtain. */
export const stances = ['holds', 'objects', 'if', 'silent', 'curtain'] as const
export type Stance = (typeof stances)[number]
export type HallCell = { readonly number: number; readonly stance: Stance }

const sign = { holds: 'h', objects: 'o', if: 'c', silent: undefined, curtain: 'p' } as const
const said = { holds: 'holds', objects: 'objects', if: 'onlyIf', curtain: 'curtainAt' } as const

/** What a row says, in the reader's language. */
export function useHallLabel(): (cells: readonly HallCell[]) => string {
  const t = useT(rowMessages)
  const list = useList()
  return (cells) => {
    const parts = (['holds', 'objects', 'if', 'curtain'] as const).flatMap((stance) => {
      const tables = cells.filter((cell) => cell.stance === stance).map(({ number }) => String(number))
      return tables.length > 0 ? [t(said[stance], { tables: list(tables) })] : []
    })
    const speaks = cells.some(({ stance }) => stance !== 'silent' && stance !== 'curtain')
    return [...(speaks ? [] : [t('nobody')]), ...parts].join('; ')
  }
}

/** `line`: how many cells one line takes at most, on a phone never more than fit; `bare` where the words beside it say already what it shows. */
export function HallRow({
  cells,
  line = shortLine,
  bare = false,
}: {
  cells: readonly HallCell[]
  line?: number
  bare?: boolean
}) {
  const label = useHallLabel()(cells)
  const { lines, columns } = linesOf(cells.length, line)
  const few = linesOf(cells.length, shortLine)
  const style = few.lines === 1 ? undefined : ({ '--n': columns, '--few': few.columns } as CSSProperties)
  return (
    <span
      className={lines > 1 ? 'trow lines' : few.lines > 1 ? 'trow long' : 'trow'}
      style={style}
      {...(bare ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {cells.map(({ number, stance }, place) => (
        // Two sites may each have a table 1: a cell is known by its place.
        <i key={place} className={[sign[stance], number > 9 ? 'wide' : ''].filter(Boolean).join(' ') || undefined}>
          {stance === 'curtain' ? '' : number}
        </i>
      ))}
    </span>
  )
}
