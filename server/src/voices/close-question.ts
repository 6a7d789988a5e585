import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { roundOf } from '@tablee/shared/voices/fold'
import type { Left } from '@tablee/shared/wire/left'
import type { QuestionCommand } from '@tablee/shared/wire/questions'
import { handOf, type Session } from '../access/session.ts'
import type { Still } from './ports.ts'
import type { Asked } from './questions.ts'
import { isOwn } from './questions-told.ts'
import { signedOut, wants } from './rounds.ts'
import type { SitePlaces } from './site-rounds.ts'
import type { VoiceStore } from './voices.ts'

type OfStep = Extract<QuestionCommand, { readonly kind: 'close' }>

/**
 * A question asked on the day, closed at all its tables that have it open: a row for each, as `site-rounds`. A table that
 * closed it itself was first, and nothing is done twice; the same id again closes what could not land.
 */
export function createCloseQuestion({ voices, places }: { voices: VoiceStore; places: SitePlaces }) {
  return async (session: Session, dialogue: DialogueId, { id, step }: OfStep, still: Still): Promise<Result<Asked>> => {
    const found = voices.state(dialogue).asks.get(step)
    if (found === undefined || !isOwn(session, places, dialogue, found))
      return fail({ code: 'not-found', what: 'question' })
    const left: Left[] = []
    const closing = found.boards.map(async (board) => {
      const row = { kind: 'close', command: `${id}-${board}`, board, step, afar: true } as const
      const done = await (voices.sent(dialogue, row.command, session) ??
        voices.append(dialogue, row, handOf(session), (now) => {
          if (!still()) return signedOut
          const round = roundOf(now, board, step)
          return round.state === 'open' ? null : wants(round, 'open')
        }))
      const table = places.board(board)?.table
      if (!done.ok && done.problem.code === 'round' && table !== undefined) left.push({ table, why: 'done-already' })
      else if (!done.ok) return done
      return ok(null)
    })
    for (const one of await Promise.all(closing)) if (!one.ok) return one
    return ok({ step, left })
  }
}
