/** What somebody who codes notes for the others, and for later. */
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { codingMessages as messages } from './messages/index.ts'

/** Letters of a memo; the server takes no more. */
export const longestMemo = 4000

/** `first`: what it says so far. `asked`: it has the keyboard; one that waited is not in the way of whoever comes by. */
export function MemoField({
  first = '',
  asked = true,
  onWrite,
  onKeep,
  onCancel,
}: {
  first?: string
  asked?: boolean
  onWrite?: (text: string) => void
  onKeep: (text: string) => void
  onCancel: () => void
}) {
  const t = useT(messages)
  const [text, setText] = useState(first)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (asked) field.current?.focus()
  }, [asked])
  function keep(event?: FormEvent): void {
    event?.preventDefault()
    if (text.trim() !== '') onKeep(text.trim())
  }
  return (
    <form
      className="noting"
      onSubmit={keep}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep()
      }}
    >
      <label>
        <span className="away">{t('addMemo')}</span>
        <textarea
          ref={field}
          dir="auto"
          rows={3}
          value={text}
          maxLength={longestMemo}
          onChange={(event) => {
            setText(event.currentTarget.value)
            onWrite?.(event.currentTarget.value)
          }}
        />
      </label>
      <div className="acts">
        <Button look="primary" type="submit" aria-disabled={text.trim() === ''}>
          {t('keep')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
