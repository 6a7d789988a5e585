/**
 * The files of a poll or survey of another tool, read as what they are. Runs in a worker (`beside.ts`), like all reading
 * of foreign text.
 */
import { stepsOf, type ImportedSet, type VariableRole } from '@tablee/shared/voices/imported'
import { BadFile, type Left } from '@tablee/shared/file'
import { headerOf } from '@tablee/shared/formats/csv-read'
import { readDdi } from '@tablee/shared/formats/ddi-read'
import { polisFile, readPolis, type NamedText, type PolisFile } from '@tablee/shared/formats/polis-read'
import {
  looksLikeLabels,
  noCodebook,
  readLabels,
  readTableSchema,
  together,
  type Codebook,
} from '@tablee/shared/formats/survey-codebook'
import { readSurvey, type SurveyOptions } from '@tablee/shared/formats/survey-read'
import { ok, type Result } from '@tablee/shared/problem'
import type { ImportedVoices } from '@tablee/shared/wire/files'
import type { Encoding } from '@tablee/shared/wire/exchange'
import { unbundle, type Bundle } from './bundle.ts'
import { badFile } from './faults.ts'
import { refuseForeign } from './foreign.ts'
import { textAs } from './text.ts'
import { readXml } from './xml.ts'

export type ReadVoicesOptions = SurveyOptions & {
  readonly fileName: string
  /** Of what is not UTF-8. */
  readonly encoding?: Encoding | undefined
  readonly onProgress?: (part: number) => void
}
export type ReadVoices = {
  readonly set: ImportedSet
  readonly left: Left
  /** What is in it, counted where it was read. */
  readonly items: number
  readonly answers: number
  readonly columns: ImportedVoices['columns']
}

/**
 * `bad-file` for whatever is wrong with the files; any other throw is a bug's. Blocks its thread; `onProgress` hears a
 * part of 1.
 */
export function readVoices(bytes: Uint8Array, options: ReadVoicesOptions): Result<ReadVoices> {
  const { fileName, onProgress = () => undefined } = options
  onProgress(0.05)
  try {
    const bundle = unbundle(bytes, fileName)
    onProgress(0.2)
    const read = choose(bundle, options, onProgress)
    onProgress(1)
    return ok({ ...read, ...countsOf(read.set) })
  } catch (cause) {
    return badFile(cause, fileName)
  }
}

function countsOf(set: ImportedSet): Pick<ReadVoices, 'items' | 'answers' | 'columns'> {
  if (set.from === 'polis') return { items: set.statements.length, answers: set.log.statement.length, columns: null }
  const called = (role: VariableRole): string | null => set.variables.find((one) => one.role === role)?.name ?? null
  const asked = set.variables.filter(({ step }) => step !== null && stepsOf(set).includes(step))
  const answers = set.variables.reduce((sum, { item, missing }, n) => {
    const column = set.columns[n]
    if (item === null || column === undefined) return sum
    const gap = column.values.map((value) => missing.some((one) => one.value === value))
    return sum + column.cells.filter((cell) => gap[cell] === false).length
  }, 0)
  return {
    items: asked.length,
    answers,
    columns: { id: called('id'), weight: called('weight'), table: called('table') },
  }
}

/** What our own downloads say for people: the schema beside it says the same for machines. */
const notRead = /(^|\.)(dictionary|left)\.csv$/i

function choose(bundle: Bundle, options: ReadVoicesOptions, onProgress: (part: number) => void) {
  const names = [...bundle.keys()]
  if (names.length === 0) throw new BadFile('nothing-in-it')
  refuseForeign(bundle, options.fileName)
  const open = (name: string): NamedText => ({
    name,
    text: textAs(bundle.get(name) ?? new Uint8Array(), name, options.encoding),
  })
  const parts = new Map<PolisFile, string>()
  for (const name of names) {
    const part = polisFile(name)
    if (part === null) continue
    if (parts.has(part)) throw new BadFile('several-tables', { n: names.length }, {}, name)
    parts.set(part, name)
  }
  const polis = parts.size > 1 || [...parts.values()].some((name) => isPolis(open(name)))
  const marked = (name: string): boolean => hasMark(bundle.get(name))
  if (!polis) return survey(names, open, marked, options, onProgress)
  const part = (which: PolisFile, file: string): NamedText => {
    const name = parts.get(which)
    if (name === undefined) throw new BadFile('pair-missing', { file }, {}, [...parts.values()][0])
    return open(name)
  }
  const groups = parts.get('groups')
  const files = {
    summary: part('summary', 'summary.csv'),
    comments: part('comments', 'comments.csv'),
    votes: part('votes', 'votes.csv'),
    people: part('people', 'participant-votes.csv'),
    ...(groups === undefined ? {} : { groups: open(groups) }),
  }
  onProgress(0.4)
  const { set, left } = readPolis(files, options.lang)
  return { set, left: others(left, names.filter((name) => polisFile(name) === null && !notRead.test(name)).length) }
}

/** A byte order mark of UTF-8. */
const hasMark = (bytes: Uint8Array | undefined): boolean =>
  bytes?.[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf

/** A single file that only its columns give away. */
const isPolis = ({ text }: NamedText): boolean =>
  /(^|,)\s*"?(comment-id|participant"?,.*group-id)\b/.test(text.slice(0, 400))

const others = (left: Left, n: number): Left => (n > 0 ? { ...left, 'other-files': n } : left)

function survey(
  names: readonly string[],
  open: (name: string) => NamedText,
  marked: (name: string) => boolean,
  options: ReadVoicesOptions,
  onProgress: (part: number) => void,
) {
  const tables: NamedText[] = []
  const labels: NamedText[] = []
  const schemas: NamedText[] = []
  const ddi: NamedText[] = []
  let unread = 0
  for (const name of names) {
    if (notRead.test(name)) continue
    if (/\.(csv|tsv)$/i.test(name) || (names.length === 1 && !/\.(json|xml|ddi)$/i.test(name))) {
      const file = open(name)
      ;(looksLikeLabels(headerOf(file.text)) ? labels : tables).push(file)
    } else if (/\.json$/i.test(name)) schemas.push(open(name))
    else if (/\.(xml|ddi)$/i.test(name)) ddi.push(open(name))
    else unread += 1
  }
  const [table] = tables
  if (table === undefined) throw new BadFile('no-table', {}, {}, names[0])
  if (tables.length > 1) throw new BadFile('several-tables', { n: tables.length })
  onProgress(0.3)
  const { lang } = options
  const books: Codebook[] = [
    ...ddi.map((file) => within(file.name, () => readDdi(readXml(file.text), lang))),
    ...labels.map((file) => readLabels(file.text, file.name, lang)),
    // The schema last: it is the most exact.
    ...schemas.map((file) => within(file.name, () => readTableSchema(file.text, table.name, lang))),
  ]
  onProgress(0.5)
  const mark = marked(table.name)
  const { set, left } = readSurvey(table, books.length === 0 ? noCodebook : together(books), { ...options, mark })
  return { set, left: others(left, unread) }
}

/** A fault of a file among several names it. */
function within<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof BadFile && cause.at.file === undefined)
      throw new BadFile(cause.fault.code, cause.fault.values, { ...cause.at, file })
    throw cause
  }
}
