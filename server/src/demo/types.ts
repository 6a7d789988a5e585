/**
 * How the demo's boards are written down: what people said, with short names for what refers to what.
 * Each session has a file `content/session-N.ts` that exports `boards`, one per table.
 */
import type { ElementKind, ElementLevel, TemplateName } from '@tablee/shared/board/canvas/schema'
import type { Capture, NodeKind, RelationKind } from '@tablee/shared/board/schema'

/** The languages of the demo and of the screens. */
export type DemoLang = 'en' | 'fr' | 'de' | 'es' | 'ar'

export type DemoWords = {
  readonly text: string
  /** Left out: the language of the table. */
  readonly lang?: DemoLang
  /** 1 to 6, or null when nobody noted who said it. */
  readonly seat: number | null
  /** Left out: `own-typing`. */
  readonly capture?: Capture
}

export type DemoNode = {
  /** Unique within its board: what `to` and `links` name. */
  readonly key: string
  readonly kind: NodeKind
  readonly text: string
  /** Left out: the language of the table. */
  readonly lang?: DemoLang
  /** The relation that places it. With `undercuts`, `to` names the node whose own placing relation it undercuts. */
  readonly place?: {
    readonly as: RelationKind
    readonly to: string /** Same name, same premise group. */
    readonly group?: string
  }
  readonly words?: readonly DemoWords[]
}

export type DemoBoard = {
  /** 1 to 3 sit in Brussels (1 and 2 in French, 3 in Arabic), 4 to 6 in Aachen (4 in German, 5 in Spanish, 6 in English). */
  readonly table: number
  readonly session: 1 | 2 | 3 | 4 | 5
  /** In the order in which they came; a node stands after what it is placed on. The issue comes from the question. */
  readonly nodes: readonly DemoNode[]
  /** Further relations, beyond the one that places a node. */
  readonly links?: readonly { readonly as: RelationKind; readonly from: string; readonly to: string }[]
}
/** The key of the issue that every board starts with: the session's question in the table's language. */
export const issueKey = 'issue'

export type DemoElement = {
  /** Unique within its canvas: what `arrows` name. */
  readonly key: string
  readonly kind: ElementKind
  readonly text: string
  /** Parts of the template it lies in, where they meet; or how wanted and how likely it is. */
  readonly at: readonly string[] | { readonly desirable: number; readonly probable: number }
  /** What was said of it, where it does not follow from its place. */
  readonly year?: number
  readonly level?: ElementLevel
  readonly seat?: number
  readonly capture?: Capture
  /** Keys of nodes of the same board. */
  readonly links?: readonly string[]
}
export type DemoCanvas = {
  readonly table: number
  readonly session: number
  readonly template: TemplateName
  readonly elements: readonly DemoElement[]
  readonly arrows?: readonly { readonly from: string; readonly to: string; readonly says?: string }[]
}
