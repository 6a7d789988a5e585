/** What is asked before something that is not taken back easily, and the keys. */
import type { RoomTable } from '@tablee/shared/wire/room'
import { useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { Deeds } from './deeds.ts'
import { openAt } from './reading.ts'
import { messages } from './messages/index.ts'
import type { WatchAct } from './strip.tsx'
import { useTitle, type Seen } from './words.tsx'

function Sure({
  title,
  what,
  act,
  onDo,
  onClose,
}: {
  title: string
  what: string
  act: string
  onDo: () => void
  onClose: () => void
}) {
  const t = useT(messages)
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{what}</p>
      <div className="acts">
        <Button onClick={onClose}>{t('notYet')}</Button>
        <Button
          look="primary"
          onClick={() => {
            onDo()
            onClose()
          }}
        >
          {act}
        </Button>
      </div>
    </Dialog>
  )
}

export function AskEnd({
  seen,
  deeds,
  tables,
  onClose,
}: {
  seen: Seen
  deeds: Deeds
  /** null: all of the site. */
  tables: readonly RoomTable[] | null
  onClose: () => void
}) {
  const t = useT(messages)
  const n = openAt(tables ?? seen.room.tables)
  const left = n === 0 ? '' : ` ${t('endOpen', { n })}`
  return tables === null ? (
    <Sure
      title={t('endDay')}
      what={`${t('endAsk')}${left}`}
      act={t('endDay')}
      onDo={() => deeds.hall('end')}
      onClose={onClose}
    />
  ) : (
    <Sure
      title={t('endHere')}
      what={`${t('endHereAsk')}${left}`}
      act={t('endHere')}
      onDo={() => deeds.tables('end', tables)}
      onClose={onClose}
    />
  )
}

export function AskRound({
  seen,
  deeds,
  step,
  to,
  onClose,
}: {
  seen: Seen
  deeds: Deeds
  step: string
  to: 'closed' | 'revealed'
  onClose: () => void
}) {
  const t = useT(messages)
  const titled = useTitle(seen.room.site.lang)
  const round = seen.room.rounds.find((one) => one.step === step)
  const n = to === 'closed' ? (round?.open ?? 0) : (round?.closed ?? 0)
  return (
    <Sure
      title={round ? titled(round.title) : ''}
      what={t(to === 'closed' ? 'closeAsk' : 'revealAsk')}
      act={t(to === 'closed' ? 'closeAll' : 'revealAll', { n })}
      onDo={() => deeds.round(step, to)}
      onClose={onClose}
    />
  )
}

/** Who watches sees something else then: one sentence says what. */
export function AskWatch({
  act,
  seen,
  deeds,
  onClose,
}: {
  act: WatchAct
  seen: Seen
  deeds: Deeds
  onClose: () => void
}) {
  const t = useT(messages)
  const onDo = {
    pause: () => deeds.observation('paused'),
    show: () => deeds.observation('open'),
    draw: () => deeds.curtains('drawn', null),
    undraw: () => deeds.curtains('open', null),
  }[act]
  const n = seen.room.tables.length
  return (
    <Sure title={t(`do-${act}`)} what={t(`ask-${act}`, { n })} act={t(`do-${act}`)} onDo={onDo} onClose={onClose} />
  )
}

const keys = [
  ['↑ ↓', 'keyMove'],
  ['Enter', 'keyChoose'],
  ['/', 'keyNumber'],
  ['Q', 'keyQuiet'],
  ['N', 'keyCall'],
  ['C', 'coming'],
  ['H', 'holdHere'],
  ['5', 'keyFive'],
  ['M', 'message'],
  ['S', 'seats'],
  ['D', 'keyCurtain'],
  ['J', 'joinHall'],
  ['Esc', 'keyCalls'],
  ['?', 'keyAll'],
] as const

export function Keys({ onClose }: { onClose: () => void }) {
  const t = useT(messages)
  return (
    <Dialog title={t('keysTitle')} onClose={onClose}>
      <p className="k2">{t('keysWhere')}</p>
      <dl className="all-keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
      <div className="acts">
        <Button look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}

/** A table by its number, typed. */
export function Find({
  seen: { room },
  onFound,
  onClose,
}: {
  seen: Seen
  onFound: (id: string) => void
  onClose: () => void
}) {
  const t = useT(messages)
  const [none, setNone] = useState(false)
  return (
    <Dialog title={t('findTable')} onClose={onClose}>
      <form
        className="find"
        onSubmit={(event) => {
          event.preventDefault()
          const number = Number(new FormData(event.currentTarget).get('number'))
          const table = room.tables.find((one) => one.number === number)
          if (table) onFound(table.id)
          else setNone(true)
        }}
      >
        <label>
          <span>{t('colTable')}</span>
          <input name="number" inputMode="numeric" autoComplete="off" />
        </label>
        {none ? <p role="alert">{t('noSuchTable')}</p> : null}
        <div className="acts">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit">
            {t('goThere')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
