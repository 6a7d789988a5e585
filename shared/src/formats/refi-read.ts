/**
 * A project of REFI-QDA 1.0 as plain data. Strict where something would be lost or land elsewhere (namespaces, GUIDs, codes,
 * places in a text); what has to do with pictures and recordings is counted, and so is what the standard does not know.
 */
import { BadFile, Leaving } from '../file.ts'
import type { Element } from './arggraph.ts'
import {
  childrenOf,
  given,
  givenGuid,
  needed,
  neededGuid,
  neededWhole,
  readCodes,
  refsIn,
  rootOf,
  textIn,
} from './refi-elements.ts'
import { contentOf, fault, madeIn, sourcesIn, valueOf, type OpenText, type Reading } from './refi-sources.ts'
import {
  directions,
  variableTypes,
  type Guid,
  type RefiCase,
  type RefiCode,
  type RefiGraph,
  type RefiLink,
  type RefiNote,
  type RefiProject,
  type RefiSet,
  type RefiVariable,
} from './refi.ts'

export type ReadProject = {
  readonly project: RefiProject
  /** What texts that are not there are called. */
  readonly missing: readonly string[]
  readonly left: Leaving
}
export type ReadCodebook = { readonly codes: readonly RefiCode[]; readonly origin: string; readonly left: Leaving }

/** Throws `BadFile` at the first fault, with its line: `qda-root`, `qda-namespace`, and those of `readCodes`. */
export function readCodebook(root: Element): ReadCodebook {
  const which = rootOf(root)
  if (which !== 'CodeBook') throw new BadFile('qda-root', { found: root.name.slice(0, 80) }, { line: root.line })
  const left = new Leaving()
  return { codes: readCodes(root, left, new Map()), origin: given(root, 'origin'), left }
}

/**
 * Throws `BadFile` at the first fault, with its line: those of `readCodebook`, and `qda-text` (not exactly one text), `qda-path`,
 * `qda-span` (beyond the text), `no-such-id` (of a code), `id-twice`, `missing-field`, `qda-guid`, `wrong-type`, `not-one-of`.
 */
export function readProject(root: Element, open: OpenText): ReadProject {
  if (rootOf(root) !== 'Project') throw new BadFile('qda-root', { found: root.name.slice(0, 80) }, { line: root.line })
  const left = new Leaving()
  const inside = childrenOf(root, sections, left)
  const listed = (section: string, name: string): readonly Element[] => {
    const found = inside.first(section)
    return found === null ? [] : childrenOf(found, [name], left).all(name)
  }
  const known = new Map<Guid, number>()
  const codes = readCodes(inside.first('CodeBook'), left, known)
  const reading: Reading = { left, codes: known, open, missing: [], sources: new Map(), paths: new Set() }
  const variables = listed('Variables', 'Variable').map((one) => variableOf(one, reading))
  sourcesIn(inside.first('Sources'), reading)
  const notes = listed('Notes', 'Note').map((one) => noteOf(one, reading))
  twice(notes, listed('Notes', 'Note'))
  twice(variables, listed('Variables', 'Variable'))
  return {
    project: {
      name: needed(root, 'name'),
      origin: given(root, 'origin'),
      description: textIn(inside.first('Description')),
      users: listed('Users', 'User').map((one) => ({ guid: neededGuid(one), name: given(one, 'name') })),
      codes,
      variables,
      cases: listed('Cases', 'Case').map((one) => caseOf(one, reading)),
      sources: [...reading.sources.values()],
      notes,
      links: listed('Links', 'Link').map(linkOf),
      sets: listed('Sets', 'Set').map((one) => setOf(one, reading)),
      graphs: listed('Graphs', 'Graph').map((one) => graphOf(one, reading)),
    },
    missing: reading.missing,
    left,
  }
}

const sections = [
  'Users',
  'CodeBook',
  'Variables',
  'Cases',
  'Sources',
  'Notes',
  'Links',
  'Sets',
  'Graphs',
  'Description',
  'NoteRef',
]

function twice(all: readonly { readonly guid: Guid }[], from: readonly Element[]): void {
  const seen = new Set<Guid>()
  all.forEach(({ guid }, n) => {
    const at = from[n]
    if (seen.has(guid) && at !== undefined) throw fault('id-twice', { id: guid }, at)
    seen.add(guid)
  })
}

function noteOf(one: Element, reading: Reading): RefiNote {
  const { left } = reading
  const inside = childrenOf(
    one,
    ['Description', 'PlainTextContent', 'PlainTextSelection', 'Coding', 'NoteRef', 'VariableValue'],
    left,
  )
  // Codes on a memo: nobody said what stands there.
  left.note('qda-codings', inside.all('Coding').length)
  left.note('qda-selections', inside.all('PlainTextSelection').length)
  const guid = neededGuid(one)
  const name = given(one, 'name')
  const content = contentOf(one, inside.first('PlainTextContent'), name || guid, reading)
  return {
    guid,
    name,
    description: textIn(inside.first('Description')),
    text: content.text,
    path: content.path,
    ...madeIn(one, reading),
  }
}

function variableOf(one: Element, { left }: Reading): RefiVariable {
  const said = needed(one, 'typeOfVariable').trim()
  const type = variableTypes.find((each) => each === said)
  if (type === undefined)
    throw fault(
      'not-one-of',
      { field: 'typeOfVariable', value: said.slice(0, 80), known: variableTypes.join(', ') },
      one,
    )
  const description = textIn(childrenOf(one, ['Description'], left).first('Description'))
  return { guid: neededGuid(one), name: needed(one, 'name'), type, description }
}

function caseOf(one: Element, reading: Reading): RefiCase {
  const inside = childrenOf(one, ['Description', 'CodeRef', 'VariableValue', 'SourceRef', 'SelectionRef'], reading.left)
  return {
    guid: neededGuid(one),
    name: given(one, 'name'),
    description: textIn(inside.first('Description')),
    codes: refsIn(inside.all('CodeRef')),
    values: inside.all('VariableValue').map((each) => valueOf(each, reading)),
    sources: refsIn(inside.all('SourceRef')),
    selections: refsIn(inside.all('SelectionRef')),
  }
}

function directionIn(one: Element): RefiLink['direction'] {
  const said = given(one, 'direction').trim()
  if (said === '') return null
  const found = directions.find((each) => each === said)
  if (found === undefined)
    throw fault('not-one-of', { field: 'direction', value: said.slice(0, 80), known: directions.join(', ') }, one)
  return found
}

const linkOf = (one: Element): RefiLink => ({
  guid: neededGuid(one),
  name: given(one, 'name'),
  direction: directionIn(one),
  origin: givenGuid(one, 'originGUID'),
  target: givenGuid(one, 'targetGUID'),
})

function setOf(one: Element, { left }: Reading): RefiSet {
  const inside = childrenOf(one, ['Description', 'MemberCode', 'MemberSource', 'MemberNote'], left)
  return {
    guid: neededGuid(one),
    name: needed(one, 'name'),
    description: textIn(inside.first('Description')),
    codes: refsIn(inside.all('MemberCode')),
    sources: refsIn(inside.all('MemberSource')),
    notes: refsIn(inside.all('MemberNote')),
  }
}

function graphOf(one: Element, { left }: Reading): RefiGraph {
  const inside = childrenOf(one, ['Vertex', 'Edge'], left)
  return {
    guid: neededGuid(one),
    name: given(one, 'name'),
    vertices: inside.all('Vertex').map((each) => {
      const [x, y] = [neededWhole(each, 'firstX'), neededWhole(each, 'firstY')]
      const right = given(each, 'secondX') === '' ? x : neededWhole(each, 'secondX')
      const bottom = given(each, 'secondY') === '' ? y : neededWhole(each, 'secondY')
      return {
        guid: neededGuid(each),
        name: given(each, 'name'),
        represents: givenGuid(each, 'representedGUID'),
        box: [x, y, right, bottom] as const,
      }
    }),
    edges: inside.all('Edge').map((each) => ({
      guid: neededGuid(each),
      name: given(each, 'name'),
      represents: givenGuid(each, 'representedGUID'),
      from: neededGuid(each, 'sourceVertex'),
      to: neededGuid(each, 'targetVertex'),
      direction: directionIn(each),
    })),
  }
}
