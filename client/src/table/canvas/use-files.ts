/** Pictures that are dropped, pasted or chosen: drawn anew on this device, and put where there is room. */
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { useCallback, useRef, type RefObject } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { TableLink } from '../../link/link.ts'
import type { Actions } from '../actions/actions.ts'
import { putPhoto } from './verbs.ts'
import type { Spot, SurfaceHandle } from './handle.ts'
import { canvasMessages } from './messages/index.ts'
import { placesOf, spotBelow } from './places.ts'
import type { JustDone } from './says.tsx'
import type { usePhotos } from './use-photos.ts'

/** `canvas` and `photos` are read when a picture is there: the board moves on meanwhile. `tell` has one identity. */
export function useFiles(
  link: TableLink,
  act: Actions,
  photos: ReturnType<typeof usePhotos>,
  canvas: () => Canvas,
  surface: RefObject<SurfaceHandle | null>,
  tell: (told: JustDone) => void,
) {
  const t = useT(canvasMessages)
  const latest = useRef({ photos, canvas })
  latest.current = { photos, canvas }
  return useCallback(
    async (list: readonly File[], at: Spot | null) => {
      for (const file of list.slice(0, 10)) {
        const photo = await latest.current.photos.take(file)
        if (typeof photo === 'string') {
          tell({ text: t(photo), back: false })
          continue
        }
        const canvas = latest.current.canvas()
        const size = { w: 480, h: 360 }
        const free = surface.current?.freeSpot(size) ?? spotBelow(canvas, placesOf(canvas), size)
        const middle = at ?? { x: free.x + size.w / 2, y: free.y + size.h / 2 }
        act.done(
          putPhoto(
            link,
            canvas,
            { hash: photo.hash, type: photo.type, bytes: photo.bytes.length, w: photo.w, h: photo.h, name: '' },
            middle,
          ),
        )
      }
    },
    [act, link, t, surface, tell],
  )
}
