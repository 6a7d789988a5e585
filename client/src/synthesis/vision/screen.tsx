/** The page as it looks, of what it is given. */
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useEffect, useMemo, useState } from 'react'
import { useLanguage, useList, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { useGone } from '../../ui/gone.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { Key } from '../bits.tsx'
import { Head } from '../frame.tsx'
import { Field } from './field.tsx'
import { stepOf } from './keys.ts'
import { List } from './list.tsx'
import { messages } from './messages/index.ts'
import { Plot } from './plot.tsx'
import type { VisionPort } from './port.ts'
import { useInHand, type InHand } from './use-in-hand.ts'

export const looks = ['axis', 'field', 'list'] as const
export type Look = (typeof looks)[number]
/** How the page stands when it comes up: in the gallery. */
export type Start = { readonly look?: Look; readonly open?: string; readonly joining?: boolean; readonly span?: number }

/** Below it cards would lie on one another: the list says the same. */
const narrowest = 900

function Said({ joining }: { joining: InHand }) {
  const t = useT(messages)
  const { looking, open, news } = joining
  if (looking && open !== null)
    return (
      <Notice
        tone="news"
        icon="same-as"
        happened={t('lookingFor')}
        actions={
          <Button onClick={joining.leave}>
            {t('cancel')} <Key>Esc</Key>
          </Button>
        }
      >
        <span dir="auto" lang={open.elements[0]?.lang}>
          {open.elements[0]?.text}
        </span>
      </Notice>
    )
  if (news === null) return null
  const undo = news === 'joined' || news === 'apart' || news === 'shown'
  return (
    <Notice
      tone="news"
      icon={undo ? 'same-as' : 'refused'}
      happened={t(news)}
      actions={
        undo && joining.canGoBack ? (
          <Button onClick={joining.back}>
            {t('takeBack')} <Key>Z</Key>
          </Button>
        ) : undefined
      }
    />
  )
}

function Counts({ told }: { told: HallVisionTold }) {
  const t = useT(messages)
  const list = useList()
  const drawn = told.tables.filter(({ curtain }) => curtain).map(({ number }) => String(number))
  const parts = [
    t('elements', { n: told.elements }),
    ...(told.cards.length < told.elements ? [t('afterJoining', { n: told.cards.length })] : []),
    ...(drawn.length > 0 ? [t('curtainAt', { tables: list(drawn) })] : []),
    ...(told.withheld > 0 ? [t('withheld', { n: told.withheld })] : []),
  ]
  return (
    <h2 className="what">
      {t('canvases', { n: told.canvases })}{' '}
      <span className="meta">
        {parts.map((part, n) => (
          <span key={part}>
            {part}
            {n < parts.length - 1 ? '\u00a0·\u00a0' : ''}
          </span>
        ))}
      </span>
    </h2>
  )
}

export function Screen({
  port,
  told,
  about,
  problem,
  session,
  onSession,
  start = {},
}: {
  port: VisionPort
  told: HallVisionTold
  about: DialogueAnswer | null
  problem: ClientProblem | null
  session: string
  onSession: (session: string) => void
  start?: Start
}) {
  const gone = useGone()
  const t = useT(messages)
  const kinds = useT(visionMessages)
  const { language } = useLanguage()
  const narrow = useNarrow(narrowest)
  const joining = useInHand(port, told, start)
  const [chosen, setChosen] = useState<Look>(start.look ?? 'axis')
  const [kind, setKind] = useState<string | null>(null)
  const [span, setSpan] = useState<number | null>(start.span ?? null)
  const canAxis = !narrow && told.axis !== null
  const look = chosen === 'axis' && !canAxis ? 'list' : chosen
  const shown = useMemo(
    () => (kind === null ? told.cards : told.cards.filter((one) => one.kind === kind)),
    [told, kind],
  )
  const of = told.tables.filter(({ curtain }) => !curtain).length
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const run = stepOf(event, joining, t('sameKey'))
      if (run === null) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [joining, t])
  const nothing = told.cards.length === 0
  const allDrawn = of === 0 && told.tables.length > 0
  return (
    <div className="hv">
      <Head about={about} here="/hall-vision" sent={joining.sent} />
      {gone === null && (problem !== null || joining.sent.failing) ? (
        <Notice tone="offline" icon="refused" happened={t('unanswered')}>
          {t('unansweredHelp')}
        </Notice>
      ) : (
        <Said joining={joining} />
      )}
      <main>
        <div className="hkey">
          <Counts told={told} />
          {told.kinds.map((one) => (
            <button
              key={one.kind}
              type="button"
              className="kind"
              aria-pressed={kind === one.kind}
              onClick={() => setKind(kind === one.kind ? null : one.kind)}
            >
              <VisionIcon name={one.kind} /> {kinds(one.kind)} <b className="num">{one.elements}</b>
            </button>
          ))}
          {told.sessions.length > 1 || session !== '' ? (
            <label>
              <span className="away">{t('session')}</span>
              <select className="pick" value={session} onChange={(event) => onSession(event.target.value)}>
                <option value="">{t('allSessions')}</option>
                {told.sessions.map((n) => {
                  const of = about?.sessions.find(({ number }) => number === n)
                  return (
                    <option key={n} value={n}>
                      {n} · {of === undefined ? '' : shownIn(of.titles, language, about?.lang) || of.title}
                    </option>
                  )
                })}
              </select>
            </label>
          ) : null}
          <div className="looks" role="group" aria-label={t('looks')}>
            {looks.map((one) =>
              one === 'axis' && !canAxis ? null : (
                <button key={one} type="button" aria-pressed={look === one} onClick={() => setChosen(one)}>
                  {t(one)}
                </button>
              ),
            )}
          </div>
        </div>
        {nothing ? (
          <div className="nothing">
            <p className="lead">{t(allDrawn ? 'allDrawn' : 'empty')}</p>
            <p>{t(allDrawn ? 'allDrawnLead' : 'emptyLead')}</p>
          </div>
        ) : look === 'axis' ? (
          <Plot told={told} shown={shown} joining={joining} of={of} span={span} onSpan={setSpan} />
        ) : look === 'field' ? (
          <Field told={told} shown={shown} joining={joining} of={of} />
        ) : (
          <List told={told} shown={shown} joining={joining} of={of} span={span} onSpan={setSpan} />
        )}
      </main>
    </div>
  )
}
