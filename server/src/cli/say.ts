/** A problem as one English sentence for a terminal; the screens have their own, in the reader's language. */
import { sayBadFile } from '@tablee/shared/formats/said/said'
import type { Language } from '@tablee/shared/i18n/index'
import { languageOf } from '@tablee/shared/i18n/language'
import type { Problem } from '@tablee/shared/problem'

/** What is wrong with a file is said in the language of the terminal. */
export const terminalLanguage = (): Language =>
  languageOf(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || 'en')

const sentences: { readonly [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => string } = {
  'not-signed-in': () => 'This machine’s key is not the server’s: is TABLEE_DATA the right folder?',
  'link-unknown': () => 'This link does not count (any more).',
  'code-unknown': () => 'This code does not count.',
  'not-allowed': ({ role, action }) => `A ${role} may not do this (${action}); a closed board takes no changes.`,
  'not-found': ({ what }) => `There is no such ${what}.`,
  'bad-request': ({ where, why }) => `${where}: ${why}.`,
  'too-large': ({ limit, size }) => `Too large${size === null ? '' : ` (${size} bytes)`}: the limit is ${limit} bytes.`,
  'too-many': ({ retryAfter }) => `Too much at once; try again in ${retryAfter} s.`,
  'bad-file': ({ file, more = [], ...first }) =>
    [first, ...more].map((one) => `${sayBadFile(terminalLanguage(), { ...one, file })}.`).join('\n'),
  'board-full': ({ what, limit }) => `The board is full: it holds at most ${limit} ${what}.`,
  'journal-unavailable': () => 'The database does not take writes: is the disk full?',
  moved: ({ to }) => `This dialogue is on another server by now${to === null ? '' : `: ${to}`}.`,
  'not-yet': () => 'The board moved meanwhile; try again.',
  refused: ({ why }) => `Refused: ${why}.`,
  closed: () => 'This is closed.',
  'seat-waits': ({ seat }) => `That phone has two seats; the table’s facilitator lets ${seat} in.`,
  'seat-taken': ({ seat }) => `Seat ${seat} is taken.`,
  'seat-moved': () => 'This seat is on another device now.',
  'no-seat': () => 'Take a seat first.',
  round: ({ state, wants }) => `This step is ${state}; it would have to be ${wants}.`,
  differs: ({ items }) => `Typed twice, and not the same: ${items.join(', ')}.`,
  'beyond-dialogue': ({ what }) => `The dialogue lets no table open this to observers (${what}).`,
  changed: () => 'Somebody else did something here a moment ago; look at how it is now.',
  'voted-on': () => 'A vote on this wording is open.',
  timeout: () => 'It took too long.',
  origin: () => 'This origin is not allowed.',
  unexpected: () => 'Something broke in the server; its log says what.',
}

/**
 * `answer` is a body of the server as it came; what holds no problem that is known here is told by its status alone.
 */
export function say(answer: unknown, status: number): string {
  const problem =
    typeof answer === 'object' && answer !== null && 'problem' in answer ? (answer.problem as Problem) : null
  if (problem === null || !(problem.code in sentences)) return `The server answered ${status}.`
  const sentence = sentences[problem.code] as (of: Problem) => string
  return sentence(problem)
}
