/**
 * One random day at one table, drawn from one seed: people edit, lose the network, reload, are revoked and let in again,
 * send commands; the server dies, its disk fails; some bytes are hostile. At every step and at the end the invariants
 * I1-I8 of SPEC (FUZZ) hold, or this throws.
 */
import * as Y from 'yjs'
import { openJournal } from '@tablee/server/journal/sqlite'
import { memoryJournal } from '@tablee/server/journal/memory'
import { openDatabase } from '@tablee/server/store/database'
import * as onCanvas from '@tablee/shared/board/canvas/edit'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { brokenCanvasRules } from '@tablee/shared/board/canvas/repair'
import { elementKinds, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { limits, nodeKinds, relationKinds } from '@tablee/shared/board/schema'
import { readBoard } from '@tablee/shared/board/read'
import { brokenRules } from '@tablee/shared/board/invariants'
import type { Lang, NodeId, RelationId, WordsId } from '@tablee/shared/ids'
import { can, roles, type Role } from '@tablee/shared/roles'
import { defaultPolicy, nothingHeld } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { aTable, type ATable, type Editor } from '../support/aTable.ts'
import { seeded, type Random } from '../support/seeded.ts'
import { askedLog } from '../support/slowLog.ts'

export type Counts = Record<string, number>

const words = [
  'liable',
  'maker',
  'city',
  'night',
  'bus',
  'taxi',
  'trust',
  'dark',
  'school',
  'rural',
  'مدينة',
  'sécurité',
  '👩‍🦽',
]

/** What a person did or what happened, with its weight. The weights keep about half of the frames under way. */
const acts = {
  add: 12,
  reword: 12,
  kind: 3,
  move: 6,
  relate: 4,
  unrelate: 2,
  remove: 4,
  say: 7,
  place: 2,
  undo: 5,
  redo: 2,
  some: 30,
  flow: 7,
  pass: 8,
  cut: 4,
  offline: 4,
  online: 9,
  reload: 3,
  kill: 1,
  start: 5,
  down: 1,
  up: 5,
  revoke: 1,
  admit: 5,
  withdraw: 3,
  redact: 1,
  correct: 2,
  curtain: 2,
  release: 1,
  state: 2,
  hostile: 1,
} as const
type Act = keyof typeof acts
const bag: readonly Act[] = Object.entries(acts).flatMap(([name, weight]) => Array<Act>(weight).fill(name as Act))

type Promised = {
  readonly clocks: Map<number, number>
  deletes: ReturnType<typeof Y.createDeleteSetFromStructStore> | null
}

/** `draws`: beside all that, people work on their canvas, by a chance of its own (days that once failed had none). */
export async function runTable(seed: number, steps: number, counts: Counts, draws = false): Promise<void> {
  const random = seeded(seed)
  const chance = seeded(seed ^ 0x5bd1e995)
  const size = 3 + random.below(6)
  const cast: Role[] = Array.from({ length: size }, (_, i) =>
    i > 1 && random.below(4) === 0 ? 'citizen' : random.below(4) === 0 ? 'facilitator' : 'reporter',
  )
  const database = seed % 4 === 0 ? openDatabase(':memory:') : null
  const t = aTable({
    editors: size,
    seed,
    roles: cast,
    disk: seed % 7 !== 0,
    frame: seed % 3 === 0 ? 400 : 192 * 1024,
    journal: (clock) =>
      database
        ? openJournal({ database, clock, server: 'fuzz', through: askedLog })
        : memoryJournal({ clock, through: askedLog }),
    skew: seed % 5 === 0 ? { ana: 86_400_000, bo: -86_400_000 } : {},
  })
  const count = (what: string, by = 1): void => void (counts[what] = (counts[what] ?? 0) + by)
  const promises = new Map<Editor, Promised>()
  const commands: { id: string; kind: string }[] = []
  const broken: string[] = []

  // I2: what somebody said is written once, and a mark is never taken away.
  for (const root of ['words', 'withdrawn', 'redacted'] as const) {
    t.committed.getMap(root).observe((event) => {
      for (const [key, { action }] of event.changes.keys)
        if (action !== 'add') broken.push(`I2: ${root} ${key} was ${action}d`)
    })
  }

  /** I1: what the light calls saved is in the journal at this moment, and is remembered for the end. */
  const promised = (editor: Editor, deletesToo: boolean): void => {
    if (editor.link.light().kind !== 'saved') return
    const promise: Promised = promises.get(editor) ?? { clocks: new Map(), deletes: null }
    for (const [client, structs] of editor.doc.store.clients) {
      const clock = Y.getState(editor.doc.store, client)
      if (structs.length > 0 && Y.getState(t.committed.store, client) < clock)
        broken.push(`I1: ${editor.name} was shown saved, ${client} ${clock} is not in the journal`)
      promise.clocks.set(client, Math.max(clock, promise.clocks.get(client) ?? 0))
    }
    if (deletesToo) {
      promise.deletes = Y.createDeleteSetFromStructStore(editor.doc.store)
      const lost = missingDeletes(promise.deletes, t.committed)
      if (lost) broken.push(`I1: ${editor.name} was shown saved, the deletion of ${lost} is not in the journal`)
    }
    promises.set(editor, promise)
    count('promises')
  }

  const textOf = (): string => Array.from({ length: 1 + random.below(5) }, () => random.pick(words)).join(' ')
  const act = async (name: Act): Promise<void> => {
    const editor = random.pick(t.editors)
    const { board } = editor
    const nodes = [...board.nodes.keys()]
    const relations = [...board.relations.keys()]
    const said = [...board.words.keys()]
    const node = (): NodeId | null => (nodes.length > 0 ? random.pick(nodes) : null)
    const mayEdit = editor.link.me.mayEdit
    switch (name) {
      case 'add':
        if (mayEdit)
          editor.add(
            random.pick(nodeKinds),
            textOf(),
            random.below(3) > 0 ? (node() ?? undefined) : undefined,
            random.pick(relationKinds),
          )
        return
      case 'reword': {
        const id = node()
        if (mayEdit && id)
          editor.reword(id, `${random.below(2) ? `${board.nodes.get(id)?.wording} ` : ''}${textOf()}`.slice(0, 300))
        return
      }
      case 'kind': {
        const id = node()
        if (mayEdit && id) editor.setKind(id, random.pick(nodeKinds))
        return
      }
      case 'move': {
        const id = node()
        const to = node()
        if (mayEdit && id && to && id !== to) editor.move(id, to)
        return
      }
      case 'relate': {
        const id = node()
        const to = node()
        if (mayEdit && id && to && id !== to) editor.relate(id, to, random.pick(relationKinds))
        return
      }
      case 'unrelate':
        if (mayEdit && relations.length > 0) editor.unrelate(random.pick(relations) as RelationId)
        return
      case 'remove': {
        const id = node()
        if (mayEdit && id) editor.remove(id)
        return
      }
      case 'say': {
        const id = node()
        if (mayEdit && id) editor.say(id, textOf())
        return
      }
      case 'place': {
        const id = node()
        if (mayEdit && id && said.length > 0) editor.place(random.pick(said) as WordsId, id)
        return
      }
      case 'undo':
        if (mayEdit) editor.undo()
        return
      case 'redo':
        if (mayEdit) editor.redo()
        return
      case 'some':
        return t.some(1 + random.below(12))
      case 'flow':
        return t.flow()
      case 'pass':
        return t.pass(random.pick([50, 400, 2_000, 9_000, 30_000]))
      case 'cut':
        return t.wire.cut(editor.name)
      case 'offline':
        return t.wire.goOffline(editor.name)
      case 'online':
        return t.wire.goOnline(editor.name)
      case 'reload': {
        const before = Y.decodeStateVector(Y.encodeStateVector(editor.doc))
        await editor.reload()
        // What this device had on the screen, sent or not, is there again: the copy on its disk is whole.
        if (editor.environment.indexedDB === null) return
        for (const [client, clock] of before)
          if (Y.getState(editor.doc.store, client) < clock)
            broken.push(`I1: ${editor.name} reloaded and lost ${client} ${clock}`)
        return
      }
      case 'kill':
        if (t.wire.server) await t.killServer()
        return
      case 'start':
        if (!t.wire.server) t.startServer()
        return
      case 'down':
        t.server.storageDown = true
        return
      case 'up':
        t.server.storageDown = false
        return
      case 'revoke':
        if (t.server.revoked.size > 0) return
        t.server.revoked.add(`l-${editor.name}`)
        t.server.live?.disconnect({ link: `l-${editor.name}` as never })
        return
      case 'admit':
        await admit(t)
        return
      case 'withdraw':
      case 'redact':
        if (said.length > 0) commands.push({ id: editor.command({ kind: name, words: random.pick(said) }), kind: name })
        return
      case 'correct':
        if (said.length > 0)
          commands.push({
            id: editor.command({
              kind: 'correct',
              words: random.pick(said),
              newWords: editor.id(),
              text: textOf(),
              lang: 'fr' as Lang,
              at: Date.now(),
            }),
            kind: name,
          })
        return
      case 'curtain':
        commands.push({ id: editor.command({ kind: 'curtain', to: random.pick(['open', 'drawn']) }), kind: name })
        return
      case 'release':
        commands.push({ id: editor.command({ kind: 'release' }), kind: name })
        return
      case 'state':
        return t.server.become(random.pick(['open', 'open', 'open-citizens-edit', 'closed']))
      case 'hostile':
        return hostile(editor, random.below(4), node())
    }
  }

  try {
    // The table has begun: an issue that everybody sees, and some words to fight over.
    for (const editor of t.editors) await editor.loaded()
    await t.quiet()
    const issue = t.ana.add('issue', 'Who is liable?')
    t.ana.say(issue, 'We cannot sleep')
    await t.quiet()
    for (const step of Array.from({ length: steps }, (_, i) => i)) {
      const name = random.pick(bag)
      count(name)
      await act(name)
      if (draws && chance.below(3) === 0) {
        const editor = chance.pick(t.editors)
        if (editor.link.me.mayEdit && draw(editor, chance)) count('drawn')
      }
      for (const editor of t.editors) promised(editor, step % 10 === 9)
      if (broken.length > 0) throw new Error(broken.join('\n'))
    }

    // Quiescence: everything that can heal, heals.
    for (const editor of t.editors) t.wire.goOnline(editor.name)
    t.server.storageDown = false
    if (!t.wire.server) t.startServer()
    t.server.become('open')
    await admit(t)
    // A room that heard its disk fail learns with the next write that it works again.
    await t.until('ana may write', () => t.ana.link.status().state === 'live' && t.ana.link.me.mayEdit)
    t.ana.add('issue', 'One last word')
    if (draws) {
      await t.quiet()
      onCanvas.repairCanvas(t.ana.doc, { who: 'ana', why: 'repair' }, { parts: false })
    }
    await t.agrees() // I3 and I6
    const replay = await t.replay()

    // I1 once more: a recovery from the journal alone holds everything that was ever called saved.
    for (const [editor, { clocks, deletes }] of promises) {
      for (const [client, clock] of clocks)
        if (Y.getState(replay.store, client) < clock) broken.push(`I1: ${editor.name}'s ${client} ${clock} is gone`)
      const lost = deletes ? missingDeletes(deletes, replay) : null
      if (lost) broken.push(`I1: ${editor.name}'s deletion of ${lost} is gone`)
    }
    // I4: equal histories, equal views.
    const view = (doc: Y.Doc): string =>
      JSON.stringify(project(readBoard(doc), defaultPolicy, nothingHeld, (id) => `p-${id}`))
    const truth = view(replay)
    for (const editor of t.editors) if (view(editor.doc) !== truth) broken.push(`I4: ${editor.name} sees another view`)
    // I5: no row by somebody who may not.
    for (const row of t.rows) {
      if (row.device.startsWith('server-') || row.kind === 'command') continue
      const role = roles.find((each) => each === row.author.split(':')[0])
      const state = t.server.judgedIn.get(row.seq) ?? 'closed'
      const may =
        role !== undefined && (['board.edit', 'words.add'] as const).some((action) => can(role, action, state, true))
      if (!may) broken.push(`I5: a row by ${row.author} on a board that was ${state}`)
    }
    // I7: bounds.
    for (const editor of t.editors) {
      const { store } = editor.doc
      if (store.pendingStructs !== null || store.pendingDs !== null)
        broken.push(`I7: ${editor.name} waits for something that will never come`)
      if (editor.board.nodes.size > limits.nodes) broken.push('I7: too many nodes')
    }
    if (Y.encodeStateVector(replay).length > limits.stateVector) broken.push('I7: state vector')
    if ((t.server.live?.counts().editors ?? 0) > t.editors.length) broken.push('I7: sockets that nobody holds')
    for (const rule of brokenRules(readBoard(replay))) broken.push(`I7: ${rule}`)
    for (const rule of brokenCanvasRules(replay)) broken.push(`I7: ${rule}`)
    // I8: a command takes effect once.
    const told = t.rows
      .filter((row) => row.kind === 'command')
      .map((row) => (JSON.parse(new TextDecoder().decode(row.data)) as { command: string }).command)
    if (new Set(told).size !== told.length) broken.push('I8: a command has two rows')
    const marks = commands.filter(({ kind }) => ['withdraw', 'redact', 'correct'].includes(kind)).length
    const marked = t.rows.filter((row) => row.kind === 'update' && row.device.startsWith('server-')).length
    if (marked > marks) broken.push(`I8: ${marks} commands made ${marked} rows`)
    // A clientID belongs to one page load.
    const pages = t.editors.flatMap((editor) => editor.pages)
    if (new Set(pages).size !== pages.length) broken.push('a clientID came twice')
    if (broken.length > 0) throw new Error(broken.join('\n'))

    count('rows', t.rows.length)
    count('resyncs', t.server.counts.sockets - t.editors.length)
    count('catch-ups', t.server.counts.catchUps)
    count('commands', commands.length)
    count('command rows', told.length + marked)
    count('frames', t.wire.counts.delivered)
    count('lost frames', t.wire.counts.lostFrames)
    count('lost answers', t.wire.counts.lostAnswers)
    for (const editor of t.editors) {
      const light = editor.link.light()
      if (light.kind === 'refused') count('put aside', light.refused.length)
    }
    count('refused', t.server.problems.filter((problem) => problem === 'refused an update').length)
    count('nodes', readBoard(replay).nodes.size)
    if (database) count('sqlite')
  } finally {
    await t.close()
    database?.close()
  }

  async function admit(table: ATable): Promise<void> {
    for (const editor of table.editors) {
      if (!table.server.revoked.delete(`l-${editor.name}`)) continue
      // A new link is opened in a new page.
      await editor.reload()
    }
  }
}

/** One thing somebody does on the canvas; true when it was done. */
function draw({ name, doc }: Editor, chance: Random): boolean {
  const canvas = readCanvas(doc)
  const ids = [...canvas.shapes.keys()]
  const origin = { who: name, why: 'draw' }
  const id = (): ShapeId => `shape:${name}-${chance.below(1_000_000_000)}`
  const at = { x: chance.below(2_000), y: chance.below(1_000) }
  if (ids.length < 2 || chance.below(3) === 0)
    return onCanvas.addElement(doc, origin, {
      id: id(),
      kind: chance.pick(elementKinds),
      text: chance.pick(words),
      lang: 'fr' as Lang,
      ...at,
      at: 1,
    }).ok
  const [one, two] = [chance.pick(ids), chance.pick(ids)]
  switch (chance.below(7)) {
    case 0:
      return onCanvas.placeShape(doc, origin, one, at).ok
    case 1:
      return onCanvas.setText(doc, origin, one, `${chance.pick(words)} ${chance.pick(words)}`).ok
    case 2:
      return onCanvas.removeShapes(doc, origin, [one], 1).ok
    case 3:
      return onCanvas.linkElement(doc, origin, one, chance.pick(['n1', 'n2']) as NodeId, 1).ok
    case 4:
      return onCanvas.setElement(doc, origin, one, { horizon: chance.pick([null, 2030, 2040]) }).ok
    case 5:
      return onCanvas.connect(doc, origin, {
        id: id(),
        start: `binding:${name}-${chance.below(1_000_000_000)}`,
        end: `binding:${name}-${chance.below(1_000_000_000)}`,
        from: one,
        to: two,
        at: 1,
      }).ok
    default: {
      const group = id()
      const made = onCanvas.addRecord(doc, origin, {
        id: group,
        typeName: 'shape',
        type: 'group',
        ...at,
        rotation: 0,
        index: onCanvas.indexAbove(canvas),
        parentId: 'page:page',
        isLocked: false,
        opacity: 1,
        props: {},
        meta: {},
      })
      return made.ok && onCanvas.reparent(doc, origin, [one, two], group).ok
    }
  }
}

/** Bytes no honest editor sends: they must be refused, and cost nobody else anything. */
function hostile(editor: Editor, way: number, node: NodeId | null): void {
  const { doc } = editor
  const origin = { who: 'nobody', why: 'hostile' }
  if (way === 0) doc.transact(() => doc.getMap('unknown').set('x', 'a root no board has'), origin)
  else if (way === 1 && node)
    doc.transact(() => (doc.getMap('nodes').get(node) as Y.Map<unknown>).set('admin', true), origin)
  else if (way === 2) doc.transact(() => doc.getMap('withdrawn').set('forged', { at: 1, by: 'organiser' }), origin)
  else doc.transact(() => doc.getMap('nodes').set('n', 'no node'), origin)
}

type Deletes = ReturnType<typeof Y.createDeleteSetFromStructStore>
/** The first deleted item of these that is not deleted in this document, or null. */
function missingDeletes(deletes: Deletes, doc: Y.Doc): string | null {
  const there = Y.createDeleteSetFromStructStore(doc.store)
  for (const [client, ranges] of deletes.clients) {
    for (const { clock, len } of ranges) {
      for (const at of [clock, clock + len - 1])
        if (!Y.isDeleted(there, Y.createID(client, at))) return `${client} ${at}`
    }
  }
  return null
}
