/** A byte's place as people find it: the line and the column, in a table its row and column, in JSON its path. */
export type Place = {
  readonly line: number
  readonly column: number
  /** Of a table: which row (0: its head), and what the column is called. */
  readonly cell?: { readonly row: number; readonly column: string }
  /** Of JSON: `boards[2].nodes[0].wording`. */
  readonly path?: string
}

/** `bytes` as they are now. */
export function placeOf(name: string, bytes: Uint8Array, at: number): Place {
  // A byte in the middle of a letter is that letter's place.
  let from = at
  while (from > 0 && from < bytes.length && ((bytes[from] ?? 0) & 0xc0) === 0x80) from -= 1
  const before = Buffer.from(bytes.subarray(0, from)).toString('utf8')
  const start = before.lastIndexOf('\n') + 1
  const place = { line: before.split('\n').length, column: before.slice(start).length + 1 }
  if (/\.csv$/i.test(name)) return { ...place, cell: cellAt(before, Buffer.from(bytes).toString('utf8')) }
  return /(json|\.canvas|^document)$/i.test(name) ? { ...place, path: pathAt(before) } : place
}

function cellAt(before: string, whole: string): NonNullable<Place['cell']> {
  let [row, column, quoted] = [0, 0, false]
  for (const one of before.replace(/^\uFEFF/, '')) {
    if (one === '"') quoted = !quoted
    else if (quoted) continue
    else if (one === ',') column += 1
    else if (one === '\n') [row, column] = [row + 1, 0]
  }
  const head = (whole.replace(/^\uFEFF/, '').split('\n', 1)[0] ?? '').split(',')
  return { row, column: head[column]?.replaceAll('"', '') ?? String(column + 1) }
}

type Level = { readonly list: boolean; index: number; key: string | null }

/** Where a reader of JSON would be after this text; it need not be sound. */
function pathAt(before: string): string {
  const levels: Level[] = []
  let [text, open] = ['', false]
  let key: string | null = null
  for (let at = 0; at < before.length; at += 1) {
    const one = before[at] ?? ''
    if (open) {
      if (one === '\\') {
        text += one + (before[at + 1] ?? '')
        at += 1
      } else if (one === '"') open = false
      else text += one
      continue
    }
    const level = levels.at(-1)
    if (one === '"') [text, open] = ['', true]
    else if (one === '{' || one === '[') levels.push({ list: one === '[', index: 0, key: null })
    else if (one === '}' || one === ']') levels.pop()
    else if (one === ':' && level !== undefined && !level.list) level.key = text
    else if (one === ',' && level !== undefined) {
      level.index += 1
      level.key = null
    }
  }
  // In the middle of a name: of what it names nothing has come.
  const last = levels.at(-1)
  if (open && last !== undefined && !last.list && last.key === null) key = text
  return levels
    .map(({ list, index, key: own }, n) => {
      const name = own ?? (n === levels.length - 1 ? key : null)
      return list ? `[${index}]` : name === null ? '' : `${n === 0 ? '' : '.'}${name}`
    })
    .join('')
}
