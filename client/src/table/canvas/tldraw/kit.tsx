/**
 * What of tldraw a table gets: the shapes our own renderer can draw and the tools that make them, in our fonts and
 * colours. Everything else of it (menus, panels, other shapes, its files on other servers) stays out.
 */
import ar from '@tldraw/assets/translations/ar.json?url'
import de from '@tldraw/assets/translations/de.json?url'
import en from '@tldraw/assets/translations/en.json?url'
import es from '@tldraw/assets/translations/es.json?url'
import fr from '@tldraw/assets/translations/fr.json?url'
import {
  ArrowBindingUtil,
  ArrowShapeTool,
  ArrowShapeUtil,
  DefaultColorThemePalette,
  DrawShapeTool,
  DrawShapeUtil,
  FrameShapeTool,
  FrameShapeUtil,
  GeoShapeTool,
  GeoShapeUtil,
  HandTool,
  ImageShapeUtil,
  NoteShapeTool,
  NoteShapeUtil,
  SelectTool,
  TextShapeTool,
  TextShapeUtil,
  createTLStore,
  tipTapDefaultExtensions,
  useValue,
  type OwnAssetUrls,
  type TLAnyShapeUtilConstructor,
  type TLArrowShape,
  type TLAssetStore,
  type Editor,
  type TLGeoShape,
  type TLNoteShape,
  type TLShapeId,
  type TLStore,
  type TLTextOptions,
  type TLTextShape,
} from 'tldraw'
import { ElementShapeUtil } from './element-util.tsx'
import { KindTool } from './kind-tool.ts'
import { PartArea, PartLabel, partOf } from './parts.tsx'

// Our own faces are in the page already; tldraw would fetch its by name.
const noFonts = () => []
/** Told of each note and text that is not written in any more. */
const left = new WeakMap<Editor, (id: TLShapeId) => void>()
export const onLeft = (editor: Editor, run: (id: TLShapeId) => void): void => void left.set(editor, run)
class OurNote extends NoteShapeUtil {
  override getFontFaces = noFonts
  override onEditEnd(shape: TLNoteShape) {
    left.get(this.editor)?.(shape.id)
  }
}
class OurText extends TextShapeUtil {
  override getFontFaces = noFonts
  // tldraw deletes an empty one by itself, in a step of its own that would bring it back empty.
  override onEditEnd(shape: TLTextShape) {
    if (partOf(shape) !== null) super.onEditEnd(shape)
    else left.get(this.editor)?.(shape.id)
  }
  override component(shape: TLTextShape) {
    const part = partOf(shape)
    if (part === null) return super.component(shape)
    return <PartLabel part={part} w={shape.props.w} text={shape.props.richText} />
  }
}
class OurGeo extends GeoShapeUtil {
  override getFontFaces = noFonts
  override component(shape: TLGeoShape) {
    const part = partOf(shape)
    if (part === null) return super.component(shape)
    const { w, h, growY, fill, richText } = shape.props
    return <PartArea part={part} w={w} h={h + growY} fill={fill} text={richText} />
  }
}
class OurFrame extends FrameShapeUtil {
  override getFontFaces = noFonts
}
/**
 * tldraw's arrow asks at every drawing which shape is selected and what the pointer is doing, so that each press, drag and
 * release draws all arrows anew (2,000 shapes with 400 arrows: 60 ms each time). It only wants to know whether it is
 * itself the one: all others see an editor in which nothing is selected.
 */
class OurArrow extends ArrowShapeUtil {
  override getFontFaces = noFonts
  private readonly unconcerned: ArrowShapeUtil = Object.create(this, {
    editor: {
      value: Object.create(this.editor, {
        getOnlySelectedShape: { value: () => null },
        getOnlySelectedShapeId: { value: () => null },
        getEditingShapeId: { value: () => null },
        isInAny: { value: () => false },
      }),
    },
  })
  override component(shape: TLArrowShape) {
    const { editor } = this
    const concerned = useValue(
      'this arrow is selected or written on',
      () => editor.getOnlySelectedShapeId() === shape.id || editor.getEditingShapeId() === shape.id,
      [editor, shape.id],
    )
    return concerned ? super.component(shape) : ArrowShapeUtil.prototype.component.call(this.unconcerned, shape)
  }
}

/** tldraw's own types of its arrow do not fit its own list under `exactOptionalPropertyTypes`; each is asked instead. */
const isUtil = (value: unknown): value is TLAnyShapeUtilConstructor =>
  typeof value === 'function' && 'type' in value && typeof value.type === 'string'
const utils: readonly unknown[] = [
  ElementShapeUtil,
  OurFrame,
  OurNote,
  OurText,
  OurGeo,
  OurArrow,
  DrawShapeUtil,
  ImageShapeUtil,
]
export const shapeUtils = utils.filter(isUtil)
export const bindingUtils = [ArrowBindingUtil] as const
export const tools = [
  SelectTool,
  HandTool,
  NoteShapeTool,
  TextShapeTool,
  GeoShapeTool,
  ArrowShapeTool,
  DrawShapeTool,
  FrameShapeTool,
  KindTool,
] as const

export const newStore = (assets: TLAssetStore): TLStore => createTLStore({ shapeUtils, bindingUtils, assets })

/** Tool of the rail → tool of the editor. */
export const toolNames = {
  select: 'select',
  hand: 'hand',
  note: 'note',
  text: 'text',
  geometry: 'geo',
  arrow: 'arrow',
  stroke: 'draw',
  frame: 'frame',
  kind: 'kind',
} as const

/**
 * The editor's few own words (handles, notes) in our languages; everything it could load from elsewhere is left out. It asks
 * for the English ones whatever it speaks.
 */
export const assetUrls: OwnAssetUrls = { fonts: {}, icons: {}, embedIcons: {}, translations: { ar, de, en, es, fr } }

type BeforeCreate = NonNullable<NonNullable<TLTextOptions['tipTapConfig']>['onBeforeCreate']>
/**
 * tldraw places the caret of a text's field by a timer, when the field has the focus already. On a busy machine the first
 * letters are quicker: they would stand where the field began, and the others in front of them or in their place. So it
 * begins at the end, and the first key places the caret where it was pointed at, before anything is written.
 */
const placeCaretFirst: BeforeCreate = ({ editor }) => {
  let placed = false
  editor.on('create', () => (placed = true))
  const place = (): false => {
    if (placed) return false
    editor.options.autofocus = false
    editor.emit('create', { editor })
    editor.off('create')
    return false
  }
  const { handleDOMEvents } = editor.options.editorProps
  editor.options.editorProps.handleDOMEvents = { ...handleDOMEvents, keydown: place, beforeinput: place }
}

/** The policy of the page allows no style that a script writes; what this one holds stands in canvas.css. */
export const textOptions = {
  tipTapConfig: {
    extensions: tipTapDefaultExtensions,
    injectCSS: false,
    autofocus: 'end',
    onBeforeCreate: placeCaretFirst,
  },
} satisfies TLTextOptions

/** The editor's colours are the house's: five inks and their washes, as the drawing without it has them. */
export function takeOurColours(): void {
  const { lightMode } = DefaultColorThemePalette
  const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
  const ink = token('ink')
  lightMode.background = token('paper')
  lightMode.text = ink
  lightMode.solid = token('sheet')
  const pairs = {
    black: ['ink', 'linen'],
    grey: ['ink-3', 'linen'],
    green: ['support', 'support-wash'],
    'light-green': ['support', 'support-wash'],
    red: ['attack', 'attack-wash'],
    'light-red': ['attack', 'attack-wash'],
    yellow: ['condition', 'condition-wash'],
    orange: ['condition', 'condition-wash'],
    blue: ['undercut', 'undercut-wash'],
    'light-blue': ['undercut', 'undercut-wash'],
    violet: ['undercut', 'undercut-wash'],
    'light-violet': ['undercut', 'undercut-wash'],
    white: ['edge', 'sheet'],
  } as const
  for (const [name, [solid, wash]] of Object.entries(pairs)) {
    const colour = lightMode[name as keyof typeof pairs]
    colour.solid = token(solid)
    colour.fill = token(wash)
    colour.semi = token(wash)
    colour.note.fill = token(wash)
    colour.note.text = ink
    colour.frame = {
      ...colour.frame,
      stroke: token('edge'),
      fill: token('paper'),
      text: ink,
      headingFill: token('paper'),
    }
  }
}
