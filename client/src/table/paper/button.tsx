/** Opens the form that types paper in; what it needs is loaded then. For who may: the facilitator and the reporter. */
import { can } from '@tablee/shared/roles'
import { Suspense, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTable } from '../context.ts'
import { paperMessages } from './messages/index.ts'
import { part } from '../../ui/part.tsx'

const PaperDialog = part(() => import('./dialog.tsx'))

/** The id of a sheet whose QR code led here. */
const scanned = (): string => new URLSearchParams(location.search).get('paper') ?? ''

export function PaperButton() {
  const t = useT(paperMessages)
  const { paper, link, status } = useTable()
  const [first] = useState(scanned)
  const [open, setOpen] = useState(first !== '' || paper?.opened !== undefined)
  if (paper === null || !can(link.me.role, 'paper.enter', status?.state ?? 'open')) return null
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="on-paper" />
        <span>{t('open')}</span>
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <PaperDialog port={paper} first={first} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
