/** Which rows of a board are shown at once. What merely adds waits for the beat. */
import type { rootNames } from '@tablee/shared/board/doc'
import type { JournalRow } from '../journal/port.ts'

type Root = (typeof rootNames)[number]
const marks = (['withdrawn', 'redacted'] as const satisfies readonly Root[]).map((root) => Buffer.from(root))

/**
 * Commands, and what takes words back. The first mark on words names its root in the update's bytes, so nothing need be
 * decoded, and it counts whoever wrote it. A person who writes that very word is only shown sooner.
 */
export function atOnce({ kind, data }: JournalRow): boolean {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return kind === 'command' || marks.some((mark) => bytes.includes(mark))
}
