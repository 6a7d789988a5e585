/**
 * A project and a codebook as the XML of REFI-QDA 1.0. The order of elements is the schema's: strict programs refuse any
 * other. Texts of sources lie beside it, in files of their own.
 */
import { xmlAttribute, xmlText } from './graphml.ts'
import {
  codebookNamespace,
  projectNamespace,
  type RefiCase,
  type RefiCode,
  type RefiCoding,
  type RefiGraph,
  type RefiLink,
  type RefiNote,
  type RefiProject,
  type RefiSelection,
  type RefiSet,
  type RefiSource,
  type RefiValue,
  type RefiVariable,
  type VariableType,
} from './refi.ts'

type Value = string | number | boolean | null
/** Null leaves an attribute out. */
function open(name: string, attributes: Readonly<Record<string, Value>>): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${xmlAttribute(String(value))}"`],
  )
  return `<${name}${said.join('')}`
}
/** Without a break inside an element of text: every space of it counts. */
function element(name: string, attributes: Readonly<Record<string, Value>>, inside: readonly string[] = []): string {
  const head = open(name, attributes)
  return inside.length === 0 ? `${head}/>\n` : `${head}>\n${inside.join('')}</${name}>\n`
}
/** A list that holds nothing is left out: the schema wants one at least. */
const list = (name: string, inside: readonly string[]): string[] =>
  inside.length === 0 ? [] : [element(name, {}, inside)]
const textOf = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>\n`
const described = (text: string): string[] => (text === '' ? [] : [textOf('Description', text)])
const refs = (name: string, guids: readonly string[]): string[] =>
  guids.map((targetGUID) => element(name, { targetGUID }))
const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
const made = ({ by, at }: { readonly by: string | null; readonly at: number | null }) => ({
  creatingUser: by,
  creationDateTime: moment(at),
})
const named = (name: string): string | null => (name === '' ? null : name)

const code = (one: RefiCode): string =>
  element('Code', { guid: one.guid, name: one.name, isCodable: one.codable, color: one.color }, [
    ...described(one.description),
    ...refs('NoteRef', one.notes),
    ...one.codes.map(code),
  ])
const coding = (one: RefiCoding): string =>
  element('Coding', { guid: one.guid, ...made(one) }, [...refs('CodeRef', [one.code]), ...refs('NoteRef', one.notes)])
const selection = (one: RefiSelection): string =>
  element(
    'PlainTextSelection',
    { guid: one.guid, name: named(one.name), startPosition: one.start, endPosition: one.end, ...made(one) },
    [...described(one.description), ...one.codings.map(coding), ...refs('NoteRef', one.notes)],
  )

const valueNames: Readonly<Record<VariableType, string>> = {
  Text: 'TextValue',
  Boolean: 'BooleanValue',
  Integer: 'IntegerValue',
  Float: 'FloatValue',
  Date: 'DateValue',
  DateTime: 'DateTimeValue',
}
type Types = ReadonlyMap<string, VariableType>
const value = (types: Types) => (one: RefiValue) =>
  element('VariableValue', {}, [
    ...refs('VariableRef', [one.variable]),
    ...(one.value === null ? [] : [textOf(valueNames[types.get(one.variable) ?? 'Text'], one.value)]),
  ])
const variable = (one: RefiVariable): string =>
  element('Variable', { guid: one.guid, name: one.name, typeOfVariable: one.type }, described(one.description))
const aCase = (types: Types) => (one: RefiCase) =>
  element('Case', { guid: one.guid, name: named(one.name) }, [
    ...described(one.description),
    ...refs('CodeRef', one.codes),
    ...one.values.map(value(types)),
    ...refs('SourceRef', one.sources),
    ...refs('SelectionRef', one.selections),
  ])

/** Text that stands in the project, or the path to it: one of the two. */
const content = (one: Pick<RefiSource, 'path' | 'text'>): string[] =>
  one.path !== null ? [] : [textOf('PlainTextContent', one.text ?? '')]
const source = (types: Types) => (one: RefiSource) =>
  element('TextSource', { guid: one.guid, name: named(one.name), plainTextPath: one.path, ...made(one) }, [
    ...described(one.description),
    ...content(one),
    ...one.selections.map(selection),
    ...one.codings.map(coding),
    ...refs('NoteRef', one.notes),
    ...one.values.map(value(types)),
  ])
const note = (one: RefiNote): string =>
  element('Note', { guid: one.guid, name: named(one.name), plainTextPath: one.path, ...made(one) }, [
    ...described(one.description),
    ...content(one),
  ])
const link = (one: RefiLink): string =>
  element('Link', {
    guid: one.guid,
    name: named(one.name),
    direction: one.direction,
    originGUID: one.origin,
    targetGUID: one.target,
  })
const set = (one: RefiSet): string =>
  element('Set', { guid: one.guid, name: one.name }, [
    ...described(one.description),
    ...refs('MemberCode', one.codes),
    ...refs('MemberSource', one.sources),
    ...refs('MemberNote', one.notes),
  ])
const graph = (one: RefiGraph): string =>
  element('Graph', { guid: one.guid, name: named(one.name) }, [
    ...one.vertices.map(({ guid, name, represents, box: [firstX, firstY, secondX, secondY] }) =>
      element('Vertex', { guid, representedGUID: represents, name: named(name), firstX, firstY, secondX, secondY }),
    ),
    ...one.edges.map(({ guid, name, represents, from, to, direction }) =>
      element('Edge', {
        guid,
        representedGUID: represents,
        name: named(name),
        sourceVertex: from,
        targetVertex: to,
        direction,
      }),
    ),
  ])

const head = '<?xml version="1.0" encoding="utf-8"?>\n'
const schemaOf = (which: 'Project' | 'Codebook', namespace: string): Readonly<Record<string, string>> => ({
  xmlns: namespace,
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation': `${namespace} http://schema.qdasoftware.org/versions/${which}/v1.0/${which}.xsd`,
})

/** The standard's `project.qde`: valid by its schema. Of a source with a path the text is written by whoever packs it. */
export function writeProject(project: RefiProject): string {
  const types = new Map(project.variables.map(({ guid, type }) => [guid, type]))
  const codes = list('Codes', project.codes.map(code))
  return (
    head +
    element(
      'Project',
      { ...schemaOf('Project', projectNamespace), name: project.name, origin: named(project.origin) },
      [
        ...list(
          'Users',
          project.users.map(({ guid, name }) => element('User', { guid, name: named(name) })),
        ),
        ...list('CodeBook', codes),
        ...list('Variables', project.variables.map(variable)),
        ...list('Cases', project.cases.map(aCase(types))),
        ...list('Sources', project.sources.map(source(types))),
        ...list('Notes', project.notes.map(note)),
        ...list('Links', project.links.map(link)),
        ...list('Sets', project.sets.map(set)),
        ...list('Graphs', project.graphs.map(graph)),
        ...described(project.description),
      ],
    )
  )
}

/** A codebook (`.qdc`): its codes alone. Notes have no place in it, and their references are left out. */
export function writeCodebook(codes: readonly RefiCode[], origin: string): string {
  const bare = (one: RefiCode): RefiCode => ({ ...one, notes: [], codes: one.codes.map(bare) })
  return (
    head +
    element('CodeBook', { ...schemaOf('Codebook', codebookNamespace), origin: named(origin) }, [
      `${open('Codes', {})}>\n${codes.map((one) => code(bare(one))).join('')}</Codes>\n`,
    ])
  )
}

/** How a project refers to the text of a source that lies beside it. */
export const internalPath = (guid: string): string => `internal://${guid}.txt`
/** The file that `internalPath` leads to, as it lies in the zip. */
export const sourceFile = (guid: string): string => `sources/${guid}.txt`
