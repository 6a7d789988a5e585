/** The canvas as observers see it: a picture. Photos are frames here; the table has them on its own canvas. */
import { drawCanvas } from '@tablee/shared/canvas-svg/svg'
import { drawingWords } from '@tablee/shared/canvas-svg/words'
import type { BoardView } from '@tablee/shared/view/policy'
import { useMemo } from 'react'
import { useLanguage } from '../../i18n/index.tsx'
import { Picture } from '../../ui/watched/picture.tsx'

export default function EyesCanvas({ view }: { view: BoardView }) {
  const { language } = useLanguage()
  const svg = useMemo(
    () =>
      drawCanvas(view.canvas, {
        ...drawingWords(language),
        spoken: view.lang,
        photo: () => null,
        ground: 'page',
      }).svg,
    [view.canvas, view.lang, language],
  )
  return <Picture svg={svg} />
}
