/** Translators' texts over HTTP. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { isLang } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { TranslationsOf } from '@tablee/shared/view/translated'
import {
  boardTranslations,
  readTranslations,
  readTranslationsAround,
  translationCommands,
  translatorsAnswered,
  translatorsAsk,
  type AskedOfTable,
  type TextsTold,
} from '@tablee/shared/wire/translations'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { createAnswering } from '../translations/aside-verbs.ts'
import type { DraftVerbs } from '../translations/drafting.ts'
import type { WrittenVerbs } from '../translations/verbs.ts'
import type { createWhole } from '../translations/whole.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/**
 * A hundred and twenty at once, then four in a second, for each session: a text is opened, and saved or left, and who checks by
 * one key goes on after half a second.
 */
export function translationRoutes({
  verbs,
  told,
  ofBoard,
  answering,
  asked,
  around,
  waiting,
  clock,
}: {
  verbs: WrittenVerbs & DraftVerbs
  told: (
    dialogue: DialogueId,
    into: string,
    asked: { readonly device: string; readonly after: string | undefined },
  ) => Promise<Result<TextsTold>>
  ofBoard: (board: BoardId) => Promise<TranslationsOf>
  answering: ReturnType<typeof createAnswering>
  asked: (board: BoardId) => Promise<AskedOfTable>
  around: ReturnType<typeof createWhole>
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 4, burst: 120 })
  return routes(
    held(
      waiting,
      readTranslations,
      ({ where }) => [topic.texts(where.dialogue)],
      async ({ session, where, query: { into = '', after } }) =>
        isLang(into)
          ? told(where.dialogue, into, { device: session.device, after })
          : fail({ code: 'bad-request', where: 'into', why: 'no language' }),
    ),
    on(readTranslationsAround, ({ where, query: { table = '', session = '', into = '' } }) =>
      around(where.dialogue, { table, session, into }),
    ),
    on(boardTranslations, async ({ where }) => ok(await ofBoard(where.board))),
    on(translatorsAsk, async ({ where }) => ok(await asked(where.board))),
    on(
      translatorsAnswered,
      async ({ session, where: { board }, body, still }) => {
        const done = await answering.answer(session, board, body, () => still() === null)
        return done.ok ? ok(null) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
    on(
      translationCommands,
      async ({ session, where: { dialogue }, body, still }) => {
        const done = await run(verbs, [session, dialogue], body, [() => still() === null])
        return done.ok ? ok(null) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
