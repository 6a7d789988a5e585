/** A dialogue is carried into a cluster, for the command line alone: it names where its rows go. */
import { ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/moving'
import type { MoveAnswer } from '@tablee/shared/wire/moving'
import type { DialogueId } from '@tablee/shared/ids'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { withProgress } from './progress.ts'
import { on, routes } from './serve.ts'

export type Asked = { readonly dialogue: DialogueId; readonly to: string; readonly at?: string | undefined }
/** Never rejects: what came of it is a sentence. */
export type Move = (
  asked: Asked,
  running: {
    readonly signal: AbortSignal
    readonly onPart: (part: number) => void
    /** From here on nobody can end it. */
    readonly onDecided: () => void
  },
) => Promise<MoveAnswer>

/** Whoever goes away before it is decided cancels it. */
export const moveRoutes = (move: Move): Hono<Env> =>
  routes(
    on(wire.moveDialogue, ({ c, body }) =>
      withProgress(c, async ({ onProgress, signal, writing }) =>
        ok(await move(body, { signal, onPart: onProgress, onDecided: () => void writing() })),
      ),
    ),
  )
