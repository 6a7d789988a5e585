/**
 * What a map is made of, for anyone who draws one: a table from its Board, an observer from a BoardView. Coordinates are
 * logical: x grows in reading direction, so a right-to-left screen mirrors the whole map by its CSS.
 */
import type { RelationKind } from '@tablee/shared/board/schema'

/** In the order of the outline: a parent stands before its children. */
export type MapCard = {
  readonly id: string
  readonly parent: string | null
  readonly relation: {
    readonly id: string
    readonly kind: RelationKind /** For `undercuts`: the relation it ends on. */
    readonly to: string
    readonly group: string | null
  } | null
  /** Not linked yet: laid into free space, below what is linked. */
  readonly loose: boolean
  /** How many entries its folded branch holds; 0 when it is open or has none. */
  readonly holds: number
  readonly width: number
  readonly height: number
}

/** A relation beyond the one that places its card; `to` is a card or a relation. */
export type MapReference = {
  readonly id: string
  readonly kind: RelationKind
  readonly from: string
  readonly to: string
}

export type MapInput = {
  readonly cards: readonly MapCard[]
  readonly references: readonly MapReference[]
  /** What a window shows side by side at full size. Left out: the map takes the shape of a window, as large as it is. */
  readonly room?: number
}

export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
/**
 * What somebody looks at and must hold still; or `own`, when a change of their own composes the map anew and only what is
 * not linked stays where it lay; or null: all is composed as on any other screen.
 */
export type Sight = Box | 'own' | null
export type PlacedCard = Box & {
  readonly id: string
  readonly parent: string | null
  /** Where it belongs and how tall it was then: it returns there when what it gave way to is small again. */
  readonly home: { readonly x: number; readonly y: number; readonly h: number }
}

export type MapEdge = {
  readonly id: string
  readonly kind: RelationKind
  readonly also: boolean
  readonly path: string
  /** Arrow head (filled) or blocking bar (stroked); '' where the kind has none. */
  readonly tip: string
  readonly bar: string
  readonly box: Box
}
/** The relation's mark with its word, on the child's stem. */
export type MapMark = {
  readonly id: string
  readonly kind: RelationKind
  readonly card: string
  readonly x: number
  readonly y: number
}
/** Linked premises: a short thick line that joins the stems of one group. */
export type MapJoint = { readonly id: string; readonly path: string; readonly box: Box }

export type MapLayout = {
  readonly cards: readonly PlacedCard[]
  readonly edges: readonly MapEdge[]
  readonly marks: readonly MapMark[]
  readonly joints: readonly MapJoint[]
  /** Where what is not linked yet begins: its heading. */
  readonly loose: { readonly x: number; readonly y: number; readonly n: number } | null
  readonly bounds: Box
}
