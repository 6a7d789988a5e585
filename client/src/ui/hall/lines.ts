/** How a hall's row breaks: into lines of equal length, so that a table stands beneath the same one in every row. */

/** Cells of one line where a card or a page can be as wide as the row, and where it cannot. */
export const longestLine = 20
export const shortLine = 14

/** `longest`: how many cells a line takes at most. */
export function linesOf(
  cells: number,
  longest: number = longestLine,
): { readonly lines: number; readonly columns: number } {
  const lines = Math.max(1, Math.ceil(cells / longest))
  return { lines, columns: Math.ceil(cells / lines) }
}
