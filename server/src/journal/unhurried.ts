/** Rows for whoever has time: a long history must not hold up the tables (5,000 updates take about 0.2 s to apply). */
import type { JournalRow } from './port.ts'

/** Rows between two breaths. */
const breath = 400

/**
 * Lets others have their turn after every 400 rows; what happens to the log in such a turn is seen, or not, by what
 * `rows` reads next.
 */
export async function* unhurried(rows: Iterable<JournalRow>): AsyncGenerator<JournalRow> {
  let count = 0
  for (const row of rows) {
    yield row
    if (++count % breath === 0) await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
