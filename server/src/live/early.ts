/** Rows that came before their turn: while their document is being loaded, or behind one that is missing. */
import type { JournalRow } from '../journal/port.ts'

export class Early {
  private rows: JournalRow[] = []

  get none(): boolean {
    return this.rows.length === 0
  }

  /** In the order of the log. */
  keep(row: JournalRow): void {
    this.rows.push(row)
  }

  /** How far they reach from there without a gap. */
  reach(epoch: number, seq: number): number {
    return this.following(epoch, seq).at(-1)?.seq ?? seq
  }

  /** Those that reach from there without a gap; what is behind a gap goes on waiting, all else is done with. */
  take(epoch: number, seq: number): readonly JournalRow[] {
    const found = this.following(epoch, seq)
    const last = found.at(-1)?.seq ?? seq
    this.rows = this.rows.filter((row) => row.epoch === epoch && row.seq > last)
    return found
  }

  private following(epoch: number, seq: number): readonly JournalRow[] {
    const found: JournalRow[] = []
    for (const row of this.rows) if (row.epoch === epoch && row.seq === (found.at(-1)?.seq ?? seq) + 1) found.push(row)
    return found
  }
}
