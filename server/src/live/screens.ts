/**
 * Whose table's screens are there: how many of a document's editors are screens that a table is run from, and since when
 * none is. A phone that reads along, or an analyst's page, says nothing of whether the table is there.
 */
import type { DocName } from '@tablee/shared/documents'
import { can } from '@tablee/shared/roles'
import type { Admitted } from '../access/tickets.ts'
import type { Clock } from '../clock.ts'

export type Screens = {
  readonly here: number
  /** When the last one left; null: one is here, or none was since the server began. */
  readonly leftAt: number | null
}
const nobody: Screens = { here: 0, leftAt: null }

/** In memory alone: after a restart nobody was there yet. */
export function createScreens(clock: Clock) {
  const documents = new Map<DocName, Screens>()
  const isScreen = ({ role }: Admitted): boolean => can(role, 'call.make')
  return {
    of: (name: DocName): Screens => documents.get(name) ?? nobody,
    came(admitted: Admitted): void {
      if (!isScreen(admitted)) return
      const { here } = documents.get(admitted.document) ?? nobody
      documents.set(admitted.document, { here: here + 1, leftAt: null })
    },
    left(admitted: Admitted): void {
      if (!isScreen(admitted)) return
      const here = (documents.get(admitted.document)?.here ?? 1) - 1
      documents.set(admitted.document, { here, leftAt: here > 0 ? null : clock() })
    },
  }
}
