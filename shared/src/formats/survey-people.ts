/**
 * Who a row of answers is. A table may have a row per person, or a row per person and time (before, after, and between): then
 * these rows are one person, and are joined. What would count somebody twice is refused with what to do; nothing is guessed from a
 * repeated id alone.
 */
import { BadFile, type Leaving } from '../file.ts'
import { mostWaves, waveName, type WaveName } from '../voices/imported.ts'
import type { CsvRow } from './csv-read.ts'

/** Columns that say who, by the names that survey programs and people give them. */
const calledId =
  /^((resp(ondent|onse)?|participant|person|case|subject|user|member|panell?ist|record|interview|answer|teilnehmer(in)?|befragten?|personen|fall|répondant|repondant|personne|encuestado|participante|persona|entrevista)[ _.-]?(id|key|uuid|code)|(resp(ondent)?|participant|case|record|teilnehmer(in)?|befragten?|fall|répondant|encuestado|participante)[ _.-]?(no|nr|num|number|nummer|numéro|numero|n°)|(id|code|n°|nr|no)[ _.-]?(resp(ondent|onse)?|participante?|répondant|encuestado|teilnehmer(in)?|de réponse|du répondant|del encuestado)|participant|pid|uid|id|uuid|guid|pair|رقم المشارك|معرف المشارك|المعرف)$/i
/** A column that is called as if it named people. */
export const looksLikeId = (name: string): boolean => calledId.test(name.trim())
/** Names that say who only where nobody stands twice in the column at one time. */
const maybeId =
  /^(code|token|key|respondent|person|panell?ist|pseudonym|e-?mail|kennung|teilnehmer(in)?|répondant|courriel|encuestado|participante|رمز|الرمز)$/i

/** A column of such a name says when a row was asked; of the others the name alone says little. */
const calledWave =
  /^(wave|survey[ _-]?wave|pre[ _/-]?post|before[ _/-]?after|welle|messzeitpunkt|vorher[ _/-]?nachher|vague|avant[ _/-]?après|ola|antes[ _/-]?después|موجة|الموجة)$/i
const maybeWave =
  /^(t|time|time[ _-]?point|round|phase|occasion|measurement|when|zeitpunkt|runde|moment|temps|période|periode|momento|tiempo|ronda|مرحلة|المرحلة)$/i
/** A column that is called as if it said when. */
export const looksLikeWave = (name: string): boolean => calledWave.test(name.trim()) || maybeWave.test(name.trim())
const before = /^(pre|pre-?test|before|baseline|avant|vorher|antes|قبل)([ _-](survey|test|deliberation))?$/
const after =
  /^(post|post-?test|after|endline|follow-?up|après|apres|nachher|danach|después|despues|بعد)([ _-](survey|test|deliberation))?$/
const numbered = /^(?:(t|w|wave|time|round|phase|welle|runde|vague|ola|ronda)[ _-]?)?(\d{1,2})$/

/**
 * Names of times in their order; null where their names do not say it. `plain`: they say it by themselves, as *pre* and *post*
 * or *T1*, *T2*, *T3* do, and numbers alone do not.
 */
function order(values: readonly string[]): { readonly inOrder: readonly string[]; readonly plain: boolean } | null {
  const names = values.map((value) => value.trim().toLowerCase())
  const [first, last] = [names.findIndex((name) => before.test(name)), names.findIndex((name) => after.test(name))]
  if (first >= 0 && last >= 0) {
    const inner = values.filter((_, n) => n !== first && n !== last)
    return { inOrder: [values[first] ?? '', ...inner, values[last] ?? ''], plain: true }
  }
  const numbers = names.map((name) => numbered.exec(name))
  if (numbers.some((one) => one === null || one[1] !== numbers[0]?.[1])) return null
  const at = (value: string): number => Number(numbers[values.indexOf(value)]?.[2])
  return { inOrder: values.toSorted((a, b) => at(a) - at(b)), plain: numbers[0]?.[1] !== undefined }
}

export type Asked = {
  /** Names of columns that somebody gave; `none`: there is none, every row is another person. */
  readonly id: string | undefined
  readonly wave: string | undefined
}
export type People = {
  /** The column that says who; undefined where none does. */
  readonly id: string | undefined
  readonly names: readonly (string | undefined)[]
  readonly rows: readonly CsvRow[]
  /** Of a joined column: the one it was in the file, and which time. */
  readonly from: (name: string) => { readonly name: string; readonly wave: WaveName | null }
  /** Line of the file in which a person's cell stands. */
  readonly line: (person: number, column: number) => number
}

type Given = {
  readonly file: string
  readonly header: CsvRow
  readonly names: readonly (string | undefined)[]
  readonly rows: readonly CsvRow[]
  /** What a codebook calls the id. */
  readonly told: string | undefined
  readonly asked: Asked
}

/** One person per row, or joined over time. Throws `BadFile` where somebody would count twice. */
export function peopleIn(given: Given, left: Leaving): People {
  const { names, rows, asked, told, file } = given
  const nobody = asked.id === 'none' || asked.wave === 'none'
  const guessed = asked.id === undefined && told === undefined
  const named =
    asked.id === 'none' ? undefined : (asked.id ?? told ?? names.find((one) => one !== undefined && looksLikeId(one)))
  const column = (name: string | undefined): number => (name === undefined ? -1 : names.indexOf(name))
  const apart: People = {
    id: named,
    names,
    rows,
    from: (name) => ({ name, wave: null }),
    line: (person) => rows[person]?.line ?? 1,
  }
  const again = rows.find(({ cells }) => cells.every((cell, n) => cell.trim() === (given.header.cells[n] ?? '').trim()))
  if (again !== undefined) throw new BadFile('header-twice', {}, { line: again.line }, file)
  refuseCopies(given, column(named))
  const twice = column(named) < 0 ? undefined : firstTwice(rows, column(named))
  if (nobody && twice === undefined) return apart
  const wave = nobody ? null : waveOf(given, column(named))
  if (twice !== undefined && named !== undefined) {
    // A serial number that begins anew with each group of people would make two of them one.
    if (
      wave !== null &&
      guessed &&
      (!wave.sure || (asked.wave === undefined && restarts(rows, column(named), wave.at)))
    )
      throw noId(given, wave)
    if (wave !== null) return joined(given, named, wave, left)
    throw new BadFile('person-twice', { id: twice.id, column: named }, { line: twice.line }, file)
  }
  // Ids that nobody named and that stand once each may be of rows (a response), not of people.
  if (wave === null || !guessed) return apart
  const ids = names.flatMap((name, n) =>
    name !== undefined && n !== wave.at && n !== column(named) && saysWho(rows, n, wave.at) ? [{ name, n }] : [],
  )
  const id = ids.find(({ name, n }) => (looksLikeId(name) || maybeId.test(name.trim())) && !restarts(rows, n, wave.at))
  if (id !== undefined && wave.sure) return joined(given, id.name, wave, left)
  if (!wave.sure && ids.length === 0) return apart
  throw noId(given, wave)
}

const noId = ({ names, header, file }: Given, wave: Wave): BadFile =>
  new BadFile(
    'wave-without-id',
    { column: names[wave.at] ?? '', values: wave.values.join(', ') },
    { line: header.line },
    file,
  )

/** 1, 2, 3 … and, where another value of the wave begins, 1, 2, 3 … again: it counts rows and says nobody. */
function restarts(rows: readonly CsvRow[], n: number, wave: number): boolean {
  const cells = rows.map(({ cells: of }) => (of[n] ?? '').trim())
  const first = Number(cells[0])
  if (cells[0] === '' || (first !== 0 && first !== 1)) return false
  let [next, begun] = [first, 0]
  for (const [row, cell] of cells.entries()) {
    const [now, last] = [rows[row], rows[row - 1]].map((one) => (one?.cells[wave] ?? '').trim())
    if (row > 0 && now !== last) {
      next = first
      begun += 1
    }
    if (Number(cell) !== next) return false
    next += 1
  }
  return begun > 0
}

/** A table that was pasted twice: the same rows under the same ids, or its second half is its first. */
function refuseCopies({ rows, names, file }: Given, id: number): void {
  const keys = rows.map(({ cells }) => cells.join('\u0000'))
  if (id >= 0) {
    const first = new Map<string, number>()
    const copies = rows.flatMap((row, n) => {
      const who = row.cells[id] ?? ''
      const at = first.get(who)
      if (at === undefined) first.set(who, n)
      return at === undefined ? [] : [{ row, same: keys[at] === keys[n] }]
    })
    const [one] = copies
    if (one !== undefined && copies.every(({ same }) => same))
      throw new BadFile('rows-twice', { n: copies.length }, { line: one.row.line }, file)
    return
  }
  const half = rows.length / 2
  // Few rows, or rows that are alike anyway, may well be the same by chance.
  if (!Number.isInteger(half) || half < 5 || names.length < 2 || new Set(keys.slice(0, half)).size < half * 0.8) return
  if (keys.slice(0, half).every((key, n) => key === keys[half + n]))
    throw new BadFile('rows-twice', { n: half }, { line: rows[half]?.line ?? 1 }, file)
}

function firstTwice(rows: readonly CsvRow[], id: number): { readonly id: string; readonly line: number } | undefined {
  const seen = new Set<string>()
  for (const { cells, line } of rows) {
    const who = cells[id] ?? ''
    if (who !== '' && seen.has(who)) return { id: who, line }
    seen.add(who)
  }
  return undefined
}

type Wave = {
  readonly at: number
  /** In the order of time. */
  readonly values: readonly string[]
  /** Its values say which came first by themselves, or somebody named it: then it is no column of answers. */
  readonly sure: boolean
}

/** The column that says when a row was asked. */
function waveOf({ names, rows, asked, header, file }: Given, id: number): Wave | null {
  const valuesOf = (n: number): readonly string[] => [...new Set(rows.map(({ cells }) => (cells[n] ?? '').trim()))]
  const made = (n: number, sure: boolean, values: readonly string[]): Wave => ({
    at: n,
    sure,
    values: order(values)?.inOrder ?? values,
  })
  if (asked.wave !== undefined) {
    const at = names.indexOf(asked.wave)
    const values = valuesOf(at)
    if (values.length < 2 || values.length > mostWaves || values.includes(''))
      throw new BadFile('wave-values', { column: asked.wave, n: values.length }, { line: header.line }, file)
    return made(at, true, values)
  }
  const two = names.flatMap((name, n) => {
    if (name === undefined || n === id) return []
    const values = valuesOf(n)
    return values.length === 2 && !values.includes('') ? [{ name, n, values }] : []
  })
  const plain = two.find(({ values }) => order(values)?.plain === true)
  if (plain !== undefined) return made(plain.n, true, plain.values)
  const named = (by: RegExp) => two.find(({ name }) => by.test(name.trim()))
  const called = named(calledWave) ?? named(maybeWave)
  if (called !== undefined) return made(called.n, calledWave.test(called.name.trim()), called.values)
  // More times of one person. A column of answers may have as many values: it is named as one that says when.
  for (const [n, name] of names.entries()) {
    if (name === undefined || n === id || !looksLikeWave(name)) continue
    const values = valuesOf(n)
    if (id < 0 || values.length < 3 || values.length > mostWaves || values.includes('')) continue
    if (firstTwice(rows, id) !== undefined)
      return made(n, calledWave.test(name.trim()) || order(values)?.plain === true, values)
  }
  return null
}

/** Few people may agree by chance. */
const fewest = 6
/** Nobody stands twice in it at one time, and at least half of it stands at two times. */
function saysWho(rows: readonly CsvRow[], n: number, wave: number): boolean {
  const times = new Map<string, Set<string>>()
  for (const { cells } of rows) {
    const [who, when] = [cells[n] ?? '', (cells[wave] ?? '').trim()]
    if (who === '') return false
    const of = times.get(who) ?? new Set()
    if (of.has(when)) return false
    times.set(who, of.add(when))
  }
  const both = [...times.values()].filter(({ size }) => size > 1).length
  return both >= fewest && both * 2 >= times.size
}

function joined({ names, rows, file }: Given, id: string, wave: Wave, left: Leaving): People {
  const at = names.indexOf(id)
  const people = new Map<string, (CsvRow | undefined)[]>()
  for (const row of rows) {
    const who = row.cells[at] ?? ''
    if (who === '') throw new BadFile('missing-field', { field: id }, { line: row.line }, file)
    const when = wave.values.indexOf((row.cells[wave.at] ?? '').trim())
    const of = people.get(who) ?? wave.values.map(() => undefined)
    if (of[when] !== undefined) throw new BadFile('person-twice', { id: who, column: id }, { line: row.line }, file)
    of[when] = row
    people.set(who, of)
  }
  left.note('rows-paired', rows.length)
  const all = [...people.values()]
  const cell = (row: CsvRow | undefined, n: number): string => row?.cells[n] ?? ''
  /** What is the same at all times, or was asked at one of them, is one column. */
  const differs = (n: number): boolean =>
    all.some((times) => new Set(times.map((row) => cell(row, n)).filter((one) => one !== '')).size > 1)
  const known = new Set(names)
  const columns = names.flatMap((name, n): readonly { name: string; n: number; wave: WaveName | null }[] => {
    if (name === undefined || n === wave.at) return []
    if (rows.every(({ cells }, row) => cells[n] === String(row) || cells[n] === String(row + 1)) && n !== at) {
      left.note('other-columns')
      return []
    }
    if (n === at || !differs(n)) return [{ name, n, wave: null }]
    return wave.values.map((_, time, { length }) => {
      const when = waveName(time, length)
      let made = `${name}_${when}`
      while (known.has(made)) made += '_'
      known.add(made)
      return { name: made, n, wave: when }
    })
  })
  const origin = new Map(columns.map((one) => [one.name, { name: names[one.n] ?? '', wave: one.wave }]))
  const place = new Map(wave.values.map((_, time, { length }) => [waveName(time, length), time]))
  const rowOf = (times: readonly (CsvRow | undefined)[], { n, wave: when }: (typeof columns)[number]) =>
    when === null
      ? (times.find((row) => cell(row, n) !== '') ?? times.find((row) => row !== undefined))
      : times[place.get(when) ?? 0]
  return {
    id,
    names: columns.map(({ name }) => name),
    rows: all.map((times) => ({
      line: times.find((row) => row !== undefined)?.line ?? 1,
      cells: columns.map((one) => cell(rowOf(times, one), one.n)),
    })),
    from: (name) => origin.get(name) ?? { name, wave: null },
    line: (person, n) => {
      const [times, one] = [all[person], columns[n]]
      return (times === undefined || one === undefined ? undefined : rowOf(times, one))?.line ?? 1
    },
  }
}
