/** Rows for whoever has time: a long history must not hold up the tables (5,000 updates take about 0.2 s to apply). */
import type { JournalRow } from './port.ts'

/** Rows between two breaths. */
const breath = 400

export async function* unhurried(rows: Iterable<JournalRow>): AsyncGenerator<JournalRow> {
  let count = 0
  for (const row of rows) {
    yield row
    if (++count % breath === 0) await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
