/** Everything of one material that can be changed, beneath its row: titles, place, files and captions by language, and to remove it. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Lang } from '@tablee/shared/ids'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import type { Plan } from '@tablee/shared/wire/plan'
import { useId, useState } from 'react'
import { direction, useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { languageName } from '../../ui/language-name.ts'
import { sizeSaid } from '../../ui/size.ts'
import { accepts } from './accepts.ts'
import { languageOf, type Named } from './from-name.ts'
import { LanguagePick } from './language-pick.tsx'
import { materialsMessages } from './messages/index.ts'
import type { Target } from './unfinished.ts'

const mostTitle = 200

/** What is asked for: the page sends it, with an id. */
export type Change =
  | { readonly title: Readonly<Record<string, string>> }
  | { readonly step: { readonly session: number; readonly step: number | null } | null }
export type Held = MaterialTold['files'][number] | MaterialTold['captions'][number]

export function ChangeMaterial({
  material,
  plan,
  named,
  canRise,
  canSink,
  onSay,
  onMove,
  onFile,
  onTake,
  onRemove,
}: {
  material: MaterialTold
  plan: Plan
  named: readonly Named[]
  canRise: boolean
  canSink: boolean
  onSay: (change: Change) => void
  /** Up (-1) or down (1) among those of its step. */
  onMove: (by: -1 | 1) => void
  onFile: (file: File, to: Target) => void
  onTake: (file: Held) => void
  onRemove: () => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const { id, kind, step } = material
  const title = shownIn(material.title, language, plan.lang)
  const where = useId()
  const place = step === null ? '' : `${step.session} ${step.step ?? ''}`
  return (
    <div className="change">
      <Titles key={JSON.stringify(material.title)} title={material.title} langs={plan.langs} onSay={onSay} />
      <p>
        <label htmlFor={where}>{t('when')}</label>
        <select
          id={where}
          className="pick"
          value={place}
          onChange={({ target }) => {
            const [session = '', at = ''] = target.value.split(' ')
            onSay({
              step: session === '' ? null : { session: Number(session), step: at === '' ? null : Number(at) },
            })
          }}
        >
          <option value="">{t('wholeDay')}</option>
          {plan.sessions.map((one) => (
            <optgroup
              key={one.number}
              label={`${t('session', { n: one.number })} · ${shownIn(one.title, language, plan.lang)}`}
            >
              <option value={`${one.number} `}>{`${one.number} · ${t('anyTime')}`}</option>
              {one.steps.map((each, at) =>
                each.skipped ? null : (
                  <option key={at} value={`${one.number} ${at}`}>
                    {`${one.number} · ${shownIn(each.title, language, plan.lang)}`}
                  </option>
                ),
              )}
            </optgroup>
          ))}
        </select>
      </p>
      <Languages what="file" material={material} named={named} onFile={onFile} onTake={onTake} />
      {kind === 'film' ? (
        <Languages what="captions" material={material} named={named} onFile={onFile} onTake={onTake} />
      ) : null}
      <div className="acts" key={id}>
        {canRise ? (
          <Button aria-label={t('earlierIt', { title })} onClick={() => onMove(-1)}>
            {t('earlier')}
          </Button>
        ) : null}
        {canSink ? (
          <Button aria-label={t('laterIt', { title })} onClick={() => onMove(1)}>
            {t('later')}
          </Button>
        ) : null}
        <Button className="removes" aria-label={t('removeIt', { title })} onClick={onRemove}>
          {t('remove')}
        </Button>
      </div>
    </div>
  )
}

/** A title in each language of the dialogue; who reads one that it lacks is shown the dialogue's own. */
function Titles({
  title,
  langs,
  onSay,
}: {
  title: MaterialTold['title']
  langs: readonly string[]
  onSay: (change: Change) => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const id = useId()
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(title)
  const tags = [...new Set([...langs, ...Object.keys(title)])]
  const said = Object.fromEntries(
    Object.entries(texts)
      .map(([tag, text]) => [tag, text.trim()] as const)
      .filter(([, text]) => text !== ''),
  )
  const same = JSON.stringify(said) === JSON.stringify(title)
  const none = Object.keys(said).length === 0
  return (
    <form
      className="titles"
      onSubmit={(event) => {
        event.preventDefault()
        if (!same && !none) onSay({ title: said })
      }}
    >
      {tags.map((tag) => (
        <p key={tag}>
          <label htmlFor={`${id}${tag}`}>{t('calledIn', { lang: languageName(tag, language) })}</label>
          <input
            id={`${id}${tag}`}
            lang={tag}
            dir={direction(tag)}
            maxLength={mostTitle}
            value={texts[tag] ?? ''}
            onChange={({ target }) => setTexts({ ...texts, [tag]: target.value })}
          />
        </p>
      ))}
      {none ? <p className="meta">{t('noTitle')}</p> : null}
      {same ? null : (
        <div className="acts">
          <Button type="submit" look="primary" aria-disabled={none || undefined}>
            {t('save')}
          </Button>
        </div>
      )}
    </form>
  )
}

/** Its files, or its captions: one for each language, and room for another. */
function Languages({
  what,
  material,
  named,
  onFile,
  onTake,
}: {
  what: Target['what']
  material: MaterialTold
  named: readonly Named[]
  onFile: (file: File, to: Target) => void
  onTake: (file: Held) => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const list = useList()
  const [chosen, choose] = useState<{ readonly file: File; readonly lang: Lang | null } | null>(null)
  const captions = what === 'captions'
  const there: readonly Held[] = captions ? material.captions : material.files
  const own = named[0]?.tag ?? null
  const has = new Set(there.map(({ lang }) => lang))
  const free = named.find(({ tag }) => !has.has(tag))?.tag ?? own
  return (
    <section className="held">
      <h4>{t(captions ? 'captions' : 'files')}</h4>
      <ul>
        {there.map((file) => (
          <li key={`${file.lang ?? ''} ${file.hash}`}>
            <p>
              <b>{file.lang === null ? t('forAll') : languageName(file.lang, language)}</b>{' '}
              <span className="meta">
                <bdi>{list([file.name, sizeSaid(file.bytes, language)])}</bdi>
              </span>
            </p>
            <Button aria-label={t('takeAwayIt', { file: file.name })} onClick={() => onTake(file)}>
              {t('takeAway')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen === null ? (
        <FileChooser
          className="droppable"
          label={t(captions ? 'addCaptions' : 'addFile')}
          drop={t('drop')}
          accept={accepts[captions ? 'captions' : material.kind]}
          onFiles={([file]) =>
            choose({
              file,
              lang: languageOf(file.name, named) ?? (material.kind === 'film' && !captions ? null : free),
            })
          }
        />
      ) : (
        <form
          className="chosen"
          onSubmit={(event) => {
            event.preventDefault()
            onFile(chosen.file, { material: material.id, what, lang: chosen.lang })
            choose(null)
          }}
        >
          <LanguagePick
            label={t('languageOf', { file: chosen.file.name })}
            value={chosen.lang}
            named={named}
            all={!captions}
            onPick={(lang) => choose({ ...chosen, lang })}
          />
          <div className="acts">
            <Button onClick={() => choose(null)}>{t('cancel')}</Button>
            <Button type="submit" look="primary">
              {t('add')}
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}
