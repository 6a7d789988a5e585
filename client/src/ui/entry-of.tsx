/** What is shown of an entry outside its table: what kind it is, and of which table. */
import type { EntryMark } from '@tablee/shared/dialogue/items'
import { useT } from '../i18n/index.tsx'
import { Icon } from './icon.tsx'
import { kindMessages, uiMessages } from './messages/index.ts'

/** Nothing for an answer that is no entry, or one that may not be shown any more. */
export function EntryOf({ entry }: { entry: EntryMark | undefined }) {
  const t = useT(uiMessages)
  const kinds = useT(kindMessages)
  if (entry === undefined) return null
  return (
    <span className="entry-of">
      <Icon name={entry.kind} />
      <span className="away">{kinds(entry.kind)}, </span>
      <span>{t('ofTable', { n: entry.table })}</span>
    </span>
  )
}
