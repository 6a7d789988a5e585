/** Bad polls, surveys and codebooks, made from seeds: each is one of the kinds below, done to a sound file. */
import { strToU8, zipSync } from 'fflate'
import { seeded } from '../support/seeded.ts'
import { polisSet, surveySet } from './voices-files.ts'

export type BadVoices = { readonly kind: string; readonly name: string; readonly bytes: Uint8Array }
type Random = ReturnType<typeof seeded>
type Made = readonly [name: string, content: string | Uint8Array]
type Kinds = Readonly<Record<string, (random: Random) => Made>>

const zip = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, one]) => [name, typeof one === 'string' ? strToU8(one) : one]),
    ),
    { level: 1 },
  )
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`${text}é,à,ü\n`, 'latin1'))

const polis = (change: Readonly<Record<string, string | Uint8Array | null>>): Made => [
  'polis.zip',
  zip(
    Object.fromEntries(
      Object.entries({ ...polisSet(), ...change }).filter(
        (one): one is [string, string | Uint8Array] => one[1] !== null,
      ),
    ),
  ),
]
const names = ['comments.csv', 'votes.csv', 'participant-votes.csv'] as const
/** A cell of a row beneath the header, replaced. Tables of ours have no quoted cell but the last of comments. */
function cell(random: Random, name: (typeof names)[number], column: string, value: string): Made {
  const text = polisSet()[name] ?? ''
  const lines = text.split('\n')
  const head = (lines[0] ?? '').split(',')
  // The second record of comments begins in the middle of a text.
  const rows = name === 'comments.csv' ? [3, 4] : Array.from({ length: lines.length - 2 }, (_, n) => n + 1)
  const at = rows[random.below(rows.length)] ?? 1
  const cells = (lines[at] ?? '').split(',')
  cells[head.indexOf(column)] = value
  lines[at] = cells.join(',')
  return polis({ [name]: lines.join('\n') })
}
const odd = ['x', '1.5', '', '∞', '1e3', '-', '0x1', 'NaN', '９'] as const
const pick = (random: Random, all: readonly string[]): string => all[random.below(all.length)] ?? ''

const polisKinds: Kinds = {
  'a file is missing': (random) => polis({ [pick(random, Object.keys(polisSet()))]: null }),
  'a file is empty': (random) => polis({ [pick(random, names)]: pick(random, ['', ' ', '\n\n', '\ufeff']) }),
  'wrong encoding': (random) => {
    const name = pick(random, names)
    return polis({ [name]: (random.below(2) === 0 ? utf16 : latin1)(polisSet()[name] ?? '') })
  },
  'a column is missing': (random) => {
    const [name, column] = (
      [
        ['comments.csv', 'comment-id'],
        ['comments.csv', 'author-id'],
        ['comments.csv', 'moderated'],
        ['comments.csv', 'comment-body'],
        ['votes.csv', 'timestamp'],
        ['votes.csv', 'comment-id'],
        ['votes.csv', 'voter-id'],
        ['votes.csv', 'vote'],
        ['participant-votes.csv', 'participant'],
        ['participant-votes.csv', 'group-id'],
      ] as const
    )[random.below(10)] ?? ['votes.csv', 'vote']
    const text = polisSet()[name] ?? ''
    const [head = '', ...rest] = text.split('\n')
    const spoilt = head
      .split(',')
      .map((one) => (one === column ? `no-${one}` : one))
      .join(',')
    return polis({ [name]: [spoilt, ...rest].join('\n') })
  },
  'a column stands twice': (random) => {
    const name = pick(random, names)
    const [head = '', ...rest] = (polisSet()[name] ?? '').split('\n')
    const one = head.split(',')[0] ?? ''
    return polis({ [name]: [`${head},${one}`, ...rest.map((line) => (line === '' ? line : `${line},1`))].join('\n') })
  },
  'a row is short': (random) => {
    const name = pick(random, ['votes.csv', 'participant-votes.csv'])
    const lines = (polisSet()[name] ?? '').split('\n')
    const at = 1 + random.below(lines.length - 2)
    lines[at] = (lines[at] ?? '')
      .split(',')
      .slice(0, -1 - random.below(2))
      .join(',')
    return polis({ [name]: lines.join('\n') })
  },
  'a quote never closes': (random) => {
    const name = pick(random, names)
    return polis({ [name]: `${polisSet()[name] ?? ''}"${'x'.repeat(random.below(40))}` })
  },
  'a vote is none': (random) => cell(random, 'votes.csv', 'vote', pick(random, ['2', '-2', '11', 'agree', ...odd])),
  'a time is none': (random) =>
    cell(random, pick(random, names.slice(0, 2)) as 'votes.csv', 'timestamp', pick(random, odd)),
  'a statement is nowhere': (random) => cell(random, 'votes.csv', 'comment-id', String(90 + random.below(900))),
  'an id is none': (random) =>
    random.below(2) === 0
      ? cell(random, 'votes.csv', 'voter-id', pick(random, ['', ' ', 'a b', 'x'.repeat(50), 'é']))
      : cell(random, 'comments.csv', 'author-id', pick(random, ['', '<b>', '"'.repeat(2)])),
  'a cell of the matrix is no vote': (random) =>
    cell(random, 'participant-votes.csv', pick(random, ['0', '2', '5']), pick(random, ['2', 'x', '0.5', '9'])),
  'a group is none': (random) =>
    cell(random, 'participant-votes.csv', 'group-id', pick(random, ['100', 'AB', '-1', '<script>'])),
  'moderated is none': (random) => cell(random, 'comments.csv', 'moderated', pick(random, ['3', '-7', ...odd])),
  'somebody stands twice': () => {
    const text = polisSet()['participant-votes.csv'] ?? ''
    return polis({ 'participant-votes.csv': `${text}8,,1,1,3,1,1,1,-1,0\n` })
  },
  'a statement stands twice': () =>
    polis({ 'comments.csv': `${polisSet()['comments.csv'] ?? ''}1700000003,x,9,4,0,0,-1,,Again\n` }),
  'a statement has no text': () =>
    polis({ 'comments.csv': `${polisSet()['comments.csv'] ?? ''}1700000003,x,12,4,0,0,-1,, \n` }),
  'a statement is too long': (random) =>
    polis({
      'comments.csv': `${polisSet()['comments.csv'] ?? ''}1700000003,x,12,4,0,0,-1,,${'x'.repeat(10_001 + random.below(99))}\n`,
    }),
  'the matrix asks about what is nowhere': () =>
    polis({ 'participant-votes.csv': (polisSet()['participant-votes.csv'] ?? '').replace(',2,5\n', ',2,77\n') }),
  'figures are words': (random) =>
    cell(
      random,
      'participant-votes.csv',
      pick(random, ['n-votes', 'n-agree', 'n-comments']),
      pick(random, ['many', '-3', '1.5']),
    ),
  'groups of what is nowhere': () =>
    polis({
      'comment-groups.csv':
        'comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes\n88,Nothing,1,1,0,0\n',
    }),
  'groups without figures': (random) =>
    polis({
      'comment-groups.csv': `comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes\n0,x,1,${pick(random, ['x', '', '1.5'])},0,0\n`,
    }),
  'a summary of three cells': () => polis({ 'summary.csv': 'topic,Night buses,and more\n' }),
  'two of one file': () => polis({ 'b/comments.csv': polisSet()['comments.csv'] ?? '', 'old-comments.csv': 'x,y\n' }),
  'the zip is cut': (random) => {
    const [name, bytes] = polis({})
    return [name, (bytes as Uint8Array).subarray(0, 20 + random.below((bytes as Uint8Array).length - 80))]
  },
}

type Schema = { fields: Record<string, unknown>[]; missingValues?: unknown }
const schemaWith = (spoil: (schema: Schema) => void): Made => {
  const files = surveySet()
  const schema = JSON.parse(files['schema.json']) as Schema
  spoil(schema)
  return ['survey.zip', zip({ 'answers.csv': files['answers.csv'], 'schema.json': JSON.stringify(schema) })]
}
const answersWith = (text: string): Made => ['survey.zip', zip({ ...surveySet(), 'answers.csv': text })]
const oddJson = (random: Random): unknown => [{}, [], true, null, { a: 1 }, [[]], 1.5][random.below(7)]

const surveyKinds: Kinds = {
  'nothing in it': (random) => ['a.csv', pick(random, ['', ' \n', '\ufeff', 'id,mood\n'])],
  'wrong encoding': (random) => ['a.csv', (random.below(2) === 0 ? utf16 : latin1)('id,mood,c\n1,good,x\n')],
  'a row is short': (random) => {
    const lines = surveySet()['answers.csv'].split('\n')
    const at = [3, 4, 5, 6][random.below(4)] ?? 3
    lines[at] = (lines[at] ?? '')
      .split(',')
      .slice(0, -1 - random.below(3))
      .join(',')
    return answersWith(lines.join('\n'))
  },
  'a quote never closes': (random) => answersWith(`${surveySet()['answers.csv']}a9,"${'y'.repeat(random.below(30))}`),
  'somebody stands twice': (random) =>
    answersWith(surveySet()['answers.csv'].replace(/^a5/m, pick(random, ['a1', 'a2', 'a4']))),
  'a table that was pasted twice': (random) => {
    const [head = '', ...rows] = surveySet()['answers.csv'].trimEnd().split('\na')
    const again = rows.map((row) => `a${row}`).join('\n')
    return answersWith([head, again, ...(random.below(2) === 0 ? [head] : []), again, ''].join('\n'))
  },
  'before and after of nobody': (random) => {
    const [a, b] = [
      ['pre', 'post'],
      ['T1', 'T2'],
      ['avant', 'après'],
    ][random.below(3)] ?? ['', '']
    return ['a.csv', `mood,${pick(random, ['wave', 'x', 'when'])}\ngood,${a}\nbad,${b}\nbad,${a}\n`]
  },
  'twice at one of three times': (random) => [
    'a.csv',
    `pid,wave,mood\n${[1, 2, 3].map((n) => `p0,${n},x`).join('\n')}\np0,${1 + random.below(3)},y\n`,
  ],
  'two answers to one question': (random) => [
    'a.csv',
    `pid,question,answer\np0,q1,x\np0,q2,x\np1,q1,y\np0,q${1 + random.below(2)},z\n`,
  ],
  'a cell without end': (random) =>
    answersWith(surveySet()['answers.csv'].replace('null', 'x'.repeat(20_001 + random.below(9)))),
  'a project of another program': (random) => [
    pick(random, ['a.qdpx', 'project.zip']),
    zip({ 'Project.qde': '<Project xmlns="urn:QDA-XML:project:1.0"/>' }),
  ],
  'nobody stands there': () => answersWith(surveySet()['answers.csv'].replace(/^a5/m, '')),
  'an answer that no category is': (random) =>
    answersWith(
      surveySet()['answers.csv'].replace('a5,1.5,2,4,1,', `a5,1.5,2,4,${pick(random, ['3', 'yes', '01', '1.0'])},`),
    ),
  'a number that is none': (random) =>
    answersWith(
      surveySet()['answers.csv'].replace(
        'a5,1.5,2,4,',
        `a5,1.5,2,${pick(random, ['four', '4,5'.slice(0, 2) + 'x', '٤'])},`,
      ),
    ),
  'a number out of its range': (random) =>
    answersWith(surveySet()['answers.csv'].replace('a5,1.5,2,4,', `a5,1.5,2,${pick(random, ['11', '-2', '1e3'])},`)),
  'a codebook alone': (random) =>
    random.below(2) === 0
      ? ['schema.json', surveySet()['schema.json']]
      : ['labels.csv', 'variable,label\nQ1,A question\n'],
  'several tables': () => ['a.zip', zip({ 'a.csv': 'id,x\n1,2\n', 'b.csv': 'id,y\n1,2\n' })],
  'labels that stand twice': () => [
    'a.zip',
    zip({ 'a.csv': 'id,x\n1,2\n2,3\n', 'l.csv': 'variable,label\nx,One\nx,Two\n' }),
  ],
  'labels of nothing': () => ['a.zip', zip({ 'a.csv': 'id,x\n1,2\n2,3\n', 'l.csv': 'variable,label\n,One\n' })],
  'an office file': (random) => [
    'a.xlsx',
    zip({ '[Content_Types].xml': '<x/>', [`xl/${random.below(9)}.xml`]: '<x/>' }),
  ],
  'a bomb': () => ['bomb.zip', bomb()],
  'too many questions': (random) => {
    const n = 2_001 + random.below(50)
    const line = (of: (k: number) => string): string => Array.from({ length: n }, (_, k) => of(k)).join(',')
    return ['wide.csv', `${line((k) => `q${k}`)}\n${line(() => '1')}\n${line(() => '2')}\n`]
  },
}
let made: Uint8Array | null = null
const bomb = (): Uint8Array => (made ??= zipSync({ 'a.csv': [new Uint8Array(33 * 1024 * 1024), { level: 1 }] }))

const schemaKinds: Kinds = {
  'cut JSON': (random) => {
    const files = surveySet()
    const text = files['schema.json']
    return [
      'survey.zip',
      zip({ 'answers.csv': files['answers.csv'], 'schema.json': text.slice(0, 1 + random.below(text.length - 2)) }),
    ]
  },
  'no fields': (random) =>
    schemaWith((schema) => Object.assign(schema, { fields: ['x', 3, { a: 1 }, true][random.below(4)] })),
  'a field without a name': (random) =>
    schemaWith(
      ({ fields }) => void Object.assign(fields[random.below(fields.length)] ?? {}, { name: oddJson(random) }),
    ),
  'a name that stands twice': (random) =>
    schemaWith(({ fields }) => void fields.push({ ...fields[random.below(fields.length)] })),
  'a role that is none': (random) =>
    schemaWith(({ fields }) => void Object.assign(fields[0] ?? {}, { role: pick(random, ['king', '', 'Answer']) })),
  'a wave that is none': (random) =>
    schemaWith(({ fields }) => void Object.assign(fields[0] ?? {}, { wave: pick(random, ['during', '1', 'Before']) })),
  'missing values of no kind': (random) =>
    schemaWith(({ fields }) =>
      Object.assign(fields[0] ?? {}, {
        missingValues: [{ a: 1 }, 'x', 7, [{ label: 'x' }], [{ value: {} }]][random.below(5)],
      }),
    ),
  'a reason that is none': () =>
    schemaWith(({ fields }) => Object.assign(fields[0] ?? {}, { missingValues: [{ value: '77', why: 'tired' }] })),
  'categories of no kind': (random) =>
    schemaWith(({ fields }) =>
      Object.assign(fields[2] ?? {}, { categories: ['x', 3, [{}], [[]], [null], { a: 1 }][random.below(6)] }),
    ),
  'a category that stands twice': () =>
    schemaWith(({ fields }) => Object.assign(fields[2] ?? {}, { categories: ['1', '2', '1'] })),
  'bounds that are words': (random) =>
    schemaWith(({ fields }) =>
      Object.assign(fields[0] ?? {}, { constraints: { minimum: pick(random, ['0', 'low']) } }),
    ),
  'labels of no language': (random) =>
    schemaWith(({ fields }) =>
      Object.assign(fields[0] ?? {}, { labels: [['x'], 'x', { en: 3 }, { en: {} }][random.below(4)] }),
    ),
  'categories that leave answers out': () =>
    schemaWith(({ fields }) => Object.assign(fields[2] ?? {}, { categories: ['7', '8'] })),
  'a package without a schema': (random) => [
    'survey.zip',
    zip({
      'answers.csv': surveySet()['answers.csv'],
      'datapackage.json': JSON.stringify({ resources: [[], [{}], [{ path: 'answers.csv' }], 'x'][random.below(4)] }),
    }),
  ],
}

const ddi = `<?xml version="1.0" encoding="UTF-8"?>
<codeBook xmlns="ddi:codebook:2_5" version="2.5">
<stdyDscr><citation><titlStmt><titl xml:lang="en">Nights</titl></titlStmt></citation></stdyDscr>
<dataDscr>
<varGrp type="repetition" name="Q" var="V1 V2"/>
<var ID="V1" name="Q1"><labl>First</labl><valrng><range UNITS="INT" min="0" max="10"/></valrng><varFormat type="numeric"/></var>
<var ID="V2" name="T2Q1"><labl>Second</labl><catgry missing="Y"><catValu>-8</catValu><labl>skipped</labl></catgry><varFormat type="numeric"/></var>
<var ID="V3" name="Q2"><labl>Ride</labl><catgry><catValu>1</catValu><labl>Yes</labl></catgry><catgry><catValu>2</catValu></catgry></var>
</dataDscr>
</codeBook>
`
const table = 'id,Q1,T2Q1,Q2\na,1,-8,1\nb,2,3,2\n'
const ddiWith = (text: string | Uint8Array): Made => ['ddi.zip', zip({ 'answers.csv': table, 'ddi.xml': text })]
const ddiKinds: Kinds = {
  'cut XML': (random) => ddiWith(ddi.slice(0, 60 + random.below(ddi.length - 75))),
  'wrong encoding': (random) => ddiWith((random.below(2) === 0 ? utf16 : latin1)(ddi)),
  'another root': (random) =>
    ddiWith(`<${pick(random, ['html', 'codebook', 'arggraph', 'x'])}><a/></${'x'}>`.replace(/<\/x>$/, '')),
  'another root, whole': (random) => {
    const root = pick(random, ['html', 'codebook', 'arggraph', 'x'])
    return ddiWith(`<${root}><dataDscr/></${root}>`)
  },
  entities: (random) =>
    ddiWith(`<!DOCTYPE codeBook [<!ENTITY a "${'x'.repeat(1 + random.below(9))}">]>${ddi.replace('First', '&a;')}`),
  'no variables': () => ddiWith(ddi.replace(/<varGrp[^>]*\/>|<var [\s\S]*<\/var>/g, '')),
  'a variable without a name': (random) => ddiWith(ddi.replace(pick(random, [' name="Q1"', ' name="Q2"']), '')),
  'a variable that stands twice': (random) =>
    ddiWith(ddi.replace('name="T2Q1"', pick(random, ['name="Q1"', 'name="Q2"']))),
  'a group of what is nowhere': (random) => ddiWith(ddi.replace('V1 V2', pick(random, ['V1 V9', 'Q1', 'V1,V2']))),
  'a category without a value': () => ddiWith(ddi.replace('<catValu>2</catValu>', '<labl>No</labl>')),
  'a category that stands twice': () => ddiWith(ddi.replace('<catValu>2</catValu>', '<catValu>1</catValu>')),
  'a bound that is none': (random) => ddiWith(ddi.replace('min="0"', `min="${pick(random, ['low', '1,5', '-'])}"`)),
  'answers beyond the range': (random) => ddiWith(ddi.replace('max="10"', `max="${random.below(2)}"`)),
  'answers of no category': (random) =>
    ddiWith(ddi.replace('<catValu>1</catValu>', `<catValu>${7 + random.below(3)}</catValu>`)),
  'nested too deep': (random) => {
    const deep = 210 + random.below(500)
    return ddiWith(`<codeBook>${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}</codeBook>`)
  },
}

export const badVoices = { polis: polisKinds, survey: surveyKinds, schema: schemaKinds, ddi: ddiKinds } as const
export type BadOf = keyof typeof badVoices

export function badVoicesFile(of: BadOf, seed: number): BadVoices {
  const random = seeded(seed)
  const kinds = Object.entries(badVoices[of])
  // Each kind in turn: none is left out of a small number.
  const [kind, make] = kinds[seed % kinds.length] ?? ['', (): Made => ['', '']]
  const [name, content] = make(random)
  return { kind, name, bytes: typeof content === 'string' ? strToU8(content) : content }
}
