/**
 * A device as an earlier version left it, opened by this one. `fixtures/device.json` holds its rows and keys to the
 * byte; `TABLEE_KEEP_DEVICE=1` lays one down with the code at hand, and is run on the version that is to be kept.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { keepSeat, keepSession, knownSeat, knownSession, saidKey, tonguesKey } from '@tablee/client/link/session'
import type { Environment } from '@tablee/client/link/environment'
import type { SeatCode } from '@tablee/shared/ids'
import { aTable, turn, type ATable, type Editor } from '../support/aTable.ts'

const kept = fileURLToPath(new URL('../fixtures/device.json', import.meta.url))
type Row = { readonly key: (string | number)[]; readonly value: unknown }
type Device = {
  readonly rows: readonly Row[]
  readonly local: Record<string, string>
  readonly tab: Record<string, string>
}

let t: ATable
afterEach(() => t.close())

const storeOf = async ({ indexedDB }: Environment, mode: IDBTransactionMode): Promise<IDBObjectStore> => {
  const request = indexedDB?.open('tablee', 1)
  if (!request) throw new Error('no device')
  request.onupgradeneeded = () => request.result.createObjectStore('rows')
  for (let i = 0; request.readyState !== 'done' && i < 100; i++) await turn()
  return request.result.transaction('rows', mode).objectStore('rows')
}
const inText = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value
const inBytes = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'bytes' in value && typeof value.bytes === 'string'
    ? new Uint8Array(Buffer.from(value.bytes, 'base64'))
    : value

async function rowsOf(environment: Environment): Promise<readonly Row[]> {
  const rows = await storeOf(environment, 'readonly')
  const [keys, values] = [rows.getAllKeys(), rows.getAll()]
  for (let i = 0; values.readyState !== 'done' && i < 100; i++) await turn()
  return keys.result.map((key, i) => ({ key: key as (string | number)[], value: values.result[i] as unknown }))
}
async function layDown({ environment }: Editor, device: Device): Promise<void> {
  const rows = await storeOf(environment, 'readwrite')
  rows.clear()
  for (const { key, value } of device.rows) rows.put(value, key)
  for (let i = 0; i < 20; i++) await turn()
  for (const [key, value] of Object.entries(device.local)) environment.local?.setItem(key, value)
  for (const [key, value] of Object.entries(device.tab)) environment.tab?.setItem(key, value)
}
const keysOf = (storage: Environment['local'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, storage?.getItem(name) ?? '']))

/** What a hard morning leaves: a refused change put aside, two page loads of unsent edits, a command that waits. */
async function hardMorning(): Promise<Device> {
  t = aTable()
  await t.quiet()
  t.ana.doc.transact(() => t.ana.doc.getMap('unknown root').set('x', 'a sentence that nobody may lose'), {
    who: 'reporter',
    why: 'hostile',
  })
  await t.quiet()
  const issue = t.ana.add('issue', 'Who is liable?')
  const words = t.ana.say(issue, 'We cannot sleep')
  await t.quiet()
  t.wire.goOffline('ana')
  t.ana.add('position', 'The maker', issue, 'answers')
  await t.flow()
  await t.ana.reload()
  t.ana.reword(issue, 'Who is liable, and for what?')
  t.ana.command({ kind: 'withdraw', words })
  await t.flow()
  const { environment, session } = t.ana
  keepSession(environment, session)
  keepSeat(environment, { ...session, me: { ...session.me, role: 'citizen', seat: 'T1-01' as SeatCode } })
  environment.local?.setItem(saidKey(session.me), JSON.stringify({ b1: { text: 'half a sentence' } }))
  t.ana.link.close()
  for (let i = 0; i < 20; i++) await turn()
  const { dialogue } = session.me
  const local = ['tablee.seat', 'tablee.session.board.b1', `tablee.session.dialogue.${dialogue}`, saidKey(session.me)]
  return {
    rows: await rowsOf(environment),
    local: keysOf(environment.local, local),
    tab: keysOf(environment.tab, ['tablee.session']),
  }
}

describe('a device of an earlier version', () => {
  if (process.env['TABLEE_KEEP_DEVICE'] === '1')
    it('is kept as the code at hand leaves it', async () => {
      writeFileSync(kept, `${JSON.stringify(await hardMorning(), inText, 1)}\n`)
      expect(existsSync(kept)).toBe(true)
    })

  it('[DEV11] everything that it had not sent arrives, what was refused is shown, and it is still known who sat here', async () => {
    const device = JSON.parse(readFileSync(kept, 'utf8'), inBytes) as Device
    t = aTable()
    await t.quiet()
    t.wire.goOffline('ana')
    t.ana.link.close()
    for (let i = 0; i < 20; i++) await turn()
    await layDown(t.ana, device)
    await t.ana.reload()
    await t.flow()
    const { ana } = t
    expect([...ana.board.nodes.values()].map(({ wording }) => wording).sort()).toEqual([
      'The maker',
      'Who is liable, and for what?',
    ])
    expect(ana.link.pendingCommands().map(({ command }) => command.kind)).toEqual(['withdraw'])
    const light = ana.link.light()
    if (light.kind !== 'refused') throw new Error(`what was put aside is not there: ${light.kind}`)
    // Two edits and the command: none of them was answered.
    expect(light.n).toBe(3)
    expect(ana.link.refusedFile(light.refused[0]?.id ?? '')?.text).toContain('a sentence that nobody may lose')
    t.wire.goOnline('ana')
    await t.agrees()
    expect(t.bo.board.nodes.size).toBe(2)
    expect([...t.bo.board.words.values()].map(({ text, withdrawn }) => [text, withdrawn !== null])).toEqual([
      ['We cannot sleep', true],
    ])
    expect(ana.link.pendingCommands()).toEqual([])
    ana.link.dismissRefused(light.refused[0]?.id ?? '')
    expect(ana.link.light()).toEqual({ kind: 'saved' })
    // And nothing of it comes twice.
    await ana.reload()
    await t.quiet()
    expect(ana.link.light()).toEqual({ kind: 'saved' })
  })

  it('[DEV11] the names under which a device keeps things do not change', async () => {
    const device = JSON.parse(readFileSync(kept, 'utf8'), inBytes) as Device
    t = aTable()
    await layDown(t.ana, device)
    const { environment, session } = t.ana
    expect(new Set(device.rows.map(({ key }) => key[0]))).toEqual(new Set(['b1/reporter']))
    expect(new Set(device.rows.map(({ key }) => key[1]))).toEqual(
      new Set(['aside', 'command', 'epoch', 'load', 'server', 'update']),
    )
    expect(knownSession(environment)?.session).toBe(session.session)
    expect(knownSession({ ...environment, tab: null }, { board: 'b1' })?.session).toBe(session.session)
    expect(knownSeat({ local: environment.local, tab: null })?.me.seat).toBe('T1-01')
    expect(JSON.parse(environment.local?.getItem(saidKey(session.me)) ?? '')).toEqual({
      b1: { text: 'half a sentence' },
    })
    expect(tonguesKey(session.me)).toBe('tablee.tongues.d1.1')
  })
})
