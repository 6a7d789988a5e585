/** Changing the day: what is most likely meant stands in the form, never a step that is over. */
import type { Plan } from '@tablee/shared/wire/plan'
import { expect, it } from 'vitest'
import { firstDraft, firstStep, questionsOf, toldBy } from '@tablee/client/ui/plan/draft'

const step = (title: string, runs = false): Plan['sessions'][number]['steps'][number] => ({
  kind: 'map',
  title: { en: title },
  minutes: 10,
  id: null,
  skipped: false,
  runs,
  open: false,
  items: [],
})
const plan: Plan = {
  version: 0,
  lang: 'en',
  langs: ['en'],
  sessions: [
    { number: 1, title: {}, steps: [step('Welcome'), step('Map')] },
    { number: 2, title: {}, steps: [step('Film'), { ...step('Map', true), minutes: 35 }, step('Vote')] },
  ],
  changes: [],
}

it('[CHG20] the step that runs is made longer first, the one after it left out first, of another session its first', () => {
  const nowhere = { sites: [], tables: [] }
  expect(firstDraft('set-minutes', plan, nowhere, {})).toMatchObject({ session: 2, step: 1, minutes: 35 })
  expect(firstDraft('skip-step', plan, nowhere, {})).toMatchObject({ session: 2, step: 2 })
  expect(firstDraft('add-step', plan, nowhere, {})).toMatchObject({ session: 2, step: 3 })
  expect(firstStep('set-minutes', plan, 1)).toBe(0)
  // Where it stands is a place that is offered: behind what is left out nothing is.
  const out = { ...step('Vote'), skipped: true }
  const skipped = { ...plan, sessions: [{ number: 1, title: {}, steps: [step('Film'), step('Map', true), out] }] }
  expect(firstStep('add-step', skipped, 1)).toBe(2)
  // The last one runs: what is over can still be meant.
  const last = { ...plan, sessions: [{ number: 1, title: {}, steps: [step('Film'), step('Map', true)] }] }
  expect(firstStep('skip-step', last, 1)).toBe(0)
})

it('[CHG20] the same question of two sessions is told by its session, of two steps of one session by its step', () => {
  const vote = (id: string, text: string) => ({
    ...step('Vote'),
    id,
    items: [{ id: 'q', text: { en: text }, answered: false }],
  })
  const day = (...sessions: readonly (readonly ReturnType<typeof vote>[])[]): Plan => ({
    ...plan,
    sessions: sessions.map((steps, at) => ({ number: at + 1, title: {}, steps: [...steps] })),
  })
  const told = (of: Plan) => questionsOf(of).map((one) => [one.key, toldBy(of, one)])
  expect(told(day([vote('a', 'Who decides?'), vote('b', 'Who pays?')]))).toEqual([
    ['a/q', 'itself'],
    ['b/q', 'itself'],
  ])
  expect(told(day([vote('a', 'Who decides?')], [vote('b', 'Who decides?'), vote('c', 'Who pays?')]))).toEqual([
    ['a/q', 'session'],
    ['b/q', 'session'],
    ['c/q', 'session'],
  ])
  expect(told(day([vote('a', 'Who decides?'), vote('b', 'Who decides?')]))).toEqual([
    ['a/q', 'step'],
    ['b/q', 'step'],
  ])
})
