/** What analysts do with a partner's survey: bring it, set its questions beside ours, put it away. Each is a row. */
import type { DialogueId } from '@tablee/shared/ids'
import type { PartnerRow, Partners, PublishedItem } from '@tablee/shared/partner/rows'
import { ok, type Problem, type Result } from '@tablee/shared/problem'
import type { PartnerCommand, PartnersTold } from '@tablee/shared/wire/partner'
import type { Verbs } from '@tablee/shared/wire/verbs'
import { handOf, type Session } from '../access/session.ts'
import type { PartnerLog } from './log.ts'

type Still = () => Problem | null
type Done = Promise<Result<null>>
export type PartnerVerbs = Verbs<PartnerCommand, [session: Session, dialogue: DialogueId], [still: Still], Done>

/** More surveys nobody reads side by side. */
const mostSurveys = 20
/** Letters of all of them: they are told whole to whoever asks. */
const mostLetters = 2_000_000
const changed: Problem = { code: 'changed' }
const lettersOf = (items: readonly PublishedItem[]): number => JSON.stringify(items).length

/** Each answers after COMMIT. `changed`: somebody was faster. Who may is asked before. */
export function createPartners(log: PartnerLog) {
  const append = (
    session: Session,
    dialogue: DialogueId,
    row: PartnerRow,
    still: Still,
    judge: (now: Partners) => Problem | null,
  ): Done => log.append(dialogue, row, handOf(session), (now) => still() ?? judge(now))
  const verbs: PartnerVerbs = {
    set: (session, dialogue, { id, survey, item, match }, still) =>
      append(session, dialogue, { kind: 'set-beside', command: id, survey, item, match }, still, ({ surveys }) => {
        const found = surveys.find((one) => one.id === survey)?.items.find(({ key }) => key === item)
        if (found === undefined) return changed
        const theirs = new Set(found.options.map(({ key }) => key))
        const pairs = match?.options ?? []
        // One of theirs is beside one of ours: two of them would be the same people twice.
        const once = (at: 0 | 1): boolean => new Set(pairs.map((pair) => pair[at])).size === pairs.length
        return once(0) && once(1) && pairs.every(([their]) => theirs.has(their))
          ? null
          : { code: 'bad-request', where: 'match.options', why: 'one twice, or none of theirs' }
      }),
    off: (session, dialogue, { id, survey }, still) =>
      append(session, dialogue, { kind: 'survey-off', command: id, survey }, still, ({ surveys }) =>
        surveys.some((one) => one.id === survey) ? null : changed,
      ),
  }
  return {
    verbs,
    told: (dialogue: DialogueId): Result<Omit<PartnersTold, 'version'>> => ok({ surveys: log.state(dialogue).surveys }),
    bring: (
      session: Session,
      dialogue: DialogueId,
      command: string,
      { title, items }: { readonly title: string; readonly items: readonly PublishedItem[] },
      still: Still,
    ): Done =>
      append(session, dialogue, { kind: 'survey', command, title, items }, still, ({ surveys }) =>
        surveys.some(({ id }) => id === command)
          ? changed
          : surveys.length >= mostSurveys
            ? { code: 'refused', why: 'surveys' }
            : surveys.reduce((sum, one) => sum + lettersOf(one.items), lettersOf(items)) > mostLetters
              ? { code: 'too-large', limit: mostLetters, size: null }
              : null,
      ),
  }
}
