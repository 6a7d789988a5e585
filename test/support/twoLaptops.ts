/** Two laptops in one hall: the first serves, the second keeps a copy, a person types the code. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SecondTold } from '@tablee/shared/wire/second'
import { createLogger } from '@tablee/server/ops/logger'
import { migrations } from '@tablee/server/hall/migrations'
import { madeOf } from '@tablee/server/second/made'
import { serveSecond } from '@tablee/server/second/serve'
import { openDatabase } from '@tablee/server/store/database'
import { version } from '@tablee/server/version'
import { startServer, type StartOptions, type TestServer } from './server.ts'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** Asked again and again, for what no event tells. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > ms) throw new Error(`never: ${what}`)
    await new Promise((again) => setTimeout(again, 20))
  }
}

/** Every row of every table, as one text each; but what a copy says of itself. */
export function tablesOf(folder: string): Readonly<Record<string, readonly string[]>> {
  const database = openDatabase(join(folder, 'tablee.sqlite'), { shared: true })
  try {
    const tables = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
      .all()
    return Object.fromEntries(
      tables.map(({ name }) => [
        String(name),
        database
          .prepare(`SELECT * FROM "${String(name)}"`)
          .all()
          .map((row) =>
            JSON.stringify(row, (_, value) =>
              value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
            ),
          )
          .filter((row) => !row.includes('"key":"copied"'))
          .sort(),
      ]),
    )
  } finally {
    database.close()
  }
}

export type Laptop = Awaited<ReturnType<typeof startSecond>>

/** In this process; `took` resolves when a person has said that the first is off and the folder is free. */
export async function startSecond(folder: string, first: string, port = 0, made = madeOf(version, migrations)) {
  let took: (term: number) => void = () => undefined
  const tookOver = new Promise<number>((done) => (took = done))
  const served = await serveSecond(
    {
      port,
      folder,
      origins: null,
      tls: null,
      disk: 'measure',
      demo: false,
      engine: null,
      screens: join(import.meta.dirname, '../../client/dist/app'),
    },
    {
      first,
      clock: Date.now,
      random,
      logger: createLogger({ level: process.env['TABLEE_LOG'] ?? 'fatal' }),
      made,
      tookOver: (term) => took(term),
    },
  )
  const url = `http://localhost:${served.port}`
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    folder,
    url,
    port: served.port,
    told: async (): Promise<SecondTold> => (await (await fetch(`${url}/api/second`)).json()) as SecondTold,
    type: (code: string) => post('/api/second/code', { code }),
    takeOver: (answer: unknown = { firstIsOff: true }) => post('/api/second/take-over', answer),
    tookOver,
    close: served.close,
  }
}

/** A hall with both, until both say two copies. */
export async function twoLaptops(
  options: StartOptions = {},
  through: (first: string) => string | Promise<string> = (first) => first,
) {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-second-'))
  const codes: string[] = []
  const first = await startServer({
    dir: join(folder, 'first'),
    showCode: (code) => code !== null && codes.push(code),
    ...options,
  })
  const second = await startSecond(join(folder, 'second'), await through(first.url))
  await until('a code', () => codes.length > 0)
  await until('asked for it', async () => (await second.told()).stage === 'code')
  await second.type(codes[0] ?? '')
  await untilTwo(first)
  return { folder, first, second, codes, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export const untilTwo = (first: TestServer): Promise<void> =>
  until('two copies', () => first.tablee.first?.told().state === 'two')
