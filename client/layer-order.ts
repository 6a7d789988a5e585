/**
 * The order of cascade layers, said before every style sheet: which of them a page loads first is the bundler's to choose,
 * and one that opens a layer before the order is known (`ui/tokens.css`) puts it beneath the resets.
 */
import type { Plugin } from 'vite'

export const layerOrder = (): Plugin => ({
  name: 'layer-order',
  enforce: 'pre',
  transform: (code, id) =>
    /\/client\/src\/[^?]*\.css$/.test(id)
      ? { code: `@layer tokens, base, components, screens, watch;\n${code}`, map: null }
      : null,
})
