/** Who is let in as the second laptop, and who may say on its page that the first one is off. */
import { request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { lanAddresses } from '@tablee/server/access/origin'
import { lineOf, newCode, ownOffer, readTyped, secretOfCode, shownCode } from '@tablee/server/second/handshake'
import { unpacked, type FromFirst } from '@tablee/server/second/frames'
import { migrations } from '@tablee/server/hall/migrations'
import { madeOf } from '@tablee/server/second/made'
import { version } from '@tablee/server/version'
import { startServer, type TestServer } from '../support/server.ts'
import { startSecond, until, type Laptop } from '../support/twoLaptops.ts'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const folder = mkdtempSync(join(tmpdir(), 'tablee-door-'))
const made = madeOf(version, migrations)
const codes: string[] = []
const others: string[] = []
const time = { now: Date.now() }
let first: TestServer
beforeAll(async () => {
  first = await startServer({
    dir: join(folder, 'first'),
    clock: () => time.now,
    showCode: (code) => code !== null && codes.push(code),
    otherVersion: (theirs, ours) => others.push(`${theirs} ${ours}`),
  })
}, 60_000)
afterAll(async () => {
  await first.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Somebody at the first one's door, frame by frame. */
async function knocking() {
  const ws = new WebSocket(`${first.ws}/second`)
  const came: Buffer[] = []
  let closed: number | null = null
  ws.on('message', (data: Buffer) => came.push(data))
  ws.on('close', (code) => (closed = code))
  ws.on('error', () => undefined)
  await until('open or closed', () => ws.readyState !== ws.CONNECTING)
  const sent: string[] = []
  return {
    sent,
    say(value: unknown): void {
      sent.push(JSON.stringify(value))
      ws.send(JSON.stringify(value))
    },
    raw: (bytes: string | Uint8Array) => ws.send(bytes),
    /** The next frame, or null where the door is closed. */
    async next(): Promise<Buffer | null> {
      await until('an answer', () => came.length > 0 || closed !== null)
      return came.shift() ?? null
    },
    closed: () => until('closed', () => closed !== null).then(() => closed),
    leave: () => ws.terminate(),
  }
}
const readOffer = (frame: Buffer | null) => {
  const { public: part, nonce } = JSON.parse(String(frame)) as { public: string; nonce: string }
  return { public: Buffer.from(part, 'base64'), nonce: Buffer.from(nonce, 'base64') }
}
/** At the door, asked for the code. `line` is null where nobody asks for one. */
async function askedForCode() {
  const door = await knocking()
  const own = ownOffer(random(32))
  door.say({ public: own.public.toString('base64'), nonce: own.nonce.toString('base64'), pair: null, ...made })
  const answer = await door.next()
  return {
    door,
    async types(code: string) {
      if (answer === null) return null
      const line = lineOf('second', own, readOffer(answer), await secretOfCode(code))
      door.say({ proof: line.proof.toString('base64') })
      return line
    },
  }
}
async function withCode(code: string) {
  const { door, types } = await askedForCode()
  return { door, line: await types(code) }
}

describe('the first one’s door', () => {
  it('[SEC4] without a hello, with half of one, or with a secret that nobody agreed on, nothing is told', async () => {
    for (const hello of [
      '',
      'nonsense',
      '{}',
      '{"public":"AA","nonce":"AA","pair":null}',
      JSON.stringify({ public: 'A'.repeat(500) }),
    ]) {
      const door = await knocking()
      door.raw(hello === '' ? new Uint8Array() : hello)
      expect(await door.closed()).toBe(4_401)
      expect(await door.next()).toBeNull()
    }
    const door = await knocking()
    const own = ownOffer(random(32))
    door.say({
      public: own.public.toString('base64'),
      nonce: own.nonce.toString('base64'),
      pair: 'never-agreed',
      ...made,
    })
    expect(await door.closed()).toBe(4_401)
    expect(codes).toEqual([])
  })

  it('[SEC4] a wrong code is refused, five of them end it and nobody is asked for a minute', async () => {
    for (let tried = 0; tried < 5; tried += 1) {
      const { door } = await withCode(newCode(random))
      expect(await door.closed()).toBe(4_401)
      expect(await door.next()).toBeNull()
    }
    expect(codes).toHaveLength(1)
    const right = readTyped(codes[0] ?? '') ?? ''
    // By now the right one is none any more.
    const { door, line } = await withCode(right)
    expect(line).toBeNull()
    expect(await door.closed()).toBe(4_401)
    time.now += 61_000
    const again = await withCode(right)
    expect(await again.door.closed()).toBe(4_401)
    expect(codes).toHaveLength(2)
    expect(codes[1]).not.toBe(codes[0])
  })

  it('[SEC4] whoever was at the door before a code ended comes in by it no more: it was used, tried five times, or is old', async () => {
    time.now += 11 * 60_000
    const [early, patient, unlucky] = [await askedForCode(), await askedForCode(), await askedForCode()]
    const code = readTyped(codes.at(-1) ?? '') ?? ''
    time.now += 10 * 60_000
    await early.types(code)
    expect(await early.door.next()).toBeNull()

    const used = await askedForCode()
    const next = readTyped(codes.at(-1) ?? '') ?? ''
    expect(next).not.toBe(code)
    const also = await askedForCode()
    await used.types(next)
    expect(await used.door.next()).not.toBeNull()
    // Somebody who heard it read out stood at the door as well.
    await also.types(next)
    expect(await also.door.next()).toBeNull()
    used.door.leave()

    const [waiting] = [await askedForCode()]
    const last = readTyped(codes.at(-1) ?? '') ?? ''
    for (let tried = 0; tried < 5; tried += 1) await (await withCode(newCode(random))).door.closed()
    await waiting.types(last)
    expect(await waiting.door.next()).toBeNull()
    // Of a code of before, tries are not taken from the one that counts.
    time.now += 61_000
    const fresh = await askedForCode()
    for (const one of [patient, unlucky]) {
      await one.types(newCode(random))
      await one.door.closed()
    }
    await fresh.types(readTyped(codes.at(-1) ?? '') ?? '')
    expect(await fresh.door.next()).not.toBeNull()
    fresh.door.leave()
  })

  it('[SEC4] whoever says more than they are asked for is cut off, and so is who goes on after they were refused', async () => {
    const [many, refused] = [await knocking(), await knocking()]
    const own = ownOffer(random(32))
    many.say({ public: own.public.toString('base64'), nonce: own.nonce.toString('base64'), pair: null, ...made })
    for (let n = 0; n < 40; n += 1) many.raw(random(60_000))
    expect(await many.closed()).toBe(1_006)
    refused.raw('nonsense')
    for (let n = 0; n < 40; n += 1) refused.raw(random(60_000))
    await refused.closed()
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
  })

  it('[SEC4] a code counts for ten minutes', async () => {
    const code = readTyped(codes.at(-1) ?? '') ?? ''
    const before = codes.length
    time.now += 10 * 60_000
    const { door } = await withCode(code)
    expect(await door.closed()).toBe(4_401)
    expect(codes).toHaveLength(before + 1)
  })

  it('[SEC4] what was said once opens nothing again, and a changed frame ends the line', async () => {
    const { door, line } = await withCode(readTyped(codes.at(-1) ?? '') ?? '')
    const proof = JSON.parse(String(await door.next())) as { proof: string }
    expect(line?.proves(Buffer.from(proof.proof, 'base64'))).toBe(true)
    const sealed = await door.next()
    const opened = line?.open(sealed ?? Buffer.alloc(0)) ?? null
    expect(opened === null ? null : unpacked<FromFirst>(opened)?.word.type).toBe('welcome')
    // The same frame again is not its next one.
    expect(line?.open(sealed ?? Buffer.alloc(0))).toBeNull()
    // Nothing of the key is to be read on the way.
    expect(sealed?.includes('welcome')).toBe(false)
    const late = await knocking()
    for (const said of door.sent) late.raw(said)
    expect(await late.closed()).toBe(4_401)
    door.raw(random(64))
    await door.closed()
  })

  it('[SEC4] a code is typed as people type it', () => {
    const code = newCode(random)
    expect(readTyped(` ${shownCode(code).toLowerCase()} `)).toBe(code)
    expect(readTyped(code.slice(1))).toBeNull()
    expect(readTyped(`${code.slice(1)}0`)).toBeNull()
  })
})

describe('another version', () => {
  it('[SEC12] is told on both sides in a sentence, before any code, and copies nothing; the same tables under another name are taken', async () => {
    const before = codes.length
    const newer = madeOf('9.9.9', [
      ...migrations,
      { name: 'of-tomorrow', sql: ['CREATE TABLE tomorrow (day TEXT) STRICT'] },
    ])
    const other = await startSecond(join(folder, 'newer'), first.url, 0, newer)
    await until('told at the second', async () => (await other.told()).stage === 'other')
    expect(await other.told()).toMatchObject({ versions: { theirs: version, ours: '9.9.9' }, mayTakeOver: false })
    expect(others).toEqual([`9.9.9 ${version}`])
    // It comes again each second, and the first one says it once a minute.
    await until('came again', async () => (await other.told()).stage === 'other')
    expect(others).toHaveLength(1)
    other.close()
    // A program that says nothing of itself is one of before.
    const door = await knocking()
    const own = ownOffer(random(32))
    door.say({ public: own.public.toString('base64'), nonce: own.nonce.toString('base64'), pair: null })
    expect(await door.closed()).toBe(4_409)
    expect(codes).toHaveLength(before)
    time.now += 61_000
    const patched = await startSecond(join(folder, 'patched'), first.url, 0, madeOf(`${version}-fix`, migrations))
    await until('asked for the code', async () => (await patched.told()).stage === 'code')
    patched.close()
  })

  it('[SEC12] a second laptop that was taken before says so, too, and keeps what it has', async () => {
    const older = madeOf('0.0.9', migrations.slice(1))
    const one = await startSecond(join(folder, 'old'), first.url, 0, older)
    await until('told', async () => (await one.told()).stage === 'other')
    expect((await one.told()).versions).toEqual({ theirs: version, ours: '0.0.9' })
    one.close()
  })
})

describe('the second one’s own page', () => {
  let second: Laptop
  beforeAll(async () => {
    second = await startSecond(join(folder, 'second'), first.url)
  })
  afterAll(() => second.close())

  const asked = (path: string, headers: Record<string, string>, method = 'GET', host = 'localhost') =>
    new Promise<number>((done, failed) => {
      const one = request({ host, port: second.port, path, method, headers }, (answer) => {
        answer.resume()
        done(answer.statusCode ?? 0)
      })
      one.on('error', failed)
      one.end(method === 'POST' ? '{"firstIsOff":true}' : undefined)
    })

  it('[SEC5] it is for a browser on that laptop alone: another name, another page, another machine are told nothing', async () => {
    expect(await asked('/api/second', {})).toBe(200)
    expect(await asked('/api/second', { host: 'evil.example' })).toBe(503)
    expect(await asked('/api/second', { origin: 'http://evil.example' })).toBe(503)
    const take = { 'content-type': 'application/json' }
    expect(await asked('/api/second/take-over', { ...take, origin: 'http://evil.example' }, 'POST')).toBe(503)
    expect(await asked('/api/second/code', { ...take, host: 'evil.example' }, 'POST')).toBe(503)
    const [lan] = lanAddresses()
    if (lan === undefined) console.log('no other address of this machine: not asked from there')
    else for (const path of ['/', '/api/second', '/second']) expect(await asked(path, {}, 'GET', lan)).toBe(503)
    expect(await asked('/api/dialogues', {})).toBe(404)
  })

  it('[SEC4] who mistypes the code has the field before them all the while, and may type again at once', async () => {
    time.now += 61_000
    await until('asked for it', async () => (await second.told()).stage === 'code')
    const stages = new Set<string>()
    const wrong = async (): Promise<boolean> => {
      const told = await second.told()
      stages.add(told.stage)
      return told.wrong
    }
    expect((await second.type(newCode(random))).status).toBe(204)
    await until('told so', wrong)
    // The first one is not asked again yet.
    expect((await second.type(newCode(random))).status).toBe(204)
    await until('told so again', wrong)
    expect([...stages]).toEqual(['code'])
  })

  it('[SEC5] nobody takes over without the answer to the question, or with nothing to take over', async () => {
    for (const answer of [{}, { firstIsOff: false }, { firstIsOff: 'yes' }, null])
      expect((await second.takeOver(answer)).status).toBe(400)
    // There is no copy here yet.
    expect((await second.takeOver()).status).toBe(400)
    expect((await second.type('no code')).status).toBe(400)
    expect((await second.told()).mayTakeOver).toBe(false)
  })
})
