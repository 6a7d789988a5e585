/** Those who code the same entries without seeing each other: a round is begun, joined, coded and closed. */
import { useState } from 'react'
import { samples } from '@tablee/shared/synthesis/sample'
import type { RoundTold } from '@tablee/shared/wire/codebook'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { codingMessages as messages } from './messages/index.ts'
import { leftToCode } from './told.ts'
import type { Coding } from './use-coding.ts'

/** Every so manyth entry; 1: all of them. */
const offered: readonly number[] = [1, ...samples.filter((one) => one > 0)]

function Begin({ coding }: { coding: Coding }) {
  const t = useT(messages)
  const [every, setEvery] = useState(10)
  const codes = coding.codes.map(({ id }) => id)
  return (
    <div className="acts">
      <select
        className="pick"
        aria-label={t('roundWhich')}
        value={every}
        onChange={(event) => setEvery(Number(event.currentTarget.value))}
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {one === 1 ? t('everyOne') : t('everyNth', { n: one })}
          </option>
        ))}
      </select>
      <Button
        aria-disabled={codes.length === 0}
        onClick={() => codes.length > 0 && coding.say({ kind: 'round', every, codes, coders: 2 })}
      >
        {t('beginRound')}
      </Button>
    </div>
  )
}

/** What one may do in it now. */
function Mine({
  round,
  coding,
  current,
  onCode,
}: {
  round: RoundTold
  coding: Coding
  current: boolean
  onCode: (round: string) => void
}) {
  const t = useT(messages)
  const [givingUp, setGivingUp] = useState(false)
  if (round.mine === null)
    return round.joined.length < round.coders ? (
      <Button
        onClick={() => {
          coding.say({ kind: 'round-join', round: round.id })
          onCode(round.id)
        }}
      >
        {t('joinRound')}
      </Button>
    ) : (
      <p className="meta">{t('roundFull')}</p>
    )
  if (round.mine.closed) return <p className="meta">{t('waitsForOther')}</p>
  return (
    <>
      {current ? (
        <Button onClick={() => onCode('')}>{t('leaveRound')}</Button>
      ) : (
        <Button look="primary" onClick={() => onCode(round.id)}>
          {t('codeInRound')}
        </Button>
      )}
      <Button
        onClick={() => {
          coding.say({ kind: 'round-close', round: round.id })
          if (current) onCode('')
        }}
      >
        {t('closeMine')}
      </Button>
      <Button look="quiet" onClick={() => setGivingUp(true)}>
        {t('giveUp')}
      </Button>
      {/* Nobody takes it back, and what was coded blind is told at once. */}
      {givingUp ? (
        <Dialog title={t('giveUp')} headed onClose={() => setGivingUp(false)}>
          <p>{t('giveUpHelp')}</p>
          <div className="acts">
            <Button
              look="primary"
              onClick={() => {
                setGivingUp(false)
                coding.say({ kind: 'round-drop', round: round.id })
                if (current) onCode('')
              }}
            >
              {t('giveUp')}
            </Button>
            <Button onClick={() => setGivingUp(false)}>{t('cancel')}</Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}

export function Rounds({
  rounds,
  coding,
  current,
  open,
  onCode,
  onCompare,
}: {
  rounds: readonly RoundTold[]
  coding: Coding
  /** The round that is coded in; empty: none is. */
  current: string
  open: boolean
  onCode: (round: string) => void
  onCompare: (round: string) => void
}) {
  const t = useT(messages)
  const list = useList()
  const stand = rounds.filter(({ state }) => state !== 'dropped')
  const left = leftToCode(stand)
  return (
    <section aria-label={t('rounds')}>
      <details className="steps" open={open}>
        <summary>
          {t('rounds')}
          {left > 0 ? <span className="tag">{t('roundsOpen', { n: left })}</span> : null}
        </summary>
        <p className="meta">{t('roundsHow')}</p>
        <Begin coding={coding} />
        <ol>
          {stand.map((round, n) => (
            <li key={round.id} className="two">
              <b>{t('roundN', { n: n + 1 })}</b>{' '}
              <span className="meta">
                {t('entries', { n: round.entries })}
                {round.state === 'open' && round.mine !== null && !round.mine.closed
                  ? ` · ${t('roundDone', { n: round.mine.done })}`
                  : ''}
              </span>
              {round.joined.length === 0 ? null : (
                <p className="meta">
                  {list(
                    round.joined.map(({ coder, closed }) =>
                      closed ? t('coderClosed', { n: coder }) : t('coder', { n: coder }),
                    ),
                  )}
                </p>
              )}
              <div className="acts">
                {round.state === 'open' ? (
                  <Mine round={round} coding={coding} current={current === round.id} onCode={onCode} />
                ) : (
                  <Button onClick={() => onCompare(round.id)}>{t('compare')}</Button>
                )}
              </div>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
