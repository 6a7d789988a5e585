/** The second laptop's side of the line: asks the first, comes again by itself, keeps what it is told. It decides nothing. */
import type { Logger } from '../ops/logger.ts'
import { newBeside, readBeside, writeBeside, type Beside } from './beside.ts'
import { Apart, openCopy } from './copy.ts'
import { dial, type Call } from './dial.ts'
import type { FromFirst, FromSecond } from './frames.ts'
import { createFilmAsking } from './films.ts'
import type { Made } from './made.ts'
import type { Mark } from './term.ts'
import { readTyped, secretOfCode } from './handshake.ts'
import { createTyping } from './typing.ts'

/**
 * `code`: the first one waits for what it shows to be typed here. `old`: the other laptop is behind this one. `other`: it runs
 * another version, and copies nothing here.
 */
export type Stage = 'seeking' | 'code' | 'copying' | 'following' | 'silent' | 'old' | 'other'
export type FollowTold = {
  readonly stage: Stage
  /** The last sign of life of the first. */
  readonly heard: number | null
  /** Up to here everything of the first is here, by its clock; null while nothing is. */
  readonly until: number | null
  /** Of a file that is on its way. */
  readonly arrived: number | null
  /** Photos, films, slides and leaflets. */
  readonly photosMissing: number
  /** Whether the first one said last that both had everything. */
  readonly two: boolean
  readonly title: string
  /** What was typed was not the code. */
  readonly wrong: boolean
  /** Which versions, where they are others. */
  readonly versions: { readonly theirs: string; readonly ours: string } | null
  readonly first: string
  /** Up to which number of which run; null while nothing is here. */
  readonly mark: string | null
}
export type Follower = ReturnType<typeof createFollower>

/** ms. `wants`: how often it is looked whether pictures are missing. */
const pauses = { again: 1_000, life: 200, wants: 1_000 }

const markText = (mark: Mark | null): string | null => (mark === null ? null : `${mark.run} ${mark.n}`)

type FollowerParts = {
  readonly folder: string
  readonly first: string
  /** Where this one's own page is. */
  readonly port: () => number
  readonly clock: () => number
  readonly random: (length: number) => Uint8Array
  readonly logger: Logger
  readonly made: Made
}

/** Holds the folder's lock and asks the first one at once. Throws `DatabaseInUse`. Close it, or let it take over. */
export function createFollower({ folder, first, port, clock, random, logger, made }: FollowerParts) {
  const copy = openCopy(folder, clock)
  let beside: Beside = { ...(readBeside(folder) ?? newBeside(Buffer.from(random(8)).toString('hex'))), first }
  const note = (more: Partial<Beside>): void => writeBeside(folder, (beside = { ...beside, ...more }))
  note({})
  let stage: Stage = 'seeking'
  let heard: number | null = null
  let until: number | null = null
  let two = false
  let wrong = false
  let theirs: string | null = null
  let closed = false
  let call: Call | null = null
  let life: ReturnType<typeof setInterval> | null = null
  const typing = createTyping()
  let again: ReturnType<typeof setTimeout> | null = null
  let missing = new Set(copy.missing())
  let looked = 0
  const films = createFilmAsking(copy.films)

  function connect(): void {
    again = null
    const known = beside.secret === null || beside.pair === null ? null : { pair: beside.pair, secret: beside.secret }
    // Whoever types a code and mistook a letter has the field in front of them, as they left it.
    if (copy.mark() === null && stage !== 'old' && stage !== 'other' && stage !== 'code') stage = 'seeking'
    call = dial(first, {
      random,
      pair: known?.pair ?? null,
      secret: known === null ? secretTyped : () => Promise.resolve(Buffer.from(known.secret, 'hex')),
      made,
      other: (version) => (theirs = version),
      met() {
        wrong = false
        theirs = null
        heard = clock()
        stage = 'following'
      },
      hears(word, bytes, say) {
        heard = clock()
        try {
          take(word, bytes, say)
        } catch (cause) {
          logger.warn({ cause: String(cause) }, 'what the first laptop sent is not taken')
          if (cause instanceof Apart) say({ type: 'at', run: '', n: 0, term: copy.term(), port: port() })
          // A full disk: it comes again, and asks for what it lacks.
          else call?.end()
        }
      },
      gone(refused) {
        if (life !== null) clearInterval(life)
        films.torn()
        const answered = typing.end() && stage === 'code'
        // What it knew of this one is gone: it lets us in by its code, as a new one.
        if (refused && known !== null) note({ pair: null, secret: null })
        else if (refused && answered) wrong = true
        if (refused && answered) stage = 'code'
        else if (stage !== 'old') stage = theirs !== null ? 'other' : copy.mark() === null ? 'seeking' : 'silent'
        if (!closed) again = setTimeout(connect, pauses.again)
      },
    })
  }

  async function secretTyped(): Promise<Buffer> {
    stage = 'code'
    return secretOfCode(await typing.ask())
  }

  function take(word: FromFirst, bytes: Buffer, say: (word: FromSecond) => void): void {
    switch (word.type) {
      case 'welcome': {
        if (word.term < copy.term()) {
          stage = 'old'
          return
        }
        const { pair, secret: agreed, origins, port: theirs, tls, title } = word
        note({ pair, secret: agreed, reached: { origins, port: theirs, tls, title } })
        copy.key(Buffer.from(word.key, 'base64'))
        const mark = copy.mark()
        life = setInterval(() => say({ type: 'beat', id: 0 }), pauses.life)
        return say({ type: 'at', run: mark?.run ?? '', n: mark?.n ?? 0, term: copy.term(), port: port() })
      }
      case 'file':
        stage = 'copying'
        return copy.file(word)
      case 'piece': {
        if (!copy.piece(bytes)) return
        ;[stage, until] = ['following', heard]
        const n = copy.mark()?.n ?? 0
        if (beside.fenced !== null) note({ fenced: null })
        say({ type: 'kept', n })
        return ask(say)
      }
      case 'changes':
        say({ type: 'kept', n: copy.changes(word, bytes) })
        until = word.at
        return
      case 'photo':
        if (word.missing !== true) copy.photo(word.hash, bytes)
        missing.delete(word.hash)
        return say({ type: 'photo-kept', hash: word.hash })
      case 'material':
        return films.came(word.hash, word.at, word.missing === true ? null : bytes, say)
      case 'scrub':
        return copy.scrub()
      case 'beat':
        two = word.two
        if (two) until = word.at
        if (performance.now() - looked > pauses.wants) ask(say)
        return say({ type: 'beat', id: word.id })
    }
  }

  /** Photos whose board is here and whose picture is not. */
  function ask(say: (word: FromSecond) => void): void {
    ;[looked, missing] = [performance.now(), new Set(copy.missing())]
    for (const hash of [...missing].slice(0, 4)) say({ type: 'want', hash })
    films.ask(say, two)
  }

  connect()
  return {
    told: (): FollowTold => ({
      mark: markText(copy.mark()),
      stage: stage === 'following' && call?.silent() === true ? 'silent' : stage,
      heard,
      until,
      arrived: copy.arriving(),
      photosMissing: missing.size + films.missing(),
      two,
      title: beside.reached?.title ?? '',
      wrong,
      versions: theirs === null ? null : { theirs, ours: made.version },
      first,
    }),
    /** As somebody typed it; false for what no code looks like, or where none is waited for. */
    code(text: string): boolean {
      const code = readTyped(text)
      if (code === null || stage !== 'code') return false
      wrong = false
      typing.type(code)
      return true
    },
    mayTakeOver: (): boolean => copy.mark() !== null && stage !== 'copying',
    /** Closes the line and the folder; this laptop is the first one's follower no more. */
    takeOver(): number {
      close()
      const term = copy.takeOver(beside.laptop)
      copy.close()
      return term
    },
    close(): void {
      close()
      copy.close()
    },
  }
  function close(): void {
    closed = true
    clearTimeout(again ?? undefined)
    call?.end()
  }
}
