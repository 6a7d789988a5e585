/** From the map: which of the things on the canvas an entry is linked to. */
import type { NodeId } from '@tablee/shared/ids'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { useTable } from '../context.ts'
import { titleOf } from '../board/entries.ts'
import { linkTo, unlinkFrom } from './verbs.ts'
import { linkMessages } from '../messages/index.ts'
import { useCanvas } from './use-canvas.ts'

export default function ToCanvasDialog({ node }: { node: NodeId }) {
  const t = useT(linkMessages)
  const kinds = useT(visionMessages)
  const shared = useT(uiMessages)
  const { link, entries, act } = useTable()
  const canvas = useCanvas(link.doc)
  const entry = entries.byId.get(node)
  if (!entry) return null
  const elements = [...canvas.shapes.values()].filter((shape) => shape.type === 'element')
  return (
    <Dialog title={t('linkElementTitle', { what: titleOf(entry) })} onClose={() => act.set({ dialog: null })}>
      {elements.length === 0 ? <p>{t('noElements')}</p> : null}
      <ul className="entries">
        {elements.map(({ id, props: { kind, text, lang } }) => {
          const linked = canvas.links.get(id)?.includes(node) ?? false
          return (
            <li key={id}>
              <button
                type="button"
                aria-pressed={linked}
                onClick={() => act.done(linked ? unlinkFrom(link, id, node) : linkTo(link, id, node))}
              >
                <VisionIcon name={kind} />
                <span lang={lang} dir="auto">
                  {text || kinds(kind)}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      <div className="acts">
        <Button look="primary" onClick={() => act.set({ dialog: null })}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}
