/** Boards of any shape, with any text: what every format must carry. */
import fc from 'fast-check'
import type * as Y from 'yjs'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords, relate } from '@tablee/shared/board/edit'
import { captures, nodeKinds, relationKinds } from '@tablee/shared/board/schema'
import { newId, seatCode, type GroupId, type NodeId, type RelationId, type WordsId } from '@tablee/shared/ids'
import { seeded } from '../support/seeded.ts'
import { at, lang } from './files.ts'

const who = { who: 'organiser', why: 'import' }

/** What parsers of the field's formats trip over. */
const piece = fc.constantFrom(
  '+ ',
  '- ',
  '_ ',
  '<',
  '>',
  '[',
  ']',
  '{',
  '}',
  '(1)',
  '#tag',
  '@',
  '//',
  '/*',
  '*/',
  '<!--',
  '===',
  '----',
  ':',
  '::',
  '.a.b.',
  '\\',
  '\\ ',
  '*',
  '**b**',
  '_i_',
  '"',
  "'",
  '\n',
  '\r\n',
  '\n\n',
  '  ',
  '\t',
  '😀',
  'قطار',
  'شارع؟',
  '¿Qué?',
  'Straße',
  '1. ',
  '1.1. Con: ',
  '-> See 1.1.',
  '    ',
  '=1+1',
  "'=",
  ']]>',
  '<![CDATA[',
  '\ufffe',
  ';',
  '* ',
  ':heart:',
  '>:',
  ']:',
  'constructor',
  '__proto__',
  'Untitled 1',
  '-->',
  '><',
  '=',
  ',',
  '%',
  '&amp;',
  '\u2028',
  '\u200b',
  '\ud800',
  'null',
  'true',
  '~',
  '|',
  '...',
  'http://a.b.c/d?e=f',
)
const text = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ maxLength: 200 }),
  fc.constantFrom('', 'A: b', 'Same', 'Same', 'toString'),
)
/** Entries with any text, links of every kind between them, groups at random. */
export const anyBoard = fc.record({
  nodes: fc.array(fc.record({ kind: fc.constantFrom(...nodeKinds), text, statement: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  }),
  links: fc.array(
    fc.record({
      kind: fc.constantFrom(...relationKinds),
      from: fc.nat(),
      to: fc.nat(),
      group: fc.option(fc.nat(2)),
    }),
    { maxLength: 20 },
  ),
  said: fc.array(fc.record({ on: fc.nat(), seat: fc.nat(6), text }), { maxLength: 6 }),
})
export type AnyBoard = typeof anyBoard extends fc.Arbitrary<infer T> ? T : never

/** `statements`: some entries bear the mark of an Argdown statement. */
export function boardFrom(want: AnyBoard, statements: boolean): Y.Doc {
  const random = seeded(7).bytes
  const doc = newBoardDoc()
  const ids: NodeId[] = []
  const links: RelationId[] = []
  for (const one of want.nodes) {
    const id = `${one.statement && statements ? 'st-' : ''}${newId<NodeId>(random)}` as NodeId
    const added = addNode(doc, who, { id, kind: one.kind, wording: one.text, lang, at })
    if (added.ok) ids.push(id)
  }
  for (const one of want.links) {
    const id = newId<RelationId>(random)
    const from = ids[one.from % ids.length]
    const to = one.kind === 'undercuts' ? links[one.to % Math.max(1, links.length)] : ids[one.to % ids.length]
    if (!from || !to) continue
    const group = one.group === null ? null : (`g${one.group}` as GroupId)
    if (relate(doc, who, { id, kind: one.kind, from, to, at, group }).ok) links.push(id)
  }
  want.said.forEach((one, n) => {
    const node = ids[one.on % ids.length]
    const capture = captures[n % captures.length]
    if (node === undefined || capture === undefined) return
    const seat = one.seat === 0 ? null : seatCode(3, one.seat)
    addWords(doc, who, { id: newId<WordsId>(random), node, text: one.text, lang, seat, capture, at: at + n })
  })
  return doc
}
