/** A device's store that is late, refuses or is emptied: what the page says meanwhile, and what becomes of the text in it. */
import { afterEach, describe, expect, it } from 'vitest'
import { aTable, turn, type ATable, type Editor } from '../support/aTable.ts'
import type { SlowDisk } from '../support/slowDisk.ts'

let t: ATable
afterEach(() => t.close())

const texts = (editor: Editor): string[] => [...editor.board.nodes.values()].map(({ wording }) => wording).sort()
const diskOf = (editor: Editor): SlowDisk => {
  if (!editor.disk) throw new Error('no slow disk')
  return editor.disk
}
const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await turn()
}
/** Ana has typed one sentence offline, it is on her disk and nowhere else; her page is opened anew and the disk is silent. */
async function typedOffline(): Promise<SlowDisk> {
  t = aTable({ disk: 'slow' })
  await t.quiet()
  const disk = diskOf(t.ana)
  const issue = t.ana.add('issue', 'Who is liable?')
  await t.quiet()
  await disk.landAll()
  t.wire.goOffline('ana')
  await t.flow()
  t.ana.add('position', 'Typed in the tunnel', issue)
  await turn()
  await disk.landAll()
  await turn()
  expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: true })
  return disk
}
/** The same page again, on a disk that says nothing. */
async function silently(disk: SlowDisk): Promise<void> {
  disk.silent = true
  await t.ana.crash()
  expect(t.ana.link.light()).toMatchObject({ kind: 'unread' })
}

describe('a device’s store that is late', () => {
  it('[DEV1] offline a page never shows a board as empty, nor its text as kept, before its own store has answered; late, it shows what lies there', async () => {
    const disk = await typedOffline()
    await silently(disk)
    t.pass(60_000)
    await t.flow()
    expect(t.ana.link.status().seen).toBe(false)
    expect(t.ana.link.light()).toMatchObject({ kind: 'unread', n: 0, connected: false })
    disk.speak()
    await t.flow()
    expect(t.ana.link.status().seen).toBe(true)
    expect(texts(t.ana)).toEqual(['Typed in the tunnel', 'Who is liable?'])
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 1, onDisk: true })
    t.wire.goOnline('ana')
    await t.agrees()
    expect(texts(t.bo)).toEqual(['Typed in the tunnel', 'Who is liable?'])
  })

  it('[DEV2] online a page works without its store after four seconds and is never called saved; when the store answers, what lies in it is merged and sent', async () => {
    const disk = await typedOffline()
    await silently(disk)
    t.wire.goOnline('ana')
    await t.until('the board is there', () => t.ana.link.status().state === 'live')
    expect(texts(t.ana)).toEqual(['Who is liable?'])
    t.ana.add('issue', 'Typed while the disk was silent')
    await t.until('bo has it', () => texts(t.bo).length === 2)
    await t.flow()
    for (let minute = 0; minute < 5; minute++) {
      for (let i = 0; i < 12; i++) {
        t.pass(5_000)
        await t.flow()
      }
      expect(t.ana.link.light()).toMatchObject({ kind: 'unread', n: 0, connected: true })
    }
    disk.speak()
    await turns(5)
    expect(t.ana.link.light().kind).not.toBe('saved')
    await t.agrees()
    await disk.landAll()
    expect(texts(t.bo)).toEqual(['Typed in the tunnel', 'Typed while the disk was silent', 'Who is liable?'])
    expect(t.server.problems).toEqual([])
    // What was typed and heard while it was silent is in the copy now.
    await t.quiet()
    await disk.landAll()
    t.wire.goOffline('ana')
    await t.ana.crash()
    expect(texts(t.ana)).toEqual(['Typed in the tunnel', 'Typed while the disk was silent', 'Who is liable?'])
  })

  it('[DEV2] it may answer at any delivery: before the ticket, while it travels, between the states', async () => {
    for (let at = 0; at < 24; at++) {
      const disk = await typedOffline()
      await silently(disk)
      t.wire.goOnline('ana')
      t.pass(20_000)
      let spoke = false
      for (let i = 0; i < 60; i++) {
        if (i === at) {
          spoke = true
          disk.speak()
        }
        // A hand is typing all along.
        if (i % 5 === 0) t.ana.add('argument', `Typed ${i}`)
        await t.some(1)
        if (!spoke) expect(t.ana.link.light().kind).toBe('unread')
      }
      await t.agrees()
      expect(texts(t.bo)).toEqual(expect.arrayContaining(['Typed in the tunnel', 'Typed 0', 'Typed 55']))
      expect(t.server.problems).toEqual([])
      if (at < 23) await t.close()
    }
  })

  it('[DEV2] a command of an earlier page and one of this one both arrive, whichever is under way when the store answers', async () => {
    const disk = await typedOffline()
    const issue = [...t.ana.board.nodes.keys()][0]
    if (!issue) throw new Error('no issue')
    const first = t.ana.say(issue, 'We cannot sleep')
    const second = t.ana.say(issue, 'We cannot wake')
    t.ana.command({ kind: 'withdraw', words: first })
    await turns(3)
    await disk.landAll()
    await turns(3)
    await disk.landAll()
    await silently(disk)
    t.pass(20_000)
    t.ana.command({ kind: 'withdraw', words: second })
    t.wire.goOnline('ana')
    await t.some(1)
    disk.speak()
    await t.agrees()
    expect(t.ana.link.pendingCommands()).toEqual([])
    for (const words of [first, second]) expect(t.bo.board.words.get(words)?.withdrawn).not.toBeNull()
  })

  it('[DEV3] a store that refuses to be opened or read is asked again, and is no empty one', async () => {
    const disk = await typedOffline()
    disk.refuses = true
    await t.ana.crash()
    t.wire.goOnline('ana')
    await t.until('live', () => t.ana.link.status().state === 'live')
    t.pass(60_000)
    await t.flow()
    expect(t.ana.link.light()).toMatchObject({ kind: 'unread', connected: true })
    expect(disk.asked).toBeGreaterThan(3)
    disk.refuses = false
    await t.until('sent', () => texts(t.bo).includes('Typed in the tunnel'))
    await t.agrees()
  })

  it('[DEV4] a disk that fills up in the middle of the day is said at once, tried again without a further key, and then kept', async () => {
    const disk = await typedOffline()
    disk.refuses = true
    t.ana.add('argument', 'Typed on a full disk')
    await turns(3)
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 2, onDisk: false, writing: null })
    disk.refuses = false
    t.pass(1_000)
    await turns(3)
    await disk.landAll()
    await turns(3)
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 2, onDisk: true })
    await t.ana.crash()
    expect(texts(t.ana)).toEqual(['Typed in the tunnel', 'Typed on a full disk', 'Who is liable?'])
    t.wire.goOnline('ana')
    await t.agrees()
  })

  it('[DEV5] a store that the browser empties under the page is not called kept until all that the page holds is there again', async () => {
    const disk = await typedOffline()
    const words = t.ana.say([...t.ana.board.nodes.keys()][0] as never, 'We cannot sleep')
    t.ana.command({ kind: 'withdraw', words })
    await turns(3)
    await disk.landAll()
    await turns(3)
    disk.empty()
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 3, onDisk: false })
    await turns(3)
    await disk.landAll()
    await turns(3)
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 3, onDisk: true })
    await t.ana.crash()
    expect(texts(t.ana)).toEqual(['Typed in the tunnel', 'Who is liable?'])
    expect(t.ana.link.light()).toMatchObject({ kind: 'kept', n: 3 })
    t.wire.goOnline('ana')
    await t.agrees()
    expect(t.bo.board.words.get(words)?.withdrawn).not.toBeNull()
  })

  it('[DEV6] a page that leaves its table does not wait for a store that is silent; what was typed in it is written when it answers', async () => {
    const disk = await typedOffline()
    await silently(disk)
    t.ana.add('issue', 'Typed and left')
    t.ana.link.close()
    disk.speak()
    await turns(10)
    await disk.landAll()
    await t.ana.reload()
    expect(texts(t.ana)).toEqual(['Typed and left', 'Typed in the tunnel', 'Who is liable?'])
    t.wire.goOnline('ana')
    await t.agrees()
  })
})
