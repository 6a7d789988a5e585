/** What this person typed at another table or in another session while there was no network: where it stands now, or that it is here to be copied. */
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { Elsewhere } from '../../link/elsewhere.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { shortened } from '../board/entries.ts'
import { useTable } from '../context.ts'
import { keep } from '../map/card.tsx'
import { messages } from '../messages/index.ts'

/** Letters by which somebody knows their sentence again. */
const some = 80

export type TypedElsewhere = {
  readonly one: Elsewhere
  readonly file: () => Promise<Parameters<typeof keep>[0]>
  readonly onRead: () => void
}

/** Null while there is nothing to say. */
export function useTypedElsewhere(typed: TypedElsewhere | null): ReactNode {
  const t = useT(messages)
  const { mayEdit, act } = useTable()
  if (typed === null) return null
  const { one, file, onRead } = typed
  const { at, aside } = one
  if (aside === null)
    return (
      <Notice
        tone="news"
        icon="saved"
        happened={at === null ? t('typedTaken') : t('typedStands', at)}
        actions={<Button onClick={onRead}>{t('understood')}</Button>}
      />
    )
  const text = aside.texts.join(' ')
  const copies = mayEdit && text !== ''
  return (
    <Notice
      tone="news"
      icon="kept"
      happened={t('typedAside')}
      actions={
        <>
          <Button
            onClick={() => {
              void file().then((kept) => {
                keep(kept)
                if (kept !== null) onRead()
              })
            }}
          >
            {t('refusedKeep')}
          </Button>
          <Button
            look="primary"
            onClick={() => {
              if (copies) act.set({ brought: text })
              onRead()
            }}
          >
            {t(copies ? 'copyHere' : 'understood')}
          </Button>
        </>
      }
    >
      {text === '' ? null : <q dir="auto">{shortened(text, some)}</q>}
    </Notice>
  )
}
