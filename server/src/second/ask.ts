/** What a laptop says of itself to anybody: whether it is a second one, or has taken over. */
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'

const patience = 1_500

/** Signed, and for the caller to read; null where nobody answers, or nothing was taken over. */
export async function askTerm(second: string): Promise<string | null> {
  const { term } = await askHealth(second)
  return typeof term === 'string' ? term : null
}

/** Whether a second laptop's own page is served there. */
export const isSecondsPage = async (at: string): Promise<boolean> => (await askHealth(at))['second'] === true

/** Nothing where nobody answers. */
function askHealth(at: string): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((done) => {
    const ask = at.startsWith('https:') ? secure : plain
    // A term is signed by the key that both have; its certificate is of the name on the cards.
    const asked = ask(`${at}/healthz`, { timeout: patience, rejectUnauthorized: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
        if (text.length > 4_096) answer.destroy()
      })
      answer.on('error', () => done({}))
      answer.on('close', () => done(parsed(text)))
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => done({}))
    asked.end()
  })
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
