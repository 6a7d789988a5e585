/** Who may see what of this table: one quiet button, and the dialog behind it. Citizens have the curtain, and look. */
import type { ViewPolicy } from '@tablee/shared/view/policy'
import { useId, type ReactNode } from 'react'
import { useHeaded, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useGoneSaid } from '../../ui/gone-strip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { eyesMessages, observersMessages } from '../messages/index.ts'
import { useObserved, Withheld } from './eyes.tsx'
import { hiding } from './use-policy.ts'
import { Watching } from './watching.tsx'

/** safety.md, Observers: a delay of 0 to 15 minutes. */
const delays = Array.from({ length: 16 }, (_, minutes) => minutes)

export function ObserversButton() {
  const t = useT(observersMessages)
  const { observation, look, act, status } = useTable()
  if (!observation && !look) return null
  const watching = status?.watching ?? 0
  const policy = observation?.policy
  const says =
    policy && !policy.consent
      ? 'observersNone'
      : policy?.observation === 'paused'
        ? 'observersPaused'
        : status?.everybody
          ? 'observersEverybody'
          : 'observers'
  return (
    <Button
      look="quiet"
      className="observers"
      title={watching > 0 ? `${t(says)}. ${t('watching', { n: watching })}` : t(says)}
      aria-haspopup="dialog"
      onClick={() => act.set({ dialog: { kind: observation ? 'observers' : 'eyes' } })}
    >
      <Icon name="illustrates" />
      <span>{t(says)}</span>
      {watching > 0 ? (
        <>
          <b className="num" aria-hidden="true">
            {watching}
          </b>
          <i className="away">. {t('watching', { n: watching })}</i>
        </>
      ) : null}
    </Button>
  )
}

/** On a row or card that observers do not see: a shape and words. */
export function Unseen() {
  const t = useT(observersMessages)
  return (
    <span className="unseen">
      <Icon name="curtain-drawn" />
      {t('unseen')}
    </span>
  )
}

export function ObserversDialog() {
  const t = useT(observersMessages)
  const shared = useT(uiMessages)
  const eyes = useT(eyesMessages)
  const { act, observation, look, drawn } = useTable()
  const seen = useObserved()
  const gone = useGoneSaid()
  if (!observation) return null
  const { policy, mayWrite, live, change } = observation
  const locked = !mayWrite || !live
  return (
    <Dialog title={t('title')} onClose={() => act.set({ dialog: null })}>
      <Watching />
      {mayWrite ? null : <p>{t('readOnly')}</p>}
      {gone !== null || (mayWrite && !live) ? (
        <p className="held">
          <Icon name="kept" />
          {gone ?? t('away')}
        </p>
      ) : null}
      {/* What observers see where the dialogue is by now is not known here. */}
      {drawn && gone === null ? (
        <p className="held">
          <Icon name="curtain-drawn" />
          {t('curtain')}
        </p>
      ) : null}
      {policy === null ? (
        live ? (
          <p>{t('reading')}</p>
        ) : null
      ) : (
        <div className="policy">
          <p className="holds">{t('holds')}</p>
          <Choice
            legend={t('observation')}
            locked={locked}
            value={policy.observation}
            onChoose={(observation) => void change(() => ({ observation }))}
            options={[
              ['open', t('open')],
              ['paused', t('paused')],
            ]}
          />
          {policy.observation === 'paused' && policy.pausedBy === 'room' ? (
            <p className="held">
              <Icon name="silence" />
              <span>{t('pausedByRoom')}</span>
              {mayWrite ? (
                <Button disabled={!live} onClick={() => void change(() => ({ observation: 'paused' }))}>
                  {t('pauseToo')}
                </Button>
              ) : null}
            </p>
          ) : null}
          <Choice
            legend={t('consent')}
            locked={locked}
            value={policy.consent}
            closed={policy.ceiling.consent ? null : true}
            onChoose={(consent) => void change(() => ({ consent }))}
            options={[
              [true, t('agrees')],
              [false, t('agreesNot')],
            ]}
          />
          <Choice
            legend={t('shown')}
            locked={locked}
            value={policy.showWords}
            closed={policy.ceiling.showWords ? null : true}
            onChoose={(showWords) => void change(() => ({ showWords }))}
            options={[
              [true, t('words')],
              [false, t('wording')],
            ]}
          />
          <Choice
            legend={t('notes')}
            locked={locked}
            value={policy.showNotes}
            closed={policy.ceiling.showNotes ? null : true}
            onChoose={(showNotes) => void change(() => ({ showNotes }))}
            options={[
              [false, t('notesNot')],
              [true, t('notesShown')],
            ]}
          />
          <Choice
            legend={t('canvas')}
            locked={locked}
            value={policy.showCanvas}
            closed={policy.ceiling.showCanvas ? null : true}
            onChoose={(showCanvas) => void change(() => ({ showCanvas }))}
            options={[
              [false, t('canvasNot')],
              [true, t('canvasShown')],
            ]}
          />
          <label className="delay">
            <b>{t('delay')}</b>
            <select
              className="pick"
              disabled={locked}
              value={policy.delayMinutes}
              onChange={(event) => {
                const delayMinutes = Number(event.currentTarget.value)
                void change(() => ({ delayMinutes }))
              }}
            >
              {delays.slice(policy.ceiling.delayMinutes).map((minutes) => (
                <option key={minutes} value={minutes}>
                  {minutes === 0 ? t('noDelay') : t('minutes', { n: minutes })}
                </option>
              ))}
            </select>
            {policy.ceiling.delayMinutes === 0 ? null : <small>{t('noShorter')}</small>}
          </label>
          {look ? (
            <>
              <Withheld seen={seen} />
              <p className="eyes-on">
                <Button onClick={() => act.set({ dialog: { kind: 'eyes' } })}>
                  <Icon name="illustrates" />
                  {eyes('look')}
                </Button>
              </p>
            </>
          ) : null}
          <Hidden />
        </div>
      )}
      <div className="acts">
        <p className="outcome" role="status">
          <TakenWords />
        </p>
        <Button look="primary" onClick={() => act.set({ dialog: null })}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Entries that observers do not see; whoever may shows them again. */
function Hidden() {
  const t = useT(observersMessages)
  const headed = useHeaded()
  const { observation, entries } = useTable()
  if (!observation?.policy) return null
  const { policy, mayWrite, live, change } = observation
  const hidden = policy.hidden.flatMap((id) => entries.byId.get(id) ?? [])
  return (
    <section aria-label={t('hidden')}>
      <h3>{t('hidden')}</h3>
      {hidden.length === 0 ? (
        <p className="none">{t('nothingHidden')}</p>
      ) : (
        <ul>
          {hidden.map((entry) => (
            <li key={entry.node.id}>
              <span className="num">{entry.item.number}</span>
              <span lang={entry.node.lang} dir="auto">
                {entry.node.wording}
              </span>
              {mayWrite ? (
                <Button
                  disabled={!live}
                  aria-label={headed(t('showAgain'), entry.item.number || entry.node.wording)}
                  onClick={() => void change(hiding(entry.node.id, false))}
                >
                  {t('showAgain')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** How the last change went: it stands until the next. */
function TakenWords(): ReactNode {
  const t = useT(observersMessages)
  const taken = useTable().observation?.taken
  switch (taken?.kind) {
    case 'saving':
      return (
        <>
          <Icon name="saving" />
          {t('saving')}
        </>
      )
    case 'saved':
      return (
        <>
          <Icon name="saved" />
          {t('saved')}
        </>
      )
    case 'failed':
      return (
        <>
          <Icon name="refused" />
          {t(failing(taken.problem.code))}
        </>
      )
    case 'still':
    case undefined:
      return null
  }
}

function failing(code: string): 'failed' | 'failedAway' | 'beyond' {
  if (code === 'beyond-dialogue') return 'beyond'
  return code === 'offline' || code === 'timeout' ? 'failedAway' : 'failed'
}

/** `closed`: the one that the dialogue lets no table choose. */
function Choice<T extends ViewPolicy['observation'] | boolean>({
  legend,
  options,
  value,
  locked,
  closed = null,
  onChoose,
}: {
  legend: string
  options: readonly (readonly [T, string])[]
  value: T
  locked: boolean
  closed?: T | null
  onChoose: (value: T) => void
}) {
  const t = useT(observersMessages)
  const name = useId()
  return (
    <fieldset disabled={locked}>
      <legend>{legend}</legend>
      {options.map(([one, label]) => (
        <label key={String(one)}>
          <input
            type="radio"
            name={name}
            checked={one === value}
            disabled={one === closed}
            onChange={() => onChoose(one)}
          />
          <span>
            {label}
            {one === closed ? <small>{t('beyond')}</small> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
