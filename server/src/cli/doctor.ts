/**
 * `doctor`: *Ready?* from the terminal, before a day and where something does not go. Beside a running server it tells what
 * that one sees; without one it looks itself, and opens nothing that would be changed by it.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Language } from '@tablee/shared/i18n/index'
import type { Fact, Ready } from '@tablee/shared/ready/fact'
import { sayReady } from '@tablee/shared/ready/say'
import { allowedOrigins, lanAddresses } from '../access/origin.ts'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { newestRow } from '../journal/newest.ts'
import { lookAtAddress, resolveName } from '../ready/address.ts'
import { judgeBackup } from '../ready/backup.ts'
import { lookAtCertificate } from '../ready/certificate.ts'
import { judgeClock } from '../ready/clock.ts'
import { lookAtDisk, lookAtSpeed } from '../ready/disk.ts'
import { lookAtFreePort } from '../ready/port.ts'
import { lookAtVersions } from '../ready/versions.ts'
import { newestBackup } from '../recovery/backups.ts'
import { isSound, openDatabase } from '../store/database.ts'
import { version } from '../version.ts'
import { ask } from './ask.ts'
import { running } from './reach.ts'
import { terminalLanguage } from './say.ts'

const stopwatch = (): number => performance.now()

/** What is kept, read without a change. */
function kept(file: string): { readonly fact: Fact; readonly newest: number | null } {
  if (!existsSync(file)) return { fact: { what: 'database', is: 'good', why: 'none' }, newest: null }
  if (!isSound(file)) return { fact: { what: 'database', is: 'bad', why: 'damaged' }, newest: null }
  const database = openDatabase(file, { shared: true })
  try {
    return { fact: { what: 'database', is: 'good', why: 'whole' }, newest: newestRow(database) }
  } finally {
    database.close()
  }
}

async function looked({ folder, port, origins, tls }: Config & { readonly folder: string }): Promise<Ready> {
  const at = systemClock()
  // A folder that start would make lies on its parent's disk.
  let there = folder
  while (!existsSync(there)) there = dirname(there)
  const own = lanAddresses()
  const { first: origin } = allowedOrigins({ configured: origins, port, tls: tls !== null, addresses: own })
  const { fact: database, newest } = kept(join(folder, 'tablee.sqlite'))
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    at,
    facts: [
      lookAtDisk(there),
      await lookAtSpeed(there, stopwatch),
      judgeClock({ now: at, zone, newest, ran: 0, passed: 0 }),
      await lookAtAddress({ origin, own, came: null }, resolveName),
      lookAtCertificate(tls, { origin, now: at, until: null }),
      await lookAtFreePort(port),
      judgeBackup(newestBackup(folder), at, newest !== null),
      database,
      lookAtVersions(version, process.versions),
    ],
  }
}

const marks: Readonly<Record<Fact['is'], string>> = { good: 'ok', look: '?', bad: '!!' }

/** A line each, what is to be done beneath it. */
export function told({ facts }: Ready, language: Language): string {
  const { say, heading } = sayReady(language)
  const sentences = facts.map((fact) => ({ is: fact.is, ...say(fact) }))
  const wide = Math.max(...sentences.map(({ title }) => title.length))
  const rows = sentences.flatMap(({ is, title, text, help }) => [
    `  ${marks[is].padEnd(3)} ${title.padEnd(wide)}  ${text}`,
    ...(help === null ? [] : [`      ${' '.repeat(wide)}  ${help}`]),
  ])
  return [heading(facts), '', ...rows].join('\n')
}

/** Ends with 1 where something must be put right. */
export async function doctor(config: Config & { readonly folder: string }): Promise<void> {
  const reached = await running(config)
  const ready = reached === null ? await looked(config) : await ask<Ready>(reached.send, 'GET', '/api/ready')
  console.log(told(ready, terminalLanguage()))
  if (ready.facts.some(({ is }) => is === 'bad')) process.exitCode = 1
}
