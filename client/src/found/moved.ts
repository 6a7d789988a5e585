/** Where lines of a text stand after it was changed in one place. */

/** From the text before to that after: the line, from 1, on which what a line begins with stands now. */
export function moved(before: string, after: string): (line: number) => number {
  if (before === after) return (line) => line
  const shorter = Math.min(before.length, after.length)
  let end = 0
  while (end < shorter && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  let start = 0
  while (start < shorter - end && before[start] === after[start]) start += 1
  const rows = before.split('\n')
  const more = after.split('\n').length - rows.length
  // Where the first letter of each line stands: whoever breaks a line before it moves the line.
  const begins: number[] = []
  let at = 0
  for (const row of rows) {
    begins.push(at + (row.length - row.trimStart().length))
    at += row.length + 1
  }
  const last = after.slice(0, after.length - end).split('\n').length
  return (line) => {
    const begin = begins[line - 1] ?? before.length
    if (begin >= before.length - end) return line + more
    // What was replaced is where its replacement is.
    return begin <= start ? line : Math.min(line, last)
  }
}
