/** What is chosen, in letters, for whoever does not see it; and its ends, a word more or less, for a finger. */
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { codingMessages as messages } from './messages/index.ts'
import { nameOf } from './told.ts'
import type { Coding } from './use-coding.ts'
import { nothingChosen, stretched, whole } from './words/choosing.ts'
import { signsOf } from './words/spans.ts'

const ends = [
  ['start', -1, '+', 'moreAtStart'],
  ['start', 1, '−', 'lessAtStart'],
  ['end', -1, '−', 'lessAtEnd'],
  ['end', 1, '+', 'moreAtEnd'],
] as const

/** By which the words are described. */
export const howId = 'how-to-choose'

export function Chosen({ coding }: { coding: Coding }) {
  const t = useT(messages)
  const { chosen, words, text, choose } = coding
  const here = new Set(coding.liveGroup?.of.filter(({ mine }) => mine).map(({ code }) => code))
  return (
    <div className="chosen-bar">
      <p className={coding.codings.length > 0 || chosen !== null ? 'away' : 'meta'} id={howId}>
        {t('howToChoose')}
      </p>
      <p className="away" aria-live="polite">
        {chosen === null ? '' : t('chosen', { text: signsOf(text, chosen) })}
      </p>
      {chosen === null ? null : (
        <div className="ends" role="group" aria-label={t('endsOfIt')}>
          {(['start', 'end'] as const).map((end) => (
            <span key={end} className="end">
              <span aria-hidden="true">{t(end === 'start' ? 'start' : 'end')}</span>
              {ends
                .filter(([of]) => of === end)
                .map(([of, by, sign, name]) => (
                  <button
                    key={name}
                    type="button"
                    className="btn"
                    onClick={() => choose((now) => stretched(now, words, of, by))}
                  >
                    <span aria-hidden="true">{sign}</span>
                    <span className="away">{t(name)}</span>
                  </button>
                ))}
            </span>
          ))}
          <Button look="quiet" onClick={() => choose(() => whole(text))}>
            {t('allOfIt')}
          </Button>
          <Button look="quiet" onClick={() => choose(() => nothingChosen)}>
            {t('chooseNothing')}
          </Button>
        </div>
      )}
      {/* On a phone the codebook lies further down: its codes are here, too, for what is chosen. */}
      {chosen === null || coding.codes.length === 0 ? null : (
        <ul className="quick" aria-label={t('codebook')}>
          {coding.codes.map((code) => (
            <li key={code.id}>
              <Button aria-pressed={here.has(code.id)} onClick={() => coding.mark(code.id)}>
                {nameOf(code)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
