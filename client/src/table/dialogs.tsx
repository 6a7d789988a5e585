import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { limits, relationKinds, type RelationKind } from '@tablee/shared/board/schema'
import { lazy, Suspense, useState } from 'react'
import { direction, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { kindMessages, uiMessages } from '../ui/messages.ts'
import { useTable } from './context.ts'
import { titleOf } from './entries.ts'
import { messages } from './messages.ts'
import { EyesDialog } from './eyes.tsx'
import { ObserversDialog } from './observers.tsx'
import { freshId, linkTo } from './verbs.ts'

const ToCanvas = lazy(() => import('./canvas/to-canvas.tsx'))

export function Dialogs() {
  const { ui } = useTable()
  switch (ui.dialog?.kind) {
    case 'link':
      return <LinkDialog node={ui.dialog.node} />
    case 'correct':
      return <CorrectDialog words={ui.dialog.words} />
    case 'kept':
      return <KeptDialog />
    case 'to-canvas':
      return (
        <Suspense fallback={null}>
          <ToCanvas node={ui.dialog.node} />
        </Suspense>
      )
    case 'observers':
      return <ObserversDialog />
    case 'eyes':
      return <EyesDialog />
    // Its panel draws it.
    case 'voices':
    case undefined:
      return null
  }
}

/** A further link to another entry: how, and to which. */
function LinkDialog({ node }: { node: NodeId }) {
  const t = useT(messages)
  const kinds = useT(kindMessages)
  const shared = useT(uiMessages)
  const { link, entries, act } = useTable()
  const [kind, setKind] = useState<RelationKind>('supports')
  const close = () => act.set({ dialog: null })
  const entry = entries.byId.get(node)
  if (!entry) return null
  const targets = entries.list.filter(
    (other) =>
      other.node.id !== node &&
      other.node.id !== entry.item.parent &&
      (kind !== 'undercuts' || other.relation !== null),
  )
  return (
    <Dialog title={t('linkTitle', { entry: titleOf(entry) })} onClose={close}>
      <p>
        <label>
          {t('linkHow')}{' '}
          <select
            className="pick"
            value={kind}
            onChange={(event) => setKind(relationKinds.find((one) => one === event.currentTarget.value) ?? 'supports')}
          >
            {relationKinds.map((one) => (
              <option key={one} value={one}>
                {kinds(one)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <ul className="entries">
        {targets.map((other) => (
          <li key={other.node.id}>
            <button
              type="button"
              onClick={() => {
                act.done(linkTo(link, entries, node, other.node.id, kind))
                close()
              }}
            >
              <span className="num meta">{other.item.number}</span>
              <span lang={other.node.lang} dir={direction(other.node.lang)}>
                {other.node.wording}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button onClick={close}>{shared('cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** Words are never edited: a correction withdraws them and adds the right ones, linked. */
function CorrectDialog({ words }: { words: WordsId }) {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const { link, board, act } = useTable()
  const said = board.words.get(words)
  const [text, setText] = useState(said?.text ?? '')
  const close = () => act.set({ dialog: null })
  if (!said) return null
  return (
    <Dialog title={t('correctTitle')} onClose={close}>
      <p className="meta">{t('correctHow')}</p>
      <textarea
        className="box voice"
        rows={4}
        maxLength={limits.words}
        value={text}
        lang={said.lang}
        dir={direction(said.lang)}
        aria-label={t('correctTitle')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="acts">
        <Button onClick={close}>{shared('cancel')}</Button>
        <Button
          look="primary"
          disabled={text.trim() === '' || text === said.text}
          onClick={() => {
            link.command({
              id: freshId(),
              kind: 'correct',
              words,
              newWords: freshId(),
              text: text.trim(),
              lang: said.lang satisfies Lang,
              at: Date.now(),
            })
            close()
          }}
        >
          {t('correctDo')}
        </Button>
      </div>
    </Dialog>
  )
}

/** What this device keeps: read it, copy it to paper or elsewhere. */
function KeptDialog() {
  const t = useT(messages)
  const shared = useT(uiMessages)
  const { link, entries, kept, act } = useTable()
  const close = () => act.set({ dialog: null })
  const list = entries.list.filter((entry) => kept.has(entry.node.id))
  const commands = link.pendingCommands().length
  const light = link.light()
  // What people count: the entries listed below. After a reload it is not known which; then the link's steps.
  const n = list.length > 0 ? list.length : 'n' in light ? light.n : 0
  return (
    <Dialog title={t('keptTitle', { n })} onClose={close}>
      <p>{t('keptAbout')}</p>
      {list.length > 0 ? (
        <ul className="entries plain">
          {list.map((entry) => (
            <li key={entry.node.id} lang={entry.node.lang} dir={direction(entry.node.lang)}>
              {titleOf(entry)}
            </li>
          ))}
        </ul>
      ) : null}
      {commands > 0 ? <p className="meta">{t('keptCommands', { n: commands })}</p> : null}
      <div className="acts">
        {list.length > 0 && navigator.clipboard ? (
          <Button onClick={() => void navigator.clipboard.writeText(list.map(titleOf).join('\n'))}>
            {t('keptCopy')}
          </Button>
        ) : null}
        <Button look="primary" onClick={close}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}
