/** Everything of a dialogue from one side to the other, each document compared before the next: the source is only read. */
import type { DocName } from '@tablee/shared/documents'
import { NotMoved } from './claim.ts'
import { digestOf, openDigest, tables, type Row, type Side, type Stands, type Table } from './tables.ts'

export type Running = {
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly onPart: (part: number) => void
}
/** Where a document is put that is not there yet. */
export type Put = {
  readonly put: (table: Table, page: readonly Row[]) => Promise<void> | void
  readonly end: () => Promise<void> | void
}

/** As often as somebody would look. */
export const throttled = (onPart: (part: number) => void) => {
  let said = 0
  return (part: number): void => {
    if (part - said < 0.01) return
    said = part
    onPart(part)
  }
}

/** Throws `NotMoved` where a document is not the same on the other side. */
export async function carryDocuments(
  from: Side,
  into: Side,
  begin: (stands: Stands) => Promise<Put> | Put,
  { signal, onPart }: Running,
): Promise<readonly DocName[]> {
  const all = await from.documents()
  const weight = all.reduce((sum, { seq }) => sum + seq, 0)
  let done = 0
  for (const stands of all) {
    const digest = openDigest(stands)
    const target = await begin(stands)
    for (const table of tables)
      for await (const page of from.rows(stands.name, table)) {
        signal.throwIfAborted()
        digest.take(table, page)
        await target.put(table, page)
      }
    await target.end()
    const there = (await into.documents()).find(({ name }) => name === stands.name)
    if (there === undefined || (await digestOf(into, there)) !== digest.hex())
      throw new NotMoved(`${stands.name} is not the same on the other side. Nothing was moved.`)
    done += stands.seq
    onPart(done / weight)
  }
  if ((await into.documents()).length !== all.length)
    throw new NotMoved('The other side holds more documents than were brought. Nothing was moved.')
  return all.map(({ name }) => name)
}
