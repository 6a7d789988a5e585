/** The table's canvas as a file: what everybody at the table sees, drawn by our own renderer, photos and all. */
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { drawCanvas } from '@tablee/shared/canvas-svg/svg'
import { drawingWords } from '@tablee/shared/canvas-svg/words'
import { wholeCanvas } from '@tablee/shared/view/canvas'
import { pngOf, saveBlob, svgFile } from '../../ui/picture.ts'

/** False where the browser does not paint it. */
export async function takeAway(
  as: 'png' | 'svg',
  canvas: Canvas,
  of: {
    /** The table's language, the reader's, and the session's question. */
    readonly spoken: string
    readonly language: string
    readonly title: string
    readonly name: string
    readonly photo: (hash: string) => Promise<string | null>
  },
): Promise<boolean> {
  const shapes = wholeCanvas(canvas)
  const hashes = [...new Set(Object.values(shapes).flatMap(({ photo }) => photo ?? []))]
  const photos = new Map(await Promise.all(hashes.map(async (hash) => [hash, await of.photo(hash)] as const)))
  const { svg, box } = drawCanvas(shapes, {
    ...drawingWords(of.language),
    spoken: of.spoken,
    title: of.title,
    photo: (hash) => photos.get(hash) ?? null,
  })
  const file = as === 'svg' ? svgFile(svg) : await pngOf(svg, box).catch(() => null)
  if (file !== null) saveBlob(file, `${of.name}.${as}`)
  return file !== null
}
