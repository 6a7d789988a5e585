/** Settings, read once from the environment. A wrong one stops the start with a sentence that names it. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readProxies, type Proxies } from './ops/caller.ts'

export type Config = {
  readonly port: number
  /** The data folder; null keeps everything in memory and forgets it at the end (tests). */
  readonly folder: string | null
  /** `TABLEE_ORIGIN`: the exact origins pages may have; the first is printed on cards. Null: this machine's addresses. */
  readonly origins: readonly string[] | null
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  /** Who waits for the disk (journal/durable.ts): found out by measuring, unless `TABLEE_DISK=aside` says it is slow. */
  readonly disk: 'measure' | 'aside'
  /** Whether an empty folder gets the demo: unless `TABLEE_DEMO=none`. */
  readonly demo: boolean
  /** `TABLEE_ENGINE`: where the operator's engine answers, without a stroke at its end. Null: there is none. */
  readonly engine: string | null
  /** `TABLEE_PROXY`: reverse proxies that say whom they ask for. Null: none is believed. */
  readonly proxies?: Proxies | null | undefined
  /** `TABLEE_METRICS_TOKEN`: opens `/metrics` from elsewhere. Null: only from this machine. */
  readonly metricsToken?: string | null | undefined
  /** The built screens. */
  readonly screens: string
}

export class ConfigError extends Error {}

const repository = fileURLToPath(new URL('../..', import.meta.url))

function port(value: string | undefined): number {
  const number = value === undefined || value === '' ? 4000 : Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new ConfigError(`PORT is "${value}": it should be a number from 0 to 65535.`)
  return number
}

function origins(value: string | undefined): readonly string[] | null {
  const list = (value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  if (list.length === 0) return null
  return list.map((each) => {
    const url = URL.canParse(each) ? new URL(each) : null
    if (
      url === null ||
      (url.protocol !== 'http:' && url.protocol !== 'https:') ||
      url.pathname !== '/' ||
      url.search !== '' ||
      url.hash !== '' ||
      url.username !== ''
    ) {
      throw new ConfigError(
        `TABLEE_ORIGIN holds "${each}": an origin looks like https://dialogue.example.org or http://192.168.1.20:4000, without a path.`,
      )
    }
    return url.origin
  })
}

function tls(cert: string | undefined, key: string | undefined): Config['tls'] {
  if (!cert && !key) return null
  if (!cert || !key)
    throw new ConfigError('TABLEE_TLS_CERT and TABLEE_TLS_KEY belong together: one of them is missing.')
  const read = (name: string, file: string): Buffer => {
    try {
      return readFileSync(file)
    } catch (cause) {
      throw new ConfigError(
        `${name}: ${file} can't be read (${cause instanceof Error ? cause.message : String(cause)}).`,
      )
    }
  }
  return { cert: read('TABLEE_TLS_CERT', cert), key: read('TABLEE_TLS_KEY', key) }
}

function disk(value: string | undefined): Config['disk'] {
  if (!value || value === 'measure') return 'measure'
  if (value === 'aside') return 'aside'
  throw new ConfigError(`TABLEE_DISK is "${value}": it should be measure or aside.`)
}

function demo(value: string | undefined): boolean {
  if (!value) return true
  // Whoever types `off` would else show a made-up dialogue to a real city.
  if (value !== 'none') throw new ConfigError(`TABLEE_DEMO is "${value}": it should be none, or left out.`)
  return false
}

function engine(value: string | undefined): string | null {
  if (!value) return null
  const url = URL.canParse(value) ? new URL(value) : null
  if (
    url === null ||
    (url.protocol !== 'http:' && url.protocol !== 'https:') ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== '' ||
    url.password !== ''
  ) {
    // Not what was set: it may hold a password.
    throw new ConfigError(
      'TABLEE_ENGINE should be the address of an engine, such as http://127.0.0.1:5100 or https://engine.example.org/v1, without a name, a password or a question mark.',
    )
  }
  return url.href.replace(/\/+$/, '')
}

function proxies(value: string | undefined): Proxies | null {
  if (!value) return null
  const read = readProxies(value)
  if (read === null)
    throw new ConfigError(
      `TABLEE_PROXY is "${value}": it should be addresses or ranges of your reverse proxies, such as 127.0.0.1 or 10.0.0.0/8, with commas between.`,
    )
  return read
}

function metricsToken(value: string | undefined): string | null {
  if (!value) return null
  // Not what was set: it opens something.
  if (!/^[\x21-\x7e]{16,512}$/.test(value))
    throw new ConfigError(
      'TABLEE_METRICS_TOKEN is too short, or holds a space: it should be 16 signs or more, such as `openssl rand -hex 16` makes.',
    )
  return value
}

/** Settings that are secrets may stand in a file of their own, named by the setting with `_FILE` behind it. */
const inFiles = ['TABLEE_METRICS_TOKEN', 'DATABASE_URL'] as const

/**
 * The settings with what stands in files: `DATABASE_URL_FILE=/run/secrets/database-url` is `DATABASE_URL`. Throws
 * `ConfigError` where a file cannot be read, or both are set.
 */
export function withFiles(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const read = inFiles.flatMap((name): readonly (readonly [string, string])[] => {
    const file = env[`${name}_FILE`]
    if (!file) return []
    if (env[name]) throw new ConfigError(`${name} and ${name}_FILE are both set: leave one of them out.`)
    try {
      return [[name, readFileSync(file, 'utf8').trim()]]
    } catch (cause) {
      throw new ConfigError(
        `${name}_FILE: ${file} can't be read (${cause instanceof Error ? cause.message : String(cause)}).`,
      )
    }
  })
  return { ...env, ...Object.fromEntries(read) }
}

/** Throws `ConfigError` where something is not meant for whoever starts: a slip would serve, and found a demo, all the same. */
export function readWords(args: readonly string[]): void {
  const unknown = args.find(
    (word, at) => word !== '--' && word !== '--watch' && word !== '--second' && args[at - 1] !== '--second',
  )
  if (unknown !== undefined)
    throw new ConfigError(
      `"${unknown}" is nothing that a start knows; nothing was started. It knows --watch and --second ADDRESS. What else there is says: pnpm tablee help`,
    )
}

/**
 * `--second URL` or `TABLEE_SECOND`: where the first laptop is, of which this one is to keep a copy. Null: of none. Throws
 * `ConfigError`.
 */
export function readSecond(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): string | null {
  const at = args.indexOf('--second')
  const value = (at < 0 ? env['TABLEE_SECOND'] : args[at + 1]) ?? ''
  const url = URL.canParse(value) ? new URL(value) : null
  if (at < 0 && value === '') return null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new ConfigError(
      `--second is "${value}": it should be the first laptop's address, such as http://192.168.1.20:4000.`,
    )
  return url.origin
}

/**
 * The address with the first of its hosts: Postgres takes several (`a:5432,b:5432`), of which a session finds the one that
 * takes writes (`target_session_attrs=primary`); a URL has one. Null for what is no address of a Postgres.
 */
export function firstHost(address: string): URL | null {
  const one = address.replace(/^(postgres(?:ql)?:\/\/(?:[^@/]*@)?[^,/?]*)(?:,[^,/?]*)+/, '$1')
  return /^postgres(ql)?:\/\/./.test(one) && URL.canParse(one) ? new URL(one) : null
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

export type DatabaseSettings = {
  /** With its password: it goes into no sentence. */
  readonly url: string
  readonly keyFile: string
  /** Where other nodes reach this one; null: there is only this one. */
  readonly node: string | null
}

/**
 * A log on Postgres: `DATABASE_URL` (or `DATABASE_URL_FILE`), `TABLEE_KEY`, `TABLEE_NODE`. Null: the embedded database.
 * Throws `ConfigError`.
 */
export function readDatabase(given: Readonly<Record<string, string | undefined>>): DatabaseSettings | null {
  const env = withFiles(given)
  const value = env['DATABASE_URL'] ?? ''
  if (value === '') return null
  const at = firstHost(value)
  if (at === null)
    // Not what was set: it may hold a password.
    throw new ConfigError(
      'DATABASE_URL should be the address of a Postgres database, such as postgres://tablee:PASSWORD@10.0.0.5:5432/tablee.',
    )
  if (!isDecodable(at.username) || !isDecodable(at.password))
    throw new ConfigError(
      'DATABASE_URL has a % in its user or password that stands for itself: it is written %25 there.',
    )
  const said = env['TABLEE_NODE'] ?? ''
  const node = URL.canParse(said) ? new URL(said) : null
  if (said !== '' && (node === null || node.protocol !== 'http:' || node.pathname !== '/' || node.search !== ''))
    throw new ConfigError(
      `TABLEE_NODE is "${said}": it should be where other nodes reach this one, such as http://10.0.0.2:4000.`,
    )
  const folder = resolve(repository, env['TABLEE_DATA'] || 'data')
  return { url: value, keyFile: env['TABLEE_KEY'] || join(folder, 'server.key'), node: node?.origin ?? null }
}

/**
 * Reads the certificate's files too; throws `ConfigError`. The data folder is looked for in the repository, wherever the
 * command was typed, and is never null here.
 */
export function readConfig(given: Readonly<Record<string, string | undefined>>): Config {
  const env = withFiles(given)
  return {
    port: port(env['PORT']),
    folder: resolve(repository, env['TABLEE_DATA'] || 'data'),
    origins: origins(env['TABLEE_ORIGIN']),
    tls: tls(env['TABLEE_TLS_CERT'], env['TABLEE_TLS_KEY']),
    disk: disk(env['TABLEE_DISK']),
    demo: demo(env['TABLEE_DEMO']),
    engine: engine(env['TABLEE_ENGINE']),
    proxies: proxies(env['TABLEE_PROXY']),
    metricsToken: metricsToken(env['TABLEE_METRICS_TOKEN']),
    screens: resolve(repository, 'client/dist/app'),
  }
}
