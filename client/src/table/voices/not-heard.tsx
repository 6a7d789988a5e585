/**
 * Which seats have no words in this session yet: one quiet line, for the table's facilitator alone. Counted on this screen
 * from what everybody at the table has: nothing is asked for it and nothing is kept.
 */
import { sharesName } from '@tablee/shared/board/sheets'
import { can } from '@tablee/shared/roles'
import { heardSeats, notHeard } from '@tablee/shared/board/spoken'
import { useMemo } from 'react'
import { useList, useT } from '../../i18n/index.tsx'
import { useChairs } from '../../ui/seats-here.ts'
import { TableMark } from '../../ui/table-mark.tsx'
import { useTable } from '../context.ts'
import { voicesMessages } from './messages/index.ts'

export function NotHeard() {
  const t = useT(voicesMessages)
  const list = useList()
  const chairs = useChairs()
  const { link, board, voicing } = useTable()
  const voices = voicing?.voices ?? null
  const heard = useMemo(() => {
    const sheets = (voices?.rounds ?? []).flatMap(({ task }) =>
      task.kind === 'write' ? task.sheets.map(({ id }) => id) : [],
    )
    return heardSeats(board.words, (words) => sheets.some((sheet) => sharesName(words, sheet)))
  }, [board.words, voices])
  if (!can(link.me.role, 'unheard.read') || voices === null) return null
  const seats = notHeard(voices.seats, heard)
  // Before anybody has spoken it would list them all.
  if (heard.size === 0 || seats.length === 0) return null
  return (
    <p className="not-heard">
      <TableMark seats={voices.seats.length} spoke={chairs(heard)} width={29} />
      <span>
        {t('notHeard', { n: seats.length, seats: list(seats) })} <span className="meta">{t('notHeardWhy')}</span>
      </span>
    </p>
  )
}
