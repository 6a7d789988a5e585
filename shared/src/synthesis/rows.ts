/**
 * What a theme team does, as rows of the journal `synthesis:<dialogue>`. A row names entries by their ids and never holds what
 * somebody said: words that are withdrawn, struck out or erased are in no theme's rows.
 */
import type { EntryName } from './entries.ts'

/** Named by the command that made it. */
export type ThemeId = string

export type ThemeRow =
  | { readonly kind: 'theme'; readonly command: string; readonly name: string }
  | { readonly kind: 'rename'; readonly command: string; readonly theme: ThemeId; readonly name: string }
  /** `before` null: to the end. */
  | { readonly kind: 'place'; readonly command: string; readonly theme: ThemeId; readonly before: ThemeId | null }
  | { readonly kind: 'merge'; readonly command: string; readonly theme: ThemeId; readonly into: ThemeId }
  /** A new theme, named by the command, takes these entries along. */
  | {
      readonly kind: 'split'
      readonly command: string
      readonly theme: ThemeId
      readonly name: string
      readonly entries: readonly EntryName[]
    }
  /** Read, and in this theme, too. `by`: the device of who read it; `suggested`: it was suggested, and taken. */
  | {
      readonly kind: 'put'
      readonly command: string
      readonly entry: EntryName
      readonly theme: ThemeId
      readonly by: string
      readonly suggested?: true
    }
  /** It was suggested, and is not to be again. Nothing is read by it. */
  | {
      readonly kind: 'refuse'
      readonly command: string
      readonly entry: EntryName
      readonly theme: ThemeId
      readonly by: string
    }
  | {
      readonly kind: 'out'
      readonly command: string
      readonly entry: EntryName
      readonly theme: ThemeId
      readonly by: string
    }
  /** Read, and in no theme. */
  | { readonly kind: 'none'; readonly command: string; readonly entry: EntryName; readonly by: string }
  /** As if the step that this command made had not been done; `redo`: as if it had, after all. */
  | { readonly kind: 'undo'; readonly command: string; readonly of: string }
  | { readonly kind: 'redo'; readonly command: string; readonly of: string }
export type ThemeRowKind = ThemeRow['kind']

const kinds: ReadonlySet<unknown> = new Set([
  'theme',
  'rename',
  'place',
  'merge',
  'split',
  'put',
  'out',
  'none',
  'refuse',
  'undo',
  'redo',
] satisfies ThemeRowKind[])

/** Reads a row of `synthesis:<dialogue>`, written by this server; null for a kind that this version does not know. */
export function readThemeRow(text: string): ThemeRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind)
    ? (value as ThemeRow)
    : null
}
