/** A command lies twice in the file. Where one of the two is not what was written any more, the other one counts. */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Place } from './place.ts'
import { command } from './writer.ts'

const doc = 'voices:one'
const sentences = ['a yes, said first', 'a no, said after it', 'and something else']
const data = (text: string) => new TextEncoder().encode(JSON.stringify({ command: text, kind: 'said' }))
const said = (rows: Iterable<{ readonly data: Uint8Array }>): string[] =>
  [...rows].map((row) => (JSON.parse(new TextDecoder().decode(row.data)) as { command: string }).command)

describe('two copies of a command', () => {
  let place: Place
  beforeEach(async () => {
    place = new Place()
    const { journal, close } = place.open()
    for (const text of sentences) await journal.append(command(doc, 0, { data: data(text) }))
    close()
  })
  afterEach(() => place.remove())

  /** Turns one bit of each copy that is named, in the order in which they lie in the file. */
  function damage(text: string, which: readonly number[]): void {
    const file = readFileSync(place.file)
    const found: number[] = []
    for (let at = file.indexOf(text); at >= 0; at = file.indexOf(text, at + 1)) found.push(at)
    expect(found).toHaveLength(2)
    for (const n of which) {
      const at = found[n] ?? 0
      file[at + 2] = (file[at + 2] ?? 0) ^ 0x01
    }
    writeFileSync(place.file, file)
  }

  it.each([0, 1])('[JRN34] a wrong bit in one of them (%s) takes nothing away', async (nth) => {
    damage('a no, said after it', [nth])
    const { journal, alarms, close } = place.open()
    expect(said(await Array.fromAsync(journal.commands(doc)))).toEqual(sentences)
    expect(await journal.quarantined(doc)).toEqual([])
    expect(alarms).toEqual([])
    close()
  })

  it('[JRN34] where both are damaged it is put aside and said, by whoever reads it first', async () => {
    damage('a no, said after it', [0, 1])
    const { journal, alarms, close } = place.open()
    expect(said(await Array.fromAsync(journal.commands(doc)))).toEqual(['a yes, said first', 'and something else'])
    expect(alarms).toEqual(['journal: a row was put aside: checksum'])
    expect(await journal.quarantined(doc)).toMatchObject([{ seq: 2, what: 'row' }])
    close()
  })
})
