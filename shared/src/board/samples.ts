/**
 * Boards to look at: for the gallery, the tests and the bench. Built by the verbs, with ids that count, a fixed writer
 * and a fixed time, so that the same sample is the same bytes every time.
 */
import type * as Y from 'yjs'
import { seatCode, type GroupId, type Lang, type NodeId, type RelationId, type WordsId } from '../ids.ts'
import type { Result } from '../problem.ts'
import { correct, seedBoard, withdraw } from './command.ts'
import { newBoardDoc } from './doc.ts'
import { addNode, addWords, group, relate, type Edit } from './edit.ts'
import { betweenMany } from './order.ts'
import type { Capture, NodeKind, RelationKind } from './schema.ts'

/** A Saturday morning at the table. */
const morning = Date.UTC(2019, 0, 26, 10, 0)
const origin: Edit = { who: 'reporter', why: 'sample' }
const table = 3

const node = (id: string): NodeId => id as NodeId
const relation = (id: string): RelationId => id as RelationId
const wordsId = (id: string): WordsId => id as WordsId
const lang = (tag: string): Lang => tag as Lang

function sure<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`a sample breaks a rule: ${JSON.stringify(result.problem)}`)
  return result.value
}

type Said = readonly [seat: number | null, lang: string, capture: Capture, text: string]
type Line = readonly [
  id: string,
  kind: NodeKind,
  lang: string,
  wording: string,
  place: readonly [RelationKind, string] | null,
  said?: readonly Said[],
]

/** A board from its lines. The relation that places node `n1` is called `r-n1`, its words `w-n1-1`, `w-n1-2` … */
function board(question: string, tag: string, lines: readonly Line[]): Y.Doc {
  const doc = newBoardDoc()
  doc.clientID = 1
  sure(seedBoard(doc, { question, lang: lang(tag), seats: 6, table }))
  let minute = 0
  for (const [id, kind, spoken, wording, place, said] of lines) {
    minute += 1
    const at = morning + minute * 60_000
    sure(
      addNode(doc, origin, {
        id: node(id),
        kind,
        wording,
        lang: lang(spoken),
        at,
        ...(place === null
          ? {}
          : {
              place: {
                relation: relation(`r-${id}`),
                kind: place[0],
                to: place[0] === 'undercuts' ? relation(place[1]) : node(place[1]),
              },
            }),
      }),
    )
    for (const [n, [seat, language, capture, text]] of (said ?? []).entries()) {
      sure(
        addWords(doc, origin, {
          id: wordsId(`w-${id}-${n + 1}`),
          node: node(id),
          text,
          lang: lang(language),
          capture,
          seat: seat === null ? null : seatCode(table, seat),
          at: at + (n + 1) * 1_000,
        }),
      )
    }
  }
  return doc
}

/** A question and nothing else. */
export const empty = (): Y.Doc => board('Who answers when a driverless shuttle gets it wrong?', 'en', [])

/** A table in the middle of it: five languages, an undercut, linked premises, a condition, words taken back. */
export function contested(): Y.Doc {
  const doc = board('Who answers when a driverless shuttle gets it wrong?', 'en', [
    ['i', 'issue', 'en', 'Who answers when a driverless shuttle gets it wrong?', null],
    [
      'p1',
      'position',
      'en',
      'The maker of the driving system answers first',
      ['answers', 'i'],
      [
        [1, 'en', 'dictated', 'Whoever wrote the thing. Not the lad who mops it out at night.'],
        [3, 'fr', 'own-typing', 'C’est à celui qui fabrique de répondre, point.'],
        [null, 'en', 'from-notes', 'Several nod: the maker first, then we see.'],
      ],
    ],
    [
      'a11',
      'argument',
      'en',
      'Only the maker can open the logs and change the code',
      ['supports', 'p1'],
      [[2, 'de', 'dictated', 'Wenn ich nicht reinschauen kann, kann ich auch nichts ändern.']],
    ],
    [
      's111',
      'source',
      'en',
      'EU Regulation 2022/1426, automated driving systems',
      ['cites', 'a11'],
      [[6, 'en', 'paper', 'There is a regulation about it, I wrote the number on my sheet.']],
    ],
    [
      'a12',
      'argument',
      'en',
      'A maker abroad is out of reach for a passenger in Anderlecht',
      ['attacks', 'p1'],
      [
        [4, 'fr', 'own-typing', 'Tu appelles qui ? Un numéro en Californie ?'],
        [5, 'es', 'dictated', 'Con mi horno ya me pasó: el fabricante no contesta.'],
      ],
    ],
    [
      'a121',
      'argument',
      'en',
      'True, but this line’s contract is signed in Brussels',
      ['undercuts', 'r-a12'],
      [[6, 'en', 'dictated', 'They signed here, so they can be sued here.']],
    ],
    [
      'p2',
      'position',
      'en',
      'The city that licensed the line answers',
      ['answers', 'i'],
      [[2, 'de', 'own-typing', 'Die Stadt hat es erlaubt, also haftet sie.']],
    ],
    [
      'c21',
      'condition',
      'en',
      'Only if the city may stop the line the same day',
      ['qualifies', 'p2'],
      [
        [2, 'fr', 'own-typing', 'Une autorisation, ça se retire. Sinon ce n’est qu’un papier.'],
        [5, 'de', 'dictated', 'Wer erlaubt, muss auch abstellen dürfen.'],
      ],
    ],
    ['a22', 'argument', 'fr', 'La ville touche les recettes de la ligne', ['supports', 'p2']],
    [
      'a23',
      'argument',
      'fr',
      'Qui touche les recettes doit payer les dégâts',
      ['supports', 'p2'],
      [[3, 'fr', 'dictated', 'Celui qui encaisse, il paie aussi quand ça casse.']],
    ],
    [
      'p3',
      'position',
      'en',
      'The operator answers, in person, the same day',
      ['answers', 'i'],
      [
        [1, 'ar', 'own-typing', 'أريد أن يأتي شخص حقيقي ويعتذر.'],
        [4, 'fr', 'paraphrase', 'Quelqu’un qui se déplace, pas une application.'],
      ],
    ],
    ['a31', 'argument', 'en', 'People want a face, not a form', ['supports', 'p3']],
    [
      'e311',
      'experience',
      'en',
      'A boy sat forty minutes in a stopped shuttle; nobody answered',
      ['illustrates', 'a31'],
      [[5, 'en', 'dictated', 'My neighbour’s boy. Forty minutes, and the button just blinked.']],
    ],
    ['q', 'question', 'en', 'Who checks the city?', null, [[6, 'en', 'own-typing', 'And who checks the city, then?']]],
  ])
  sure(group(doc, origin, [relation('r-a22'), relation('r-a23')], 'g-1' as GroupId))
  sure(
    relate(doc, origin, {
      id: relation('r-extra'),
      kind: 'attacks',
      from: node('p2'),
      to: node('p3'),
      at: morning + 3_600_000,
    }),
  )
  sure(withdraw(doc, origin, wordsId('w-p1-3'), morning + 3_660_000, 'reporter'))
  sure(
    correct(doc, origin, {
      words: wordsId('w-a12-1'),
      newWords: wordsId('w-a12-1b'),
      text: 'Tu appelles qui ? Un numéro à l’étranger ?',
      lang: lang('fr'),
      at: morning + 3_720_000,
      now: morning + 3_720_000,
      by: 'reporter',
    }),
  )
  return doc
}

/** Right to left, with numbers and a Latin name inside the sentences. */
export const rtl = (): Y.Doc =>
  board('من يتحمّل المسؤولية عندما تخطئ الحافلة ذاتية القيادة؟', 'ar', [
    ['i', 'issue', 'ar', 'من يتحمّل المسؤولية عندما تخطئ الحافلة ذاتية القيادة؟', null],
    [
      'p1',
      'position',
      'ar',
      'الشركة المصنّعة أولًا',
      ['answers', 'i'],
      [
        [1, 'ar', 'own-typing', 'من صنع البرنامج هو الذي يجيب.'],
        [2, 'fr', 'dictated', 'Le fabricant, évidemment.'],
      ],
    ],
    ['a11', 'argument', 'ar', 'هي وحدها تستطيع فتح سجلّ الرحلة رقم 12', ['supports', 'p1']],
    [
      'a12',
      'argument',
      'ar',
      'مكتبها في الخارج ولا يردّ على الركّاب',
      ['attacks', 'p1'],
      [[4, 'ar', 'dictated', 'اتصلت ثلاث مرات ولم يردّ أحد.']],
    ],
    ['p2', 'position', 'ar', 'البلدية التي منحت الترخيص', ['answers', 'i']],
    ['c21', 'condition', 'ar', 'بشرط أن تستطيع إيقاف الخط في اليوم نفسه', ['qualifies', 'p2']],
    ['q', 'question', 'ar', 'ومن يراقب البلدية؟', null],
  ])

/** Three reasons that lean on one another, and one that leans on nothing else: cut in the outline, drawn on the map. */
export function cyclic(): Y.Doc {
  const doc = board('Do people trust the shuttle?', 'en', [
    ['i', 'issue', 'en', 'Do people trust the shuttle?', null],
    ['a', 'argument', 'en', 'Nobody rides it because nobody trusts it', null],
    ['b', 'argument', 'en', 'Nobody trusts it because nobody has tried it', ['supports', 'a']],
    ['c', 'argument', 'en', 'Nobody has tried it because nobody rides it', ['supports', 'b']],
    ['d', 'argument', 'en', 'My sister rides it every day', ['attacks', 'c']],
  ])
  sure(
    relate(doc, origin, {
      id: relation('r-a'),
      kind: 'supports',
      from: node('a'),
      to: node('c'),
      at: morning + 3_600_000,
    }),
  )
  return doc
}

/** `size` nodes: an issue, positions, and beneath them reasons of all kinds three and four deep; every third has words. */
export function large(size: number): Y.Doc {
  const doc = newBoardDoc()
  doc.clientID = 1
  const orders = betweenMany(null, null, size)
  const kinds: readonly (readonly [NodeKind, RelationKind])[] = [
    ['argument', 'supports'],
    ['argument', 'attacks'],
    ['condition', 'qualifies'],
    ['experience', 'illustrates'],
    ['source', 'cites'],
    ['argument', 'undercuts'],
  ]
  sure(seedBoard(doc, { question: 'Which line should run without a driver first?', lang: lang('en'), seats: 6, table }))
  doc.transact(() => {
    for (let n = 0; n < size; n += 1) {
      const order = orders[n] ?? 'a0'
      const position = n > 0 && n <= Math.ceil(size / 40)
      const [kind, relationKind] =
        n === 0
          ? (['issue', 'answers'] as const)
          : position
            ? (['position', 'answers'] as const)
            : (kinds[n % kinds.length] ?? (['argument', 'supports'] as const))
      // A heap's shape with four children each, hung beneath the positions.
      const above = position ? 0 : Math.max(1, Math.floor((n - 1) / 4))
      const undercut = relationKind === 'undercuts' && above > Math.ceil(size / 40)
      sure(
        addNode(doc, origin, {
          id: node(`n${n}`),
          kind,
          lang: lang('en'),
          order,
          at: morning + n * 1_000,
          wording: `Line ${n}: it passes the market, the school and ${(n * 7) % 50} stops`,
          ...(n === 0
            ? {}
            : {
                place: {
                  relation: relation(`r${n}`),
                  order,
                  kind: undercut ? 'undercuts' : relationKind === 'undercuts' ? 'supports' : relationKind,
                  to: undercut ? relation(`r${above}`) : node(`n${above}`),
                },
              }),
        }),
      )
      if (n % 3 === 1) {
        sure(
          addWords(doc, origin, {
            id: wordsId(`w${n}`),
            node: node(`n${n}`),
            text: `I would take line ${n}, my stop is on it.`,
            lang: lang('en'),
            capture: 'dictated',
            seat: n % 2 === 0 ? null : seatCode(table, 1 + (n % 6)),
            at: morning + n * 1_000,
          }),
        )
      }
    }
  }, origin)
  return doc
}

export const samples = { empty, contested, rtl, cyclic, large: (): Y.Doc => large(300) } as const
