import { useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { messages } from './messages/index.ts'

/** At every table and always the same: a sentence that came and went would tell who said no. */
export function Withheld() {
  const t = useT(messages)
  return (
    <p className="decide">
      <Icon name="curtain-drawn" />
      <span>
        <b>{t('decide')}</b> {t('decideWhat')}
      </span>
    </p>
  )
}
