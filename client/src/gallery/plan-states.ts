/** What nobody foresaw, made up: a plan with three changes, and a server that takes every further one. */
import type { TableId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { Plan } from '@tablee/shared/wire/plan'
import type { PlanPort } from '../ui/plan/port.ts'
import { about, link, now } from './samples.ts'

const at = { table: 't7' as TableId, tableNumber: 7, site: 'Lyon' }
/** A day in which three things were not foreseen, and nobody of them is real. */
export const dayPlan: Plan = {
  version: 3,
  lang: 'en',
  langs: ['en', 'fr'],
  sessions: about.sessions.map(({ number, titles }) => ({
    number,
    title: titles,
    begins: `${9 + number}:30`,
    steps: [
      { kind: 'map', title: { en: 'Trade-offs', fr: 'Arbitrages' }, minutes: 25, id: null },
      { kind: 'break', title: { en: 'Break', fr: 'Pause' }, minutes: 10, id: null },
      { kind: 'ballot', title: { en: 'Vote', fr: 'Vote' }, minutes: 5, id: `vote-${number}` },
    ].map((step, n) => ({
      ...step,
      skipped: false,
      runs: number === about.clock.session && n === 0,
      open: false,
      items:
        step.kind === 'ballot'
          ? [
              {
                id: 'who',
                text: { en: 'Who should decide first?', fr: 'Qui doit décider d’abord ?' },
                answered: number === 1,
              },
            ]
          : [],
    })),
  })),
  changes: [
    { do: 'table', why: 'Eight more people came', by: 'head', at: now, table: 7, site: 'Lyon', seats: 8 },
    {
      do: 'minutes',
      why: 'Nobody wanted to stop',
      by: 'organiser',
      at: now,
      session: 2,
      title: { en: 'Trade-offs', fr: 'Arbitrages' },
      minutes: 25,
      before: 15,
    },
    {
      do: 'word',
      why: '“Decide” was taken for “vote”',
      by: 'organiser',
      at: now,
      session: 1,
      title: { en: 'Who should vote first?', fr: 'Qui doit voter d’abord ?' },
      text: { en: 'Who should decide first?', fr: 'Qui doit décider d’abord ?' },
    },
  ],
}
export const localPlan: PlanPort = {
  read: async () => ok(dayPlan),
  change: async () =>
    ok({ version: 4, links: [link('f7', { ...at, role: 'facilitator' }), link('c7', { ...at, code: 'K7Q7-2MXP' })] }),
  newId: () => 'one',
}
