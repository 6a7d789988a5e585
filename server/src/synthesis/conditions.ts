/** Conditions of *yes, if* as a theme team is told them; which of them are the same is a join, as of any two entries. */
import type { DialogueId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import { conditionsIn, conditionsTold, type ConditionName } from '@tablee/shared/synthesis/conditions'
import { areDifferent } from '@tablee/shared/synthesis/joins'
import { createNear } from '@tablee/shared/synthesis/near'
import type { ConditionsAnswer } from '@tablee/shared/wire/conditions'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { versioned } from '../hold/waiting.ts'
import type { SynthesisLog } from './log.ts'

/** So many are suggested of one. */
const mostNear = 3

/** `digest` names what somebody typed by a few signs under the dialogue's key. */
export function createConditions({
  log,
  results,
  digest,
}: {
  readonly log: Pick<SynthesisLog, 'state'>
  /** As analysts are told them: what may not leave its table is not among them. */
  readonly results: (dialogue: DialogueId) => Promise<Result<ResultsAnswer>>
  readonly digest: (parts: readonly string[]) => string
}): {
  readonly conditions: (dialogue: DialogueId) => Promise<Result<ConditionsAnswer>>
  /** Whether it is told now. */
  readonly isCondition: (dialogue: DialogueId, name: ConditionName) => Promise<boolean>
} {
  return {
    async conditions(dialogue) {
      const found = await results(dialogue)
      if (!found.ok) return found
      const { joins } = log.state(dialogue)
      const { groups, rest, ...told } = conditionsTold(found.value, joins, digest)
      const every = [...groups, ...rest]
      const near = createNear()
      const owner = new Map(every.flatMap((group) => group.members.map((one) => [one.name, group.name] as const)))
      near.follow(
        new Map(
          every.flatMap(({ members }) =>
            members.flatMap(({ name, text }) => {
              const [first] = Object.entries(text)
              return first === undefined ? [] : [[name, { entry: name, lang: first[0], text: first[1] }] as const]
            }),
          ),
        ),
      )
      const withNear = (group: (typeof every)[number]) => ({
        ...group,
        near: [
          ...new Set(
            near.near(group.name, mostNear * 3).flatMap(({ entry }) => {
              const other = owner.get(entry)
              return other === undefined || other === group.name || areDifferent(joins, group.name, other)
                ? []
                : [other]
            }),
          ),
        ].slice(0, mostNear),
      })
      return versioned(ok({ groups: groups.map(withNear), rest: rest.map(withNear), ...told }))
    },
    async isCondition(dialogue, name) {
      const found = await results(dialogue)
      return found.ok && conditionsIn(found.value, digest).some((one) => one.name === name)
    },
  }
}
