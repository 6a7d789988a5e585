/**
 * What a table is about to recommend, kept on this device until it is said: a look at the map, a reload and a closed tab end
 * a page, not a sentence. By table and role, as half-said words are.
 */
import { isId, isLang, type NodeId } from '@tablee/shared/ids'
import type { Answer } from '@tablee/shared/dialogue/items'
import { useCallback, useState } from 'react'
import { browser, type Environment } from '../../link/environment.ts'
import { recommendingKey } from '../../link/session.ts'
import { useTable } from '../context.ts'

type Kept = Extract<Answer, { type: 'recommendation' }>
type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {}

function reasonOf(value: unknown): readonly Kept['reasons'][number][] {
  const { node, wording, lang } = fieldsOf(value)
  return isId(node) && typeof wording === 'string' && isLang(lang) ? [{ node: node as NodeId, wording, lang }] : []
}
function answerOf(value: unknown): Kept | null {
  const { sentence, lang, reasons } = fieldsOf(value)
  if (typeof sentence !== 'string' || !isLang(lang) || !Array.isArray(reasons)) return null
  return { type: 'recommendation', sentence, lang, reasons: reasons.flatMap(reasonOf) }
}
function all(storage: Environment['local'], key: string): Fields {
  try {
    return fieldsOf(JSON.parse(storage?.getItem(key) ?? '{}'))
  } catch {
    return {}
  }
}

/** A draft of one answer; of a recommendation it is found again. `at`: board, step and item. */
export function useKeptDraft(at: string): readonly [Answer | null, (draft: Answer | null) => void] {
  const { link, status } = useTable()
  const key =
    status === null ? null : recommendingKey({ ...link.me, dialogue: status.dialogue, tableNumber: status.tableNumber })
  const [draft, setDraft] = useState<Answer | null>(() =>
    key === null ? null : answerOf(all(browser().local, key)[at]),
  )
  const put = useCallback(
    (next: Answer | null): void => {
      setDraft(next)
      if (key === null) return
      const { local } = browser()
      const { [at]: _, ...rest } = all(local, key)
      const kept = next?.type === 'recommendation' ? { ...rest, [at]: next } : rest
      try {
        if (Object.keys(kept).length === 0) local?.removeItem(key)
        else local?.setItem(key, JSON.stringify(kept))
      } catch {
        // Storage is full or blocked: it stands in this page.
      }
    },
    [key, at],
  )
  return [draft, put]
}
