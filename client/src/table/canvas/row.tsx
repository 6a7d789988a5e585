/** One thing on the canvas as a row of the list: what it says, what can be done with it, when and where it is. */
import { isLockedPart } from '@tablee/shared/board/canvas/parts'
import { type Canvas, type CanvasShape, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { plainText } from '@tablee/shared/board/text'
import { useState, useSyncExternalStore } from 'react'
import { useHeaded, useLanguage, useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, Menu, type Anchor } from '../../ui/menu.tsx'
import { VisionIcon, type VisionIconName } from '../../ui/vision-icon.tsx'
import { useTable } from '../context.ts'
import { Took } from '../entry/taken-note.tsx'
import { Translated } from '../translated.tsx'
import { bareId } from './verbs.ts'
import { canvasMessages } from './messages/index.ts'
import { nameOfPlace, placeOf, type Places } from './places.ts'
import type { Sides } from './sides.ts'
import type { TakenShape, TakenShapes } from './taken.ts'
import type { ListActions } from './list.tsx'
import { short, useNames } from './names.ts'
import { useRowMenu } from './row-menu.tsx'
import { Words } from './row-words.tsx'
import { WhenAndWhere } from './when-and-where.tsx'

const iconOf = (shape: CanvasShape): VisionIconName => {
  switch (shape.type) {
    case 'element':
      return shape.props.kind
    case 'geo':
      return 'geometry'
    case 'draw':
      return 'stroke'
    case 'image':
      return 'photo'
    case 'group':
      return 'list'
    default:
      return shape.type
  }
}

/** What an arrow leads from and to, by the first words of what it holds on to. */
function endsOf(canvas: Canvas, id: ShapeId): { readonly from: ShapeId | null; readonly to: ShapeId | null } {
  let [from, to]: [ShapeId | null, ShapeId | null] = [null, null]
  for (const binding of canvas.bindings.values()) {
    if (binding.fromId !== id) continue
    if (binding.props.terminal === 'start') from = binding.toId
    else to = binding.toId
  }
  return { from, to }
}

export function Row({
  shape,
  canvas,
  places,
  sides,
  writing,
  isDraft,
  adrift,
  taken,
  onWrite,
  onLeave,
  actions,
}: {
  shape: CanvasShape
  canvas: Canvas
  places: Places
  sides: Sides
  writing: boolean
  /** Has no word yet: nothing else can be done with it. */
  isDraft: boolean
  /** Removed by somebody else, and its text stays until this person says. */
  adrift: TakenShape | null
  taken: TakenShapes
  onWrite: (id: ShapeId | null) => void
  /** Its field is left by key. */
  onLeave: () => void
  actions: ListActions
}) {
  const t = useT(canvasMessages)
  const headed = useHeaded()
  const { language } = useLanguage()
  const { link, mayEdit, nameOf, status } = useTable()
  const names = useNames(canvas)
  const [menu, setMenu] = useState<Anchor | null>(null)
  const side = useSyncExternalStore(sides.subscribe, () => sides.of(shape.id))
  const { id } = shape
  const words = wordsOn(shape)
  const kind = names.kindOf(shape)
  const ends = shape.type === 'arrow' ? endsOf(canvas, id) : null
  const mayWrite = mayEdit && (!isLockedPart(shape) || link.me.role === 'facilitator' || link.me.role === 'organiser')
  const place = placeOf(canvas, places, id)
  const what = words ? headed(kind, short(words)) : kind
  const moved = (where: string) => actions.say(t('moved', { what, where }))

  const entries = useRowMenu({ shape, canvas, places, linked: side.linked, mayWrite, onWrite, actions, moved })
  return (
    <li
      className={['thing', writing ? 'writing' : '', adrift ? 'adrift' : ''].filter(Boolean).join(' ')}
      data-shape={bareId(id)}
    >
      <VisionIcon name={iconOf(shape)} />
      <div className="what">
        <span className="meta">
          {kind}
          {side.writers.length + side.holders.length > 0 ? (
            <span className="tag">
              {[...side.writers, ...side.holders].map((one) => (
                <span key={one.conn}>{nameOf(one)}</span>
              ))}
            </span>
          ) : null}
        </span>
        {ends ? <p>{t('arrowFrom', { from: names.nameOf(ends.from), to: names.nameOf(ends.to) })}</p> : null}
        {words === null ? null : (
          <Words
            shape={shape}
            words={words}
            kind={kind}
            writers={side.writers}
            mode={writing ? 'write' : mayWrite ? 'offer' : 'read'}
            adrift={adrift !== null}
            onWrite={onWrite}
            onLeave={onLeave}
            actions={actions}
          />
        )}
        {words === null || writing ? null : (
          <Translated
            id={id}
            lang={shape.type === 'element' ? shape.props.lang : (status?.lang ?? language)}
            wording={plainText(words)}
          />
        )}
        {side.linked.length > 0 ? (
          <p className="meta">{t('linkedTo', { entries: side.linked.map((one) => one.title).join(' · ') })}</p>
        ) : null}
        {place ? <p className="meta">{nameOfPlace(place.part, language)}</p> : null}
        {adrift ? (
          <Took what={kind} by={adrift.by} onKeep={() => taken.keep(id)} onLetGo={() => taken.letGo(id)} />
        ) : null}
      </div>
      {shape.type === 'element' && !isDraft ? (
        <WhenAndWhere shape={shape} canvas={canvas} places={places} onMoved={moved} />
      ) : null}
      <button
        type="button"
        className="more"
        hidden={isDraft}
        aria-label={t('actions', { what })}
        aria-haspopup="menu"
        onClick={(event) => setMenu(anchorOf(event.currentTarget))}
      >
        <Icon name="silence" />
      </button>
      {menu ? (
        <Menu label={t('actions', { what })} entries={entries()} at={menu} onClose={() => setMenu(null)} />
      ) : null}
    </li>
  )
}
