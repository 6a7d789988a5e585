/** Every change of the database's tables, of all parts, in the order in which they came. */
import { accessMigration } from '../access/migration.ts'
import { ballotMigration, placementMigration, voicesMigration } from '../voices/migration.ts'
import {
  canvasPolicyMigration,
  consentMigration,
  dialogueMigration,
  tableRuleMigration,
} from '../dialogue/migration.ts'
import { shutMigration } from '../dialogue/shut.ts'
import { erasedSaidMigration, eraseMigration } from '../erase/migration.ts'
import { journalMigrations } from '../journal/tables.ts'
import { lateBroughtMigration, lateMigration } from '../live/board/late-store.ts'
import { movedMigration } from '../move/file-mark.ts'
import { photoMigration } from '../photo/migration.ts'
import { damageMigration } from '../recovery/mend.ts'
import { recoveryFloorMigration, recoveryMigration, recoveryOfOneMigration, termMigration } from '../recovery/tables.ts'
import { snapshotCacheMigration, snapshotMigration } from '../snapshot/migration.ts'
import { hallMigration } from './standing.ts'

/** What was applied is never edited. */
export const migrations = [
  ...journalMigrations,
  accessMigration,
  dialogueMigration,
  snapshotMigration,
  recoveryMigration,
  canvasPolicyMigration,
  photoMigration,
  ballotMigration,
  placementMigration,
  consentMigration,
  eraseMigration,
  tableRuleMigration,
  damageMigration,
  lateMigration,
  shutMigration,
  erasedSaidMigration,
  voicesMigration,
  lateBroughtMigration,
  recoveryFloorMigration,
  snapshotCacheMigration,
  termMigration,
  recoveryOfOneMigration,
  hallMigration,
  movedMigration,
]
