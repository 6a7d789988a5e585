/** What is filled in to change the day: of each kind of change its own few fields, with what is most likely meant in them. */
import { mostAdded } from '@tablee/shared/dialogue/changes'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Plan } from '@tablee/shared/wire/plan'
import { useId, type ReactNode } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { languageName } from '../language-name.ts'
import {
  asked,
  questionIn,
  questionsOf,
  firstStep,
  sessionsFor,
  stepAt,
  stepKinds,
  titlesOf,
  toldBy,
  type PlanDraft,
  type Question,
  type StepKind,
} from './draft.ts'
import { planMessages } from './messages/index.ts'
import type { PlanKind, PlanPlaces } from './port.ts'

export type FieldsProps = {
  readonly kind: PlanKind
  readonly plan: Plan
  readonly places: PlanPlaces
  readonly draft: PlanDraft
  readonly onDraft: (draft: PlanDraft) => void
}

export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string | undefined
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint === undefined ? null : <span className="meta">{hint}</span>}
    </p>
  )
}
type Option = { readonly value: string; readonly name: string; readonly off?: boolean }
function Pick({
  label,
  value,
  options,
  onPick,
}: {
  label: string
  value: string
  options: readonly Option[]
  onPick: (value: string) => void
}) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} className="pick" value={value} onChange={({ target }) => onPick(target.value)}>
          {options.map((one) => (
            <option key={one.value} value={one.value} disabled={one.off === true}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
/** What is being typed is no number yet now and then; then nothing can be sent. */
function Count({
  label,
  hint,
  value,
  least,
  most,
  onCount,
}: {
  label: string
  hint?: string
  value: number
  least: number
  most: number
  onCount: (value: number) => void
}) {
  return (
    <Field label={label} hint={hint}>
      {(id) => (
        <input
          id={id}
          type="number"
          inputMode="numeric"
          className="count num"
          min={least}
          max={most}
          required
          value={Number.isNaN(value) ? '' : value}
          onChange={({ target }) => onCount(target.valueAsNumber)}
        />
      )}
    </Field>
  )
}

export function Fields(props: FieldsProps) {
  switch (props.kind) {
    case 'add-table':
      return <TableFields {...props} />
    case 'add-seats':
      return <SeatsFields {...props} />
    case 'add-site':
      return <SiteFields {...props} />
    case 'reword':
      return <WordsFields {...props} />
    case 'add-step':
    case 'set-minutes':
    case 'skip-step':
      return <StepFields {...props} />
  }
}

function useLanguages({ langs }: Plan): readonly Option[] {
  const { language } = useLanguage()
  return langs.map((lang) => ({ value: lang, name: languageName(lang, language) }))
}

function TableFields({ plan, places, draft, onDraft }: FieldsProps) {
  const t = useT(planMessages)
  const languages = useLanguages(plan)
  const sites = places.sites.map(({ id, name }) => ({ value: id, name }))
  return (
    <>
      {sites.length > 1 ? (
        <Pick label={t('site')} value={draft.site} options={sites} onPick={(site) => onDraft({ ...draft, site })} />
      ) : null}
      <Count
        label={t('seats')}
        value={draft.seats}
        least={1}
        most={mostAdded.seats}
        onCount={(seats) => onDraft({ ...draft, seats })}
      />
      {languages.length > 1 ? (
        <Pick
          label={t('language')}
          value={draft.lang}
          options={languages}
          onPick={(lang) => onDraft({ ...draft, lang })}
        />
      ) : null}
    </>
  )
}

function SeatsFields({ places, draft, onDraft }: FieldsProps) {
  const t = useT(planMessages)
  const now = places.tables.find(({ id }) => id === draft.table)
  const options = places.tables.map(({ id, number }) => ({ value: id, name: t('tableN', { table: number }) }))
  const choose = (table: string): void => {
    const seats = places.tables.find(({ id }) => id === table)?.seats ?? 0
    onDraft({ ...draft, table, seats: seats + 1 })
  }
  return (
    <>
      <Pick label={t('table')} value={draft.table} options={options} onPick={choose} />
      <Count
        label={t('seats')}
        hint={t('seatsNow', { n: now?.seats ?? 0 })}
        value={draft.seats}
        least={(now?.seats ?? 0) + 1}
        most={mostAdded.seats}
        onCount={(seats) => onDraft({ ...draft, seats })}
      />
    </>
  )
}

function SiteFields({ plan, draft, onDraft }: FieldsProps) {
  const t = useT(planMessages)
  const languages = useLanguages(plan)
  return (
    <>
      <Field label={t('siteName')}>
        {(id) => (
          <input
            id={id}
            maxLength={80}
            required
            value={draft.name}
            onChange={({ target }) => onDraft({ ...draft, name: target.value })}
          />
        )}
      </Field>
      <Field label={t('country')} hint={t('countryHow')}>
        {(id) => (
          <input
            id={id}
            className="count"
            dir="ltr"
            maxLength={2}
            required
            pattern="[A-Za-z]{2}"
            autoCapitalize="characters"
            value={draft.country}
            onChange={({ target }) => onDraft({ ...draft, country: target.value.toUpperCase() })}
          />
        )}
      </Field>
      {languages.length > 1 ? (
        <Pick
          label={t('siteLanguage')}
          value={draft.lang}
          options={languages}
          onPick={(lang) => onDraft({ ...draft, lang })}
        />
      ) : null}
    </>
  )
}

function StepFields({ kind, plan, draft, onDraft }: FieldsProps) {
  const t = useT(planMessages)
  const { language } = useLanguage()
  const told = (text: Readonly<Record<string, string>>): string => shownIn(text, language, plan.lang)
  const sessions = sessionsFor(kind, plan)
  const steps = plan.sessions.find(({ number }) => number === draft.session)?.steps ?? []
  const step = stepAt(plan, draft)
  if (sessions.length === 0) return <p role="status">{t('noStep')}</p>
  const inSession = (session: number): PlanDraft => meant({ ...draft, session, step: firstStep(kind, plan, session) })
  const meant = (next: PlanDraft): PlanDraft =>
    kind === 'set-minutes' ? { ...next, minutes: stepAt(plan, next)?.minutes ?? next.minutes } : next
  const named = (one: Plan['sessions'][number]['steps'][number]): string =>
    one.runs
      ? t('runsOption', { step: told(one.title) })
      : one.open
        ? t('openOption', { step: told(one.title) })
        : told(one.title)
  const places =
    kind === 'add-step'
      ? [
          { value: '0', name: t('atFirst') },
          ...steps.flatMap((one, at) =>
            one.skipped ? [] : [{ value: String(at + 1), name: t('after', { step: named(one) }) }],
          ),
        ]
      : steps.flatMap((one, at) =>
          one.skipped
            ? []
            : [{ value: String(at), name: named(one), off: kind === 'skip-step' && (one.runs || one.open) }],
        )
  return (
    <>
      <Pick
        label={t('session')}
        value={String(draft.session)}
        options={sessions.map(({ number, title, begins }) => ({
          value: String(number),
          name: [String(number), told(title), ...(begins === undefined ? [] : [begins])].join(' · '),
        }))}
        onPick={(session) => onDraft(inSession(Number(session)))}
      />
      {kind === 'add-step' ? (
        <Pick
          label={t('stepKind')}
          value={draft.kind}
          options={stepKinds.map((one) => ({ value: one, name: t(`step-${one}`) }))}
          onPick={(value) => {
            const next: StepKind = stepKinds.find((one) => one === value) ?? 'break'
            onDraft({ ...draft, kind: next, texts: titlesOf(next, plan) })
          }}
        />
      ) : null}
      <Pick
        label={t(kind === 'add-step' ? 'where' : 'step')}
        value={String(draft.step)}
        options={places}
        onPick={(at) => onDraft(meant({ ...draft, step: Number(at) }))}
      />
      {kind === 'add-step' ? (
        <Texts label={(lang) => t('called', { lang })} plan={plan} draft={draft} onDraft={onDraft} />
      ) : null}
      {kind === 'add-step' && draft.kind === 'private-writing' ? (
        <>
          <Texts
            label={(lang) => t('writesAbout', { lang })}
            of="prompts"
            plan={plan}
            draft={draft}
            onDraft={onDraft}
          />
          <Pick
            label={t('signature')}
            value={draft.signature}
            options={[
              { value: 'seat-code', name: t('signed') },
              { value: 'anonymous', name: t('unsigned') },
            ]}
            onPick={(value) => onDraft({ ...draft, signature: value === 'anonymous' ? 'anonymous' : 'seat-code' })}
          />
        </>
      ) : null}
      {kind === 'skip-step' ? null : (
        <Count
          label={t('minutes')}
          {...(kind === 'add-step' ? {} : { hint: t('minutesNow', { n: step?.minutes ?? 0 }) })}
          value={draft.minutes}
          least={kind === 'set-minutes' && step?.runs === true ? step.minutes : 1}
          most={mostAdded.minutes}
          onCount={(minutes) => onDraft({ ...draft, minutes })}
        />
      )}
      {kind === 'set-minutes' && step?.runs === true ? <p className="meta">{t('runsNow')}</p> : null}
    </>
  )
}

/** One field for each of the dialogue's languages: nobody who chose one of them is answered in another. */
function Texts({
  label,
  of = 'texts',
  plan,
  draft,
  onDraft,
}: Pick<FieldsProps, 'plan' | 'draft' | 'onDraft'> & {
  label: (lang: string) => string
  of?: 'texts' | 'prompts'
}) {
  const { language } = useLanguage()
  return plan.langs.map((lang) => (
    <Field key={lang} label={label(languageName(lang, language))}>
      {(id) => (
        <textarea
          id={id}
          lang={lang}
          dir={direction(lang)}
          rows={1}
          maxLength={mostAdded.question}
          required
          value={draft[of][lang] ?? ''}
          onChange={({ target }) => onDraft({ ...draft, [of]: { ...draft[of], [lang]: target.value } })}
        />
      )}
    </Field>
  ))
}

function WordsFields({ plan, draft, onDraft }: FieldsProps) {
  const t = useT(planMessages)
  const { language } = useLanguage()
  const questions = questionsOf(plan)
  const question = questionIn(plan, draft.question)
  if (questions.length === 0) return <p role="status">{t('noQuestion')}</p>
  const told = (text: Readonly<Record<string, string>>): string => shownIn(text, language, plan.lang)
  const named = (one: Question): string => {
    const by = toldBy(plan, one)
    const of = { question: told(one.text), step: told(one.title), session: one.session }
    return by === 'itself' ? of.question : t(by === 'step' ? 'questionAt' : 'questionIn', of)
  }
  return (
    <>
      <Pick
        label={t('question')}
        value={draft.question}
        options={questions.map((one) => {
          const name = named(one)
          return { value: one.key, name: one.open ? t('openOption', { step: name }) : name }
        })}
        onPick={(key) => onDraft(asked(draft, plan, key))}
      />
      {question?.open === true ? <p className="said">{t('openNow')}</p> : null}
      <Texts label={(lang) => t('inWords', { lang })} plan={plan} draft={draft} onDraft={onDraft} />
      {question?.answered === true ? <p className="said">{t('answeredNow')}</p> : null}
    </>
  )
}
