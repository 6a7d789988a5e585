/** Opens the replay; what it needs is loaded then. */
import { Suspense, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { historyMessages } from './messages/index.ts'
import type { HistoryPort } from './port.ts'
import { part } from '../../ui/part.tsx'

const History = part(() => import('./history.tsx'))

export function HistoryButton({ port, first = false }: { port: HistoryPort | null; first?: boolean }) {
  const t = useT(historyMessages)
  const [open, setOpen] = useState(first)
  if (port === null) return null
  return (
    <>
      <Button look="quiet" className="replay" title={t('open')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="replay" />
        <span>{t('open')}</span>
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <History port={port} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
