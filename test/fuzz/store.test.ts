/**
 * Random days at a table whose devices' stores answer late, are silent for minutes, full, or emptied; with a second tab
 * on the same store, pages that end at any moment, networks that go and servers that die. At each step what the light
 * says is true, and at the end nothing that it ever called kept or saved is missing.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { TableLink } from '@tablee/client/link/link'
import { openTable } from '@tablee/client/link/table'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type CommandId, type Lang, type NodeId, type RelationId, type WordsId } from '@tablee/shared/ids'
import { aTable, canonical, turn, type ATable, type Editor } from '../support/aTable.ts'
import { MoodyDisk, type DiskPage } from '../support/moodyDisk.ts'
import { seeded, type Random } from '../support/seeded.ts'

const days = Number(process.env['STORE_DAYS'] ?? 12)
const steps = 90
const counts: Record<string, number> = {}
const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1)

const acts = {
  add: 16,
  reword: 12,
  remove: 3,
  say: 5,
  withdraw: 2,
  some: 26,
  flow: 8,
  pass: 12,
  cut: 3,
  offline: 5,
  online: 8,
  reload: 7,
  tab: 4,
  silent: 4,
  speak: 7,
  full: 3,
  room: 6,
  slow: 4,
  fast: 4,
  emptied: 1,
  kill: 1,
  start: 5,
} as const
type Act = keyof typeof acts
const bag: readonly Act[] = Object.entries(acts).flatMap(([name, weight]) => Array<Act>(weight).fill(name as Act))

class Tab {
  readonly device: Device
  link: TableLink
  page: DiskPage
  wasLive = false
  constructor(device: Device) {
    this.device = device
    ;[this.link, this.page] = device.openPage()
  }
  get sure(): boolean {
    const light = this.link.light()
    return light.kind === 'saved' || (light.kind === 'kept' && light.onDisk)
  }
  end(hides: boolean, all: boolean): void {
    // A page that is left hands over what it has; one that is killed does not.
    if (hides) this.device.editor.hide()
    this.page.end(all)
    this.link.close()
  }
  reload(hides: boolean, all: boolean): void {
    this.end(hides, all)
    this.wasLive = false
    ;[this.link, this.page] = this.device.openPage()
  }
}

class Device {
  readonly editor: Editor
  readonly disk: MoodyDisk
  readonly tabs: Tab[]
  /** What it was told is kept or saved: clocks by clientID. */
  readonly owed = new Map<number, number>()
  constructor(editor: Editor, disk: MoodyDisk) {
    this.editor = editor
    this.disk = disk
    editor.link.close()
    this.tabs = [new Tab(this)]
  }
  openPage(): [TableLink, DiskPage] {
    const page = this.disk.page()
    const { session, environment } = this.editor
    return [openTable({ board: 'b1', session, environment, storage: page.open }), page]
  }
}

async function day(seed: number): Promise<void> {
  const random = seeded(seed)
  const t = aTable({ editors: 2 + random.below(2), seed, frame: seed % 3 === 0 ? 400 : 192 * 1024 })
  const devices = t.editors.map((editor) => new Device(editor, new MoodyDisk(seeded(random.below(1 << 30)))))
  const broken: string[] = []
  const all = () => devices.flatMap(({ tabs }) => tabs)
  const calm = () =>
    all().every(
      ({ link }) =>
        link.status().state === 'live' &&
        ['saved', 'refused'].includes(link.light().kind) &&
        link.pendingCommands().length === 0,
    )
  const told = () =>
    all()
      .map(({ device, link }) => `${device.editor.name} ${link.status().state} ${JSON.stringify(link.light())}`)
      .join('\n')
  const quiet = () =>
    t.until('quiet', calm).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${told()}`)
    })
  try {
    await quiet()
    write(all()[0], random)
    await quiet()
    for (let step = 0; step < steps; step++) {
      const name = random.pick(bag)
      count(name)
      await act(t, devices, name, random)
      for (const tab of all()) look(t, tab, broken)
      if (broken.length > 0) throw new Error(`step ${step} ${name}: ${broken.join('\n')}`)
    }
    // Everything that can heal, heals; and each page is opened once more, for what another left on the disk.
    for (let round = 0; round < 2; round++) {
      for (const { editor, disk } of devices) {
        Object.assign(disk, { full: false, slow: false })
        disk.speak()
        t.wire.goOnline(editor.name)
      }
      if (!t.wire.server) t.startServer()
      await quiet()
      await t.flow()
      for (const tab of all()) look(t, tab, broken)
      if (round === 0) for (const tab of all()) tab.reload(true, true)
    }
    const replay = await t.replay()
    const truth = canonical(replay)
    for (const { device, link } of all())
      if (canonical(link.doc) !== truth) broken.push(`${device.editor.name} differs from the journal`)
    for (const { editor, owed } of devices)
      for (const [client, clock] of owed)
        if (Y.getState(replay.store, client) < clock)
          broken.push(`${editor.name}: ${client} ${clock} was called kept or saved, and is gone`)
    if (t.server.problems.length > 0) broken.push(...t.server.problems)
    if (broken.length > 0) throw new Error(broken.join('\n'))
  } finally {
    for (const { link } of all()) link.close()
    await t.close()
  }
}

/** What the light says is true now; and remembered. */
function look(t: ATable, tab: Tab, broken: string[]): void {
  const { device, link, page } = tab
  const { name } = device.editor
  const light = link.light()
  if (link.status().state === 'live') tab.wasLive = true
  if (light.kind === 'unread') count('unread')
  // What stood on text that the browser took with its store can go nowhere: it becomes a file. Else nothing is refused.
  if (light.kind === 'refused' && device.disk.emptied === 0) broken.push(`${name}: ${JSON.stringify(light.refused)}`)
  if ((light.kind === 'saved' || (light.kind === 'kept' && light.onDisk)) && !page.heard())
    broken.push(`${name} says ${light.kind}, and its store has not answered`)
  if (link.status().seen && !page.heard() && !tab.wasLive && link.status().state === 'loading')
    broken.push(`${name} shows a board that nobody gave it`)
  if (light.kind === 'saved')
    for (const client of link.doc.store.clients.keys())
      if (Y.getState(t.committed.store, client) < Y.getState(link.doc.store, client))
        broken.push(`${name} says saved, and ${client} is not in the journal`)
  if (!tab.sure) return
  count(light.kind)
  for (const client of link.doc.store.clients.keys()) {
    const clock = Y.getState(link.doc.store, client)
    device.owed.set(client, Math.max(clock, device.owed.get(client) ?? 0))
  }
}

function write(tab: Tab | undefined, random: Random, to: NodeId | null = null): void {
  if (!tab) return
  const id = newId<NodeId>((n) => random.bytes(n))
  const place = to && { relation: newId<RelationId>((n) => random.bytes(n)), kind: 'supports' as const, to }
  edit.addNode(
    tab.link.doc,
    { who: tab.link.me.who, why: 'add' },
    {
      id,
      kind: to ? 'argument' : 'issue',
      wording: `Typed ${random.below(1_000)}`,
      lang: 'fr' as Lang,
      at: 1,
      ...(place ? { place } : {}),
    },
  )
}

async function act(t: ATable, devices: readonly Device[], name: Act, random: Random): Promise<void> {
  const device = random.pick(devices)
  const { disk, editor, tabs } = device
  const tab = random.pick(tabs)
  const { link } = tab
  const board = readBoard(link.doc)
  const nodes = [...board.nodes.keys()]
  const said = [...board.words.keys()]
  const node = nodes.length > 0 ? random.pick(nodes) : null
  const by = { who: link.me.who, why: name }
  switch (name) {
    case 'add':
      return write(tab, random, random.below(3) > 0 ? node : null)
    case 'reword':
      return node ? void edit.setWording(link.doc, by, node, `Said anew ${random.below(1_000)}`) : undefined
    case 'remove':
      return node ? void edit.remove(link.doc, by, node) : undefined
    case 'say':
      if (node)
        edit.addWords(link.doc, by, {
          id: newId<WordsId>((n) => random.bytes(n)),
          node,
          text: `We cannot sleep ${random.below(1_000)}`,
          lang: 'fr' as Lang,
          seat: null,
          capture: 'own-typing',
          at: 1,
        })
      return
    case 'withdraw':
      if (said.length > 0)
        link.command({ id: newId<CommandId>((n) => random.bytes(n)), kind: 'withdraw', words: random.pick(said) })
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
    case 'reload':
      return tab.reload(random.below(2) === 0, random.below(2) === 0)
    case 'tab': {
      const other = tabs[1]
      if (!other) return void tabs.push(new Tab(device))
      tabs.pop()
      return other.end(random.below(2) === 0, random.below(2) === 0)
    }
    case 'silent':
      return void (disk.silent = true)
    case 'speak':
      disk.speak()
      return turn()
    case 'full':
    case 'room':
      return void (disk.full = name === 'full')
    case 'slow':
    case 'fast':
      return void (disk.slow = name === 'slow')
    case 'emptied':
      // What was kept and not sent goes with the store: that was the browser's doing. What is told from now on counts.
      for (const [client, clock] of device.owed)
        if (Y.getState(t.committed.store, client) < clock) device.owed.delete(client)
      return disk.empty()
    case 'kill':
      if (t.wire.server) await t.killServer()
      return
    case 'start':
      if (!t.wire.server) t.startServer()
      return
  }
}

describe('random days with stores of every mood', () => {
  it(`[DEV8] over ${days} days nothing is called kept or saved before the store has answered, and nothing that was is missing in the end`, async () => {
    const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_127)
    console.log(`stores of every mood: fast-check seed ${seed} (FUZZ_SEED), ${days} days (STORE_DAYS)`)
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), (each) =>
        day(each).catch((error: unknown) => {
          throw new Error(`seed ${each}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
        }),
      ),
      { numRuns: days, seed, endOnFailure: true },
    )
    console.log(`stores of every mood: ${JSON.stringify(counts)}`)
    for (const what of ['unread', 'saved', 'kept', 'silent', 'full', 'reload', 'tab'])
      expect(counts[what] ?? 0, what).toBeGreaterThan(days)
  })
})
