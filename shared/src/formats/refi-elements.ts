/**
 * The XML of REFI-QDA, element by element: whose namespace it is, what stands in an attribute, and the sentence where it
 * is not as the standard says. Nothing here knows of sources.
 */
import { BadFile, type Leaving } from '../file.ts'
import type { Element } from './arggraph.ts'
import { codebookNamespace, projectNamespace, type Guid, type RefiCode } from './refi.ts'

const guidPattern = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i

/** In the standard's spelling; null where it is none. */
export function readGuid(text: string): Guid | null {
  return guidPattern.exec(text.trim())?.[1]?.toUpperCase() ?? null
}

const partsOf = (name: string): readonly [prefix: string, local: string] => {
  const at = name.indexOf(':')
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)]
}
const declared = (one: Element, prefix: string): string | undefined =>
  one.attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`]

/** How programs spell the namespace of a codebook: NVivo writes a colon where the standard has a point. */
const namespaces: Readonly<Record<'Project' | 'CodeBook', readonly string[]>> = {
  Project: [projectNamespace],
  CodeBook: [codebookNamespace, 'urn:QDA-XML:codebook:1:0'],
}

/** Which of the two it is. Throws `BadFile`: `xml-root`, `qda-namespace`. */
export function rootOf(root: Element): 'Project' | 'CodeBook' {
  const [prefix, local] = partsOf(root.name)
  const which = local === 'Project' || local === 'CodeBook' ? local : null
  if (which === null) throw new BadFile('qda-root', { found: root.name.slice(0, 80) }, { line: root.line })
  const namespace = declared(root, prefix) ?? ''
  if (!namespaces[which].includes(namespace))
    throw new BadFile(
      'qda-namespace',
      { found: namespace.slice(0, 80), wanted: namespaces[which][0] ?? '' },
      { line: root.line },
    )
  return which
}

/** The children by their names in the standard; what is of another namespace, or unknown, is counted. */
export function childrenOf(
  one: Element,
  known: readonly string[],
  left: Leaving,
): { readonly all: (name: string) => readonly Element[]; readonly first: (name: string) => Element | null } {
  const by = new Map<string, Element[]>()
  const [own] = partsOf(one.name)
  for (const child of one.children) {
    const [prefix, local] = partsOf(child.name)
    const other = declared(child, prefix)
    const mine = prefix === own && (other === undefined || other === declared(one, own) || isOurs(other))
    const same = by.get(local)
    if (!mine || !known.includes(local)) left.note('qda-elements')
    else if (same === undefined) by.set(local, [child])
    else same.push(child)
  }
  const all = (name: string): readonly Element[] => by.get(name) ?? []
  return { all, first: (name) => all(name)[0] ?? null }
}
const isOurs = (namespace: string): boolean => Object.values(namespaces).some((all) => all.includes(namespace))

/** What has to stand there. Throws `BadFile` `missing-field`, with the line. */
export function needed(one: Element, attribute: string): string {
  const value = one.attributes[attribute]
  if (value === undefined)
    throw new BadFile('missing-field', { field: attribute }, { line: one.line, place: one.name.slice(0, 80) })
  return value
}
/** Nothing where it is left out. */
export const given = (one: Element, attribute: string): string => one.attributes[attribute] ?? ''

/** Throws `BadFile`: `missing-field`, `qda-guid`. */
export function neededGuid(one: Element, attribute = 'guid'): Guid {
  const text = needed(one, attribute)
  const guid = readGuid(text)
  if (guid === null)
    throw new BadFile('qda-guid', { value: text.slice(0, 80) }, { line: one.line, place: one.name.slice(0, 80) })
  return guid
}
/** Null where it is not said. Throws as `neededGuid` where what is said is none. */
export const givenGuid = (one: Element, attribute: string): Guid | null =>
  given(one, attribute) === '' ? null : neededGuid(one, attribute)

/** Throws `BadFile`: `missing-field`, `wrong-type`. */
export function neededWhole(one: Element, attribute: string): number {
  const text = needed(one, attribute).trim()
  if (!/^[+-]?\d{1,15}$/.test(text))
    throw new BadFile(
      'wrong-type',
      { field: attribute, want: 'whole' },
      { line: one.line, place: one.name.slice(0, 80) },
    )
  return Number(text)
}

/** Milliseconds; null where nothing is said, or not what anybody can read: then it is counted. */
export function momentOf(one: Element, attribute: string, left: Leaving): number | null {
  const text = given(one, attribute).trim()
  if (text === '') return null
  // Without a zone it would be read as this machine's.
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
  if (Number.isFinite(at) && at >= 0) return at
  left.note('times')
  return null
}

/** All letters of an element, and nothing of one that is not there. */
export const textIn = (one: Element | null): string => one?.text ?? ''

const colors = /^#(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{6}))$/i
function colorOf(one: Element, left: Leaving): string | null {
  const text = given(one, 'color').trim()
  if (text === '') return null
  const found = colors.exec(text)
  if (found === null) {
    left.note('qda-colors')
    return null
  }
  const [, r = '', g = '', b = '', six] = found
  return `#${six ?? `${r}${r}${g}${g}${b}${b}`}`.toUpperCase()
}

/** A flag of XML: `true`, `false`, `1`, `0`. */
function flag(one: Element, attribute: string): boolean {
  const text = needed(one, attribute).trim()
  if (!/^(true|false|1|0)$/.test(text))
    throw new BadFile(
      'wrong-type',
      { field: attribute, want: 'flag' },
      { line: one.line, place: one.name.slice(0, 80) },
    )
  return text === 'true' || text === '1'
}

/** References to what is named elsewhere. Throws as `neededGuid`. */
export const refsIn = (all: readonly Element[]): readonly Guid[] => all.map((one) => neededGuid(one, 'targetGUID'))

/**
 * The tree of codes beneath `CodeBook`. `known` gets each GUID, with its line. Throws `BadFile`: `missing-field`, `qda-guid`,
 * `wrong-type`, `id-twice`, `no-name`.
 */
export function readCodes(codebook: Element | null, left: Leaving, known: Map<Guid, number>): readonly RefiCode[] {
  if (codebook === null) return []
  const parts = childrenOf(codebook, ['Codes', 'Sets'], left)
  left.note(
    'qda-sets',
    parts.all('Sets').reduce((sum, one) => sum + one.children.length, 0),
  )
  const read = (one: Element): RefiCode => {
    const guid = neededGuid(one)
    if (known.has(guid)) throw new BadFile('id-twice', { id: guid }, { line: one.line })
    known.set(guid, one.line)
    const name = needed(one, 'name')
    if (name.trim() === '') throw new BadFile('qda-nameless', {}, { line: one.line, place: one.name.slice(0, 80) })
    const inside = childrenOf(one, ['Description', 'NoteRef', 'Code'], left)
    return {
      guid,
      name,
      codable: flag(one, 'isCodable'),
      color: colorOf(one, left),
      description: textIn(inside.first('Description')),
      notes: refsIn(inside.all('NoteRef')),
      codes: inside.all('Code').map(read),
    }
  }
  return parts.all('Codes').flatMap((codes) => childrenOf(codes, ['Code'], left).all('Code').map(read))
}
