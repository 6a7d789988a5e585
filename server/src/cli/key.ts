/** `key` and `new-key`: what somebody chooses whose data folder has lost its key. Both want the folder for themselves. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { newId, type RandomBytes } from '@tablee/shared/ids'
import { bringAccess } from '../access/bring.ts'
import { adoptAnew, fitOf, linksIn, setAside } from '../access/folder-key.ts'
import { BadKey, keyFile, readSecret, serverKey, writeSecret } from '../access/keys.ts'
import { openAccessLog } from '../access/log.ts'
import { systemClock } from '../clock.ts'
import { openJournal } from '../journal/sqlite.ts'
import { openDatabase, type Database } from '../store/database.ts'

async function withDatabase(folder: string, work: (database: Database) => Promise<void> | void): Promise<void> {
  const file = join(folder, 'tablee.sqlite')
  if (!existsSync(file)) throw new BadKey(`${folder} holds no database: there is nothing that a key could belong to.`)
  const database = openDatabase(file)
  try {
    await work(database)
  } finally {
    database.close()
  }
}

function currentSecret(folder: string): Uint8Array | null {
  try {
    return readSecret(keyFile(folder))
  } catch (cause) {
    if (cause instanceof BadKey) return null
    throw cause
  }
}

/**
 * The server must not run. Throws `BadKey`, and has changed nothing, where the file is missing, is no key or does not
 * fit the folder; the key that stood there stays beside it.
 */
export function putKey(folder: string, file: string): Promise<void> {
  return withDatabase(folder, (database) => {
    if (resolve(file) === resolve(keyFile(folder)))
      throw new BadKey(`${file} is the folder's own place: give the copy that should be put there.`)
    const secret = readSecret(file)
    if (secret === null) throw new BadKey(`There is no file ${file}.`)
    if (fitOf(database, serverKey(secret)) === 'foreign')
      throw new BadKey(`${file} is another server's key: no printed card opens with it. Nothing was changed.`)
    const aside = setAside(folder, systemClock())
    writeSecret(keyFile(folder), secret)
    if (aside !== null) console.log(`The key that stood there before lies in ${aside}.`)
    console.log(`The key is back: all ${linksIn(database)} links and the printed cards count again. Start the server.`)
  })
}

async function endSessions(database: Database, random: RandomBytes): Promise<void> {
  const server = newId(random)
  await bringAccess(database, systemClock, server)
  const journal = openJournal({ database, clock: systemClock, server })
  const log = await openAccessLog(journal, systemClock)
  const rows = log.list().map((dialogue) => [dialogue, newId<string>(random)] as const)
  for (const [dialogue, command] of rows) void log.append(dialogue, { kind: 'end-all', command })
  // Closing commits what was appended.
  journal.close()
  if (!rows.every(([dialogue, command]) => log.has(dialogue, command)))
    throw new BadKey(
      'The new key is in place, but anyone who was in is still in: that could not be written. Is the disk full? Make room and try again.',
    )
}

/**
 * The server must not run. Where the key that is there fits it throws `BadKey` unless `sure`, and then ends all
 * sessions too; a folder whose key was lost keeps them. Every link and printed card is dead afterwards.
 */
export function newKey(folder: string, random: RandomBytes, sure: boolean): Promise<void> {
  return withDatabase(folder, async (database) => {
    const current = currentSecret(folder)
    const fits = current !== null && fitOf(database, serverKey(current)) !== 'foreign'
    if (fits && !sure)
      throw new BadKey(
        'The key of this folder is there and fits. A new one kills every printed card and every link, and anyone who is in is out. If that is what you want: pnpm tablee new-key --yes',
      )
    const secret = random(32)
    const aside = setAside(folder, systemClock())
    writeSecret(keyFile(folder), secret)
    adoptAnew(database, serverKey(secret))
    // Who lost the key lost it in the middle of a day: devices that are in go on. Who replaces one that fits distrusts it.
    if (fits) await endSessions(database, random)
    if (aside !== null) console.log(`The key that stood there before lies in ${aside}.`)
    console.log(
      `A new key was made. Every card and sheet printed before and all ${linksIn(database)} links are dead; ${fits ? 'anyone who was in is out' : 'devices that are in stay in'}. Start the server and print the cards anew from the organiser's page: the start prints its link.`,
    )
  })
}
