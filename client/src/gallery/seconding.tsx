/** The second laptop's own page, state by state: the real page on made-up answers. Nothing here takes over anything. */
import type { Holds, SecondTold } from '@tablee/shared/wire/second'
import type { ReactNode } from 'react'
import { SecondPage, type SecondState } from '../second/page.tsx'
import type { SecondPort } from '../second/port.ts'
import { now } from './samples.ts'

const told: SecondTold = {
  stage: 'following',
  now,
  heard: now - 400,
  until: now - 400,
  arrived: null,
  photosMissing: 0,
  two: true,
  title: 'Driverless mobility',
  wrong: false,
  versions: null,
  holds: null,
  aside: [],
  mayTakeOver: true,
  first: 'http://192.168.1.20:4000',
  cards: 'https://tables.lyon.example',
  own: ['192.168.1.31'],
}
const nothing = { ...told, heard: null, until: null, two: false, mayTakeOver: false, title: '' } as const
const holds: Holds = {
  tables: Array.from({ length: 14 }, (_, n) => ({
    table: n + 1,
    site: 'Lyon',
    entries: 9 + ((n * 5) % 8),
    sheets: 5 + (n % 4),
    seats: 6 - (n % 2),
  })),
}
const away = { ...told, stage: 'silent', two: false, heard: now - 40_000, until: now - 40_400 } as const
const silent: SecondTold = { ...away, holds }

function screen(
  more: SecondTold,
  at: SecondState['at'] = 'following',
  refused = false,
  served?: string,
): () => ReactNode {
  const port: SecondPort = {
    told: () => Promise.resolve(more),
    code: () => Promise.resolve(false),
    takeOver: () => Promise.resolve(false),
    serves: () => new Promise(() => undefined),
  }
  return () => (
    <SecondPage port={port} first={{ told: more, at, refused, ...(served === undefined ? {} : { served }) }} />
  )
}

export const secondScreens: Readonly<Record<string, () => ReactNode>> = {
  'second-seeking': screen({ ...nothing, stage: 'seeking' }),
  'second-code': screen({ ...nothing, stage: 'code' }),
  'second-code-wrong': screen({ ...nothing, stage: 'code', wrong: true }),
  'second-code-copy': screen({ ...silent, stage: 'code' }),
  'second-copying': screen({ ...nothing, stage: 'copying', heard: now, arrived: 0.42 }),
  'second-following': screen(told),
  'second-aside': screen({ ...told, aside: ['forked-2026-11-28T10-22-14'] }),
  'second-behind': screen({ ...told, two: false }),
  'second-silent': screen({ ...silent, photosMissing: 2 }),
  'second-silent-uncounted': screen(away),
  'second-other': screen({ ...nothing, stage: 'other', versions: { theirs: '0.1.0', ours: '0.2.0' } }),
  'second-ask': screen(silent, 'asking'),
  'second-refused': screen(silent, 'following', true),
  'second-taking': screen(silent, 'taking'),
  'second-taken': screen(silent, 'taken'),
  'second-taken-by-address': screen({ ...silent, cards: 'http://192.168.1.20:4000' }, 'taken'),
  'second-taken-other-port': screen(
    { ...silent, cards: 'http://192.168.1.20:4000' },
    'taken',
    false,
    'http://localhost:4001',
  ),
  'second-old': screen({ ...told, stage: 'old', two: false }),
}
