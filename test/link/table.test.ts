import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { saidKey } from '@tablee/client/link/session'
import { openTable } from '@tablee/client/link/table'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, WordsId } from '@tablee/shared/ids'
import { aTable, canonical, turn, type ATable, type ATableOptions, type Editor } from '../support/aTable.ts'

let t: ATable
const table = async (options: ATableOptions = {}): Promise<ATable> => {
  t = aTable(options)
  await t.quiet()
  return t
}
afterEach(() => t.close())

const kind = (editor: Editor): string => editor.link.light().kind
/** What the light calls saved must be in the journal now: the promise itself, checked from the outside. */
const promised = (editor: Editor): boolean => {
  const journal = t.committed
  return [...Y.decodeStateVector(Y.encodeStateVector(editor.doc))].every(
    ([client, clock]) => Y.getState(journal.store, client) >= clock,
  )
}

describe('a table’s link', () => {
  it('[LINK1] two editors converge, and the light is green once the journal holds it', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    expect(kind(t.ana)).toBe('saving')
    await t.quiet()
    t.bo.add('position', 'The maker', issue, 'answers')
    await t.agrees()
    expect(t.ana.board.nodes.size).toBe(2)
    expect(t.ana.link.light()).toEqual({ kind: 'saved' })
  })

  it('[LINK2] at no delivery does the light say saved for what the journal lacks', async () => {
    await table({ editors: 3, seed: 5 })
    const issue = t.ana.add('issue', 'Who is liable?')
    for (let i = 0; i < 30; i++) {
      const editor = t.editors[i % 3]
      if (i % 3 === 2) editor?.reword(issue, `Who is liable, ${i}?`)
      else editor?.add('argument', `Reason ${i}`, issue)
      await t.some(3)
      for (const each of t.editors) if (kind(each) === 'saved') expect(promised(each)).toBe(true)
    }
    await t.agrees()
  })

  it('[LINK3] only deleting counts as unsaved too, until the frame that carried it is committed', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.wire.goOffline('ana')
    t.ana.remove(issue)
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: false, writing: { n: 1 } })
    await t.flow()
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: true, writing: null })
    await t.ana.reload()
    await t.flow()
    expect(t.ana.board.nodes.size).toBe(0)
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1 })
    t.wire.goOnline('ana')
    await t.agrees()
    expect((await t.replay()).getMap('nodes').size).toBe(0)
    expect(t.ana.link.light()).toEqual({ kind: 'saved' })
  })

  it('[TRAP 13] an edit typed while the ticket is fetched, after offline edits, arrives behind them', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    await t.offline('ana', () => {
      t.ana.add('position', 'Offline one', issue)
      t.ana.add('position', 'Offline two', issue)
    })
    // At every single delivery of coming back, one more edit: before the ticket, while it travels, after it was shown,
    // before the server's vector came and before it was answered.
    t.pass(16_000)
    let typed = 0
    const seen = new Set<string>()
    for (let i = 0; i < 200 && t.ana.link.status().state !== 'live'; i++) {
      seen.add(t.ana.link.status().state)
      t.ana.add('argument', `Typed ${typed++}`, issue)
      if (!t.wire.pump()) await turn()
      if (i % 40 === 39) t.pass(2_000)
    }
    expect([...seen]).toEqual(expect.arrayContaining(['asking', 'attaching']))
    for (let i = 0; i < 5; i++) {
      t.ana.add('argument', `Typed at once ${i}`, issue)
      await t.some(1)
    }
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(3 + typed + 5)
    // Nothing ever arrived out of order: the server never had to say "not yet".
    expect(t.wire.codes.get(4503)).toBeUndefined()
    expect(t.server.problems).toEqual([])
  })

  it('[TRAP 13] a refused update does not silence the editor: the next one arrives', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    // Past all verbs, into a field no board has: the gate refuses it.
    t.ana.doc.transact(
      () => (t.ana.doc.getMap('nodes').get(issue) as Y.Map<unknown>).set('hidden', 'a field that no board has'),
      { who: 'reporter', why: 'hostile' },
    )
    await t.quiet()
    expect(kind(t.ana)).toBe('refused')
    t.ana.add('position', 'After the refusal', issue)
    await t.agrees()
    expect([...t.bo.board.nodes.values()].map((node) => node.wording)).toContain('After the refusal')
  })

  it('[LINK4] what was refused for good is shown, kept as a file, and the board goes on without it', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    const before = t.ana.doc
    await t.offline('ana', () => {
      t.ana.add('position', 'A good offline edit', issue)
      t.ana.doc.transact(() => t.ana.doc.getMap('unknown root').set('x', 'a sentence that nobody may lose'), {
        who: 'reporter',
        why: 'hostile',
      })
    })
    await t.quiet()
    const light = t.ana.link.light()
    if (light.kind !== 'refused') throw new Error('not refused')
    const refused = light.refused[0]
    if (!refused) throw new Error('nothing was put aside')
    const file = t.ana.link.refusedFile(refused.id)
    expect(file?.text).toContain('a sentence that nobody may lose')
    expect(t.ana.doc).not.toBe(before)
    // Only the refused transaction was lost to the board: the good one before it went in by itself.
    expect([...t.bo.board.nodes.values()].map((node) => node.wording)).toContain('A good offline edit')
    await t.agrees()
    // The file survives a reload, until somebody says that they have seen it.
    await t.ana.reload()
    await t.quiet()
    expect(kind(t.ana)).toBe('refused')
    t.ana.link.dismissRefused(refused.id)
    expect(kind(t.ana)).toBe('saved')
  })

  it('[LINK5] undo takes back one’s own, also after the document was rebuilt', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.ana.doc.transact(() => t.ana.doc.getMap('elsewhere').set('x', 1), { who: 'reporter', why: 'hostile' })
    await t.quiet()
    const position = t.ana.add('position', 'The maker', issue)
    await t.quiet()
    t.ana.undo()
    await t.agrees()
    expect(t.bo.board.nodes.has(position)).toBe(false)
    expect(t.bo.board.nodes.has(issue)).toBe(true)
  })

  it('[TRAP 16] edits of two offline page loads arrive, each under a clientID of its own', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    await t.offline('ana', async () => {
      t.ana.add('position', 'First load', issue)
      await t.flow()
      await t.ana.reload()
      await t.flow()
      t.ana.add('position', 'Second load', issue)
      t.ana.reword(issue, 'Who is liable, then?')
      await t.flow()
      await t.ana.reload()
      await t.flow()
      t.ana.add('position', 'Third load', issue)
      await t.flow()
    })
    const truth = await t.agrees()
    for (const text of ['First load', 'Second load', 'Third load', 'Who is liable, then?'])
      expect(truth).toContain(text)
    expect(new Set(t.ana.pages).size).toBe(3)
    expect(t.server.problems).toEqual([])
  })

  it('[TRAP 16] a clientID is bound to its device: another device that brings its structs is refused', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.wire.goOffline('ana')
    t.ana.add('position', 'Written by ana', issue)
    // Bo's page gets ana's unsent structs by some other way (a shared folder, a hostile copy).
    Y.applyUpdate(t.bo.doc, Y.encodeStateAsUpdate(t.ana.doc), 'stolen')
    await t.until('bo is refused or has it saved', () => ['refused', 'saved'].includes(kind(t.bo)))
    t.wire.goOnline('ana')
    await t.agrees()
    // The person who wrote it first by the server's book keeps it; nobody's copy differs.
    expect(
      [...t.ana.board.nodes.values()].filter((node) => node.wording === 'Written by ana').length,
    ).toBeLessThanOrEqual(1)
  })

  it('[TRAP 18] an offline spell far above the frame’s cap arrives in parts, with what is typed meanwhile', async () => {
    await table({ frame: 16 * 1024 })
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    await t.offline('ana', async () => {
      for (let i = 0; i < 120; i++) {
        const id = t.ana.add('argument', `Reason ${i} ${'because '.repeat(60)}`, issue)
        t.ana.say(id, `Words ${i} ${'said '.repeat(80)}`)
        if (i % 10 === 0) t.ana.remove(id)
      }
      await t.flow()
      await t.ana.reload()
      await t.flow()
      for (let i = 0; i < 60; i++) t.ana.add('argument', `Later ${i} ${'because '.repeat(60)}`, issue)
      await t.flow()
      // The server never heard of the second load's clientID: each part must name it.
      await t.ana.reload()
      await t.flow()
    })
    let typed = 0
    let seen = false
    const problems: unknown[] = []
    const stop = t.ana.link.subscribe(() => problems.push(t.ana.link.status().problem?.code))
    await t.until('back', () => {
      seen ||= t.ana.link.status().state === 'catching-up'
      if (t.ana.link.status().state !== 'waiting' && typed < 6) t.ana.add('argument', `Meanwhile ${typed++}`, issue)
      return t.ana.link.status().state === 'live'
    })
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(1 + 120 - 12 + 60 + typed)
    expect(t.server.problems).toEqual([])
    expect(t.rows.filter((row) => row.data.length > 10 * 1024).length).toBeGreaterThan(4)
    void seen
    stop()
    expect(problems).not.toContain('refused')
  })

  it('[LINK6] a command is sent once per id, in order, kept over a reload and shown as pending', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    const words = t.ana.say(issue, 'We cannot sleep')
    await t.quiet()
    t.wire.goOffline('ana')
    t.ana.command({ kind: 'withdraw', words })
    t.ana.command({ kind: 'curtain', to: 'drawn' })
    expect(t.ana.link.pendingCommands().map(({ command }) => command.kind)).toEqual(['withdraw', 'curtain'])
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 2 })
    await t.flow()
    await t.ana.reload()
    await t.flow()
    expect(t.ana.link.pendingCommands().map(({ command }) => command.kind)).toEqual(['withdraw', 'curtain'])
    t.wire.goOnline('ana')
    await t.agrees()
    expect(t.bo.board.words.get(words)?.withdrawn).not.toBeNull()
    expect(t.rows.filter((row) => row.kind === 'command').length).toBe(1)
  })

  it('[LINK7] an answer that got lost on the way back makes the command travel again, with one effect', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    const words = t.ana.say(issue, 'We cannot sleep')
    await t.quiet()
    for (const command of [
      { kind: 'curtain', to: 'drawn' } as const,
      {
        kind: 'correct',
        words,
        newWords: 'corrected-1' as WordsId,
        text: 'We can never sleep',
        lang: 'fr' as Lang,
        at: 1,
      } as const,
    ]) {
      t.ana.command(command)
      // The request goes out, the server works, and the answer is cut off.
      for (let i = 0; i < 40 && t.wire.counts.lostAnswers === 0; i++) {
        await t.some(1)
        if (t.rows.some((row) => row.kind === 'command')) t.wire.cut('ana')
      }
    }
    await t.agrees()
    expect(t.rows.filter((row) => row.kind === 'command').length).toBe(1)
    expect([...t.bo.board.words.values()].filter((each) => each.corrects === words).length).toBe(1)
  })

  it('[LINK8] a command that the server denies for good is surfaced, not retried', async () => {
    await table({ roles: ['reporter', 'citizen'] })
    const issue = t.ana.add('issue', 'Who is liable?')
    const words = t.ana.say(issue, 'We cannot sleep')
    await t.quiet()
    const id = t.bo.command({ kind: 'redact', words })
    await t.quiet()
    expect(t.bo.link.pendingCommands()).toEqual([])
    expect(t.bo.link.light()).toMatchObject({ kind: 'refused', refused: [{ id, problem: { code: 'not-allowed' } }] })
    expect(t.ana.board.words.get(words)?.redacted).toBeNull()
  })

  it('[LINK9] a revoked link is out at once and final, what it had not sent stays on the device', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.server.revoked.add('l-ana')
    t.server.live?.disconnect({ link: 'l-ana' as never })
    await t.until('ana is barred', () => t.ana.link.status().state === 'barred')
    t.ana.add('position', 'Too late', issue)
    await t.flow()
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: true })
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(1)
  })

  it('[LINK31] a phone whose seat was freed is out at once, told why, asks no more, and keeps what it had not sent', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.server.moved.add('l-ana')
    t.server.live?.disconnect({ link: 'l-ana' as never })
    await t.until('ana is barred', () => t.ana.link.status().state === 'barred')
    expect(t.ana.link.status().problem).toEqual({ code: 'seat-moved' })
    t.ana.add('position', 'Too late', issue)
    await t.flow()
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: true })
    expect(t.bo.board.nodes.size).toBe(1)
  })

  it('[TAB32] where the board is no more, what was half typed at it is wiped from the device, and nobody else’s', async () => {
    await table()
    const { local } = t.ana.environment
    const [own, other] = [saidKey(t.ana.session.me), saidKey({ ...t.ana.session.me, tableNumber: 77 })]
    for (const key of [own, other]) local?.setItem(key, '{}')
    t.server.gone = true
    t.server.live?.disconnect({ link: 'l-ana' as never })
    await t.until('ana is barred', () => t.ana.link.status().state === 'barred')
    expect([local?.getItem(own), local?.getItem(other)]).toEqual([null, '{}'])
  })

  it('[LINK10] while the server’s storage is down the light says so, and it recovers alone', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.server.storageDown = true
    t.ana.add('position', 'The maker', issue)
    await t.until('storage-down', () => kind(t.ana) === 'storage-down' && kind(t.bo) === 'storage-down')
    expect(t.ana.link.light()).toMatchObject({ n: 1, onDisk: true })
    t.server.storageDown = false
    await t.agrees()
    expect(kind(t.ana)).toBe('saved')
    expect(t.bo.board.nodes.size).toBe(2)
  })

  it('[LINK11] a killed server comes back, and all that was called saved is there', async () => {
    await table({ editors: 3 })
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    for (let round = 0; round < 5; round++) {
      for (const editor of t.editors) editor.add('argument', `Round ${round} of ${editor.name}`, issue)
      await t.some(7)
      await t.killServer()
      await t.flow()
      for (const editor of t.editors) editor.add('argument', `While down, ${round}, ${editor.name}`, issue)
      t.startServer()
    }
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(1 + 5 * 3 * 2)
  })

  it('[LINK12] without IndexedDB everything works, and the light does not promise a reload', async () => {
    await table({ disk: false })
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    await t.offline('ana', () => {
      t.ana.add('position', 'Kept in this page', issue)
      expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: false, writing: null })
    })
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(2)
  })

  it('[LINK13] a device whose clock is off by a day still saves, and still knows the server’s time', async () => {
    const day = 24 * 60 * 60 * 1000
    await table({ skew: { ana: day, bo: -day } })
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    const words = t.bo.say(issue, 'We cannot sleep')
    t.bo.command({ kind: 'withdraw', words })
    await t.agrees()
    expect(kind(t.ana)).toBe('saved')
    expect(Math.abs(t.ana.link.clockOffset() + day)).toBeLessThan(60_000)
    expect(Math.abs(t.bo.link.clockOffset() - day)).toBeLessThan(60_000)
  })

  it('[LINK14] presence shows the others where they are, stamped by the server, and forgets who left', async () => {
    await table({ editors: 3 })
    const issue = t.ana.add('issue', 'Who is liable?')
    t.ana.link.presence.show({ node: issue, writing: true })
    await t.until('bo sees ana', () => t.bo.link.presence.others().some((each) => each.node === issue && each.writing))
    expect(t.bo.link.presence.others().map(({ role }) => role)).toEqual(['reporter', 'reporter'])
    t.ana.link.close()
    await t.until('ana is gone', () => t.bo.link.presence.others().length === 1)
    expect(t.bo.link.presence.others().every((each) => !each.writing)).toBe(true)
  })

  it('[LINK15] a citizen reads along; when the table lets citizens edit, the link may write without a reload', async () => {
    await table({ roles: ['reporter', 'citizen'] })
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    expect(t.bo.link.me.mayEdit).toBe(false)
    t.server.become('open-citizens-edit')
    await t.until('bo may edit', () => t.bo.link.me.mayEdit && t.bo.link.status().state === 'live')
    t.bo.add('position', 'A citizen’s own', issue)
    await t.agrees()
    expect(t.ana.board.nodes.size).toBe(2)
    t.server.become('closed')
    await t.until('nobody may edit', () => !t.bo.link.me.mayEdit && !t.ana.link.me.mayEdit)
  })

  it('[LINK16] what was written offline on a board that closed meanwhile becomes a file, not a silent loss', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    await t.offline('bo', async () => {
      t.bo.add('position', 'Written too late', issue)
      await t.flow()
      t.server.become('closed')
    })
    await t.until('bo is told', () => kind(t.bo) === 'refused')
    await t.agrees()
    const light = t.bo.link.light()
    if (light.kind !== 'refused') throw new Error('not refused')
    expect(t.bo.link.refusedFile(light.refused[0]?.id ?? '')?.text).toContain('Written too late')
    expect(t.bo.board.nodes.size).toBe(1)
  })

  it('[LINK17] leaving wipes the copy: the next page on this device knows nothing', async () => {
    await table()
    t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    await t.ana.link.leave()
    for (let i = 0; i < 20; i++) await turn()
    t.wire.goOffline('ana')
    await t.ana.reload()
    for (let i = 0; i < 20; i++) await turn()
    expect(t.ana.link.status().seen).toBe(false)
    expect(canonical(t.ana.doc)).not.toContain('liable')
  })

  it('[LINK18] duplicated, reordered and cut frames: whatever arrives twice or never, all agree', async () => {
    await table({ editors: 4, seed: 11 })
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    for (let i = 0; i < 40; i++) {
      for (const editor of t.editors) editor.add('argument', `${editor.name} ${i}`, issue)
      await t.some(3)
      // A cut drops acknowledgements of what is committed already: the next socket brings it again.
      if (i % 4 === 0) t.wire.cut(t.editors[i % 3]?.name ?? 'ana')
      if (i % 8 === 0) t.pass(3_000)
    }
    await t.agrees()
    expect(t.ana.board.nodes.size).toBe(1 + 160)
    expect(t.wire.counts.lostFrames).toBeGreaterThan(20)
  })

  it('[LINK32] what a second tab of the same person writes counts as saved in the first one too, once the server has sent it on', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    const { session, environment } = t.ana
    const other = openTable({ board: 'b1', session, environment })
    await t.until('both are live', () => other.status().state === 'live' && other.light().kind === 'saved')
    t.ana.add('position', 'Typed in the first tab', issue)
    await t.agrees()
    expect(readBoard(other.doc).nodes.size).toBe(2)
    expect(other.light()).toEqual({ kind: 'saved' })
    other.close()
  })

  it('[LINK29] the light counts as kept here what the disk has answered for, and a page that ends at any moment loses no more than the rest', async () => {
    await table({ disk: 'slow' })
    const { ana } = t
    const { disk } = ana
    if (!disk) throw new Error('no slow disk')
    const issue = ana.add('issue', 'Who is liable?')
    await t.quiet()
    await disk.landAll()
    t.wire.goOffline('ana')
    await t.flow()
    // The first sentence is handed over at once, what is typed behind it waits for the answer.
    const handed = disk.handed
    ana.add('position', 'One', issue)
    await turn()
    expect(disk.handed).toBe(handed + 1)
    ana.add('position', 'Two', issue)
    ana.add('position', 'Three', issue)
    await turn()
    expect(disk.waiting).toBe(1)
    expect(ana.link.light()).toMatchObject({ kind: 'kept', n: 3, onDisk: false, writing: { n: 3 } })
    await disk.land()
    await turn()
    // Two and three went as soon as one was there.
    expect(ana.link.light()).toMatchObject({ kind: 'kept', n: 3, onDisk: false, writing: { n: 2 } })
    expect(disk.waiting).toBe(1)
    await ana.crash()
    expect([...ana.board.nodes.values()].map((node) => node.wording)).toEqual(['Who is liable?', 'One'])
    expect(ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: true })
    ana.add('position', 'Four', issue)
    await turn()
    await disk.landAll()
    await turn()
    expect(ana.link.light()).toMatchObject({ kind: 'kept', n: 2, onDisk: true, writing: null })
    await ana.crash()
    t.wire.goOnline('ana')
    await t.agrees()
    expect([...t.bo.board.nodes.values()].map((node) => node.wording).sort()).toEqual(['Four', 'One', 'Who is liable?'])
  })

  it('[LINK30] a page that is left hands over everything at once, behind what is being written', async () => {
    await table({ disk: 'slow' })
    const { ana } = t
    const { disk } = ana
    if (!disk) throw new Error('no slow disk')
    const issue = ana.add('issue', 'Who is liable?')
    await t.quiet()
    await disk.landAll()
    t.wire.goOffline('ana')
    await t.flow()
    ana.add('position', 'One', issue)
    await turn()
    ana.add('position', 'Two', issue)
    const words = ana.say(issue, 'We cannot sleep')
    ana.command({ kind: 'withdraw', words })
    await turn()
    expect(disk.waiting).toBe(1)
    ana.hide()
    expect(disk.waiting).toBe(2)
    // The browser writes what it was given; the page is gone.
    await disk.landAll()
    await ana.crash()
    expect(ana.link.light()).toMatchObject({ kind: 'kept', n: 4, onDisk: true })
    expect(ana.link.pendingCommands().length).toBe(1)
    expect([...ana.board.nodes.values()].map((node) => node.wording).sort()).toEqual(['One', 'Two', 'Who is liable?'])
    t.wire.goOnline('ana')
    await t.agrees()
    // The command came to the server before the words that it names, and waited for them.
    expect(t.bo.board.words.get(words)?.withdrawn).not.toBeNull()
    expect(ana.link.light()).toEqual({ kind: 'saved' })
  })
})
