/**
 * Somebody's words are removed for good: asked before, because nothing brings them back; afterwards it is said what was made
 * of them and still says the same, each with the way to it. Where nothing does, it is over.
 */
import { stillSaid, type StillSaid } from '@tablee/shared/board/still-said'
import { readWhole } from '@tablee/shared/board/whole'
import type { WordsId } from '@tablee/shared/ids'
import { useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { messages } from '../messages/index.ts'
import { redactMessages } from '../redact-messages/index.ts'
import { freshId } from '../board/verbs.ts'

export default function RedactDialog({ words }: { words: WordsId }) {
  const t = useT(redactMessages)
  const table = useT(messages)
  const shared = useT(uiMessages)
  const { link, board, entries, act } = useTable()
  const [still, setStill] = useState<readonly StillSaid[] | null>(null)
  const said = board.words.get(words)
  const close = () => act.set({ dialog: null })

  function remove(): void {
    // Read before the words go: a copy is known by what they said.
    const left = stillSaid(readWhole(link.doc), words)
    link.command({ id: freshId(), kind: 'redact', words })
    if (left.length === 0) close()
    else setStill(left)
  }
  function go(one: StillSaid): void {
    if (one.at === 'note') return act.set({ dialog: null, tab: 'notes', side: 'map', notesAt: { block: one.id } })
    if (one.at === 'canvas') return act.set({ dialog: null, tab: 'canvas', side: 'map', element: one.id })
    act.set({ dialog: null, side: 'outline' })
    act.select(one.id, 'outline')
    act.focusRow(one.id)
  }
  function where(one: StillSaid): string {
    if (one.at !== 'entry') return t(one.at)
    const number = entries.byId.get(one.id)?.item.number ?? ''
    return number === '' ? t('entryBare') : t('entry', { entry: number })
  }

  if (still !== null)
    return (
      <Dialog title={t('still')} onClose={close}>
        <p>{t('stillHow')}</p>
        <ul className="entries still-said">
          {still.map((one) => (
            <li key={`${one.at} ${one.id}`}>
              <button type="button" onClick={() => go(one)}>
                <b>{where(one)}</b>
                <span dir="auto">{one.text}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="acts">
          <Button onClick={close}>{shared('close')}</Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={t('title')} onClose={close}>
      {said === undefined || said.text === '' ? null : (
        <blockquote className="voice" lang={said.lang} dir="auto">
          {said.text}
        </blockquote>
      )}
      <p>{t('what')}</p>
      <p className="meta">{t('kept')}</p>
      <div className="acts">
        <Button onClick={close}>{shared('cancel')}</Button>
        <Button look="primary" onClick={remove}>
          {table('redact')}
        </Button>
      </div>
    </Dialog>
  )
}
