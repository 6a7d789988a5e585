/** Rounds in which several code the same without knowing of one another: begun, joined, closed, given up, and settled. */
import { sealedIn } from '@tablee/shared/codebook/blind'
import type { CodeRow } from '@tablee/shared/codebook/rows'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import { inSample } from '@tablee/shared/synthesis/sample'
import type { CodeCommand } from '@tablee/shared/wire/codebook'
import type { CoderHand, CodeVerbsOf } from './hand.ts'
import { all, changed, codesIn, inRound, noEntry, roomFor, stands } from './judges.ts'

const mostRounds = 100

type Kinds = 'round' | 'round-join' | 'round-close' | 'round-drop' | 'round-settle'
type Which = Pick<Extract<CodeCommand, { readonly kind: 'round' }>, 'entries' | 'every'>

/** Each answers after COMMIT. `changed`: all places are taken, or it is closed by now. */
export function createRoundVerbs({ append, again, base, readable }: CoderHand): CodeVerbsOf<Kinds> {
  async function chosen(dialogue: DialogueId, { entries, every = 0 }: Which): Promise<Result<readonly EntryName[]>> {
    const { all: may, byName } = await readable(dialogue)
    if (entries !== undefined && !entries.every((entry) => byName.has(entry))) return fail(noEntry)
    const left =
      entries === undefined
        ? may.flatMap(({ entry }) => (inSample(entry, every) ? [entry] : []))
        : [...new Set(entries)]
    return left.length === 0 ? fail({ code: 'bad-request', where: 'entries', why: 'nothing to be read' }) : ok(left)
  }
  return {
    async round(session, dialogue, { id, codes, coders, ...which }, still) {
      const sent = again(session, dialogue, id)
      if (sent !== null) return sent
      const found = await chosen(dialogue, which)
      if (!found.ok) return found
      const entries = found.value
      const row: CodeRow = { kind: 'round', ...base(session, id), entries, codes: [...new Set(codes)], coders }
      const judge = all(roomFor('rounds', mostRounds), stands(...codes), (now) => {
        const sealed = sealedIn(now.codes)
        return entries.some((entry) => sealed.has(entry)) ? inRound : null
      })
      return append(session, dialogue, row, still, judge)
    },
    'round-join': (session, dialogue, { id, round }, still) =>
      append(session, dialogue, { kind: 'round-join', ...base(session, id), round }, still, ({ codes }) => {
        const found = codes.rounds.get(round)
        if (found === undefined) return { code: 'not-found', what: 'round' }
        const open = found.state === 'open' && !found.joined.includes(session.device)
        return open && found.joined.length < found.coders ? null : changed
      }),
    'round-close': (session, dialogue, { id, round }, still) =>
      append(session, dialogue, { kind: 'round-close', ...base(session, id), round }, still, codesIn(session, round)),
    'round-drop': (session, dialogue, { id, round }, still) =>
      append(session, dialogue, { kind: 'round-drop', ...base(session, id), round }, still, ({ codes }) =>
        codes.rounds.get(round)?.state === 'open' ? null : changed,
      ),
    'round-settle'(session, dialogue, { id, round, entry, stands: kept }, still) {
      const row: CodeRow = { kind: 'round-settle', ...base(session, id), round, entry, stands: kept }
      return append(session, dialogue, row, still, ({ codes }) => {
        const found = codes.rounds.get(round)
        if (found?.state !== 'closed' || !found.entries.has(entry)) return changed
        if (sealedIn(codes).has(entry)) return inRound
        const known = new Set(found.coded.flatMap((one) => (one.entry === entry ? [one.id] : [])))
        return kept.every((one) => known.has(one) && codes.codings.has(one)) ? null : changed
      })
    },
  }
}
