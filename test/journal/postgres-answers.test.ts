/** What an error of a question to Postgres says: one list for the log and for everything else that a node asks. */
import { answered, Fenced } from '@tablee/server/journal/postgres/fence'
import { Unanswered } from '@tablee/server/journal/queue'
import { sentence } from '@tablee/server/cluster/database'
import { isBroken, Unavailable } from '@tablee/server/postgres/answer'
import { openPool } from '@tablee/server/postgres/pool'
import { expect, it } from 'vitest'
import { freePort } from '../support/freePort.ts'

const named = (code: string): Error => Object.assign(new Error('so it says'), { code })

it('[PGL4] what broke, hangs or is on its way down or up is no answer: the same group comes again', async () => {
  for (const code of [
    'ECONNRESET',
    'EPIPE',
    'EHOSTUNREACH',
    'ENETDOWN',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EMFILE',
    'CONNECTION_CLOSED',
    'CONNECTION_DESTROYED',
    'CONNECT_TIMEOUT',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    '08006',
    '25006',
    '25P03',
    '26000',
    '40001',
    '40P01',
    '53300',
    '55P03',
    '57014',
    '57P01',
    '57P03',
  ]) {
    const cause = named(code)
    expect([code, isBroken(cause)]).toEqual([code, true])
    await expect(answered(Promise.reject(cause))).rejects.toBeInstanceOf(Unanswered)
  }
  await expect(answered(Promise.reject(new Unavailable()))).rejects.toBeInstanceOf(Unanswered)
})

it('[PGL4] what Postgres refuses, and a mistake of ours, is told as it is: asked again it would fail for ever', async () => {
  for (const cause of [
    ...['53100', '23505', '42P01', '22P02', 'TB001', 'UNDEFINED_VALUE', 'ERR_OUT_OF_RANGE', 'ENOENT'].map(named),
    new TypeError('not a function'),
    new Fenced('another has it'),
  ]) {
    expect([cause, isBroken(cause)]).toEqual([cause, false])
    await expect(answered(Promise.reject(cause))).rejects.toBe(cause)
  }
})

it('[LSE10] where nobody listens a start says so, also by the pool that a watch node asks', async () => {
  const url = `postgres://tablee:secret@127.0.0.1:${await freePort()}/tablee`
  const { sql, end } = openPool(url, 'test', { max: 1, limit: 1_500 })
  const cause = await sql`SELECT 1`.then(
    () => null,
    (error: unknown) => error,
  )
  await end()
  expect(cause).toBeInstanceOf(Unavailable)
  expect(sentence(cause, url)).toMatch(/^Postgres does not answer: .*Is it running/)
  expect(sentence(cause, url)).not.toContain('secret')
  expect(sentence(new Unavailable('nothing for 1,500 ms'), url)).toMatch(
    /^Postgres takes connections and gives no answer/,
  )
})
