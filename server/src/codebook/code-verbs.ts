/** What coders do to the codebook itself. */
import { sealedIn } from '@tablee/shared/codebook/blind'
import { beneathOf, codeOf } from '@tablee/shared/codebook/fold'
import type { CodeRow } from '@tablee/shared/codebook/rows'
import type { CoderHand, CodeVerbsOf } from './hand.ts'
import { all, changed, inRound, isFree, notTooDeep, stands } from './judges.ts'

/** More than anybody overlooks, and few for a log. */
export const mostCodes = 500

type Kinds = 'code' | 'code-define' | 'code-example' | 'code-unexample' | 'code-move' | 'code-merge' | 'code-drop'

/** Each answers after COMMIT. `refused` (`round`): a round that is open rests on the code. */
export const createCodebookVerbs = ({ append, again, base, passage }: CoderHand): CodeVerbsOf<Kinds> => ({
  code(session, dialogue, { id, name, parent, ...texts }, still) {
    const row: CodeRow = { kind: 'code', ...base(session, id), name: name.trim(), parent, ...trimmed(texts) }
    return append(
      session,
      dialogue,
      row,
      still,
      all(stands(parent), notTooDeep(parent), ({ codes }) =>
        codes.codes.length >= mostCodes ? { code: 'refused', why: 'codes' } : null,
      ),
    )
  },
  'code-define'(session, dialogue, { id, code, name, ...texts }, still) {
    const named = name === undefined ? {} : { name: name.trim() }
    const row: CodeRow = { kind: 'code-define', ...base(session, id), code, ...named, ...trimmed(texts) }
    return append(session, dialogue, row, still, all(stands(code), isFree(code)))
  },
  async 'code-example'(session, dialogue, { id, code, ...span }, still) {
    const sent = again(session, dialogue, id)
    if (sent !== null) return sent
    const found = await passage(dialogue, span)
    if (!found.ok) return found
    const row: CodeRow = { kind: 'code-example', ...base(session, id), code, ...found.value }
    // What is an example of a code is told to all: of a round that would be an answer.
    const judge = all(stands(code), isFree(code), ({ codes }) => (sealedIn(codes).has(span.entry) ? inRound : null))
    return append(session, dialogue, row, still, judge)
  },
  'code-unexample'(session, dialogue, { id, code, example }, still) {
    const row: CodeRow = { kind: 'code-unexample', ...base(session, id), code, example }
    const isThere = all(stands(code), isFree(code), ({ codes }) =>
      codeOf(codes, code)?.examples.some((one) => one.id === example) === true ? null : changed,
    )
    return append(session, dialogue, row, still, isThere)
  },
  'code-move'(session, dialogue, { id, code, parent, before }, still) {
    const row: CodeRow = { kind: 'code-move', ...base(session, id), code, parent, before }
    const judge = all(stands(code, parent, before), isFree(code), notTooDeep(parent), ({ codes }) =>
      parent !== null && (parent === code || beneathOf(codes.codes, code).has(parent))
        ? { code: 'bad-request', where: 'parent', why: 'beneath itself' }
        : null,
    )
    return append(session, dialogue, row, still, judge)
  },
  'code-merge'(session, dialogue, { id, code, into }, still) {
    const row: CodeRow = { kind: 'code-merge', ...base(session, id), code, into }
    const judge = all(stands(code, into), isFree(code, into), () =>
      code === into ? { code: 'not-found', what: 'code' } : null,
    )
    return append(session, dialogue, row, still, judge)
  },
  'code-drop': (session, dialogue, { id, code }, still) =>
    append(
      session,
      dialogue,
      { kind: 'code-drop', ...base(session, id), code },
      still,
      all(stands(code), isFree(code)),
    ),
})

type Texts = Partial<
  Pick<Extract<CodeRow, { readonly kind: 'code' }>, 'definition' | 'includes' | 'excludes' | 'color'>
>
const trimmed = ({ definition, includes, excludes, color }: Texts): Texts => ({
  ...(definition !== undefined && { definition: definition.trim() }),
  ...(includes !== undefined && { includes: includes.trim() }),
  ...(excludes !== undefined && { excludes: excludes.trim() }),
  ...(color !== undefined && { color }),
})
