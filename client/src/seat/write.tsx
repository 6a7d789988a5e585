/** Private writing: a sheet with its corner turned up, that only this seat sees until the reveal. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { useContext, useState } from 'react'
import type { SeatTask } from '@tablee/shared/wire/seat'
import { direction, useT } from '../i18n/index.tsx'
import { WrittenIn } from '../ui/voices/fields.tsx'
import { said } from '../ui/voices/texts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Light } from '../ui/light.tsx'
import type { SheetDraft } from './drafts.ts'
import { Frame, Heading, Keeps, type SeatPlace, type Timed } from './frame.tsx'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'
import { isUnsent, sheetOf, type RoundView } from './state.ts'
import { Waits } from './waits.tsx'

/** The longest words of a board: what is written here is to become some. */
export const longest = 2_000
const near = 200

type Writing = Extract<SeatTask, { readonly kind: 'write' }>
export type WriteProps = {
  readonly view: RoundView
  readonly place: SeatPlace
  readonly timed: Timed
  readonly lang: string
  readonly langs: readonly string[]
  readonly online: boolean
  /** A sheet that is begun anew: the page gives it its name. */
  readonly blank: SheetDraft
  readonly onType: (sheet: SheetDraft) => void
  readonly onSend: (sheet: SheetDraft) => void
  readonly onTakeBack: (sheet: string) => void
  readonly onDrop: () => void
  readonly onHome: () => void
}

export function WriteScreen(props: WriteProps) {
  const { view } = props
  const task = view.round.task
  if (task.kind !== 'write') return null
  const editing = view.draft?.sheet ?? null
  const handed = task.sheets.some((one) => one.sent && !one.takenBack)
  if (view.round.state !== 'open') return <Over {...props} task={task} />
  return editing !== null || !handed ? <Leaf {...props} task={task} /> : <PutAway {...props} task={task} />
}

function Leaf(props: WriteProps & { task: Writing }) {
  const { task, view, place, timed, lang, langs, online, blank, onType, onSend, onDrop, onHome } = props
  const t = useT(messages)
  const sheet = sheetOf(view) ?? blank
  const [empty, setEmpty] = useState(false)
  const again = view.sent.has(sheet.id)
  const other = !again && task.sheets.some((one) => one.sent && !one.takenBack)
  const left = longest - sheet.text.length
  return (
    <Frame
      place={place}
      timed={timed}
      onHome={onHome}
      actions={
        <>
          <div className="foot">
            <Kept view={view} online={online} />
            <WrittenIn langs={langs} value={sheet.lang} onChange={(tag) => onType({ ...sheet, lang: tag })} />
          </div>
          {empty ? (
            <p className="todo" role="status">
              {t('writeFirst')}
            </p>
          ) : null}
          <div className="pair">
            {again || other ? <Button onClick={onDrop}>{t(again ? 'leaveChange' : 'leaveSheet')}</Button> : null}
            <Button
              look="primary"
              aria-disabled={sheet.text.trim() === '' || undefined}
              onClick={() => {
                if (sheet.text.trim() === '') return setEmpty(true)
                onSend({ ...sheet, text: sheet.text.trim() })
              }}
            >
              {t(again ? 'putAwayAgain' : 'putAway')}
            </Button>
          </div>
        </>
      }
    >
      <Heading said={said(task.prompt, lang)} />
      {/* Said before a letter is written, because it cannot change after. */}
      <Note icon="sealed">
        <b>{t('onlyYou')}</b> {t(task.signature === 'anonymous' ? 'anonymous' : 'withCode', { seat: place.seat ?? '' })}
      </Note>
      <div className="leaf">
        <textarea
          className="voice"
          lang={sheet.lang}
          // An empty sheet has no letters to go by.
          dir={sheet.text === '' ? direction(sheet.lang) : 'auto'}
          aria-label={t('yourSheet')}
          maxLength={longest}
          value={sheet.text}
          onChange={(event) => {
            setEmpty(false)
            onType({ ...sheet, text: event.currentTarget.value })
          }}
        />
      </div>
      {left <= near ? <p className="why">{t('lettersLeft', { n: left })}</p> : null}
      {again ? <p className="why after">{t('beforeCounts')}</p> : null}
    </Frame>
  )
}

/** What of the writing is where, in a word and a shape. */
function Kept({ view, online }: { view: RoundView; online: boolean }) {
  const t = useT(messages)
  const keeps = useContext(Keeps)
  const { draft } = view
  if (!keeps) return <Light shape="refused">{t('keepsNothing')}</Light>
  if (draft?.sheet === null || draft?.sheet === undefined || draft.sheet.text === '') return <span />
  const kept =
    view.round.task.kind === 'write' ? view.round.task.sheets.find(({ id }) => id === draft.sheet?.id) : undefined
  const safe = kept !== undefined && !kept.sent && kept.text === draft.sheet.text && !view.onItsWay
  return <Light shape={safe && online ? 'saved' : 'kept'}>{t(safe && online ? 'keptTwice' : 'keptHere')}</Light>
}

function PutAway({
  task,
  view,
  place,
  timed,
  online,
  blank,
  onType,
  onTakeBack,
  onHome,
}: WriteProps & { task: Writing }) {
  const t = useT(messages)
  const mine = task.sheets.filter((one) => one.sent && !one.takenBack)
  return (
    <Frame
      place={place}
      timed={timed}
      actions={
        <>
          <Sent view={view} online={online} />
          <Button onClick={() => onType(blank)}>{t('another')}</Button>
          <Button look="quiet" onClick={onHome}>
            {t('toHome')}
          </Button>
        </>
      }
    >
      <Heading>{t(view.onItsWay && !online ? 'sheetWaits' : mine.length > 1 ? 'sheetsAway' : 'sheetAway')}</Heading>
      <p className="why">{t('sheetAwayWhy')}</p>
      {mine.map((sheet) => (
        <OwnSheet key={sheet.id} sheet={sheet} onTakeBack={() => onTakeBack(sheet.id)}>
          <Button onClick={() => onType({ id: sheet.id, text: sheet.text, lang: sheet.lang })}>{t('change')}</Button>
        </OwnSheet>
      ))}
      {/* Begun on a phone that is lost, say. */}
      {task.sheets
        .filter((one) => !one.sent && !one.takenBack && one.text !== '')
        .map((sheet) => (
          <div className="own" key={sheet.id}>
            <blockquote className="leaf small voice" lang={sheet.lang} dir="auto">
              {sheet.text}
            </blockquote>
            <div className="pair">
              <Button onClick={() => onType({ id: sheet.id, text: sheet.text, lang: sheet.lang })}>
                {t('goOnWriting')}
              </Button>
            </div>
          </div>
        ))}
      <Signature task={task} place={place} />
    </Frame>
  )
}

const Signature = ({ task, place }: { task: Writing; place: SeatPlace }) => {
  const t = useT(messages)
  return (
    <Note icon="sealed">
      <b>{t('onlyYou')}</b> {t(task.signature === 'anonymous' ? 'anonymous' : 'withCode', { seat: place.seat ?? '' })}
    </Note>
  )
}

/** Handed in and there, or on its way: said plainly, never left to guess. */
export function Sent({ view, online }: { view: RoundView; online: boolean }) {
  const t = useT(messages)
  if (!view.onItsWay)
    return (
      <p>
        <Light shape="saved">{t('arrived')}</Light>
      </p>
    )
  return online ? (
    <p>
      <Light shape="saving">{t('onItsWay')}</Light>
    </p>
  ) : (
    <Waits />
  )
}

function OwnSheet({
  sheet,
  flat = false,
  onTakeBack,
  children,
}: {
  sheet: { readonly id: string; readonly text: string; readonly lang: string }
  flat?: boolean
  onTakeBack: () => void
  children?: React.ReactNode
}) {
  const t = useT(messages)
  const [asking, setAsking] = useState(false)
  const [open, close] = quotationMarks(sheet.lang)
  return (
    <div className="own">
      <blockquote className={flat ? 'leaf small flat voice' : 'leaf small voice'} lang={sheet.lang} dir="auto">
        {flat ? `${open}${sheet.text}${close}` : sheet.text}
      </blockquote>
      <div className="pair">
        {children}
        <Button look="quiet" onClick={() => setAsking(true)}>
          {t('takeBack')}
        </Button>
      </div>
      {asking ? (
        <Dialog title={t('takeBackAsk')} onClose={() => setAsking(false)}>
          <p>{t('takeBackWhy')}</p>
          <div className="acts">
            <Button onClick={() => setAsking(false)}>{t('leaveIt')}</Button>
            <Button
              look="primary"
              onClick={() => {
                setAsking(false)
                onTakeBack()
              }}
            >
              {t('takeBack')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  )
}

/** Closed or revealed: what became of what was written here. */
function Over({ task, view, place, timed, lang, online, onTakeBack, onHome }: WriteProps & { task: Writing }) {
  const t = useT(messages)
  const mine = task.sheets.filter((one) => one.sent && !one.takenBack)
  const unsent = isUnsent(view) ? sheetOf(view) : null
  const revealed = view.round.state === 'revealed'
  return (
    <Frame
      place={place}
      timed={timed}
      actions={
        <>
          {view.onItsWay ? <Sent view={view} online={online} /> : null}
          <Button look="primary" onClick={onHome}>
            {t('toHome')}
          </Button>
        </>
      }
    >
      <Heading>{t(revealed ? 'revealed' : 'writingClosed')}</Heading>
      <p className="why" {...langOf(said(task.prompt, lang))}>
        {said(task.prompt, lang).text}
      </p>
      {unsent === null || unsent.text.trim() === '' ? null : (
        <>
          <Note icon="kept" tone="offline" live>
            <b>{t('unsent')}</b> {t('unsentWhy')}
          </Note>
          <blockquote className="leaf small voice" lang={unsent.lang} dir="auto">
            {unsent.text}
          </blockquote>
        </>
      )}
      {mine.length === 0 ? (
        unsent === null ? (
          <p className="lead">{t('nothingWritten')}</p>
        ) : null
      ) : (
        <>
          <p className="lead">
            {t(revealed ? (task.signature === 'anonymous' ? 'tableReadsAnonymous' : 'tableReads') : 'waitsForReveal', {
              seat: place.seat ?? '',
            })}
          </p>
          {mine.map((sheet) => (
            <OwnSheet key={sheet.id} sheet={sheet} flat={revealed} onTakeBack={() => onTakeBack(sheet.id)} />
          ))}
        </>
      )}
    </Frame>
  )
}
const langOf = ({ lang, dir }: { lang: string; dir: 'ltr' | 'rtl' }) => ({ lang, dir })
