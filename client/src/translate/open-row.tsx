/** The open row: the original large, its place in the talk, and the field. Nothing in it edits the original. */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import type { KeyboardEvent } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { languageName } from '../ui/language-name.ts'
import { useFocus } from './focus.ts'
import { messages } from './messages/index.ts'
import { keyOf } from './queue.ts'
import { Original, Origin, StateOf } from './row.tsx'
import type { Translating, Trouble } from './use-translating.ts'

export function OpenRow({ of, into, work }: { of: TextToTranslate; into: string; work: Translating }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const key = keyOf(of)
  const field = useFocus()
  const draft = work.drafts[key]
  const { text, isTheirs, saving, trouble } = work
  const there = of.translation

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const at = selectionStart === selectionEnd ? selectionStart : null
    if (event.key === 'Enter' && !event.shiftKey) void work.save()
    else if (event.key === 'Escape') work.later()
    else if (event.key === 'ArrowUp' && at === 0) work.move(-1)
    else if (event.key === 'ArrowDown' && at === value.length) work.move(1)
    else return
    event.preventDefault()
  }

  return (
    <div className="row">
      <div className="o">
        <Original of={of} />
        <Origin of={of} />
        {of.beneath === null ? null : (
          <div className="ctx">
            <b>{t('beneath')}</b>
            <p lang={of.beneath.lang} dir="auto">
              {of.beneath.text}
            </p>
          </div>
        )}
        {draft !== undefined && draft.original !== of.text ? (
          <div className="ctx">
            <b>{t('rewordedSince')}</b>
            <p lang={of.lang} dir="auto">
              {draft.original}
            </p>
          </div>
        ) : there !== null && there.earlier !== null ? (
          <div className="ctx">
            <b>{t('ofEarlier')}</b>
            <p lang={of.lang} dir="auto">
              {there.earlier}
            </p>
          </div>
        ) : null}
      </div>
      <div className="t">
        <textarea
          ref={field}
          className="fld"
          rows={3}
          lang={into}
          dir="auto"
          aria-label={t('fieldLabel', { language: languageName(into, language) })}
          value={text}
          maxLength={4_000}
          onChange={(event) => work.write(event.target.value)}
          onKeyDown={onKey}
        />
        <StateOf of={of} />
        {draft !== undefined && there !== null && there.text !== text ? (
          <div className="ctx">
            <b>{t('standsThere')}</b>
            <p lang={into} dir="auto">
              {there.text}
            </p>
          </div>
        ) : null}
        {trouble !== null && trouble.key === key ? <TroubleOf problem={trouble.problem} /> : null}
        <div className="acts">
          <Button look="primary" aria-disabled={saving || text.trim() === ''} onClick={() => void work.save()}>
            {t(isTheirs ? 'isRight' : 'save')} <kbd aria-hidden="true">↵</kbd>
          </Button>
          <Button onClick={work.later}>
            {t('later')} <kbd aria-hidden="true">Esc</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

/** What happened, and that nothing of what was written is lost by it. */
function TroubleOf({ problem }: { problem: Trouble['problem'] }) {
  const t = useT(messages)
  const says = useT(problemMessages)
  const what =
    problem.code === 'gone' || problem.code === 'not-found'
      ? t('gone')
      : problem.code === 'changed'
        ? t('changed')
        : problemSentence(says, problem)
  return (
    <p className="f trouble" role="alert">
      <b>{what}</b> {t('keptSafe')}
    </p>
  )
}
