/** What was done, the newest first, by whoever, with what it was done to: any step can be taken back, and done again. */
import type { CodebookTold } from '@tablee/shared/wire/codebook'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { useTimeOfDay } from '../ui/hall/zone.ts'
import { codingMessages as messages } from './messages/index.ts'
import type { Coding } from './use-coding.ts'

const sentence = {
  code: 'doneCode',
  'code-define': 'doneDefine',
  'code-example': 'doneExample',
  'code-unexample': 'doneUnexample',
  'code-move': 'doneMove',
  'code-merge': 'doneMerge',
  'code-drop': 'doneDrop',
  coding: 'doneCoding',
  uncode: 'doneUncode',
  'no-code': 'noneFits',
  memo: 'doneMemo',
  'memo-change': 'doneMemoChange',
  'codes-in': 'doneFile',
  round: 'doneRound',
  'round-join': 'doneJoin',
  'round-close': 'doneClose',
  'round-drop': 'doneRoundDrop',
  'round-settle': 'doneSettle',
} as const

export function Done({ told, coding, open }: { told: CodebookTold; coding: Coding; open: boolean }) {
  const t = useT(messages)
  const time = useTimeOfDay()
  return (
    <section aria-label={t('done')}>
      <details className="steps" open={open}>
        <summary>{t('done')}</summary>
        {told.steps.length === 0 ? <p className="meta">{t('doneNothing')}</p> : null}
        <ol>
          {told.steps.map(({ step, kind, at, coder, name, text, lang, undone, can }) => (
            <li key={step} className="did">
              <span>
                {kind === 'uncode' && name === null ? t('doneUncodeOne') : t(sentence[kind], { code: name ?? '' })}
                {text === null ? null : (
                  <span className="of" dir="auto" {...(lang === null ? {} : { lang })}>
                    {text}
                  </span>
                )}
                <span className="meta">
                  {time(at)}
                  {coder === null ? '' : ` · ${t('coder', { n: coder })}`}
                  {undone ? ` · ${t('takenBack')}` : ''}
                </span>
              </span>
              {can ? (
                <Button look="quiet" onClick={() => coding.say({ kind: undone ? 'redo' : 'undo', of: step })}>
                  {t(undone ? 'again' : 'back')}
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
        {told.earlier > 0 ? <p className="meta">{t('earlierSteps', { n: told.earlier })}</p> : null}
      </details>
    </section>
  )
}
