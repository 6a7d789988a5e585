/** What a reader found wrong, as a problem: what a file says of itself stands in sentences on screens and terminals. */
import { shortened, plainText } from '@tablee/shared/board/text'
import { BadFile, type Fault } from '@tablee/shared/file'
import { fail, type Result } from '@tablee/shared/problem'

const longestShown = 160
/** Cut, and without what would steer a screen or terminal (escape sequences, overrides of direction). */
const shown = (text: string): string => {
  const line = plainText(text).replace(/\s+/g, ' ')
  return line.length > longestShown ? `${shortened(line, longestShown)}…` : line
}
const shownAll = (values: NonNullable<Fault['values']>): NonNullable<Fault['values']> =>
  Object.fromEntries(Object.entries(values).map(([name, one]) => [name, typeof one === 'string' ? shown(one) : one]))

/** What is neither a fault of the file nor a parser's end is a bug, and thrown on. */
export function badFile(cause: unknown, fileName: string): Result<never> {
  const bad = cause instanceof BadFile ? cause : cause instanceof RangeError ? new BadFile('too-deep') : null
  if (bad === null) throw cause
  const { line = null, column = null, place = null, file } = bad.at
  return fail({
    code: 'bad-file',
    file: shown(file ?? fileName),
    line,
    column,
    place: place === null ? null : shown(place),
    why: { code: bad.fault.code, values: shownAll(bad.fault.values ?? {}) },
  })
}
