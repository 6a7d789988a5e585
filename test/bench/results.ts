/** What was measured, as it is kept in `docs/bench/results.json`: every run that counts, so that the tables can be made anew. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Flow } from './flow.ts'
import type { Axis, Point } from './growth.ts'
import type { Cold } from './join.ts'
import type { LogSection } from './log.ts'
import type { Held } from './memory.ts'
import type { NationSection, NodeSection } from './node.ts'
import type { OwnersSection } from './owners.ts'
import type { Plug } from './plug.ts'
import type { Kind } from './servers.ts'
import type { Storm } from './storm.ts'
import type { Turns } from './turns.ts'
import type { WatchSection } from './watch.ts'

export type Section<T> = Turns<Kind, T>
export type Day = { readonly w1: Flow; readonly w2: Flow }
export type Wall = { readonly observers: number; readonly flow: Flow }

export type Results = {
  day?: Section<Day>
  wall?: Section<readonly Wall[]>
  join?: Section<Cold>
  plug?: Section<Plug>
  memory?: Section<Held>
  storm?: Section<{ readonly reload: Storm; readonly resume: Storm }>
  /** The log's port on SQLite and on Postgres. */
  log?: LogSection
  /** A node on Postgres beside a server on SQLite. */
  node?: NodeSection
  /** 1,600 rows a second, on both. */
  nation?: NationSection
  /** A crowd at a watch node. */
  watch?: WatchSection
  /** Two dialogues on two nodes beside one alone. */
  owners?: OwnersSection
  /** Medians of `map.ts`, in milliseconds; `slowness` is its calibration loop beside a quiet machine. */
  screen?: { readonly at: string; readonly loadBefore: number; readonly figures: Readonly<Record<string, number>> }
  /** Of each axis all runs, in the order of its points. */
  growth?: { readonly at: string; readonly loadBefore: number; readonly axes: Partial<Record<Axis, Point[][]>> }
}

const file = new URL('../../docs/bench/results.json', import.meta.url)

export const readResults = (): Results => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {})

/** Three digits are what such runs are worth. */
export const writeResults = (results: Results): void =>
  writeFileSync(
    file,
    `${JSON.stringify(results, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 1)}\n`,
  )
