/**
 * `seed --live`: people who type on a board, so that a table can be seen at work. They come in by the table's own cards, at
 * a person's pace or faster; with a trace they type that one into the notes. One line tells how far they are; Ctrl-C lets
 * them finish their stroke and leave.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { limits } from '@tablee/shared/board/schema'
import type { RandomBytes } from '@tablee/shared/ids'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { openBoards, cardsAt, sitDown, type TableCards, type Server, type Typist } from '../rehearsal/enter.ts'
import { EditorEnded } from '../rehearsal/editor.ts'
import { NotesMoved, notesEmpty } from '../rehearsal/notes.ts'
import { endsAs, replay, type Replayed } from '../rehearsal/replay.ts'
import { talk } from '../rehearsal/talk.ts'
import { BadTrace, readTrace, type Trace } from '../rehearsal/trace.ts'
import { ask, Stop } from './ask.ts'
import { reach, type Reached } from './reach.ts'

export type LiveOptions = {
  /** A file, or the name of one of the traces that lie beside the repository. */
  readonly trace: string | undefined
  readonly speed: string | undefined
  readonly board: string | undefined
  readonly editors: string | undefined
}

const traces = fileURLToPath(new URL('../../../../shared/data/keystroke-traces/', import.meta.url))
/** A table has eight seats at most; each typist is a connection. */
const mostEditors = 8

/**
 * Ends when all is typed or on Ctrl-C, with everybody gone and everything saved. Throws `Stop` for an option or a trace
 * that cannot be used, and where the notes do not end as the trace does.
 */
export async function live(
  config: Config & { folder: string },
  random: RandomBytes,
  options: LiveOptions,
): Promise<void> {
  const speed = speedOf(options.speed)
  const editors = countOf(options.editors)
  // Read before anybody is disturbed: a trace that can't be typed stops here.
  const trace = options.trace === undefined ? null : traceAt(options.trace)
  const stop = new AbortController()
  // The first Ctrl-C lets them finish and leave; a second one does not wait for a server that is gone.
  const end = (): void => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  }
  process.on('SIGINT', end).on('SIGTERM', end)
  const reached = await reach(config, random, true)
  const typists: Typist[] = []
  try {
    const server = serverOf(reached)
    if (trace === null) {
      const table = await cardsAt(server, options.board ?? (await firstBoard(server)))
      const count = editors ?? 3
      for (let index = 0; index < count; index += 1) typists.push(await sitDown(server, table, index, random))
      await hold(typists, table, speed, random, stop.signal)
    } else {
      const table = await emptyNotes(server, options.board, typists, random)
      while (typists.length < trace.agents) typists.push(await sitDown(server, table, typists.length, random))
      await type(typists, trace, options.trace ?? '', table, speed, random, stop.signal)
      if (!stop.signal.aborted) {
        // Somebody who has just come in holds what the server holds, and nothing else.
        const reader = await sitDown(server, table, 0, random)
        typists.push(reader)
        if (!endsAs(reader, trace)) throw new Stop('The notes do NOT equal the text that the trace ends with.')
        console.log(`The notes equal the text that the trace ends with: ${count(trace.end.length)} characters.`)
      }
    }
  } catch (cause) {
    if (cause instanceof BadTrace || cause instanceof EditorEnded || cause instanceof NotesMoved)
      throw new Stop(cause.message)
    throw cause
  } finally {
    await Promise.all(typists.map((typist) => typist.leave()))
    await reached.close()
    process.off('SIGINT', end).off('SIGTERM', end)
  }
}

const count = (n: number): string => n.toLocaleString('en')

function speedOf(value: string | undefined): number {
  if (value === undefined) return 1
  if (value === 'max') return Number.POSITIVE_INFINITY
  const speed = Number(value)
  if (!(speed > 0)) throw new Stop(`--speed is "${value}": it should be a number above 0, or max.`)
  return speed
}

function countOf(value: string | undefined): number | null {
  if (value === undefined) return null
  const editors = Number(value)
  if (!Number.isInteger(editors) || editors < 1 || editors > mostEditors)
    throw new Stop(`--editors is "${value}": it should be a number from 1 to ${mostEditors}.`)
  return editors
}

function traceAt(name: string): Trace {
  const places = [name, `${traces}${basename(name)}`, `${traces}${basename(name)}.json.gz`]
  const file = places.find((place) => existsSync(place))
  if (file === undefined) throw new Stop(`There is no file ${name}.`)
  let trace: Trace
  try {
    trace = readTrace(readFileSync(file))
  } catch (cause) {
    throw cause instanceof BadTrace ? new Stop(cause.message) : cause
  }
  if (trace.longest > limits.notes)
    throw new Stop(
      `Nothing was typed: this text grows to ${count(trace.longest)} characters, and a board's notes hold ${count(limits.notes)}.`,
    )
  return trace
}

function serverOf({ send, as, sockets }: Reached): Server {
  if (sockets === null) throw new Stop('The server does not listen.')
  return {
    sockets,
    // On loopback the certificate names the public host; the database's lock says that it is our own server.
    rejectUnauthorized: false,
    ask: (session, method, path, body) => ask(session === null ? send : as(session), method, path, body),
  }
}

async function firstBoard(server: Server): Promise<string> {
  const [first] = await openBoards(server)
  if (first === undefined) throw new Stop('There is no board yet: `pnpm seed` puts the demo into an empty folder.')
  return first
}

/** The board to replay on, with one typist at it: the one asked for, or the first whose notes nobody has begun. */
async function emptyNotes(
  server: Server,
  asked: string | undefined,
  typists: Typist[],
  random: RandomBytes,
): Promise<TableCards> {
  const boards = asked === undefined ? await openBoards(server) : [asked]
  for (const board of boards) {
    const table = await cardsAt(server, board)
    if (table.cards.length === 0 && asked === undefined) continue
    const typist = await sitDown(server, table, 0, random)
    if (notesEmpty(typist.doc)) {
      typists.push(typist)
      return table
    }
    await typist.leave()
  }
  throw new Stop(
    asked === undefined
      ? 'The notes of every board are begun: a trace is typed into empty ones. Name another board with --board ID.'
      : 'The notes of this board are begun: a trace is typed into empty ones. Name another board with --board ID.',
  )
}

/** A line that redraws itself on a terminal and stays silent in a log. */
function line(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.slice(0, 100).padEnd(100)}`)
}
function lineEnds(): void {
  if (process.stderr.isTTY) process.stderr.write('\n')
}

const where = ({ status }: TableCards): string => `table ${status.tableNumber}, ${status.site} (/table/${status.board})`

async function hold(
  typists: readonly Typist[],
  table: TableCards,
  speed: number,
  random: RandomBytes,
  stop: AbortSignal,
): Promise<void> {
  console.log(`${typists.length} typists at ${where(table)}. Ctrl-C ends.`)
  const chance = (): number => (random(4).reduce((sum, byte) => sum * 256 + byte, 0) >>> 0) / 2 ** 32
  const going = talk({ typists, lang: table.status.lang, speed, random, chance, now: systemClock, stop })
  const shown = setInterval(() => {
    const { sentences, of, edits } = going.done
    line(
      `${sentences} of ${of} sentences, ${edits} edits, ${typists.reduce((n, { editor }) => n + editor.frames, 0)} frames`,
    )
  }, 500)
  try {
    await going.finished()
  } finally {
    clearInterval(shown)
    lineEnds()
  }
  console.log(`${going.done.sentences} sentences in ${going.done.edits} edits, all saved.`)
}

async function type(
  typists: readonly Typist[],
  trace: Trace,
  name: string,
  table: TableCards,
  speed: number,
  random: RandomBytes,
  stop: AbortSignal,
): Promise<void> {
  console.log(
    `${basename(name)}: ${count(trace.strokes.length)} strokes by ${trace.agents} into the notes of ${where(table)}. Ctrl-C ends.`,
  )
  let done: Replayed
  try {
    done = await replay({
      trace,
      typists,
      speed,
      random,
      stop,
      progress: ({ strokes, of, at }) =>
        line(
          `${String(Math.round((strokes / of) * 100)).padStart(3)} %  ${count(strokes)} of ${count(of)} strokes  ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}`,
        ),
    })
  } finally {
    lineEnds()
  }
  const { strokes, frames, bytes, seconds } = done
  console.log(
    `${count(strokes)} strokes in ${seconds.toFixed(1)} s (${count(Math.round(strokes / seconds))} a second, ${done.speed.toFixed(done.speed < 10 ? 1 : 0)} times as fast as typed), ${count(frames)} frames of ${count(Math.round(bytes / Math.max(1, frames)))} bytes, all saved.`,
  )
}
