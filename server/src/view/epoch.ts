/**
 * Which document a view is in. Hiding is a difference like any other, under the same name, so that stock followers stay
 * connected and lose the text within the same frame. A new epoch, with a new name, begins only where a follower's copy
 * could no longer be trusted to be a copy: damaged rows, restored data, another version's form.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import { viewForm } from '@tablee/shared/view/read'
import type { Clock } from '../clock.ts'
import { openViewDocument, type ViewDocument } from './document.ts'
import type { Marks, ViewLog } from './log.ts'
import type { Mark } from './marks.ts'
import { viewName, viewWriter } from './names.ts'

/** Why a document that exists can't be gone on with, or null. */
function mistrust({ damaged }: ViewDocument, { beginning }: Marks, incarnation: string): string | null {
  if (damaged) return 'its rows are damaged'
  if (beginning?.kind !== 'epoch') return 'it has no beginning'
  if (beginning.incarnation !== incarnation) return 'the board was restored'
  return beginning.form === viewForm ? null : 'its form is another version’s'
}

type Options = {
  readonly log: ViewLog
  readonly board: BoardId
  readonly audience: Audience
  readonly clock: Clock
  /** The lowest epoch's number. */
  readonly lowest: number
}

/**
 * Opens nothing before `open`; then `begin`, or `next` where `open` says why. Rejects where rows cannot be read.
 * Destroy it.
 */
export function createEpoch({ log, board, audience, clock, lowest }: Options) {
  let number = Math.max(1, lowest, log.lastEpoch(board, audience))
  let document: ViewDocument | null = null
  const name = (): string => viewName(board, audience, number)

  const beginning = (): Mark => ({
    kind: 'epoch',
    incarnation: log.incarnation,
    board: log.head(board).epoch,
    form: viewForm,
  })

  return {
    get number() {
      return number
    },
    get writer() {
      return viewWriter(name())
    },
    /** Asked for only once it is open. */
    get document() {
      if (document === null) throw new Error('the view is not open yet')
      return document
    },
    /** The newest document, what its marks say, and why it can't be gone on with. */
    async open(): Promise<{ readonly marks: readonly Mark[]; readonly why: string | null }> {
      document ??= await openViewDocument(log, name(), clock)
      if (log.empty(name())) return { marks: [], why: null }
      const marks = await log.marks(name())
      return { marks: marks.all, why: mistrust(document, marks, log.incarnation) }
    },
    /** Every document begins by saying whose it is. */
    async begin(): Promise<void> {
      if (log.empty(name())) await this.document.mark(beginning())
    },
    /** The next one, which begins with what still holds. */
    async next(marks: readonly Mark[]): Promise<void> {
      document?.destroy()
      document = null
      number += 1
      document = await openViewDocument(log, name(), clock)
      await document.mark(beginning())
      for (const mark of marks) await document.mark(mark)
    },
    destroy: (): void => document?.destroy(),
  }
}
