/** The calm page: what the table talks about now. When there is something to do it comes by itself. */
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { ReactNode } from 'react'
import { useT } from '../i18n/index.tsx'
import { Text } from '../ui/voices/text.tsx'
import { said } from '../ui/voices/texts.ts'
import { Button } from '../ui/button.tsx'
import { clockMessages } from '../ui/messages/index.ts'
import { useGone } from '../ui/gone.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Frame, Heading, type SeatPlace } from './frame.tsx'
import type { LeftOver } from './carried.ts'
import { isMoved, tableElsewhere } from './hall.ts'
import { Languages } from './languages.tsx'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'
import { LeftTexts } from './moved.tsx'
import type { Left } from './storage.ts'
import { TableSign } from './table-sign.tsx'
import { isOver, isToDo, isUnsent, type RoundView } from './state.ts'

export type HomeProps = {
  readonly answer: SeatAnswer
  readonly views: readonly RoundView[]
  readonly place: SeatPlace
  /** What the questions are read in. */
  readonly lang: string
  /** The person's own language. */
  readonly speaks: string
  readonly online: boolean
  /** How many things wait for a connection. */
  readonly waiting: number
  /** What the hall watches just now. */
  readonly film?: ReactNode
  /** What was not sent when this phone lost its seat, and came back. */
  readonly left?: Left | null
  readonly onWipe?: () => void
  /** What this phone holds and nobody else: to be copied where its dialogue has gone away. */
  readonly unsent?: Left['texts']
  /** What was begun and is asked nowhere any more. */
  readonly over?: LeftOver | null
  readonly onDrop?: () => void
  /** Leaflets of the hall. */
  readonly toRead?: ReactNode
  readonly onRound: (view: RoundView) => void
  readonly onConsent: () => void
  readonly onLang: (lang: string) => void
}

export function HomeScreen({
  answer,
  views,
  place,
  lang,
  speaks,
  online,
  waiting,
  film = null,
  onRound,
  onConsent,
  onLang,
  left = null,
  unsent = [],
  onWipe,
  over = null,
  onDrop,
  toRead = null,
}: HomeProps) {
  const t = useT(messages)
  const clocks = useT(clockMessages)
  const toDo = views.filter(isToDo)
  const done = views.filter((view) => !isToDo(view))
  const gone = useGone()
  const { session } = answer
  const ended = isOver(answer)
  return (
    <Frame place={place}>
      {ended ? <Heading>{clocks('ended')}</Heading> : null}
      {!ended && isMoved(answer) ? <TableSign table={answer.tableNumber} seat={answer.seat} when="now" /> : null}
      {film}
      {toDo.length > 0 ? (
        <>
          {ended ? null : <Heading>{t('toDo', { n: toDo.length })}</Heading>}
          <ul className="rows tall">
            {toDo.map((view) => (
              <RoundRow
                key={view.name}
                view={view}
                lang={lang}
                table={tableElsewhere(answer, view.round)}
                onOpen={() => onRound(view)}
              />
            ))}
          </ul>
        </>
      ) : ended ? null : (
        <>
          {session === null ? null : (
            <p className="meta">
              {t('session', { session: session.number })} · <Text said={said(session.title, lang)} />
            </p>
          )}
          {session === null ? <Heading>{t('listening')}</Heading> : <Heading said={said(session.question, lang)} />}
          {gone === null ? <p className="lead">{t('nothingToDo')}</p> : null}
        </>
      )}
      {gone === null || unsent.length === 0 ? null : (
        <section className="mine">
          <LeftTexts texts={unsent} />
        </section>
      )}
      {online || gone !== null ? null : (
        <Note icon="kept" tone="offline" live>
          <b>{t('noLine')}</b> {waiting > 0 ? t('waitsWhy') : t('noLineWhy')}
        </Note>
      )}
      {toRead}
      {done.length === 0 ? null : (
        <section className="mine">
          <h2>{t('yours')}</h2>
          <ul className="rows">
            {done.map((view) => (
              <RoundRow
                key={view.name}
                view={view}
                lang={lang}
                table={tableElsewhere(answer, view.round)}
                onOpen={() => onRound(view)}
              />
            ))}
          </ul>
        </section>
      )}
      {left === null || left.texts.length === 0 ? null : (
        <section className="mine">
          <LeftTexts texts={left.texts} />
          <Button look="quiet" onClick={onWipe}>
            {t('wipe')}
          </Button>
        </section>
      )}
      {over === null || (over.texts.length === 0 && !over.marks) ? null : (
        <section className="mine">
          {over.marks ? (
            <Note icon="kept" tone="news">
              {t('marksOver')}
            </Note>
          ) : null}
          {over.texts.length === 0 ? null : <LeftTexts texts={over.texts} />}
          <Button look="quiet" onClick={onDrop}>
            {t('wipe')}
          </Button>
        </section>
      )}
      <nav className="also" aria-label={t('more')}>
        {/* Reading along and the curtain are everybody's at the table, no matter who may write. */}
        {answer.board !== null ? <a href={`/table/${answer.board}`}>{t('board')}</a> : null}
        <button type="button" onClick={onConsent}>
          {t('myConsent')}
        </button>
        <Languages langs={answer.langs} value={speaks} onLang={onLang} />
      </nav>
    </Frame>
  )
}

/** What stands beside a round, in a word: what to do, or what became of it. */
export function standing(view: RoundView): { readonly key: keyof typeof messages.en; readonly icon: IconName } {
  const { round, progress, onItsWay } = view
  const writes = round.task.kind === 'write'
  if (isToDo(view)) {
    const begun = progress === 'begun'
    if (writes) return { key: begun ? 'goOnWriting' : 'writeNow', icon: 'own-typing' }
    return { key: begun ? 'goOn' : round.task.kind === 'ballot' ? 'voteNow' : 'answerNow', icon: 'sealed' }
  }
  if (round.calledBack === true) return { key: 'rowCalledBack', icon: 'silence' }
  if (onItsWay) return { key: 'rowWaiting', icon: 'kept' }
  if (isUnsent(view)) return { key: 'rowUnsent', icon: 'kept' }
  if (progress === 'to-do') return { key: 'rowNothing', icon: 'silence' }
  if (round.state === 'open') return { key: progress === 'changing' ? 'rowChanging' : 'rowSent', icon: 'saved' }
  if (round.state === 'revealed') return { key: 'rowRevealed', icon: 'reveal' }
  return { key: writes ? 'rowClosedSheet' : 'rowClosed', icon: 'sealed' }
}

function RoundRow({
  view,
  lang,
  table,
  onOpen,
}: {
  view: RoundView
  lang: string
  /** Where it is another than the one at which they sit. */
  table: number | null
  onOpen: () => void
}) {
  const t = useT(messages)
  const { key, icon } = standing(view)
  return (
    <li>
      <button type="button" className="row" onClick={onOpen}>
        <Icon name={icon} />
        <span>
          <Text said={said(view.round.title, lang)} as="b" />
          <span className="meta">
            {view.round.session === undefined ? '' : `${t('session', { session: view.round.session.number })} · `}
            {table === null ? '' : `${t('table', { table })} · `}
            {t(key)}
          </span>
        </span>
        <Icon name="next" turns />
      </button>
    </li>
  )
}
