/** `errata.csv`: what is missing in this download because it was struck out after the snapshot was taken. */
import type { Sidecar } from '../snapshot/structure.ts'
import { csvText } from './csv.ts'
import { column, type Column } from './csv-columns.ts'

export const errataTable = [
  column('n', 'integer', '1, 2, 3 … in the order in which they were struck out'),
  column('at', 'datetime', 'When it was struck out (UTC); the snapshot is older'),
  column('board', 'string', 'The board it stood on. Key into tables.csv'),
  column('why', 'string', 'redacted: blanked by the facilitator; erased: kept nowhere any more', [
    'redacted',
    'erased',
  ]),
  column('digest', 'string', 'The digest that stands in the snapshot; what it stood for is handed out to nobody'),
] as const satisfies readonly Column[]

/** Null where nothing was. */
export const errataText = ({ errata = [] }: Sidecar): string | null =>
  errata.length === 0
    ? null
    : csvText(
        errataTable.map((one) => one.name),
        errata.flatMap(({ n, at, board, why, digests }) =>
          digests.map((digest) => [n, new Date(at).toISOString(), board, why, digest]),
        ),
      )
