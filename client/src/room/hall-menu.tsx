import { languages, useLanguage, useT, writings } from '../i18n/index.tsx'
import type { MenuEntry } from '../ui/menu.tsx'
import { orders, type Order } from './list.tsx'
import { planMessages } from '../ui/plan/messages/index.ts'
import { messages } from './messages/index.ts'
import { MoreMenu } from './more-menu.tsx'

/** What is done to the hall's picture, not to the hall. */
export function HallMenu({
  narrow,
  listed,
  several,
  order,
  onSeveral,
  onArrange,
  onOrder,
  onKeys,
  onTable,
  onSeats,
  onLinks,
}: {
  narrow: boolean
  listed: boolean
  several: boolean
  order: Order
  onSeveral: () => void
  onArrange: () => void
  onOrder: (order: Order) => void
  onKeys: () => void
  onTable: () => void
  onSeats: () => void
  onLinks: (() => void) | null
}) {
  const t = useT(messages)
  const plan = useT(planMessages)
  const { language, choose } = useLanguage()
  const all = (lead: () => void): readonly MenuEntry[] => [
    { label: t(several ? 'severalEnd' : 'several'), run: onSeveral },
    ...(narrow ? [] : [{ label: t('arrange'), icon: 'move' as const, run: onArrange }]),
    ...(narrow ? [] : [{ label: t('keysTitle'), key: '?', run: onKeys }]),
    { label: plan('do-add-table'), icon: 'plus', run: onTable },
    { label: t('moveSeats'), icon: 'move' as const, run: onSeats },
    ...(onLinks === null ? [] : [{ label: t('links'), icon: 'link' as const, run: onLinks }]),
    { label: t('language', { name: writings[language].name }), leads: true, run: lead },
    ...(listed
      ? [
          'line' as const,
          { head: t('orderBy') },
          ...orders.map((one) => ({ label: t(`order-${one}`), checked: one === order, run: () => onOrder(one) })),
        ]
      : []),
  ]
  const spoken: readonly MenuEntry[] = languages.map((one) => ({
    label: writings[one].name,
    checked: one === language,
    run: () => choose(one),
  }))
  return <MoreMenu label={t('hallMore')} className="dots" first={all} second={spoken} />
}
