/** The table's canvas as a file: drawn here with our own renderer, photos and all, of what the server lets leave. */
import { drawCanvas } from '@tablee/shared/canvas-svg/svg'
import { drawingWords } from '@tablee/shared/canvas-svg/words'
import type { PrintedCanvas } from '@tablee/shared/view/printed'
import { pngOf, saveBlob, svgFile } from '../../ui/picture.ts'

/** False where the browser does not paint it. */
export async function takeAway(
  as: 'png' | 'svg',
  { shapes, lang, question, withheld }: PrintedCanvas,
  of: {
    /** The reader's language. */
    readonly language: string
    readonly name: string
    readonly photo: (hash: string) => Promise<string | null>
    /** What stands on a card whose words stay at the table, and beneath the picture where there are such. */
    readonly stays: string
    readonly foot: string
  },
): Promise<boolean> {
  const hashes = [...new Set(Object.values(shapes).flatMap(({ photo }) => photo ?? []))]
  const photos = new Map(await Promise.all(hashes.map(async (hash) => [hash, await of.photo(hash)] as const)))
  const silent = new Set(withheld)
  const said = Object.entries(shapes).map(
    ([id, shape]) => [id, silent.has(id) ? { ...shape, text: of.stays, lang: of.language } : shape] as const,
  )
  const { svg, box } = drawCanvas(Object.fromEntries(said), {
    ...drawingWords(of.language),
    spoken: lang,
    title: question,
    photo: (hash) => photos.get(hash) ?? null,
    ...(withheld.length > 0 ? { foot: of.foot } : {}),
  })
  const file = as === 'svg' ? svgFile(svg) : await pngOf(svg, box).catch(() => null)
  if (file !== null) saveBlob(file, `${of.name}.${as}`)
  return file !== null
}
