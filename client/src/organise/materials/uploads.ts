/**
 * All files on their way from this page, one after the other: a hall's Wi-Fi carries one faster than three. Each can be held,
 * goes on, is called off; what a break interrupts goes on by itself, as often as it takes.
 */
import type { ClientProblem } from '../../link/api.ts'
import { secondsLeft } from './pace.ts'
import { driving, newRow, rest, type Is, type Row, type UploadParts } from './row.ts'
import { fileKey, isSame, type Target } from './unfinished.ts'

export type Uploading = {
  readonly id: number
  readonly name: string
  readonly size: number
  readonly target: Target
  readonly is: Is
  readonly sent: number
  /** Seconds; null while nobody can tell. */
  readonly left: number | null
  readonly problem: ClientProblem | null
  /** Of captions that were refused: the line (from 1) for whose sake. */
  readonly line: number | null
}

export type Uploads = ReturnType<typeof openUploads>

export function openUploads(parts: UploadParts) {
  const { forget, newId, kept, world } = parts
  let last = 0
  let closed = false
  const nextId = (): number => (last += 1)
  let rows: readonly Row[] = kept.all().map((one) => newRow(one, 'lost', null, nextId(), newId()))
  let shown: readonly Uploading[] = rows.map(told)
  const ears = new Set<() => void>()
  const begin = driving(parts, {
    tell,
    isHere: (one) => !closed && rows.includes(one),
    ends(arrived) {
      rows = rows.filter((one) => one !== arrived)
      next()
    },
  })

  function tell(): void {
    shown = rows.map(told)
    for (const ear of ears) ear()
  }
  function next(): void {
    if (closed) return
    const busy = rows.some(({ is }) => is === 'sends' || is === 'away' || is === 'looks')
    const one = busy ? undefined : rows.find(({ is }) => is === 'waits')
    if (one !== undefined) begin(one)
    tell()
  }
  const off = world.onOnline(() => {
    for (const one of rows) if (one.is === 'away') begin(one)
    tell()
  })
  const find = (id: number): Row | undefined => rows.find((one) => one.id === id)

  return {
    /** What `useSyncExternalStore` asks. */
    now: (): readonly Uploading[] => shown,
    onChange(ear: () => void): () => void {
      ears.add(ear)
      return () => void ears.delete(ear)
    },
    /** A file for a place. One that this device has begun before goes on where it stopped. */
    add(file: File, target: Target): void {
      const known = { file: fileKey(file), name: file.name, size: file.size, target }
      const before = rows.find((one) => one.is === 'lost' && isSame({ file: one.key, target: one.target }, known))
      const begun = { ...known, url: before?.url ?? null }
      rows = [...rows.filter((one) => one !== before), newRow(begun, 'waits', file, nextId(), newId())]
      kept.put(begun)
      next()
    },
    /** The same file chosen once more; false where it is another. */
    again(id: number, file: File): boolean {
      const one = find(id)
      if (one === undefined || one.key !== fileKey(file)) return false
      one.file = file
      rest(one, 'waits')
      next()
      return true
    },
    hold(id: number): void {
      const one = find(id)
      if (one === undefined || one.file === null || one.is === 'looks' || one.is === 'refused') return
      rest(one, 'held')
      next()
    },
    goOn(id: number): void {
      const one = find(id)
      if (one?.is !== 'held') return
      rest(one, 'waits')
      next()
    },
    /** Calls it off, or reads what was refused away. */
    drop(id: number): void {
      const one = find(id)
      if (one === undefined) return
      rest(one, 'held')
      rows = rows.filter((other) => other !== one)
      kept.drop({ file: one.key, target: one.target })
      if (one.url !== null) void forget(one.url)
      next()
    },
    /** The page is left; what is on its way can be gone on with. */
    close(): void {
      closed = true
      off()
      for (const one of rows) rest(one, 'held')
    },
  }
}

const told = ({ id, name, size, target, is, sent, pace, problem, line }: Row): Uploading => ({
  id,
  name,
  size,
  target,
  is,
  sent,
  left: is === 'sends' ? secondsLeft(pace, size) : null,
  problem,
  line,
})
