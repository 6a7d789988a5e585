/** What every step of a coder is made with: the entry as they saw it, the round in which they code it, and the row that is appended. */
import { roundFor } from '@tablee/shared/codebook/blind'
import type { Codes } from '@tablee/shared/codebook/fold'
import type { Passage, RoundId } from '@tablee/shared/codebook/rows'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import type { CodeCommand } from '@tablee/shared/wire/codebook'
import type { Verbs } from '@tablee/shared/wire/verbs'
import { handOf, type Session } from '../access/session.ts'
import type { RecordOf } from '../record/record.ts'
import type { AllCodable, Codable, Passages } from './entries.ts'
import { changed, noEntry, type Judge } from './judges.ts'

type Still = () => boolean
type Done = Promise<Result<null>>
/** Verbs of these kinds of commands. */
export type CodeVerbsOf<Kind extends CodeCommand['kind']> = Verbs<
  Extract<CodeCommand, { readonly kind: Kind }>,
  [session: Session, dialogue: DialogueId],
  [still: Still],
  Done
>
type Seen = { readonly entry: EntryName; readonly said?: string }
type Spanned = Seen & { readonly start: number; readonly end: number }

export type HandParts = {
  readonly log: Pick<RecordOf<SynthesisRow, Synthesis, DialogueId>, 'append' | 'sent' | 'staged'>
  readonly passages: Pick<Passages, 'said' | 'passage'>
  /** What may be coded now, once it is loaded. */
  readonly readable: (dialogue: DialogueId) => Promise<AllCodable>
}

/** Reads an entry before a row is judged; what is between that and the row that is appended is one turn, so that nobody comes in between. */
export function createHand({ log, passages, readable }: HandParts) {
  async function seen(dialogue: DialogueId, { entry, said }: Seen): Promise<Result<Codable>> {
    const one = (await readable(dialogue)).byName.get(entry)
    if (one === undefined) return fail(noEntry)
    const now = passages.said(one)
    return now === null || now === said ? ok(one) : fail(changed)
  }
  return {
    readable,
    staged: (dialogue: DialogueId): Codes => log.staged(dialogue).codes,
    base: ({ device }: Session, id: string) => ({ command: id, by: device }),
    append: (session: Session, dialogue: DialogueId, row: SynthesisRow, still: Still, judge: Judge): Done =>
      log.append(dialogue, row, handOf(session), (now) => {
        if (!still()) return { code: 'closed' }
        // What a step makes it names by its command: of another device's by the same one there is none.
        return now.steps.some((step) => step.row.command === row.command) ? changed : judge(now)
      }),
    /** Sent again, it is answered as it was, whatever is worded otherwise since. */
    again: (session: Session, dialogue: DialogueId, id: string): Done | null => log.sent(dialogue, id, handOf(session)),
    /** The entry as who asks saw it; `changed`: it says something else by now. */
    seen,
    async passage(dialogue: DialogueId, span: Spanned): Promise<Result<Passage>> {
      const one = await seen(dialogue, span)
      if (!one.ok) return one
      const passage = passages.passage(one.value, span.start, span.end)
      return passage === null
        ? fail({ code: 'bad-request', where: 'start', why: 'no passage of this text' })
        : ok(passage)
    },
    /** The open round in which this device codes the entry: what is of it is told to nobody else. */
    roundNow(session: Session, dialogue: DialogueId, entry: EntryName | null): { readonly round?: RoundId } {
      const round = entry === null ? null : roundFor(log.staged(dialogue).codes, entry, session.device)
      return round === null ? {} : { round: round.id }
    },
  }
}
export type CoderHand = ReturnType<typeof createHand>
