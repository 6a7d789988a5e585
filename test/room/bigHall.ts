/** A day as large as is promised: 200 tables of eight at as many sites as are asked for, everybody on their seat. */
import type { BoardDraft, DialogueDraft, SiteDraft, TableDraft } from '@tablee/shared/dialogue/programme'
import { seatCode, type BoardId, type SiteId, type TableId } from '@tablee/shared/ids'
import { boardName } from '@tablee/server/demo/dialogue'
import { openDay } from '../voices/day.ts'
import { yes, type Hall } from '../voices/hall.ts'
import { done } from '../support/server.ts'

export type Size = { readonly tables: number; readonly sites: number; readonly seats: number }

const count = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index + 1)

/** The demo's programme in five languages; tables are counted through all sites, each has its boards of all sessions. */
export const large =
  ({ tables, sites, seats }: Size) =>
  (draft: DialogueDraft): DialogueDraft => {
    const [site, table, board] = [draft.sites[0], draft.tables[0], draft.boards[0]]
    if (site === undefined || table === undefined || board === undefined) throw new Error('no tables')
    const cities: readonly SiteDraft[] = count(sites).map((n) => ({
      ...site,
      id: `site-${n}` as SiteId,
      name: `City ${n}`,
    }))
    const all: readonly TableDraft[] = count(tables).map((number) => ({
      ...table,
      id: `table-${number}` as TableId,
      site: `site-${1 + Math.floor(((number - 1) * sites) / tables)}` as SiteId,
      number,
      seats,
    }))
    const boards: readonly BoardDraft[] = all.flatMap(({ id, number }) =>
      draft.sessions.map(({ number: session }) => ({
        ...board,
        id: boardName(number, session) as BoardId,
        table: id,
        session,
      })),
    )
    // What people write alone the room opens at all tables.
    const sessions = draft.sessions.map((session) => ({
      ...session,
      steps: session.steps.map((step) => (step.id === 'alone' ? { ...step, opens: 'room' as const } : step)),
    }))
    return { ...draft, sites: cities, tables: all, boards, sessions }
  }

export async function openLarge(size: Size, dir?: string): Promise<Hall> {
  const hall = await openDay({ draft: large(size), ...(dir === undefined ? {} : { dir }) })
  const { voices } = hall.parts
  const sits = count(size.tables).flatMap((table) =>
    count(size.seats).map((n) => {
      const seat = seatCode(table, n)
      const consent = { version: yes.version, quoted: true, observed: true, lang: 'en', how: 'phone' } as const
      return voices.append(
        hall.dialogue,
        {
          kind: 'sit',
          command: `sit-${seat}`,
          table: hall.tableId(table),
          seat,
          device: `phone-${seat}`,
          consent,
          pair: seat,
        },
        { author: `citizen:${seat}`, device: `phone-${seat}` },
      )
    }),
  )
  for (const sat of await Promise.all(sits)) done(sat)
  return hall
}
