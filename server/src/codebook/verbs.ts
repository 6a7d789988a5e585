/** What coders do with entries: passages, *no code fits*, memos; and any step taken back. Each is a row, judged by what is staged. */
import { mayRedo, mayUndo, seenBy } from '@tablee/shared/codebook/blind'
import type { Codes } from '@tablee/shared/codebook/fold'
import type { CodeRow, MemoOn } from '@tablee/shared/codebook/rows'
import { fail } from '@tablee/shared/problem'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { CodeCommand } from '@tablee/shared/wire/codebook'
import type { Session } from '../access/session.ts'
import { createCodebookVerbs } from './code-verbs.ts'
import { createHand, type CoderHand, type CodeVerbsOf, type HandParts } from './hand.ts'
import { all, changed, isCodedSo, isFree, mayTouch, noEntry, roomFor, stands } from './judges.ts'
import { createRoundVerbs } from './round-verbs.ts'

export type CodeVerbs = CodeVerbsOf<CodeCommand['kind']>
/** More than a team codes in a week, and few for a log. */
export const mostCodings = 20_000
export const mostMemos = 5_000

/**
 * Each answers after COMMIT. `changed`: somebody was faster, or it is worded otherwise by now; `refused` (`round`): a round that
 * is open rests on it, or has the entry; `not-found`: an entry that may not be read. Who may is asked before.
 */
export function createCodeVerbs(parts: HandParts): CodeVerbs {
  const hand = createHand(parts)
  const { append, base } = hand
  return {
    ...createCodebookVerbs(hand),
    ...createCodingVerbs(hand),
    ...createMemoVerbs(hand),
    ...createRoundVerbs(hand),
    undo: (session, dialogue, { id, of }, still) =>
      append(session, dialogue, { kind: 'undo', command: base(session, id).command, of }, still, (now) =>
        mayUndo(now, of, session.device) ? null : changed,
      ),
    redo: (session, dialogue, { id, of }, still) =>
      append(session, dialogue, { kind: 'redo', command: base(session, id).command, of }, still, (now) =>
        mayRedo(now, of, session.device) ? null : changed,
      ),
  }
}

function createCodingVerbs(hand: CoderHand): CodeVerbsOf<'coding' | 'uncode' | 'no-code'> {
  const { append, again, base, passage, roundNow, seen, staged } = hand
  return {
    async coding(session, dialogue, { id, code, ...span }, still) {
      const sent = again(session, dialogue, id)
      if (sent !== null) return sent
      const found = await passage(dialogue, span)
      if (!found.ok) return found
      const round = roundNow(session, dialogue, span.entry)
      const row = { kind: 'coding' as const, ...base(session, id), code, ...found.value, ...round }
      const judge = all(
        stands(code),
        mayTouch(session, span.entry, round.round, code),
        roomFor('codings', mostCodings),
        ({ codes }) => (isCodedSo(codes, row, session) ? changed : null),
      )
      return append(session, dialogue, row, still, judge)
    },
    async uncode(session, dialogue, { id, coding }, still) {
      const sent = again(session, dialogue, id)
      if (sent !== null) return sent
      // What somebody else coded in an open round is as if it were not there.
      const entry = seenBy(staged(dialogue), session.device).codings.get(coding)?.entry
      if (entry === undefined) return fail(changed)
      const round = roundNow(session, dialogue, entry)
      const row: CodeRow = { kind: 'uncode', ...base(session, id), coding, entry, ...round }
      const judge = all(mayTouch(session, entry, round.round), ({ codes }) =>
        seenBy(codes, session.device).codings.has(coding) ? null : changed,
      )
      return append(session, dialogue, row, still, judge)
    },
    async 'no-code'(session, dialogue, { id, entry, said }, still) {
      const sent = again(session, dialogue, id)
      if (sent !== null) return sent
      const of = { entry, ...(said !== undefined && { said }) }
      const one = await seen(dialogue, of)
      if (!one.ok) return one
      const round = roundNow(session, dialogue, entry)
      const row: CodeRow = { kind: 'no-code', ...base(session, id), ...of, ...round }
      const judge = all(mayTouch(session, entry, round.round), ({ codes }) =>
        [...seenBy(codes, session.device).codings.values()].some((coding) => coding.entry === entry) ? changed : null,
      )
      return append(session, dialogue, row, still, judge)
    },
  }
}

/** What somebody noted is theirs to change, and everybody's to read. */
function createMemoVerbs(hand: CoderHand): CodeVerbsOf<'memo' | 'memo-change'> {
  const { append, again, base, readable, roundNow, staged } = hand
  const entryOf = ({ device }: Session, codes: Codes, on: MemoOn): EntryName | null =>
    'entry' in on ? on.entry : 'coding' in on ? (seenBy(codes, device).codings.get(on.coding)?.entry ?? null) : null
  return {
    async memo(session, dialogue, { id, on, text, lang }, still) {
      const sent = again(session, dialogue, id)
      if (sent !== null) return sent
      const may = await readable(dialogue)
      const entry = entryOf(session, staged(dialogue), on)
      if (!('code' in on) && (entry === null || !may.byName.has(entry))) return fail(noEntry)
      const round = roundNow(session, dialogue, entry)
      const of = entry === null ? {} : { entry }
      const row: CodeRow = { kind: 'memo', ...base(session, id), on, ...of, text: text.trim(), lang, ...round }
      const judge = all(roomFor('memos', mostMemos), mayTouch(session, entry, round.round), (now) => {
        if ('code' in on) return stands(on.code)(now) ?? isFree(on.code)(now)
        return 'coding' in on && entryOf(session, now.codes, on) === null ? noEntry : null
      })
      return append(session, dialogue, row, still, judge)
    },
    'memo-change'(session, dialogue, { id, memo, text, lang }, still) {
      const entry = seenBy(staged(dialogue), session.device).memos.get(memo)?.entry ?? null
      const round = roundNow(session, dialogue, entry)
      const of = entry === null ? {} : { entry }
      const row: CodeRow = { kind: 'memo-change', ...base(session, id), memo, ...of, text: text.trim(), lang, ...round }
      const judge = all(mayTouch(session, entry, round.round), ({ codes, ...now }) => {
        const found = seenBy(codes, session.device).memos.get(memo)
        if (found === undefined || found.by !== session.device) return changed
        return 'code' in found.on ? isFree(found.on.code)({ codes, ...now }) : null
      })
      return append(session, dialogue, row, still, judge)
    },
  }
}
