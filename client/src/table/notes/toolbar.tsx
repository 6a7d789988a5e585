/** A few quiet tools: what the block is, a mention, somebody's words. One stop of the Tab key; arrows move within. */
import type { Editor } from '@tiptap/core'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { keysSaid } from '../../ui/key-names.ts'
import { UndoPair, useSteps } from '../../ui/undo-pair.tsx'
import { notesMessages } from './messages/index.ts'
import { undoOf } from './sync.ts'
import type * as Y from 'yjs'

type Tool = {
  readonly key: string
  readonly icon: IconName
  readonly label: string
  readonly keys?: string
  readonly pressed?: boolean
  readonly run: () => void
}
type Standing = {
  readonly block: string
  /** The block with the caret. */
  readonly id: string
}

function standing(editor: Editor): Standing {
  const block = editor.isActive('heading', { level: 1 })
    ? 'heading'
    : editor.isActive('heading')
      ? 'subheading'
      : editor.isActive('bulletList')
        ? 'list'
        : editor.isActive('orderedList')
          ? 'numbers'
          : editor.isActive('blockquote')
            ? 'quote'
            : 'text'
  const id: unknown = editor.state.selection.$from.parent.attrs['id']
  return { block, id: typeof id === 'string' ? id : '' }
}

export function Toolbar({
  editor,
  doc,
  onMention,
  onWords,
  becameOf,
}: {
  editor: Editor
  doc: Y.Doc
  onMention: () => void
  onWords: () => void
  /** The way from a block that became words to those, for anyone who has no pointer to press its mark. */
  becameOf: (block: string) => { readonly label: string; readonly run: () => void } | null
}) {
  const t = useT(notesMessages)
  const { language } = useLanguage()
  const [now, setNow] = useState(() => standing(editor))
  useEffect(() => {
    const follow = () =>
      setNow((before) => {
        const next = standing(editor)
        return (Object.keys(next) as (keyof Standing)[]).every((key) => before[key] === next[key]) ? before : next
      })
    follow()
    editor.on('transaction', follow)
    return () => void editor.off('transaction', follow)
  }, [editor])
  const command = /mac/i.test(navigator.platform) ? '⌘' : 'Ctrl'
  const manager = undoOf(doc)
  const { undo, redo } = useSteps(manager)
  const became = becameOf(now.id)
  const chain = () => editor.chain().focus()
  const block = (key: Standing['block'], icon: IconName, label: string, keys: string, run: () => void): Tool => ({
    key,
    icon,
    label,
    keys,
    pressed: now.block === key,
    run,
  })
  const tools: readonly (readonly Tool[])[] = [
    [
      block('heading', 'heading', t('heading'), `${command} Alt 1`, () => chain().toggleHeading({ level: 1 }).run()),
      block('subheading', 'subheading', t('subheading'), `${command} Alt 2`, () =>
        chain().toggleHeading({ level: 2 }).run(),
      ),
      block('list', 'bullets', t('list'), `${command} Shift 8`, () => chain().toggleBulletList().run()),
      block('numbers', 'numbers', t('numbers'), `${command} Shift 7`, () => chain().toggleOrderedList().run()),
      block('quote', 'quotation', t('quote'), `${command} Shift B`, () => chain().toggleBlockquote().run()),
    ],
    [
      { key: 'mention', icon: 'mention', label: t('mention'), keys: '@', run: onMention },
      { key: 'words', icon: 'dictated', label: t('words'), keys: `${command} Enter`, run: onWords },
      ...(became === null ? [] : [{ key: 'became', icon: 'link' as const, ...became }]),
    ],
  ]
  const [stopped, setStop] = useState('heading')
  // The tool it stood at may be gone.
  const stop = tools.flat().some(({ key }) => key === stopped) ? stopped : 'heading'

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const step =
      event.key === (rtl ? 'ArrowLeft' : 'ArrowRight') ? 1 : event.key === (rtl ? 'ArrowRight' : 'ArrowLeft') ? -1 : 0
    if (event.key === 'Escape') return void editor.commands.focus()
    if (step === 0) return
    event.preventDefault()
    const all = tools.flat()
    const at = all.findIndex(({ key }) => key === stop)
    const next = all[(at + step + all.length) % all.length]
    if (!next) return
    setStop(next.key)
    event.currentTarget.querySelector<HTMLElement>(`[data-tool=${next.key}]`)?.focus()
  }

  return (
    <div className="tools-line">
      <div className="tools" role="toolbar" aria-label={t('tools')} onKeyDown={onKeyDown}>
        {tools.map((group) => (
          <div key={group[0]?.key} className="group">
            {group.map((tool) => (
              <button
                key={tool.key}
                type="button"
                data-tool={tool.key}
                className="tool"
                {...(tool.pressed === undefined ? {} : { 'aria-pressed': tool.pressed })}
                title={tool.keys === undefined ? tool.label : `${tool.label} · ${keysSaid(language, tool.keys)}`}
                tabIndex={tool.key === stop ? 0 : -1}
                onMouseDown={(event) => event.preventDefault()} // the caret stays where it is
                onFocus={() => setStop(tool.key)}
                onClick={tool.run}
              >
                <Icon name={tool.icon} />
                <span>{tool.label}</span>
              </button>
            ))}
          </div>
        ))}
      </div>
      <UndoPair
        undo={undo && ''}
        redo={redo && ''}
        onUndo={() => (manager.undo(), chain().run())}
        onRedo={() => (manager.redo(), chain().run())}
      />
    </div>
  )
}
