/**
 * Two laptops as processes, https with the hall's own certificate, one address. The line between them is down, a phone votes
 * and a table writes at the first one alone; then it is gone, a person takes over, and the address leads to the second: the
 * same certificate answers there, no page is loaded anew, and what was said comes by itself.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect as shown, type Browser, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import type { NodeId } from '@tablee/shared/ids'
import type { SecondTold } from '@tablee/shared/wire/second'
import { freePort } from '../support/freePort.ts'
import { Running } from '../faults/process.ts'
import { launch } from '../support/browser.ts'
import {
  addPosition,
  buildScreens,
  haveBrowser,
  inSight,
  light,
  outlineOf,
  patience,
  takeSeat,
} from '../support/pages.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { until } from '../support/twoLaptops.ts'
import { entries, items, openDay, runnerAt } from '../voices/day.ts'

const see = shown.configure({ timeout: patience })
const main = new URL('../../server/src/main.ts', import.meta.url)
const place = mkdtempSync(join(tmpdir(), 'tablee-address-'))
const [cert, key] = [join(place, 'cert.pem'), join(place, 'key.pem')]
function hasCertificate(): boolean {
  try {
    const of = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...of, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    })
    return true
  } catch {
    console.log('not run: the address of the second laptop (no openssl to make a certificate)')
    return false
  }
}
const oneVote = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  sessions: draft.sessions.map((session) => ({
    ...session,
    steps: session.steps.map((step) =>
      step.id === 'vote' ? { ...step, task: { kind: 'ballot', items: items.slice(0, 1) } } : step,
    ),
  })),
})

describe.skipIf(!haveBrowser || !hasCertificate())('the hall’s address', () => {
  const running: Running[] = []
  let hall: Proxy
  let cable: Proxy
  let browser: Browser
  let first: Running
  let second: Running
  let node: NodeId
  const ports = { first: 0, second: 0 }
  const cards = { facilitator: '', citizen: '' }
  const folderOf = (name: string): string => join(place, name)

  beforeAll(async () => {
    buildScreens()
    const day = await openDay({ dir: folderOf('first'), draft: oneVote })
    ;[node] = (await entries(day, day.board(1, 2), ['More trams'])) as [NodeId]
    expect((await (await runnerAt(day, 1)).does({ kind: 'open', step: 'vote', nodes: [node] })).status).toBe(200)
    for (const role of ['facilitator', 'citizen'] as const) cards[role] = day.link(role, 1).token
    await day.close()
    // The address is there before the laptop: it stands on the cards.
    hall = await proxyTo('https://localhost:1')
    Object.assign(ports, { first: await freePort(), second: await freePort() })
    first = start('first', [], {
      TABLEE_TLS_CERT: cert,
      TABLEE_TLS_KEY: key,
      TABLEE_ORIGIN: hall.url.replace('http:', 'https:'),
    })
    await first.line((line) => line.startsWith('Tablée listens on '))
    hall.lead(`https://localhost:${ports.first}`)
    cable = await proxyTo(`https://localhost:${ports.first}`)
    second = start('second', ['--second', cable.url.replace('http:', 'https:')])
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    for (const { child } of running) child.kill('SIGKILL')
    hall?.close()
    cable?.close()
    rmSync(place, { recursive: true, force: true })
  })
  function start(name: 'first' | 'second', args: readonly string[], more: Record<string, string> = {}): Running {
    const env = { PORT: String(ports[name]), TABLEE_DATA: folderOf(name), TABLEE_LOG: 'error', ...more }
    const one = new Running(main, args, env)
    running.push(one)
    return one
  }
  const address = (): string => hall.url.replace('http:', 'https:')
  /** By whom the address is answered, as a browser looks at it. */
  const answersAs = (): Promise<string> =>
    new Promise((done, failed) => {
      const one = connect(
        { port: Number(new URL(hall.url).port), host: 'localhost', rejectUnauthorized: false },
        () => {
          done(one.getPeerCertificate().fingerprint256)
          one.destroy()
        },
      )
      one.on('error', failed)
    })
  async function comes(card: string, viewport = { width: 1024, height: 768 }): Promise<Page> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport, locale: 'en-GB' })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    await page.goto(`${address()}/join#${card}`)
    return page
  }

  it('[SEC14] is taken over with its certificate: a phone’s vote that the first had alone, and a table’s unsent line, come by themselves', async () => {
    await second.line((line) => line.includes('/second'))
    const its = ports.second
    const told = async (): Promise<SecondTold> =>
      (await (await fetch(`http://localhost:${its}/api/second`)).json()) as SecondTold
    const says = (path: string, body: unknown) =>
      fetch(`http://localhost:${its}/api/second/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const code = (await first.line((line) => line.includes('type this on its page'))).split(': ').at(-1)
    await until('asked for the code', async () => (await told()).stage === 'code')
    expect((await says('code', { code })).status).toBe(204)
    await until('two copies', async () => (await told()).two)

    const table = await comes(cards.facilitator)
    await inSight(table, 'main.table .outline .entries')
    const phone = await comes(cards.citizen, { width: 390, height: 844 })
    await inSight(phone, '.phone')
    await phone.getByRole('button', { name: 'English' }).click()
    await takeSeat(phone, 1)
    const before = await answersAs()
    for (const page of [table, phone]) await page.evaluate(() => Object.assign(window, { since: 'before' }))

    // The first one alone.
    cable.cut()
    await until('silent', async () => (await told()).stage === 'silent')
    await addPosition(table, 'Said to the first one alone')
    await see(light(table)).toHaveText('All saved')
    const taken = phone.waitForResponse((answer) => answer.url().endsWith('/api/seat/commands'))
    await phone.getByRole('radio', { name: 'I agree', exact: true }).click()
    await phone.getByRole('button', { name: /^(Send|Vote|Hand in)/ }).click()
    expect((await taken).status()).toBe(200)
    // Then nobody.
    hall.cut()
    await first.kill()
    await addPosition(table, 'Said to nobody')
    await see(light(table)).not.toHaveText('All saved')

    const handed = phone.waitForResponse((answer) => answer.url().endsWith('/api/seat/again'), { timeout: 60_000 })
    expect((await says('take-over', { firstIsOff: true })).status).toBe(202)
    await second.line((line) => line.startsWith('Tablée listens on '))
    hall.lead(`https://localhost:${ports.second}`)
    hall.mend()
    const took = performance.now()
    await see(light(table)).toHaveText('All saved', { timeout: 60_000 })
    console.log(
      `second: a table's page goes on ${((performance.now() - took) / 1_000).toFixed(1)} s after the address leads there`,
    )
    expect(await answersAs()).toBe(before)
    await expect
      .poll(() => outlineOf(table))
      .toEqual(expect.arrayContaining(['Said to the first one alone', 'Said to nobody']))
    expect((await handed).status()).toBe(200)
    for (const page of [table, phone])
      await expect.poll(() => page.evaluate(() => (window as unknown as { since?: string }).since)).toBe('before')
    await browser.close()
    expect(await second.kill('SIGTERM')).toEqual({ code: 0, signal: null })
    const day = await openDay({ dir: folderOf('second') })
    try {
      const round = [...day.parts.voices.state(day.dialogue).rounds.values()].find(({ step }) => step === 'vote')
      expect(round?.casts.get(`agree.${node}`)?.get('T1-01')?.phone?.answer).toEqual({ type: 'agree', value: 'agree' })
    } finally {
      await day.close()
    }
  }, 180_000)
})
