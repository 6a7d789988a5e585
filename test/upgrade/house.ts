/** One house on one folder and port, run by the checkout that was before and then by this one; and what it answers. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import type { LinkEntry, SessionAnswer } from '@tablee/shared/wire/access'
import { Running } from '../faults/process.ts'

/** The demo's: every version founds it in an empty folder. */
export const dialogue = 'driverless-mobility'

export type House = Awaited<ReturnType<typeof openHouse>>

export async function openHouse(before: string, now: string, host: string) {
  for (const checkout of [before, now]) {
    if (!existsSync(join(checkout, 'server/src/main.ts'))) throw new Error(`${checkout} is no checkout of Tablée`)
    execFileSync(process.execPath, [join(checkout, 'client/build.ts'), '--if-stale'], { stdio: 'inherit' })
  }
  const folder = mkdtempSync(join(tmpdir(), 'tablee-upgrade-'))
  let port = '0'
  let running = await start(before)
  async function start(checkout: string): Promise<Running> {
    const env = { PORT: port, TABLEE_DATA: folder, TABLEE_LOG: 'warn' }
    const next = new Running(pathToFileURL(join(checkout, 'server/src/main.ts')), [], env)
    const line = await next.line((one) => one.startsWith('Tablée listens on '))
    port = /:(\d+)/.exec(line)?.[1] ?? port
    await next.line((one) => one.startsWith('Each link is a key'))
    return next
  }
  const printed = /#(\S+)/.exec(running.lines.find((line) => line.includes('Organiser')) ?? '')?.[1] ?? ''

  async function ask(path: string, as?: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (as !== undefined) headers['authorization'] = `Bearer ${as}`
    const answer = await fetch(`http://${host}:${port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
    return answer
  }
  async function told<T>(path: string, as?: string, body?: unknown): Promise<T> {
    return (await (await ask(path, as, body)).json()) as T
  }
  const enter = (token: string): Promise<SessionAnswer> =>
    told('/api/sessions', undefined, { token, device: `upgrade-${crypto.randomUUID()}` })

  const { session: organiser } = await enter(printed)
  const issued = (role: string, table?: string) =>
    told<LinkEntry>(`/api/dialogues/${dialogue}/links`, organiser, { role, ...(table === undefined ? {} : { table }) })
  const cards = await told<readonly LinkEntry[]>(`/api/dialogues/${dialogue}/links`, organiser)
  /** A card for this run alone. */
  async function card(role: string, table?: number): Promise<string> {
    const at = cards.find((one) => one.tableNumber === table)?.table ?? undefined
    const { url } = await issued(role, at)
    if (url === null) throw new Error(`no link for a ${role}`)
    return url.replace(/^https?:\/\/[^/]+/, `http://${host}:${port}`)
  }
  const analyst = /#(\S+)/.exec(await card('analyst'))?.[1] ?? ''

  return {
    card,
    ask,
    told,
    organiser,
    get lines(): readonly string[] {
      return running.lines
    },
    /** All that the dialogue holds by now, as a snapshot says it: what is not in here is lost. */
    async holds(): Promise<string> {
      const { session } = await enter(analyst)
      const { hash } = await told<{ hash: string }>(`/api/dialogues/${dialogue}/snapshots`, session, {})
      const parts = [`/api/snapshots/${hash}`, `/api/snapshots/${hash}/text`]
      return (await Promise.all(parts.map(async (path) => (await ask(path, session)).text()))).join('\n')
    },
    /** Are all scripts of this page files that the new version's screens have? */
    async isNew(page: Page): Promise<boolean> {
      const scripts = await page.evaluate(() => [...document.scripts].map(({ src }) => src).filter((src) => src !== ''))
      return scripts.every((src) => existsSync(join(now, 'client/dist/app', new URL(src).pathname)))
    },
    /** The old process is killed, as a machine that is switched off, or ended in order; the new one begins on what lies there. */
    async upgrade(signal: NodeJS.Signals): Promise<void> {
      await running.kill(signal)
      running = await start(now)
    },
    async close(): Promise<void> {
      await running.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
