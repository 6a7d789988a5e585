/** What stands above the hall for a moment: a message, a question, the keys. */
import type { RoomTable } from '@tablee/shared/wire/room'
import { RoomPanel, SeatsPanel } from '../ui/links/seats.tsx'
import { ChangeDialog } from '../ui/plan/form.tsx'
import type { PlanPlaces } from '../ui/plan/port.ts'
import type { Acts } from './acts.ts'
import { AskEnd, AskRound, AskWatch, Find, Keys } from './asks.tsx'
import type { Deeds } from './deeds.ts'
import { MessageDialog, type Draft } from './message.tsx'
import type { PanelDialog } from './panel.tsx'
import type { RoomPort } from './port.ts'
import { SeatingDialog } from './seating.tsx'
import { ShowingDialog } from './showing.tsx'
import type { WatchAct } from './strip.tsx'
import type { Showing } from './use-showing.ts'
import type { WholeDialog } from './whole.tsx'
import type { Seen } from './words.tsx'

export type Dialogue =
  | PanelDialog
  | WholeDialog
  | WatchAct
  | 'find'
  | 'keys'
  | 'showing'
  | 'room-links'
  | 'who-sits'
  | 'add-table'
  | 'add-seats'

export function Opened({
  dialog,
  port,
  seen,
  acts,
  deeds,
  showing,
  tables,
  draft,
  onDraft,
  onFound,
  onClose,
}: {
  dialog: Dialogue
  port: RoomPort
  seen: Seen
  acts: Acts
  deeds: Deeds
  showing: Showing | null
  tables: readonly RoomTable[]
  draft: Draft
  onDraft: (draft: Draft) => void
  onFound: (id: string) => void
  onClose: () => void
}) {
  if (typeof dialog === 'object')
    return <AskRound seen={seen} deeds={deeds} step={dialog.round} to={dialog.to} onClose={onClose} />
  switch (dialog) {
    case 'message':
      return <MessageDialog {...{ seen, acts, deeds, tables, draft, onDraft, onClose }} />
    case 'end':
      return <AskEnd seen={seen} deeds={deeds} tables={null} onClose={onClose} />
    case 'end-tables':
      return <AskEnd seen={seen} deeds={deeds} tables={tables} onClose={onClose} />
    case 'pause':
    case 'show':
    case 'draw':
    case 'undraw':
      return <AskWatch act={dialog} {...{ seen, deeds, onClose }} />
    case 'showing':
      return showing === null ? null : <ShowingDialog {...{ showing, seen, onClose }} />
    case 'keys':
      return <Keys onClose={onClose} />
    case 'find':
      return <Find seen={seen} onFound={onFound} onClose={onClose} />
    case 'seats': {
      const [table] = tables
      return table === undefined ? null : <SeatsPanel port={port.handing} table={withAway(table)} onDone={onClose} />
    }
    case 'add-table':
    case 'add-seats': {
      const of = { site: seen.room.site.id, ...(tables[0] === undefined ? {} : { table: tables[0].id }) }
      // The room is told of it as of everything that is done there.
      return (
        <ChangeDialog
          {...{ kind: dialog, port: port.plan, places: placesOf(seen), of, onClose }}
          onDone={() => undefined}
        />
      )
    }
    case 'who-sits':
      return <SeatingDialog {...{ port, seen, tables, onClose }} />
    case 'room-links':
      return <RoomPanel port={port.handing} site={seen.room.site} onDone={onClose} />
  }
}

/** Who sits at another table by now holds the seat of their card all the same. */
const withAway = (table: RoomTable): RoomTable => ({ ...table, taken: [...table.taken, ...(table.away ?? [])] })

/** Of this room alone: of another site's tables nothing is said here. */
const placesOf = ({ room: { site, tables } }: Seen): PlanPlaces => ({
  sites: [site],
  tables: tables.map(({ id, number, seats, lang }) => ({ id, number, siteId: site.id, seats, lang })),
})
