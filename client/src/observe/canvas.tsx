/**
 * A table's vision canvas, drawn from what its view shows: the picture, and over it one button for each element, so that
 * keyboard and screen reader have the same canvas. No editor is loaded for it.
 */
import { drawCanvas, type Drawn } from '@tablee/shared/canvas-svg/svg'
import type { BoardView } from '@tablee/shared/view/policy'
import type { ViewShape } from '@tablee/shared/view/shapes'
import { elementKinds, elementLevels, type ElementKind } from '@tablee/shared/board/canvas/schema'
import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { mapMessages } from '../ui/map/messages/index.ts'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { Translation } from '../ui/translation.tsx'
import { Picture } from '../ui/watched/picture.tsx'
import { linkHere, watchRoute } from './address.ts'
import { CanvasRead } from './canvas-read.tsx'
import { messages } from './messages/index.ts'

const steps = [1, 1.5, 2.25, 3.4, 5, 7.5, 11] as const
/** At this share of its size the text of an element has ten pixels: less is a picture of text. */
const legible = 0.62

/** The photos that were released stand under the observer's own link; any other is an empty frame. */
const photoOf = (hash: string): string => watchRoute(linkHere(), `/photos/${hash}`)

export default function Canvas({ view, onOpen }: { view: BoardView; onOpen: (node: string) => void }) {
  const t = useT(messages)
  const says = useT(visionMessages)
  const { language } = useLanguage()
  const [zoom, setZoom] = useState(0)
  const window = useRef<HTMLDivElement>(null)
  const [selected, select] = useState<string | null>(null)
  const shapes = useDeferredValue(view.canvas)
  const drawn = useMemo(
    () =>
      drawCanvas(shapes, {
        lang: language,
        spoken: view.lang,
        labels: {
          kinds: Object.fromEntries(elementKinds.map((kind) => [kind, says(kind)])),
          levels: Object.fromEntries(elementLevels.map((level) => [level, says(level)])),
          noPhoto: t('noPhoto'),
        },
        photo: photoOf,
        ground: 'page',
      }),
    [shapes, language, view.lang, says, t],
  )
  const elements = useMemo(() => inReadingOrder(shapes, drawn, view.lang), [shapes, drawn, view.lang])
  // As a whole where that can be read, else as large as it takes: a phone begins with a part of it.
  const wide = drawn.box.w
  useLayoutEffect(() => {
    const room = window.current?.clientWidth ?? wide
    setZoom(
      Math.max(
        0,
        steps.findIndex((step) => (room * step) / wide >= legible),
      ),
    )
    // Only when it comes into sight: what others add must not move it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const chosen = selected === null ? undefined : shapes[selected]
  const inTongue = (shape: ViewShape) => ({ ...shape, lang: shape.lang || view.lang })
  const kindOf = (shape: ViewShape): string => says(shape.kind as ElementKind)
  const more = (shape: ViewShape): string =>
    [
      shape.horizon === null ? '' : String(shape.horizon),
      elementLevels.some((level) => level === shape.level) ? says(shape.level as 'local') : '',
      shape.links.length > 0 ? t('linked', { n: shape.links.length }) : '',
    ]
      .filter(Boolean)
      .join(' · ')

  return (
    <section className="canvas" aria-label={t('canvas')}>
      <div
        className="canvas-scroll"
        ref={window}
        // A canvas that is larger than its window is scrolled by the arrow keys too.
        tabIndex={0}
        role="group"
        aria-label={t('canvas')}
      >
        <div
          className="canvas-sheet"
          dir="ltr"
          style={{ '--zoom': steps[zoom], aspectRatio: `${drawn.box.w} / ${drawn.box.h}` } as CSSProperties}
        >
          <Picture svg={drawn.svg} />
          {elements.map((id) => {
            const [shape, place] = [shapes[id], drawn.places.get(id)]
            if (!shape || !place) return null
            if (shape.type !== 'element')
              return (
                <div key={id} className="away">
                  <p lang={shape.lang || view.lang} dir="auto">
                    {shape.text}
                  </p>
                  <Translation of={inTongue(shape)} />
                </div>
              )
            return (
              <button
                key={id}
                type="button"
                className="on-canvas"
                aria-pressed={selected === id}
                style={share(place, drawn)}
                onClick={() => select((now) => (now === id ? null : id))}
              >
                <span className="away">
                  {kindOf(shape)}:{' '}
                  <span lang={shape.lang} dir="auto">
                    {shape.text}
                  </span>
                  . {more(shape)}
                  <Translation of={inTongue(shape)} />
                </span>
              </button>
            )
          })}
        </div>
      </div>
      <Zoom zoom={zoom} onZoom={setZoom} />
      <div className="canvas-said" role="status">
        {chosen?.type === 'element' ? (
          <>
            <p className="label">
              {kindOf(chosen)}
              {more(chosen) === '' ? '' : ` · ${more(chosen)}`}
            </p>
            <p className="wording" lang={chosen.lang} dir="auto">
              {chosen.text}
            </p>
            <Translation of={inTongue(chosen)} />
            {chosen.links.flatMap((node) => {
              const found = view.nodes[node]
              return found
                ? [
                    <button key={node} type="button" className="btn quiet" onClick={() => onOpen(node)}>
                      <span className="num">{found.number}</span>{' '}
                      <span lang={found.lang} dir="auto">
                        {found.wording}
                      </span>
                    </button>,
                  ]
                : []
            })}
          </>
        ) : null}
      </div>
      <CanvasRead
        kindOf={kindOf}
        said={elements.flatMap((id) => {
          const shape = shapes[id]
          return shape === undefined ? [] : [{ id, ...inTongue(shape) }]
        })}
      />
    </section>
  )
}

/** Nearer, further, all of it. */
function Zoom({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) {
  const zooming = useT(mapMessages)
  return (
    <div className="tools" role="group" aria-label={zooming('tools')}>
      {(
        [
          ['in', 'plus', Math.min(steps.length - 1, zoom + 1)],
          ['out', 'minus', Math.max(0, zoom - 1)],
          ['all', 'fit', 0],
        ] as const
      ).map(([what, icon, next]) => (
        <button
          key={what}
          type="button"
          title={zooming(what)}
          aria-label={zooming(what)}
          aria-disabled={next === zoom}
          onClick={() => onZoom(next)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  )
}

const share = (place: Drawn['box'], { box }: Drawn): CSSProperties => ({
  insetInlineStart: `${((place.x - box.x) / box.w) * 100}%`,
  insetBlockStart: `${((place.y - box.y) / box.h) * 100}%`,
  inlineSize: `${(place.w / box.w) * 100}%`,
  blockSize: `${(place.h / box.h) * 100}%`,
})

/** Everything with words on it, in rows from the top, each row from where the table begins to read. */
function inReadingOrder(shapes: BoardView['canvas'], { places }: Drawn, lang: string): readonly string[] {
  const from = direction(lang) === 'rtl' ? -1 : 1
  const row = (id: string): number => Math.round((places.get(id)?.y ?? 0) / 120)
  return Object.keys(shapes)
    .filter((id) => shapes[id]?.type === 'element' || shapes[id]?.text !== '')
    .toSorted((a, b) => row(a) - row(b) || from * ((places.get(a)?.x ?? 0) - (places.get(b)?.x ?? 0)))
}
