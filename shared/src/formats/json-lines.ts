/** On which line of a JSON text a place stands (`tables[1].seats`), as its mistakes name it. */
import { lineOf } from './json.ts'

const part = /"(?:[^"\\]|\\.)*"|[{}[\],]|[^\s{}[\],":]+/gs
const colon = /\s*:/y

/** What is open: an object with the field it is at, a list with the index. */
type Open = { readonly place: string; at: string | number }

const within = ({ place, at }: Open): string =>
  typeof at === 'number' ? `${place}[${at}]` : place === '' ? at : `${place}.${at}`

/**
 * By place, from 1: a field's line is its name's. Of a text that is no JSON, as far as it can be followed; of a name that
 * stands twice the first.
 */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>([['', 1]])
  const open: Open[] = []
  let line = 1
  let seen = 0
  const note = (place: string, index: number): void => {
    line += lineOf(text.slice(seen, index + 1), index - seen) - 1
    seen = index
    if (!lines.has(place)) lines.set(place, line)
  }
  part.lastIndex = 0
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    const [token] = found
    const inner = open.at(-1)
    if (token === '}' || token === ']') {
      open.pop()
      continue
    }
    if (token === ',') {
      if (inner !== undefined && typeof inner.at === 'number') inner.at += 1
      continue
    }
    colon.lastIndex = part.lastIndex
    if (token.startsWith('"') && inner !== undefined && typeof inner.at === 'string' && colon.test(text)) {
      inner.at = nameIn(token)
      note(within(inner), found.index)
      continue
    }
    const place = inner === undefined ? '' : within(inner)
    note(place, found.index)
    if (token === '{') open.push({ place, at: '' })
    if (token === '[') open.push({ place, at: 0 })
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

/** The line of a place, or of the nearest around it that stands there: what is missing has no line of its own. */
export function lineAt(lines: ReadonlyMap<string, number>, place: string): number {
  for (let around = place; around !== ''; around = around.replace(/(\.[^.[\]]*|\[\d+\]|^[^.[\]]+)$/, '')) {
    const line = lines.get(around)
    if (line !== undefined) return line
    if (!/[.[]/.test(around)) break
  }
  return lines.get('') ?? 1
}
