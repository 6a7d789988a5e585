/** Whether the other laptop has taken over: what its own page says of it to anybody. */
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'

const patience = 1_500

/** Signed, and for the caller to read; null where nobody answers, or nothing was taken over. */
export function askTerm(second: string): Promise<string | null> {
  return new Promise((done) => {
    const ask = second.startsWith('https:') ? secure : plain
    // What it says is signed by the key that both have; its certificate is of the name on the cards.
    const asked = ask(`${second}/healthz`, { timeout: patience, rejectUnauthorized: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
        if (text.length > 4_096) answer.destroy()
      })
      answer.on('error', () => done(null))
      answer.on('close', () => done(termIn(text)))
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => done(null))
    asked.end()
  })
}

function termIn(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'term' in value && typeof value.term === 'string'
      ? value.term
      : null
  } catch {
    return null
  }
}
