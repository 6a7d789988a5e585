/** Of the newest kept folder; of the older ones in `kept-answers.more`. */
import { expect, it } from 'vitest'
import { otherwise, shortAnswers } from '../fixtures/folders/answers.ts'
import { keptFolders } from '../fixtures/folders/open.ts'
import { answersStay } from './kept-answers-contract.ts'

it('[KEPT4] only what a later version may say is passed over: another name of the answer, and how many handed in where it holds that back', () => {
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
})

answersStay(keptFolders.slice(-1))
