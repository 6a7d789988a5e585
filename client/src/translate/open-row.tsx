/**
 * The open row: the original large, its place in the talk, and the field. Nothing in it edits the original. In the field letters
 * are letters; Escape leads out of it, and there they are keys.
 */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import { useState, type KeyboardEvent } from 'react'
import type { ClientProblem } from '../hold/answer.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { keysSaid } from '../ui/key-names.ts'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { languageName } from '../ui/language-name.ts'
import { AskTable, Asked } from './ask.tsx'
import { saysErased } from './erased.ts'
import { useFocus } from './focus.ts'
import { Glossary, type Terms } from './glossary.tsx'
import { judgeKeys } from './keys.tsx'
import { isKey } from './letter-keys.ts'
import { messages } from './messages/index.ts'
import type { TranslatePort } from './port.ts'
import { keyOf } from './queue.ts'
import { Original, Origin, StateOf } from './row.tsx'
import type { Translating, Trouble } from './use-translating.ts'
import { WholeTable } from './whole-table.tsx'

export function OpenRow({
  of,
  into,
  work,
  terms,
  port,
}: {
  of: TextToTranslate
  into: string
  work: Translating
  terms: Terms
  port: TranslatePort
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const key = keyOf(of)
  const { text, isTheirs, isMachines, draft, trouble } = work
  const [asking, setAsking] = useState(false)
  const [whole, setWhole] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  /** Somebody else's or an engine's, untouched: to say that it is right takes more than the key that ends every other text. */
  const judged = isTheirs || isMachines
  const [hasty, setHasty] = useState(false)
  const { field, first } = useFocus()
  /** From a form of this row to where its work goes on: into the field, where letters are letters. */
  const back = (): void => field.current?.focus()
  const there = of.translation

  function inField(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const at = selectionStart === selectionEnd ? selectionStart : null
    if (event.key === 'Enter' && (!event.shiftKey || judged)) {
      // A key that is held goes through the texts of a whole day.
      if (event.repeat) setHasty(judged)
      else if (judged && !event.ctrlKey && !event.metaKey) setHasty(true)
      else work.save()
    } else if (event.key === 'Escape') first.current?.focus()
    else if (event.key === 'ArrowUp' && at === 0) work.move(-1)
    else if (event.key === 'ArrowDown' && at === value.length) work.move(1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  async function unclear(): Promise<void> {
    const said = { kind: 'unclear', ...work.at(of), original: of.text, on: of.unclear === undefined } as const
    const done = await work.say(said)
    setProblem(done.ok ? null : done.problem)
  }
  /** Anywhere else in the row. */
  function onKey(event: KeyboardEvent<HTMLDivElement>): void {
    const { target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
    if (target instanceof HTMLElement && target.closest('textarea, input, select, dialog') !== null) return
    if (event.key === 'Escape' || isKey(event, t('laterKey'), 'KeyL')) work.later()
    else if (event.key === 'ArrowUp') work.move(-1)
    else if (event.key === 'ArrowDown') work.move(1)
    else if (isKey(event, t('askKey'), 'KeyA') && of.table !== null) setAsking(true)
    else if (isKey(event, t('unclearKey'), 'KeyM')) void unclear()
    else if (isKey(event, t('wholeKey'), 'KeyO') && of.table !== null) setWhole(true)
    else return
    event.preventDefault()
  }

  return (
    <div className="row" role="group" aria-label={t('open')} onKeyDown={onKey}>
      <div className="o">
        <Original of={of} />
        <Origin of={of} />
        <Around of={of} into={into} />
        {draft !== undefined && draft.original !== of.text ? (
          <Aside title={t('rewordedSince')} lang={of.lang} text={draft.original} />
        ) : there !== null && there.earlier !== null ? (
          <Aside title={t('ofEarlier')} lang={of.lang} text={there.earlier} />
        ) : null}
        <div className="acts about">
          <Button look="quiet" aria-pressed={of.unclear !== undefined} onClick={() => void unclear()}>
            {t('unclear')} <kbd aria-hidden="true">{t('unclearKey')}</kbd>
          </Button>
          {of.table === null ? null : (
            <Button look="quiet" onClick={() => setWhole(true)}>
              {t('whole')} <kbd aria-hidden="true">{t('wholeKey')}</kbd>
            </Button>
          )}
        </div>
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
          onKeyDown={inField}
        />
        <StateOf of={of} />
        {hasty && judged ? (
          <p className="f" role="status">
            {t('readFirst', { keys: keysSaid(language, judgeKeys) })}
          </p>
        ) : null}
        {draft?.refused === true ? (
          <p className="f trouble" role="alert">
            <b>{t(draft.erased === true ? 'saysErased' : 'changed')}</b> {t('keptSafe')}
          </p>
        ) : null}
        {draft !== undefined && there !== null && there.text !== text ? (
          <Aside title={t('standsThere')} lang={into} text={there.text} />
        ) : null}
        {problem === null ? null : <TroubleOf problem={problem} />}
        {trouble !== null && trouble.key === key && draft?.refused !== true ? (
          <TroubleOf problem={trouble.problem} />
        ) : null}
        <div className="acts">
          <Button ref={first} look="primary" aria-disabled={text.trim() === ''} onClick={work.save}>
            {t(isTheirs ? 'isRight' : isMachines ? 'takeAsMine' : 'save')}{' '}
            <kbd aria-hidden="true">{judged ? keysSaid(language, judgeKeys) : '↵'}</kbd>
          </Button>
          {of.table === null ? null : (
            <Button aria-expanded={asking} onClick={() => setAsking(!asking)}>
              {t('ask')} <kbd aria-hidden="true">{t('askKey')}</kbd>
            </Button>
          )}
          <Button onClick={work.later}>
            {t('later')} <kbd aria-hidden="true">{t('laterKey')}</kbd>
          </Button>
        </div>
        {asking ? (
          <AskTable
            send={(said) => work.say({ kind: 'ask', ...work.at(of), original: of.text, text: said })}
            onDone={() => {
              setAsking(false)
              back()
            }}
          />
        ) : null}
        <Asked of={of} />
        <Glossary of={of} into={into} terms={terms} say={work.say} onDone={back} />
        {whole ? <WholeTable of={of} into={into} port={port} onClose={() => setWhole(false)} /> : null}
      </div>
    </div>
  )
}

const Aside = ({ title, lang, text }: { title: string; lang: string; text: string }) => (
  <div className="ctx">
    <b>{title}</b>
    <p lang={lang} dir="auto">
      {text}
    </p>
  </div>
)

/** What was said just before, and what it is about. */
function Around({ of: { before, beneath, kind, mentions = [] }, into }: { of: TextToTranslate; into: string }) {
  const t = useT(messages)
  return (
    <>
      {before === undefined ? null : (
        <div className="ctx">
          <b>{t('before')}</b>
          <p className="voice" lang={before.lang} dir="auto">
            {before.text}
          </p>
          {before.translation === null ? null : (
            <p lang={into} dir="auto">
              {before.translation}
            </p>
          )}
        </div>
      )}
      {beneath === null ? null : (
        <Aside title={t(kind === 'answer' ? 'asked' : 'beneath')} lang={beneath.lang} text={beneath.text} />
      )}
      {mentions.length === 0 ? null : (
        <div className="ctx">
          <b>{t('mentions')}</b>
          {mentions.map((one, n) => (
            <p key={n} lang={one.lang} dir="auto">
              [{n + 1}] {one.text}
            </p>
          ))}
        </div>
      )}
    </>
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
        : saysErased(problem)
          ? t('saysErased')
          : problemSentence(says, problem)
  return (
    <p className="f trouble" role="alert">
      <b>{what}</b> {t('keptSafe')}
    </p>
  )
}
