/** Snapshots that take themselves: as a site leaves a session, as it ends, and at the end of the day. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { addNode } from '@tablee/shared/board/edit'
import type { ClockAct, ClockOf } from '@tablee/shared/dialogue/clock'
import { noticeMs } from '@tablee/shared/dialogue/ran'
import type { Lang, NodeId, SiteId } from '@tablee/shared/ids'
import { occasionsIn } from '@tablee/shared/snapshot/occasions'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import { afterEach, describe, expect, it } from 'vitest'
import { backup, restore } from '@tablee/server/recovery/backup'
import { newFolder } from '../faults/tablee.ts'
import { startServer, type StartOptions, type TestServer } from '../support/server.ts'

const servers: TestServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
let now = Date.UTC(2026, 10, 27, 9)
const later = (ms: number) => (now += ms)
const minutes = 60_000

/** The demo: Brussels and Aachen, in session 2. */
async function twoCities(options: StartOptions = {}) {
  const server = await startServer({ clock: () => now, seed: 'by itself', ...options })
  servers.push(server)
  const { dialogues, byItself, snapshots } = server.parts
  const [brussels, aachen] = dialogues.sites(server.dialogue).map(({ id }) => ({ site: id })) as [
    { site: SiteId },
    { site: SiteId },
  ]
  const version = (of: { site: SiteId }): number =>
    dialogues.sites(server.dialogue).find(({ id }) => id === of.site)?.clock.version ?? -1
  let count = 0
  return {
    server,
    brussels,
    aachen,
    async act(of: { site: SiteId } & ClockOf, act: ClockAct): Promise<void> {
      const by = { author: 'head', device: 'd', command: `c${now}-${count++}` }
      const done = await dialogues.act(server.dialogue, of, act, { version: version(of) }, by)
      if (!done.ok) throw new Error(JSON.stringify(done.problem))
    },
    /** As they are told, newest first, once all that is due is taken. */
    async list(): Promise<readonly SnapshotEntry[]> {
      await byItself.look()
      return snapshots.list(server.dialogue)
    },
    write: (id: string) =>
      server.parts.live.write(server.board(1, 2), 'reporter', (doc) => {
        addNode(
          doc,
          { who: 'reporter', why: 'test' },
          { id: id as NodeId, kind: 'position', wording: `One more, ${id}`, lang: 'en' as Lang, at: 1 },
        )
      }),
  }
}
const whysOf = (list: readonly SnapshotEntry[]) =>
  list.map(({ author, whys = [] }) =>
    [
      author,
      ...whys.map((one) => (one.why === 'day' ? 'day' : `${one.why} ${one.session}${one.late ? ' late' : ''}`)),
    ].join(', '),
  )

describe('when it is taken', () => {
  it('[SEAL1] a site that leaves a session takes one when the notice is over; called back within the notice it takes none', async () => {
    const { act, brussels, aachen, list } = await twoCities()
    later(20 * minutes)
    await act(brussels, { do: 'begin', session: 3 })
    expect(await list()).toEqual([])
    await act(brussels, { do: 'take-back' })
    later(noticeMs)
    expect(await list()).toEqual([])
    await act(brussels, { do: 'begin', session: 3 })
    later(noticeMs)
    const [first] = await list()
    expect(first).toMatchObject({
      of: 'dialogue',
      author: 'server',
      at: now,
      whys: [{ why: 'left', site: brussels.site, session: 2, at: now }],
    })
    expect(first?.seal?.at).toBe(now)
    // Once, however often somebody looks.
    expect(await list()).toHaveLength(1)
    later(5 * minutes)
    await act(aachen, { do: 'begin', session: 3 })
    later(noticeMs)
    expect(whysOf(await list())).toEqual(['server, left 2', 'server, left 2'])
  })

  it('[SEAL1] two sites that leave at one moment are one snapshot with two reasons; back again and gone again is another time', async () => {
    const { act, brussels, aachen, list, write } = await twoCities()
    later(20 * minutes)
    await act(brussels, { do: 'begin', session: 3 })
    await act(aachen, { do: 'begin', session: 3 })
    later(noticeMs)
    expect(whysOf(await list())).toEqual(['server, left 2, left 2'])
    later(5 * minutes)
    await act(brussels, { do: 'begin', session: 2, clock: 'on' })
    later(minutes)
    await list()
    await write('again')
    await act(brussels, { do: 'begin', session: 3, clock: 'on' })
    later(noticeMs)
    expect(whysOf(await list())).toEqual(['server, left 2', 'server, left 3', 'server, left 2, left 2'])
  })

  it('[SEAL2] the end of a site’s day, and of the last one the end of the day; where nobody ends it, when the dialogue’s time is over', async () => {
    const first = await twoCities()
    later(30 * minutes)
    await first.act(first.brussels, { do: 'end' })
    later(noticeMs)
    expect(whysOf(await first.list())).toEqual(['server, ended 2'])
    later(minutes)
    await first.act(first.aachen, { do: 'end' })
    later(noticeMs)
    expect(whysOf(await first.list())).toEqual(['server, ended 2, day', 'server, ended 2'])
    const forgotten = await twoCities()
    later(30 * minutes)
    expect(await forgotten.list()).toEqual([])
    now = (forgotten.server.parts.dialogues.dialogue(forgotten.server.dialogue)?.closesAt ?? 0) + 1
    expect(whysOf(await forgotten.list())).toEqual(['server, day'])
  })

  it('[SEAL3] one that was due while no server ran is taken at the next start and says so; done already it is not done again', async () => {
    const { folder, remove } = newFolder()
    const first = await twoCities({ dir: folder })
    later(20 * minutes)
    await first.act(first.brussels, { do: 'begin', session: 3 })
    await first.server.close()
    servers.length = 0
    later(4 * 60 * minutes)
    const second = await twoCities({ dir: folder })
    expect(whysOf(await second.list())).toEqual(['server, left 2 late'])
    await second.server.close()
    servers.length = 0
    later(minutes)
    const third = await twoCities({ dir: folder })
    await third.write('later')
    expect(whysOf(await third.list())).toEqual(['server, left 2 late'])
    await third.server.close()
    servers.length = 0
    remove()
  })

  it('[SEAL3] while devices hand in what a backup lacks nothing is frozen; when that is over, what was due is', async () => {
    const { folder, remove } = newFolder()
    const first = await twoCities({ dir: folder })
    later(20 * minutes)
    await first.act(first.brussels, { do: 'begin', session: 3 })
    await first.server.close()
    servers.length = 0
    backup(folder, join(folder, 'kept.sqlite'))
    await restore(folder, join(folder, 'kept.sqlite'), now)
    later(4 * 60 * minutes)
    const { server, list } = await twoCities({ dir: folder })
    expect(await list()).toEqual([])
    await server.parts.recovery.end(server.dialogue, 'organiser')
    await expect
      .poll(async () => whysOf(await server.parts.snapshots.list(server.dialogue)))
      .toEqual(['server, left 2 late'])
    await server.close()
    servers.length = 0
    remove()
  })

  it('[SEAL3] what cannot be written is taken when it can', async () => {
    const { server, act, brussels, list } = await twoCities()
    later(20 * minutes)
    await act(brussels, { do: 'begin', session: 3 })
    later(noticeMs)
    server.parts.database.exec(
      `CREATE TRIGGER full BEFORE INSERT ON journal_row BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    )
    expect(await list()).toEqual([])
    server.parts.database.exec('DROP TRIGGER full')
    await server.parts.journal.settled()
    await expect.poll(async () => whysOf(await list()), { timeout: 20_000 }).toEqual(['server, left 2'])
  })
})

describe('the key', () => {
  it('[SEAL4] comes with the dialogue, is told to who reads snapshots, and its private half is in no byte that is kept', async () => {
    const { folder, remove } = newFolder()
    const { server, list, act, brussels } = await twoCities({ dir: folder })
    const { seals, access } = server.parts
    later(20 * minutes)
    await act(brussels, { do: 'begin', session: 3 })
    later(noticeMs)
    expect((await list())[0]?.seal?.key).toBe(seals.told()?.key)
    const seed = access.keys.of(server.dialogue).mac('seal', [server.dialogue], 32)
    const { session } = await server.enter('analyst')
    const about = (await server.api(`/api/dialogues/${server.dialogue}`, { as: session })).body
    expect(about).toMatchObject({ seal: { key: seals.told()?.key, earlier: [] } })
    expect(seals.told()?.fingerprint).toMatch(/^([0-9A-Z]{4} ){3}[0-9A-Z]{4}$/)
    const at = (await server.enter('facilitator', 1)).session
    expect((await server.api(`/api/dialogues/${server.dialogue}`, { as: at })).body).not.toHaveProperty('seal')
    await server.close()
    servers.length = 0
    const texts = [seed.toString('base64url'), seed.toString('base64'), seed.toString('hex')]
    const canaries = [seed, ...texts.map((text) => Buffer.from(text))]
    for (const name of readdirSync(folder, { recursive: true }).map(String)) {
      const path = join(folder, name)
      if (!statSync(path).isFile()) continue
      const bytes = readFileSync(path)
      for (const canary of canaries) expect(bytes.includes(canary), name).toBe(false)
    }
    remove()
    expect(createHash('sha256').update(seed).digest()).toHaveLength(32)
  })
})

it('[SEAL1] what a clock went through by chance names each leaving once, the same whenever it is read', async () => {
  const { server, act, brussels, list } = await twoCities()
  const seed = Number(process.env['OCCASION_SEED'] ?? Date.now() % 1_000_000)
  console.log(`occasions: seed ${seed}`)
  let state = seed
  const chance = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
  const acts: readonly ClockAct[] = [
    { do: 'next' },
    { do: 'back', from: 'shown' },
    { do: 'begin', session: 1 },
    { do: 'begin', session: 3, clock: 'anew' },
    { do: 'take-back' },
    { do: 'hold' },
    { do: 'go-on' },
    { do: 'end' },
  ]
  for (let n = 0; n < 40; n += 1) {
    const one = acts[chance(acts.length)]
    if (one !== undefined) await act(brussels, one).catch(() => undefined)
    later([1_000, noticeMs, 3 * minutes][chance(3)] ?? 0)
    if (chance(3) === 0) await list()
  }
  later(noticeMs)
  const taken = (await list()).flatMap(({ whys = [] }) =>
    whys.map((one) => JSON.stringify({ ...one, late: undefined })),
  )
  expect(new Set(taken).size).toBe(taken.length)
  const standing = server.parts.dialogues.standing(server.dialogue)
  if (standing === null) throw new Error('no dialogue')
  for (const one of occasionsIn(standing)) if (one.at <= now) expect(taken).toContain(JSON.stringify(one))
})
