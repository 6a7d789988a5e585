/** The map as a file, or on paper: drawn here, of what the server lets leave. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { verbatim } from '@tablee/shared/board/schema'
import type { PrintedMap } from '@tablee/shared/wire/printed'
import { drawMap, type DrawnAs } from '../../ui/map/drawing.ts'
import { textWidth } from '../../ui/map/measure.ts'
import { fontsFor, pngOf, saveBlob, svgFile, withFonts } from '../../ui/picture.ts'

/** False where the browser does not paint it. */
export async function takeMap(
  as: 'svg' | 'png' | 'print',
  map: PrintedMap,
  name: string,
  look: Omit<DrawnAs, 'measure' | 'quoted'>,
): Promise<boolean> {
  await document.fonts.ready
  const { svg, w, h } = drawMap(map, {
    ...look,
    // A little more than is measured: a viewer without our fonts breaks no line of its own.
    measure: (text, size, weight) => textWidth(text, size, weight) * 1.02,
    quoted({ text, lang, capture }) {
      const [open, close] = quotationMarks(lang)
      return verbatim.has(capture) ? `${open}${text}${close}` : text
    },
  })
  if (as === 'print') return print(svg, look.title)
  const file = as === 'svg' ? svgFile(await withFonts(svg)) : await pngOf(svg, { w, h }).catch(() => null)
  if (file !== null) saveBlob(file, `${name}.${as}`)
  return file !== null
}

/** On one page, alone: the page's own style hides everything else while it prints. Letters stay letters. */
async function print(svg: string, title: string): Promise<boolean> {
  await fontsFor(svg)
  for (const before of document.querySelectorAll('.printed-map')) before.remove()
  const sheet = document.createElement('div')
  sheet.className = 'printed-map'
  sheet.setAttribute('aria-label', title)
  // Everything that people wrote was escaped where it was drawn.
  sheet.innerHTML = svg
  document.body.append(sheet)
  addEventListener('afterprint', () => sheet.remove(), { once: true })
  globalThis.print()
  return true
}
