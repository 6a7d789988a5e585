import { checkAnswers, personalKeys, withSkips } from '@tablee/shared/voices/answer'
import { differing, readSheet, type PaperForm, type Typed } from '@tablee/shared/voices/paper-form'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { NodeId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { ballotItems, questions } from './fixture.ts'

const nodes: readonly VotedOn[] = ['n1', 'n2'].map((node) => ({ node: node as NodeId, wording: node, lang: 'en' }))
const ballot: PaperForm = { items: ballotItems, nodes, lang: 'en', byHand: false }
const survey: PaperForm = { items: questions, nodes: [], lang: 'fr', byHand: false }

/** Types a sheet as a reporter does: one key, or some, for each thing that is asked. */
function type(form: PaperForm, keys: Readonly<Record<string, string>>): Typed {
  let typed: Typed = {}
  for (;;) {
    const next = readSheet(form, typed).asks.find(({ id }) => !(id in typed))
    if (next === undefined) return typed
    typed = { ...typed, [next.id]: keys[next.id] ?? '' }
  }
}

describe('a sheet typed in', () => {
  it('[PAP12] keys become answers; the table’s own item is not asked', () => {
    const typed = type(ballot, {
      'points.n1': '1',
      'points.n2': '3',
      night: '2',
      'who/city': '1',
      'who/maker': '3',
      'who/rider': '2',
      'order/city': '2',
      'order/rider': '1',
    })
    const { answers, whole } = readSheet(ballot, typed)
    expect(whole).toBe(true)
    expect(answers).toEqual({
      'points.n1': { type: 'agree', value: 'agree' },
      'points.n2': { type: 'agree', value: 'disagree' },
      night: { type: 'agree', value: 'pass' },
      who: { type: 'choose', chosen: ['city'], rejected: ['maker'], indifferent: ['rider'] },
      order: { type: 'ranking', order: ['rider', 'city'] },
    })
  })

  it('[PAP13] no mark and "rather not" are refused, what nobody can read and what contradicts itself is illegible', () => {
    const { answers } = readSheet(
      ballot,
      type(ballot, {
        'points.n1': '',
        'points.n2': '?',
        night: '-',
        'who/city': '1',
        'who/maker': '1',
        'who/rider': '1',
        'order/city': '1',
        'order/maker': '1',
      }),
    )
    expect(answers).toEqual({
      'points.n1': { type: 'none', why: 'refused' },
      'points.n2': { type: 'none', why: 'illegible' },
      night: { type: 'none', why: 'refused' },
      who: { type: 'none', why: 'illegible' },
      order: { type: 'none', why: 'illegible' },
    })
  })

  it('[PAP14] what a skip rule leaves out is not asked, whatever was marked there', () => {
    const typed = type(survey, { car: '3', trust: '10', 'place/x': '25', 'place/y': '87,5', why: 'Des pistes' })
    expect(typed).not.toHaveProperty('km')
    expect(readSheet(survey, { ...typed, km: '12' }).answers).toEqual({
      car: { type: 'single', option: 'never' },
      km: { type: 'none', why: 'not-asked' },
      trust: { type: 'scale', value: 10 },
      place: { type: 'placement', x: 25, y: 87.5 },
      why: { type: 'text', text: 'Des pistes', lang: 'fr' },
    })
    const drives = type(survey, { car: '1', km: '٢٤٠' })
    expect(readSheet(survey, drives).answers['km']).toEqual({ type: 'number', value: 240 })
  })

  it('[PAP14] on a sheet with rows to fill in, an entry without a mark did not stand there', () => {
    const { answers } = readSheet({ ...ballot, byHand: true }, type(ballot, { 'points.n1': '1' }))
    expect(answers['points.n2']).toEqual({ type: 'none', why: 'not-asked' })
    expect(answers['night']).toEqual({ type: 'none', why: 'refused' })
  })

  it('[PAP15] typed twice, what differs is named item by item', () => {
    const first = readSheet(ballot, type(ballot, { 'points.n1': '1', 'points.n2': '2', 'who/city': '1' })).answers
    const second = readSheet(ballot, type(ballot, { 'points.n1': '1', 'points.n2': '3', 'who/fund': '1' })).answers
    expect(differing(first, second)).toEqual(['points.n2', 'who'])
    expect(differing(first, first)).toEqual([])
  })

  it('[PAP12] whatever is typed, the server takes what comes of it', () => {
    const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
    console.log(`typed sheets: seed ${seed}`)
    const random = seeded(seed)
    const keys = ['', '-', '?', '1', '2', '3', '4', '10', '99', '0', '7,5', 'x', ' 2 ', 'a word']
    let whole = 0
    for (let round = 0; round < 2_000; round++) {
      const form = round % 2 === 0 ? ballot : survey
      let typed: Typed = {}
      for (;;) {
        const next = readSheet(form, typed).asks.find(({ id }) => !(id in typed))
        if (next === undefined) break
        typed = { ...typed, [next.id]: random.pick(keys) }
      }
      const sheet = readSheet(form, typed)
      if (!sheet.whole) continue
      whole += 1
      const checked = checkAnswers(form.items, personalKeys(form.items, form.nodes), sheet.answers)
      expect(checked).toEqual({ answers: sheet.answers })
      expect(withSkips(form.items, form.nodes, {}, sheet.answers)).toEqual({ answers: sheet.answers })
    }
    expect(whole).toBeGreaterThan(50)
  })
})
