/**
 * What translators do: each a row beside the boards. Judged by what observers see in that moment, and by what others have
 * staged: a text that is gone, was reworded or is open elsewhere takes nothing.
 */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { draftOf, madeOf, originalId, wordingOf, type Translations } from '@tablee/shared/translations/fold'
import type { Original } from '@tablee/shared/translations/rows'
import type { TranslationCommand } from '@tablee/shared/wire/translations'
import type { Verbs } from '@tablee/shared/wire/verbs'
import type { Session } from '../access/session.ts'
import { handOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { createAsideVerbs } from './aside-verbs.ts'
import type { TranslationLog } from './log.ts'
import type { LabelOf, Shown, TranslatedPlaces } from './ports.ts'
import { textsIn } from './seen-texts.ts'
import { isOpenElsewhere } from './texts.ts'

type Of<Kind extends TranslationCommand['kind']> = Extract<TranslationCommand, { readonly kind: Kind }>
/** Where a text is, by its name for observers, and into which language. */
export type At = Pick<Of<'open'>, 'table' | 'session' | 'entry' | 'into'>
/** `wording`: as a row keeps it. */
export type Found = { readonly of: InLang; readonly text: string; readonly wording: string | null }
type InLang = Original & { readonly lang: string }
export type WrittenVerbs = Verbs<
  Exclude<TranslationCommand, { readonly kind: 'draft' | 'stopDrafts' }>,
  [session: Session, dialogue: DialogueId],
  [still: () => boolean],
  Promise<Result<null>>
>

const gone: Problem = { code: 'not-found', what: 'entry' }
const changed: Problem = { code: 'changed' }

/** How a text is found by the name that it has for observers: as they get it now, and what it is on its board. */
export function finding({ places, shown }: { readonly places: TranslatedPlaces; readonly shown: Shown }) {
  function boardOf(dialogue: DialogueId, { table, session }: At): BoardId | null {
    const own = places.tables(dialogue).some(({ id }) => id === table)
    const board = own && table !== null ? places.boardsOf(table).find((one) => one.session === session) : undefined
    return board !== undefined && places.reached(board.id) ? board.id : null
  }
  async function answer(dialogue: DialogueId, at: At): Promise<Result<Found>> {
    const answers = await shown.answers(dialogue)
    if (answers === null) return fail({ code: 'journal-unavailable' })
    const name = shown.answerNames(dialogue)
    const seen = answers.find((one) => one.session === at.session && name(originalId(one.of)) === at.entry)
    return seen === undefined
      ? fail(gone)
      : ok({ of: { ...seen.of, lang: at.into }, text: seen.of.answer, wording: null })
  }
  return async (dialogue: DialogueId, at: At): Promise<Result<Found>> => {
    if (at.table === null) return answer(dialogue, at)
    const board = boardOf(dialogue, at)
    if (board === null) return fail(gone)
    const ids = await shown.ids(board)
    // Last: nothing that is asked after it waits for anything.
    const view = await shown.seen(board)
    if (view === null) return fail({ code: 'journal-unavailable' })
    const seen = textsIn(view).find(({ entry }) => entry === at.entry)
    const name = shown.names(board)
    const own = ids.find((one) => name(originalId(one)) === at.entry)
    if (seen === undefined || own === undefined) return fail(gone)
    const wording = wordingOf(own, seen.wording ?? '')
    return ok({ of: { ...own, lang: at.into }, text: seen.text, wording })
  }
}

/** Answer after COMMIT. `changed`: reworded, translated or opened by somebody else meanwhile; `not-found`: shown no more. */
export function createTranslationVerbs({
  log,
  places,
  shown,
  labelOf,
  clock,
}: {
  log: TranslationLog
  places: TranslatedPlaces
  shown: Shown
  labelOf: LabelOf
  clock: Clock
}): WrittenVerbs {
  const find = finding({ places, shown })

  const judged =
    (session: Session, of: InLang, still: () => boolean, more: (now: Translations) => Problem | null = () => null) =>
    (now: Translations): Problem | null => {
      if (!still()) return { code: 'closed' }
      return isOpenElsewhere(now, of, { device: session.device, now: clock() }) ? changed : more(now)
    }

  return {
    ...createAsideVerbs({ log, find }),

    async open(session, dialogue, command, still) {
      const found = await find(dialogue, command)
      if (!found.ok) return found
      const { of } = found.value
      const row = { ...of, kind: 'opened' as const, command: command.id, by: session.device }
      return log.append(dialogue, row, handOf(session), judged(session, of, still))
    },

    async leave(session, dialogue, { id }, still) {
      return log.append(dialogue, { kind: 'left', command: id, by: session.device }, handOf(session), () =>
        still() ? null : { code: 'closed' },
      )
    },

    async translate(session, dialogue, { id, text, original, before, draft, ...at }, still) {
      const hand = handOf(session)
      const sent = log.sent(dialogue, id, hand)
      if (sent !== null) return sent
      const found = await find(dialogue, at)
      if (!found.ok) return found
      const { of, wording, ...seen } = found.value
      if (seen.text !== original) return fail(changed)
      const machine = draft === undefined ? null : draftOf(log.staged(dialogue), of, wording)
      // Another was given meanwhile, or it was erased: of what this would be made nobody could say.
      if (draft !== undefined && machine?.text !== draft) return fail(changed)
      const made = text.trim()
      const row = {
        ...of,
        kind: 'translated' as const,
        command: id,
        by: session.device,
        wording,
        text: made,
        who: labelOf(session.link),
        ...(machine === null
          ? {}
          : { engine: { name: machine.engine, version: machine.version, edited: made !== machine.text } }),
      }
      return log.append(
        dialogue,
        row,
        hand,
        judged(session, of, still, (now) => {
          const made = madeOf(now, of)
          // One of an earlier wording may be told to nobody (`texts.ts`): it is in nobody's way.
          const unseen = before === null && made !== null && made.wording !== wording
          return unseen || (made?.text ?? null) === before ? null : changed
        }),
      )
    },

    async check(session, dialogue, { id, text, original, ...at }, still) {
      const hand = handOf(session)
      const sent = log.sent(dialogue, id, hand)
      if (sent !== null) return sent
      const found = await find(dialogue, at)
      if (!found.ok) return found
      const { of, wording, ...seen } = found.value
      const who = labelOf(session.link)
      const row = { ...of, kind: 'checked' as const, command: id, by: session.device, who }
      return log.append(
        dialogue,
        row,
        hand,
        judged(session, of, still, (now) => {
          const made = madeOf(now, of)
          if (seen.text !== original || made?.text !== text || made.wording !== wording) return changed
          // A second pair of eyes is another's.
          return made.by === session.device ? { code: 'refused', why: 'one’s own translation' } : null
        }),
      )
    },
  }
}
