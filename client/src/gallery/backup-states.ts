/** How backups of a dialogue may stand, without a server. */
import { ok } from '@tablee/shared/problem'
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import type { Backing } from '../link/backing.ts'
import { now } from './samples.ts'

export const offered: BackupAnswer = {
  able: true,
  last: now - 86_400_000,
  making: null,
  restore: null,
  put: null,
  kept: [],
}

/** Whatever is asked of it, it stands as it stood. */
export function localBacking(told: BackupAnswer = offered): Backing {
  const state = async () => ok(told)
  return {
    state,
    take: state,
    drop: state,
    save: async () => ok(null),
    send: state,
    lookAtKept: state,
    confirm: state,
    end: state,
    forget: state,
  }
}
