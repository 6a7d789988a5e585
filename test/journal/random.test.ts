import { describe, it } from 'vitest'
import { randomHistories } from './histories.ts'
import { Place } from './place.ts'

const runs = Number(process.env['FUZZ_SEEDS'] ?? 150) / 3

describe('random histories of a journal', () => {
  it(`[JRN25] I1 and I6 hold over ${runs} histories with kills, reopenings and checkpoints`, async () => {
    await randomHistories(runs, () => {
      let place = new Place()
      const places = [place]
      return {
        clock: place.clock,
        strays: false,
        open: () => place.open(),
        kill(opened) {
          // Taken before its group commits: what is in flight is not in the copy.
          const copy = place.killed()
          places.push(copy)
          opened.close()
          Object.assign(copy, { clock: place.clock })
          place = copy
        },
        remove: () => places.forEach((one) => one.remove()),
      }
    })
  })
})
