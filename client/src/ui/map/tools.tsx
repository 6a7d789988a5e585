/** What lies over a map's corner: smaller, full size, larger, all of it. */
import { useEffect, useState } from 'react'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Icon } from '../icon.tsx'
import { useMap } from './context.ts'
import { mapMessages } from './messages/index.ts'

export function Tools({
  onZoom,
  onFull,
  onAll,
}: {
  onZoom: (factor: number) => void
  onFull: () => void
  onAll: () => void
}) {
  const t = useT(mapMessages)
  return (
    <div className="tools" role="group" aria-label={t('tools')}>
      <button type="button" title={t('out')} aria-label={t('out')} onClick={() => onZoom(1 / 1.2)}>
        <Icon name="minus" />
      </button>
      <Percent onFull={onFull} />
      <button type="button" title={t('in')} aria-label={t('in')} onClick={() => onZoom(1.2)}>
        <Icon name="plus" />
      </button>
      <button type="button" title={t('all')} aria-label={t('all')} onClick={onAll}>
        <Icon name="fit" />
      </button>
    </div>
  )
}

/** How large it is drawn, and a tap to full size. */
function Percent({ onFull }: { onFull: () => void }) {
  const t = useT(mapMessages)
  const list = useList()
  const map = useMap()
  const { language } = useLanguage()
  const [scale, setScale] = useState(100)
  useEffect(() => map.follow((camera) => setScale(Math.round(camera.scale * 100))), [map])
  const said = new Intl.NumberFormat(language, { style: 'percent' }).format(scale / 100)
  return (
    <button type="button" className="percent" title={t('full')} aria-label={list([said, t('full')])} onClick={onFull}>
      {said}
    </button>
  )
}
