/** What is looked at of a log on Postgres: data, each with how it stands. `log-say.ts` makes sentences of it. */
import type { Standing } from './fact.ts'

/** What a session may have to be allowed, in the order in which somebody would grant it. */
export const rights = ['create-schema', 'use-schema', 'create-tables', 'write-tables'] as const
export type Right = (typeof rights)[number]

export type LogFact =
  /** `unknown-name`: nobody here knows the host · `refused`: nothing listens there · `silent`: no answer in time. */
  | {
      readonly what: 'reached'
      readonly is: Standing
      readonly why: 'answers' | 'unknown-name' | 'refused' | 'silent' | 'password' | 'no-database' | 'error'
      /** Host and port, or the database's own words: never a password. */
      readonly at: string
    }
  /** standby: it takes no writes. `version` as it says it. */
  | {
      readonly what: 'version'
      readonly is: Standing
      readonly why: 'good' | 'old' | 'standby'
      readonly version: string
    }
  /** `off`: settings without which what was answered may be gone after a cut of power. */
  | { readonly what: 'durable'; readonly is: Standing; readonly off: readonly string[] }
  /** none: one copy · named: it waits for a standby · later: standbys follow, and nobody waits for them · away: it waits for one that is not there. */
  | {
      readonly what: 'standby'
      readonly is: Standing
      readonly why: 'none' | 'named' | 'later' | 'away'
      readonly count: number
    }
  /** `by`: how much this machine's clock is before the database's. ms; `within`: how exactly that is known. */
  | { readonly what: 'clocks'; readonly is: Standing; readonly by: number; readonly within: number }
  | { readonly what: 'rights'; readonly is: Standing; readonly lacks: readonly Right[]; readonly role: string }
  /** Of small commits: median and 99th percentile. ms */
  | { readonly what: 'latency'; readonly is: Standing; readonly p50: number; readonly p99: number }
  /** Bytes; `free` null: the disk cannot be seen from here. */
  | { readonly what: 'space'; readonly is: Standing; readonly size: number; readonly free: number | null }
  /** failing: the last file could not be copied away · unseen: this role may not know. */
  | { readonly what: 'archive'; readonly is: Standing; readonly why: 'on' | 'off' | 'failing' | 'unseen' }
  /** `most`: what others may take; `used` by now; `needs`: what halls and nodes take. */
  | {
      readonly what: 'connections'
      readonly is: Standing
      readonly most: number
      readonly used: number
      readonly needs: number
    }
  | { readonly what: 'line'; readonly is: Standing; readonly why: 'tls' | 'here' | 'open' }
  /** new: neither has one yet · missing: the database has one and this machine none. */
  | { readonly what: 'key'; readonly is: Standing; readonly why: 'fits' | 'other' | 'missing' | 'new' }
