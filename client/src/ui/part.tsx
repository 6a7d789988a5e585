/**
 * A part of a page that is loaded when it is opened. Where it cannot be loaded that is said in its place, and the page
 * stays: on plain http nothing keeps a part that was never opened, so it is not there without a network, nor when the
 * server is of another version by now.
 */
import { lazy, useEffect, useState, type ComponentType } from 'react'
import { anewByItself, loadAnew } from '../hold/anew.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'
import { partMessages } from './messages/index.ts'

/** `alone`: nobody is there who could load the page anew, and nothing on it would be lost: it does so by itself. */
export function part<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  { alone = false }: { readonly alone?: boolean } = {},
) {
  const asked = () => lazy(() => load().catch(() => ({ default: Missing })))
  let shown = asked()

  function Missing(props: object) {
    // Opened again, it is asked for again.
    useEffect(() => () => void (shown = asked()), [])
    const close: unknown = 'onClose' in props ? props.onClose : null
    return <NotLoaded alone={alone} onClose={typeof close === 'function' ? () => void close() : null} />
  }
  return function Part(props: Props) {
    const [Shown] = useState(() => shown)
    return <Shown {...props} />
  }
}

/** In the place of what could not be loaded; `alone` as above. */
export function NotLoaded({ alone = false, onClose = null }: { alone?: boolean; onClose?: (() => void) | null }) {
  const t = useT(partMessages)
  useEffect(() => {
    if (alone) void anewByItself()
  }, [alone])
  // Without a network and without a service worker a page that is loaded anew is gone.
  const anew = navigator.onLine ? <Button onClick={() => void loadAnew()}>{t('anew')}</Button> : null
  if (onClose === null)
    return (
      <Notice tone="error" icon="refused" happened={t('missing')} actions={anew}>
        {t('safe')}
      </Notice>
    )
  return (
    <Dialog title={t('missing')} onClose={onClose}>
      <p>{t('safe')}</p>
      <div className="acts">
        {anew}
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Dialog>
  )
}
