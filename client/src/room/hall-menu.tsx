import { useRef, useState } from 'react'
import { languages, useLanguage, useT, writings } from '../i18n/index.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../ui/menu.tsx'
import { orders, type Order } from './list.tsx'
import { messages } from './messages/index.ts'
import { Sign } from './signs.tsx'

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
  onLinks: (() => void) | null
}) {
  const t = useT(messages)
  const { language, choose } = useLanguage()
  const [at, setAt] = useState<Anchor | null>(null)
  const [page, setPage] = useState<'all' | 'language'>('all')
  const button = useRef<HTMLButtonElement>(null)
  const all: readonly MenuEntry[] = [
    { label: t(several ? 'severalEnd' : 'several'), run: onSeveral },
    ...(narrow ? [] : [{ label: t('arrange'), icon: 'move' as const, run: onArrange }]),
    ...(narrow ? [] : [{ label: t('keysTitle'), key: '?', run: onKeys }]),
    ...(onLinks === null ? [] : [{ label: t('links'), icon: 'link' as const, run: onLinks }]),
    { label: t('language', { name: writings[language].name }), leads: true, run: () => setPage('language') },
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
  const close = (): void => {
    setAt(null)
    setPage('all')
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="dots"
        aria-label={t('hallMore')}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={() => button.current && setAt(anchorOf(button.current))}
      >
        <Sign name="more" />
      </button>
      {at ? (
        <Menu
          key={page}
          label={t('hallMore')}
          at={at}
          onClose={close}
          entries={page === 'all' ? all : spoken}
          {...(page === 'all' ? {} : { onBack: () => setPage('all') })}
        />
      ) : null}
    </>
  )
}
