/** Damaged bytes in the file: a board always opens, says what it lacks, and loses nothing that another copy still gives. */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Place } from './place.ts'
import { command, contents, contentsOf, Editor, range, replayed } from './writer.ts'

const board = 'board:one'

describe('a damaged journal', () => {
  let place: Place
  beforeEach(() => {
    place = new Place()
  })
  afterEach(() => place.remove())

  /** Turns one bit of the only place in the file where these bytes lie. */
  function damage(bytes: Uint8Array | string): void {
    const file = readFileSync(place.file)
    const at = file.indexOf(bytes)
    expect(at).toBeGreaterThan(0)
    expect(file.indexOf(bytes, at + 1)).toBe(-1)
    file[at + 2] = (file[at + 2] ?? 0) ^ 0x01
    writeFileSync(place.file, file)
  }

  it('[JRN17] a file that has lost where its epochs begin still reads both: the rows before say it', async () => {
    const { journal, database, close } = place.open()
    const [ana, anew] = [new Editor(board, 11), new Editor(board, 21)]
    await journal.append(ana.type('one '))
    await journal.append(ana.type('two'))
    await journal.append({ ...anew.type('one two'), begins: { after: 2, name: '2-21' } })
    await journal.append({ ...anew.type(', three'), epoch: 2 })
    database.exec('DELETE FROM journal_epoch')
    close()
    const { journal: again, close: closeAgain } = place.open()
    expect(await again.load(board)).toMatchObject({ epoch: 2, seq: 4, quarantined: 0 })
    expect(contentsOf(await again.load(board))).toBe(contents(anew.doc))
    expect(contentsOf(await again.load(board, 1))).toBe(contents(ana.doc))
    expect((await Array.fromAsync(again.read(board, 2, 0))).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect(again.epochs(board)).toEqual([
      { epoch: 1, base: 0, name: '1' },
      { epoch: 2, base: 2, name: '2-lost' },
    ])
    closeAgain()
  })

  it('[JRN14] a damaged row is put aside: the board opens without it, read-only, and stays so', async () => {
    const { journal, close } = place.open()
    const [ana, bo] = [new Editor(board, 11), new Editor(board, 12)]
    for (let n = 0; n < 5; n += 1) await journal.append(ana.type(`ana ${n} `))
    await journal.append(bo.type('unmistakable'))
    for (let n = 5; n < 10; n += 1) await journal.append(ana.type(`ana ${n} `))
    close()
    damage('unmistakable')

    for (let opening = 1; opening <= 2; opening += 1) {
      const { journal: again, alarms, close: closeAgain } = place.open()
      const loaded = await again.load(board)
      expect(loaded).toMatchObject({ seq: 11, quarantined: 1 })
      expect(contentsOf(loaded)).toBe(contents(ana.doc))
      expect((await Array.fromAsync(again.read(board, 1, 0))).map(({ seq }) => seq)).toEqual([
        1, 2, 3, 4, 5, 7, 8, 9, 10, 11,
      ])
      expect(alarms).toEqual(opening === 1 ? ['journal: a row was put aside: checksum'] : [])
      closeAgain()
    }
  })

  it('[JRN14] a row that someone moved, renamed or deleted is as damaged as one with a wrong byte', async () => {
    const { journal, database, close } = place.open()
    for (let n = 0; n < 6; n += 1) await journal.append(range(board, 1, n, n + 1))
    await journal.append(range('board:two', 1, 0, 1))
    database.exec(`UPDATE journal_row SET author = 'facilitator' WHERE seq = 2`)
    database.exec(`UPDATE journal_row SET at = at + 1 WHERE seq = 3`)
    database.exec(`DELETE FROM journal_row WHERE seq = 4`)
    database.exec(`UPDATE journal_row SET data = (SELECT data FROM journal_row WHERE seq = 6) WHERE seq = 5`)
    database.exec(
      `UPDATE journal_row SET document = (SELECT id FROM journal_document WHERE name = 'board:two'), seq = 2 WHERE seq = 6`,
    )
    close()
    const again = place.open()
    expect(await again.journal.load(board)).toMatchObject({ seq: 5, quarantined: 4 })
    expect((await Array.fromAsync(again.journal.read(board, 1, 0))).map(({ seq }) => seq)).toEqual([1])
    expect((await Array.fromAsync(again.journal.read('board:two', 1, 0))).map(({ seq }) => seq)).toEqual([1])
    again.close()
  })

  it('[JRN14] [TRAP 3] an update that cannot be decoded and got into the log all the same does not close the board', async () => {
    const { journal, close } = place.open()
    const ana = new Editor(board, 11)
    await journal.append(ana.type('before '))
    for (const seed of [
      '010402002701016d017902ea00a000017ac40107010803494e5348010e017a010171fd0101010203030f01',
      '010402002701016d01790204000200017ac40107010803494e5340000e01767d01717d0101010203030f01',
    ]) {
      await journal.append(command(board, 0, { kind: 'update', data: new Uint8Array(Buffer.from(seed, 'hex')) }))
    }
    await journal.append(ana.type('after'))
    const loaded = await journal.load(board)
    expect(loaded).toMatchObject({ seq: 4, seqs: [1, 4], quarantined: 2 })
    expect(contentsOf(loaded)).toBe(contents(ana.doc))
    close()
  })

  it('[JRN15] a damaged checkpoint costs nothing: the one before it and the rows since give the same', async () => {
    const { journal, close } = place.open()
    const ana = new Editor(board, 11)
    for (let n = 1; n <= 30; n += 1) {
      await journal.append(ana.type(`${n} `))
      if (n % 10 === 0) await journal.checkpoint(board, 1, n, Y.encodeStateAsUpdate(ana.doc))
    }
    await journal.append(ana.type('tail'))
    close()
    const expected = contents(ana.doc)
    for (const [newest, seqs] of [
      [30, [20, ...upTo(21, 31)]],
      [20, upTo(1, 31)],
    ] as const) {
      const inFile = place.open()
      const state = inFile.database.prepare('SELECT state FROM journal_checkpoint WHERE seq = ?').get(newest)?.['state']
      inFile.close()
      damage(state instanceof Uint8Array ? state : '')
      const again = place.open()
      const loaded = await again.journal.load(board)
      expect(again.alarms).toEqual(['journal: a checkpoint was put aside: digest'])
      expect(loaded).toMatchObject({ seq: 31, quarantined: 0, seqs })
      expect(contentsOf(loaded)).toBe(expected)
      expect(
        contents(replayed(await Array.fromAsync(again.journal.read(board, again.journal.head(board).epoch, 0)))),
      ).toBe(expected)
      again.close()
    }
    const healed = place.open()
    await healed.journal.checkpoint(board, 1, 31, Y.encodeStateAsUpdate(ana.doc)) // and the next checkpoint is built without it
    expect(await healed.journal.load(board)).toMatchObject({ quarantined: 0, seqs: [31] })
    expect(await Array.fromAsync(healed.journal.read(board, 1, 0))).toHaveLength(31)
    healed.close()
  })

  it('[JRN15] a damaged cold segment takes nothing from a board whose checkpoint is sound', async () => {
    const { journal, close } = place.open()
    const ana = new Editor(board, 11)
    for (let n = 1; n <= 40; n += 1) await journal.append(ana.type(`${n} `))
    await journal.checkpoint(board, 1, 40, Y.encodeStateAsUpdate(ana.doc))
    await journal.append(ana.type('tail'))
    close()
    const inFile = place.open()
    const data = inFile.database.prepare('SELECT data FROM journal_segment').get()?.['data']
    inFile.close()
    damage(data instanceof Uint8Array ? data : '')
    const { journal: again, close: closeAgain } = place.open()
    expect(await again.load(board)).toMatchObject({ seq: 41, quarantined: 0 })
    expect(contentsOf(await again.load(board))).toBe(contents(ana.doc))
    expect((await Array.fromAsync(again.read(board, 1, 0))).at(-1)?.seq).toBe(41) // the replay passes over what it cannot read, and goes on
    closeAgain()
  })

  it('[JRN15] with everything damaged the board still opens, empty, and says how much is missing', async () => {
    const { journal, database, close } = place.open()
    const ana = new Editor(board, 11)
    for (let n = 1; n <= 20; n += 1) await journal.append(ana.type(`${n} `))
    await journal.checkpoint(board, 1, 20, Y.encodeStateAsUpdate(ana.doc))
    await journal.append(ana.type('tail'))
    database.exec(
      `UPDATE journal_checkpoint SET state = x'00'; UPDATE journal_segment SET data = x'00'; UPDATE journal_row SET data = x'00'`,
    )
    close()
    const again = place.open()
    expect(await again.journal.load(board)).toEqual({ epoch: 1, seq: 21, updates: [], seqs: [], quarantined: 21 })
    expect(await again.journal.append(command('board:two', 'other boards go on'))).toMatchObject({ ok: true })
    again.close()
  })

  it('[JRN15] it opens while the disk refuses every write', async () => {
    const { journal, database, close } = place.open()
    const ana = new Editor(board, 11)
    await journal.append(ana.type('sound'))
    await journal.append(range(board, 12, 0, 1))
    database.exec(`UPDATE journal_row SET crc = 0 WHERE seq = 2; PRAGMA query_only = ON`)
    const again = await journal.load(board)
    expect(again).toMatchObject({ seq: 2, quarantined: 1 })
    expect(contentsOf(again)).toBe(contents(ana.doc))
    expect(await journal.append(command(board, 'x'))).toMatchObject({ ok: false, problem: { code: 'unavailable' } })
    close()
  })
})

const upTo = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)
