/** Files that were just chosen: what they are, when they are shown, in which languages. Most of it is guessed and can be changed. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { materialKinds } from '@tablee/shared/materials/rows'
import type { Plan } from '@tablee/shared/wire/plan'
import { useId, useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { lacking, type AddDraft, type Given } from './draft.ts'
import type { Named } from './from-name.ts'
import { LanguagePick } from './language-pick.tsx'
import { materialsMessages } from './messages/index.ts'

const mostTitle = 200

/** `named`: the languages of the dialogue. `problem`: why it was not added, said. */
export function AddMaterial({
  first,
  session,
  named,
  lang,
  problem,
  busy,
  onAdd,
  onClose,
}: {
  first: AddDraft
  session: Plan['sessions'][number]
  named: readonly Named[]
  /** Of the title that is asked for. */
  lang: string
  problem: string | null
  busy: boolean
  onAdd: (draft: AddDraft) => void
  onClose: () => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const id = useId()
  const [draft, setDraft] = useState(first)
  const [tried, setTried] = useState(false)
  const lacks = lacking(draft)
  const film = draft.kind === 'film'
  const give = (at: number, one: Given): void =>
    setDraft({ ...draft, given: draft.given.map((before, index) => (index === at ? one : before)) })
  return (
    <Dialog title={t('addTo', { n: session.number })} className="material-form" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (lacks === null && !busy) onAdd(draft)
        }}
      >
        {film ? null : (
          <fieldset className="kinds">
            <legend>{t('what')}</legend>
            {materialKinds.map((kind) =>
              kind === 'film' ? null : (
                <label key={kind}>
                  <input
                    type="radio"
                    name={`${id}kind`}
                    checked={draft.kind === kind}
                    onChange={() => setDraft({ ...draft, kind })}
                  />
                  {t(kind)}
                </label>
              ),
            )}
          </fieldset>
        )}
        <p>
          <label htmlFor={`${id}title`}>{t('called')}</label>
          <input
            id={`${id}title`}
            lang={lang}
            dir="auto"
            required
            maxLength={mostTitle}
            value={draft.title}
            onChange={({ target }) => setDraft({ ...draft, title: target.value })}
          />
        </p>
        <p>
          <label htmlFor={`${id}when`}>{t('when')}</label>
          <select
            id={`${id}when`}
            className="pick"
            value={draft.step ?? ''}
            onChange={({ target }) => setDraft({ ...draft, step: target.value === '' ? null : Number(target.value) })}
          >
            <option value="">{t('anyTime')}</option>
            {session.steps.map((step, at) =>
              step.skipped ? null : (
                <option key={at} value={at}>
                  {shownIn(step.title, language)}
                </option>
              ),
            )}
          </select>
        </p>
        {draft.given.map((one, at) => (
          <LanguagePick
            key={`${at}${one.file.name}`}
            label={t('languageOf', { file: one.file.name })}
            value={one.lang}
            named={named}
            all={one.what === 'file'}
            onPick={(tongue) => give(at, { ...one, lang: tongue })}
          />
        ))}
        {lacks === 'twice' || (tried && lacks !== null) ? (
          <p className="said failed" role="alert">
            {t(lacks)}
          </p>
        ) : null}
        {problem === null ? null : (
          <p className="said failed" role="alert">
            {problem}
          </p>
        )}
        <div className="acts">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" aria-disabled={lacks !== null || busy || undefined}>
            {t('add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
