/** All canvases on one axis: years from left to right in every language, lanes by level, obstacles beneath. */
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { CardOnAxis } from './card.tsx'
import { Ghost } from './ghost.tsx'
import { createLaying, nextTo, scaleOf, type LanePlaced, type Placed, type Scale } from './layout.ts'
import { messages } from './messages/index.ts'
import { Opened } from './opened.tsx'
import { InSpan, SpanBars, spansOf } from './spans.tsx'
import type { InHand } from './use-in-hand.ts'
import { waysOf } from './ways.ts'

type Level = HallVisionTold['lanes'][number]['level']

/** As it is now and becomes; `otherwise` while it is not there. */
function useSize(of: 'clientWidth' | 'offsetHeight', otherwise: number) {
  const [size, setSize] = useState(otherwise)
  const watching = useRef<ResizeObserver | null>(null)
  const ref = useCallback(
    (node: HTMLElement | null): void => {
      watching.current?.disconnect()
      if (node === null) return
      const look = (): void => setSize(Math.round(node[of]))
      look()
      watching.current = new ResizeObserver(look)
      watching.current.observe(node)
    },
    [of],
  )
  return [ref, size] as const
}

/** A word beside a year has room where the next mark is far enough away. */
const roomForToday = 104
const roomForGoal = 200

function Axis({ scale }: { scale: Scale }) {
  const t = useT(messages)
  const { marks, today, goal, from, to } = scale.axis
  return (
    <div className="ax">
      {Array.from({ length: to - from + 1 }, (_, n) => from + n).map((year) =>
        to - from > 120 && !marks.includes(year) ? null : (
          <i key={year} className={marks.includes(year) ? 'five' : undefined} style={{ left: scale.of(year) }} />
        ),
      )}
      {marks.map((year, at) => {
        const x = scale.of(year)
        const next = marks[at + 1]
        const free = (next === undefined ? scale.width : scale.of(next)) - x
        return (
          <span key={year} className={year === goal ? 'num goal-year' : 'num'} style={{ left: x + 8 }}>
            {year}
            {year === goal && free > roomForGoal ? <em>{t('goal')}</em> : null}
            {year === today && free > roomForToday ? <em>{t('today')}</em> : null}
          </span>
        )
      })}
      {scale.undated === null ? null : (
        <span className="none" style={{ left: scale.undated + 8 }}>
          {t('noYear')}
        </span>
      )}
    </div>
  )
}

/** What several tables drew, and what stands between two joined cards; of the open card each. */
function useWays(told: HallVisionTold, laid: Placed | null, open: string | null) {
  return useMemo(() => {
    if (laid === null) return []
    const many = new Set(told.cards.flatMap(({ id, elements }) => (elements.length > 1 ? [id] : [])))
    const found = told.links.flatMap((link) => {
      const [from, to] = [laid.places.get(link.from), laid.places.get(link.to)]
      const speaks = link.tables.length > 1 || (many.has(link.from) && many.has(link.to))
      const asked = link.from === open || link.to === open
      return from === undefined || to === undefined || (!speaks && !asked) ? [] : [{ link, ends: [from, to] as const }]
    })
    const ways = waysOf(
      found.map(({ ends }) => ends),
      [...laid.places.values()],
    )
    return found.flatMap(({ link }, n) => {
      const way = ways[n]
      return way === undefined ? [] : [{ link, way, key: `${link.from} ${link.to}` }]
    })
  }, [laid, told.links, told.cards, open])
}

/** Lanes by their names, and how many of their cards are not shown. */
function Names({
  told,
  lanes,
  whole,
  onWhole,
}: {
  told: HallVisionTold
  lanes: readonly LanePlaced[]
  whole: ReadonlySet<Level>
  onWhole: (whole: ReadonlySet<Level>) => void
}) {
  const t = useT(messages)
  const levels = useT(visionMessages)
  return (
    <div className="names">
      {lanes.map(({ level, top, height, more }) => (
        <div key={level ?? 'none'} className="name" style={{ insetBlockStart: top, blockSize: height }}>
          <h2>{level === null ? t('noLevel') : levels(level)}</h2>
          <p className="meta">{t('elements', { n: told.lanes.find((one) => one.level === level)?.elements ?? 0 })}</p>
          {more > 0 || whole.has(level) ? (
            <Button
              look="quiet"
              onClick={() => {
                const next = new Set(whole)
                if (!next.delete(level)) next.add(level)
                onWhole(next)
              }}
            >
              {more > 0 ? t('showMore', { n: more }) : t('showLess')}
            </Button>
          ) : null}
        </div>
      ))}
    </div>
  )
}

export function Plot({
  told,
  shown,
  joining,
  of,
  span,
  onSpan,
}: {
  told: HallVisionTold
  /** Cards of the kind that is looked at. */
  shown: HallVisionTold['cards']
  joining: InHand
  of: number
  span: number | null
  onSpan: (span: number | null) => void
}) {
  const t = useT(messages)
  const [area, width] = useSize('clientWidth', 1_200)
  const [opened, tall] = useSize('offsetHeight', 0)
  const [whole, setWhole] = useState<ReadonlySet<Level>>(new Set())
  const [first, setFirst] = useState<string | null>(null)
  const [lay] = useState(createLaying)
  const { axis } = told
  const hasUndated = told.cards.some(({ year }) => year === null)
  const lanes = useMemo(() => told.lanes.map(({ level }) => level), [told.lanes])
  const scale = useMemo(() => (axis === null ? null : scaleOf(axis, width, hasUndated)), [axis, width, hasUndated])
  const laid = useMemo(
    () => (scale === null ? null : lay(shown, lanes, scale, whole)),
    [lay, shown, lanes, scale, whole],
  )
  // What is open is on the screen, whatever its lane keeps back.
  const hidden = laid !== null && joining.open !== null && !laid.places.has(joining.open.id) ? joining.open : null
  useEffect(() => {
    if (hidden !== null) setWhole((before) => new Set(before).add(hidden.level))
  }, [hidden])
  const spans = spansOf(told)
  const marked = useMemo(() => new Set(span === null ? [] : (spans[span]?.cards ?? [])), [span, spans])
  const open = joining.open?.id ?? null
  const openAt = open === null ? undefined : laid?.places.get(open)

  // What is opened has room beneath the last lane.
  const deep = openAt === undefined ? 0 : openAt.y + openAt.h + tall + 24
  const links = useWays(told, laid, open)

  if (scale === null || laid === null) return null
  const { places } = laid
  const enter = first !== null && places.has(first) ? first : (places.keys().next().value ?? null)
  function onKey(event: KeyboardEvent<HTMLElement>): void {
    const from = event.target instanceof HTMLElement ? event.target.dataset['card'] : undefined
    if (from === undefined || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    const next = nextTo(places, from, event.key)
    if (next === null) return
    setFirst(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-card="${CSS.escape(next)}"]`)?.focus()
  }
  const current = span === null ? undefined : spans[span]
  return (
    <section className="plot" aria-label={t('onAxis')}>
      <div className="ruler">
        <span />
        <Axis scale={scale} />
      </div>
      <div className="lanes" style={{ minBlockSize: Math.max(laid.height, deep) }}>
        <Names told={told} lanes={laid.lanes} whole={whole} onWhole={setWhole} />
        {laid.lanes.slice(1).map(({ level, top }) => (
          <i key={level ?? 'none'} className="between" style={{ insetBlockStart: top }} />
        ))}
        <div className="area" ref={area} onKeyDown={onKey}>
          {scale.axis.goal === null ? null : <i className="goal" style={{ left: scale.of(scale.axis.goal) - 6 }} />}
          <svg className="paths" aria-hidden="true" height={Math.max(laid.height, deep)}>
            {links.map(({ key, way }) => (
              <g key={key}>
                <path d={way.line} />
                <path className="tip" d={way.tip} />
              </g>
            ))}
          </svg>
          {links.map(({ key, link, way }) =>
            way.words === null || (link.tables.length < 2 && link.merged === 0) ? null : (
              <p key={key} className="step" aria-hidden="true" style={{ left: way.words.x, top: way.words.y }}>
                {way.words.short ? null : (
                  <>
                    {t('beforeThat')}
                    <br />
                  </>
                )}
                <b>{t('tables', { n: link.tables.length })}</b>
                {way.words.short || link.merged === 0 ? null : (
                  <>
                    <br />
                    {t('stepsJoined', { n: link.merged })}
                  </>
                )}
              </p>
            ),
          )}
          <Ghost told={told} places={places} />
          {shown.map((card) => {
            const place = places.get(card.id)
            if (place === undefined) return null
            // Opened it lies over its neighbours, of which one is looked for.
            const isOpen = card.id === open && !joining.looking
            return (
              <CardOnAxis
                key={card.id}
                card={card}
                place={place}
                of={of}
                open={isOpen}
                looking={joining.looking && card.id !== open}
                marked={marked.has(card.id)}
                first={card.id === enter}
                onTake={joining.take}
              >
                {isOpen ? (
                  <div ref={opened}>
                    <Opened card={card} told={told} joining={joining} />
                  </div>
                ) : null}
              </CardOnAxis>
            )
          })}
        </div>
      </div>
      <section className="obs" aria-labelledby="obs-title">
        {current === undefined ? null : (
          <InSpan told={told} span={current} onCard={joining.show} onClose={() => onSpan(null)} />
        )}
        <div className="names">
          <h2 id="obs-title">{t('obstacles')}</h2>
          <p className="meta">{t('tablesOf', { n: of })}</p>
        </div>
        <SpanBars told={told} scale={scale} open={span} of={of} onOpen={onSpan} />
      </section>
    </section>
  )
}
