/** Colours of codes in files of other programs, which may be any, and ours, which are eight. */
import type { CodeColor } from '../codebook/rows.ts'

const hexOf: Readonly<Record<CodeColor, string>> = {
  ink: '#1C1C1C',
  blue: '#1F5FBF',
  teal: '#0F7C7C',
  green: '#2E7D32',
  amber: '#B26A00',
  red: '#C62828',
  purple: '#6A3FB5',
  grey: '#757575',
}
const parts = (hex: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** As files have it; null of what is none of ours. */
export const colorAsHex = (color: string | undefined): string | null =>
  Object.entries(hexOf).find(([name]) => name === color)?.[1] ?? null

/** The nearest of ours to a colour of a file (`#RRGGBB`), and what that is in a file. */
export function nearestColor(hex: string | null): { readonly color: CodeColor | null; readonly hex: string | null } {
  if (hex === null) return { color: null, hex: null }
  const is = parts(hex)
  const away = (of: string): number => parts(of).reduce((sum, one, n) => sum + (one - (is[n] ?? 0)) ** 2, 0)
  let nearest: CodeColor = 'ink'
  for (const color of Object.keys(hexOf) as CodeColor[]) if (away(hexOf[color]) < away(hexOf[nearest])) nearest = color
  return { color: nearest, hex: hexOf[nearest] }
}
