/** A codebook, or what somebody coded in another program, brought in from a file: one step, judged whole. */
import { setImmediate } from 'node:timers/promises'
import { frozenIn, sealedIn, seenBy } from '@tablee/shared/codebook/blind'
import type { CodeRow, CodingIn } from '@tablee/shared/codebook/rows'
import type { Brought } from '@tablee/shared/formats/refi-codes'
import type { StandingNames } from '@tablee/shared/formats/refi-back'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import { handOf, type Session } from '../access/session.ts'
import type { RecordOf } from '../record/record.ts'
import type { AllCodable, Passages } from './entries.ts'
import { mostCodes } from './code-verbs.ts'
import { inRound } from './judges.ts'
import { mostCodings, mostMemos } from './verbs.ts'

/** Passages that are looked up before anybody else has a turn. */
const slice = 500

export type Bringing = ReturnType<typeof createBringing>

/** Of one dialogue's hall: what a file is compared with, and what it brings. */
export function createBringing({
  log,
  passages,
  readable,
}: {
  readonly log: Pick<RecordOf<SynthesisRow, Synthesis, DialogueId>, 'append' | 'staged'>
  readonly passages: Pick<Passages, 'passage'>
  /** What may be coded now, once it is loaded. */
  readonly readable: (dialogue: DialogueId) => Promise<AllCodable>
}) {
  return {
    /** What a file is compared with: what may be coded now, and what codes, codings and memos are called. */
    async standing({ device }: Session, dialogue: DialogueId): Promise<StandingNames> {
      const { all } = await readable(dialogue)
      const { codes, themes } = log.staged(dialogue)
      return {
        boards: [...Map.groupBy(all, ({ board }) => board)].map(([id, entries]) => ({
          id,
          entries: entries.map(({ entry, text }) => ({ entry, text })),
        })),
        codes: codes.codes.map(({ id, parent, name }) => ({ id, parent, name })),
        themes: themes.themes.map(({ id }) => id),
        // What another did in an open round is as if it were not there.
        codings: [...seenBy(codes, device).codings.keys()],
        memos: [...seenBy(codes, device).memos.keys()],
      }
    },
    /**
     * After COMMIT. `changed`: what it was read for reads otherwise by now; `refused`: there would be too much (`codes`, `codings`,
     * `memos`), or an open round has one of the entries, or rests on a code that a memo is about (`round`).
     */
    async bringIn(
      session: Session,
      dialogue: DialogueId,
      command: string,
      { codes, codings, memos }: Brought,
      still: () => boolean,
    ): Promise<Result<null>> {
      const { byName } = await readable(dialogue)
      const placed: CodingIn[] = []
      for (const [n, { coding, code, entry, start, end }] of codings.entries()) {
        if (n % slice === slice - 1) await setImmediate()
        const one = byName.get(entry)
        const passage = one === undefined ? null : passages.passage(one, start, end)
        if (passage === null) return fail({ code: 'changed' })
        placed.push({ coding, code, ...passage })
      }
      if (memos.some(({ entry }) => entry !== undefined && !byName.has(entry))) return fail({ code: 'changed' })
      const row: CodeRow = { kind: 'codes-in', command, by: session.device, codes, codings: placed, memos }
      return log.append(dialogue, row, handOf(session), ({ codes: now }) => {
        if (!still()) return { code: 'closed' }
        if (now.codes.length + codes.length > mostCodes) return { code: 'refused', why: 'codes' }
        if (now.codings.size + placed.length > mostCodings) return { code: 'refused', why: 'codings' }
        if (now.memos.size + memos.length > mostMemos) return { code: 'refused', why: 'memos' }
        const [sealed, frozen] = [sealedIn(now), frozenIn(now)]
        const rests =
          [...placed, ...memos].some(({ entry }) => entry !== undefined && sealed.has(entry)) ||
          memos.some(({ on }) => 'code' in on && frozen.has(on.code))
        return rests ? inRound : null
      })
    },
    /** Into a dialogue that nobody has entered yet: words that were written with it. */
    async begin(
      dialogue: DialogueId,
      command: string,
      brought: Brought,
      by: { readonly author: string; readonly device: string },
    ): Promise<Result<null>> {
      if (brought.codes.length + brought.codings.length + brought.memos.length === 0) return ok(null)
      return log.append(dialogue, { kind: 'codes-in', command, by: by.device, ...brought }, by)
    },
  }
}
