/** A translator's texts as the page has them: asked for as what changed, and put together here. */
import type { TextsTold, TextsToTranslate } from '@tablee/shared/wire/translations'
import { assembled, type Assembled } from '@tablee/shared/wire/translations-parts'
import type { AskAfter } from '../hold/use-followed.ts'

/** What does not go on from what is known here (a server that was started again) is asked for whole. */
export function inParts(ask: AskAfter<TextsTold>): AskAfter<TextsToTranslate> {
  let known: Assembled | null = null
  return async (after, signal) => {
    const from = after !== null && known?.told.version === after ? after : null
    const answer = await ask(from, signal)
    if (!answer.ok) return answer
    const next = assembled(known, answer.value)
    if (next === null) {
      const whole = await ask(null, signal)
      if (!whole.ok) return whole
      known = assembled(null, whole.value)
    } else known = next
    return known === null ? { ok: false, problem: { code: 'journal-unavailable' } } : { ok: true, value: known.told }
  }
}
