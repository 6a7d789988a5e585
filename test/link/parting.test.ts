/** A seat goes to another table while its device has no network: what was typed at the old one. */
import { afterEach, describe, expect, it } from 'vitest'
import { openElsewhere } from '@tablee/client/link/elsewhere'
import type { Parted } from '@tablee/client/link/parting'
import { keepBoard } from '@tablee/client/link/session'
import type { SeatCode } from '@tablee/shared/ids'
import { aTable, type ATable, type ATableOptions, type Editor } from '../support/aTable.ts'

let t: ATable
const table = async (options: ATableOptions = {}): Promise<ATable> => {
  t = aTable({ roles: ['reporter', 'citizen'], ...options })
  t.server.become('open-citizens-edit')
  await t.quiet()
  return t
}
afterEach(() => t.close())

const parted = (editor: Editor): Parted | null => editor.link.parted()
const turnedAway = (editor: Editor) =>
  t.until('turned away', () => editor.link.status().state === 'barred' && editor.link.status().problem !== null)
const wordings = (editor: Editor) => [...editor.board.nodes.values()].map(({ wording }) => wording)
const said = (editor: Editor) => [...editor.board.words.values()].map(({ text }) => text)

describe('a seat that left its table while its device was away', () => {
  it('[ROT12] what was typed before goes to the board where it was begun, once, and nothing of that board comes back', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who pays?')
    await t.quiet()
    t.wire.goOffline('bo')
    t.bo.add('position', 'Those who drive', issue, 'answers')
    t.bo.say(issue, 'I drive two hours a day')
    await t.flow()
    t.server.moveSeat('bo')
    t.ana.add('position', 'Everybody, after bo had gone', issue, 'answers')
    await t.quiet().catch(() => undefined)
    t.wire.goOnline('bo')
    await turnedAway(t.bo)
    await t.flow()
    expect(wordings(t.ana).toSorted()).toEqual(['Everybody, after bo had gone', 'Those who drive', 'Who pays?'])
    expect(said(t.ana)).toEqual(['I drive two hours a day'])
    expect(parted(t.bo)).toMatchObject({ changes: 2, at: { table: 1, session: 1 }, aside: null })
    // Nothing waits on the device, nobody there can write on, and what the table said since is not told.
    expect(t.bo.link.light()).toMatchObject({ kind: 'kept', n: 0 })
    expect(t.bo.link.me.mayEdit).toBe(false)
    expect(wordings(t.bo)).not.toContain('Everybody, after bo had gone')
    // It stands under their own seat, and in the journal once.
    const rows = t.rows.filter(({ author }) => author === 'citizen:T1-02')
    expect(rows).toHaveLength(1)
  })

  it('[ROT12] over a closed page, and where the answer was lost on the way, once all the same', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who pays?')
    await t.quiet()
    t.wire.goOffline('bo')
    t.bo.add('position', 'Those who drive', issue, 'answers')
    await t.flow()
    await t.bo.reload()
    t.server.moveSeat('bo')
    t.wire.goOnline('bo')
    await turnedAway(t.bo)
    await t.bo.reload()
    await turnedAway(t.bo)
    await t.flow()
    expect(wordings(t.ana)).toEqual(['Who pays?', 'Those who drive'])
    expect(t.bo.link.light()).toMatchObject({ n: 0 })
  })

  it('[ROT12] from an epoch that has ended meanwhile, too', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who pays?')
    await t.quiet()
    t.wire.goOffline('bo')
    t.bo.add('position', 'Those who drive', issue, 'answers')
    await t.flow()
    let done = false
    void t.server.live?.renew('b1' as never).finally(() => (done = true))
    await t.until('a new epoch', () => done)
    t.server.moveSeat('bo')
    t.wire.goOnline('bo')
    await turnedAway(t.bo)
    await t.flow()
    expect(wordings(t.ana)).toEqual(['Who pays?', 'Those who drive'])
    expect(parted(t.bo)?.aside).toBeNull()
  })

  it('[ROT12] a board that takes nothing any more: it is put aside with its own texts, and nobody else’s', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who pays for all of this?')
    await t.quiet()
    t.wire.goOffline('bo')
    t.bo.add('position', 'Those who drive', issue, 'answers')
    await t.flow()
    t.server.moveSeat('bo')
    t.server.become('closed')
    t.wire.goOnline('bo')
    await turnedAway(t.bo)
    await t.flow()
    expect(wordings(t.ana)).toEqual(['Who pays for all of this?'])
    expect(parted(t.bo)?.aside?.texts).toEqual(['Those who drive'])
    const light = t.bo.link.light()
    expect(light.kind).toBe('refused')
    const file = t.bo.link.refusedFile(light.kind === 'refused' ? (light.refused[0]?.id ?? '') : '')?.text ?? ''
    expect([file.includes('Those who drive'), file.includes('Who pays for all of this?')]).toEqual([true, false])
    // It is kept over a reload, and not handed in again.
    await t.bo.reload()
    await turnedAway(t.bo)
    expect(t.bo.link.light().kind).toBe('refused')
    expect(parted(t.bo)).toBeNull()
  })

  it('[ROT13] a closed page’s is handed in from the next board that its person opens, and by nobody else', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who pays?')
    await t.quiet()
    const { environment, session } = t.bo
    keepBoard(environment, session, 'b1')
    t.wire.goOffline('bo')
    t.bo.add('position', 'Those who drive', issue, 'answers')
    await t.flow()
    t.bo.link.close()
    await t.flow()
    t.server.moveSeat('bo')
    t.wire.goOnline('bo')
    // Somebody else who sits at this device, then they themself.
    const other = { ...session, me: { ...session.me, seat: 'T1-05' as SeatCode } }
    const strangers = openElsewhere({ environment, session: other, board: 'b2' })
    const own = openElsewhere({ environment, session, board: 'b2' })
    await t.until('told', () => own.list().length > 0)
    expect(own.list()).toMatchObject([{ board: 'b1', changes: 1, at: { table: 1, session: 1 }, aside: null }])
    expect(strangers.list()).toEqual([])
    expect(wordings(t.ana)).toEqual(['Who pays?', 'Those who drive'])
    for (const one of own.list()) own.dismiss(one)
    expect(own.list()).toEqual([])
    own.close()
    strangers.close()
    await t.flow()
    const again = openElsewhere({ environment, session, board: 'b2' })
    await t.flow()
    t.pass(3_000)
    await t.flow()
    expect(again.list()).toEqual([])
    again.close()
  })

  it('[ROT13] what no board takes any more is there to be copied until its person has read it', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who pays?')
    await t.quiet()
    const { environment, session } = t.bo
    keepBoard(environment, session, 'b1')
    t.wire.goOffline('bo')
    t.bo.add('position', 'Those who drive', issue, 'answers')
    await t.flow()
    t.server.moveSeat('bo')
    t.server.become('closed')
    t.wire.goOnline('bo')
    await turnedAway(t.bo)
    t.bo.link.close()
    await t.flow()
    const first = openElsewhere({ environment, session, board: 'b2' })
    await t.until('told', () => first.list().length > 0)
    const [one] = first.list()
    expect(one?.aside?.texts).toEqual(['Those who drive'])
    let file = ''
    if (one !== undefined) void first.file(one).then((found) => (file = found?.text ?? ''))
    await t.until('its file', () => file !== '')
    expect(file).toContain('Those who drive')
    if (one !== undefined) first.dismiss(one)
    await t.flow()
    first.close()
    const again = openElsewhere({ environment, session, board: 'b2' })
    await t.flow()
    expect(again.list()).toEqual([])
    again.close()
  })

  it('[ROT12] once it was taken, what comes ten minutes later is not', async () => {
    await table()
    const issue = t.ana.add('issue', 'Who pays?')
    await t.quiet()
    t.wire.goOffline('bo')
    t.bo.add('position', 'Those who drive', issue, 'answers')
    await t.flow()
    t.server.moveSeat('bo')
    t.wire.goOnline('bo')
    await turnedAway(t.bo)
    t.pass(11 * 60_000)
    // A page that does not keep to what it is told.
    t.bo.add('position', 'Written from the other table', issue, 'answers')
    await t.flow()
    await t.bo.reload()
    await turnedAway(t.bo)
    await t.flow()
    expect(wordings(t.ana)).toEqual(['Who pays?', 'Those who drive'])
    expect(parted(t.bo)?.aside?.texts).toEqual(['Written from the other table'])
  })
})
