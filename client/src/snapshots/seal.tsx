/** The seal of the chosen snapshot: when, with which key, who stands by it, and how anybody checks a download. */
import { useId, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Fingerprint } from '../ui/fingerprint.tsx'
import type { Entry } from './data.ts'
import { messages, sealMessages } from './messages/index.ts'
import type { Naming, ScreenProps } from './props.ts'

/** On which occasions it took itself, as a line each; none where somebody took it. */
export function useReasons({ about }: Pick<Naming, 'about'>): (entry: Entry) => readonly string[] {
  const t = useT(sealMessages)
  const siteOf = (site: string): string => about?.sites?.find(({ id }) => id === site)?.name ?? site
  return ({ whys = [] }) =>
    whys.map((one) => (one.why === 'day' ? t('day') : t(one.why, { site: siteOf(one.site), n: one.session })))
}

/** A time as a sentence has it: to the minute. */
export function useMinute(): (at: number) => string {
  const { language } = useLanguage()
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (at) => format.format(at)
}

export function Seal({ props, naming, entry }: { props: ScreenProps; naming: Naming; entry: Entry }) {
  const t = useT(sealMessages)
  const minute = useMinute()
  const { seal, countersigned = [] } = entry
  const keys = naming.about?.seal
  const before = keys?.earlier.find(({ key }) => key === seal?.key)
  return (
    <section className="section seal" aria-labelledby="seal-title">
      <h2 id="seal-title">{t('title')}</h2>
      {seal === undefined || keys === undefined ? (
        <p>{t('notYet')}</p>
      ) : (
        <>
          <p>{t('sealed', { time: minute(seal.at) })}</p>
          <p>
            <span className="label">{t('key')}</span> <Fingerprint of={keys.fingerprint} />
          </p>
          <p className="meta">{t('keyHelp')}</p>
          {before === undefined ? null : <p className="meta">{t('keyBefore', { key: before.fingerprint })}</p>}
          <details>
            <summary>{t('check')}</summary>
            <p>{t('checkHelp')}</p>
            <code className="num wrap" dir="ltr">
              {/* Downloads are sealed with the key of now, whichever sealed the snapshot. */}
              pnpm tablee verify FILE --key {keys.key}
            </code>
          </details>
        </>
      )}
      {countersigned.length === 0 ? null : (
        <ul className="standing">
          {countersigned.map(({ who, at }) => (
            // A name may run the other way than the sentence.
            <li key={who}>{t('stands', { who: `\u2068${who}\u2069`, time: minute(at) })}</li>
          ))}
        </ul>
      )}
      {props.onCountersign !== null && seal !== undefined ? (
        <StandBy key={entry.hash} first={props.standing ?? false} onCountersign={props.onCountersign} />
      ) : null}
    </section>
  )
}

/** `first`: asked to begin with (the gallery). */
function StandBy({
  first,
  onCountersign,
}: {
  first: boolean
  onCountersign: NonNullable<ScreenProps['onCountersign']>
}) {
  const t = useT(sealMessages)
  const m = useT(messages)
  const id = useId()
  const [asking, setAsking] = useState(first)
  const [who, setWho] = useState('')
  const [state, setState] = useState<'' | 'busy' | 'failed' | 'name' | 'done'>('')
  const name = who.trim()
  async function stand() {
    if (state === 'busy') return
    if (name.length < 2) return setState('name')
    setState('busy')
    const done = await onCountersign(name)
    setState(done ? 'done' : 'failed')
    if (done) setAsking(false)
  }
  if (!asking)
    return (
      <p className="stand">
        <Button
          onClick={() => {
            setState('')
            setAsking(true)
          }}
        >
          {t('stand')}
        </Button>
        <span role="status">{state === 'done' ? t('stood') : ''}</span>
      </p>
    )
  return (
    <form
      className="stand asked"
      onSubmit={(event) => {
        event.preventDefault()
        void stand()
      }}
    >
      <label htmlFor={id}>{t('name')}</label>
      <input
        id={id}
        dir="auto"
        maxLength={80}
        autoComplete="name"
        value={who}
        aria-invalid={state === 'name'}
        aria-describedby={`${id}-help`}
        onChange={(event) => setWho(event.target.value)}
      />
      <p className="meta" id={`${id}-help`}>
        {t('standHelp')}
      </p>
      <div className="acts">
        <Button look="primary" type="submit" aria-disabled={state === 'busy'}>
          {t('standNow')}
        </Button>
        <Button onClick={() => setAsking(false)}>{t('notNow')}</Button>
      </div>
      <p role="alert" className={state === 'failed' || state === 'name' ? 'wrong' : ''}>
        {state === 'failed' ? `${m('notTaken')} ${m('again')}.` : state === 'name' ? t('noName') : ''}
      </p>
    </form>
  )
}
