/** A slow disk: nothing is told or answered before the log has reached it, and nobody waits in turn. */
import { copyFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askedLog } from '../support/slowLog.ts'
import { journalContract } from './contract.ts'
import { Place } from './place.ts'
import { contents, contentsOf, Editor } from './writer.ts'

journalContract('sqlite on a slow disk', (through) => {
  const place = new Place()
  const opened = place.open('test', { disk: 'aside', through: through ?? askedLog })
  return {
    journal: opened.journal,
    clock: place.clock,
    close() {
      opened.close()
      place.remove()
    },
  }
})

/** Syncs of the log that end when the test says so. */
class Disk {
  readonly waiting: { done: () => void; fail: (cause: Error) => void }[] = []
  private heard: (() => void)[] = []
  readonly sync = (): Promise<void> =>
    new Promise((done, fail) => {
      this.waiting.push({ done, fail })
      for (const hear of this.heard.splice(0)) hear()
    })
  async asked(): Promise<void> {
    while (this.waiting.length === 0) await new Promise<void>((hear) => this.heard.push(hear))
  }
  async land(): Promise<void> {
    await this.asked()
    this.waiting.shift()?.done()
  }
  async fail(): Promise<void> {
    await this.asked()
    this.waiting.shift()?.fail(new Error('input/output error'))
  }
}

const board = 'board:one'

describe('the journal on a slow disk', () => {
  let place: Place
  let disk: Disk
  beforeEach(() => {
    place = new Place()
    disk = new Disk()
  })
  afterEach(() => place.remove())

  it('[JRN28] what is committed and not on the disk is told to nobody, answered to nobody and read by nobody', async () => {
    const { journal, close } = place.open('test', { disk: 'aside', sync: disk.sync })
    const ana = new Editor(board, 11)
    const told: number[] = []
    journal.follow((row) => told.push(row.seq))
    let answered = false
    const appended = journal.append(ana.type('one')).then((answer) => {
      answered = true
      return answer
    })
    await disk.asked()
    expect(answered).toBe(false)
    expect(told).toEqual([])
    expect(journal.head(board).seq).toBe(0)
    expect(await Array.fromAsync(journal.read(board, 1, 0))).toEqual([])
    expect((await journal.load(board)).seq).toBe(0)

    await disk.land()
    expect(await appended).toMatchObject({ ok: true, row: { seq: 1 } })
    expect(told).toEqual([1])
    expect(contentsOf(await journal.load(board))).toBe(contents(ana.doc))
    close()
  })

  it('[JRN28] what arrives during a sync is the next group: a hundred edits wait for two syncs', async () => {
    const { journal, close } = place.open('test', { disk: 'aside', sync: disk.sync })
    const all = [journal.append(new Editor('board:0', 1).type('first'))]
    await disk.asked()
    for (let n = 1; n < 100; n += 1) all.push(journal.append(new Editor(`board:${n}`, n + 1).type('later')))
    await disk.land()
    await disk.land()
    expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true)
    expect(disk.waiting).toEqual([])
    close()
  })

  it('[JRN29] a sync that fails is no lie: the group is answered when a checkpoint has written it once more', async () => {
    const { journal, alarms, close } = place.open('test', { disk: 'aside', sync: disk.sync })
    const ana = new Editor(board, 11)
    const appended = journal.append(ana.type('kept'))
    await disk.fail()
    expect(await appended).toMatchObject({ ok: true, row: { seq: 1 } })
    expect(alarms).toContain('the log could not be synced')
    // The database alone has it now, without the log.
    const copy = new Place()
    copyFileSync(place.file, copy.file)
    const after = copy.open('after')
    expect(contentsOf(await after.journal.load(board))).toBe(contents(ana.doc))
    after.close()
    copy.remove()
    close()
  })

  it('[JRN28] a process that ends in the middle of a sync waits for it, and answers', async () => {
    const { journal, close } = place.open('test', { disk: 'aside', sync: disk.sync })
    const ana = new Editor(board, 11)
    const appended = journal.append(ana.type('last words'))
    await disk.asked()
    close()
    expect(await appended).toMatchObject({ ok: true })
    const after = place.open('after')
    expect(contentsOf(await after.journal.load(board))).toBe(contents(ana.doc))
    after.close()
  })

  it('[JRN30] a COMMIT that takes more than 3 ms one time in a hundred moves the waiting aside, and a fast disk brings it back', async () => {
    let now = 0
    let commitMs = 0.2
    let reads = 0
    // Every second look at the clock is the end of a commit or of a sync.
    const clock = (): number => {
      reads += 1
      if (reads % 2 === 0) now += commitMs
      return now
    }
    const { journal, alarms, close } = place.open('test', { sync: () => Promise.resolve(), now: clock })
    const ana = new Editor(board, 11)
    const type = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await journal.append(ana.type('a'))
    }
    await type(80)
    expect(alarms).toEqual([])
    commitMs = 9
    await type(80)
    expect(alarms).toEqual(['the disk is slow: tables no longer wait for it in turn'])
    commitMs = 0.4
    await type(400)
    expect(alarms.at(-1)).toBe('the disk is fast again')
    close()
  })
})
