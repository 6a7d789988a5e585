/** What the second laptop's page asks and says: only to this laptop itself. */
import type { SecondCode, SecondTakeOver, SecondTold } from '@tablee/shared/wire/second'

export type SecondPort = {
  /** Null where this laptop is no second one; throws where nothing answers. */
  told(): Promise<SecondTold | null>
  /** False for what no code looks like. */
  code(code: string): Promise<boolean>
  /** False where it was refused. */
  takeOver(): Promise<boolean>
  /** Whether the dialogue is served here by now. */
  serves(): Promise<boolean>
}

async function post(path: string, body: SecondCode | SecondTakeOver): Promise<boolean> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.ok
  } catch {
    return false
  }
}

export const secondPort: SecondPort = {
  async told() {
    const answer = await fetch('/api/second', { cache: 'no-store' })
    if (answer.status === 404) return null
    if (!answer.ok) throw new Error(String(answer.status))
    return (await answer.json()) as SecondTold
  },
  code: (code) => post('/api/second/code', { code }),
  takeOver: () => post('/api/second/take-over', { firstIsOff: true }),
  async serves() {
    try {
      const answer = await fetch('/healthz', { cache: 'no-store' })
      const said: unknown = await answer.json()
      return answer.ok && typeof said === 'object' && said !== null && !('second' in said)
    } catch {
      return false
    }
  },
}
