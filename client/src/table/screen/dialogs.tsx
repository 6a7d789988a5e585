import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { limits, relationKinds, type RelationKind } from '@tablee/shared/board/schema'
import { Suspense, useState } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { LanguageDialog } from '../../ui/language-picker.tsx'
import { kindMessages, uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { titleOf, type Entry } from '../board/entries.ts'
import { KeptDialog } from './kept-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { LinesDialog } from '../entry/lines-dialog.tsx'
import { menuMessages, messages } from '../messages/index.ts'
import { EyesDialog } from '../observers/eyes.tsx'
import { ObserversDialog } from '../observers/observers.tsx'
import { useRecentTongues } from '../recent-tongues.ts'
import { plain } from '../board/search.ts'
import { ancestorsOf } from '../board/shown.ts'
import { freshId, linkTo, putBeneath, speakIn } from '../board/verbs.ts'
import { part } from '../../ui/part.tsx'

const ToCanvas = part(() => import('../canvas/to-canvas.tsx'))
const RedactDialog = part(() => import('../entry/redact-dialog.tsx'))

export function Dialogs() {
  const { ui, act } = useTable()
  switch (ui.dialog?.kind) {
    case 'link':
      return <LinkDialog node={ui.dialog.node} />
    case 'move':
      return <MoveDialog node={ui.dialog.node} />
    case 'language':
      return <EntryLanguage node={ui.dialog.node} />
    case 'correct':
      return <CorrectDialog words={ui.dialog.words} />
    case 'redact':
      return (
        <Suspense fallback={null}>
          <RedactDialog words={ui.dialog.words} />
        </Suspense>
      )
    case 'kept':
      return <KeptDialog />
    case 'keys':
      return <KeysDialog />
    case 'lines': {
      const { pasted } = ui.dialog
      return (
        <LinesDialog
          lines={pasted.lines}
          onAs={(as) => act.paste(pasted, as)}
          onClose={() => act.set({ dialog: null })}
        />
      )
    }
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
      <EntryList
        targets={targets}
        onPick={(other) => {
          act.done(linkTo(link, entries, node, other, kind))
          close()
        }}
      />
      <div className="acts">
        <Button onClick={close}>{shared('cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** In which language an entry is worded. */
function EntryLanguage({ node }: { node: NodeId }) {
  const { link, entries, act } = useTable()
  const recent = useRecentTongues()
  const entry = entries.byId.get(node)
  const close = () => act.set({ dialog: null })
  if (!entry) return null
  return (
    <LanguageDialog
      value={entry.node.lang}
      recent={recent}
      onClose={close}
      onChange={(lang) => {
        act.done(speakIn(link, node, lang))
        close()
      }}
    />
  )
}

/** Beneath any other entry that does not stand beneath it: as what it is, or as what makes sense there. */
function MoveDialog({ node }: { node: NodeId }) {
  const m = useT(menuMessages)
  const shared = useT(uiMessages)
  const { link, entries, act } = useTable()
  const close = () => act.set({ dialog: null })
  const entry = entries.byId.get(node)
  if (!entry) return null
  const targets = entries.list.filter(
    ({ node: { id } }) =>
      id !== node && id !== entry.item.parent && !ancestorsOf(entries, id).some((above) => above.node.id === node),
  )
  return (
    <Dialog title={m('moveUnderTitle', { entry: titleOf(entry) })} onClose={close}>
      <EntryList
        targets={targets}
        onPick={(other) => {
          act.done(putBeneath(link, entries, node, other, entries.byId.get(other)?.item.children.at(-1) ?? null))
          close()
        }}
      />
      <div className="acts">
        <Button onClick={close}>{shared('cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** Entries to choose one of: what is typed narrows them, by number or by any part of a word. */
function EntryList({ targets, onPick }: { targets: readonly Entry[]; onPick: (id: NodeId) => void }) {
  const m = useT(menuMessages)
  const [filter, setFilter] = useState('')
  const wanted = plain(filter.trim())
  const found = targets.filter((entry) => plain(titleOf(entry)).includes(wanted))
  return (
    <>
      <input
        type="search"
        className="box find"
        value={filter}
        placeholder={m('filter')}
        aria-label={m('filter')}
        onChange={(event) => setFilter(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [only] = found
          if (event.key !== 'Enter' || wanted === '' || !only) return
          event.preventDefault()
          onPick(only.node.id)
        }}
      />
      <ul className="entries">
        {found.map((entry) => (
          <li key={entry.node.id}>
            <button type="button" onClick={() => onPick(entry.node.id)}>
              <span className="num meta">{entry.item.number}</span>
              <span lang={entry.node.lang} dir="auto">
                {entry.node.wording}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="meta" role="status">
          {m('noneFound')}
        </p>
      ) : null}
    </>
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
        dir="auto"
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
