/** `import` and `export`: files in and out, with a bar while it lasts and Ctrl-C that leaves nothing behind. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { leftCodes } from '@tablee/shared/file'
import { field } from '@tablee/shared/formats/json'
import { sayLeft } from '@tablee/shared/formats/said/said'
import { importLimit, mapFormats, unpackedLimit, voicesFormats } from '@tablee/shared/wire/exchange'
import { zipSync } from 'fflate'
import { Stop } from './ask.ts'
import type { Send } from './reach.ts'
import { say, terminalLanguage } from './say.ts'

export type Options = {
  readonly board?: string | undefined
  readonly snapshot?: string | undefined
  readonly out?: string | undefined
  readonly format?: string | undefined
  readonly lang?: string | undefined
  readonly encoding?: string | undefined
  readonly look?: boolean | undefined
  readonly title?: string | undefined
  readonly id?: string | undefined
  readonly weight?: string | undefined
  readonly table?: string | undefined
  readonly wave?: string | undefined
  readonly after?: string | undefined
  readonly missing?: string | undefined
  readonly codebook?: string | undefined
  readonly license?: string | undefined
  readonly bom?: boolean | undefined
  readonly observers?: boolean | undefined
  readonly anew?: boolean | undefined
}

const at = (part: string): string => encodeURIComponent(part)
const needed = (value: string | undefined, what: string): string => {
  if (value === undefined || value === '')
    throw new Stop(`${what} is missing. pnpm tablee help says what belongs there.`)
  return value
}

/** A line that redraws itself on a terminal and stays silent in a log. */
export function bar(part: number): void {
  if (!process.stderr.isTTY) return
  const full = Math.round(part * 30)
  process.stderr.write(
    `\r[${'#'.repeat(full)}${'.'.repeat(30 - full)}] ${String(Math.round(part * 100)).padStart(3)} %${part >= 1 ? '\n' : ''}`,
  )
}

/** Ctrl-C takes the work back until it is being written; then it waits for the answer, which is a moment. */
export async function interruptible<T>(work: (signal: AbortSignal, point: () => void) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  let final = false
  const interrupt = (): void => {
    if (!final) stop.abort()
  }
  process.on('SIGINT', interrupt)
  try {
    return await work(stop.signal, () => (final = true))
  } catch (cause) {
    if (!stop.signal.aborted) throw cause
    if (process.stderr.isTTY) process.stderr.write('\n')
    throw new Stop('Cancelled. Nothing was left behind.')
  } finally {
    process.off('SIGINT', interrupt)
  }
}

/** Left: `bold and italic (4), comments (2)`. */
export function sayAll(left: unknown): string {
  const language = terminalLanguage()
  return leftCodes
    .flatMap((code) => {
      const n = field(left, code)
      return typeof n === 'number' ? [`${sayLeft(language, code)} (${n})`] : []
    })
    .join(', ')
}

function readWhole(path: string): Uint8Array {
  if (!existsSync(path)) throw new Stop(`There is no file ${path}.`)
  if (statSync(path).isDirectory()) throw new Stop(`${path} is a folder: give files, or a zip of them.`)
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new Stop(`${path} cannot be read (${codeOf(cause)}).`)
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
/** From here on a single file is packed too: a table packs to a tenth, and what does not travel cannot be refused. */
const packedFrom = 1024 * 1024

/** One file as it is, several or a large one as a zip; what the server would not take is said before it travels. */
export function bundleOf(
  paths: readonly string[],
  zipName: string,
): { readonly name: string; readonly bytes: Uint8Array } {
  const names = paths.map((path) => basename(path))
  const twice = names.find((name, n) => names.indexOf(name) !== n)
  if (twice !== undefined) throw new Stop(`Two of the files are called ${twice}: give those that belong together.`)
  const [first = ''] = paths
  const size = paths.reduce((sum, path) => sum + (existsSync(path) ? statSync(path).size : 0), 0)
  if (size > unpackedLimit)
    throw new Stop(
      `Nothing was imported. ${names.join(', ')}: ${megabytes(size)}, and at most ${megabytes(unpackedLimit)} are read at once. Leave out columns that you do not need, or divide the rows among several files and import each.`,
    )
  const whole = readWhole(first)
  const plain = paths.length === 1 && (size <= packedFrom || (whole[0] === 0x50 && whole[1] === 0x4b))
  const bytes = plain
    ? whole
    : zipSync(Object.fromEntries(paths.map((path) => [basename(path), readWhole(path)])), { level: 6 })
  if (bytes.length > importLimit)
    throw new Stop(
      `Nothing was imported. ${names.join(', ')}: packed still ${megabytes(bytes.length)}, and at most ${megabytes(importLimit)} travel at once. Leave out columns that you do not need, or divide the rows among several files and import each.`,
    )
  return { name: plain ? basename(first) : paths.length === 1 ? `${basename(first)}.zip` : zipName, bytes }
}
const codeOf = (cause: unknown): string => String(field(cause, 'code') ?? cause)

/** What to type where a file alone does not say it. */
const hints: Readonly<Record<string, string>> = {
  'person-twice': ' (--wave COLUMN says when, --id COLUMN says who; --id none: every row is another person)',
  'wave-without-id': ' (--id COLUMN; --wave none: every row is another person)',
  'wave-values': ' (--wave COLUMN names another, --wave none: every row is another person)',
}
function hintOf(value: unknown): string {
  const why = field(field(value, 'problem'), 'why')
  const code = field(why, 'code')
  if (code === 'other-encoding') return ` (--encoding ${String(field(field(why, 'values'), 'encoding'))})`
  return typeof code === 'string' && Object.hasOwn(hints, code) ? (hints[code] ?? '') : ''
}

/** A file on its way, with a bar; a problem ends the command in words. */
export async function sendFile(send: Send, path: string, bytes: Uint8Array): Promise<unknown> {
  bar(0)
  const { answer, last } = await interruptible(async (signal, point) => {
    let line = ''
    const sent = await send(
      'POST',
      path,
      { bytes, type: 'application/octet-stream' },
      (text) => {
        if (text === '') return
        const said: unknown = JSON.parse(text)
        if (field(said, 'writing') === true) point()
        const progress = field(said, 'progress')
        if (typeof progress === 'number') bar(Math.min(0.99, progress))
        else line = text
      },
      signal,
    )
    return { answer: sent, last: line }
  })
  const text = answer.type.includes('ndjson') ? last : answer.bytes.toString('utf8')
  const value: unknown = text === '' ? null : JSON.parse(text)
  if (answer.status >= 400 || field(value, 'problem') !== undefined) {
    if (process.stderr.isTTY) process.stderr.write('\n')
    throw new Stop(`Nothing was imported. ${say(value, answer.status)}${hintOf(value)}`)
  }
  bar(1)
  return value
}

/** All of them as one import onto `--board`, or nothing; throws `Stop` in words. With `--look` nothing is written. */
export async function importFiles(send: Send, files: readonly string[], options: Options): Promise<void> {
  needed(files[0], 'FILE')
  const board = needed(options.board, '--board ID')
  const { name, bytes } = bundleOf(files, basename(files[0] ?? ''))
  const asked = [
    `file=${at(name)}`,
    ...(options.format === undefined ? [] : [`format=${at(options.format)}`]),
    ...(options.lang === undefined ? [] : [`lang=${at(options.lang)}`]),
    ...(options.encoding === undefined ? [] : [`encoding=${at(options.encoding)}`]),
    ...(options.look === true ? ['look=1'] : []),
  ]
  const value = await sendFile(send, `/api/boards/${at(board)}/import?${asked.join('&')}`, bytes)
  const [nodes, relations, words, shapes] = ['nodes', 'relations', 'words', 'shapes'].map((name) =>
    String(field(value, name)),
  )
  const what =
    field(value, 'format') === 'canvas'
      ? `${shapes} things on the canvas`
      : `${nodes} entries, ${relations} links, ${words} statements`
  const left = sayAll(field(value, 'left'))
  console.log(
    `${options.look === true ? 'In it' : 'Imported'}: ${what} (${String(field(value, 'format'))}).${left === '' ? '' : ` Not kept: ${left}.`}`,
  )
}

const snapshotFormats: readonly string[] = [...mapFormats, ...voicesFormats, 'csv', 'package', 'qdpx', 'qdc']

/**
 * To stdout, or to `--out`, which then holds the whole file or what it held before; what the format has no place for is
 * said on stderr. Throws `Stop` for a format that this kind of thing does not leave as.
 */
export async function exportFile(
  send: Send,
  { board, snapshot, format = 'argdown', out, license, bom }: Options,
): Promise<void> {
  if (!snapshotFormats.includes(format))
    throw new Stop(`There is no format "${format}". A board leaves as one of ${mapFormats.join(', ')}.`)
  if (snapshot === undefined && !mapFormats.some((one) => one === format))
    throw new Stop(`${format} is of a snapshot: take one, then export --snapshot HASH --format ${format}.`)
  if ((license !== undefined || bom === true) && (snapshot === undefined || mapFormats.some((one) => one === format)))
    throw new Stop('--license and --bom are of a snapshot as csv, package, polis or survey.')
  const leaves = new URLSearchParams({
    ...(license === undefined ? {} : { license }),
    ...(bom === true ? { bom: '1' } : {}),
  }).toString()
  const path =
    snapshot === undefined
      ? `/api/boards/${at(needed(board, '--board ID'))}/export/${at(format)}`
      : `/api/snapshots/${at(snapshot)}/${at(format)}${leaves === '' ? '' : `?${leaves}`}`
  bar(0)
  const answer = await interruptible((signal) => send('GET', path, undefined, undefined, signal))
  if (answer.status < 400) bar(1)
  else if (process.stderr.isTTY) process.stderr.write('\n')
  if (answer.status >= 400) {
    const text = answer.bytes.toString('utf8')
    throw new Stop(say(answer.type.includes('json') ? JSON.parse(text) : null, answer.status))
  }
  if (out === undefined) process.stdout.write(answer.bytes)
  else {
    // Whole or not at all: a file of this name never holds half an export.
    const part = `${out}.part-${process.pid}`
    try {
      writeFileSync(part, answer.bytes)
      renameSync(part, out)
    } catch (cause) {
      throw new Stop(`${out} cannot be written (${codeOf(cause)}).`)
    } finally {
      rmSync(part, { force: true })
    }
  }
  const left = answer.left === '' ? '' : sayAll(JSON.parse(answer.left))
  if (left !== '') console.error(`Not in this file: ${left}.`)
}
