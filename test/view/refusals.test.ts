/** A refusal follows the words: what nobody signed and says them again goes with them, and what is somebody else's stays. */
import { addElement, writeRecords } from '@tablee/shared/board/canvas/edit'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import { emptyCanvas } from '@tablee/shared/board/canvas/read'
import { pageId, type CanvasShape, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { withWords } from '@tablee/shared/board/canvas/words'
import { seedBoard } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Block } from '@tablee/shared/board/notes/schema'
import { addBlocks, type NewBlock } from '@tablee/shared/board/notes/write'
import { readWhole, type Whole } from '@tablee/shared/board/whole'
import type { BlockId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Consents } from '@tablee/shared/view/consents'
import { defaultPolicy, nothingHeld, type BoardView, type ViewPolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { printable } from '@tablee/shared/view/refusals'
import { describe, expect, it } from 'vitest'

const origin = { who: 'reporter', why: 'test' }
const lang = 'en' as Lang
const [ada, ben] = ['T1-01', 'T1-02'] as [SeatCode, SeatCode]
const sentence = 'I drove for years without a permit.'

/** Ada's sheet, which nobody signed; `ben` may be watched and quoted, she may not. */
const refused = (which: 'observed' | 'quoted', ...texts: string[]): Consents => ({
  observed: which === 'observed' ? [ben] : [ada, ben],
  quoted: which === 'quoted' ? [ben] : [ada, ben],
  unobservedSheets: which === 'observed' ? ['sheet-ada'] : [],
  unquotedSheets: which === 'quoted' ? ['sheet-ada'] : [],
  [which === 'observed' ? 'unobservedTexts' : 'unquotedTexts']: texts,
  observedSheets: ['sheet-ben'],
  quotedSheets: ['sheet-ben'],
})

const place = { x: 1, y: 1, index: 'a1' }
const blank = {
  note: (id: ShapeId): CanvasShape => shapeWith(id, 'note', place),
  text: (id: ShapeId): CanvasShape => shapeWith(id, 'text', place),
  geo: (id: ShapeId): CanvasShape => shapeWith(id, 'geo', place),
  frame: (id: ShapeId): CanvasShape => shapeWith(id, 'frame', place),
  arrow: (id: ShapeId): CanvasShape => shapeWith(id, 'arrow', place),
  image: (id: ShapeId): CanvasShape => shapeWith(id, 'image', place),
}

function board(write: (table: ReturnType<typeof hands>) => void) {
  const doc = newBoardDoc()
  seedBoard(doc, { question: 'Why?', lang, seats: 6, table: 1 })
  const table = hands(doc)
  table.entry('root', 'Who decides?')
  write(table)
  return readWhole(doc)
}
const hands = (doc: ReturnType<typeof newBoardDoc>) => ({
  entry: (id: string, wording: string) =>
    addNode(doc, origin, { id: id as NodeId, kind: 'position', wording, lang, at: 1 }),
  words: (id: string, text: string, seat: SeatCode | null, node = 'root', block?: string) =>
    addWords(doc, origin, {
      id: id as WordsId,
      node: node as NodeId,
      text,
      lang,
      seat,
      capture: block === undefined ? 'dictated' : 'from-notes',
      at: 2,
      ...(block === undefined ? {} : { block: block as BlockId }),
    }),
  element: (id: string, text: string, seat: SeatCode | null = null) =>
    addElement(doc, origin, { id: `shape:${id}`, kind: 'hope', text, lang, x: 1, y: 1, seat, at: 3 }),
  shape: (id: string, type: keyof typeof blank, text: string) => {
    const record = withWords(blank[type](`shape:${id}`), text)
    writeRecords(doc, origin, { put: [{ record, before: null }], drop: [], at: 4 })
  },
  minutes: (...lines: readonly (readonly [id: string, line: NewBlock['line']])[]) =>
    addBlocks(
      doc,
      origin,
      lines.map(([id, line]) => ({ id: id as BlockId, kind: 'paragraph' as const, line })),
    ),
})
const seen = (of: ReturnType<typeof board>, consents: Consents): BoardView =>
  project(of, { ...defaultPolicy, showNotes: true, consents }, nothingHeld, (id) => id)
const texts = (view: BoardView): string[] =>
  [
    ...Object.values(view.nodes).map(({ wording }) => wording),
    ...Object.values(view.words).map(({ text }) => text),
    ...Object.values(view.notes).map(({ text }) => text),
    ...Object.values(view.canvas).map(({ text }) => text),
  ].filter((text) => text !== '' && text !== 'Who decides?')

/** Each place where a table can say a sentence again without anybody's name. */
const everywhere = (text: string) =>
  board((table) => {
    table.entry('made', text)
    table.words('typed', text, null)
    table.element('copy', text)
    for (const type of ['note', 'text', 'geo', 'frame', 'arrow', 'image'] as const) table.shape(type, type, text)
    table.minutes(['one', text])
  })

describe('a refusal follows the words', () => {
  it('[CONS16] nobody’s copy of a sheet is seen nowhere, read nowhere and printed nowhere', () => {
    const of = everywhere(sentence)
    expect(texts(seen(of, refused('observed'))).length).toBe(10)
    for (const which of ['observed', 'quoted'] as const) expect(texts(seen(of, refused(which, sentence)))).toEqual([])
    // Not watched: as if it were not there. Not quoted: it stands where it stood, and says nothing.
    const [absent, silent] = (['observed', 'quoted'] as const).map((which) => seen(of, refused(which, sentence)))
    expect(Object.keys(absent?.canvas ?? {}).sort()).toEqual(
      ['arrow', 'frame', 'geo', 'image'].map((id) => `shape:${id}`),
    )
    expect(Object.keys(silent?.canvas ?? {})).toHaveLength(7)
    expect([absent?.nodes['root']?.words, silent?.nodes['root']?.words]).toEqual([0, 1])
    const printed = printable(of, refused('quoted', sentence))
    expect(JSON.stringify([...printed.nodes.values(), ...printed.words.values()])).not.toContain('permit')
    expect(JSON.stringify([...(printed.canvas?.shapes.values() ?? [])])).not.toContain('permit')
    expect(printed.canvas?.shapes.size).toBe(7)
  })

  it('[CONS16] the source may be words with a seat, an element with a seat, or a sheet that the board does not hold', () => {
    for (const write of [
      (table: ReturnType<typeof hands>) => table.words('said', sentence, ada),
      (table: ReturnType<typeof hands>) => table.element('drawn', sentence, ada),
      (table: ReturnType<typeof hands>) => table.element('sheet-ada', sentence),
    ]) {
      const of = board((table) => {
        write(table)
        table.element('copy', sentence)
        table.minutes(['one', `She said: “${sentence}”`])
      })
      expect(texts(seen(of, refused('observed')))).toEqual([])
      expect(texts(seen(of, refused('quoted')))).toEqual([])
    }
  })

  it('[CONS16] under a delay what is refused by now covers what was said before it', () => {
    const then = board((table) => table.element('copy', sentence))
    const now = board((table) => {
      table.element('copy', sentence)
      table.words('said', sentence, ada)
    })
    const view = project(then, { ...defaultPolicy, consents: refused('observed') }, nothingHeld, (id) => id, now)
    expect(texts(view)).toEqual([])
  })

  it.each([
    ['case, marks and spaces', sentence, '  I DROVE, for years… without a permit!! '],
    ['quotation marks', sentence, '«I drove for years without a permit»'],
    [
      'accents composed and not',
      'Un été sans voitures à Genève, enfin',
      'Un e\u0301te\u0301 sans voitures a\u0300 Gene\u0300ve, enfin',
    ],
    ['accents left out', 'Un été sans voitures à Genève, enfin', 'un ete sans voitures a geneve enfin'],
    ['characters nobody sees', sentence, 'I dro\u200bve for ye\u00adars without a per\u2060mit'],
    ['Hangul fillers', sentence, sentence.replaceAll(/([aeo])/g, '$1\u1160\u115f\u3164')],
    ['empty Braille cells and control characters', sentence, sentence.replaceAll(/([aeo])/g, '$1\u2800\u0085\u0001')],
    ['hyphens between the letters', sentence, `She: ${sentence.replaceAll(/(\w)(?=\w)/g, '$1-')}`],
    ['hair spaces between the letters', sentence, sentence.replaceAll(/(\w)(?=\w)/g, '$1\u200a')],
    ['words run together', sentence, 'And Idrove foryears withouta permit then'],
    ['a full width', sentence, 'Ｉ drove for years without a permit'],
    ['straight and curly apostrophes', 'I don’t want to lose my house', "I don't want to lose my house"],
    ['the Arabic vowel marks and stroke', 'لا أريد أن أفقد بيتي هذا العام', 'لا أُريد أن أفقـــد بيتي هذا العام'],
    ['within a longer text', sentence, `At the end somebody said that ${sentence.toLowerCase()} Then we went home.`],
    ['one sentence of two', `We lost everything. ${sentence}`, sentence],
    [
      'a short sentence of two, by itself',
      'More buses please! And then I told them who drove the car.',
      'More buses please',
    ],
    [
      'a piece of it',
      'They took our house in spring and we slept in the car until May',
      'in spring, and we slept in the car',
    ],
    [
      'ten of its words on end, and others',
      'I have slept in the car with my two girls since May, nobody knows',
      'He has slept in the car with my two girls since May, as we hear',
    ],
    [
      'a script without spaces',
      '我们在车里睡了三个月没有人知道',
      '有人说：我们在车里睡了三个月没有人知道。然后大家都不说话了',
    ],
  ])('[CONS16] it is the same sentence by %s', (_, said, again) => {
    const of = board((table) => table.minutes(['one', again], ['two', 'We thanked each other.']))
    expect(texts(seen(of, refused('observed', said)))).toEqual(['We thanked each other.'])
  })

  it.each([
    ['another sentence with some of its words', sentence, 'Some drive without a permit'],
    ['what begins like it', 'I think that we should have more buses', 'I think that we should have free trams'],
    ['a longer text with a short one of theirs', 'More trees', 'More trees in the street, and benches'],
    ['a word of theirs', 'Housing', 'Housing'],
    ['a short answer', 'I agree.', 'I agree'],
  ])('[CONS17] it is not: %s', (_, said, other) => {
    const of = board((table) => table.minutes(['one', other]))
    expect(texts(seen(of, refused('observed', said)))).toEqual([other])
  })

  it('[CONS20] a mention after each word makes no other sentence of it', () => {
    const mention = { node: 'root' as NodeId, label: 'zz' }
    const of = board((table) => {
      table.minutes(['one', sentence.split(' ').flatMap((word) => [word, mention, ' '])], ['two', ['See ', mention]])
    })
    expect(Object.values(seen(of, refused('observed')).notes)).toHaveLength(2)
    expect(Object.keys(seen(of, refused('observed', sentence)).notes)).toEqual(['block:two'])
  })

  it('[CONS21] anyone who names a block as the origin of other words hides nothing by it', () => {
    const minutes = (text: string, said: string) =>
      board((table) => {
        table.minutes(['one', text], ['two', 'We end.'])
        table.words('taken', said, ada, 'root', 'one')
      })
    const shown = (text: string, said: string) => Object.keys(seen(minutes(text, said), refused('observed')).notes)
    expect(shown('The table agreed on the trams.', 'xx')).toEqual(['block:one', 'block:two'])
    expect(shown('The table agreed on the trams.', 'e')).toEqual(['block:one', 'block:two'])
    // What was taken from it, as it was or as it was tidied since.
    expect(shown('Ada: Yes', 'yes')).toEqual(['block:two'])
    expect(shown('She drove many years with no permit, she says.', 'I drove years without permit')).toEqual([
      'block:two',
    ])
  })

  it('[CONS16] a sentence that goes through several blocks takes them all, and no other', () => {
    const of = board((table) =>
      table.minutes(
        ['before', 'We begin.'],
        ['one', 'She: I drove for'],
        ['two', 'years without'],
        ['three', 'a permit.'],
        ['after', 'We end.'],
      ),
    )
    expect(texts(seen(of, refused('observed', sentence)))).toEqual(['We begin.', 'We end.'])
  })

  it('[CONS16] while it is typed it goes as soon as it can be told from another', () => {
    for (const before of ['', 'At the end somebody said: ']) {
      const shown = Array.from({ length: sentence.length }, (_, n) => before + sentence.slice(0, n + 1)).filter(
        (line) =>
          texts(
            seen(
              board((table) => table.minutes(['one', line])),
              refused('observed', sentence),
            ),
          ).length > 0,
      )
      expect(shown.at(-1)).toBe(`${before}I drove for years without a p`)
    }
  })

  it('[CONS17] somebody else who says the same keeps it, with the entry it lies beneath and the block it came from', () => {
    const of = board((table) => {
      table.minutes(['bens', `Ben: ${sentence}`], ['nobodys', `Somebody: ${sentence}`])
      table.entry('bens', sentence)
      table.words('ben-said', sentence, ben, 'bens', 'bens')
      table.words('sheet-ben', sentence, null)
      table.element('ben-drew', sentence, ben)
      table.element('sheet-ben-2', sentence)
      table.element('sheet-ben', sentence)
      table.element('copy', sentence)
      table.words('nobody-said', sentence, null)
      table.words('sheet-ada-2', sentence, null)
      table.element('ada-drew', sentence, ada)
    })
    for (const which of ['observed', 'quoted'] as const) {
      const view = seen(of, refused(which, sentence))
      expect(Object.keys(view.nodes).sort()).toEqual(['bens', 'root'])
      expect(Object.keys(view.words).sort()).toEqual(['ben-said', 'sheet-ben'])
      expect(Object.values(view.notes).map(({ text }) => text)).toEqual([`Ben: ${sentence}`])
      const said = Object.entries(view.canvas).filter(([, { text }]) => text !== '')
      expect(said.map(([id]) => id).sort()).toEqual(['shape:ben-drew', 'shape:sheet-ben', 'shape:sheet-ben-2'])
    }
  })

  it('[CONS17] a "Yes" of somebody who refuses hides nobody else’s', () => {
    const said = (bens: boolean) =>
      board((table) => {
        table.words('sheet-ada', 'Yes', null)
        table.element('copy-of-a-sheet', 'Yes')
        table.entry('yes', 'Yes')
        table.words('noted', 'Yes.', null)
        table.shape('label', 'text', 'YES')
        table.minutes(['one', 'Yes!'])
        if (bens) table.words('ben-said', 'yes', ben)
      })
    const alone = seen(said(false), refused('observed', 'Yes'))
    expect(texts(alone).sort()).toEqual(['YES', 'Yes!', 'Yes.'])
    const both = seen(said(true), refused('observed', 'Yes'))
    expect(texts(both).sort()).toEqual(['YES', 'Yes', 'Yes', 'Yes!', 'Yes.', 'yes'])
  })

  it('[CONS18] on a full board it costs less than ten milliseconds a view, whatever is being written', () => {
    // Every other word is a common one, as in most languages.
    const common =
      'the a of and we they bus tram tree street house permit money school night summer noise people'.split(' ')
    const words = [...common, ...common.flatMap((one) => common.map((other) => one + other))]
    let n = 0
    const word = (): string => {
      n = (n * 1_103_515_245 + 12_345) % 2_147_483_648
      const drawn = Math.floor(n / 65_536)
      return words[drawn % 2 === 0 ? (drawn >> 1) % common.length : (drawn >> 1) % words.length] ?? ''
    }
    const prose = (length: number): string => Array.from({ length }, () => word()).join(' ')
    const empty = board(() => undefined)
    const nodes = new Map(empty.nodes)
    const shapes = new Map<ShapeId, CanvasShape>()
    for (let at = 0; at < 2_000; at += 1) {
      const id = `n${at}` as NodeId
      nodes.set(id, { id, kind: 'position', wording: prose(12), lang, order: `a${at}`, at })
      const shape: ShapeId = `shape:s${at}`
      shapes.set(shape, withWords(blank.note(shape), prose(12)))
    }
    const blocks: Block[] = []
    for (let letters = 0; letters < 100_000; letters += blocks.at(-1)?.text.length ?? 0)
      blocks.push({
        id: `b${blocks.length}` as BlockId,
        kind: 'paragraph',
        level: 0,
        ordinal: null,
        text: prose(60),
        mentions: [],
      })
    const consents = refused('observed', ...Array.from({ length: 40 }, () => prose(14)))
    /** Somebody writes: an entry, a shape and a block are new, as after any change. */
    const next = (): Whole => {
      const [node, shape] = [nodes.get('n7' as NodeId), shapes.get('shape:s7')]
      if (node === undefined || shape === undefined) throw new Error('not there')
      nodes.set(node.id, { ...node, wording: prose(12) })
      shapes.set(shape.id, withWords(shape, prose(12)))
      blocks[7] = { ...(blocks[7] as Block), text: prose(60) }
      const canvas = { ...emptyCanvas, shapes: new Map(shapes), children: new Map([[pageId, [...shapes.keys()]]]) }
      const notes = { blocks: [...blocks], byId: new Map(blocks.map((one) => [one.id, one])), characters: 100_000 }
      return { ...empty, nodes: new Map(nodes), canvas, notes }
    }
    // This thread's own time: what others do on the machine meanwhile is no cost of a view. Its clock ticks coarsely, so all
    // views of a kind are added up.
    const took = (policy: Partial<ViewPolicy>, now: Whole): number => {
      const since = process.threadCpuUsage()
      project(now, { ...defaultPolicy, showNotes: true, ...policy }, nothingHeld, (id) => id)
      return process.threadCpuUsage(since).user / 1_000
    }
    for (let warm = 0; warm < 5; warm += 1) took({ consents }, next())
    const rounds = Array.from({ length: 25 }, () => [took({}, next()), took({ consents }, next())])
    const mean = (which: number): number => rounds.reduce((sum, all) => sum + (all[which] ?? 0), 0) / rounds.length
    const [without, withThem] = [mean(0), mean(1)]
    console.log(`a view of a full board: ${without.toFixed(1)} ms, with 40 refused sentences ${withThem.toFixed(1)} ms`)
    expect(withThem - without).toBeLessThan(10)
  })
})
