/** Where a mistake is: files picked by hand, each with the line, the column or the path at which a person finds it. */
import { describe, expect, it } from 'vitest'
import { strToU8, zipSync } from 'fflate'
import type { FaultCode } from '@tablee/shared/file'
import { sayBadFile } from '@tablee/shared/formats/said/said'
import { jsonFault } from '@tablee/shared/formats/json-fault'
import fc from 'fast-check'
import { problemOf, tryFile, type Given } from './files.ts'

type Spot = {
  readonly file: string
  readonly line: number | null
  readonly column: number | null
  place: string | null
}
const at = (
  file: string,
  line: number | null = null,
  column: number | null = null,
  place: string | null = null,
): Spot => ({
  file,
  line,
  column,
  place,
})

const xml = (inside: string): string => `<?xml version="1.0"?>\n<arggraph id="a">\n${inside}\n</arggraph>\n`
const unit = '<edu id="e1">Cheaper</edu>\n<adu id="a1" type="pro"/>\n<edge id="s1" src="e1" trg="a1" type="seg"/>'
const table = (nodes: string, relations = 'from,to\n'): Given => ({ 'nodes.csv': nodes, 'relations.csv': relations })
const canvas = (change: object, edges: object[] = []): string =>
  JSON.stringify({ nodes: [{ id: 'a', type: 'text', x: 0, y: 0, width: 9, height: 9, text: 'x', ...change }], edges })

const cases: readonly (readonly [name: string, given: Given, code: FaultCode, spot: Spot])[] = [
  ['a.json', '{\n "nodes": [\n  {"nodeID": 1,}\n ]\n}', 'json-broken', at('a.json', 3, 16)],
  ['a.json', `{"nodes":[${'{"nodeID":1},'.repeat(500)}}`, 'json-broken', at('a.json', 1, 6_511)],
  ['a.json', '{"nodes":[{"nodeID":1,"type":"I","text":4}]}', 'wrong-type', at('a.json', null, null, 'nodes[0].text')],
  [
    'a.json',
    '{"AIF":{"nodes":[{"nodeID":1,"type":"I","text":"x"}],"edges":[{"fromID":1,"toID":7}]}}',
    'no-such-id',
    at('a.json', null, null, 'AIF.edges[0].toID'),
  ],
  ['a.xml', xml('<edu id="e1">a & b</edu>'), 'xml-broken', at('a.xml', 3, 18)],
  ['a.xml', xml('<edu id="e1">x</edu>\n<edu id="e1">y</edu>'), 'id-twice', at('a.xml', 4)],
  ['a.xml', xml(`${unit}\n<edge id="c1" src="a1" trg="a9" type="sup"/>`), 'no-such-id', at('a.xml', 6)],
  ['a.xml', '<?xml version="1.0"?>\n  <!DOCTYPE a [<!ENTITY x "y">]>\n<arggraph/>', 'xml-entities', at('a.xml', 2, 3)],
  ['a.xml', '<?xml version="1.0"?>\n\n<graphml/>', 'xml-root', at('a.xml', 3)],
  ['a.argdown', '[A]: one\n\n<B>: c {kind: [}\n', 'argdown-data', at('a.argdown', 3, 8)],
  ['a.argdown', '[A]: one\n  + <toString>: two\n', 'reserved-title', at('a.argdown', 2, 5)],
  ['a.argdown', `[A]: fine\n\n[B]: ${'x'.repeat(2_100)}\n`, 'text-too-long', at('a.argdown', 3)],
  ['k.txt', 'Discussion Title: x\n\n1. a\n1.1. Pro: b\n1.1.1.1. Con: c\n', 'no-number', at('k.txt', 5)],
  ['k.txt', '1. a\n1.1. Pro: b\n', 'no-title', at('k.txt', 1)],
  ['s.zip', table('node,wording\na,x\nb,"y\n\nz'), 'csv-quote', at('nodes.csv', 3, 3)],
  // A cell with a line break: rows are not lines.
  ['s.zip', table('node,wording\na,"x\ny"\nb,z,1\n'), 'csv-cells', at('nodes.csv', 4)],
  ['s.zip', table('sep=;\nnode;wording\na;x\na;y\n'), 'id-twice', at('nodes.csv', 4)],
  ['s.zip', table('node,wording,Wording\na,x,y\n'), 'csv-column-twice', at('nodes.csv', 1)],
  ['s.zip', table('node,wording\na,x\n', 'from,to\n\n\na,b\n'), 'no-such-id', at('relations.csv', 4)],
  ['s.zip', { 'deep/in/map.json': '{"nodes":[' }, 'json-broken', at('map.json', 1, 11)],
  [
    'p.zip',
    {
      '7_arg_comp.csv': 'ac_id,ac_text,ac_type\n1,x,claim\n',
      '7_arg_rel.csv': 'ar_id,ac_id1,ac_id2,rel_type,rel_intent\n1,1,2,c,support\n',
    },
    'no-such-id',
    at('7_arg_rel.csv', 2),
  ],
  ['a.canvas', canvas({ x: 'left' }), 'wrong-type', at('a.canvas', null, null, 'nodes[0].x')],
  [
    'a.canvas',
    canvas({}, [{ id: 'e', fromNode: 'a', toNode: 'b' }]),
    'no-such-id',
    at('a.canvas', null, null, 'edges[0].toNode'),
  ],
  [
    'a.argdown',
    new Uint8Array([...strToU8('[A]: fine\n[B]: Stra'), 0xdf, ...strToU8('e\n')]),
    'other-encoding',
    at('a.argdown', 2, 10),
  ],
]

describe('where a mistake is', () => {
  for (const [name, given, code, spot] of cases)
    it(`[FMT4] ${code} in ${spot.file}: ${spot.place ?? `line ${spot.line}, column ${spot.column}`}`, () => {
      expect(problemOf(name, given)).toMatchObject({ code: 'bad-file', ...spot, why: { code } })
    })

  it('[FMT4] of JSON the place is found whatever the mistake, also where the parser names none', () => {
    for (const text of [
      '[1,}',
      '[\n1,\n2,}]',
      'x',
      '{"a":tru}',
      '{"a":1}}',
      '[1,\n2',
      '{"a":\nNaN,\n"b":2\n}',
      '{1:2}',
      '[1 2]',
      '{"a" 1}',
      '[1,',
      '{"a":1,}',
      '',
    ]) {
      const at = jsonFault(text)
      // Whatever comes before the place could still become JSON; with what stands there it cannot.
      expect(at, text).toBeLessThanOrEqual(text.length)
      try {
        JSON.parse(text)
      } catch (cause) {
        const said = /position (\d+)/.exec(String(cause))?.[1]
        if (said !== undefined) expect(at, text).toBe(Number(said))
      }
    }
    expect(['[1,}', '[\n1,\n2,}]', 'x', '{"a":tru}', '{"a":\nNaN,\n"b":2\n}'].map(jsonFault)).toEqual([3, 7, 0, 8, 6])
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('#', 'é', '@'), (json, where, odd) => {
        expect(jsonFault(json)).toBe(json.length)
        const cut = where % (json.length + 1)
        // A sign that JSON has no use for outside a text is found where it was put.
        const quotes = json.slice(0, cut).replace(/\\./g, '').split('"').length - 1
        if (quotes % 2 === 0) expect(jsonFault(json.slice(0, cut) + odd + json.slice(cut))).toBeLessThanOrEqual(cut)
      }),
      { numRuns: 300 },
    )
  })

  it('[FMT4] what a file calls itself steers no terminal and no sentence, and is cut', () => {
    const name = 'x\u001b[31m\u202e\nevil.json'
    const named = problemOf('a.zip', { [name]: '{' })
    expect(named).toMatchObject({ code: 'bad-file', file: 'x[31m evil.json' })
    const id = `${'long '.repeat(200)}\u001b]0;title\u0007`
    const problem = problemOf('s.zip', table('node,wording\na,x\n', `from,to\na,"${id}"\n`))
    if (problem?.code !== 'bad-file') throw new Error('a mistake was taken')
    const sentence = sayBadFile('en', problem)
    expect(sentence.length).toBeLessThan(250)
    expect(sentence).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/)
  })
})

describe('files that people have at hand', () => {
  it('[FMT8] what spreadsheets add of their own accord is no mistake', () => {
    for (const nodes of [
      '\ufeffnode;wording\r\na;Ja\r\nb;x\r\n',
      'sep=;\r\nnode;wording\r\na;Ja\r\nb;x\r\n',
      'node,wording,,\r\na,Ja,,\r\n,,,\r\nb,x,,\r\n,,,\r\n',
      'node\twording\ra\tJa\rb\tx\r',
    ]) {
      const read = tryFile('s.zip', { 'Set\\Nodes.CSV': nodes, 'Set\\Relations.CSV': 'from,to\nb,a\n' })
      if (!read.ok) throw new Error(JSON.stringify(read.problem))
      expect(read.value.nodes.map((one) => one.wording)).toEqual(['Ja', 'x'])
      expect(read.value.left).toEqual({})
    }
  })

  it('[FMT9] what nobody sees is taken out of texts, and counted, in every format', () => {
    const odd = 'not \u202eefas\u202c, zero\u200bwidth, nul\u0000' // an override, a hidden character, a NUL
    const seen = 'not efas, zerowidth, nul'
    const told = (name: string, given: Given): [string, number | undefined] => {
      const read = tryFile(name, given)
      if (!read.ok) throw new Error(JSON.stringify(read.problem))
      const { nodes, canvas, left } = read.value
      const box = canvas?.records.find((one) => one.typeName === 'shape')
      const text = box === undefined ? (nodes.at(-1)?.wording ?? '') : JSON.stringify(box).includes(seen) ? seen : ''
      return [text, left['invisible-characters']]
    }
    const node = { nodeID: 1, type: 'I', text: odd }
    expect(told('a.json', JSON.stringify({ nodes: [node], edges: [] }))).toEqual([seen, 1])
    expect(told('s.zip', table(`node,wording\na,"${odd}"\n`))).toEqual([seen, 1])
    expect(told('k.txt', `Discussion Title: x\n\n1. ${odd}\n`)).toEqual([seen, 1])
    expect(told('a.canvas', canvas({ text: odd }))).toEqual([seen, 1])
    // Half a character becomes the sign for one that is missing.
    expect(told('a.json', '{"nodes":[{"nodeID":1,"type":"I","text":"a\\ud800b"}]}')[0]).toBe('a\ufffdb')
  })

  it('[FMT9] fields that nobody reads, times that are none and finer kinds that are too long are counted', () => {
    const left = (name: string, given: Given) => {
      const read = tryFile(name, given)
      return read.ok ? read.value.left : read.problem
    }
    expect(left('a.canvas', canvas({ styleAttributes: {}, url: 'x' }))).toEqual({ 'other-columns': 2 })
    const nodes = [1, 2].map((nodeID) => ({ nodeID, type: 'I', text: 'x', colour: 'red' }))
    const scheme = { nodeID: 3, type: 'RA', text: 'Default Inference' }
    const edges = [
      { fromID: 1, toID: 3 },
      { fromID: 3, toID: 2, weight: 3 },
    ]
    const schemefulfillments = [{ nodeID: 3, schemeID: 30 }]
    expect(left('a.json', JSON.stringify({ nodes: [...nodes, scheme], edges, schemefulfillments }))).toEqual({
      'other-columns': 3,
      descriptors: 1,
    })
    expect(
      left('s.zip', table('node,wording,at\na,x,yesterday\nb,y,\n', `from,to,label\nb,a,${'x'.repeat(81)}\n`)),
    ).toEqual({
      times: 1,
      labels: 1,
    })
  })

  it('[FMT4] a workbook, a picture, a letter or a list is not taken for a map', () => {
    const workbook = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': strToU8('<workbook/>') })
    const why = (name: string, given: Given) => {
      const problem = problemOf(name, given)
      return problem?.code === 'bad-file' ? problem.why.code : null
    }
    expect(why('tables.xlsx', workbook)).toBe('office-file')
    expect(why('photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]))).toBe(
      'unknown-format',
    )
    expect(why('paper.pdf', '%PDF-1.4\n(1) not a premise\n')).toBe('unknown-format')
    expect(why('letter.txt', 'Dear all,\n\nsee you on Saturday.\n')).toBe('unknown-format')
    // Who calls a letter Argdown means a list of statements.
    expect(why('letter.argdown', 'Dear all,\n\nsee you on Saturday.\n')).toBe(null)
    expect(why('two.zip', { 'a/nodes.csv': 'x', 'b/nodes.csv': 'x', 'a/relations.csv': 'x' })).toBe('several-maps')
  })
})
