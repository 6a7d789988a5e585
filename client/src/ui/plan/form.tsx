/** One change of the day: what is meant, why, and what became of it; new cards are at hand to be printed at once. */
import './plan.css'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { Plan, PlanAnswer } from '@tablee/shared/wire/plan'
import { useCallback, useState } from 'react'
import { passing } from '../../hold/answer.ts'
import { network } from '../../hold/retry.ts'
import { useRead } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { GoThere, useGoneSaid } from '../gone-strip.tsx'
import { useGone } from '../gone.tsx'
import { CardFace, PrintedCards } from '../links/card.tsx'
import { commandOf, firstDraft } from './draft.ts'
import { Field, Fields } from './fields.tsx'
import { planMessages } from './messages/index.ts'
import type { PlanKind, PlanPlaces, PlanPort, PlanTrouble } from './port.ts'

const mostWhy = 200

type Props = {
  readonly kind: PlanKind
  readonly port: PlanPort
  readonly places: PlanPlaces
  /** Which site or table is meant first. */
  readonly of?: { readonly site?: string; readonly table?: string }
  readonly onDone: (answer: PlanAnswer) => void
  readonly onClose: () => void
}

export function ChangeDialog({ onDone, ...props }: Props) {
  const t = useT(planMessages)
  const { kind, port, onClose } = props
  const [asks, setAsks] = useState(0)
  const { value: plan } = useRead(port.read, network, String(asks))
  const [done, setDone] = useState<PlanAnswer | null>(null)
  const gone = useGoneSaid()
  if (done !== null) return <Done kind={kind} links={done.links} onClose={onClose} />
  return (
    <Dialog title={t(`do-${kind}`)} onClose={onClose}>
      {plan === null ? (
        <>
          <p role="status">{gone ?? t('loading')}</p>
          <div className="acts">
            <Button onClick={onClose}>{t('notYet')}</Button>
            <There />
          </div>
        </>
      ) : (
        <Form
          {...props}
          plan={plan}
          onDone={(answer) => {
            setDone(answer)
            onDone(answer)
          }}
          onRefused={() => setAsks((count) => count + 1)}
        />
      )}
    </Dialog>
  )
}

/** `onRefused`: what stands there by now has to be looked at. */
function Form({
  kind,
  port,
  places,
  of = {},
  plan,
  onDone,
  onRefused,
  onClose,
}: Props & { plan: Plan; onRefused: () => void }) {
  const t = useT(planMessages)
  const [draft, setDraft] = useState(() => firstDraft(kind, plan, places, of))
  const [id, setId] = useState(port.newId)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<PlanTrouble | null>(null)
  const wished = commandOf(kind, draft, plan, places)
  // Of what nobody knows whether it arrived, nothing is written anew: it would be done twice.
  const unknown = problem !== null && passing.has(problem.code)
  const gone = useGone() !== null
  async function send(): Promise<void> {
    if (wished === null || sending) return
    setSending(true)
    const answer = await port.change({ ...wished, id })
    setSending(false)
    if (answer.ok) return onDone(answer.value)
    setProblem(answer.problem)
    if (passing.has(answer.problem.code)) return
    setId(port.newId())
    onRefused()
  }
  return (
    <form
      className="plan-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <fieldset disabled={unknown || sending}>
        <Fields kind={kind} plan={plan} places={places} draft={draft} onDraft={setDraft} />
        <Field label={t('why')} hint={t('whyHow')}>
          {(field) => (
            <input
              id={field}
              maxLength={mostWhy}
              required
              value={draft.why}
              onChange={({ target }) => setDraft({ ...draft, why: target.value })}
            />
          )}
        </Field>
      </fieldset>
      {problem === null ? null : <Refused problem={problem} />}
      <div className="acts">
        <Button onClick={onClose}>{t('notYet')}</Button>
        {unknown && gone ? (
          <There />
        ) : (
          <Button type="submit" look="primary" aria-disabled={wished === null || sending || undefined}>
            {t(unknown ? 'again' : `do-${kind}`)}
          </Button>
        )}
      </div>
    </form>
  )
}

/** The way to where the dialogue is by now: from here nothing arrives, however often it is sent. */
function There() {
  const to = useGone()?.to
  return to ? <GoThere to={to} /> : null
}

function Refused({ problem }: { problem: PlanTrouble }) {
  const t = useT(planMessages)
  const gone = useGoneSaid()
  const said =
    gone !== null && passing.has(problem.code)
      ? gone
      : problem.code === 'changed'
        ? t('changed')
        : passing.has(problem.code)
          ? t('offline')
          : problem.code === 'refused' && problem.why === 'it runs'
            ? t('runs')
            : problem.code === 'refused' && problem.why === 'it is open'
              ? t('open')
              : t('unfit')
  return (
    <p className="said failed" role="alert">
      {said}
    </p>
  )
}

/** A dialog that has something else in it gives the focus on. */
const takesFocus = (one: HTMLElement | null): void => one?.focus()

function Done({ kind, links, onClose }: { kind: PlanKind; links: readonly LinkEntry[]; onClose: () => void }) {
  const t = useT(planMessages)
  const [printing, setPrinting] = useState(false)
  const printed = useCallback(() => setPrinting(false), [])
  return (
    <Dialog title={t(`do-${kind}`)} onClose={onClose}>
      {/* Cards are longer than a screen: what became of it is read before them. */}
      <p role="status" {...(links.length > 0 ? { tabIndex: -1, ref: takesFocus } : {})}>
        {t(links.length > 0 ? 'doneCards' : 'done')}
      </p>
      {links.length === 0 ? null : (
        <div className="plan-cards">
          {links.map((link) => (
            <article key={link.id} className="card">
              <CardFace link={link} keep={link.role !== 'citizen'} />
            </article>
          ))}
        </div>
      )}
      <div className="acts">
        {links.length === 0 ? null : <Button onClick={() => setPrinting(true)}>{t('printCards')}</Button>}
        <Button look="primary" {...(links.length > 0 ? {} : { ref: takesFocus })} onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      {printing ? <PrintedCards links={links} onDone={printed} /> : null}
    </Dialog>
  )
}
