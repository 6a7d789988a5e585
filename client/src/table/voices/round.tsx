/** One step that asks something of each person: what it is, where it stands, and the one next act. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { can } from '@tablee/shared/roles'
import { smallest } from '@tablee/shared/voices/figure'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { TableRound } from '@tablee/shared/wire/voices'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useHeaded, useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Translation } from '../../ui/translation.tsx'
import { Text } from '../../ui/voices/text.tsx'
import { said } from '../../ui/voices/texts.ts'
import { useTable } from '../context.ts'
import { Agreed } from './agreed.tsx'
import { voicesMessages } from './messages/index.ts'
import { Results } from './results.tsx'
import { Tray } from './tray.tsx'
import { focusRound, showRound } from './focus.ts'
import { actionsOf, isOver } from './round-actions.ts'
import { Thin } from './thin.tsx'
import { unplacedOf } from './use-voices.ts'

const icons: Readonly<Record<TableRound['task']['kind'], IconName>> = {
  write: 'own-typing',
  ballot: 'sealed',
  questionnaire: 'on-paper',
}
const marks: Readonly<Record<TableRound['state'], IconName>> = {
  waiting: 'indifferent',
  open: 'play',
  closed: 'lock',
  revealed: 'reveal',
}

export function RoundSection({
  round,
  next,
  primary,
  running,
  busy,
  onProblem,
}: {
  round: TableRound
  /** The next that is to be opened: what it asks is shown before. */
  next: boolean
  /** Its act is the one at hand. */
  primary: boolean
  /** The table is in it. */
  running: boolean
  /** Something is open: the rest makes room for it. */
  busy: boolean
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const headed = useHeaded()
  const { language } = useLanguage()
  const { link, status, voicing, act } = useTable()
  const { state, task, step } = round
  const [folded, setFolded] = useState<boolean | null>(null)
  const id = useId()
  const open = !(folded ?? (busy ? state !== 'open' : state === 'waiting' && !next))
  const waiting = task.kind === 'write' ? unplacedOf(task.sheets).length : 0
  const may = can(link.me.role, 'round.move', status?.state ?? 'open')
  // What had the focus goes with the act it was for: its step keeps it, so that nobody by keyboard begins anew.
  const inside = useRef(false)
  useEffect(() => {
    if (inside.current) focusRound(step)
  })
  // Anyone who closes or reveals a step sees what came of it: another one that is open, or unfolded above it by then, would
  // fold it or push it away.
  const was = useRef(state)
  useEffect(() => {
    const over = was.current !== state && (state === 'closed' || state === 'revealed')
    was.current = state
    if (!over || (!inside.current && document.activeElement !== document.body)) return
    setFolded(false)
    requestAnimationFrame(() => showRound(step))
  }, [state, step])
  const title = shownIn(round.title, language)
  const kind = t(`kind-${task.kind}`)
  const live = voicing?.live ?? false
  return (
    <li
      className={`round ${state}`}
      data-round={step}
      onFocus={() => (inside.current = true)}
      onBlur={(event) => {
        if (event.relatedTarget !== null) inside.current = event.currentTarget.contains(event.relatedTarget)
      }}
    >
      <div className="round-head">
        <h3>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => {
              setFolded(open)
              onProblem(null)
            }}
          >
            <Icon name={icons[task.kind]} />
            <span>{title}</span>
          </button>
        </h3>
        <span className="meta">
          {/* What the room asks takes none of the programme's minutes. */}
          {round.asked === true ? kind : `${kind === title ? '' : `${kind} · `}${t('minutes', { n: round.minutes })}`}
          {!open && waiting > 0 ? <b> · {t('toPlace', { n: waiting })}</b> : null}
        </span>
        <span className={`state ${state}`} role="status">
          <Icon name={marks[state]} turns={state === 'open'} />
          {round.calledBack === true ? t('isCalledBack') : t(state)}
        </span>
        {may ? (
          <span className="acts">
            {actionsOf(round, status?.clock.course?.ended === true).map((one, index) => (
              <Button
                key={one}
                {...(index === 0 && primary ? { look: 'primary' as const } : {})}
                disabled={!live}
                aria-haspopup="dialog"
                aria-label={headed(t(`do-${one}`), title)}
                onClick={() => {
                  onProblem(null)
                  const of = one === 'again' ? 'open' : one
                  act.set({ dialog: { kind: 'voices', of: { kind: of, step } } })
                }}
              >
                {t(`do-${one}`)}
              </Button>
            ))}
          </span>
        ) : null}
      </div>
      <div id={id} className="round-body" hidden={!open}>
        {open && state === 'open' && status !== null && outlives(status) ? (
          <Said icon="play">{t('outlives', { session: status.clock.session })}</Said>
        ) : null}
        {open && may && round.opens === 'room' && (state === 'waiting' || state === 'open') ? (
          <Said icon="play">{t(state === 'waiting' ? 'roomOpens' : 'roomCloses')}</Said>
        ) : null}
        {open && may && running && isOver(round) ? <Said icon="lock">{t('askedOnce')}</Said> : null}
        {open && round.calledBack === true ? <Said icon="lock">{t('calledBack')}</Said> : null}
        {open ? <Body round={round} may={may} onProblem={onProblem} /> : null}
      </div>
    </li>
  )
}

function Body({
  round,
  may,
  onProblem,
}: {
  round: TableRound
  may: boolean
  onProblem: (problem: ClientProblem | null) => void
}) {
  const t = useT(voicesMessages)
  const { language } = useLanguage()
  const { state, task } = round
  if (task.kind === 'write') {
    return (
      <>
        <p className="prompt">{shownIn(task.prompt, language)}</p>
        {state === 'revealed' ? null : (
          <>
            <Said icon={task.signature === 'anonymous' ? 'indifferent' : 'own-typing'}>
              {t(task.signature === 'anonymous' ? 'anonymous' : 'signed')} {state === 'waiting' ? t('fixed') : ''}
            </Said>
            <Said icon="lock">{t('alone')}</Said>
          </>
        )}
        {may && (state === 'open' || state === 'closed') ? <Thin round={round} /> : null}
        <HandedIn round={round} />
        {task.unsent > 0 && state === 'closed' ? (
          <Said icon="kept">{t('unsentSheets', { n: task.unsent })}</Said>
        ) : null}
        {state === 'revealed' ? <Tray round={round} task={task} onProblem={onProblem} /> : null}
        {state === 'waiting' && !may ? <p className="meta">{t('waits')}</p> : null}
      </>
    )
  }
  // Of what the table answers as one nobody is to be told apart: nothing is sealed, nobody counted, and it is asked below.
  const alone = task.items.some(({ unit }) => unit === 'people')
  return (
    <>
      {task.kind === 'ballot' && (state === 'waiting' || (state === 'open' && alone)) ? <Asked task={task} /> : null}
      {alone && (state === 'waiting' || state === 'open') ? (
        <Said icon="sealed">{t(task.kind === 'ballot' ? 'sealed' : 'sealedAnswers')}</Said>
      ) : null}
      {state === 'waiting' && !may ? <p className="meta">{t('waits')}</p> : null}
      {may && state === 'open' ? <Thin round={round} /> : null}
      {alone ? <HandedIn round={round} /> : null}
      {state === 'open' ? <Agreed round={round} task={task} onProblem={onProblem} /> : null}
      {task.results ? <Results round={round} task={task} results={task.results} onProblem={onProblem} /> : null}
    </>
  )
}

/** This board's session is not the one that the tables are in. */
const outlives = ({ board, sessions, clock }: BoardStatus): boolean =>
  sessions?.some((one) => one.board === board && one.number !== clock.session) === true

function Said({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <p className="said-of">
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  )
}

/** How many have handed in, for who runs the table; while it is open it stands still for ten seconds. */
function HandedIn({ round: { turnout, state } }: { round: TableRound }) {
  const t = useT(voicesMessages)
  const { voicing } = useTable()
  if (turnout === undefined) return null
  const { handedIn, of } = turnout
  if (handedIn === null) {
    const onPhones = voicing?.voices?.seats.filter((seat) => seat.state === 'phone').length ?? 0
    // Of more it is only not known yet.
    return onPhones < smallest ? <p className="meta">{t('handedFew')}</p> : null
  }
  return (
    <p className="handed" role="status">
      {t('handedOf', { n: of, have: handedIn })}
      {state === 'open' ? <span className="meta"> {t('handedTick')}</span> : null}
    </p>
  )
}

/** What people vote on, as they read it. */
function Asked({ task }: { task: Extract<TableRound['task'], { kind: 'ballot' | 'questionnaire' }> }) {
  const t = useT(voicesMessages)
  const { language } = useLanguage()
  return (
    <div className="asked">
      <p className="meta">{t('items')}</p>
      <ul>
        {task.items.map((item) => (
          <li key={item.id}>
            <Text said={said(item.text, language)} />
            {item.type === 'agree' && item.on === 'nodes' ? (
              <span className="meta">
                {task.nodes.length > 0 ? t('aboutEntries', { n: task.nodes.length }) : t('perEntry')}
              </span>
            ) : item.unit === 'tables' ? (
              <span className="meta">{t('agreedHow')}</span>
            ) : null}
          </li>
        ))}
      </ul>
      {task.nodes.length > 0 ? (
        <ul className="on-entries">
          {task.nodes.map((one) => (
            <li key={one.node}>
              <span lang={one.lang} dir="auto">
                {one.wording}
              </span>
              <Translation of={one} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
