/** What floats over the canvas: details of an element, links to the map, arrows, templates, putting back, photos. */
import type { Canvas, ElementShape, ShapeId } from '@tablee/shared/board/canvas/schema'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { useTable } from '../context.ts'
import { arrowTo, linkTo } from './verbs.ts'
import { useNames } from './names.ts'
import { canvasMessages } from './messages/index.ts'
import type { CanvasPort } from './port.ts'
import { Details } from './details-dialog.tsx'
import { PhotosDialog } from './photos-dialog.tsx'
import { PutBackDialog } from './put-back-dialog.tsx'
import { TemplateDialog } from './template-dialog.tsx'

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
