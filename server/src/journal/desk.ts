import type { Asked } from './patient.ts'
import type { Journal } from './port.ts'
import type { createQueue } from './queue.ts'
import type { JournalSequencer } from './sequencer.ts'

/**
 * What every log answers in the same way, wherever it keeps its rows: out of the owner's memory (the sequencer), and from the
 * line in which appends wait (the queue).
 */
export const deskOf = (
  sequencer: JournalSequencer,
  queue: ReturnType<typeof createQueue>,
): Omit<Journal, keyof Asked | 'incarnation' | 'epochs' | 'documents' | 'close'> => ({
  append: queue.append,
  rewrite: queue.rewrite,
  head(doc) {
    const { epoch, seq } = sequencer.head(doc)
    return { epoch, seq }
  },
  clocks: sequencer.clocks,
  claim(doc, epoch, client, device, author) {
    const answer = sequencer.claim({ doc, epoch, client, device, author })
    if (answer === 'claimed') queue.schedule()
    return answer
  },
  owner: sequencer.owner,
  follow: queue.follow,
  tail(doc) {
    const { rows, bytes } = sequencer.head(doc)
    return { rows, bytes }
  },
  setbacks: queue.setbacks,
  settled: queue.settled,
})
