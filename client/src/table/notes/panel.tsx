/** The reporter's minutes: an editor for who may edit the board, the same text to read for who may not. */
import '../../ui/notes.css'
import './notes.css'
import type { Editor } from '@tiptap/core'
import type { BlockId, NodeId } from '@tablee/shared/ids'
import { limits } from '@tablee/shared/board/schema'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { direction, useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { useTable } from '../context.ts'
import { messages } from '../messages/index.ts'
import type { Entry } from '../board/entries.ts'
import { becameKey, type Became } from './became.ts'
import { openEditor, type EditorTold } from './editor.ts'
import type { Full } from './limits.ts'
import { dismissAsking, matching, mention, type Asking } from './mention.ts'
import { MentionList } from './mention-list.tsx'
import { notesMessages } from './messages/index.ts'
import { createNames } from './names.ts'
import { passageOf, type Passage } from './passage.ts'
import { NotesReading } from './reading.tsx'
import { Toolbar } from './toolbar.tsx'
import { useBeneath } from './use-beneath.ts'
import { WordsDialog } from './words-dialog.tsx'

export default function NotesPanel() {
  const t = useT(notesMessages)
  const { language } = useLanguage()
  const { link, board, entries, status, act, mayEdit, ui } = useTable()
  const lang = status?.lang ?? language
  const ground = useRef<HTMLDivElement>(null)
  const became = useMemo(() => {
    const of = new Map<BlockId, Became[]>()
    for (const words of board.words.values()) {
      if (words.block === null || words.withdrawn !== null || words.redacted !== null) continue
      const entry = words.node === null ? undefined : entries.byId.get(words.node)
      const list = of.get(words.block) ?? []
      if (!list.some(({ node }) => node === (entry?.node.id ?? null)))
        of.set(words.block, [...list, { node: entry?.node.id ?? null, number: entry?.item.number ?? '' }])
    }
    return of
  }, [board.words, entries])

  const onOpen = useCallback(
    (node: NodeId) => {
      act.set({ tab: 'map', side: 'map' })
      // The map has to be there before it can be moved.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          act.select(node, 'map')
          focusCard(node)
        }),
      )
    },
    [act],
  )

  // From words back to the block they were taken from.
  const wanted = ui.notesAt
  useEffect(() => {
    if (wanted === null) return
    const block = ground.current?.querySelector<HTMLElement>(`[data-block="${CSS.escape(wanted.block)}"]`)
    if (!block) return
    block.scrollIntoView({ block: 'center' })
    block.classList.add('found')
    if (!block.closest('[contenteditable=true]')) {
      block.tabIndex = -1
      block.focus({ preventScroll: true })
    }
    const timer = setTimeout(() => block.classList.remove('found'), 2_400)
    return () => {
      clearTimeout(timer)
      block.classList.remove('found')
    }
  }, [wanted])

  return (
    <section className="notes" aria-label={t('notes')}>
      <h2 className="away">{t('notes')}</h2>
      {mayEdit ? (
        <Writing key={keyOf(link.doc)} ground={ground} lang={lang} became={became} onOpen={onOpen} />
      ) : (
        <div ref={ground} className="page" tabIndex={0}>
          <NotesReading lang={lang} became={became} onOpen={onOpen} />
        </div>
      )}
    </section>
  )
}

/** What held the focus is gone with the notes; the card takes it as soon as it is drawn, unless something else did. */
function focusCard(node: NodeId, frames = 60): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(node)}"] > .card`)
    if (card) card.focus({ preventScroll: true })
    else if (frames > 0) focusCard(node, frames - 1)
  })
}

/** A document that was made anew after a refusal gets an editor of its own. */
const keys = new WeakMap<object, number>()
let lastKey = 0
function keyOf(doc: object): number {
  let key = keys.get(doc)
  if (key === undefined) keys.set(doc, (key = lastKey += 1))
  return key
}

function Writing({
  ground,
  lang,
  became,
  onOpen,
}: {
  ground: React.RefObject<HTMLDivElement | null>
  lang: string
  became: ReadonlyMap<BlockId, readonly Became[]>
  onOpen: (node: NodeId) => void
}) {
  const t = useT(notesMessages)
  const listed = useList()
  const { link, entries, nameOf, ui } = useTable()
  const { doc, presence } = link
  const [editor, setEditor] = useState<Editor | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [at, setAt] = useState(0)
  const [full, setFull] = useState<Full | null>(null)
  const [passage, setPassage] = useState<Passage | null>(null)
  const [empty, setEmpty] = useState(false)
  const [names] = useState(() => createNames(entries))
  useLayoutEffect(() => names.set(entries), [names, entries])

  const found = useMemo(() => (asking ? matching(entries.list, asking.query) : []), [asking, entries])
  const take = (entry: Entry) => {
    if (editor && asking) mention(editor, asking, entry)
  }
  const onKey = (key: string): boolean => {
    if (!asking || !editor) return false
    const chosen = found[Math.min(at, found.length - 1)]
    if (key === 'Escape') dismissAsking(editor)
    else if (chosen === undefined) return false
    else if (key === 'ArrowDown') setAt((at + 1) % found.length)
    else if (key === 'ArrowUp') setAt((at - 1 + found.length) % found.length)
    else if (key === 'Enter' || key === 'Tab') take(chosen)
    else return false
    return true
  }
  const words = () => editor && setPassage(passageOf(editor, names))
  const said = (list: readonly Became[]) => listed(list.map(({ number }) => number || t('becameNowhere')))
  const told: EditorTold = {
    name: nameOf,
    became: (list) => t('became', { n: list.length, list: said(list) }),
    gone: () => t('gone'),
    onOpen,
    onAsk: (next) => {
      setAsking(next)
      setAt(0)
    },
    onKey,
    onFull: setFull,
  }
  const toldNow = useRef(told)
  toldNow.current = told

  useLayoutEffect(() => {
    const element = ground.current
    if (!element) return
    const opened = openEditor(element, { doc, presence, names, label: t('notes'), lang, told: () => toldNow.current })
    const follow = () => {
      setEmpty(opened.state.doc.textContent === '' && opened.state.doc.childCount <= 1)
    }
    opened.on('transaction', ({ transaction }) => {
      if (!transaction.docChanged) return
      follow()
      setFull(null)
    })
    follow()
    setEditor(opened)
    return () => {
      setEditor(null)
      opened.destroy()
      presence.show({ node: null, writing: false })
    }
    // A new language of the screen is no new editor.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [doc, presence, names, ground])

  useEffect(() => {
    if (!editor) return
    editor.storage.becameWords.of = became
    editor.view.dispatch(editor.state.tr.setMeta(becameKey, true))
  }, [editor, became])
  useBeneath(editor, lang)
  useEffect(() => {
    if (!editor) return
    const { dom } = editor.view
    dom.setAttribute('aria-label', t('notes'))
    dom.lang = lang
    dom.dir = direction(lang)
    if (asking && found.length > 0) {
      dom.setAttribute('aria-activedescendant', `asking-${Math.min(at, found.length - 1)}`)
      dom.setAttribute('aria-controls', 'asking')
    } else {
      dom.removeAttribute('aria-activedescendant')
      dom.removeAttribute('aria-controls')
    }
  }, [editor, t, lang, asking, at, found])
  // Led here from words: the caret stands behind them, so that the keyboard is there too.
  const wanted = ui.notesAt
  useEffect(() => {
    if (!editor || wanted === null) return
    editor.state.doc.descendants((node, pos) => {
      if (node.attrs['id'] === wanted.block) editor.commands.focus(pos + node.nodeSize - 1, { scrollIntoView: false })
      return !node.isTextblock
    })
  }, [editor, wanted])

  const where = editor && asking ? editor.view.coordsAtPos(asking.from) : null
  return (
    <>
      <div
        ref={ground}
        className={empty ? 'page empty' : 'page'}
        data-begin={t('begin')}
        onKeyDown={(event) => {
          if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
            event.preventDefault()
            words()
          }
        }}
        onMouseDown={(event) => {
          // Below the last line is still the page.
          if (event.target !== ground.current || !editor) return
          event.preventDefault()
          editor.commands.focus('end')
        }}
      />
      {full ? <FullNote full={full} /> : null}
      <Added />
      {editor ? (
        <Toolbar
          editor={editor}
          doc={doc}
          onWords={words}
          becameOf={(block) => {
            const list = became.get(block as BlockId)
            const node = list?.find((one) => one.node !== null)?.node
            return list && node ? { label: told.became(list), run: () => onOpen(node) } : null
          }}
          onMention={() => {
            const { $from } = editor.state.selection
            const glued =
              $from.parentOffset > 0 && !/\s$/.test($from.parent.textBetween(0, $from.parentOffset, undefined, ' '))
            editor
              .chain()
              .focus()
              .insertContent(glued ? ' @' : '@')
              .run()
          }}
        />
      ) : null}
      {where ? <MentionList list={found} at={Math.min(at, found.length - 1)} where={where} onTake={take} /> : null}
      {passage ? <WordsDialog passage={passage} onClose={() => setPassage(null)} /> : null}
    </>
  )
}

/** No more goes in, and why. */
function FullNote({ full }: { full: Full }) {
  const t = useT(notesMessages)
  return (
    <p className="full" role="status">
      {full === 'characters'
        ? t('fullCharacters', { n: limits.notes })
        : full === 'elements'
          ? t('fullElements')
          : t('fullDepth')}
    </p>
  )
}

/** What became of a passage, until it is taken back or something else is done. */
function Added() {
  const table = useT(messages)
  const { ui, act } = useTable()
  if (!ui.done) return null
  return (
    <p className="added" role="status">
      <span>{ui.done.text}</span>
      <Button
        look="quiet"
        onClick={() => {
          ui.done?.undo()
          act.set({ done: null })
        }}
      >
        {table('takeBack')}
      </Button>
    </p>
  )
}
