/** How many tables, one tick each, where only how many matters: left to right in every language, with the number in words beside it. */
import './ticks.css'

/** From so many on they stand in two lines of equal length. */
const many = 20
const longest = 92

/** `of`: all that could be counted. The words beside it say what it counts; it is hidden from whoever hears the page. */
export function Ticks({ n, of }: { n: number; of: number }) {
  const all = Math.max(n, of)
  const lines = all > many ? 2 : 1
  const line = Math.ceil(all / lines)
  const pitch = lines === 1 ? 6.5 : Math.min(6.5, longest / line)
  const [wide, tall] = [pitch * 0.62, lines === 1 ? 11 : 5]
  const boxes = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, k) => from + k)
      .map((at) => `M${(at % line) * pitch + 0.5} ${at < line ? 0.5 : 7.5}h${wide}v${tall}h-${wide}z`)
      .join('')
  const [width, height] = [line * pitch, lines === 1 ? 12 : 13]
  return (
    <svg className="ticks" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path className="on" d={boxes(0, n)} />
      <path d={boxes(n, all)} />
    </svg>
  )
}
