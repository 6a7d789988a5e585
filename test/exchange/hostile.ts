/**
 * Bad files made from seeds: each is one of the kinds below, done to one of the formats. Every one of them must be
 * refused, with the file's name, the place where one can be named, and a reason.
 */
import { strToU8, zipSync } from 'fflate'
import { seeded } from '../support/seeded.ts'

export type Bad = { readonly kind: string; readonly name: string; readonly bytes: Uint8Array }

const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level: 6 })
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`${text} é à ü`, 'latin1'))

// Sound files of our own writing, which the kinds below spoil.
const sound = {
  argdown: '[Night buses]: Run them without a driver.\n  + <Cheaper>: It costs less.\n  - <Alone>: Nobody is there.\n',
  kialo: 'Discussion Title: Night buses?\n\n1. Run them\n1.1. Pro: Cheaper\n1.2. Con: Nobody is there\n',
  xml: `<?xml version="1.0"?>\n<arggraph id="a">\n<edu id="e1">Cheaper</edu>\n<edu id="e2">Run them</edu>\n<adu id="a1" type="pro"/>\n<adu id="a2" type="pro"/>\n<edge id="s1" src="e1" trg="a1" type="seg"/>\n<edge id="s2" src="e2" trg="a2" type="seg"/>\n<edge id="c1" src="a1" trg="a2" type="sup"/>\n</arggraph>\n`,
  comp: '"ac_id","ac_text","ac_type","annotator","timestamp"\n"1","Buses","major claim","x","t"\n"2","Cheaper","premise","x","t"\n',
  rel: '"ar_id","ac_id1","ac_id2","rel_type","rel_intent","annotator","timestamp"\n"1","1","2","cause: reason","support","x","t"\n',
  nodes: 'node,kind,lang,wording\na,position,en,Run them\nb,argument,en,Cheaper\n',
  relations: 'relation,kind,from,to,to_is,group\nr,supports,b,a,node,\n',
  words: 'words,node,seat,capture,lang,text,text_state\nw,b,T3-04,dictated,en,It is,kept\n',
}
type Aif = { nodes: Record<string, unknown>[]; edges: Record<string, unknown>[]; [name: string]: unknown }
const aif = (): Aif => ({
  nodes: [
    { nodeID: 1, text: 'Run them', type: 'I' },
    { nodeID: 2, text: 'Cheaper', type: 'I' },
    { nodeID: 3, text: 'Default Inference', type: 'RA' },
    { nodeID: 4, text: 'Not at night', type: 'I' },
    { nodeID: 5, text: 'Default Conflict', type: 'CA' },
  ],
  edges: [
    { edgeID: 1, fromID: 2, toID: 3 },
    { edgeID: 2, fromID: 3, toID: 1 },
    { edgeID: 3, fromID: 4, toID: 5 },
    { edgeID: 4, fromID: 5, toID: 3 },
  ],
  locutions: [],
})

/** Made once: they take longer to make than to refuse. */
let made: { readonly large: Uint8Array; readonly many: Uint8Array } | null = null
const bombs = () =>
  (made ??= {
    large: zipSync({ 'nodes.csv': [new Uint8Array(33 * 1024 * 1024), { level: 1 }] }),
    many: zipSync(
      Object.fromEntries(Array.from({ length: 2_100 }, (_, n) => [`f${n}.txt`, [new Uint8Array(1), { level: 0 }]])),
    ),
  })

type Random = { below(n: number): number; pick<T>(all: readonly [T, ...T[]]): T }
type Made = readonly [name: string, content: string | Uint8Array]

const csvZip = (change: Partial<typeof sound>): Uint8Array => {
  const { nodes, relations, words } = { ...sound, ...change }
  return zip({ 'nodes.csv': nodes, 'relations.csv': relations, 'words.csv': words })
}
const pair = (change: Partial<typeof sound>): Uint8Array => {
  const { comp, rel } = { ...sound, ...change }
  return zip({ 'p_arg_comp.csv': comp, 'p_arg_rel.csv': rel })
}
const json = (random: Random, spoil: (graph: Aif) => void): Made => {
  const graph = aif()
  spoil(graph)
  return ['map.json', JSON.stringify(random.below(2) === 0 ? { AIF: graph, text: '', dialog: true } : graph)]
}
const cut = (random: Random, text: string, from: number, to: number): string =>
  text.slice(0, from + random.below(to - from))

const kinds: Readonly<Record<string, (random: Random) => Made>> = {
  empty: (random) => [random.pick(['a.argdown', 'a.json', 'a.xml', 'a.txt']), random.pick(['', ' ', '\n\n', '\ufeff'])],
  'wrong encoding': (random) => {
    const [name, text] = random.pick([
      ['a.argdown', sound.argdown],
      ['a.json', JSON.stringify(aif())],
      ['a.xml', sound.xml],
      ['a.txt', sound.kialo],
    ] as [readonly [string, string], ...(readonly [string, string])[]])
    return [name, random.pick([utf16, latin1])(text)]
  },
  'noise in the middle': (random) => {
    const bytes = strToU8(sound.argdown.repeat(20))
    for (let n = 0; n < 4; n++) bytes[random.below(bytes.length)] = 0xf8 + random.below(8)
    return ['a.argdown', bytes]
  },
  'truncated JSON': (random) => {
    const text = JSON.stringify(aif())
    return ['map.json', cut(random, text, 1, text.length - 1)]
  },
  'truncated XML': (random) => ['map.xml', cut(random, sound.xml, 25, sound.xml.length - 14)],
  'truncated zip': (random) => {
    const bytes = csvZip({})
    return ['set.zip', bytes.subarray(0, 10 + random.below(bytes.length - 60))]
  },
  // Never in the last cell: a row whose last cell is empty is whole.
  'truncated table': (random) => [
    'p.zip',
    random.pick([
      pair({ comp: cut(random, sound.comp, 58, sound.comp.length - 4) }),
      pair({ rel: cut(random, sound.rel, 80, sound.rel.length - 4) }),
      csvZip({ nodes: `${sound.nodes}c,argument,en,"never closed\n` }),
    ]),
  ],
  'missing half': (random) =>
    random.pick<Made>([
      ['x_arg_comp.csv', sound.comp],
      ['x_arg_rel.csv', sound.rel],
      ['nodes.csv', sound.nodes],
      ['relations.csv', sound.relations],
      ['p.zip', zip({ 'a_arg_comp.csv': sound.comp, 'b_arg_rel.csv': sound.rel })],
    ]),
  'wrong types in JSON': (random) => {
    const odd = random.pick<unknown>([{}, [], true, 1.5, null, { toString: 1 }])
    return random.pick([
      () => json(random, (graph) => void (graph.nodes = (odd === null ? 7 : Array.isArray(odd) ? 'x' : odd) as never)),
      () => json(random, ({ nodes }) => Object.assign(nodes[0] ?? {}, { nodeID: odd })),
      () => json(random, ({ nodes }) => Object.assign(nodes[1] ?? {}, { text: odd === null ? 4 : odd })),
      () => json(random, ({ nodes }) => Object.assign(nodes[2] ?? {}, { type: odd })),
      () => json(random, ({ edges }) => Object.assign(edges[1] ?? {}, { toID: odd })),
      () => json(random, ({ edges }) => Object.assign(edges[0] ?? {}, { fromID: 99 + random.below(9) })),
      () => json(random, (graph) => void (graph.edges = 'none' as never)),
      () => json(random, (graph) => void graph.nodes.push({ nodeID: '1', text: 'again', type: 'I' })),
      () => json(random, (graph) => void (graph.nodes = graph.nodes.map(({ nodeID }) => ({ nodeID })))),
      () => json(random, (graph) => void Object.assign(graph, { locutions: [{ nodeID: 77, personID: 0 }] })),
      () =>
        [
          'map.json',
          JSON.stringify(
            random.pick<unknown>([1, 'x', [], [[]], null, { nodes: [] }, { AIF: 3 }, { AIF: {} }, { a: 1 }]),
          ),
        ] as Made,
    ])()
  },
  'wrong values in tables': (random) => [
    'set.zip',
    random.pick([
      csvZip({ nodes: sound.nodes.replace('argument', random.pick(['reason', '__proto__', 'constructor'])) }),
      csvZip({ nodes: sound.nodes.replace('wording', 'words') }),
      csvZip({ nodes: sound.nodes.replace('b,argument', 'a,argument') }),
      csvZip({ nodes: `${sound.nodes}c,argument,en,x,y,z\n` }),
      csvZip({ nodes: sound.nodes.replace(',en,C', ',English!,C') }),
      csvZip({ relations: sound.relations.replace('supports', random.pick(['likes', 'valueOf'])) }),
      csvZip({ relations: sound.relations.replace('b,a', 'b,nobody') }),
      csvZip({ words: sound.words.replace('T3-04', 'Ada Byron') }),
      csvZip({ words: sound.words.replace('dictated', 'shouted') }),
      csvZip({ words: sound.words.replace('It is', ' ') }),
      csvZip({ words: sound.words.replace('w,b', 'w,gone') }),
      pair({ comp: sound.comp.replace('premise', 'opinion') }),
      pair({ rel: sound.rel.replace('support', 'maybe') }),
      pair({ rel: sound.rel.replace('"1","2"', '"1","9"') }),
      pair({ comp: sound.comp.replace('"2"', '"1"') }),
      pair({ comp: `${sound.comp}"3","a"b","claim","x","t"\n` }),
    ]),
  ],
  cycle: (random) =>
    random.pick([
      () => json(random, ({ edges }) => void edges.push({ fromID: 3, toID: 3 })),
      () =>
        json(random, ({ nodes, edges }) => {
          nodes.push({ nodeID: 6, text: 'CA', type: 'CA' }, { nodeID: 7, text: 'CA', type: 'CA' })
          edges.push({ fromID: 1, toID: 6 }, { fromID: 2, toID: 7 }, { fromID: 6, toID: 7 }, { fromID: 7, toID: 6 })
        }),
      () => ['a.xml', sound.xml.replace('trg="a2" type="sup"', 'trg="c1" type="und"')] as Made,
      () => ['a.xml', sound.xml.replace('trg="a2" type="sup"', 'trg="c1" type="add"')] as Made,
      () =>
        [
          'a.xml',
          sound.xml.replace(
            '</arggraph>',
            '<joint id="j"/><joint id="k"/><edge id="x" src="j" trg="k" type="seg"/><edge id="y" src="k" trg="j" type="seg"/><edge id="z" src="k" trg="a1" type="seg"/></arggraph>',
          ),
        ] as Made,
      () => ['a.txt', 'Discussion Title: x\n\n1. a\n1.1. Pro: -> See 1.2.\n1.2. Con: -> See 1.1.\n'] as Made,
      () =>
        [
          'set.zip',
          csvZip({ relations: `${sound.relations}s,undercuts,b,t,relation,\nt,undercuts,a,s,relation,\n` }),
        ] as Made,
    ])(),
  'XML with entities': (random) => [
    'map.xml',
    random.pick([
      sound.xml
        .replace(
          '<arggraph',
          '<!DOCTYPE arggraph [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n<arggraph',
        )
        .replace('Cheaper', '&c;'),
      sound.xml
        .replace('<arggraph', '<!DOCTYPE arggraph [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<arggraph')
        .replace('Cheaper', '&x;'),
      sound.xml.replace(
        '<arggraph',
        '<!DOCTYPE arggraph SYSTEM "http://127.0.0.1/a.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1/p">%p;]>\n<arggraph',
      ),
      sound.xml.replace('<arggraph', '<!DOCTYPE arggraph SYSTEM "arggraph.dtd">\n<arggraph').replace('Cheaper', '&x;'),
      sound.xml.replace('Cheaper', '&nbsp;'),
      sound.xml.replace('Cheaper', '&#0;'),
      sound.xml.replace('Cheaper', '&#xD800;'),
    ]),
  ],
  'broken XML': (random) => [
    'map.xml',
    random.pick([
      sound.xml.replace('</edu>', '</adu>'),
      sound.xml.replace('id="e2"', 'id="e2" id="e3"'),
      sound.xml.replace('id="e2"', 'id=e2'),
      sound.xml.replace('Cheaper', 'a < b'),
      sound.xml.replace('Cheaper', '<![CDATA[ open'),
      sound.xml.replace('</arggraph>', '</arggraph><arggraph/>'),
      sound.xml.replace('arggraph id="a"', 'html').replace('</arggraph>', '</html>'),
      sound.xml.replace('type="sup"', 'type="likes"'),
      sound.xml.replace('type="sup"', 'type="__proto__"'),
      sound.xml.replace('src="a1" trg="a2"', 'src="a1" trg="e2"'),
      sound.xml.replace('id="c1"', 'id="a1"'),
      sound.xml.replace(' id="c1"', ''),
      sound.xml.replace('<edge id="s1" src="e1" trg="a1" type="seg"/>', ''),
      sound.xml.replace('<adu id="a1" type="pro"/>', '<thing id="a1"/>'),
    ]),
  ],
  'nested deep': (random) =>
    random.pick([
      () => ['map.json', '['.repeat(50_000 + random.below(50_000))] as Made,
      () => ['map.json', `{"AIF":`.repeat(20_000) + '1' + '}'.repeat(20_000)] as Made,
      () => ['map.xml', `<?xml version="1.0"?>${'<arggraph>'.repeat(300)}${'</arggraph>'.repeat(300)}`] as Made,
      () => ['map.xml', `<?xml version="1.0"?>${'<arggraph>'.repeat(60_000)}`] as Made,
      () => ['map.argdown', `<a>: ${'{'.repeat(3_000 + random.below(3_000))}`] as Made,
    ])(),
  'zip bomb': (random) =>
    random.pick([
      () => ['set.zip', bombs().large] as Made,
      () => ['set.zip', bombs().many] as Made,
      () => {
        // Declares one byte and holds a thousand times more.
        const bytes = zipSync({ 'map.json': [strToU8(' '.repeat(100_000)), { level: 9 }] })
        const view = new DataView(bytes.buffer, bytes.byteOffset)
        for (let at = 0; at < bytes.length - 4; at++) {
          if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 1, true)
          if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1, true)
        }
        return ['set.zip', bytes] as Made
      },
    ])(),
  'odd zip': (random) => [
    'set.zip',
    random.pick([
      zip({}),
      zip({ 'readme.md': 'nothing here' }),
      zip({ 'a.argdown': sound.argdown, 'b.argdown': sound.argdown }),
      zip({
        'a_arg_comp.csv': sound.comp,
        'a_arg_rel.csv': sound.rel,
        'b_arg_comp.csv': sound.comp,
        'b_arg_rel.csv': sound.rel,
      }),
      csvZip({ nodes: 'board,node,wording\nb1,a,x\nb2,b,y\n', relations: 'board,from,to\nb1,b,a\n' }),
    ]),
  ],
  'bad Argdown': (random) => [
    'map.argdown',
    random.pick([
      '[A]: one\n  + <B>: two\n\n(1) [[[broken\n----\n',
      '[A]: one\n\n<B>: c {kind: [}\n\n',
      '===\ntitle: [\n===\n\n[A]: one\n',
      '[A]: one\n\n(1) only a premise\n',
      `[A]: one\n\n[B]: ${'long '.repeat(500)}\n`,
      '# a heading alone\n',
    ]),
  ],
  'bad canvas': (random) => {
    const node = { id: 'a', type: 'text', x: 0, y: 0, width: 100, height: 50, text: 'x' }
    const edge = { id: 'e', fromNode: 'a', toNode: 'a' }
    const spoilt: readonly [object, ...object[]] = [
      { nodes: [{ ...node, type: '__proto__' }] },
      { nodes: [{ ...node, x: 1e12 }] },
      { nodes: [{ ...node, width: -4 }] },
      { nodes: [{ ...node, text: ['x'] }] },
      { nodes: [{ ...node, text: 'x'.repeat(2_001) }] },
      { nodes: [node, node] },
      { nodes: [{ ...node, type: 'group', label: 'x'.repeat(300) }] },
      { nodes: [node], edges: [{ ...edge, toNode: 'b' }] },
      { nodes: [node], edges: [{ ...edge, fromSide: 'constructor' }] },
      { nodes: [node], edges: [{ ...edge, toEnd: 'square' }] },
      { nodes: [node], edges: [edge, edge] },
      { nodes: Array.from({ length: 2_001 }, (_, n) => ({ ...node, id: `n${n}` })) },
    ]
    return ['board.canvas', JSON.stringify(random.pick(spoilt))]
  },
  'titles of Object.prototype': (random) => {
    const title = random.pick(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])
    return [
      'map.argdown',
      random.pick([`[A]: one\n  + <${title}>: two\n`, `[${title}]: one\n`, `[A]: one\n\n[ ${title} ]: two\n`]),
    ]
  },
  'bad Kialo': (random) => [
    'kialo.txt',
    random.pick([
      'Discussion Title: x\n\n1. a\n1.1. neither side\n',
      'Discussion Title: x\n\n1. a\n1.1.1. Pro: no parent\n',
      'Discussion Title: x\n\n1. a\n1. again\n',
      'Discussion Title: x\n\n1. a\n1.1. Pro: -> See 4.2.\n',
      `Discussion Title: x\n\n1. ${'long '.repeat(500)}\n`,
      'Discussion Title: \n\n',
    ]),
  ],
  'too much': (random) =>
    random.pick([
      () => json(random, ({ nodes }) => Object.assign(nodes[0] ?? {}, { text: 'x'.repeat(2_001) })),
      () =>
        json(
          random,
          ({ nodes }) =>
            void nodes.push(...Array.from({ length: 2_001 }, (_, n) => ({ nodeID: `n${n}`, text: 'x', type: 'I' }))),
        ),
      () => ['a.argdown', Array.from({ length: 2_001 }, (_, n) => `[S${n}]: sentence\n`).join('\n')] as Made,
      () =>
        [
          'set.zip',
          csvZip({
            nodes: `node,wording\n${Array.from({ length: 2_001 }, (_, n) => `n${n},x`).join('\n')}\n`,
            relations: 'from,to\n',
          }),
        ] as Made,
      () => ['set.zip', csvZip({ relations: `from,to\n${'b,a\n'.repeat(4_001)}` })] as Made,
    ])(),
  'ten mebibytes': (random) => {
    const size = 10 * 1024 * 1024
    return random.pick([
      () => ['map.json', `{"nodes":[{"nodeID":1,"type":"I","text":"${'x'.repeat(size - 60)}"}],"edges":[]}`] as Made,
      () => ['map.xml', sound.xml.replace('Cheaper', 'x'.repeat(size - 1_000))] as Made,
      () => ['kialo.txt', `Discussion Title: x\n\n1. ${'x'.repeat(size - 100)}\n`] as Made,
      () => ['map.json', `{"nodes":[],"edges":[],"more":"${'x'.repeat(size)}"}`] as Made,
    ])()
  },
}
export const kindNames = Object.keys(kinds)

export function badFile(seed: number): Bad {
  const source = seeded(seed)
  const random: Random = {
    below: (n) => source.below(n),
    pick: (all) => all[source.below(all.length)] ?? all[0],
  }
  const kind = kindNames[seed % kindNames.length] ?? 'empty'
  const [name, content] = kinds[kind]?.(random) ?? ['a', '']
  return { kind, name, bytes: typeof content === 'string' ? strToU8(content) : content }
}
