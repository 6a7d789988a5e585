/** What coders noted, whose it is, and one's own to be changed or taken away. */
import { useState } from 'react'
import type { MemoTold } from '@tablee/shared/wire/codebook'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { MemoField } from './memo.tsx'
import { codingMessages as messages } from './messages/index.ts'
import type { Coding } from './use-coding.ts'

export function Memos({ memos, coding }: { memos: readonly MemoTold[]; coding: Coding }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const [changing, setChanging] = useState<string | null>(null)
  return memos.map(({ memo, text, lang, coder, mine }) => {
    if (text === null) return null
    if (changing === memo)
      return (
        <MemoField
          key={memo}
          first={text}
          onKeep={(to) => {
            coding.say({ kind: 'memo-change', memo, text: to, lang: language })
            setChanging(null)
          }}
          onCancel={() => setChanging(null)}
        />
      )
    return (
      <span key={memo} className="one">
        <span dir="auto" lang={lang}>
          {text}
        </span>
        <span className="meta">
          {t('coder', { n: coder })}
          {mine ? (
            <>
              <Button look="quiet" onClick={() => setChanging(memo)}>
                {t('change')}
              </Button>
              <Button look="quiet" onClick={() => coding.say({ kind: 'memo-change', memo, text: '', lang })}>
                {t('takeAway')}
              </Button>
            </>
          ) : null}
        </span>
      </span>
    )
  })
}
