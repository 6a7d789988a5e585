/**
 * The table's screen: outline and map of one board side by side (on a phone one at a time), its light, its curtain.
 * It knows only a TableLink, so the gallery shows the real thing on a local document.
 */
import '../table.css'
import '../folding.css'
import { useRef } from 'react'
import type { MapHandle } from '../../ui/map/map-view.tsx'
import { SeatsHereContext } from '../../ui/seats-here.ts'
import { TableProvider } from '../context.ts'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { HistoryPort } from '../history/port.ts'
import { useLink } from '../board/use-board.ts'
import { type Ui } from '../actions/ui.ts'
import { Frame } from './frame.tsx'
import type { TypedElsewhere } from './typed-elsewhere.tsx'
import { AskedHere, type AskedPort } from '../asked.tsx'
import { TranslatedContext, useTranslations, type TranslationsPort } from '../translated.tsx'
import type { HeadKept } from './kept-head.tsx'
import { useTableValue, type TableParts } from './use-table-value.ts'

const noHead: HeadKept = { kept: null, known: null }

export function TableScreen({
  onMove,
  onOpen = (board) => onMove(board, false),
  led = false,
  left = null,
  typed = null,
  history = null,
  translated = null,
  asked = null,
  onSight,
  secure = isSecureContext,
  head = noHead,
  ...parts
}: TableParts & {
  /** All tables moved on: open this board. `wrote`: somebody was in the middle of a text here. */
  onMove: (board: string, wrote: boolean) => void
  /** Somebody chose this session's board, to read it again or to come back. */
  onOpen?: (board: string) => void
  /** All tables were led to this board. */
  led?: boolean
  /** The board that this person was led away from while they wrote. */
  left?: string | null
  /** What they typed elsewhere without a network. */
  typed?: TypedElsewhere | null
  /** How the board came about, for the replay. */
  history?: HistoryPort | null
  /** What translators made of it. */
  translated?: TranslationsPort | null
  /** What translators ask it; null: nobody at this screen is asked. */
  asked?: AskedPort | null
  /** What is in sight now. */
  onSight?: (sight: Pick<Ui, 'tab' | 'side'>, narrow: boolean) => void
  secure?: boolean
  /** What stands in its head while nobody answers. */
  head?: HeadKept
}) {
  useLink(parts.link)
  const map = useRef<MapHandle>(null)
  const { table, tabs, tab } = useTableValue(parts, map)
  const translations = useTranslations(translated, table.status?.translated ?? 0)
  return (
    <TableProvider value={table}>
      <TranslatedContext value={translations}>
        <AskedHere
          port={asked}
          // A server of before tells of this board alone.
          stamp={table.status === null ? '' : [table.status.translated, table.status.asked].filter(Boolean).join(' ')}
          boards={boardsOf(table.status)}
        >
          <SeatsHereContext.Provider value={table.status?.chairs ?? null}>
            <Frame
              tabs={tabs}
              tab={tab}
              map={map}
              led={led}
              left={left}
              typed={typed}
              onMove={onMove}
              onOpen={onOpen}
              history={history}
              onSight={onSight}
              secure={secure}
              head={head}
            />
          </SeatsHereContext.Provider>
        </AskedHere>
      </TranslatedContext>
    </TableProvider>
  )
}

/** This one first, then those of its table's other sessions that were reached. */
const boardsOf = (status: BoardStatus | null): readonly string[] =>
  status === null
    ? []
    : [status.board, ...(status.sessions ?? []).flatMap(({ board }) => (board === status.board ? [] : [board]))]
