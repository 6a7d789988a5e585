/** What this device keeps: read it, copy it to paper or elsewhere. */
import { useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { GoThere } from '../../ui/gone-strip.tsx'
import { useGone } from '../../ui/gone.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { titleOf } from '../board/entries.ts'
import { useTable } from '../context.ts'
import { keep } from '../map/card.tsx'
import { messages } from '../messages/index.ts'

/** Where the dialogue was moved to another address nothing of it is sent from here: then it says how it gets there. */
export function KeptDialog() {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const gone = useGone()
  const [copied, setCopied] = useState(false)
  const { link, entries, kept, act, status } = useTable()
  const close = () => act.set({ dialog: null })
  const list = entries.list.filter((entry) => kept.has(entry.node.id))
  const commands = link.pendingCommands().length
  const light = link.light()
  // What people count: the entries listed below. Where it is not known which, the link's steps.
  const n = list.length > 0 ? list.length : 'n' in light ? light.n : 0
  const text = () => list.map(titleOf).join('\n')
  return (
    <Dialog title={t('keptTitle', { n })} onClose={close}>
      <p>
        {gone === null ? t('keptAbout', { n }) : t(list.length > 0 ? 'keptGone' : 'keptGoneUnknown')}{' '}
        {list.length > 0 ? t('keptThese', { n: list.length }) : ''}
      </p>
      {list.length > 0 ? (
        <ul className="entries plain">
          {list.map((entry) => (
            <li key={entry.node.id} lang={entry.node.lang} dir="auto">
              {titleOf(entry)}
            </li>
          ))}
        </ul>
      ) : null}
      {commands > 0 ? <p className="meta">{t('keptCommands', { n: commands })}</p> : null}
      <div className="acts">
        {list.length > 0 && navigator.clipboard ? (
          <Button onClick={() => void navigator.clipboard.writeText(text()).then(() => setCopied(true))}>
            {t(copied ? 'keptCopied' : 'keptCopy')}
          </Button>
        ) : null}
        {/* Where a page is opened on plain http there is no clipboard, and a file goes along on a stick as well. */}
        {list.length > 0 && gone !== null ? (
          <Button
            onClick={() =>
              keep({ name: `tablee-${status?.tableNumber ?? link.at?.tableNumber ?? ''}.txt`, text: text() })
            }
          >
            {t('refusedKeep')}
          </Button>
        ) : null}
        {gone !== null && gone.to !== null ? <GoThere to={gone.to} /> : null}
        <Button look="primary" onClick={close}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}
