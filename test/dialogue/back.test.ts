/** Which sessions a step looks back at, and what of that its file may say. */
import { readFileSync } from 'node:fs'
import { backOf, looksBackAt } from '@tablee/shared/dialogue/back'
import { BadFile } from '@tablee/shared/file'
import { lookThrough, readDialogue } from '@tablee/shared/formats/dialogue'
import { expect, it } from 'vitest'

const page = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''

/** The example with a second and a third session, whose first steps are these. */
function withSteps(first: object, third: object): string {
  const file: { sessions: { title: unknown; question: unknown; steps: unknown[] }[] } = JSON.parse(example)
  const [one] = file.sessions
  if (one === undefined) throw new Error('no session')
  const title = one.title
  const later = (step: object) => ({ title, question: one.question, steps: [{ minutes: 5, title, ...step }] })
  Object.assign(one.steps[0] as object, first)
  file.sessions.splice(1, file.sessions.length, later({ kind: 'map' }), later(third))
  return JSON.stringify(file)
}
const faults = (text: string) => {
  const looked = lookThrough(text)
  return 'file' in looked ? [] : looked.faults.map((bad: BadFile) => [bad.fault.code, bad.at.place])
}

it('[BACK1] a step that reads back looks back at all earlier sessions, any other at those it names, none at its own or a later one', () => {
  expect(looksBackAt({ kind: 'read-back' }, 3)).toEqual([1, 2])
  expect(looksBackAt({ kind: 'read-back' }, 1)).toEqual([])
  expect(looksBackAt({ kind: 'map' }, 3)).toEqual([])
  expect(looksBackAt({ kind: 'map', looksBack: [2, 1, 2] }, 3)).toEqual([1, 2])
  expect(looksBackAt({ kind: 'read-back', looksBack: [2] }, 4)).toEqual([2])
  expect(looksBackAt({ kind: 'map', looksBack: [0, 3, 4, 1.5, -1] }, 3)).toEqual([])
  expect(backOf({ kind: 'read-back', skipped: true }, 3)).toEqual({})
  expect(backOf({ kind: 'map' }, 3)).toEqual({})
  expect(backOf({ kind: 'read-back' }, 2)).toEqual({ looksBack: [1] })
})

it('[BACK1] the dialogue’s file says it, and is refused at its place where it looks at its own session, a later one, or one twice', () => {
  const read = readDialogue(withSteps({}, { kind: 'canvas', looksBack: [2, 1] }))
  expect(read.sessions[2]?.steps[0]?.looksBack).toEqual([1, 2])
  const at = 'sessions[2].steps[0].looksBack'
  expect(faults(withSteps({}, { kind: 'map', looksBack: [3] }))).toEqual([['out-of-range', `${at}[0]`]])
  expect(faults(withSteps({}, { kind: 'map', looksBack: [1, 1] }))).toEqual([['id-twice', `${at}[1]`]])
  expect(faults(withSteps({}, { kind: 'map', looksBack: [] }))).toEqual([['list-length', at]])
  expect(faults(withSteps({}, { kind: 'map', looksBack: 2 }))).toEqual([['wrong-type', at]])
  expect(faults(withSteps({ looksBack: [1] }, { kind: 'map' }))).toEqual([
    ['unknown-field', 'sessions[0].steps[0].looksBack'],
  ])
})
