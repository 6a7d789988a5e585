/**
 * What only the server writes: words are withdrawn, corrected and redacted by command, so that a device cannot do it to
 * words it has no right to, and a board is given its question. Each is idempotent: a command that is sent again, or
 * that two people give at once, takes effect once.
 */
import type * as Y from 'yjs'
import { isId, isLang, type Lang, type WordsId } from '../ids.ts'
import { fail, ok, type Result } from '../problem.ts'
import { roots, schemaVersion } from './doc.ts'
import type { Edit } from './edit.ts'
import { readBoard } from './read.ts'
import type { BoardMeta } from './schema.ts'
import { plainText } from './text.ts'
import { checkWords } from './words.ts'

type Done = Result<null>
const done: Done = ok(null)

/** Takes words back. They stay on the board, struck out, and are shown to nobody outside the table. `by`: role or seat. */
export const withdraw = (doc: Y.Doc, origin: Edit, words: WordsId, at: number, by: string): Done =>
  mark(doc, origin, 'withdrawn', words, at, by)

/** Blanks words: their text is read by nobody any more. The row stays and counts. */
export const redact = (doc: Y.Doc, origin: Edit, words: WordsId, at: number, by: string): Done =>
  mark(doc, origin, 'redacted', words, at, by)

function mark(doc: Y.Doc, origin: Edit, root: 'withdrawn' | 'redacted', words: WordsId, at: number, by: string): Done {
  const all = roots(doc)
  if (!all.words.has(words)) return fail({ code: 'not-found', what: 'words' })
  if (!all[root].has(words)) doc.transact(() => all[root].set(words, { at, by }), origin)
  return done
}

export type Correction = {
  readonly words: WordsId
  /** Id of the words that take their place. */
  readonly newWords: WordsId
  readonly text: string
  readonly lang: Lang
  /** When they were said anew (client's clock); the withdrawal is dated `now` by the server's. */
  readonly at: number
  readonly now: number
  readonly by: string
}

/**
 * Withdraws words and adds new ones of the same seat and capture, where the old ones lie now, that name them. Words that
 * somebody withdrew or redacted meanwhile stay taken back: they are not brought in again by a correction.
 */
export function correct(doc: Y.Doc, origin: Edit, correction: Correction): Done {
  const { words, withdrawn } = roots(doc)
  const { newWords, now, by } = correction
  const board = readBoard(doc)
  const old = board.words.get(correction.words)
  if (old === undefined) return fail({ code: 'not-found', what: 'words' })
  const already = board.words.get(newWords)
  if (already !== undefined) {
    return already.corrects === old.id ? done : fail({ code: 'bad-request', where: 'newWords', why: 'not a new id' })
  }
  if (!isId(newWords) || words.has(newWords))
    return fail({ code: 'bad-request', where: 'newWords', why: 'not a new id' })
  if (old.withdrawn !== null || old.redacted !== null) return fail({ code: 'refused', why: 'withdrawn' })
  const said = checkWords(words.get(old.id))
  if (!said.ok) return said
  const value = checkWords({
    node: old.node ?? said.value.node,
    text: plainText(correction.text),
    lang: correction.lang,
    seat: old.seat,
    capture: old.capture,
    at: correction.at,
    corrects: old.id,
    ...(old.block === null ? {} : { block: old.block }),
  })
  if (!value.ok) return value
  doc.transact(() => {
    withdrawn.set(old.id, { at: now, by })
    words.set(newWords, value.value)
  }, origin)
  return done
}

/** Writes what the server knows of a board into its document; what is written already is not written again. */
export function seedBoard(doc: Y.Doc, given: Partial<BoardMeta>): Done {
  const { meta } = roots(doc)
  if (given.lang !== undefined && !isLang(given.lang))
    return fail({ code: 'bad-request', where: 'lang', why: 'no language tag' })
  doc.transact(
    () => {
      for (const [key, value] of Object.entries({ schema: schemaVersion, ...given })) {
        if (meta.get(key) !== value) meta.set(key, value)
      }
    },
    { who: 'server', why: 'seed' } satisfies Edit,
  )
  return done
}
