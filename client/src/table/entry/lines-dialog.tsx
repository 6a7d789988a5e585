/** Several lines were pasted at once: each an entry (or somebody's words) of its own, or all of them one. */
import { useT } from '../../i18n/index.tsx'
import { linesMessages } from '../messages/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'

export function LinesDialog({
  lines,
  words = false,
  onAs,
  onClose,
}: {
  lines: readonly string[]
  /** They are what somebody said, for an entry that stands. */
  words?: boolean
  onAs: (as: 'one' | 'many') => void
  onClose: () => void
}) {
  const t = useT(linesMessages)
  const shared = useT(uiMessages)
  const n = lines.length
  return (
    <Dialog title={t('title', { n })} onClose={onClose}>
      <ol className="pasted" dir="auto">
        {lines.slice(0, 8).map((line, at) => (
          <li key={at}>{line}</li>
        ))}
        {n > 8 ? <li aria-hidden="true">…</li> : null}
      </ol>
      <div className="acts">
        <Button onClick={onClose}>{shared('cancel')}</Button>
        <Button onClick={() => onAs('one')}>{t(words ? 'oneWords' : 'one')}</Button>
        <Button look="primary" onClick={() => onAs('many')}>
          {t(words ? 'manyWords' : 'many', { n })}
        </Button>
      </div>
    </Dialog>
  )
}
