/** Who is there on the day of ten minutes: the process, whoever stands and sits at its screens, and phones without a page. */
import type { LinkEntry, SessionAnswer } from '@tablee/shared/wire/access'
import type { SeatAnswer, SeatCommand, SeatsAnswer } from '@tablee/shared/wire/seat'
import { Running } from '../faults/process.ts'
import { freePort } from '../support/freePort.ts'

const main = new URL('../../server/src/main.ts', import.meta.url)

/** The server as a process at one address, which can be killed and started again. */
export async function openProcess(folder: string) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { PORT: String(port), TABLEE_DATA: folder, TABLEE_ORIGIN: url, TABLEE_LOG: 'warn', TABLEE_DEMO: 'none' }
  const listens = (running: Running) => running.line((line) => line.startsWith('Tablée listens on '))
  let running = new Running(main, [], env)
  await listens(running)
  return {
    url,
    /** What the start prints for whoever founds. */
    foundLink: async (): Promise<string> =>
      /http:\S+\/found#\S+/.exec(await running.line((line) => line.includes('/found#')))?.[0] ?? '',
    async killed(): Promise<void> {
      await running.kill('SIGKILL')
    },
    async again(): Promise<void> {
      running = new Running(main, [], env)
      await listens(running)
    },
    close: () => running.kill('SIGTERM'),
  }
}

/** What is after the # of a card's link. */
export const tokenOf = ({ url }: LinkEntry): string => url?.split('#')[1] ?? ''

let count = 0
export type Asked = { readonly status: number; readonly body: unknown }
export async function ask(url: string, path: string, session: string | null, body?: unknown): Promise<Asked> {
  const reply = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(session === null ? {} : { authorization: `Bearer ${session}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  return { status: reply.status, body: text === '' ? null : JSON.parse(text) }
}

export type HttpPhone = Awaited<ReturnType<typeof httpPhone>>
/** Somebody with a phone that is no page: it sits down, follows its seat as a page does, and keeps all that it is sent. */
export async function httpPhone(url: string, card: LinkEntry, seat: string) {
  const heard: string[] = []
  let now: SeatAnswer
  let over = false
  const device = `phone-${++count}`
  const told = async (path: string, session: string | null, body?: unknown): Promise<Asked> => {
    const reply = await ask(url, path, session, body)
    heard.push(JSON.stringify(reply.body))
    return reply
  }
  const { session } = (await told('/api/sessions', null, { token: tokenOf(card), device })).body as SessionAnswer
  const { consent } = (await told('/api/seats', session)).body as SeatsAnswer
  const given = { version: consent?.version ?? '', quoted: true, observed: true, lang: 'en' }
  const sat = await told('/api/seats', session, { id: `sit-${device}`, seat, consent: given })
  if (sat.status !== 201) throw new Error(`${seat}: ${sat.status} ${JSON.stringify(sat.body)}`)
  now = sat.body as SeatAnswer
  let answers = 0
  async function follow(): Promise<void> {
    while (!over) {
      const reply = await told(`/api/seat?after=${now.version}`, session).catch(() => null)
      if (reply?.status === 200) {
        now = reply.body as SeatAnswer
        answers += 1
      }
      // Away or asked to wait: again a little later, as a page does.
      else await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
  const following = follow()
  return {
    seat,
    heard,
    get now() {
      return now
    },
    /** How often the server has told it something. */
    get answers() {
      return answers
    },
    async write(step: string, text: string): Promise<void> {
      const round = now.rounds.find((one) => one.step === step)
      if (round === undefined) throw new Error(`${seat} is not asked ${step}`)
      const id = `write-${device}`
      const command: SeatCommand = {
        id: id as SeatCommand['id'],
        kind: 'write',
        board: round.board,
        step,
        sheet: id,
        text,
        lang: 'en',
        sent: true,
      }
      const reply = await told('/api/seat/commands', session, command)
      if (reply.status !== 200) throw new Error(`${seat}: ${reply.status} ${JSON.stringify(reply.body)}`)
    },
    async leave(): Promise<void> {
      over = true
      await Promise.race([following, new Promise((resolve) => setTimeout(resolve, 100))])
    },
  }
}
