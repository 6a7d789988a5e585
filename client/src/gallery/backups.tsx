/** Backups on the organiser's page, state by state: the real part of it on made-up answers. Nothing here is kept. */
import type { BackupAnswer, BackupRefusal } from '@tablee/shared/wire/backup'
import type { ReactNode } from 'react'
import { Backup } from '../organise/backup.tsx'
import '../organise/organise.css'
import type { BackupActs, BackupShown } from '../organise/use-backup.ts'
import { Frame } from '../ui/frame/frame.tsx'
import { offered } from './backup-states.ts'
import { about, now } from './samples.ts'

const acts: BackupActs = {
  take: () => undefined,
  save: () => undefined,
  cancel: () => undefined,
  send: () => undefined,
  lookAtKept: () => undefined,
  confirm: () => undefined,
  forget: () => undefined,
}
const mega = 1024 ** 2
const name = 'tablee-driverless-mobility-2026-04-25T081200.tablee'
const made = now - 29 * 60_000
const still: Omit<BackupShown, 'told'> = {
  saving: null,
  saved: null,
  sending: null,
  problem: null,
  away: false,
  putBack: false,
}
const page = (told: Partial<BackupAnswer>, more: Partial<BackupShown> = {}, first: string | null = null): ReactNode => (
  <Frame wide>
    <h1 lang={about.lang}>{about.title}</h1>
    <Backup shown={{ ...still, told: { ...offered, ...told }, ...more }} acts={acts} first={first} />
  </Frame>
)
const making = { id: 'm1', part: 0.4, file: null, failed: null }
const since = { entries: 312, tables: 12, set: 3, snapshots: 1, voices: 41, withdrawn: 2 }
const refused =
  (why: BackupRefusal, title: string | null = null): (() => ReactNode) =>
  () =>
    page({ restore: { step: 'refused', id: 'r1', why, title } })
const kept = [
  { name: 'replaced-driverless-mobility-2026-04-25T083100.tablee', at: now - 10 * 60_000, bytes: 48 * mega },
  { name: 'replaced-driverless-mobility-2026-04-18T170000.tablee', at: now - 7 * 86_400_000, bytes: 31 * mega },
]
const put = { at: now - 10 * 60_000, made, aside: kept[0]?.name ?? null }

export const backupScreens: Readonly<Record<string, () => ReactNode>> = {
  'backup-offered': () => page({}),
  'backup-making': () => page({ making }),
  // Made before this page was loaded again.
  'backup-made': () => page({ making: { ...making, part: 1, file: { name, bytes: 48 * mega } } }),
  'backup-saving': () => page({}, { saving: { name, got: 12.4 * mega, bytes: 48 * mega } }),
  'backup-saved': () => page({ last: now }, { saved: name }),
  'backup-make-failed': () => page({ making: { ...making, failed: 'failed' } }),
  'backup-make-full': () => page({ making: { ...making, failed: 'no-room' } }),
  'backup-sending': () => page({}, { sending: { got: 30 * mega, size: 48 * mega } }),
  'backup-cut-off': () => page({ restore: { step: 'receiving', id: 'r1', got: 4 * mega, size: 48 * mega } }),
  'backup-looking': () => page({ restore: { step: 'looking', id: 'r1', part: 0.7 } }),
  'backup-replaces': () => page({ restore: { step: 'looked', id: 'r1', made, since } }),
  'backup-replaces-nothing': () =>
    page({
      restore: {
        step: 'looked',
        id: 'r1',
        made,
        since: { entries: 0, tables: 0, set: 0, snapshots: 0, voices: 0, withdrawn: 0 },
      },
    }),
  'backup-bringing': () => page({ restore: { step: 'bringing', id: 'r1', made, part: 0.3 } }),
  'backup-exchanging': () => page({ restore: { step: 'exchanging', id: 'r1', made } }),
  'backup-put': () => page({ put, kept: kept.slice(0, 1) }, { putBack: true }),
  'backup-kept': () => page({ put, kept }),
  'backup-remove': () => page({ put, kept }, {}, kept[1]?.name),
  'backup-offline': () => page({}, { problem: { code: 'offline' } }),
  'backup-not-ours': refused('not-a-backup'),
  'backup-damaged': refused('damaged'),
  'backup-other-dialogue': refused('other-dialogue', 'L’eau dans notre ville'),
  'backup-other-key': refused('other-key'),
  'backup-newer': refused('newer'),
  'backup-too-large': refused('too-large'),
  'backup-no-room': refused('no-room'),
  'backup-failed': refused('failed'),
}
