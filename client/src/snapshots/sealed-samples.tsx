/** The snapshots' page of a day that took its snapshots itself, on made-up data: for the gallery and its checks. */
import type { SiteId } from '@tablee/shared/ids'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { Entry } from './data.ts'
import type { ScreenProps } from './props.ts'

type Sample = (hash: string, at: number, nodes: number) => Entry

const morning = new Date(2026, 10, 28, 10, 12).getTime()
const noon = new Date(2026, 10, 28, 12, 4).getTime()
const evening = new Date(2026, 10, 28, 17, 2).getTime()

/** Of a day that took its snapshots itself, and of a site that left while no server ran. */
const key = 'rCq0v0oFhq3f5m0iJbYHqFjv0mB3mC1p9sXkP2wQz7E'
const keys = { key, fingerprint: '7KQ2 M9XD 0ABC 4T5V', since: morning }
const dayOf = (entry: Sample): readonly Entry[] => [
  {
    ...entry('5e1d', evening, 44),
    author: 'server',
    whys: [
      { why: 'ended', site: 's1', session: 3, at: evening },
      { why: 'day', at: evening },
    ],
    seal: { at: evening, key },
    countersigned: [
      { who: 'Ada Vermeulen', at: evening + 7 * 60_000 },
      { who: 'ليلى حدّاد', at: evening + 9 * 60_000 },
    ],
  },
  {
    ...entry('c0de', noon + 95 * 60_000, 37),
    author: 'server',
    whys: [{ why: 'left', site: 's2', session: 2, at: noon + 40 * 60_000, late: true }],
    seal: { at: noon + 95 * 60_000, key },
  },
  {
    ...entry('1f9c', noon, 31),
    author: 'server',
    whys: [{ why: 'left', site: 's1', session: 2, at: noon }],
    seal: { at: noon, key },
  },
  { ...entry('a07e', morning, 30), seal: { at: morning + 60_000, key } },
]

const notBegun = { session: 2, step: 0, since: null, goesAt: null, begunAt: null, more: 0, heldAt: null, ended: false }

export function sealedStates(
  base: ScreenProps,
  plain: DialogueAnswer,
  entry: Sample,
): Readonly<Record<string, ScreenProps>> {
  const day = dayOf(entry)
  const about: DialogueAnswer = {
    ...plain,
    sites: ['Brussels', 'Lyon'].map((name, n) => ({
      id: `s${n + 1}` as SiteId,
      name,
      zone: null,
      clock: { course: notBegun, version: 1, takesBack: null },
    })),
    seal: { ...keys, earlier: [] },
  }
  const state = (chosen: number, more: Partial<ScreenProps> = {}): ScreenProps => ({
    ...base,
    about,
    entries: day,
    chosen: day[chosen]?.hash ?? null,
    ...more,
  })
  const before = { key: `${key.slice(0, -4)}aaaE`, fingerprint: 'AAAA BBBB CCCC DDDD', since: morning }
  const now = { key: before.key, fingerprint: before.fingerprint, since: noon }
  return {
    'snapshots-sealed': state(0, { onCountersign: async () => true }),
    'snapshots-sealed-late': state(1, { about: { ...about, seal: { ...keys, earlier: [before] } } }),
    'snapshots-sealed-before': state(3, { about: { ...about, seal: { ...now, earlier: [keys] } } }),
    'snapshots-sealed-stand': state(2, { onCountersign: async () => true, standing: true }),
  }
}
