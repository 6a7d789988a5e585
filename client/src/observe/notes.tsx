import type { BoardView } from '@tablee/shared/view/policy'
import { useT } from '../i18n/index.tsx'
import { WatchedNotes } from '../ui/watched/notes.tsx'
import { messages } from './messages/index.ts'

export default function Notes({ view, onOpen }: { view: BoardView; onOpen: (node: string) => void }) {
  const t = useT(messages)
  return (
    <section className="notes" aria-label={t('notes')} tabIndex={0}>
      <WatchedNotes view={view} label={t('notes')} onOpen={onOpen} />
    </section>
  )
}
