/** What was asked: the item's text, and for an entry the wording that is voted on. */
import { readItemKey, type Item, type ItemKey } from '@tablee/shared/dialogue/items'
import type { VotedOn } from '@tablee/shared/voices/rows'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Language } from '@tablee/shared/i18n/index'

export function questionOf(
  items: readonly Item[],
  nodes: readonly VotedOn[],
  key: ItemKey,
  language: Language,
): { readonly item: Item | null; readonly text: string } {
  const { item: id, node } = readItemKey(key)
  const item = items.find((one) => one.id === id) ?? null
  const wording = node === null ? undefined : nodes.find((one) => one.node === node)?.wording
  return { item, text: wording ?? (item ? shownIn(item.text, language) : key) }
}
