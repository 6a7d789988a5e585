/** Where people sit in a hall in which nobody changes tables. */
import { staysPut } from '@tablee/shared/dialogue/rotation'
import { seatCode, type DialogueId, type SeatCode, type TableId } from '@tablee/shared/ids'

/** `tables` by their numbers, each with so many seats. */
export function staying(tables: Readonly<Record<number, TableId>>, seats = 6) {
  const at = (seat: SeatCode): TableId | null => tables[Number(seat.slice(1).split('-')[0])] ?? null
  const here = ({ table }: { readonly table: TableId }, seat: SeatCode): boolean => at(seat) === table
  return {
    seating: () => staysPut,
    staged: () => staysPut,
    everAt: (_: DialogueId, seat: SeatCode): readonly TableId[] => [at(seat)].filter((id) => id !== null),
    rotates: () => false,
    sitting: () => null,
    sitsAt: here,
    wasAt: here,
    seatsAt: ({ table }: { readonly table: TableId }): readonly SeatCode[] =>
      Object.entries(tables).flatMap(([number, id]) =>
        id === table ? Array.from({ length: seats }, (_, n) => seatCode(Number(number), n + 1)) : [],
      ),
    isFull: () => false,
    homeOf: (_: DialogueId, seat: SeatCode): TableId | null => at(seat),
    tablesOf: (_: DialogueId, seat: SeatCode): readonly TableId[] => [at(seat)].filter((id) => id !== null),
  }
}
