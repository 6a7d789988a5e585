/** Which photos of the canvas observers may see. */
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { isPhoto, photoHash } from '@tablee/shared/board/canvas/values'
import { isPhotoHash } from '@tablee/shared/ids'
import { useEffect, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { canvasMessages } from './messages/index.ts'

export function PhotosDialog({
  canvas,
  picture,
  onClose,
}: {
  canvas: Canvas
  picture: (hash: string) => Promise<string | null>
  onClose: () => void
}) {
  const t = useT(canvasMessages)
  const shared = useT(uiMessages)
  const { observation } = useTable()
  const used = new Set(
    [...canvas.shapes.values()].flatMap((shape) =>
      shape.type === 'image' && shape.props.assetId ? [shape.props.assetId] : [],
    ),
  )
  const hashes = [...canvas.assets.values()].flatMap(({ id, props: { src } }) => {
    const hash = isPhoto(src) ? photoHash(src) : ''
    return used.has(id) && isPhotoHash(hash) ? [hash] : []
  })
  const released = new Set<string>(observation?.policy?.photos ?? [])
  const may = observation?.mayWrite === true && observation.live
  return (
    <Dialog title={t('photos')} onClose={onClose}>
      <p className="meta">{hashes.length === 0 ? t('photoNone') : t('photosHow')}</p>
      <ul className="released">
        {hashes.map((hash) => (
          <li key={hash}>
            <Thumb hash={hash} picture={picture} />
            <label>
              <input
                type="checkbox"
                checked={released.has(hash)}
                disabled={!may}
                onChange={(event) => {
                  const { checked } = event.currentTarget
                  void observation?.change((now) => ({
                    photos: [...now.photos.filter((one) => one !== hash), ...(checked ? [hash] : [])],
                  }))
                }}
              />
              {t('photoRelease')}
            </label>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button look="primary" onClick={onClose}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}

function Thumb({ hash, picture }: { hash: string; picture: (hash: string) => Promise<string | null> }) {
  const t = useT(canvasMessages)
  const [src, setSrc] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    void picture(hash).then((found) => wanted && setSrc(found))
    return () => void (wanted = false)
  }, [hash, picture])
  return src === null ? (
    <span className="thumb">{t('photoAway')}</span>
  ) : (
    <img className="thumb" src={src} alt={t('photo')} />
  )
}
