/** Mistakes of a file keep to their lines while somebody mends it. */
import { moved } from '@tablee/client/found/moved'
import { expect, it } from 'vitest'

const text = ['{', '  "a": 1,', '  "b": 2,', '  "c": 3', '}'].join('\n')
const lines = (to: (line: number) => number) => [1, 2, 3, 4, 5].map(to)

it('[FOUND10] a line that is broken, joined or typed anew takes the mistakes beneath it along, and no others', () => {
  for (const [from, to, stand] of [
    ['', '', [1, 2, 3, 4, 5]],
    ['  "b"', '  "bb"', [1, 2, 3, 4, 5]],
    // A line more above, at the line's beginning, before its first letter, at the end of the one before.
    ['  "b"', '\n  "b"', [1, 2, 4, 5, 6]],
    ['"b"', '\n"b"', [1, 2, 4, 5, 6]],
    ['1,\n', '1,\n\n', [1, 2, 4, 5, 6]],
    // Broken inside: it begins where it began.
    ['"b": 2', '"b":\n    2', [1, 2, 3, 5, 6]],
    // Joined to the one before; taken away; all typed anew.
    [',\n  "b"', ', "b"', [1, 2, 2, 3, 4]],
    ['  "b": 2,\n', '', [1, 2, 2, 3, 4]],
    [text, 'x', [1, 1, 1, 1, 1]],
    ['{', '\n\n{', [3, 4, 5, 6, 7]],
  ] as const)
    expect([from, lines(moved(text, text.replace(from, to)))]).toEqual([from, stand])
})
