/** Bad polls, surveys and codebooks: each is refused with its name, place and reason. */
import { describe, expect, it } from 'vitest'
import { sayBadFile } from '@tablee/shared/formats/said/said'
import { encodings } from '@tablee/shared/wire/exchange'
import { readVoices } from '@tablee/server/exchange/read-voices'
import { badVoices, badVoicesFile, type BadOf } from './voices-hostile.ts'

const each = Number(process.env['BAD_FILES'] ?? 150)
/** About the file as a whole: there is no place to name. */
const whole = new Set([
  'empty',
  'nothing-in-it',
  'too-deep',
  'zip-broken',
  'zip-too-large',
  'office-file',
  'coding-project',
  'qda-here',
  'pair-missing',
  'several-tables',
  'no-table',
  'too-many-people',
  'too-many-items',
  'unknown-format',
])

describe('bad polls, surveys and codebooks', () => {
  for (const of of Object.keys(badVoices) as BadOf[])
    it(`[VFM8] ${each} of ${of} are each refused with file, place and reason, in every language`, () => {
      const reasons = new Map<string, number>()
      for (let seed = 0; seed < each; seed++) {
        const { kind, name, bytes } = badVoicesFile(of, seed)
        const about = `${of}, seed ${seed} (${kind})`
        const read = readVoices(bytes, { fileName: name, lang: 'en', after: 'T2' })
        if (read.ok) throw new Error(`${about} was read`)
        const { problem } = read
        if (problem.code !== 'bad-file') throw new Error(`${about}: ${JSON.stringify(problem)}`)
        expect(problem.file, about).not.toBe('')
        if (problem.line === null && problem.place === null) expect(whole, about).toContain(problem.why.code)
        for (const language of ['en', 'fr', 'de', 'es', 'ar'] as const) {
          const sentence = sayBadFile(language, problem)
          expect(sentence, about).toContain(problem.file)
          expect(sentence, about).not.toMatch(/undefined|null|\{\w|Cannot read|is not a function/)
        }
        // Said to be written otherwise, or by columns that are not there, it ends in an answer too.
        const other = readVoices(bytes, {
          fileName: name,
          lang: 'en',
          encoding: encodings[seed % encodings.length],
          ...(seed % 3 === 0 ? { wave: 'mood' } : seed % 3 === 1 ? { id: 'none' } : { id: 'mood', wave: 'none' }),
        })
        if (!other.ok && other.problem.code !== 'bad-file')
          throw new Error(`${about}: ${JSON.stringify(other.problem)}`)
        reasons.set(problem.why.code, (reasons.get(problem.why.code) ?? 0) + 1)
      }
      const kinds = Object.keys(badVoices[of]).length
      console.log(`bad ${of}: ${each} from ${kinds} kinds, ${reasons.size} reasons`)
      expect(reasons.size).toBeGreaterThan(each >= 100 ? 4 : 0)
    }, 120_000)
})
