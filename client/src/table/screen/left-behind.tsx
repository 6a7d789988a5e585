/** What this person left half written at another session's board: where it is, in words, and the way back to it. */
import { useMemo, useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { browser } from '../../link/environment.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { shortened } from '../board/entries.ts'
import { halfElsewhere } from '../composer/half-said.ts'
import { useTable } from '../context.ts'
import { messages } from '../messages/index.ts'

/** Letters of a sentence by which somebody knows it again. */
const some = 60

/** `left`: the board that somebody was led away from while they wrote. Null while there is nothing to say. */
export function useLeftBehind(left: string | null, onOpen: (board: string) => void): ReactNode {
  const t = useT(messages)
  const { link, status, mayEdit, act } = useTable()
  const [read, setRead] = useState(false)
  const half = useMemo(() => (status === null ? null : halfElsewhere(browser(), link, status)), [link, status])
  const wrote = status?.sessions?.find(({ board }) => board === left) ?? null
  const at = half ?? (wrote && { board: wrote.board, session: wrote.number })
  if (read || at === null || at.board === status?.board) return null
  if (half !== null && at.session === null)
    return (
      <Notice
        tone="news"
        icon="kept"
        happened={t('leftAtTable')}
        actions={
          <>
            <Button onClick={() => setRead(true)}>{t('understood')}</Button>
            {mayEdit ? (
              <Button
                look="primary"
                onClick={() => {
                  act.set({ brought: half.half.text })
                  half.drop()
                  setRead(true)
                }}
              >
                {t('copyHere')}
              </Button>
            ) : null}
          </>
        }
      >
        <q lang={half.half.lang} dir="auto">
          {shortened(half.half.text, some)}
        </q>
      </Notice>
    )
  return (
    <Notice
      tone="news"
      icon="kept"
      happened={t('leftWriting', { session: at.session ?? 0 })}
      actions={
        <>
          <Button onClick={() => setRead(true)}>{t('understood')}</Button>
          <Button look="primary" onClick={() => onOpen(at.board)}>
            {t('takeUp')}
          </Button>
        </>
      }
    >
      {half === null ? (
        t('leftOnBoard')
      ) : (
        <>
          {t('leftUnadded')}{' '}
          <q lang={half.half.lang} dir="auto">
            {shortened(half.half.text, some)}
          </q>
        </>
      )}
    </Notice>
  )
}
