/** What translators say beside a translation: that its meaning is not clear, a question to its table, how a term is said. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, type Problem, type Result } from '@tablee/shared/problem'
import { originalId, type Translations } from '@tablee/shared/translations/fold'
import type { Original, TranslationRow } from '@tablee/shared/translations/rows'
import type { AnswerToTranslators, AskedOfTable, TranslationCommand } from '@tablee/shared/wire/translations'
import type { Session } from '../access/session.ts'
import { handOf } from '../access/session.ts'
import type { TranslationLog } from './log.ts'
import type { Shown } from './ports.ts'

type Of<Kind extends TranslationCommand['kind']> = Extract<TranslationCommand, { readonly kind: Kind }>
type About = Of<'unclear'> | Of<'ask'>
type Found = {
  readonly of: Original & { readonly lang: string }
  readonly text: string
  readonly wording: string | null
}

/** A dialogue has tens of terms; a list that is longer is read by nobody. */
const mostTerms = 500
const changed: Problem = { code: 'changed' }
const gone: Problem = { code: 'not-found', what: 'entry' }

/** `find`: the text as observers get it now. */
export function createAsideVerbs({
  log,
  find,
}: {
  log: TranslationLog
  find: (dialogue: DialogueId, command: About) => Promise<Result<Found>>
}) {
  async function beside(
    session: Session,
    dialogue: DialogueId,
    command: About,
    still: () => boolean,
    row: (found: Found) => TranslationRow,
  ): Promise<Result<null>> {
    const hand = handOf(session)
    const sent = log.sent(dialogue, command.id, hand)
    if (sent !== null) return sent
    const found = await find(dialogue, command)
    if (!found.ok) return found
    if (found.value.text !== command.original) return fail(changed)
    // Answers of all tables have no table that could be asked.
    if (command.kind === 'ask' && found.value.of.board === null) return fail({ code: 'refused', why: 'of no table' })
    return log.append(dialogue, row(found.value), hand, () => (still() ? null : { code: 'closed' }))
  }

  return {
    unclear: (session: Session, dialogue: DialogueId, command: Of<'unclear'>, still: () => boolean) =>
      beside(session, dialogue, command, still, ({ of, wording }) => ({
        ...of,
        kind: 'unclear',
        command: command.id,
        wording,
        on: command.on,
        by: session.device,
      })),

    ask: (session: Session, dialogue: DialogueId, command: Of<'ask'>, still: () => boolean) =>
      beside(session, dialogue, command, still, ({ of, wording }) => ({
        ...of,
        kind: 'asked',
        command: command.id,
        wording,
        text: command.text.trim(),
        by: session.device,
      })),

    term: async (
      session: Session,
      dialogue: DialogueId,
      { id, from, into: lang, term, say }: Of<'term'>,
      still: () => boolean,
    ): Promise<Result<null>> => {
      const row = {
        kind: 'term' as const,
        command: id,
        from,
        lang,
        term: term.trim(),
        say: say.trim(),
        by: session.device,
      }
      return log.append(dialogue, row, handOf(session), ({ asides: { terms } }: Translations) => {
        if (!still()) return { code: 'closed' }
        return say !== '' && terms.length >= mostTerms ? { code: 'refused', why: 'too many terms' } : null
      })
    },
  }
}

/** What a table answers. */
export function createAnswering({
  log,
  shown,
  dialogueOf,
  asked,
}: {
  log: TranslationLog
  shown: Pick<Shown, 'ids'>
  dialogueOf: (board: BoardId) => DialogueId | null
  /** What is asked of what stands there. */
  asked: (board: BoardId) => Promise<AskedOfTable>
}) {
  return {
    /** `not-found`: nobody asked, or the text is gone; `changed`: somebody answered meanwhile. */
    async answer(
      session: Session,
      board: BoardId,
      { id: command, of, lang, text }: AnswerToTranslators,
      still: () => boolean,
    ): Promise<Result<null>> {
      const dialogue = dialogueOf(board)
      if (dialogue === null) return fail(gone)
      const hand = handOf(session)
      const sent = log.sent(dialogue, command, hand)
      if (sent !== null) return sent
      const original = (await shown.ids(board)).find((one) => originalId(one) === of)
      const standing = (await asked(board))[of]?.some((one) => one.lang === lang) ?? false
      const questionIn = ({ asides }: Translations) => asides.of.get(board)?.[of]?.[lang]?.question ?? null
      const question = questionIn(log.state(dialogue))
      if (original === undefined || question === null) return fail(gone)
      if (!standing) return fail(question.answer === null ? gone : changed)
      const { wording } = question
      const row = { ...original, kind: 'answered' as const, command, lang, wording, text: text.trim() }
      return log.append(dialogue, row, hand, (now) => {
        if (!still()) return { code: 'closed' }
        return questionIn(now)?.answer === null ? null : changed
      })
    },
  }
}
