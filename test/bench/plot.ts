/** A small chart as SVG, pure and without dependencies. It follows the reader's colour scheme; the numbers stand in a table beside it. */
export type Series = {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly law?: (x: number) => number
}
export type Chart = {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly logX?: boolean
  readonly series: readonly Series[]
}

const size = { width: 640, height: 360, left: 64, right: 150, top: 44, bottom: 52 } as const
/** The colours of the screens, for day and for the dim hall. Told apart by form as well. */
const colours = [
  ['#1B4BB0', '#93B6FF'],
  ['#B0370C', '#FF8A60'],
  ['#007578', '#63CCC3'],
  ['#785000', '#F5C04A'],
  ['#343842', '#E4E7EC'],
] as const
const coloured = (light: 0 | 1): string => colours.map((of, n) => `.c${n}{color:${of[light]}}`).join('')
const dashes = ['', '7 4', '2 3', '9 3 2 3', '1 4'] as const

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Round numbers, some five of them, from 0 to at least `most`. */
export function ticks(most: number): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / 4
  const unit = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((n) => n * unit).find((n) => n >= rough) ?? unit * 10
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, n) => Number((n * step).toPrecision(6)))
}

export const spoken = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

export function chart({ title, x, y, logX = false, series }: Chart): string {
  const all = series.flatMap(({ points }) => points)
  const xs = [...new Set(all.map(([at]) => at))].sort((a, b) => a - b)
  const place = (value: number): number => (logX ? Math.log(Math.max(value, 1)) : value)
  const low = place(xs[0] ?? 0)
  const high = place(xs.at(-1) ?? 1)
  const rows = ticks(Math.max(...all.map(([, value]) => value), 0))
  const top = rows.at(-1) ?? 1
  const innerWidth = size.width - size.left - size.right
  const innerHeight = size.height - size.top - size.bottom
  const atX = (value: number): string =>
    (size.left + (high === low ? 0.5 : (place(value) - low) / (high - low)) * innerWidth).toFixed(1)
  const atY = (value: number): string => (size.top + innerHeight - (value / top) * innerHeight).toFixed(1)
  const parts: string[] = []
  for (const row of rows) {
    parts.push(`<path class="grid" d="M${size.left} ${atY(row)}H${size.width - size.right}"/>`)
    parts.push(
      `<text class="scale" x="${size.left - 8}" y="${atY(row)}" text-anchor="end" dy="4">${spoken(row)}</text>`,
    )
  }
  let lastLabel = Number.NEGATIVE_INFINITY
  for (const value of xs) {
    if (Number(atX(value)) - lastLabel < 44) continue
    lastLabel = Number(atX(value))
    parts.push(
      `<text class="scale" x="${atX(value)}" y="${size.height - size.bottom + 18}" text-anchor="middle">${spoken(value)}</text>`,
    )
  }
  const ends: number[] = []
  for (const [n, { name, points, law }] of series.entries()) {
    const colour = `c${n % colours.length}`
    if (law !== undefined && xs.length > 1) {
      const steps = Array.from({ length: 40 }, (_, i) => {
        const at = low + ((high - low) * i) / 39
        const value = logX ? Math.exp(at) : at
        return `${atX(value)} ${atY(Math.min(top, Math.max(0, law(value))))}`
      })
      parts.push(`<path class="law ${colour}" d="M${steps.join('L')}"/>`)
    }
    const path = points.map(([px, py]) => `${atX(px)} ${atY(py)}`).join('L')
    parts.push(`<path class="line ${colour}" stroke-dasharray="${dashes[n % dashes.length]}" d="M${path}"/>`)
    for (const [px, py] of points) parts.push(`<circle class="${colour}" cx="${atX(px)}" cy="${atY(py)}" r="3.5"/>`)
    const [lastX = 0, lastY = 0] = points.at(-1) ?? []
    let label = Number(atY(lastY))
    while (ends.some((taken) => Math.abs(taken - label) < 15)) label -= 15
    ends.push(label)
    parts.push(`<text class="name ${colour}" x="${Number(atX(lastX)) + 9}" y="${label}" dy="4">${escape(name)}</text>`)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escape(title)}">
<style>text{font:13px "Atkinson Hyperlegible Next",system-ui,sans-serif;fill:#4C473F}.paper{fill:#FAF7F0}.title{font-size:16px;font-weight:600;fill:#1C1B19}.grid{stroke:#DAD2C1;stroke-width:1}.line,.law{fill:none;stroke:currentColor;stroke-width:2}.law{stroke-width:6;opacity:.18}circle,.name{fill:currentColor}.name{font-weight:600}${coloured(0)}@media(prefers-color-scheme:dark){text{fill:#D2CABA}.paper{fill:#161511}.title{fill:#F7F2E6}.grid{stroke:#403C33}circle,.name{fill:currentColor}${coloured(1)}}</style>
<rect class="paper" width="${size.width}" height="${size.height}"/>
<text class="title" x="${size.left}" y="24">${escape(title)}</text>
${parts.join('\n')}
<text x="${size.left + innerWidth / 2}" y="${size.height - 10}" text-anchor="middle">${escape(x)}</text>
<text transform="translate(16 ${size.top + innerHeight / 2}) rotate(-90)" text-anchor="middle">${escape(y)}</text>
</svg>
`
}
