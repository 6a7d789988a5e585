/** What floats over the canvas: details of an element, links to the map, arrows, templates, putting back, photos. */
import type { Canvas, ElementShape, ShapeId, TemplateName } from '@tablee/shared/board/canvas/schema'
import { elementKinds, elementLevels, templateNames } from '@tablee/shared/board/canvas/schema'
import { captures } from '@tablee/shared/board/schema'
import { isPhoto, photoHash } from '@tablee/shared/board/canvas/values'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { isPhotoHash } from '@tablee/shared/ids'
import type { Movers } from '@tablee/shared/wire/board'
import { useEffect, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LanguagePicker } from '../../ui/language-picker.tsx'
import { captureMessages, uiMessages } from '../../ui/messages.ts'
import { SeatPicker } from '../../ui/seat-picker.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { visionMessages } from '../../ui/vision-messages.ts'
import { useTable } from '../context.ts'
import { titleOf } from '../board/entries.ts'
import { useRecentTongues } from '../recent-tongues.ts'
import { freshId } from '../board/verbs.ts'
import { arrowTo, change, linkTo, seatOf, unlinkFrom } from './verbs.ts'
import { useNames } from './list.tsx'
import { canvasMessages } from './messages.ts'
import { moveTo, placesOf, whenAndWhere } from './places.ts'
import type { CanvasPort } from './port.ts'

export type CanvasDialog =
  | { readonly kind: 'details'; readonly id: ShapeId }
  | { readonly kind: 'link'; readonly id: ShapeId }
  | { readonly kind: 'arrow'; readonly id: ShapeId }
  | { readonly kind: 'template' }
  | { readonly kind: 'put-back' }
  | { readonly kind: 'photos' }

type Props = {
  readonly dialog: CanvasDialog | null
  readonly canvas: Canvas
  readonly port: CanvasPort
  readonly picture: (hash: string) => Promise<string | null>
  readonly onClose: () => void
  readonly onDialog: (dialog: CanvasDialog) => void
  /** A ground was chosen, be it the one that lies there. */
  readonly onLaid: () => void
}

export function CanvasDialogs({ dialog, canvas, port, picture, onClose, onDialog, onLaid }: Props) {
  if (dialog === null) return null
  if (dialog.kind === 'template') return <TemplateDialog canvas={canvas} onClose={onClose} onLaid={onLaid} />
  if (dialog.kind === 'put-back') return <PutBackDialog port={port} onClose={onClose} />
  if (dialog.kind === 'photos') return <PhotosDialog canvas={canvas} picture={picture} onClose={onClose} />
  const shape = canvas.shapes.get(dialog.id)
  if (!shape) return null
  if (dialog.kind === 'arrow') return <ArrowDialog from={dialog.id} canvas={canvas} onClose={onClose} />
  if (shape.type !== 'element') return null
  if (dialog.kind === 'link') return <LinkDialog shape={shape} onClose={onClose} />
  return (
    <Details shape={shape} canvas={canvas} onClose={onClose} onLink={() => onDialog({ kind: 'link', id: shape.id })} />
  )
}

function Details({
  shape,
  canvas,
  onClose,
  onLink,
}: {
  shape: ElementShape
  canvas: Canvas
  onClose: () => void
  onLink: () => void
}) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const caught = useT(captureMessages)
  const shared = useT(uiMessages)
  const { link, board, entries, act, seats } = useTable()
  const { id } = shape
  const { kind, seat, capture, lang } = shape.props
  const recent = useRecentTongues()
  const places = placesOf(canvas)
  const { horizon, level } = whenAndWhere(canvas, places, shape)
  const years = [...new Set([...places.years, ...(horizon === null ? [] : [horizon])])].sort((a, b) => a - b)
  const linked = (canvas.links.get(id) ?? []).flatMap((node) => entries.byId.get(node) ?? [])
  const set = (to: Parameters<typeof change>[2]) => act.done(change(link, id, to))
  const go = (to: { horizon: number | null; level: typeof level }) => void moveTo(link, canvas, shape, to, freshId())
  return (
    <Dialog title={t('detailsOf', { what: kinds(kind) })} onClose={onClose}>
      <div className="details">
        <fieldset className="of-kind">
          <legend>{t('whatItIs')}</legend>
          {elementKinds.map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={kind === one} onChange={() => set({ kind: one })} />
              <VisionIcon name={one} />
              {kinds(one)}
            </label>
          ))}
        </fieldset>
        <label>
          {t('year')}
          <select
            className="pick"
            value={horizon ?? ''}
            onChange={({ currentTarget: { value } }) => go({ horizon: value === '' ? null : Number(value), level })}
          >
            <option value="">{t('noYear')}</option>
            {years.map((year) => (
              <option key={year} value={year}>
                {year}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('level')}
          <select
            className="pick"
            value={level ?? ''}
            onChange={({ currentTarget: { value } }) =>
              go({ horizon, level: elementLevels.find((one) => one === value) ?? null })
            }
          >
            <option value="">{t('noLevel')}</option>
            {elementLevels.map((one) => (
              <option key={one} value={one}>
                {kinds(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('caught')}
          <select
            className="pick"
            value={capture ?? ''}
            onChange={({ currentTarget: { value } }) => set({ capture: captures.find((one) => one === value) ?? null })}
          >
            <option value="">{t('notKnown')}</option>
            {captures.map((one) => (
              <option key={one} value={one}>
                {caught(one)}
              </option>
            ))}
          </select>
        </label>
        <LanguagePicker value={lang} recent={recent} onChange={(one) => set({ lang: one })} />
        <div className="whole">
          <SeatPicker
            seats={seats}
            value={seat === null ? null : Number(seat.split('-')[1])}
            onChange={(one) => set({ seat: seatOf(board.meta.table, one) })}
          />
        </div>
        <section className="whole">
          <h3>{t('links')}</h3>
          <ul className="linked-entries">
            {linked.map((entry) => (
              <li key={entry.node.id}>
                <span className="num meta">{entry.item.number}</span>
                <span lang={entry.node.lang} dir="auto">
                  {entry.node.wording}
                </span>
                <Button
                  look="quiet"
                  aria-label={t('unlink', { entry: titleOf(entry) })}
                  onClick={() => act.done(unlinkFrom(link, id, entry.node.id))}
                >
                  <Icon name="reject" />
                </Button>
              </li>
            ))}
          </ul>
          <Button onClick={onLink}>
            <Icon name="link" />
            {t('link')}
          </Button>
        </section>
      </div>
      <div className="acts">
        <Button look="primary" onClick={onClose}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}

function LinkDialog({ shape, onClose }: { shape: ElementShape; onClose: () => void }) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const shared = useT(uiMessages)
  const { link, entries, act } = useTable()
  const what = shape.props.text === '' ? kinds(shape.props.kind) : shape.props.text.slice(0, 60)
  return (
    <Dialog title={t('linkTitle', { what })} onClose={onClose}>
      {entries.list.length === 0 ? <p>{t('noEntries')}</p> : null}
      <ul className="entries">
        {entries.list.map((entry) => (
          <li key={entry.node.id}>
            <button
              type="button"
              onClick={() => {
                act.done(linkTo(link, shape.id, entry.node.id))
                onClose()
              }}
            >
              <span className="num meta">{entry.item.number}</span>
              <span lang={entry.node.lang} dir="auto">
                {entry.node.wording}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
      </div>
    </Dialog>
  )
}

function ArrowDialog({ from, canvas, onClose }: { from: ShapeId; canvas: Canvas; onClose: () => void }) {
  const t = useT(canvasMessages)
  const shared = useT(uiMessages)
  const { link, act } = useTable()
  const { nameOf, kindOf } = useNames(canvas)
  const [label, setLabel] = useState('')
  const targets = [...canvas.shapes.values()].filter(
    (shape) => shape.id !== from && shape.meta.part === undefined && !['arrow', 'draw', 'group'].includes(shape.type),
  )
  return (
    <Dialog title={t('arrowTitle', { what: nameOf(from) })} onClose={onClose}>
      <p>
        <label className="line">
          {t('arrowWords')}
          <input
            className="box"
            maxLength={200}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
        </label>
      </p>
      <ul className="entries">
        {targets.map((shape) => (
          <li key={shape.id}>
            <button
              type="button"
              onClick={() => {
                act.done(arrowTo(link, from, shape.id, label.trim()))
                onClose()
              }}
            >
              <span className="meta">{kindOf(shape)}</span>
              <span>{wordsOn(shape)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
      </div>
    </Dialog>
  )
}

function TemplateDialog({ canvas, onClose, onLaid }: { canvas: Canvas; onClose: () => void; onLaid: () => void }) {
  const t = useT(canvasMessages)
  const shared = useT(uiMessages)
  const { link } = useTable()
  const now = new Date().getFullYear()
  const [horizon, setHorizon] = useState(canvas.template.horizon > 0 ? canvas.template.horizon : now + 14)
  const [name, setName] = useState<TemplateName>(canvas.template.name)
  return (
    <Dialog title={t('chooseTemplate')} onClose={onClose}>
      <p className="meta">{t('templateHow')}</p>
      <div className="templates" role="radiogroup" aria-label={t('chooseTemplate')}>
        {templateNames.map((one) => (
          <label key={one}>
            <input type="radio" name="template" checked={name === one} onChange={() => setName(one)} />
            <TemplateSketch name={one} />
            <span>
              <b>{t(one, { year: horizon })}</b>
              <span className="meta">{t(`${one}How`)}</span>
            </span>
          </label>
        ))}
      </div>
      <p>
        <label className="line">
          {t('future')}
          <input
            className="box num"
            type="number"
            min={now + 1}
            max={now + 80}
            value={horizon}
            onChange={(event) => setHorizon(Number(event.currentTarget.value))}
          />
        </label>
      </p>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
        <Button
          look="primary"
          disabled={!Number.isInteger(horizon) || horizon <= now || horizon > now + 80}
          onClick={() => {
            link.command({ id: freshId(), kind: 'template', template: name, horizon })
            onClose()
            onLaid()
          }}
        >
          {t('chooseTemplate')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The ground of each template in a few strokes. */
function TemplateSketch({ name }: { name: TemplateName }) {
  const drawings: Record<TemplateName, string> = {
    backcasting: 'M2 9h60M2 20h60M2 31h60M18 4v36M34 4v36M50 4v36',
    placement: 'M8 2v36h52M34 2v36M8 20h52',
    day: 'M2 4h14v36H2zM18 4h14v36H18zM34 4h14v36H34zM50 4h12v36H50z',
    'front-page': 'M4 4h56M4 8h56v12H4zM4 22h34v18H4zM40 22h20v18H40z',
    free: 'M4 4h56v36H4z',
  }
  return (
    <svg viewBox="0 0 64 44" width="64" height="44" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  )
}

const sinces = [5, 15, 30] as const
const minute = 60_000

function PutBackDialog({ port, onClose }: { port: CanvasPort; onClose: () => void }) {
  const t = useT(canvasMessages)
  const shared = useT(uiMessages)
  const { link, nameOf } = useTable()
  const [since, setSince] = useState<number>(15)
  const [found, setFound] = useState<Movers['hands'] | null>(null)
  const [failed, setFailed] = useState(false)
  const [hand, setHand] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    setFound(null)
    setFailed(false)
    void port.hands(Date.now() + link.clockOffset() - since * minute).then((answer) => {
      if (!wanted) return
      if (answer.ok) {
        setFound(answer.value.hands)
        setHand(answer.value.hands[0]?.hand ?? null)
      } else setFailed(true)
    })
    return () => void (wanted = false)
  }, [port, link, since])
  const whose = (author: string) => {
    const [role = '', seat] = author.split(':')
    return nameOf({ role, seat: seat ?? null })
  }
  return (
    <Dialog title={t('putBackTitle')} onClose={onClose}>
      <p className="meta">{t('putBackHow')}</p>
      <p>
        <label className="line">
          {t('putBackSince')}
          <select className="pick" value={since} onChange={(event) => setSince(Number(event.currentTarget.value))}>
            {sinces.map((n) => (
              <option key={n} value={n}>
                {t('minutes', { n })}
              </option>
            ))}
          </select>
        </label>
      </p>
      <fieldset className="hands" aria-busy={found === null && !failed}>
        <legend>{t('putBackWho')}</legend>
        {failed ? <p role="status">{t('putBackAway')}</p> : null}
        {found?.length === 0 ? <p role="status">{t('putBackNone')}</p> : null}
        {found?.map((one) => (
          <label key={one.hand}>
            <input type="radio" name="hand" checked={hand === one.hand} onChange={() => setHand(one.hand)} />
            <b>{whose(one.author)}</b>
            <span className="meta">
              {t('movedAndDeleted', { moved: one.moved, deleted: one.deleted })} ·{' '}
              {t('minutes', { n: Math.max(1, Math.round((Date.now() + link.clockOffset() - one.last) / minute)) })}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
        <Button
          look="primary"
          disabled={hand === null}
          onClick={() => {
            if (hand === null) return
            link.command({
              id: freshId(),
              kind: 'put-back',
              hand,
              since: Math.floor(Date.now() + link.clockOffset() - since * minute),
            })
            onClose()
          }}
        >
          {t('putItBack')}
        </Button>
      </div>
    </Dialog>
  )
}

function PhotosDialog({
  canvas,
  picture,
  onClose,
}: {
  canvas: Canvas
  picture: (hash: string) => Promise<string | null>
  onClose: () => void
}) {
  const t = useT(canvasMessages)
  const shared = useT(uiMessages)
  const { observation } = useTable()
  const used = new Set(
    [...canvas.shapes.values()].flatMap((shape) =>
      shape.type === 'image' && shape.props.assetId ? [shape.props.assetId] : [],
    ),
  )
  const hashes = [...canvas.assets.values()].flatMap(({ id, props: { src } }) => {
    const hash = isPhoto(src) ? photoHash(src) : ''
    return used.has(id) && isPhotoHash(hash) ? [hash] : []
  })
  const released = new Set<string>(observation?.policy?.photos ?? [])
  const may = observation?.mayWrite === true && observation.live
  return (
    <Dialog title={t('photos')} onClose={onClose}>
      <p className="meta">{hashes.length === 0 ? t('photoNone') : t('photosHow')}</p>
      <ul className="released">
        {hashes.map((hash) => (
          <li key={hash}>
            <Thumb hash={hash} picture={picture} />
            <label>
              <input
                type="checkbox"
                checked={released.has(hash)}
                disabled={!may}
                onChange={(event) => {
                  const { checked } = event.currentTarget
                  void observation?.change((now) => ({
                    photos: [...now.photos.filter((one) => one !== hash), ...(checked ? [hash] : [])],
                  }))
                }}
              />
              {t('photoRelease')}
            </label>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button look="primary" onClick={onClose}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}

function Thumb({ hash, picture }: { hash: string; picture: (hash: string) => Promise<string | null> }) {
  const t = useT(canvasMessages)
  const [src, setSrc] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    void picture(hash).then((found) => wanted && setSrc(found))
    return () => void (wanted = false)
  }, [hash, picture])
  return src === null ? (
    <span className="thumb">{t('photoAway')}</span>
  ) : (
    <img className="thumb" src={src} alt={t('photo')} />
  )
}
