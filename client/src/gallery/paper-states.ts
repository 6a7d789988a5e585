/** Paper at a table, in the gallery: the form without a server, each of its moments. */
import type { Item } from '@tablee/shared/dialogue/items'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { seatCode, type NodeId } from '@tablee/shared/ids'
import { fail, ok } from '@tablee/shared/problem'
import type { PaperHolds, PaperSheet } from '@tablee/shared/wire/print'
import type { PrintPort } from '../ui/print/print.tsx'
import type { PaperPort } from '../table/paper/port.ts'
import type { State } from './states.ts'

const two = (en: string, ar: string): LocalText => ({ en, ar })
const people = { unit: 'people', base: 'valid' } as const
const items: readonly Item[] = [
  {
    id: 'points',
    type: 'agree',
    on: 'nodes',
    text: two('What do you think of each point?', 'ما رأيكم في كل بند؟'),
    ...people,
  },
  {
    id: 'who',
    type: 'choose',
    options: [
      { id: 'operator', text: two('Whoever runs the line', 'من يشغّل الخطّ') },
      { id: 'city', text: two('The city', 'المدينة') },
    ],
    text: two('Who should answer for it?', 'من يتحمّل المسؤولية؟'),
    unit: 'answers',
    base: 'all',
  },
  {
    id: 'trust',
    type: 'scale',
    min: 0,
    max: 10,
    low: two('not at all', 'إطلاقًا'),
    high: two('completely', 'تمامًا'),
    text: two('How far would you trust it?', 'إلى أيّ مدى تثق بها؟'),
    ...people,
  },
  { id: 'why', type: 'text', text: two('What would have to happen first?', 'ما الذي يجب أن يحدث أوّلًا؟'), ...people },
]
const nodes = [
  { node: 'n1' as NodeId, wording: 'The maker answers first', lang: 'en' },
  { node: 'n2' as NodeId, wording: 'لا تسير بلا سائق إلّا إذا أمكن للمدينة إيقافها', lang: 'ar' },
]
const twoWords = [
  { texts: [{ item: 'who', text: two('Who should answer for it?', 'من يتحمّل المسؤولية؟') }] },
  { texts: [{ item: 'who', text: two('Who should pay if it goes wrong?', 'من يدفع إذا وقع خطأ؟') }] },
]
const sheet = (holds: PaperHolds, change: Partial<PaperSheet> = {}): PaperSheet => ({
  id: '7K3MQ2XP',
  kind: holds.kind,
  seat: seatCode(3, 4),
  step: 'ballot-1',
  title: two('Who answers for it', 'من يتحمّل المسؤولية'),
  lang: 'en',
  state: 'closed',
  entered: false,
  holds,
  ...change,
})

/** A press that has nothing to do. */
export const localPrints: PrintPort = {
  begin: () => Promise.resolve(fail({ code: 'not-found', what: 'sheet' })),
  look: () => Promise.resolve(fail({ code: 'not-found', what: 'print' })),
  cancel: () => Promise.resolve(),
  file: () => Promise.resolve(fail({ code: 'not-found', what: 'print' })),
}
const port = (opened: PaperSheet | null): PaperPort => ({
  find: () => Promise.resolve(opened === null ? fail({ code: 'not-found', what: 'sheet' }) : ok(opened)),
  send: () => Promise.resolve(ok(null)),
  prints: localPrints,
  opened,
})

export function paperStates(voices: Readonly<Record<string, State>>): Readonly<Record<string, State>> {
  const state = (name: string, opened: PaperSheet | null): State => {
    const of = voices[name]
    if (of === undefined) throw new Error(`no state ${name}`)
    return { ...of, paper: () => port(opened) }
  }
  const consent = {
    version: '1',
    intro: two('Welcome.', 'أهلًا.'),
    taking: two('I take part.', 'أشارك.'),
    quoted: two('My words may be quoted.', 'يجوز نقل كلامي.'),
    observed: two('My words may be watched.', 'يجوز أن يُرى كلامي.'),
  }
  const ballot = { kind: 'ballot', items, nodes, byHand: false } as const
  return {
    'paper-id': state('voices-results', null),
    'paper-vote': state('voices-results', sheet(ballot, { entered: true })),
    'paper-by-hand': state('voices-results', sheet({ ...ballot, byHand: true })),
    'paper-words': state('voices-results', sheet({ ...ballot, words: { printed: null, choices: twoWords } })),
    'paper-words-arabic': state(
      'voices-arabic',
      sheet({ ...ballot, words: { printed: null, choices: twoWords } }, { lang: 'ar' }),
    ),
    'paper-waits': state('voices-open', sheet(ballot, { state: 'waiting' })),
    'paper-consent': state('voices-results', sheet({ kind: 'consent', consent }, { step: null, entered: true })),
    'paper-writing': state(
      'voices-revealed',
      sheet(
        {
          kind: 'write',
          prompt: two('When did you last trust a machine?', 'متى ائتمنت آلة؟'),
          signature: 'anonymous',
          sheet: 's1',
        },
        { seat: null, state: 'revealed' },
      ),
    ),
    'paper-sealed': state(
      'voices-writing-open',
      sheet(
        {
          kind: 'write',
          prompt: two('When did you last trust a machine?', 'متى ائتمنت آلة؟'),
          signature: 'seat-code',
          sheet: 's1',
        },
        { state: 'open' },
      ),
    ),
    'paper-arabic': state('voices-arabic', sheet(ballot, { lang: 'ar' })),
  }
}
