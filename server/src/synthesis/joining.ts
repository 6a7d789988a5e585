/** What a theme team says of two entries: the same, not the same, the one qualifies the other, taken out again, which wording stands for them. */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, type Problem, type Result } from '@tablee/shared/problem'
import { isConditionName, type ConditionName } from '@tablee/shared/synthesis/conditions'
import { kindIn, type EntryName } from '@tablee/shared/synthesis/entries'
import { joinedWith } from '@tablee/shared/synthesis/joins'
import type { JoinRow } from '@tablee/shared/synthesis/rows'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import type { Verbs } from '@tablee/shared/wire/verbs'
import type { Session } from '../access/session.ts'

type Still = () => boolean
type Joining = Extract<ThemeCommand, { readonly kind: JoinRow['kind'] }>
type JoinVerbs = Verbs<Joining, [session: Session, dialogue: DialogueId], [still: Still], Promise<Result<null>>>
type Judge = (now: Synthesis) => Problem | null

const changed: Problem = { code: 'changed' }

/**
 * Only wordings are joined with wordings, and elements with elements: what somebody said is nobody else's. `changed`:
 * somebody was faster; `not-found`: it is not there, or may not be told now.
 */
export function createJoining({
  append,
  known,
  stands,
  isCondition,
}: {
  /** What may be read is: a page that comes back after a restart says what it did before it asks for anything. */
  readonly known: (dialogue: DialogueId) => Promise<void>
  readonly append: (
    session: Session,
    dialogue: DialogueId,
    row: JoinRow,
    still: Still,
    judge: Judge,
  ) => Promise<Result<null>>
  readonly stands: (dialogue: DialogueId, entry: EntryName) => boolean
  /** Conditions of *yes, if* are joined with their like: they stand on no board. */
  readonly isCondition: (dialogue: DialogueId, name: ConditionName) => Promise<boolean>
}): JoinVerbs {
  const cannot = async (dialogue: DialogueId, a: EntryName, b: EntryName): Promise<Problem | null> => {
    if (a !== b && isConditionName(a) && isConditionName(b))
      return (await isCondition(dialogue, a)) && (await isCondition(dialogue, b))
        ? null
        : { code: 'not-found', what: 'condition' }
    await known(dialogue)
    const [one, other] = [kindIn(a), kindIn(b)]
    if (a === b || one !== other || (one !== 'wording' && one !== 'element'))
      return { code: 'bad-request', where: 'b', why: 'nothing that can be the same' }
    return stands(dialogue, a) && stands(dialogue, b) ? null : { code: 'not-found', what: 'entry' }
  }
  const areOne = ({ joins }: Synthesis, a: EntryName, b: EntryName): boolean => joinedWith(joins, a).includes(b)
  /** Of any of the one's group and any of the other's, either way: two that qualify each other say nothing. */
  const isSaid = ({ joins }: Synthesis, a: EntryName, b: EntryName): boolean => {
    const [one, other] = [new Set(joinedWith(joins, a)), new Set(joinedWith(joins, b))]
    return joins.qualified.some((q) => (one.has(q.a) && other.has(q.b)) || (one.has(q.b) && other.has(q.a)))
  }
  const isJoined = ({ joins }: Synthesis, entry: EntryName): boolean => joins.groupOf.has(entry)

  return {
    async same(session, dialogue, { id, a, b, suggested }, still) {
      const problem = await cannot(dialogue, a, b)
      if (problem !== null) return fail(problem)
      const taken = suggested === true ? { suggested } : {}
      return append(
        session,
        dialogue,
        { kind: 'same', command: id, a, b, by: session.device, ...taken },
        still,
        (now) => (areOne(now, a, b) ? changed : null),
      )
    },
    async different(session, dialogue, { id, a, b }, still) {
      const problem = await cannot(dialogue, a, b)
      if (problem !== null) return fail(problem)
      return append(session, dialogue, { kind: 'different', command: id, a, b, by: session.device }, still, (now) =>
        areOne(now, a, b) ? changed : null,
      )
    },
    async qualifies(session, dialogue, { id, a, b }, still) {
      const problem = await cannot(dialogue, a, b)
      if (problem !== null) return fail(problem)
      if (kindIn(a) !== 'wording') return fail({ code: 'bad-request', where: 'a', why: 'nothing that qualifies' })
      return append(session, dialogue, { kind: 'qualifies', command: id, a, b, by: session.device }, still, (now) =>
        areOne(now, a, b) || isSaid(now, a, b) ? changed : null,
      )
    },
    // Also of what is out of sight by now.
    apart: (session, dialogue, { id, entry }, still) =>
      append(session, dialogue, { kind: 'apart', command: id, entry, by: session.device }, still, (now) =>
        isJoined(now, entry) ? null : changed,
      ),
    async show(session, dialogue, { id, entry }, still) {
      await known(dialogue)
      if (!stands(dialogue, entry)) return fail({ code: 'not-found', what: 'entry' })
      return append(session, dialogue, { kind: 'show', command: id, entry, by: session.device }, still, (now) =>
        isJoined(now, entry) ? null : changed,
      )
    },
  }
}
