/** What the organiser is asked before it is done, and what came of it: said where it was confirmed, as long as that stands there. */
import { useState } from 'react'
import type { Answer, ClientProblem } from '../link/api.ts'
import type { Asking } from './ask.tsx'

export type AskingNow = {
  readonly asking: Asking | null
  readonly ask: (what: Asking | null) => void
  /** It was confirmed, and nobody has answered yet. */
  readonly busy: boolean
  /** Why what is asked was not done when it was confirmed just now. */
  readonly refused: ClientProblem | null
  /** The same of what was closed before its answer came. */
  readonly left: ClientProblem | null
  /** What was done last. */
  readonly done: Asking | null
  readonly confirmed: (what: Asking) => Promise<void>
}

/** `asks`, `refuses`: what is asked to begin with, and was refused. `onAnswer`: whatever it was, the page is another now. */
export function useAsking(
  confirm: (what: Asking) => Promise<Answer<unknown>>,
  onAnswer: () => void,
  { asks, refuses }: { readonly asks: Asking | null; readonly refuses: ClientProblem | null },
): AskingNow {
  const [asking, setAsking] = useState(asks)
  const [refusal, setRefusal] = useState(asks === null || refuses === null ? null : { of: asks, problem: refuses })
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<Asking | null>(null)
  const here = refusal !== null && refusal.of === asking
  return {
    asking,
    busy,
    refused: here ? refusal.problem : null,
    left: here ? null : (refusal?.problem ?? null),
    done,
    ask(what) {
      setRefusal(null)
      setAsking(what)
    },
    async confirmed(what) {
      if (busy) return
      setBusy(true)
      setRefusal(null)
      const answer = await confirm(what)
      setBusy(false)
      setRefusal(answer.ok ? null : { of: what, problem: answer.problem })
      if (answer.ok) setAsking((now) => (now === what ? null : now))
      setDone(answer.ok ? what : null)
      onAnswer()
    },
  }
}
