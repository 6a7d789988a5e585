/**
 * AIF node sets and xAIF (OVA3, AIFdb), read liberally: I-nodes are entries, RA a reason, CA an objection, a CA that
 * aims at another S-node an undercut, premises of one S-node a group, `L -> YA -> I` somebody's words. What xAIF has no
 * word for (kinds, languages, how words were caught) our own files carry under `tablee`, which other readers pass over.
 */
import { limits, nodeKinds, type NodeKind, type RelationKind } from '../board/schema.ts'
import { BadFile, Leaving } from '../file.ts'
import { isLang, isSeatCode, type Lang, type SeatCode } from '../ids.ts'
import { isCapture, labelOf, type FileMap, type FileNode, type FileRelation, type FileWords } from './file-map.ts'
import { field, idIn, isRecord, listOf, otherFields, textIn } from './json.ts'

type Node = { readonly id: string; readonly type: string; readonly text: string; readonly place: string }
type Link = { readonly from: Node; readonly to: Node }

const schemes = new Set(['RA', 'CA'])
const defaultText = /^(default (inference|conflict|rephrase)|ra|ca)?$/i
/** AIFdb's numbers of Default Inference and Default Conflict. */
const plainSchemes = new Set(['71', '72'])
const nodeFields = new Set(['nodeID', 'text', 'type', 'timestamp'])
const edgeFields = new Set(['edgeID', 'fromID', 'toID', 'formEdgeID'])
const setFields = new Set(
  'nodes edges participants locutions schemefulfillments descriptorfulfillments cqdescriptorfulfillments'.split(' '),
)
const plainFields = new Set([...setFields, 'AIF', 'text', 'dialog', 'OVA', 'ova', 'tablee'])
const plainIllocutions = new Set(['', 'default illocuting', 'asserting', 'ya'])
/** What a reason may be beside `supports`; only our own files say so. */
const reasons: ReadonlySet<RelationKind> = new Set(['supports', 'answers', 'qualifies', 'illustrates', 'cites'])

/** xAIF (`{ AIF: … }`) or a plain AIF node set, of parsed JSON. */
export const looksLikeAif = (value: unknown): boolean =>
  isRecord(field(value, 'AIF')) ||
  (Array.isArray(field(value, 'nodes')) && listed(value).some((one) => field(one, 'nodeID') !== undefined))
const listed = (value: unknown): readonly unknown[] => {
  const nodes = field(value, 'nodes')
  return Array.isArray(nodes) ? nodes : []
}

/**
 * AIF as AIFdb and OVA3 write it (Chesñevar et al. 2006, “Towards an argument interchange format”). Throws `BadFile`
 * at the first fault.
 */
export function readAif(value: unknown): FileMap {
  const left = new Leaving()
  const wrapped = field(value, 'AIF')
  const aif = wrapped === undefined ? value : wrapped
  const at = wrapped === undefined ? '' : 'AIF.'
  if (!isRecord(aif)) throw new BadFile('wrong-type', { field: 'AIF', want: 'object' }, { place: 'AIF' })

  const byId = new Map<string, Node>()
  listOf(field(aif, 'nodes'), `${at}nodes`, 'needed').forEach((one, index) => {
    const place = `${at}nodes[${index}]`
    const id = idIn(field(one, 'nodeID'), `${place}.nodeID`)
    const type = textIn(field(one, 'type'), `${place}.type`)
    const said = field(one, 'text')
    const text = said === undefined || said === null ? '' : textIn(said, `${place}.text`)
    left.note('other-columns', otherFields(one, nodeFields))
    if (byId.has(id)) throw new BadFile('id-twice', { id }, { place: `${place}.nodeID` })
    if (field(one, 'timestamp') !== undefined && field(one, 'timestamp') !== '') left.note('times')
    byId.set(id, { id, type, text, place })
  })
  const known = (id: string, place: string): Node => {
    const found = byId.get(id)
    if (found === undefined) throw new BadFile('no-such-id', { id }, { place })
    return found
  }
  const into = new Map<string, Link[]>()
  const outOf = new Map<string, Link[]>()
  listOf(field(aif, 'edges'), `${at}edges`, 'or-none').forEach((one, index) => {
    const place = `${at}edges[${index}]`
    const from = known(idIn(field(one, 'fromID'), `${place}.fromID`), `${place}.fromID`)
    const to = known(idIn(field(one, 'toID'), `${place}.toID`), `${place}.toID`)
    left.note('other-columns', otherFields(one, edgeFields))
    if (from === to) throw new BadFile('cycle', { id: from.id }, { place })
    if (from.type === 'I' && to.type === 'I') left.note('bare-edges')
    push(into, to.id, { from, to })
    push(outOf, from.id, { from, to })
  })
  const own = ownPart(value)
  left.note('other-columns', otherFields(aif, wrapped === undefined ? plainFields : setFields))
  listOf(field(aif, 'schemefulfillments'), `${at}schemefulfillments`, 'or-none').forEach((one) => {
    const of = byId.get(String(field(one, 'nodeID')))
    // A scheme that the node's text names is kept as the link's finer kind.
    if (of !== undefined && schemes.has(of.type) && defaultText.test(of.text.trim()))
      if (!plainSchemes.has(String(field(one, 'schemeID')))) left.note('descriptors')
  })

  const relations = links([...byId.values()], into, outOf, own, left)
  const nodes = entries([...byId.values()], relations, own)
  const words = utterances(aif, at, known, into, outOf, own, left)

  for (const one of byId.values()) {
    if (one.type === 'MA') left.note('rephrases')
    else if (one.type === 'TA') left.note('transitions')
    else if (one.type === 'PA') left.note('preferences')
    else if (!['I', 'L', 'YA', 'RA', 'CA'].includes(one.type)) left.note('other-nodes')
  }
  for (const name of ['descriptorfulfillments', 'cqdescriptorfulfillments'])
    left.note('descriptors', listOf(field(aif, name), `${at}${name}`, 'or-none').length)
  if (wrapped !== undefined) aroundIt(value, left)
  return { nodes, relations, words, left }
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** What stands beside the graph in xAIF. Our own export's layout and title are made anew with the next one. */
function aroundIt(value: unknown, left: Leaving): void {
  const ours = field(value, 'tablee') !== undefined
  const transcript = field(value, 'text')
  const said = typeof transcript === 'string' ? transcript : field(transcript, 'txt')
  if (!ours && typeof said === 'string' && said.trim() !== '') left.note('transcript')
  const ova = field(value, 'OVA') ?? field(value, 'ova')
  if (!ours) left.note('layout', listed(ova).length)
  if (!isRecord(value)) return
  for (const key of Object.keys(value)) {
    if (['AIF', 'text', 'dialog', 'OVA', 'ova', 'tablee'].includes(key)) continue
    left.note(/audio|media|video/i.test(key) ? 'audio' : 'other-columns')
  }
}

type OwnLink = {
  readonly kind?: RelationKind
  readonly places: ReadonlySet<string>
  readonly group: boolean
  readonly premise?: string
}
type Own = {
  readonly nodes: ReadonlyMap<string, { readonly kind?: NodeKind; readonly lang?: Lang }>
  readonly links: ReadonlyMap<string, OwnLink>
  readonly words: ReadonlyMap<string, unknown>
}
/** Our own files' additions; what is not as we write it is not taken. */
function ownPart(value: unknown): Own {
  const part = field(value, 'tablee')
  const rows = (name: string): readonly (readonly [string, unknown])[] => {
    const list = field(part, name)
    return (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
      const id = field(one, 'nodeID')
      return typeof id === 'string' || typeof id === 'number' ? [[String(id), one] as const] : []
    })
  }
  const langIn = (one: unknown): { lang?: Lang } => {
    const lang = field(one, 'lang')
    return isLang(lang) ? { lang } : {}
  }
  return {
    nodes: new Map(
      rows('nodes').map(([id, one]) => {
        const kind = nodeKinds.find((known) => known === field(one, 'kind'))
        return [id, { ...(kind === undefined ? {} : { kind }), ...langIn(one) }]
      }),
    ),
    links: new Map(
      rows('links').map(([id, one]) => {
        const kind = [...reasons].find((known) => known === field(one, 'kind'))
        const premise = field(one, 'premise')
        return [
          id,
          {
            ...(kind === undefined ? {} : { kind }),
            places: new Set(idsIn(field(one, 'places'))),
            group: field(one, 'group') === true,
            ...(typeof premise === 'string' || typeof premise === 'number' ? { premise: String(premise) } : {}),
          },
        ]
      }),
    ),
    words: new Map(rows('words')),
  }
}

const idsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : []).flatMap((one: unknown) =>
    typeof one === 'string' || typeof one === 'number' ? [String(one)] : [],
  )

function links(
  all: readonly Node[],
  into: ReadonlyMap<string, Link[]>,
  outOf: ReadonlyMap<string, Link[]>,
  own: Own,
  left: Leaving,
): FileRelation[] {
  const inferences = all.filter((one) => schemes.has(one.type))
  const premises = (one: Node): readonly Node[] =>
    (into.get(one.id) ?? []).flatMap(({ from }) => (from.type === 'I' ? [from] : []))
  const targets = (one: Node): readonly Node[] =>
    (outOf.get(one.id) ?? []).flatMap(({ to }) =>
      to.type === 'I' || (one.type === 'CA' && schemes.has(to.type)) ? [to] : [],
    )
  // Sound: leads, over however many doubts, to a link between entries. Found from the ends backwards.
  const sound = new Set<Node>()
  const ready = inferences.filter((one) => premises(one).length > 0 && targets(one).some((to) => to.type === 'I'))
  for (let one = ready.pop(); one !== undefined; one = ready.pop()) {
    if (sound.has(one)) continue
    sound.add(one)
    for (const { from } of into.get(one.id) ?? []) if (from.type === 'CA' && premises(from).length > 0) ready.push(from)
  }
  const keysOf = new Map<Node, readonly { key: string; premise: string }[]>()
  const relations: FileRelation[] = []
  const aims = (one: Node): readonly Node[] => targets(one).filter((to) => to.type === 'I' || sound.has(to))
  for (const one of inferences) {
    const from = premises(one)
    for (const { to } of outOf.get(one.id) ?? [])
      if (to.type !== 'I' && !(one.type === 'CA' && schemes.has(to.type))) left.note('links-of-links')
    if (!sound.has(one)) {
      inRing(one, targets)
      left.note('open-inferences')
      continue
    }
    const pairs = from.length * aims(one).length
    if (pairs > limits.relations)
      throw new BadFile('too-many-links', { n: pairs, limit: limits.relations }, { place: one.place })
    const many = pairs > 1
    let nth = 0
    keysOf.set(
      one,
      aims(one).flatMap(() =>
        from.map((premise) => ({ key: many ? `${one.id}-${++nth}` : one.id, premise: premise.id })),
      ),
    )
  }
  for (const one of inferences) {
    const keys = [...(keysOf.get(one) ?? [])]
    const said = own.links.get(one.id)
    const label = defaultText.test(one.text.trim()) ? null : labelOf(one.text, left)
    const example = one.type === 'RA' && label?.toLowerCase() === 'example'
    aims(one).forEach((to, index) => {
      const from = premises(one)
      const doubt = to.type !== 'I'
      const kind: RelationKind = doubt
        ? 'undercuts'
        : one.type === 'CA'
          ? 'attacks'
          : (said?.kind ?? (example ? 'illustrates' : 'supports'))
      const about = keysOf.get(to)
      const target = doubt
        ? (about?.find((each) => each.premise === said?.premise)?.key ?? about?.[0]?.key ?? '')
        : to.id
      for (const premise of from) {
        const key = keys.shift()?.key ?? one.id
        relations.push({
          key,
          kind,
          from: premise.id,
          to: target,
          group: from.length > 1 || said?.group === true ? (index === 0 ? one.id : `${one.id}-to-${index + 1}`) : null,
          ...(label === null || example ? {} : { label }),
          ...(said?.places.has(premise.id) === true ? { places: true } : {}),
          where: { place: one.place },
        })
      }
    })
  }
  // Siblings stand in the order of the entries, whatever order the S-nodes have.
  const row = new Map(all.map((one, index) => [one.id, index]))
  return relations
    .map((one, index) => ({ one, index, at: row.get(one.from) ?? 0 }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ one }) => one)
}

/** A ring of conflicts about conflicts stands on no claim: it is a mistake, not something left open. */
function inRing(start: Node, targets: (one: Node) => readonly Node[]): void {
  const seen = new Set<Node>()
  for (let one: Node | undefined = start; one !== undefined; one = targets(one)[0]) {
    if (one.type === 'I') return
    if (seen.has(one)) throw new BadFile('cycle', { id: one.id }, { place: one.place })
    seen.add(one)
  }
}

function entries(all: readonly Node[], relations: readonly FileRelation[], own: Own): FileNode[] {
  const speaks = new Set(relations.map((one) => one.from))
  const aimedAt = new Set(relations.map((one) => one.to))
  return all
    .filter((one) => one.type === 'I')
    .map((one) => {
      const said = own.nodes.get(one.id)
      // A claim that others speak to and that speaks to nothing is somebody's answer; any other gives a reason.
      const kind = said?.kind ?? (aimedAt.has(one.id) && !speaks.has(one.id) ? 'position' : 'argument')
      return { key: one.id, kind, wording: one.text, lang: said?.lang ?? null, where: { place: `${one.place}.text` } }
    })
}

function utterances(
  aif: unknown,
  at: string,
  known: (id: string, place: string) => Node,
  into: ReadonlyMap<string, Link[]>,
  outOf: ReadonlyMap<string, Link[]>,
  own: Own,
  left: Leaving,
): FileWords[] {
  const seats = new Map<string, SeatCode | null>()
  const names: string[] = []
  listOf(field(aif, 'participants'), `${at}participants`, 'or-none').forEach((one, index) => {
    const id = idIn(field(one, 'participantID'), `${at}participants[${index}].participantID`)
    const [first, last] = ['firstname', 'surname'].map((name) => {
      const said = field(one, name)
      return typeof said === 'string' ? said.trim() : ''
    })
    const seat = isSeatCode(last) ? last : null
    seats.set(id, seat)
    if (seat !== null || `${first} ${last}` === noSeat || `${first}${last}` === '') return
    left.note('names')
    names.push(
      ...[`${first} ${last}`, first ?? '', last ?? ''].map((name) => name.trim()).filter((name) => name !== ''),
    )
  })
  const locutions = new Map<string, unknown>()
  listOf(field(aif, 'locutions'), `${at}locutions`, 'or-none').forEach((one, index) => {
    const place = `${at}locutions[${index}].nodeID`
    locutions.set(known(idIn(field(one, 'nodeID'), place), place).id, one)
  })

  const words: FileWords[] = []
  const utterers = new Map<Node, Link[]>()
  for (const links of outOf.values())
    for (const link of links) if (link.from.type === 'L') push(utterers, link.from, link)
  const counted = new Set<Node>()
  for (const [node, links] of utterers) {
    const claims: Node[] = []
    let aboutLinks = 0
    for (const { to } of links) {
      if (to.type !== 'YA') continue
      if (!plainIllocutions.has(to.text.trim().toLowerCase())) left.note('illocutions')
      counted.add(to)
      for (const { to: end } of outOf.get(to.id) ?? []) {
        if (end.type === 'I') claims.push(end)
        else aboutLinks += 1
      }
    }
    // Our own files leave out what somebody does not want printed.
    if (own.words.has(node.id) && node.text.trim() === '') {
      left.note('withheld-words')
      continue
    }
    left.note('utterances-about-links', aboutLinks)
    if (claims.length === 0 && aboutLinks === 0) left.note('utterances-about-nothing')
    const locution = locutions.get(node.id)
    const person = field(locution, 'personID')
    const seat = typeof person === 'string' || typeof person === 'number' ? (seats.get(String(person)) ?? null) : null
    const start = field(locution, 'start')
    const when = typeof start === 'string' ? moment(start) : null
    if (typeof start === 'string' && start.trim() !== '' && when === null) left.note('times')
    const said = own.words.get(node.id)
    const lang = field(said, 'lang')
    const capture = field(said, 'capture')
    claims.forEach((claim, index) =>
      words.push({
        key: index === 0 ? node.id : `${node.id}-${index + 1}`,
        node: claim.id,
        text: withoutName(node.text, names),
        lang: isLang(lang) ? lang : null,
        seat,
        // Words of a file were noted by somebody else: they are not printed in quotation marks.
        capture: isCapture(capture) ? capture : 'from-notes',
        ...(when === null ? {} : { at: when }),
        where: { place: `${node.place}.text` },
      }),
    )
  }
  for (const links of into.values())
    for (const { from } of links)
      if (from.type === 'YA' && !counted.has(from)) {
        counted.add(from)
        left.note('illocutions')
      }
  return words
}

export const noSeat = 'Seat unknown'

/** RFC 3339 with its offset; anything else names another moment in every time zone. */
function moment(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isFinite(at) && at >= 0 ? at : null
}

/** AIFdb writes `Name : what was said`; a name stays behind. */
function withoutName(text: string, names: readonly string[]): string {
  const low = text.toLowerCase()
  const found = names.find((name) => low.startsWith(name.toLowerCase()) && /^\s*:/.test(text.slice(name.length)))
  return found === undefined ? text : text.slice(text.indexOf(':') + 1).trimStart()
}
