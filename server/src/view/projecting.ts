/** What should be seen now. Never throws: where projecting fails, the last good view stands, paused, with one alarm. */
import type { BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import type { project } from '@tablee/shared/view/project'
import { lastGood } from './last-good.ts'
import type { Replica } from './replica.ts'

/** `alarm` hears once of failures on end, and of the next after one that worked. */
export function createProjecting({
  project: projectBoard,
  publicId,
  alarm,
}: {
  readonly project: typeof project
  readonly publicId: (id: string) => string
  readonly alarm: (cause: unknown) => void
}) {
  let alarmed = false
  /** What people had consented to when the last good view was made. */
  let agreed: ViewPolicy['consents']

  return (replica: Replica, policy: ViewPolicy, last: BoardView): BoardView => {
    try {
      const { board, held, later } = replica.read()
      const view = projectBoard(board, policy, held, publicId, later)
      alarmed = false
      agreed = policy.consents
      return view
    } catch (cause) {
      if (!alarmed) alarm(cause)
      alarmed = true
      return lastGood(last, policy, JSON.stringify(policy.consents) !== JSON.stringify(agreed), publicId)
    }
  }
}
