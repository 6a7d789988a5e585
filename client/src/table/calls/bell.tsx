/** The bell: one tap opens what a table can call for, the second calls. Nobody in the hall hears it. */
import { callNames } from '@tablee/shared/i18n/names-messages/index'
import { callKinds } from '@tablee/shared/room/rows'
import { useState } from 'react'
import { useHeaded, useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { freshId } from '../board/verbs.ts'
import { useTable } from '../context.ts'
import { callsMessages } from './messages/index.ts'

export function Bell() {
  const t = useT(callsMessages)
  const called = useT(callNames)
  const headed = useHeaded()
  const { calling } = useTable()
  const [at, setAt] = useState<Anchor | null>(null)
  if (calling === null) return null
  const { told, say } = calling
  const call = told?.call ?? null
  const entries: readonly MenuEntry[] =
    call === null
      ? [
          { head: t('quietly') },
          ...callKinds.map((about) => ({
            label: headed(called(about), t(`about-${about}`)),
            run: () => say({ id: freshId(), kind: 'call', about }),
          })),
        ]
      : [
          { head: called(call.kind) },
          { label: t('takeBack'), run: () => say({ id: freshId(), kind: 'take-back', call: call.id }) },
        ]
  return (
    <>
      <button
        type="button"
        className="bell"
        title={t('bell')}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        data-called={call !== null || undefined}
        onClick={(event) => setAt(anchorOf(event.currentTarget))}
      >
        <Icon name="help" />
        <span>{t('bell')}</span>
      </button>
      {at === null ? null : <Menu label={t('bell')} entries={entries} at={at} onClose={() => setAt(null)} />}
    </>
  )
}
