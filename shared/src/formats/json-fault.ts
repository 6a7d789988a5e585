/**
 * Where a text ends to be JSON. The platform's parser names a position for some mistakes only; of a token that does not
 * belong it says no more than which. Read once, after it refused the text: without recursion, and of any length.
 */
type Want = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing'

const words: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' }
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Where it ends to be JSON (RFC 8259), in UTF-16 units from 0; its length where it only ends too early. Linear. */
export function jsonFault(text: string): number {
  const open: ('{' | '[')[] = []
  let want: Want = 'value'
  let at = 0
  const closed = (): Want => (open.length === 0 ? 'nothing' : ', or end')
  for (;;) {
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1
    const one = text[at]
    if (one === undefined) return at
    if (one === '"') {
      if (want === ':' || want === ', or end' || want === 'nothing') return at
      at = endOfString(text, at)
      want = want.startsWith('key') ? ':' : closed()
    } else if (one === '{' || one === '[') {
      if (want !== 'value' && want !== 'value or ]') return at
      open.push(one)
      want = one === '{' ? 'key or }' : 'value or ]'
      at += 1
    } else if (one === '}' || one === ']') {
      const first: Want = one === '}' ? 'key or }' : 'value or ]'
      if ((want !== first && want !== ', or end') || open.at(-1) !== (one === '}' ? '{' : '[')) return at
      open.pop()
      want = closed()
      at += 1
    } else if (one === ',') {
      if (want !== ', or end') return at
      want = open.at(-1) === '{' ? 'key' : 'value'
      at += 1
    } else if (one === ':') {
      if (want !== ':') return at
      want = 'value'
      at += 1
    } else {
      if (want !== 'value' && want !== 'value or ]') return at
      const word = Object.hasOwn(words, one) ? (words[one] ?? '') : ''
      for (let n = 0; n < word.length; n += 1) if (text[at + n] !== word[n]) return at + n
      number.lastIndex = at
      const length = word.length > 0 ? word.length : (number.exec(text)?.[0].length ?? 0)
      if (length === 0) return at
      at += length
      want = closed()
    }
  }
}

/** Behind its closing quote; the end of the text where there is none. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}
