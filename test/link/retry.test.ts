import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openOthers } from '@tablee/client/link/others'
import { openPresence } from '@tablee/client/link/presence'
import type { ClientProblem } from '@tablee/client/hold/answer'

const busy: ClientProblem = { code: 'too-many', retryAfter: 40 }

/** Time that a hand moves on: what waits, for how long. */
function byHand() {
  const waiting: { readonly milliseconds: number; readonly run: () => void }[] = []
  return {
    later: (milliseconds: number, run: () => void) => {
      waiting.push({ milliseconds, run })
      return () => undefined
    },
    /** Runs what waits, once all that was under way has settled, and says for how long it waited. */
    async pass(): Promise<number> {
      await new Promise((resolve) => setImmediate(resolve))
      expect(waiting).toHaveLength(1)
      const [next] = waiting.splice(0)
      next?.run()
      return next?.milliseconds ?? 0
    },
  }
}

describe('a server that asks for time', () => {
  it('[LINK22] is not asked before by who shows that they are here', async () => {
    const { later, pass } = byHand()
    const answers: ClientProblem[] = [busy, { code: 'offline' }, busy]
    const presence = openPresence({
      environment: { now: () => 0, later, origin: 'http://hall', WebSocket },
      api: { post: () => Promise.resolve({ ok: false, problem: answers.shift() ?? { code: 'offline' } }) },
      asker: { session: 's', me: { dialogue: 'd' } },
      request: {},
      chance: () => 1,
    })
    presence.start()
    expect([await pass(), await pass(), await pass(), await pass()]).toEqual([40_000, 1_000, 40_000, 4_000])
    presence.close()
  })

  it('[LINK22] nor by a copy of another epoch that is handed in', async () => {
    const { later, pass } = byHand()
    const answers: ClientProblem[] = [busy, { code: 'offline' }]
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'kept')
    const others = openOthers({
      handIn: () => Promise.resolve({ ok: false, final: false, problem: answers.shift() ?? { code: 'offline' } }),
      later,
      changed: () => undefined,
      handed: () => undefined,
      refused: () => undefined,
    })
    others.add('1', [Y.encodeStateAsUpdate(doc)])
    others.wake()
    expect([await pass(), await pass()]).toEqual([40_000, 5_000])
    others.close()
  })
})
