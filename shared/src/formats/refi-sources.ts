/** The sources of a project of REFI-QDA: texts with what is coded in them, also those of pages and recordings. */
import { BadFile, Leaving } from '../file.ts'
import type { Element } from './arggraph.ts'
import { childrenOf, given, givenGuid, momentOf, neededGuid, neededWhole, refsIn, textIn } from './refi-elements.ts'
import {
  pointsOf,
  type Guid,
  type Points,
  type RefiCoding,
  type RefiSelection,
  type RefiSource,
  type RefiValue,
} from './refi.ts'

/** The text behind a path of the project, as it stands in its file; null where it is not there. */
export type OpenText = (path: string) => string | null
/** What is known while a project is read. */
export type Reading = {
  readonly left: Leaving
  readonly codes: ReadonlyMap<Guid, number>
  readonly open: OpenText
  readonly missing: string[]
  readonly sources: Map<Guid, RefiSource>
  /** Paths whose text is a source already. */
  readonly paths: Set<string>
}

/** At the element that it is about. */
export const fault = (
  code: ConstructorParameters<typeof BadFile>[0],
  values: Record<string, string | number>,
  at: Element,
) => new BadFile(code, values, { line: at.line, place: at.name.slice(0, 80) })

/** Who made it, and when. */
export const madeIn = (one: Element, { left }: Pick<Reading, 'left'>) => ({
  by: givenGuid(one, 'creatingUser'),
  at: momentOf(one, 'creationDateTime', left),
})

/** All texts, whatever they are of, into `reading.sources`; what is no text is counted. Throws as `readProject`. */
export function sourcesIn(sources: Element | null, reading: Reading): void {
  if (sources === null) return
  const { left } = reading
  const kinds = ['TextSource', 'PictureSource', 'PDFSource', 'AudioSource', 'VideoSource']
  const { all } = childrenOf(sources, kinds, left)
  for (const one of all('TextSource')) sourceOf(one, reading)
  for (const one of all('PictureSource')) {
    left.note('qda-pictures')
    codedElsewhere(one, 'PictureSelection', reading)
  }
  for (const one of all('PDFSource')) {
    left.note('qda-pages')
    const inside = childrenOf(one, [...ofMedia, 'PDFSelection', 'Representation'], left)
    const text = inside.first('Representation')
    const name = given(one, 'name')
    const shown = text === null || !hasText(text) ? null : sourceOf(text, reading, name)
    // What stands on the page and in its text under one name is one selection.
    const same = new Set(shown?.selections.map(({ guid }) => guid))
    codedElsewhere(one, 'PDFSelection', reading, (selection) => same.has(neededGuid(selection)))
  }
  for (const kind of ['Audio', 'Video'] as const)
    for (const one of all(`${kind}Source`)) {
      left.note('qda-recordings')
      for (const script of childrenOf(one, [...ofMedia, `${kind}Selection`, 'Transcript'], left).all('Transcript'))
        transcriptOf(script, reading)
      codedElsewhere(one, `${kind}Selection`, reading)
    }
}
const ofMedia = ['Description', 'TextDescription', 'Coding', 'NoteRef', 'VariableValue']
const hasText = (one: Element): boolean =>
  given(one, 'plainTextPath') !== '' || one.children.some(({ name }) => name.split(':').at(-1) === 'PlainTextContent')

/** Selections and codings of what is no text. */
function codedElsewhere(
  source: Element,
  selection: string,
  { left }: Reading,
  but: (one: Element) => boolean = () => false,
): void {
  const inside = childrenOf(source, [...ofMedia, selection, 'Representation', 'Transcript'], new Leaving())
  const others = inside.all(selection).filter((one) => !but(one))
  left.note('qda-selections', others.length)
  const codings = others.reduce(
    (sum, one) => sum + one.children.filter(({ name }) => name.split(':').at(-1) === 'Coding').length,
    inside.all('Coding').length,
  )
  left.note('qda-codings', codings)
}

const inProject = /^internal:\/\//i

/** Throws `qda-path`. */
function pathOf(one: Element): string | null {
  const path = given(one, 'plainTextPath')
  if (path === '') return null
  if (inProject.test(path) && /(^|[\\/])\.\.([\\/]|$)|\0/.test(path.replace(inProject, '')))
    throw fault('qda-path', { path: path.slice(0, 120) }, one)
  return path
}

type Content = {
  readonly text: string | null
  readonly path: string | null
  /** A place of the file's text in ours: in code points, and null beyond its end. */
  readonly at: (point: number) => number | null
  readonly points: Points
}

/** Lines of Windows end in two letters, which count where positions are counted. */
function withLines(raw: string): Pick<Content, 'at' | 'points'> & { readonly text: string } {
  const before = pointsOf(raw)
  const text = raw.replace(/\r\n?/g, '\n')
  if (text === raw) return { text, points: before, at: (point) => (point < 0 || point > before.length ? null : point) }
  const gone: number[] = []
  let dropped = 0
  for (let point = 0; point <= before.length; point += 1) {
    gone.push(dropped)
    const unit = before.unit(point)
    if (raw[unit] === '\r' && raw[unit + 1] === '\n') dropped += 1
  }
  return {
    text,
    points: pointsOf(text),
    at: (point) => (gone[point] === undefined ? null : point - (gone[point] ?? 0)),
  }
}

/** Exactly one of what stands in the project and a path. Throws `qda-text`, `qda-path`. */
export function contentOf(
  one: Element,
  content: Element | null,
  name: string,
  { open, missing, paths }: Reading,
): Content {
  const path = pathOf(one)
  if ((path === null) === (content === null)) throw fault('qda-text', { name: name.slice(0, 120) }, one)
  const raw = path === null ? textIn(content) : inProject.test(path) ? open(path.replace(inProject, '')) : null
  if (path !== null) paths.add(path)
  if (raw === null) {
    missing.push(name)
    return { text: null, path, points: pointsOf(''), at: (point) => (point < 0 ? null : point) }
  }
  return { ...withLines(raw.replace(/^\ufeff/, '')), path }
}

/** `called` takes the place of a name that says nothing to people. Throws as `readProject`. */
function sourceOf(one: Element, reading: Reading, called = given(one, 'name')): RefiSource {
  const { left, sources } = reading
  const guid = neededGuid(one)
  if (sources.has(guid)) throw fault('id-twice', { id: guid }, one)
  const inside = childrenOf(
    one,
    ['Description', 'PlainTextContent', 'PlainTextSelection', 'Coding', 'NoteRef', 'VariableValue'],
    left,
  )
  if (given(one, 'richTextPath') !== '') left.note('formatting')
  const content = contentOf(one, inside.first('PlainTextContent'), called || guid, reading)
  const source = {
    guid,
    name: called,
    description: textIn(inside.first('Description')),
    text: content.text,
    path: content.path,
    ...madeIn(one, reading),
    selections: inside.all('PlainTextSelection').map((each) => selectionOf(each, content, reading)),
    codings: inside.all('Coding').map((each) => codingOf(each, reading)),
    notes: refsIn(inside.all('NoteRef')),
    values: inside.all('VariableValue').map((each) => valueOf(each, reading)),
  }
  sources.set(guid, source)
  return source
}

function selectionOf(one: Element, { at, points, text }: Content, reading: Reading): RefiSelection {
  const [from, to] = [neededWhole(one, 'startPosition'), neededWhole(one, 'endPosition')]
  const [start, end] = [at(from), at(to)]
  if (start === null || end === null || end < start)
    throw fault('qda-span', { start: from, end: to, length: text === null ? '?' : points.length }, one)
  const inside = childrenOf(one, ['Description', 'Coding', 'NoteRef'], reading.left)
  return {
    guid: neededGuid(one),
    name: given(one, 'name'),
    description: textIn(inside.first('Description')),
    start,
    end,
    ...madeIn(one, reading),
    codings: inside.all('Coding').map((each) => codingOf(each, reading)),
    notes: refsIn(inside.all('NoteRef')),
  }
}

function codingOf(one: Element, reading: Reading): RefiCoding {
  const inside = childrenOf(one, ['CodeRef', 'NoteRef'], reading.left)
  const ref = inside.first('CodeRef')
  if (ref === null) throw fault('missing-field', { field: 'CodeRef' }, one)
  const code = neededGuid(ref, 'targetGUID')
  if (!reading.codes.has(code)) throw fault('no-such-id', { id: code }, ref)
  return { guid: neededGuid(one), code, ...madeIn(one, reading), notes: refsIn(inside.all('NoteRef')) }
}

/** What was said in a recording. A text that is a source by itself is not read twice. */
function transcriptOf(one: Element, reading: Reading): void {
  const { left, paths, sources } = reading
  const inside = childrenOf(
    one,
    ['Description', 'PlainTextContent', 'SyncPoint', 'TranscriptSelection', 'NoteRef'],
    left,
  )
  const path = pathOf(one)
  const selections = inside.all('TranscriptSelection')
  if (!hasText(one) || (path !== null && paths.has(path) && selections.length === 0)) return
  const guid = neededGuid(one)
  if (sources.has(guid)) throw fault('id-twice', { id: guid }, one)
  const name = given(one, 'name')
  const content = contentOf(one, inside.first('PlainTextContent'), name || guid, reading)
  const positions = new Map(
    inside.all('SyncPoint').flatMap((point) => {
      const at = given(point, 'position') === '' ? null : content.at(neededWhole(point, 'position'))
      return at === null ? [] : [[neededGuid(point), at] as const]
    }),
  )
  const placed = selections.flatMap((each): RefiSelection[] => {
    const [from, to] = [givenGuid(each, 'fromSyncPoint'), givenGuid(each, 'toSyncPoint')]
    const [start, end] = [positions.get(from ?? ''), positions.get(to ?? '')]
    const parts = childrenOf(each, ['Description', 'Coding', 'NoteRef'], left)
    const codings = parts.all('Coding').map((coding) => codingOf(coding, reading))
    if (start === undefined || end === undefined || end < start) {
      left.note('qda-selections')
      left.note('qda-codings', codings.length)
      return []
    }
    return [
      {
        guid: neededGuid(each),
        name: given(each, 'name'),
        description: textIn(parts.first('Description')),
        start,
        end,
        ...madeIn(each, reading),
        codings,
        notes: refsIn(parts.all('NoteRef')),
      },
    ]
  })
  sources.set(guid, {
    guid,
    name,
    description: textIn(inside.first('Description')),
    text: content.text,
    path,
    ...madeIn(one, reading),
    selections: placed,
    codings: [],
    notes: refsIn(inside.all('NoteRef')),
    values: [],
  })
}

const valueNames = ['TextValue', 'BooleanValue', 'IntegerValue', 'FloatValue', 'DateValue', 'DateTimeValue']
/** A value of a variable, of whichever type. Throws as `readProject`. */
export function valueOf(one: Element, { left }: Reading): RefiValue {
  const inside = childrenOf(one, ['VariableRef', ...valueNames], left)
  const ref = inside.first('VariableRef')
  if (ref === null) throw fault('missing-field', { field: 'VariableRef' }, one)
  const values = valueNames.flatMap((name) => inside.all(name))
  if (values.length > 1) throw fault('qda-values', { n: values.length }, one)
  const [value] = values
  return { variable: neededGuid(ref, 'targetGUID'), value: value === undefined ? null : textIn(value) }
}
