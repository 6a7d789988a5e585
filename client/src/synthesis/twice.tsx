/** What is read by two: which entries, how far the two agree, and where they differ, to be settled by hand. */
import { samples } from '@tablee/shared/synthesis/sample'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Said } from './bits.tsx'
import { messages } from './messages/index.ts'
import { Where } from './queue.tsx'
import type { Desk } from './use-desk.ts'

export function Twice({ told, desk, open }: { told: ThemesTold; desk: Desk; open: boolean }) {
  const t = useT(messages)
  const list = useList()
  const { language } = useLanguage()
  const { every, waiting, twice, alike, alpha, differ } = told.twice
  const nameOf = (themes: readonly string[]): string =>
    themes.length === 0
      ? t('inNoTheme')
      : list(told.themes.filter(({ id }) => themes.includes(id)).map(({ name }) => name))
  const readerOf = (n: number | null): string => (n === null ? t('somebody') : t('reader', { n }))
  const figure = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (
    <section aria-label={t('twice')}>
      <details className="steps" open={open}>
        <summary>
          {t('twice')}
          {differ.length > 0 ? <span className="tag">{t('differ', { n: differ.length })}</span> : null}
        </summary>
        <label className="chosen">
          <span className="away">{t('twiceEvery')}</span>
          <select
            className="pick"
            value={every}
            onChange={(event) => {
              const chosen = samples.find((one) => String(one) === event.currentTarget.value)
              if (chosen !== undefined) desk.say({ kind: 'sample', every: chosen })
            }}
          >
            {samples.map((one) => (
              <option key={one} value={one}>
                {one === 0 ? t('twiceNone') : t('twiceOf', { n: one })}
              </option>
            ))}
          </select>
        </label>
        {every > 0 ? <p className="meta">{t('twiceWhich')}</p> : null}
        {twice > 0 || waiting > 0 ? (
          <p className="agreed">
            {twice > 0 ? t('twiceSo', { n: twice, alike }) : ''}
            {twice > 0 && alpha !== null ? ` · ${t('twiceAlpha', { alpha: figure.format(alpha) })}` : ''}
            {twice > 0 && waiting > 0 ? ' · ' : ''}
            {waiting > 0 ? t('twiceWaiting', { n: waiting }) : ''}
          </p>
        ) : null}
        <ol>
          {differ.map(({ entry, first, second, readers }) => (
            <li key={entry.entry} className="two">
              <Said entry={entry} />
              <Where entry={entry} told={told} />
              <div className="acts">
                {[first, second].map((themes, n) => (
                  <Button
                    key={n === 0 ? 'first' : 'second'}
                    onClick={() => desk.say({ kind: 'settle', entry: entry.entry, themes: [...themes] })}
                  >
                    {t('belongs', { reader: readerOf(readers[n] ?? null), themes: nameOf(themes) })}
                  </Button>
                ))}
                {first.length > 0 && second.length > 0 ? (
                  <Button
                    look="quiet"
                    onClick={() =>
                      desk.say({ kind: 'settle', entry: entry.entry, themes: [...new Set([...first, ...second])] })
                    }
                  >
                    {t('both')}
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
