/** The ground of a canvas by name, and what can be done with all of it: another template, put back, photos, save. */
import { schemaOf } from '@tablee/shared/board/canvas/plant'
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { schemaAge } from '@tablee/shared/board/canvas/tldraw-schema'
import { can } from '@tablee/shared/roles'
import { useState } from 'react'
import type * as Y from 'yjs'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { asking } from '@tablee/shared/i18n/language'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { useTable } from '../context.ts'
import { lockParts } from './verbs.ts'
import type { CanvasDialog } from './dialogs.tsx'
import { licence } from './drawing.ts'
import { canvasMessages } from './messages/index.ts'

export type Rights = {
  readonly draws: boolean
  /** Frames and the parts of a template. */
  readonly arranges: boolean
  readonly putsBack: boolean
  /** A newer version than this page's made it, or one that nobody knows: it is read, not changed. */
  readonly unknown: boolean
}

export function useRights(doc: Y.Doc): Rights {
  const { link, status, mayEdit } = useTable()
  const state = status?.state ?? 'open'
  const age = schemaAge(schemaOf(doc))
  const unknown = age === 'newer' || age === 'foreign'
  const draws = mayEdit && !unknown
  return {
    unknown,
    draws,
    arranges: draws && can(link.me.role, 'canvas.arrange', state),
    putsBack: draws && can(link.me.role, 'canvas.put-back', state),
  }
}

export function Ground({
  canvas,
  rights,
  taking,
  onTake,
  onDialog,
}: {
  canvas: Canvas
  rights: Rights
  /** A picture is being drawn. */
  taking: boolean
  onTake: (as: 'png' | 'svg') => void
  onDialog: (dialog: CanvasDialog) => void
}) {
  const t = useT(canvasMessages)
  const { language } = useLanguage()
  const { link, status, act } = useTable()
  const [menu, setMenu] = useState<Anchor | null>(null)
  const state = status?.state ?? 'open'
  const parts = [...canvas.shapes.values()].filter((shape) => shape.meta.part !== undefined)
  const fixed = parts.every((shape) => shape.isLocked)
  const title = t(canvas.template.name, { year: canvas.template.horizon })

  function entries(): MenuEntry[] {
    const list: MenuEntry[] = []
    if (rights.arranges) {
      list.push({
        label: asking(language, t('chooseTemplate')),
        mark: <VisionIcon name="frame" />,
        run: () => onDialog({ kind: 'template' }),
      })
      if (parts.length > 0)
        list.push({
          label: t(fixed ? 'letGo' : 'hold'),
          icon: 'lock',
          run: () => act.done(lockParts(link, canvas, !fixed)),
        })
    }
    if (rights.putsBack) list.push({ label: t('putBack'), icon: 'undo', run: () => onDialog({ kind: 'put-back' }) })
    if (can(link.me.role, 'policy.read', state))
      list.push({
        label: asking(language, t('photos')),
        mark: <VisionIcon name="photo" />,
        run: () => onDialog({ kind: 'photos' }),
      })
    if (canvas.shapes.size > 0 && can(link.me.role, 'canvas.take', state)) {
      if (list.length > 0) list.push('line')
      for (const as of ['png', 'svg'] as const)
        list.push({
          label: t(as === 'png' ? 'savePng' : 'saveSvg'),
          mark: <VisionIcon name={as === 'png' ? 'photo' : 'stroke'} />,
          run: () => onTake(as),
        })
    }
    if (licence) {
      const text = licence
      list.push(...(list.length > 0 ? ['line' as const] : []), {
        label: t('licence'),
        icon: 'source',
        run: () => void text().then(({ address }) => open(address, '_blank', 'noopener')),
      })
    }
    return list
  }

  const list = entries()
  if (list.length === 0)
    return (
      <span className="ground-name" title={parts.length > 0 ? t('fixed') : undefined}>
        {parts.length > 0 ? <Icon name="lock" /> : null}
        {title}
      </span>
    )
  return (
    <>
      <button
        type="button"
        className="btn ground-menu"
        aria-haspopup="menu"
        aria-busy={taking}
        onClick={(event) => setMenu(anchorOf(event.currentTarget))}
      >
        {parts.length > 0 && fixed ? <Icon name="lock" /> : <VisionIcon name="frame" />}
        <span>{title}</span>
        <Icon name="open" />
      </button>
      {menu ? <Menu label={t('template')} entries={list} at={menu} onClose={() => setMenu(null)} /> : null}
    </>
  )
}
