/** As large as the screen is; Escape, or the same button, leads back. Not offered where the browser cannot. */
import { useEffect, useState, type RefObject } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { materialsMessages } from './messages/index.ts'

export function FullScreen({ of }: { of: RefObject<HTMLElement | null> }) {
  const t = useT(materialsMessages)
  const [is, setIs] = useState(false)
  useEffect(() => {
    const look = () => setIs(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])
  if (!document.fullscreenEnabled) return null
  return (
    <Button
      aria-pressed={is}
      onClick={() => void (is ? document.exitFullscreen() : of.current?.requestFullscreen())?.catch(() => undefined)}
    >
      {t('full')}
    </Button>
  )
}
