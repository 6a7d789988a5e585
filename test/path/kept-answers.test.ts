/** Of the newest kept folder; of the older ones in `kept-answers.more`. */
import { expect, it } from 'vitest'
import { otherwise, shortAnswers } from '../fixtures/folders/answers.ts'
import { answeredFolders } from '../fixtures/folders/open.ts'
import { answersStay } from './kept-answers-contract.ts'

it('[KEPT4] only what a later version may say is passed over: another name of the answer, how many handed in where it holds that back, how much a theme team reads, and a translator’s short code', () => {
  const say = (path: string, body: unknown) => shortAnswers({ [`anna ${path}`]: { status: 200, body } }, {})
  const between = (path: string, then: unknown, now: unknown) =>
    otherwise(say(path, then), say(path, now), { all: true })
  const voices = '/api/boards/b/voices'
  expect(between(voices, { version: 'a', n: 1 }, { version: 'b', n: 1 })).toEqual([])
  expect(between(voices, { version: 'a', n: 1 }, { n: 1 })).toHaveLength(1)
  expect(between(voices, { task: { handedIn: 4 } }, { task: { handedIn: null } })).toEqual([])
  expect(between(voices, { task: { handedIn: 4 } }, { task: { handedIn: 5 } })).toHaveLength(1)
  expect(between(voices, { task: { handedIn: 4 } }, { task: {} })).toHaveLength(1)
  expect(between('/api/seat', { task: { handedIn: 4 } }, { task: { handedIn: null } })).toHaveLength(1)
  expect(between('/api/dialogues/d/results', { handedIn: 4 }, { handedIn: null })).toHaveLength(1)
  const themes = '/api/dialogues/d/themes'
  const read = (entries: number, read = 0) => ({ waiting: entries, coverage: { entries, read } })
  const inLangs = (...all: readonly [lang: string, entries: number][]) => ({
    coverage: { langs: all.map(([lang, entries]) => ({ lang, entries })) },
  })
  const waits = (...all: readonly [entry: string, text: string][]) => ({
    coverage: {},
    queue: all.map(([entry, text]) => ({ entry, text })),
  })
  expect(between(themes, read(366), read(370))).toEqual([])
  expect(between(themes, read(366), { waiting: 366, coverage: { read: 0 } })).toHaveLength(1)
  expect(between(themes, read(366, 2), read(370, 3))).toHaveLength(1)
  expect(between(themes, inLangs(['de', 3], ['ar', 2]), inLangs(['ar', 4], ['de', 3]))).toEqual([])
  expect(between(themes, inLangs(['de', 3], ['ar', 2]), inLangs(['de', 4], ['fr', 2]))).toHaveLength(1)
  expect(between(themes, waits(['b', '2'], ['c', '1']), waits(['a', '3'], ['b', '2']))).toEqual([])
  expect(between(themes, waits(['b', '2'], ['c', '1']), waits(['a', '3'], ['b', '1']))).toHaveLength(1)
  // Pushed out by what is older, and not just gone.
  const queued = (...all: readonly [entry: string, at: number | null][]) => ({
    coverage: {},
    queue: all.map(([entry, at]) => ({ entry, at, session: 1, number: 1 })),
  })
  expect(between(themes, queued(['b', 2], ['c', 3]), queued(['a', 1], ['b', 2]))).toEqual([])
  expect(between(themes, queued(['b', 2], ['c', 3]), queued(['b', 2], ['d', 4]))).toEqual([
    `anna ${themes} .queue: c is offered no more`,
  ])
  expect(between(themes, queued(['b', 2], ['c', 3]), queued(['b', 2]))).toHaveLength(1)
  expect(between(themes, queued(['b', 2], ['c', null]), queued(['b', 2], ['d', 4]))).toEqual([])
  expect(between('/api/dialogues/d/results', read(366), read(370))).toHaveLength(1)
  const links = (role: string, code: string | null) => [{ role, code }]
  const path = '/api/dialogues/d/links'
  expect(between(path, links('translator', null), links('translator', 'C0M7-TDTF'))).toEqual([])
  expect(between(path, links('analyst', null), links('analyst', 'C0M7-TDTF'))).toHaveLength(1)
  expect(between(path, links('translator', 'C0M7-TDTF'), links('translator', null))).toHaveLength(1)
  expect(between(path, links('translator', null), [])).toHaveLength(1)
})

answersStay(answeredFolders.slice(-1))
