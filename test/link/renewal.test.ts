import { afterEach, describe, expect, it } from 'vitest'
import { contentKey } from '@tablee/shared/board/anew'
import type { BoardId } from '@tablee/shared/ids'
import { aTable, type ATable, type ATableOptions } from '../support/aTable.ts'

let t: ATable
const table = async (options: ATableOptions = {}): Promise<ATable> => {
  t = aTable(options)
  await t.quiet()
  return t
}
afterEach(() => t.close())
const renew = async (): Promise<void> => {
  let done = false
  void t.server.live?.renew('b1' as BoardId).finally(() => (done = true))
  await t.until('a new epoch', () => done)
}
const epoch = (): number => t.server.journal.head('board:b1').epoch

describe('a table across a new epoch of its board', () => {
  it('[EPO12] open pages go on in the new document by themselves, say so once, and lose nothing that was on its way', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    const [before, undo] = [t.ana.doc, t.ana.link.undo]
    // Typed, and not answered when the epoch ends.
    t.ana.reword(issue, 'Who is liable, and for what?')
    t.bo.add('position', 'The maker', issue, 'answers')
    await renew()
    await t.agrees()
    expect(epoch()).toBe(2)
    expect(t.ana.doc).not.toBe(before)
    expect(t.ana.link.undo).not.toBe(undo)
    expect(t.ana.link.status().renewed).not.toBeNull()
    expect(t.ana.board.nodes.get(issue)?.wording).toBe('Who is liable, and for what?')
    expect(t.ana.board.nodes.size).toBe(2)
    expect(t.ana.link.light()).toEqual({ kind: 'saved' })
    // And goes on: undo takes back what is written from now on.
    t.ana.add('argument', 'Too much', issue)
    await t.agrees()
    t.ana.undo()
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(2)
  })

  it('[EPO13] a device that was offline over two page loads and two epochs hands its days in, and stands on the new board', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.wire.goOffline('bo')
    t.bo.reword(issue, 'Who is liable? The state?')
    t.bo.add('position', 'Nobody', issue, 'answers')
    await t.flow()
    await t.bo.reload()
    t.bo.say(issue, 'my brother was run over')
    await t.flow()
    await renew()
    await t.quiet()
    t.ana.add('position', 'The maker', issue, 'answers')
    await t.quiet()
    await renew()
    await t.quiet()
    await t.bo.reload()
    expect(t.bo.board.nodes.size).toBe(2)
    t.wire.goOnline('bo')
    await t.agrees()
    expect(t.ana.board.nodes.size).toBe(3)
    expect(t.ana.board.nodes.get(issue)?.wording).toBe('Who is liable? The state?')
    expect([...t.ana.board.words.values()].map(({ text }) => text)).toEqual(['my brother was run over'])
    expect(t.bo.link.light()).toEqual({ kind: 'saved' })
    // Its copy is of the new epoch: a further page finds it, offline too.
    t.wire.goOffline('bo')
    await t.bo.reload()
    await t.flow()
    expect(contentKey(t.bo.doc)).toBe(contentKey(t.ana.doc))
  })

  it('[EPO14] what can’t be carried over any more is shown and kept as a file, the rest goes in', async () => {
    await table({ roles: ['reporter', 'reporter'] })
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    t.wire.goOffline('bo')
    t.bo.add('position', 'Nobody at all', issue, 'answers')
    await renew()
    t.server.become('closed')
    await t.quiet()
    t.wire.goOnline('bo')
    await t.until('bo is told', () => t.bo.link.light().kind === 'refused')
    const light = t.bo.link.light()
    const [first] = light.kind === 'refused' ? light.refused : []
    expect(t.bo.link.refusedFile(first?.id ?? '')?.text).toContain('Nobody at all')
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(1)
  })
})
