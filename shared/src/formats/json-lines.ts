/** On which line of a JSON text a place stands (`tables[1].seats`), as its mistakes name it. */
import { lineOf } from './json.ts'
import { endOfString } from './json-fault.ts'

const part = /["{}[\],]|[^\s{}[\],":]+/g
const colon = /\s*:/y

/** A place that is looked for: `rest` of it is not found yet. */
type Sought = { readonly index: number; readonly place: string; readonly rest: string }
/** What is open: an object with the field it is at, a list with the index; and what of it can stand inside. */
type Open = { at: string | number; readonly sought: readonly Sought[]; inner: readonly Sought[] }

/** Those of which this name or index is the next part. */
function within({ at, sought }: Open): readonly Sought[] {
  if (sought.length === 0) return sought
  return sought.flatMap((one) => {
    const next = typeof at === 'number' ? `[${at}]` : one.rest === one.place ? at : `.${at}`
    if (!one.rest.startsWith(next)) return []
    const rest = one.rest.slice(next.length)
    return rest === '' || rest.startsWith('.') || rest.startsWith('[') ? [{ ...one, rest }] : []
  })
}

/**
 * The line of each place, from 1, or of the nearest around it that stands there: what is missing has no line of its own. A
 * field's line is its name's; of a name that stands twice the first's. Of a text that is no JSON, as far as it can be
 * followed. Only what is asked for is followed: a text of brackets alone, each in the other, has places whose names
 * together are as long as its square.
 */
export function linesOf(text: string, places: readonly string[]): readonly number[] {
  const lines = places.map(() => 1)
  const reached = places.map(({ length }) => length)
  const open: Open[] = []
  let line = 1
  let seen = 0
  const note = (found: readonly Sought[], at: number): void => {
    for (const { index, rest } of found) {
      if (rest.length >= (reached[index] ?? 0)) continue
      line += lineOf(text.slice(seen, at + 1), at - seen) - 1
      seen = at
      lines[index] = line
      reached[index] = rest.length
    }
  }
  part.lastIndex = 0
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    const [token] = found
    const { index } = found
    const inner = open.at(-1)
    if (token === '}' || token === ']') {
      open.pop()
      continue
    }
    if (token === ',') {
      if (inner !== undefined && typeof inner.at === 'number') inner.at += 1
      continue
    }
    if (token === '"') {
      part.lastIndex = endOfString(text, index)
      colon.lastIndex = part.lastIndex
      if (inner !== undefined && typeof inner.at === 'string' && colon.test(text)) {
        inner.at = nameIn(text.slice(index, part.lastIndex))
        inner.inner = within(inner)
        note(inner.inner, index)
        continue
      }
    }
    const sought =
      inner === undefined
        ? places.map((place, n) => ({ index: n, place, rest: place }))
        : typeof inner.at === 'number'
          ? within(inner)
          : inner.inner
    if (inner !== undefined) note(sought, index)
    if (token === '{') open.push({ at: '', sought, inner: [] })
    if (token === '[') open.push({ at: 0, sought, inner: [] })
  }
  return lines
}

function nameIn(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    return token.slice(1, -1)
  }
}
