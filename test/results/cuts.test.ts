/** Cuts of a dialogue's logs, read again. */
import { memoryJournal } from '@tablee/server/journal/memory'
import { createCuts } from '@tablee/server/results/cuts'
import { dialogueDoc, voicesDoc } from '@tablee/shared/documents'
import { noDialogue } from '@tablee/shared/dialogue/state'
import type { DialogueId } from '@tablee/shared/ids'
import { voicesFrom } from '@tablee/shared/voices/fold'
import { expect, it } from 'vitest'

const dialogue = 'd1' as DialogueId
const bytes = (row: object): Uint8Array => new TextEncoder().encode(JSON.stringify(row))

it('[QRY3] older cuts are folded one after the other, whoever asks for how many: side by side they would hold the loop together', async () => {
  const inner = memoryJournal({ clock: () => 1 })
  let [reading, most] = [0, 0]
  const journal: typeof inner = {
    ...inner,
    async *read(doc, epoch, seq) {
      most = Math.max(most, (reading += 1))
      try {
        yield* inner.read(doc, epoch, seq)
      } finally {
        reading -= 1
      }
    },
  }
  const by = { epoch: null, kind: 'command', author: 'test', device: 'test', writers: [], deps: [] } as const
  for (let n = 1; n <= 9; n += 1)
    await inner.append({
      ...by,
      doc: voicesDoc(dialogue),
      data: bytes({ kind: 'close', command: `c${n}`, board: 'b', step: `s${n}` }),
    })
  await inner.append({ ...by, doc: dialogueDoc(dialogue), data: bytes({ kind: 'nothing' }) })
  const cuts = createCuts({ journal, voices: { state: () => voicesFrom([]) }, standing: () => noDialogue })
  const newest = await cuts.at(dialogue, null)
  most = 0
  await Promise.all(Array.from({ length: 8 }, (_, n) => cuts.at(dialogue, (newest?.cut ?? 0) - (n + 1) * 1_000_000)))
  expect([newest?.cut, most]).toEqual([9_000_001, 1])
})
