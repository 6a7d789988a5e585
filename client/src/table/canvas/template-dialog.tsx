/** The ground of the canvas is chosen: a template, and the year it looks to. */
import type { Canvas, TemplateName } from '@tablee/shared/board/canvas/schema'
import { templateNames } from '@tablee/shared/board/canvas/schema'
import { useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { canvasMessages } from './messages/index.ts'

export function TemplateDialog({
  canvas,
  onClose,
  onLaid,
}: {
  canvas: Canvas
  onClose: () => void
  onLaid: () => void
}) {
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
