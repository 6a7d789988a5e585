/** Details of an element: what it is, when and where, how it was caught, whose it is, what it is linked to. */
import type { Canvas, ElementShape } from '@tablee/shared/board/canvas/schema'
import { elementKinds } from '@tablee/shared/board/canvas/schema'
import { captures } from '@tablee/shared/board/schema'
import { useContext } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LanguagePicker } from '../../ui/language-picker.tsx'
import { captureMessages, uiMessages } from '../../ui/messages/index.ts'
import { SeatPicker } from '../../ui/seat-picker.tsx'
import { chairOf, SeatsHereContext, seatOn } from '../../ui/seats-here.ts'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { useTable } from '../context.ts'
import { titleOf } from '../board/entries.ts'
import { useRecentTongues } from '../recent-tongues.ts'
import { freshId } from '../board/verbs.ts'
import { change, unlinkFrom } from './verbs.ts'
import { canvasMessages } from './messages/index.ts'
import { LevelPick, YearPick } from './when-and-where.tsx'
import { moveTo, placesOf, whenAndWhere } from './places.ts'

export function Details({
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
  const here = useContext(SeatsHereContext)
  const recent = useRecentTongues()
  const places = placesOf(canvas)
  const { horizon, level } = whenAndWhere(canvas, places, shape)
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
          <YearPick value={horizon} years={places.years} onChange={(year) => go({ horizon: year, level })} />
        </label>
        <label>
          {t('level')}
          <LevelPick value={level} onChange={(one) => go({ horizon, level: one })} />
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
            value={seat === null ? null : chairOf(here, seat)}
            onChange={(one) => set({ seat: one === null ? null : seatOn(here, board.meta.table, one) })}
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
