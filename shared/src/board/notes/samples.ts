/** Minutes to look at, on the sample boards: for the gallery and the tests. */
import type * as Y from 'yjs'
import type { BlockId, Lang, NodeId, WordsId } from '../../ids.ts'
import { seatCode } from '../../ids.ts'
import { addWords, type Edit } from '../edit.ts'
import { contested, rtl } from '../samples.ts'
import { addBlocks, type NotesLine, type NewBlock } from './write.ts'

const origin: Edit = { who: 'reporter', why: 'sample' }
const at = Date.UTC(2019, 0, 26, 10, 40)
const block = (id: string): BlockId => id as BlockId
const the = (node: string, label: string) => ({ node: node as NodeId, label })

type Written = readonly [id: string, kind: 'h1' | 'h2' | 'p' | '-' | '1' | '>', line: NotesLine]

function minutes(doc: Y.Doc, lines: readonly Written[]): Y.Doc {
  const blocks = lines.map(([id, kind, line]): NewBlock => {
    const of = { id: block(id), line }
    if (kind === 'h1' || kind === 'h2') return { ...of, kind: 'heading', level: kind === 'h1' ? 1 : 2 }
    return { ...of, kind: kind === 'p' ? 'paragraph' : kind === '-' ? 'bullet' : kind === '1' ? 'ordered' : 'quote' }
  })
  const made = addBlocks(doc, origin, blocks)
  if (!made.ok) throw new Error(`a sample breaks a rule: ${JSON.stringify(made.problem)}`)
  return doc
}

/** Every kind of block, mentions of which one is gone from the map, and a sentence that became words. */
export function contestedMinutes(): Y.Doc {
  const doc = minutes(contested(), [
    ['m-1', 'h1', 'First round'],
    [
      'm-2',
      'p',
      [
        'Seats 2 and 5 begin with the licence: who gives it must be able to take it back, ',
        the('p2', 'The city that granted the licence'),
        '. Nobody objects.',
      ],
    ],
    [
      'm-3',
      'p',
      [
        'Long silence, then seat 1 tells of the boy in the shuttle. From there the talk goes to ',
        the('p3', 'The operator answers, in person, the same day'),
        '.',
      ],
    ],
    ['m-4', '-', 'A person, not a form'],
    [
      'm-5',
      '-',
      [
        'The same day; “the next morning” is too late for three of us, see ',
        the('a31', 'People want a face, not a form'),
      ],
    ],
    ['m-6', '-', 'Somebody who speaks the language of the line'],
    ['m-7', 'h2', 'What stays open'],
    ['m-8', '1', 'Who checks the city? Seat 6 asks it twice.'],
    [
      'm-9',
      '1',
      [
        'Whether the insurer belongs in here at all: ',
        the('gone', 'The insurer answers first'),
        ' was struck from the map.',
      ],
    ],
    ['m-10', '>', 'We do not want to be asked whether we agree. We want to be asked what we would do.'],
    ['m-11', 'p', 'After the break we go on with the conditions.'],
  ])
  const said = addWords(doc, origin, {
    id: 'w-note' as WordsId,
    node: 'p3' as NodeId,
    text: 'A person, not a form',
    lang: 'en' as Lang,
    seat: seatCode(3, 1),
    capture: 'from-notes',
    at,
    block: block('m-4'),
  })
  if (!said.ok) throw new Error(`a sample breaks a rule: ${JSON.stringify(said.problem)}`)
  return doc
}

/** Arabic minutes with mentions, a list and a French sentence. */
export const rtlMinutes = (): Y.Doc =>
  minutes(rtl(), [
    ['m-1', 'h1', 'الجولة الأولى'],
    [
      'm-2',
      'p',
      ['بدأ المقعدان 1 و4 بالشركة، انظر ', the('p1', 'الشركة المصنّعة أولًا'), '، ثم صار الحديث عن الترخيص رقم 12.'],
    ],
    ['m-3', '-', 'شخص يجيب، لا رقم هاتف'],
    ['m-4', '-', ['إيقاف الخط في اليوم نفسه: ', the('c21', 'بشرط أن تستطيع إيقاف الخط في اليوم نفسه')]],
    ['m-5', 'h2', 'ما بقي مفتوحًا'],
    ['m-6', '1', 'من يراقب البلدية؟'],
    ['m-7', '1', 'Le mot « opérateur » reste en français.'],
    ['m-8', '>', 'لا نريد أن نُسأل هل نوافق، بل ماذا كنّا سنفعل.'],
  ])
