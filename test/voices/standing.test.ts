/** A file that takes its time: what is said while it is written counts before it leaves. */
import { asItStands, lacks } from '@tablee/server/exchange/standing'
import { ok, type Result } from '@tablee/shared/problem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phoneAt } from './day.ts'
import { openHall, speak, yes as yesToAll, type Hall } from './hall.ts'
import type { Reply } from '../support/server.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openHall()
}, 60_000)
afterAll(() => hall.close())

describe('a file that is being written', () => {
  it('[CONS14] does not leave with the sentences of anyone who says no meanwhile: it is written anew', async () => {
    let quoted: readonly string[] = ['T1-01', 'T1-02', 'T1-03']
    const files: string[] = []
    const write =
      (meanwhile: () => void) =>
      (names: readonly string[]): Promise<Result<string>> => {
        files.push(names.join(' '))
        const written = ok(names.join(' '))
        meanwhile()
        return Promise.resolve(written)
      }
    const once = await asItStands(
      async () => quoted,
      lacks,
      write(() => (quoted = quoted.filter((seat) => seat !== 'T1-02'))),
    )
    expect([once, files.length]).toEqual([ok('T1-01 T1-03'), 2])
    // Anyone who says yes meanwhile is in the next one.
    expect(
      await asItStands(
        async () => quoted,
        lacks,
        write(() => (quoted = [...quoted, 'T1-04'])),
      ),
    ).toEqual(ok('T1-01 T1-03'))
    let seats = 100
    quoted = Array.from({ length: seats }, (_, n) => `seat ${n}`)
    const never = await asItStands(
      async () => quoted,
      lacks,
      write(() => (quoted = quoted.slice(0, (seats -= 1)))),
    )
    expect(never).toEqual({ ok: false, problem: { code: 'too-many', retryAfter: 5 } })
  })

  it('[CONS14] over HTTP: a no that comes while the file is written keeps the text out of it', async () => {
    await speak(hall, 2, [{ id: 'quoted-first', seat: 'T2-02', text: 'Quote me, perhaps' }])
    const ada = await phoneAt(hall, 2, 'T2-02')
    const { session } = await hall.enter('analyst')
    const file = (): Promise<Reply> => hall.api(`/api/boards/${hall.board(2, 2)}/export/xaif`, { as: session })
    expect(JSON.stringify((await file()).body)).toContain('Quote me, perhaps')
    // A worker is started for it, which takes longer than a request.
    const leaving = file()
    const said = await ada.send({ id: 'no-after-all', kind: 'consent', consent: { ...yesToAll, quoted: false } })
    expect(said.status).toBe(200)
    const left = await leaving
    expect([left.status, JSON.stringify(left.body).includes('Quote me, perhaps')]).toEqual([200, false])
  })
})
