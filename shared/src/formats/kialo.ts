/**
 * Kialo's text, read and written: `Discussion Title:`, a blank line, theses `1.`, beneath them `1.1. Pro:` and `Con:`.
 * `-> See 1.2.` in place of a text is a further link of a claim that stands elsewhere. Kialo knows claims, for and
 * against: the title is read as the issue that the theses answer; what else a board holds is counted as left behind.
 */
import type { Board, BoardNode, Relation, RelationKind } from '../board/schema.ts'
import { BadFile, Leaving } from '../file.ts'
import type { NodeId } from '../ids.ts'
import type { FileMap, FileNode, FileRelation } from './file-map.ts'
import { doubted, inventory } from './inventory.ts'
import type { Written } from './xaif.ts'

const title = /^\ufeff?discussion (?:title|name):[ \t]?(.*)$/i
const claim = /^(\d+(?:\.\d+)*)\.(?:[ \t](.*))?$/
const side = /^(pro|con):(?:[ \t](.*))?$/i
const reference = /^-> ?see (\d+(?:\.\d+)*)\.?$/i
/** Further lines of a claim; a line that looks like a claim would be taken for one. */
const indent = '    '
/** No claim bears it as its number. */
const titleKey = 'Title'

/** By its first line. */
export const looksLikeKialo = (text: string): boolean => title.test(text.slice(0, 4_000).split(/\r?\n/, 1)[0] ?? '')

type Claim = { readonly number: string; readonly against: boolean; lines: string[]; readonly line: number }

/** Throws `BadFile` with the line at the first fault: no title, a number twice, no side, no parent. */
export function readKialo(text: string): FileMap {
  const left = new Leaving()
  const lines = text.split(/\r\n|\n|\r/)
  const head = title.exec(lines[0] ?? '')
  if (head === null) throw new BadFile('no-title', {}, { line: 1 })
  const heading = [head[1] ?? '']
  const claims: Claim[] = []
  const known = new Map<string, Claim>()
  let blanks = 0 // between claims; within one they are part of its text
  lines.slice(1).forEach((raw, index) => {
    const line = index + 2
    const found = raw.startsWith(indent) ? null : claim.exec(raw)
    if (found === null) {
      const own = raw.startsWith(indent)
      if (!own && raw.trim() === '') blanks += 1
      else {
        const into = claims.at(-1)?.lines ?? heading
        into.push(...Array.from({ length: blanks }, () => ''), own ? raw.slice(indent.length) : raw.trim())
        blanks = 0
      }
      return
    }
    blanks = 0
    const number = found[1] ?? ''
    if (known.has(number)) throw new BadFile('id-twice', { id: number }, { line })
    const at = number.lastIndexOf('.')
    const parts = side.exec(found[2] ?? '')
    if (at >= 0 && parts === null) throw new BadFile('no-side', { number }, { line })
    if (at >= 0 && !known.has(number.slice(0, at))) throw new BadFile('no-number', { number }, { line })
    const one: Claim = {
      number,
      against: at >= 0 && parts?.[1]?.toLowerCase() === 'con',
      lines: [at >= 0 ? (parts?.[2] ?? '') : (found[2] ?? '')],
      line,
    }
    claims.push(one)
    known.set(number, one)
  })
  const textOf = (parts: readonly string[]): string => parts.join('\n')

  const nodes: FileNode[] = []
  const relations: FileRelation[] = []
  const issue = textOf(heading)
  if (claims.length === 0 && issue === '') throw new BadFile('nothing-in-it')
  // A discussion of one thesis often bears it as its title: then there is no question above it.
  const only = claims.filter((one) => !one.number.includes('.'))
  const named = issue !== '' && !(only.length === 1 && textOf(only[0]?.lines ?? []) === issue)
  if (named) nodes.push({ key: titleKey, kind: 'issue', wording: issue, lang: null, where: { line: 1 } })
  const see = new Map(
    claims.flatMap((one) =>
      one.number.includes('.')
        ? (reference
            .exec(textOf(one.lines))
            ?.slice(1, 2)
            .map((to) => [one.number, to] as const) ?? [])
        : [],
    ),
  )
  const owner = (number: string, line: number): string => {
    const seen = new Set<string>()
    let at = number
    for (let to = see.get(at); to !== undefined; to = see.get(at)) {
      if (seen.has(at)) throw new BadFile('cycle', { id: number }, { line })
      seen.add(at)
      if (!known.has(to)) throw new BadFile('no-such-id', { id: to }, { line })
      at = to
    }
    return at
  }
  for (const one of claims) {
    const at = one.number.lastIndexOf('.')
    const referring = see.has(one.number)
    const from = owner(one.number, one.line)
    if (!referring)
      nodes.push({
        key: one.number,
        kind: at < 0 ? 'position' : 'argument',
        wording: textOf(one.lines),
        lang: null,
        where: { line: one.line },
      })
    if (at < 0 && !named) continue
    relations.push({
      key: `link-${one.number}`,
      kind: at < 0 ? 'answers' : one.against ? 'attacks' : 'supports',
      from,
      to: at < 0 ? titleKey : owner(one.number.slice(0, at), one.line),
      group: null,
      places: !referring,
      where: { line: one.line },
    })
  }
  return { nodes, relations, words: [], left }
}

/** Text as Kialo exports it. One question at the top is its title; else `title`, else the question of the board. */
export function exportKialo(board: Board, of: { readonly title?: string } = {}): Written {
  const { nodes, relations, places, words, left } = inventory(board)
  left.note('words', words.length)
  const placed = new Set([...places].flatMap((id) => board.relations.get(id)?.from ?? []))
  const issues = nodes.filter((one) => one.kind === 'issue')
  const [single] = issues
  const atTop = nodes.filter((one) => !placed.has(one.id))
  const root =
    issues.length === 1 &&
    single !== undefined &&
    single.wording.trim() !== '' &&
    !relations.some((one) => one.from === single.id) &&
    // A title that reads like the only thesis would be taken for it.
    !nodes.some((one) => one !== single && one.wording === single.wording)
      ? single
      : null
  const hosts = new Map<NodeId, { relation: Relation; child: BoardNode }[]>()
  for (const relation of relations) {
    const child = board.nodes.get(relation.from)
    const host = relation.kind === 'undercuts' ? doubted(board, relation)?.id : (relation.to as NodeId)
    if (child === undefined || host === undefined || host === child.id) {
      left.note('self-undercuts')
      continue
    }
    const list = hosts.get(host) ?? []
    list.push({ relation, child })
    hosts.set(host, list)
    const exact: readonly RelationKind[] = host === root?.id ? ['answers'] : ['supports', 'attacks']
    if (relation.kind === 'undercuts') left.note('undercuts')
    else if (!exact.includes(relation.kind)) left.note('link-kinds')
    if (relation.group !== null) left.note('groups')
    if (relation.label !== undefined) left.note('labels')
  }
  // What is written where: an entry once, at the place it has in the outline; its other links refer to that number.
  const numbers = new Map<NodeId, string>()
  const body: { number: string; prefix: string; node: BoardNode; reference: boolean }[] = []
  type Step = {
    readonly node: BoardNode
    readonly number: string
    readonly prefix: string
    readonly reference: boolean
  }
  let thesis = 0
  const write = (top: Step): void => {
    const stack: Step[] = [top]
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      body.push(step)
      if (step.reference) continue
      numbers.set(step.node.id, step.number)
      const { number } = step
      const below = (hosts.get(step.node.id) ?? []).map(
        ({ relation, child }, index): Step => ({
          node: child,
          number: `${number}.${index + 1}`,
          prefix: relation.kind === 'attacks' || relation.kind === 'undercuts' ? 'Con: ' : 'Pro: ',
          reference: !places.has(relation.id),
        }),
      )
      for (const one of below.reverse()) stack.push(one)
    }
  }
  const thesesOf: BoardNode[] =
    root === null
      ? atTop
      : [
          ...(hosts.get(root.id) ?? []).flatMap(({ relation, child }) => (places.has(relation.id) ? [child] : [])),
          ...atTop.filter((one) => one !== root),
        ]
  if (root !== null) {
    for (const { relation } of hosts.get(root.id) ?? []) if (!places.has(relation.id)) left.note('further-links')
  }
  for (const node of thesesOf) write({ node, number: String(++thesis), prefix: '', reference: false })
  for (const one of nodes) {
    const position = numbers.get(one.id)?.includes('.') === false
    if (one !== root && one.kind !== (position ? 'position' : 'argument')) left.note('kinds')
    if (one.lang !== board.meta.lang) left.note('languages')
    if (root !== null && position && !placed.has(one.id)) left.note('loose')
  }
  const lines = body.flatMap(({ number, prefix, node, reference: refers }) => {
    if (refers) return [`${number}. ${prefix}-> See ${numbers.get(node.id) ?? ''}.`]
    // A wording that would be read as a reference is told from one by a space.
    const wording = reference.test(node.wording) ? `${node.wording} ` : node.wording
    const [first = '', ...more] = wording.split('\n')
    return [`${number}. ${prefix}${first}`, ...more.map((one) => `${indent}${one}`)]
  })
  const [heading = '', ...rest] = (root?.wording ?? of.title ?? board.meta.question).split('\n')
  return {
    text: [`Discussion Title: ${heading}`, ...rest.map((one) => `${indent}${one}`), '', ...lines, ''].join('\n'),
    left: left.all(),
  }
}
