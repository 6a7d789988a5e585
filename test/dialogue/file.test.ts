/** A dialogue's file: what is right is read and founded, what is wrong is named by place and reason, and nothing is guessed. */
import { readFileSync } from 'node:fs'
import { draftOf } from '@tablee/shared/dialogue/file'
import { BadFile, type FaultCode } from '@tablee/shared/file'
import { lookThrough, readDialogue } from '@tablee/shared/formats/dialogue'
import { sayFault, sayPlace } from '@tablee/shared/formats/said/said'
import { languages } from '@tablee/shared/i18n/index'
import { expect, it } from 'vitest'
import { seededBytes } from '../support/server.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = read('docs/dialogue-file.md')
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
const example = examples[0] ?? ''
const demo = read('server/src/demo/dialogue.json')

function faultOf(text: string): BadFile {
  try {
    readDialogue(text)
  } catch (cause) {
    if (cause instanceof BadFile) return cause
    throw cause
  }
  throw new Error('it was read')
}

function faultsOf(text: string): readonly BadFile[] {
  const looked = lookThrough(text)
  if ('file' in looked) throw new Error('it was read')
  return looked.faults
}

/** Something else in one place of a file; `undefined` takes it away. */
function put(file: unknown, path: string, value: unknown): void {
  const parts = path.split(/\.|\[|\]\.?/).filter((part) => part !== '')
  const last = parts.pop() ?? ''
  let at: unknown = file
  for (const part of parts) at = Reflect.get(at as object, part)
  if (value === undefined) Reflect.deleteProperty(at as object, last)
  else Reflect.set(at as object, last, value)
}

/** The example with something else in one place; `undefined` takes it away. */
function spoilt(path: string, value: unknown): string {
  const file: unknown = JSON.parse(example)
  put(file, path, value)
  const text = JSON.stringify(file)
  expect(text, `${path} is what it was`).not.toBe(JSON.stringify(JSON.parse(example)))
  return text
}

const steps = 'sessions[0].steps'
const asked = `${steps}[1].task`
const vote = `${steps}[4].task`
const both = { en: 'One', fr: 'Un' }
const option = (id: string) => ({ id, text: both })
const first: unknown = Reflect.get(JSON.parse(example).sessions[0], 'steps')[1]

/** Where it is spoilt, with what, and what is said: the reason, and the place where that differs. */
const wrong: readonly (readonly [path: string, value: unknown, code: FaultCode, place?: string])[] = [
  ['format', 'tablee-dialogue/2', 'not-one-of'],
  ['format', undefined, 'missing-field'],
  ['id', 'Our Square', 'bad-id'],
  ['id', 'x'.repeat(51), 'bad-id'],
  ['id', 7, 'wrong-type'],
  ['title', '  ', 'no-text'],
  ['title', 'x'.repeat(201), 'text-too-long'],
  ['title', { en: 'Our square' }, 'wrong-type'],
  ['subtitle', 'x', 'unknown-field'],
  ['languages', [], 'list-length'],
  ['languages', ['en', 'fr', 'en'], 'id-twice', 'languages[2]'],
  ['languages', ['en', 'Français'], 'unknown-value', 'languages[1]'],
  ['languages', ['en', 'fr', 'de'], 'languages-missing', 'consent.intro'],
  ['window', undefined, 'missing-field'],
  ['window.opens', '2026-03-14', 'wrong-type'],
  ['window.opens', '2026-02-30T08:00+01:00', 'wrong-type'],
  ['window.opens', '2026-03-14T08:00', 'wrong-type'],
  ['window.closes', '2026-03-14T07:00+01:00', 'window-order'],
  ['window.days', 3, 'unknown-field', 'window.opens'],
  ['window', { days: 0 }, 'out-of-range', 'window.days'],
  ['window', { days: 1.5 }, 'wrong-type', 'window.days'],
  ['observation', true, 'wrong-type'],
  ['observation.delay', 16, 'out-of-range'],
  ['observation.delay', 0.5, 'wrong-type'],
  ['observation.words', 'yes', 'wrong-type'],
  ['observation.showWords', true, 'unknown-field'],
  ['observation.notes', true, 'above-ceiling'],
  ['observation.delay', 1, 'above-ceiling'],
  ['observation.ceiling.hidden', true, 'unknown-field'],
  ['sites[0].observation.ceiling.notes', true, 'above-ceiling'],
  ['sites[0].observation.words', true, 'above-ceiling'],
  ['sites', [], 'list-length'],
  ['sites[1]', { id: 'hall', name: 'Another', country: 'BE', lang: 'fr' }, 'id-twice', 'sites[1].id'],
  ['sites[0].country', 'be', 'bad-country'],
  ['sites[0].country', 'Belgium', 'bad-country'],
  ['sites[0].lang', 'de', 'not-one-of'],
  ['sites[0].address', 'x', 'unknown-field'],
  ['sites[0].zone', 'Europe/Brussel', 'no-zone'],
  ['sites[0].zone', '+01:00', 'no-zone'],
  ['sites[0].zone', 'Europe/Paris\u0000', 'no-zone'],
  ['sites[0].zone', ' Europe/Paris', 'no-zone'],
  ['sites[0].zone', 1, 'wrong-type'],
  ['sessions[0].begins', '9:30', 'no-hour'],
  ['sessions[0].begins', '24:00', 'no-hour'],
  ['sessions[0].begins', '09:30 ', 'no-hour'],
  ['sessions[0].begins', '\u200b09:30', 'no-hour'],
  ['sessions[0].begins', 930, 'wrong-type'],
  ['rotation', [], 'list-length'],
  ['rotation', [{ session: 3, table: 2, seats: ['T1-01'] }], 'out-of-range', 'rotation[0].session'],
  ['rotation', [{ session: 1, table: 9, seats: ['T1-01'] }], 'no-such-id', 'rotation[0].table'],
  ['rotation', [{ session: 1, table: 2, seats: ['T1-09'] }], 'no-such-id', 'rotation[0].seats[0]'],
  ['rotation', [{ session: 1, table: 2, seats: ['1'] }], 'unknown-value', 'rotation[0].seats[0]'],
  ['rotation', [{ session: 1, table: 2, seats: ['T1-01', 'T1-01'] }], 'id-twice', 'rotation[0].seats[1]'],
  ['rotation', [{ session: 1, table: 1, seats: ['T2-01'] }], 'table-full', 'rotation[0].table'],
  ['rotation', [{ session: 1, table: 1, seats: ['T2-01'], why: 'x' }], 'unknown-field', 'rotation[0].why'],
  ['tables[1].number', 1, 'id-twice'],
  ['tables[0].number', 0, 'out-of-range'],
  ['tables[0].seats', 21, 'out-of-range'],
  ['tables[0].seats', '6', 'wrong-type'],
  ['tables[0].site', 'barn', 'no-such-id'],
  ['tables[0].lang', 'nl', 'not-one-of'],
  ['tables[0].citizensEdit', 'no', 'wrong-type'],
  ['consent', undefined, 'task-no-consent', asked],
  ['consent', null, 'wrong-type'],
  ['consent.version', '', 'no-text'],
  ['consent.quoted', undefined, 'missing-field'],
  ['consent.observed.fr', undefined, 'languages-missing', 'consent.observed'],
  ['consent.observed.fr', '\u200B ', 'no-text'],
  ['consent.taking.de', 'Ich mache mit.', 'unknown-field'],
  ['consent.refusalHides', 'nothing', 'not-one-of'],
  ['consent.refusalHides', undefined, 'missing-field'],
  ['groundRules', 'Be kind', 'wrong-type'],
  ['groundRules', { en: 'Be kind' }, 'languages-missing'],
  ['sessions', [], 'list-length'],
  ['sessions[0].number', 1, 'unknown-field'],
  ['sessions[0].title', 'The square', 'wrong-type'],
  ['sessions[0].question.fr', '', 'languages-missing', 'sessions[0].question'],
  ['sessions[0].questions[0].table', 9, 'no-such-id'],
  ['sessions[0].questions[0].site', 'hall', 'unknown-field', 'sessions[0].questions[0].table'],
  ['sessions[0].questions[0].table', undefined, 'missing-field', 'sessions[0].questions[0].site'],
  ['sessions[0].questions[1]', { table: 2, question: both }, 'id-twice', 'sessions[0].questions[1].table'],
  [steps, [], 'list-length'],
  [`${steps}[0].kind`, 'coffee', 'not-one-of'],
  [`${steps}[0].minutes`, 0, 'out-of-range'],
  [`${steps}[0].minutes`, 2.5, 'wrong-type'],
  [`${steps}[0].title`, undefined, 'missing-field'],
  [`${steps}[0].opens`, 'room', 'unknown-field'],
  [`${steps}[1].opens`, 'me', 'not-one-of'],
  [`${steps}[4].opens`, 'room', 'opens-entries'],
  [`${steps}[1].id`, undefined, 'missing-field'],
  [`${steps}[2].id`, 'before', 'id-twice'],
  [`${steps}[1].kind`, 'ballot', 'task-kind', `${asked}.kind`],
  [`${steps}[3].task`, { kind: 'write', signature: 'anonymous', prompt: both }, 'task-kind', `${steps}[3].task.kind`],
  [`${steps}[2].task.signature`, 'named', 'not-one-of'],
  [`${steps}[2].task.signature`, undefined, 'missing-field'],
  [`${steps}[2].task.items`, [], 'unknown-field'],
  [`${asked}.wave`, 'during', 'not-one-of'],
  [`${asked}.wave`, 'after', 'wave-alone'],
  [`${asked}.questionnaire`, undefined, 'missing-field'],
  [`${vote}.wave`, 'before', 'unknown-field'],
  [`${asked}.items`, [], 'list-length'],
  [`${asked}.items[0].id`, 'like.it', 'bad-id'],
  [`${asked}.items[0].id`, 'constructor', 'bad-id'],
  [`${asked}.items[1].id`, 'like', 'id-twice'],
  [`${asked}.items[0].type`, 'slider', 'not-one-of'],
  [`${asked}.items[0].unit`, undefined, 'missing-field'],
  [`${asked}.items[0].base`, 'some', 'not-one-of'],
  [`${asked}.items[0].options`, [option('a'), option('b')], 'unknown-field'],
  [`${asked}.items[0].max`, 0, 'ends-order', `${asked}.items[0].min`],
  [`${asked}.items[0].min`, 50, 'ends-order'],
  [`${asked}.items[0].min`, -101, 'out-of-range'],
  [`${asked}.items[0].max`, 101, 'out-of-range'],
  [`${asked}.items[0].low`, undefined, 'missing-field'],
  [`${asked}.items[0].unit`, 'answers', 'unit-of-type'],
  [`${asked}.items[0].unit`, 'tables', 'only-in-ballot'],
  [`${asked}.items[1].options`, [option('a')], 'list-length'],
  [`${asked}.items[1].options`, [option('a'), option('a')], 'id-twice', `${asked}.items[1].options[1].id`],
  [`${asked}.items[1].options[0].text.en`, undefined, 'languages-missing', `${asked}.items[1].options[0].text`],
  [`${asked}.items[2].showIf.item`, 'minutes', 'skip-later'],
  [`${asked}.items[2].showIf.item`, 'why-not', 'skip-later'],
  [`${asked}.items[2].showIf.is`, ['sometimes'], 'no-such-id', `${asked}.items[2].showIf.is[0]`],
  [`${asked}.items[2].showIf.is`, [], 'list-length'],
  [`${asked}.items[2].showIf.is`, ['never', 'never'], 'id-twice', `${asked}.items[2].showIf.is[1]`],
  [`${asked}.items[0].meaning`, 0, 'out-of-range'],
  [`${asked}.items[2].showIf`, { item: 'like', is: ['11'] }, 'unknown-value', `${asked}.items[2].showIf.is[0]`],
  [`${asked}.items[3].showIf`, { item: 'why-not', is: ['x'] }, 'skip-type', `${asked}.items[3].showIf.is[0]`],
  [`${asked}.items[3].max`, -1, 'ends-order', `${asked}.items[3].min`],
  [
    `${asked}.items[3]`,
    { id: 'm', type: 'agree', text: both, unit: 'people', base: 'all', on: 'nodes' },
    'only-in-ballot',
    `${asked}.items[3].on`,
  ],
  [`${vote}.items[0].on`, 'map', 'not-one-of'],
  [`${vote}.items[0].unit`, 'tables', 'only-in-ballot', `${vote}.items[0].on`],
  [`${vote}.items[2].most`, 4, 'out-of-range'],
  [`${vote}.items[3].unit`, 'answers', 'unit-of-type'],
  [`${vote}.items[4].unit`, 'tables', 'unit-of-type'],
  [`${vote}.items[4].y.high`, undefined, 'missing-field'],
  [`${vote}.items[5].showIf`, { item: 'cars', is: ['agree'] }, 'skip-tables', `${vote}.items[5].showIf.item`],
  [`${steps}[5]`, first, 'id-twice', `${steps}[5].id`],
  [`${steps}[5]`, again('before', []), 'id-twice', `${steps}[5].task.wave`],
  [`${steps}[5]`, again('after', [{ id: 'new', type: 'text' }]), 'wave-nothing', `${steps}[5].task.items`],
  [`${steps}[5]`, again('after', [{ id: 'like', type: 'text' }]), 'wave-differs', `${steps}[5].task.items[0]`],
]
function again(wave: string, items: readonly { readonly id: string; readonly type: string }[]): unknown {
  const given = items.length === 0 ? [{ id: 'new', type: 'text' }] : items
  return {
    kind: 'questionnaire',
    minutes: 1,
    title: both,
    id: 'again',
    task: {
      kind: 'questionnaire',
      questionnaire: 'square',
      wave,
      items: given.map((item) => ({ ...item, text: both, unit: 'people', base: 'valid' })),
    },
  }
}

it('[DFL1] every example of the format’s page is read, and so is the demo’s own file', () => {
  expect(examples.length).toBeGreaterThan(0)
  for (const one of examples) expect(readDialogue(one).sessions.length).toBeGreaterThan(0)
  const kinds = [example, demo].map((text) => {
    const tasks = readDialogue(text).sessions.flatMap((session) => session.steps.flatMap((step) => step.task ?? []))
    const items = tasks.flatMap((task) => (task.kind === 'write' ? [] : task.items))
    return [new Set(tasks.map((task) => task.kind)).size, new Set(items.map((item) => item.type)).size]
  })
  // Nobody has to look elsewhere for how a type is written.
  expect(kinds).toEqual([
    [3, 8],
    [3, 8],
  ])
})

it('[TURN5] [OBSV5] a file says which steps the room opens, and what whoever watches agrees to', () => {
  const file = readDialogue(spoilt('groundRules', both))
  expect(file.groundRules).toEqual(both)
  const opened = readDialogue(spoilt(`${steps}[1].opens`, 'room'))
  expect(opened.sessions[0]?.steps.map((step) => step.opens)).toEqual([undefined, 'room', ...Array(3).fill(undefined)])
  expect(readDialogue(spoilt(`${steps}[1].opens`, 'tables')).sessions[0]?.steps[1]?.opens).toBeUndefined()
  const draft = draftOf(file, { now: 0, random: seededBytes('rules') })
  expect(draft.groundRules).toEqual(both)
  expect(readDialogue(example).groundRules).toBeNull()
})

it('[DFL2] each of many spoilt files is refused at its place and for its own reason', () => {
  for (const [path, value, code, place = path] of wrong) {
    const bad = faultOf(spoilt(path, value))
    expect([path, bad.fault.code, bad.at.place], JSON.stringify(value)).toEqual([path, code, place])
  }
  expect(wrong.length).toBeGreaterThan(90)
  console.log(`dialogue file: ${wrong.length} spoilt files, ${new Set(wrong.map(([, , code]) => code)).size} reasons`)
})

it('[DFL12] of two ends the wrong way round both are told, at the first', () => {
  const bad = faultOf(spoilt(`${asked}.items[0].min`, 50))
  expect(bad.fault).toEqual({ code: 'ends-order', values: { min: 50, max: 10 } })
  expect(sayFault('en', bad.fault)).toBe('“min” is 50 and “max” is 10: “min” has to be the smaller one')
})

it('[DFL11] all mistakes of a file are told at once, each at its place, and none that only follows from another', () => {
  for (const [path, value, code, place = path] of wrong) {
    // What one mistake makes wrong in many places (a language that no text has) is told of each; nothing else is.
    const told = faultsOf(spoilt(path, value))
    expect([...new Set(told.map(({ fault }) => fault.code))], `${path} ${JSON.stringify(value)}`).toEqual([code])
    expect(told[0]?.at.place, path).toBe(place)
  }
  const several = [
    ['title', ' ', 'no-text'],
    ['window.closes', 'tomorrow', 'wrong-type'],
    ['sites[0].country', 'Belgium', 'bad-country'],
    ['tables[1].seats', 99, 'out-of-range'],
    ['consent.quoted.fr', undefined, 'languages-missing', 'consent.quoted'],
    [`${steps}[0].kind`, 'walk', 'not-one-of'],
    [`${asked}.items[0].type`, 'guess', 'not-one-of'],
    [`${vote}.items[0].base`, undefined, 'missing-field'],
  ] as const
  const file: unknown = JSON.parse(example)
  for (const [path, value] of several) put(file, path, value)
  expect(faultsOf(JSON.stringify(file)).map(({ fault, at }) => [at.place, fault.code])).toEqual(
    several.map(([path, , code, place = path]) => [place, code]).toSorted(([a = ''], [b = '']) => rank(a) - rank(b)),
  )
  const twice = faultsOf(
    example.replace('"title": "Our square",', '"title": "Our square", "title": "Again",').replace('"BE"', '"be"'),
  )
  expect(twice.map(({ fault }) => fault.code)).toEqual(['field-twice', 'bad-country'])
})

it('[DFL16] a misspelt field is one mistake, at its name, with the name that was meant', () => {
  for (const [name, misspelt, place] of [
    ['format', 'fromat', ''],
    ['window', 'windows', ''],
    ['days', 'dayz', 'window'],
    ['consent', 'consnet', ''],
    ['country', 'contry', 'sites[0]'],
    ['id', 'Id', 'sites[0]'],
    ['delay', 'dealy', 'observation'],
    ['number', 'numbr', 'tables[0]'],
    ['fr', 'FR', 'consent.intro'],
    ['table', 'tabel', 'sessions[0].questions[0]'],
    ['kind', 'kinds', `${steps}[1]`],
    ['task', 'taks', `${steps}[1]`],
    ['opens', 'open', `${steps}[1]`],
    ['type', 'tpye', `${asked}.items[0]`],
    ['unit', 'units', `${asked}.items[0]`],
    ['options', 'option', `${asked}.items[1]`],
  ] as const) {
    const file: unknown = JSON.parse(example)
    if (name === 'days') put(file, 'window', { days: 3 })
    if (name === 'opens') put(file, `${steps}[1].opens`, 'room')
    let at = file
    for (const part of place.split(/\.|\[|\]\.?/).filter((one) => one !== '')) at = Reflect.get(at as object, part)
    const renamed = Object.entries(at as object).map(([key, value]) => [key === name ? misspelt : key, value])
    const within = place === '' ? misspelt : `${place}.${misspelt}`
    if (place === '') at = Object.fromEntries(renamed)
    else put(file, place, Object.fromEntries(renamed))
    expect(
      faultsOf(JSON.stringify(place === '' ? at : file)).map((bad) => [bad.fault, bad.at.place]),
      within,
    ).toEqual([[{ code: 'field-meant', values: { field: misspelt, meant: name } }, within]])
  }
  // What nobody meant is unknown, and what is missing besides is missing.
  const two = faultsOf(example.replace('"country"', '"land"')).map(({ fault }) => fault.code)
  expect(two).toEqual(['unknown-field', 'missing-field'])
  for (const lang of languages) {
    expect(sayFault(lang, { code: 'field-meant', values: { field: 'contry', meant: 'country' } })).toMatch(
      /contry.*country/,
    )
    expect(sayPlace(lang, 'sessions[0].steps[1].task.items[0].options[2].text.en')?.split(' › ').length).toBe(6)
  }
  expect([sayPlace('en', 'sites[0].contry'), sayPlace('de', 'sites[1].country'), sayPlace('en', 'nowhere')]).toEqual([
    'city 1',
    'Stadt 2 › Land',
    null,
  ])
})

it('[DFL15] a file of mistakes alone is told a list that is read, how many more there are, and holds nobody up', () => {
  const among = (names: readonly string[], between: string): string =>
    example.replace(
      '"title": "Our square",',
      `"title": "Our square",${names.map((name) => `${between}"${name}": 1,`).join('')}`,
    )
  for (const [between, size] of [
    ['', 70_000],
    ['\n', 1_000],
  ] as const) {
    const many = Array.from({ length: size }, (_, index) => `k${index}`)
    const { user: before } = process.cpuUsage()
    const twice = faultsOf(among([...many.slice(0, 5), ...many.map((_, index) => `k${index % 5}`)], between))
    const unknown = faultsOf(among(many, between))
    // The processor's time, whoever else is at it: quadratic it is more than ten seconds.
    expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(4)
    const more = (n: number) => ({ code: 'more-faults', values: { n } })
    expect([twice.length, twice[0]?.fault.code, twice.at(-1)?.fault]).toEqual([201, 'field-twice', more(size - 195)])
    expect([unknown.length, unknown[0]?.fault.code, unknown.at(-1)?.fault]).toEqual([
      201,
      'unknown-field',
      more(size - 200),
    ])
    // Each on its own line, and what says that there are more stands where they begin.
    const column = '  "title": "Our square",'.length + 1 + 5 * 8
    expect([0, 1, 200].map((n) => twice[n]?.at)).toEqual(
      [0, 1, 200].map((n) => (between === '' ? { line: 4, column: column + n * 8 } : { line: 10 + n, column: 1 })),
    )
  }
  for (const lang of languages) expect(sayFault(lang, { code: 'more-faults', values: { n: 3 } })).not.toMatch(/\{\w|^$/)
})

/** In the order in which the reader comes by. */
const order = ['title', 'sites', 'tables', 'consent', 'sessions', 'window']
const rank = (place: string): number => order.findIndex((name) => place.startsWith(name))

it('[DFL3] what is no JSON, stands twice or is too much is refused too', () => {
  expect(faultOf('').fault.code).toBe('empty')
  const cut = faultOf(example.slice(0, 200))
  expect([cut.fault.code, typeof cut.at.line]).toEqual(['json-broken', 'number'])
  const twice = faultOf(example.replace('"title": "Our square",', '"title": "Our square",\n  "title": "Another",'))
  expect([twice.fault, twice.at]).toEqual([
    { code: 'field-twice', values: { field: 'title' } },
    { line: 5, column: 3 },
  ])
  // A brace, a quote or a colon inside a text is part of the text.
  expect(readDialogue(example.replace('"Our square"', '"{\\"id\\": [\\"id\\": 1"')).title).toBe('{"id": ["id": 1')
  expect(faultOf('[]').fault.code).toBe('wrong-type')
  expect(faultOf('null').fault.code).toBe('wrong-type')
  expect(faultOf(`${'['.repeat(200_000)}`).fault.code).toMatch(/too-deep|json-broken/)
  const many = JSON.parse(example)
  many.tables = Array.from({ length: 300 }, (_, index) => ({ ...many.tables[0], number: index + 1 }))
  many.sessions[0].questions = []
  const plain = { ...many.sessions[0], steps: [many.sessions[0].steps[0]] }
  many.sessions = [plain, plain, plain, plain]
  expect(faultOf(JSON.stringify(many)).fault).toEqual({ code: 'too-many-boards', values: { n: 1200, limit: 1000 } })
  const proto = faultOf(example.replace('"title": "Our square",', '"title": "Our square", "__proto__": {},'))
  expect(proto.fault).toEqual({ code: 'unknown-field', values: { field: '__proto__' } })
})

it('[DFL4] what is missing is listed, and every reason is a sentence in five languages', () => {
  const bad = faultOf(spoilt('languages', ['en', 'fr', 'de', 'es', 'ar']))
  expect(bad.fault).toEqual({ code: 'languages-missing', values: { langs: 'de, es, ar' } })
  for (const lang of languages) {
    const said = new Set<string>()
    for (const [path, value] of wrong) {
      const sentence = sayFault(lang, faultOf(spoilt(path, value)).fault)
      expect(sentence, `${lang} ${path}`).not.toMatch(/\{\w/)
      said.add(sentence)
    }
    expect(said.size).toBeGreaterThan(50)
  }
})

it('[CLK8] a file may say each site’s zone and when each session is planned to begin; without them a draft has neither', () => {
  const draft = draftOf(readDialogue(example), { now: 0, random: seededBytes('zones') })
  expect([draft.sites[0]?.zone, draft.sessions[0]?.begins]).toEqual(['Europe/Brussels', '09:30'])
  const file: unknown = JSON.parse(example)
  put(file, 'sites[0].zone', undefined)
  put(file, 'sessions[0].begins', undefined)
  const bare = draftOf(readDialogue(JSON.stringify(file)), { now: 0, random: seededBytes('zones') })
  expect([Object.keys(bare.sites[0] ?? {}), Object.keys(bare.sessions[0] ?? {})]).toEqual([
    ['id', 'name', 'country', 'lang'],
    ['number', 'title', 'question', 'steps'],
  ])
})

it('[DFL5] a draft is what the file says: boards by table and session, each with its own question in its language', () => {
  const draft = draftOf(readDialogue(example), { now: 1_000, random: seededBytes('draft') })
  expect(draft).toMatchObject({
    id: 'our-square',
    lang: 'en',
    langs: ['en', 'fr'],
    opensAt: Date.UTC(2026, 2, 14, 7),
    closesAt: Date.UTC(2026, 2, 14, 18),
    session: 1,
    startedAt: null,
    consent: { version: '2026-1', refusalHides: 'words' },
  })
  expect(draft.boards.map(({ id, session, question, lang }) => [id, session, question, lang])).toEqual([
    ['our-square-t1-s1', 1, 'À quoi doit servir la place ?', 'fr'],
    ['our-square-t2-s1', 1, 'What should children find there?', 'en'],
  ])
  const written: unknown = JSON.parse(example)
  expect(draft.sessions[0]?.steps).toEqual(Reflect.get(Reflect.get(written as object, 'sessions')[0], 'steps'))
  // Its site shows nobody's words, and has said nothing of the rest.
  const rule = { consent: true, delayMinutes: 2, showNotes: false, showCanvas: false }
  expect(draft.tables.map(({ observation }) => observation)).toEqual(
    [1, 2].map(() => ({
      start: { ...rule, showWords: false },
      ceiling: { ...rule, showWords: false, showCanvas: true },
    })),
  )
  const trial = draftOf(readDialogue(spoilt('window', { days: 2 })), { now: 1_000, random: seededBytes('draft') })
  expect([trial.opensAt, trial.closesAt]).toEqual([1_000, 1_000 + 2 * 24 * 3_600_000])
})

it('[FIG8] the file says where an item of the same id means something else; where it says nothing it is the first meaning', () => {
  const itemsIn = (text: string) => {
    const task = readDialogue(text).sessions[0]?.steps[1]?.task
    return task?.kind === 'questionnaire' ? task.items : []
  }
  expect(itemsIn(spoilt(`${asked}.items[0].meaning`, 2)).map(({ meaning }) => meaning)[0]).toBe(2)
  expect(itemsIn(spoilt(`${asked}.items[0].meaning`, 1))).toEqual(itemsIn(example))
})
