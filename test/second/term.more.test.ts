/**
 * The two laptops lose each other and both are used: a person says that the first is off. From then on the first is refused
 * for good, what devices had comes to the new first, and what only the old one had stays aside.
 */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '@tablee/server/hall/store'
import { createLogger } from '@tablee/server/ops/logger'
import { backup, restore } from '@tablee/server/recovery/backup'
import { NotFirst, standingOf } from '@tablee/server/second/may-serve'
import { signedTerm } from '@tablee/server/second/term'
import { keyFile, readSecret, serverKey } from '@tablee/server/access/keys'
import { Browser } from '../support/aBrowser.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { startSecond, tablesOf, twoLaptops, until, untilTwo } from '../support/twoLaptops.ts'

let cable: Proxy
let hall: Awaited<ReturnType<typeof twoLaptops>>
let now: TestServer
const browsers: Browser[] = []
beforeAll(async () => {
  hall = await twoLaptops({}, async (first) => {
    cable = await proxyTo(first)
    return cable.url
  })
}, 60_000)
afterAll(async () => {
  for (const one of browsers) one.link.close()
  cable.close()
  await hall.first.close()
  await now?.close()
  hall.remove()
})
const folderOf = (name: 'first' | 'second'): string => join(hall.folder, name)
const open = (folder: string) =>
  openStore(
    { folder, disk: 'measure' },
    {
      clock: Date.now,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      logger: createLogger({ level: 'fatal' }),
    },
  )
const refusal = (folder: string) =>
  open(folder).then(
    () => null,
    (cause: unknown) => (cause instanceof NotFirst ? cause.why : cause),
  )

describe('both are used', () => {
  it('[SEC7] a copy is served to nobody before a person has said so', async () => {
    hall.second.close()
    await until('one copy', () => hall.first.tablee.first?.told().state === 'one')
    expect(standingOf(folderOf('second'))).toEqual({ is: 'copy', tookOver: false })
    backup(folderOf('first'), join(hall.folder, 'early.sqlite'))
    expect(await refusal(folderOf('second'))).toBe('copy')
    hall.second = await startSecond(folderOf('second'), cable.url)
    await untilTwo(hall.first)
    // It came back without a code.
    expect(hall.codes).toHaveLength(1)
  })

  it('[SEC7] [SEC8] promoted while the first goes on: what the first still takes is handed in by its devices, and the first is refused once it hears of it', async () => {
    let address = hall.first.url
    const at = (token: string) => Browser.at(() => address, token).then((one) => (browsers.push(one), one))
    const ana = await at(hall.first.link('facilitator', 1).token)
    ana.add('Both have this')
    await ana.saved()
    cable.cut()
    await until('one copy', () => hall.first.tablee.first?.told().state === 'one')
    ana.add('Only the first one was told this')
    await ana.saved()
    const voter = (await hall.first.enter('organiser')).session
    const link = await hall.first.api(`/api/dialogues/${hall.first.dialogue}/links`, {
      as: voter,
      body: { role: 'observer', label: 'Only the first one knows' },
    })
    expect(link.status).toBe(201)
    await until('silent', async () => (await hall.second.told()).stage === 'silent')
    expect((await hall.second.takeOver()).status).toBe(202)
    expect(await hall.second.tookOver).toBe(2)
    expect(standingOf(folderOf('second'))).toEqual({ is: 'first', tookOver: true })
    now = await startServer({ dir: folderOf('second') })
    // Nobody has told the first one: it goes on.
    ana.add('And this, later')
    await ana.saved()
    // The device comes to the new first, with all that it has.
    address = now.url
    ana.link.retry()
    hall.first.tablee.halls.all().forEach(({ live }) => void live.close(100))
    await ana.until('at the other one', () => ana.link.status().state === 'live' && ana.isSaved())
    const bo = await at(now.link('facilitator', 1).token)
    await bo.until('all of it, once', () =>
      ['Both have this', 'Only the first one was told this', 'And this, later'].every(
        (wording) => bo.wordings().filter((one) => one === wording).length === 1,
      ),
    )
    // And back at the first one, by whatever way: it hears of the other's term and takes nothing more.
    expect(hall.first.tablee.first?.fenced()).toBe(false)
    address = hall.first.url
    now.tablee.halls.all().forEach(({ live }) => void live.close(100))
    await until('the first one is refused', () => hall.first.tablee.first?.fenced() === true)
    expect((await fetch(`${hall.first.url}/api/me`)).status).toBe(503)
    expect(await (await fetch(hall.first.url)).text()).toContain('has taken over')
    address = now.url
    await hall.first.close()
    expect(standingOf(folderOf('first')).is).toBe('fenced')
    expect(await refusal(folderOf('first'))).toBe('fenced')
  })

  it('[SEC8] a term that nobody signed ends nobody', async () => {
    const key = serverKey(readSecret(keyFile(folderOf('second'))) ?? new Uint8Array())
    for (const said of [
      '9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      '3',
      '',
      signedTerm(key, 2),
      signedTerm(serverKey(new Uint8Array(32)), 9),
    ]) {
      const reply = await fetch(`${now.url}/api/me`, { headers: { 'Tablee-Term': said } })
      expect(reply.status).toBe(401)
    }
    expect(now.tablee.first?.fenced()).toBe(false)
  })

  it('[SEC8] it becomes the second one, with a copy of what there is by now; what only it had stays aside and can be read', async () => {
    const codes: string[] = []
    await now.close()
    now = await startServer({ dir: folderOf('second'), showCode: (code) => code !== null && codes.push(code) })
    const old = await startSecond(folderOf('first'), now.url)
    await untilTwo(now)
    await until(
      'alike',
      () => JSON.stringify(tablesOf(folderOf('first'))) === JSON.stringify(tablesOf(folderOf('second'))),
    )
    // They know each other.
    expect(codes).toEqual([])
    expect(readdirSync(folderOf('first')).filter((one) => one.startsWith('forked-'))).toHaveLength(1)
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, '../../server/src/cli.ts'), 'fork'],
      { env: { ...process.env, TABLEE_DATA: folderOf('first') } },
    )
    expect((await old.told()).aside).toHaveLength(1)
    expect(stdout).toContain('Only the first one was told this')
    expect(stdout).toContain('Only the first one knows')
    expect(stdout).not.toContain('Both have this')
    expect(standingOf(folderOf('first')).is).toBe('copy')
    old.close()
  })

  it('[SEC8] a backup of before it took over is restored there: devices that were there do not end it', async () => {
    const dir = folderOf('second')
    const key = serverKey(readSecret(keyFile(dir)) ?? new Uint8Array())
    await now.close()
    await restore(dir, join(hall.folder, 'early.sqlite'), Date.now())
    expect(standingOf(dir)).toEqual({ is: 'first', tookOver: true })
    now = await startServer({ dir })
    const reply = await fetch(`${now.url}/api/me`, { headers: { 'Tablee-Term': signedTerm(key, 2) } })
    expect(reply.status).toBe(401)
    expect(now.tablee.first?.fenced()).toBe(false)
  })
})
