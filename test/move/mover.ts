/**
 * A mover that is killed at its nth step: before or after a statement of Postgres, or before or after a mark in the file.
 *   node mover.ts out|in FOLDER URL DIALOGUE ID N
 * Prints how many steps there were where it was not.
 */
import { join } from 'node:path'
import type { DialogueId } from '@tablee/shared/ids'
import { newId, type RandomBytes } from '@tablee/shared/ids'
import { keyFile, readSecret, serverKey } from '@tablee/server/access/keys'
import { migrations } from '@tablee/server/hall/migrations'
import { outOf } from '@tablee/server/hall/moving'
import { connect } from '@tablee/server/move/connect'
import { moveIn } from '@tablee/server/move/in'
import { moveOut } from '@tablee/server/move/out'
import { settleMoves } from '@tablee/server/move/settle'
import { createLogger } from '@tablee/server/ops/logger'
import { openDatabase, type Database } from '@tablee/server/store/database'
import { createTablee } from '@tablee/server/tablee'
import { readConfig } from '@tablee/server/config'
import type { Sql } from 'postgres'

const [way, folder = '', url = '', dialogue = '', id = '', at = '0'] = process.argv.slice(2)
const last = Number(at)
let steps = 0
function step(): void {
  steps += 1
  if (steps === last) process.kill(process.pid, 'SIGKILL')
}
async function around<T>(work: () => Promise<T>): Promise<T> {
  step()
  const done = await work()
  step()
  return done
}

const sql = new Proxy(connect(url), {
  get(target, name, receiver): unknown {
    if (name !== 'begin') return Reflect.get(target, name, receiver)
    return (work: Parameters<Sql['begin']>[1]) =>
      around(() => (target.begin as (of: typeof work) => Promise<unknown>)(work))
  },
})
/** Marks are what counts in the file. */
const watched = (database: Database): Database =>
  new Proxy(database, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name, target)
      if (name !== 'prepare' || typeof value !== 'function')
        return typeof value === 'function' ? value.bind(target) : value
      return (text: string) => {
        const statement = target.prepare(text)
        if (!text.includes('INTO hall') || !text.includes('moved')) return statement
        return {
          run: (...given: (string | null)[]) => {
            step()
            statement.run(...given)
            step()
          },
        }
      }
    },
  })

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))
const running = { signal: new AbortController().signal, onPart: () => undefined }
const cluster = { sql, url, where: 'postgres://there' }
if (way === 'out') {
  const config = { ...readConfig({ TABLEE_DATA: folder }), folder }
  const tablee = await createTablee(config, {
    clock: Date.now,
    random,
    logger: createLogger({ level: 'silent' }),
  })
  const { halls, database, directory } = tablee
  const key = serverKey(readSecret(keyFile(folder)) ?? new Uint8Array())
  const hall = await halls.enter(dialogue as DialogueId)
  const out = outOf(hall, { database, directory, key, kept: () => Promise.resolve() }, folder)
  await halls.mayMove(hall.dialogue, () =>
    moveOut({ ...out, database: watched(out.database) }, cluster, id === '' ? newId(random) : id, running),
  )
  await tablee.close()
} else {
  const database = openDatabase(join(folder, 'tablee.sqlite'), { migrations })
  await settleMoves(database, folder)
  const into = { dialogue: dialogue as DialogueId, database: watched(database), migrations, folder, where: folder }
  await moveIn(into, cluster, id, running)
  database.close()
}
await sql.end()
console.log(`steps ${steps}`)
