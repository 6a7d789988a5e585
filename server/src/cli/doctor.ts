/**
 * `doctor`: *Ready?* from the terminal, before a day and where something does not go. Beside a running server it tells what
 * that one sees; without one it looks itself, and opens nothing that would be changed by it.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Language } from '@tablee/shared/i18n/index'
import type { Fact, Ready } from '@tablee/shared/ready/fact'
import { sayLog } from '@tablee/shared/ready/log-say'
import { sayReady, type Sentence } from '@tablee/shared/ready/say'
import { checkOf } from '../access/folder-key.ts'
import { readSecret, serverKey } from '../access/keys.ts'
import { allowedOrigins, lanAddresses } from '../access/origin.ts'
import { systemClock } from '../clock.ts'
import { readDatabase, type Config, type DatabaseSettings } from '../config.ts'
import { newestRow } from '../journal/newest.ts'
import { lookAtAddress, resolveName } from '../ready/address.ts'
import { judgeBackup } from '../ready/backup.ts'
import { lookAtCertificate } from '../ready/certificate.ts'
import { judgeClock } from '../ready/clock.ts'
import { lookAtDisk, lookAtSpeed } from '../ready/disk.ts'
import { answers, lookAtFreePort } from '../ready/port.ts'
import { lookAtLog } from '../cluster/doctor.ts'
import { lookAtVersions } from '../ready/versions.ts'
import { newestBackup } from '../recovery/backups.ts'
import { isSecondsPage } from '../second/ask.ts'
import { lookInto } from '../store/database.ts'
import { version } from '../version.ts'
import { ask } from './ask.ts'
import { running } from './reach.ts'
import { terminalLanguage } from './say.ts'

const stopwatch = (): number => performance.now()

type Kept = { readonly fact: Fact & { readonly what: 'database' }; readonly newest: number | null }

/** What is kept, read without a change. */
function kept(folder: string): Kept {
  const file = join(folder, 'tablee.sqlite')
  const told = (why: Kept['fact']['why'], newest: number | null = null): Kept => ({
    fact: { what: 'database', is: why === 'none' || why === 'whole' ? 'good' : 'bad', why },
    newest,
  })
  try {
    if (existsSync(folder)) accessSync(folder, constants.R_OK | constants.X_OK)
    if (!existsSync(file)) return told('none')
    const found = lookInto(file, (database) => ({ newest: newestRow(database) }))
    return found === null ? told('damaged') : told('whole', found.newest)
  } catch {
    // Another user's, or no folder at all.
    return told('shut')
  }
}

async function looked({ folder, port, origins, tls, proxies }: Config & { readonly folder: string }): Promise<Ready> {
  const at = systemClock()
  // A folder that start would make lies on its parent's disk.
  let there = folder
  while (!existsSync(there)) there = dirname(there)
  const own = lanAddresses()
  const { first: origin } = allowedOrigins({ configured: origins, port, tls: tls !== null, addresses: own })
  const speed = await lookAtSpeed(there, stopwatch)
  const { fact: database, newest } = kept(folder)
  // A full disk does not let itself be read either: that says nothing of what is kept.
  const isTold = database.is === 'good' || speed.why !== 'full'
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    at,
    facts: [
      lookAtDisk(there),
      speed,
      judgeClock({ now: at, zone, newest, ran: 0, passed: 0 }),
      // Nothing listens yet: it will where the settings say, and a server in front of it does already.
      await lookAtAddress(
        { origin, own, came: null, proxied: proxies !== null },
        resolveName,
        async (host, at) => at === port || answers(host, at),
      ),
      lookAtCertificate(tls, { origin, now: at, until: null }),
      await lookAtFreePort(port, () => isSecondsPage(`${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`)),
      ...(database.is === 'good' || database.why === 'damaged'
        ? [judgeBackup(newestBackup(folder), at, newest !== null)]
        : []),
      ...(isTold ? [database] : []),
      lookAtVersions(version, process.versions),
    ],
  }
}

const marks: Readonly<Record<Fact['is'], string>> = { good: 'ok', look: '?', bad: '!!' }

type Said = Sentence & Pick<Fact, 'is'>

/** A line each, what is to be done beneath it. */
function inLines(sentences: readonly Said[], language: Language): string {
  const { heading } = sayReady(language)
  const wide = Math.max(...sentences.map(({ title }) => title.length))
  const rows = sentences.flatMap(({ is, title, text, help }) => [
    `  ${marks[is].padEnd(3)} ${title.padEnd(wide)}  ${text}`,
    ...(help === null ? [] : [`      ${' '.repeat(wide)}  ${help}`]),
  ])
  return [heading(sentences), '', ...rows].join('\n')
}

/** What the machine says of itself, as it stands in a terminal. */
export function told({ facts }: Ready, language: Language): string {
  const { say } = sayReady(language)
  return inLines(
    facts.map((fact) => ({ is: fact.is, ...say(fact) })),
    language,
  )
}

/** The key that this machine would show; null where it has none, or this user may not read it. */
function keyCheck(file: string): string | null {
  try {
    const secret = readSecret(file)
    return secret === null ? null : checkOf(serverKey(secret))
  } catch {
    return null
  }
}

/** Of a log on Postgres, beside nodes that run or without any. True where nothing must be put right. */
async function doctorOfLog({ url, keyFile }: DatabaseSettings, language: Language): Promise<boolean> {
  const facts = await lookAtLog(url, { now: systemClock, stopwatch, key: keyCheck(keyFile) })
  const versions = lookAtVersions(version, process.versions)
  const say = sayLog(language)
  const sentences: readonly Said[] = [
    ...facts.map((fact) => ({ is: fact.is, ...say(fact) })),
    { is: versions.is, ...sayReady(language).say(versions) },
  ]
  console.log(inLines(sentences, language))
  return sentences.every(({ is }) => is !== 'bad')
}

/** A key that this user may not read is what is to be told, and no reason to tell nothing. */
function otherUsers(cause: unknown): null {
  if (cause instanceof Error && 'code' in cause && cause.code === 'EACCES') return null
  throw cause
}

/** Ends with 1 where something must be put right. */
export async function doctor(config: Config & { readonly folder: string }): Promise<void> {
  const database = readDatabase(process.env)
  if (database !== null) {
    if (!(await doctorOfLog(database, terminalLanguage()))) process.exitCode = 1
    return
  }
  const reached = await running(config).catch(otherUsers)
  const ready = reached === null ? await looked(config) : await ask<Ready>(reached.send, 'GET', '/api/ready')
  console.log(told(ready, terminalLanguage()))
  if (ready.facts.some(({ is }) => is === 'bad')) process.exitCode = 1
}
