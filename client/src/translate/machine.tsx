/** What the operator's engine can do here: begin a run of drafts, see how far it is, stop it, and read why it brought no more. */
import { primaryOf, type Lang } from '@tablee/shared/ids'
import type { MachineDrafts, MachineState, TextsToTranslate, TextToTranslate } from '@tablee/shared/wire/translations'
import { useId, useState } from 'react'
import type { ClientProblem } from '../hold/answer.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import './machine.css'
import { messages } from './machine-messages/index.ts'
import type { TranslatePort } from './port.ts'

const given: ReadonlySet<string> = new Set(['words', 'wording', 'element'] satisfies TextToTranslate['kind'][])
/** Texts of which it can make a draft, and there is none. */
const waiting = (texts: readonly TextToTranslate[], { from }: MachineDrafts): number =>
  texts.filter(
    (text) =>
      given.has(text.kind) &&
      text.draft === undefined &&
      (text.translation === null || text.translation.earlier !== null) &&
      from.includes(primaryOf(text.lang)),
  ).length

/** Nothing where no engine is named for this dialogue. */
export function Machine({ told, into, port }: { told: TextsToTranslate; into: Lang; port: TranslatePort }) {
  const t = useT(messages)
  const says = useT(problemMessages)
  const id = useId()
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const { machine, texts } = told
  if (machine === undefined) return null
  const { name, version, state, done, of, left } = machine
  const many = waiting(texts, machine)
  const works = state === 'working'
  async function send(kind: 'draft' | 'stopDrafts'): Promise<void> {
    setProblem(null)
    const id = port.newId()
    const answer = await port.act(kind === 'draft' ? { id, kind, into, from: null, only: null } : { id, kind, into })
    if (!answer.ok) setProblem(answer.problem)
  }
  return (
    <section className="machine" aria-labelledby={id}>
      <h2 id={id}>
        <Icon name="engine" /> {t('title')}
      </h2>
      <p className="meta">
        <bdi>{version === null ? name : `${name} ${version}`}</bdi>
      </p>
      {works ? (
        <>
          <progress value={done + left} max={of} aria-label={t('progress')} />
          <p role="status">{t('soFar', { done, n: of })}</p>
          <Button onClick={() => void send('stopDrafts')}>{t('stop')}</Button>
        </>
      ) : (
        <>
          {state === 'idle' ? (
            <p role="status">
              {of > 0 ? t('came', { n: done }) : version === null ? t('asks') : t('waits', { n: many })}
            </p>
          ) : (
            <p role="status" className="amber">
              {t(sentences[state])}
            </p>
          )}
          {many > 0 ? <Button onClick={() => void send('draft')}>{t('begin', { n: many })}</Button> : null}
        </>
      )}
      {left > 0 && !works ? <p className="meta">{t('leftOut', { n: left })}</p> : null}
      {problem === null ? null : (
        <p role="alert" className="amber">
          {problemSentence(says, problem)}
        </p>
      )}
    </section>
  )
}

const sentences = {
  unreachable: 'unreachable',
  slow: 'slow',
  wrong: 'wrong',
  resting: 'resting',
  cannot: 'cannot',
} as const satisfies Record<Exclude<MachineState, 'idle' | 'working'>, keyof (typeof messages)['en']>
