/** One large button: a step that looks back, where the earlier boards are not in sight. */
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useOneHalf } from '../glass.ts'
import { useTable } from '../context.ts'
import { backMessages } from './messages/index.ts'

export function useOffer() {
  const t = useT(backMessages)
  const { looking, ui, act } = useTable()
  const narrow = useOneHalf()
  const insight = ui.tab === 'back' && (!narrow || ui.side === 'map')
  if (looking === null || insight) return null
  return (
    <Notice
      tone="news"
      icon="replay"
      happened={t('offer')}
      actions={
        <Button look="primary" onClick={() => act.set({ tab: 'back', side: 'map' })}>
          {t('show')}
        </Button>
      }
    />
  )
}
