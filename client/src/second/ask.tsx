import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { messages } from './messages/index.ts'

/** One question about a thing that one can look at. Escape is no. */
export function AskFirst({ onNo, onYes }: { onNo: () => void; onYes: () => void }) {
  const t = useT(messages)
  return (
    <Dialog title={t('ask')} headed className="ask-first" onClose={onNo}>
      <p className="lead">{t('askLead')}</p>
      <ul>
        <li>
          <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M5 5h14v10H5zM2 19h20" />
          </svg>
          <span>
            {t('askScreen')} <span className="meta">{t('askScreenOr')}</span>
          </span>
        </li>
        <li>
          <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v4" />
          </svg>
          <span>
            {t('askCable')} <span className="meta">{t('askCableOr')}</span>
          </span>
        </li>
      </ul>
      <div className="acts">
        <Button onClick={onNo}>{t('askNo')}</Button>
        <Button look="primary" onClick={onYes}>
          {t('askYes')}
        </Button>
      </div>
      <p className="meta then">{t('askThen')}</p>
    </Dialog>
  )
}
