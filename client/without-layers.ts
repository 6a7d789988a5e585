/**
 * `@layer name { … }` becomes `…`, and a bare `@layer a, b;` goes. A browser without cascade layers skips the whole block,
 * and with it every style. The order of the layers is the order of the imports here; what one page says over the common
 * parts it says with a longer selector.
 */
import type { Plugin } from 'vite'

export function unlayered(css: string): string {
  let out = ''
  let rest = css
  for (;;) {
    const at = /@layer\s+[\w\s,-]+([;{])/.exec(rest)
    if (at === null) return out + rest
    out += rest.slice(0, at.index)
    rest = rest.slice(at.index + at[0].length)
    if (at[1] === ';') continue
    // To the brace that closes it; strings and comments of these style sheets hold none that is not closed.
    let depth = 1
    let end = 0
    while (depth > 0 && end < rest.length) {
      if (rest[end] === '{') depth += 1
      else if (rest[end] === '}') depth -= 1
      end += 1
    }
    out += rest.slice(0, end - 1)
    rest = rest.slice(end)
  }
}

export const withoutLayers = (): Plugin => ({
  name: 'without-layers',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.css') ? { code: unlayered(code), map: null } : null),
})
