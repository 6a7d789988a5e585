/**
 * SVG as text. Whatever a person wrote passes through `escape`, whatever is a number through `round`; nothing else makes
 * an attribute or a text. Presentation attributes only: the content security policy allows no style in a page.
 */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>

/** Characters that XML 1.0 cannot hold at all, not even escaped: one of them and no reader opens the file. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/**
 * What a person wrote, for an attribute or a text of XML 1.0: no control characters, no lone surrogates, the five
 * signs escaped.
 */
export const escape = (text: string): string =>
  text
    .toWellFormed()
    .replace(unspeakable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** Two decimals, never an exponent, never `-0` or `NaN`: the same drawing gives the same bytes everywhere. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return '0'
  const kept = Math.round(Math.max(-1e7, Math.min(1e7, value)) * 100) / 100
  return String(kept === 0 ? 0 : kept)
}

/** An element; attributes that are null are left out. `inside` is markup already, `null` closes it at once. */
export function tag(name: string, attributes: Attributes, inside: string | null = null): string {
  let text = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue
    text += ` ${key}="${typeof value === 'number' ? round(value) : escape(value)}"`
  }
  return inside === null ? `${text}/>` : `${text}>${inside}</${name}>`
}

/** A `<path>` with this data. */
export const path = (d: string, attributes: Attributes = {}): string => tag('path', { d, ...attributes })

/** A path of straight lines; closed by default. */
export const polygon = (points: readonly (readonly [number, number])[], closed = true): string =>
  `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}${closed ? 'Z' : ''}`
