/**
 * A drawing as a picture that any program opens: the SVG, with the fonts it is set in, painted once by the browser. The
 * browser paints an SVG without the network, so fonts and photos have to lie inside it.
 */
import latinExtended from './fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2?url'
import latin from './fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import voiceExtended from './fonts/literata-latin-ext-opsz-normal.woff2?url'
import voice from './fonts/literata-latin-opsz-normal.woff2?url'
import naskh from './fonts/noto-naskh-arabic-arabic-wght-normal.woff2?url'
import arabic from './fonts/noto-sans-arabic-arabic-wght-normal.woff2?url'

/** Two pixels a unit is sharp on paper; no browser paints sides much longer than this. */
const density = 2
const longest = 8_000

/** As a `data:` address: the content security policy knows no other way to show what a page has made itself. */
export const dataUrl = (blob: Blob): Promise<string | null> =>
  new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
    reader.onerror = () => resolve(null)
    reader.readAsDataURL(blob)
  })

/** A font that cannot be had (offline, before anything was drawn with it) leaves the system's own in its place. */
const fontOf = async (url: string): Promise<string> => {
  const answer = await fetch(url).catch(() => null)
  return answer?.ok === true ? ((await dataUrl(await answer.blob())) ?? '') : ''
}

const extendedLetters = /[\u0100-\u02ba\u1e00-\u1eff\u20a0-\u20c0]/
const arabicLetters = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/

/** The drawing with the fonts that its letters need: read anywhere, it looks as it does here. */
export async function withFonts(svg: string): Promise<string> {
  const [extended, joined, spoken] = [extendedLetters.test(svg), arabicLetters.test(svg), svg.includes('Literata')]
  const latinExt = 'unicode-range:U+100-2BA,U+1E00-1EFF,U+20A0-20C0'
  const arab = 'unicode-range:U+600-6FF,U+750-77F,U+FB50-FDFF,U+FE70-FEFC'
  const faces: readonly (readonly [family: string, url: string, weights: string, range: string])[] = [
    ['Atkinson Next', latin, '200 800', ''],
    ...(extended ? ([['Atkinson Next', latinExtended, '200 800', latinExt]] as const) : []),
    ...(joined ? ([['Noto Sans Arabic', arabic, '100 900', arab]] as const) : []),
    ...(spoken ? ([['Literata', voice, '200 900', '']] as const) : []),
    ...(spoken && extended ? ([['Literata', voiceExtended, '200 900', latinExt]] as const) : []),
    ...(spoken && joined ? ([['Noto Naskh Arabic', naskh, '400 700', arab]] as const) : []),
  ]
  const style = await Promise.all(
    faces.map(async ([family, url, weights, range]) => {
      const source = await fontOf(url)
      return source === ''
        ? ''
        : `@font-face{font-family:"${family}";src:url(${source}) format("woff2");font-weight:${weights};${range}}`
    }),
  )
  return svg.replace(/^<svg[^>]*>/, (open) => `${open}<style>${style.join('')}</style>`)
}

/** Null where the browser does not paint it. */
export async function pngOf(svg: string, size: { readonly w: number; readonly h: number }): Promise<Blob | null> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await withFonts(svg))}`
  try {
    await image.decode()
  } catch {
    return null
  }
  const scale = Math.min(density, longest / Math.max(size.w, size.h))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(size.w * scale))
  canvas.height = Math.max(1, Math.round(size.h * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

export const svgFile = (svg: string): Blob => new Blob([svg], { type: 'image/svg+xml' })

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // some browsers read it after the click
}
