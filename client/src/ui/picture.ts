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

/** `letter`: one that only this face has. */
type Face = {
  readonly family: string
  readonly url: string
  readonly weights: string
  readonly letter: 'A' | 'Ā' | 'ع'
}
const ranges = {
  A: '',
  Ā: 'unicode-range:U+100-2BA,U+1E00-1EFF,U+20A0-20C0',
  ع: 'unicode-range:U+600-6FF,U+750-77F,U+FB50-FDFF,U+FE70-FEFC',
} as const

/** The fonts that the letters of a drawing need. */
function facesOf(svg: string): readonly Face[] {
  const wanted = { A: true, Ā: extendedLetters.test(svg), ع: arabicLetters.test(svg) } as const
  const all: readonly Face[] = [
    { family: 'Atkinson Next', url: latin, weights: '200 800', letter: 'A' },
    { family: 'Atkinson Next', url: latinExtended, weights: '200 800', letter: 'Ā' },
    { family: 'Noto Sans Arabic', url: arabic, weights: '100 900', letter: 'ع' },
    { family: 'Literata', url: voice, weights: '200 900', letter: 'A' },
    { family: 'Literata', url: voiceExtended, weights: '200 900', letter: 'Ā' },
    { family: 'Noto Naskh Arabic', url: naskh, weights: '400 700', letter: 'ع' },
  ]
  return all.filter(({ family, letter }) => wanted[letter] && svg.includes(family))
}

const rootOf = /^<svg[^>]*>/

/** The drawing with its fonts inside: read anywhere, it looks as it does here. */
export async function withFonts(svg: string): Promise<string> {
  const style = await Promise.all(
    facesOf(svg).map(async ({ family, url, weights, letter }) => {
      const source = await fontOf(url)
      return source === ''
        ? ''
        : `@font-face{font-family:"${family}";src:url(${source}) format("woff2");font-weight:${weights};${ranges[letter]}}`
    }),
  )
  return svg.replace(rootOf, (open) => `${open}<style>${style.join('')}</style>`)
}

/**
 * An image's fonts are ready some time after the image is, and nothing tells when: until then their letters are
 * invisible. So a letter of each stands in a strip beneath the drawing, and it is painted once all of them show.
 */
function withProbes(
  svg: string,
): { readonly svg: string; readonly strip: number; readonly count: number; readonly h: number } | null {
  const root = rootOf.exec(svg)?.[0]
  const box = root && /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(root)?.slice(1).map(Number)
  const faces = facesOf(svg)
  if (!root || !box) return null
  const [x = 0, y = 0, w = 0, h = 0] = box
  const strip = Math.max(24, w / 60, h / 60)
  const open = root
    .replace(/viewBox="[^"]*"/, `viewBox="${x} ${y} ${w} ${h + strip}"`)
    .replace(/ (width|height)="[^"]*"/g, '')
    .replace('<svg', `<svg width="${w}" height="${h + strip}"`)
  const probes = faces.map(
    ({ family, letter }, n) =>
      `<text x="${x + n * strip}" y="${y + h + strip * 0.8}" font-size="${strip * 0.8}" font-family="'${family}'">${letter}</text>`,
  )
  return {
    svg: svg.replace(root, open).replace(/<\/svg>\s*$/, `${probes.join('')}</svg>`),
    strip,
    count: faces.length,
    h,
  }
}

/** Not by frames: a page in the background has none. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 25))
/** A browser shows a stand-in after three seconds; one that never does paints what it has. */
const most = 200

/** Null where the browser does not paint it. */
export async function pngOf(svg: string, size: { readonly w: number; readonly h: number }): Promise<Blob | null> {
  const probed = withProbes(svg)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await withFonts(probed?.svg ?? svg))}`
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
  const whole = probed === null ? canvas.height : (canvas.height * (probed.h + probed.strip)) / probed.h
  if (probed !== null) {
    const side = Math.ceil(whole - canvas.height)
    const small = document.createElement('canvas')
    small.width = side * probed.count
    small.height = side
    const look = small.getContext('2d', { willReadFrequently: true })
    const shows = (n: number): boolean =>
      look !== null && look.getImageData(n * side, 0, side, side).data.some((value, at) => at % 4 === 3 && value > 0)
    for (let tries = 0; look !== null && tries < most; tries += 1) {
      look.clearRect(0, 0, small.width, side)
      look.drawImage(image, 0, -canvas.height, canvas.width, whole)
      if (Array.from({ length: probed.count }, (_, n) => n).every(shows)) break
      await moment()
    }
  }
  pen.drawImage(image, 0, 0, canvas.width, whole)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** Asks for the page's own fonts that a drawing within it needs. */
export const fontsFor = (svg: string): Promise<unknown> =>
  Promise.all(facesOf(svg).map(({ family, letter }) => document.fonts.load(`16px "${family}"`, letter)))

export const svgFile = (svg: string): Blob => new Blob([svg], { type: 'image/svg+xml' })

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // some browsers read it after the click
}
