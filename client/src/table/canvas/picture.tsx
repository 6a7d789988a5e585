/** The canvas as a picture, made by our own renderer: where nobody can draw. */
import { elementKinds, elementLevels, type Canvas } from '@tablee/shared/board/canvas/schema'
import { canvasSvg } from '@tablee/shared/canvas-svg/svg'
import { wholeCanvas } from '@tablee/shared/view/canvas'
import { useMemo } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { canvasMessages } from './messages/index.ts'

export function CanvasPicture({ canvas, lang }: { canvas: Canvas; lang: string }) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const { language } = useLanguage()
  const labels = useMemo(
    () => ({
      kinds: Object.fromEntries(elementKinds.map((kind) => [kind, kinds(kind)])),
      levels: Object.fromEntries(elementLevels.map((level) => [level, kinds(level)])),
      noPhoto: t('photo'),
    }),
    [kinds, t],
  )
  const drawn = useMemo(
    () =>
      canvas.shapes.size === 0
        ? null
        : canvasSvg(wholeCanvas(canvas), {
            lang: language,
            spoken: lang,
            labels,
            photo: () => null,
            title: t('canvas'),
            ground: 'page',
          }),
    [canvas, language, lang, labels, t],
  )
  // Our own renderer's markup: whatever people wrote in it is escaped there (`canvas-svg/markup`).
  return drawn === null ? null : <div className="canvas-picture" dangerouslySetInnerHTML={{ __html: drawn }} />
}
