/**
 * The co-edited wording: a plain textarea bound to its Y.Text. Own typing goes in as the smallest difference; what
 * others type arrives without moving this caret; while an input method composes, nothing touches the field and the
 * composed text goes in afterwards where it belongs. Undo is the board's, per person, not the browser's.
 */
import { wordingOf } from '@tablee/shared/board/doc'
import { limits } from '@tablee/shared/board/schema'
import { difference } from '@tablee/shared/board/text'
import type { NodeId } from '@tablee/shared/ids'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import * as Y from 'yjs'
import { direction, useT } from '../../i18n/index.tsx'
import type { Present } from '../../link/link.ts'
import { messages } from '../messages/index.ts'

type Delta = { retain?: number; insert?: unknown; delete?: number }[]

/** Where an index of the text before a change lies after it. */
export function through(delta: Delta, index: number): number {
  let before = 0
  let after = index
  for (const part of delta) {
    if (before > index) break
    if (part.retain !== undefined) before += part.retain
    else if (typeof part.insert === 'string') {
      if (before < index) after += part.insert.length
    } else if (part.delete !== undefined) {
      after -= Math.min(part.delete, Math.max(0, index - before))
      before += part.delete
    }
  }
  return after
}

type Field<Id extends string> = {
  doc: Y.Doc
  id: Id
  /** Where its text lies in the document. */
  of: (doc: Y.Doc, id: Id) => Y.Text | null
  lang: string
  label: string
  placeholder: string
  /** Who else writes here; their carets are drawn with their seat or role. */
  others: readonly Present[]
  name: (present: Present) => string
  /** The whole text as it should be. */
  onText: (text: string) => void
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  /** A key on the empty field; true if it was taken as a choice. */
  onFirstKey: (key: string) => boolean
  onBlur: () => void
  onCaret: (anchor: Uint8Array | null, head: Uint8Array | null) => void
  onHistory: (which: 'undo' | 'redo') => void
  /** Text was pasted between these two; true if somebody else takes care of it. */
  onPasted?: (text: string, before: string, after: string) => boolean
  start?: 'end' | number
  /** Its text is gone from the document, and what was written here stays: as it was when the field opened. */
  adrift?: string | null
}

/** The wording of an entry of the map. */
export function WordingField(field: Omit<Field<NodeId>, 'of'>) {
  return <TextField {...field} of={wordingOf} />
}

type Calls = Pick<Field<string>, 'onText' | 'onFirstKey' | 'onCaret' | 'onHistory'>
/** The caret where somebody begins; a first key may be a choice, and undo is the board's, not the browser's. */
function useBeginning(
  field: RefObject<HTMLTextAreaElement | null>,
  call: RefObject<Calls>,
  composing: RefObject<boolean>,
  start: 'end' | number,
): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    const before = (event: InputEvent) => {
      if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
        event.preventDefault()
        call.current.onHistory(event.inputType === 'historyUndo' ? 'undo' : 'redo')
      } else if (
        element.value === '' &&
        !composing.current &&
        event.inputType === 'insertText' &&
        typeof event.data === 'string' &&
        call.current.onFirstKey(event.data)
      ) {
        event.preventDefault()
      }
    }
    element.addEventListener('beforeinput', before)
    element.focus({ preventScroll: true })
    const at = start === 'end' ? element.value.length : start
    element.setSelectionRange(at, at)
    return () => element.removeEventListener('beforeinput', before)
    // Once per field: the caret is the person's from then on.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
}

/** Any co-edited text of the board. */
export function TextField<Id extends string>({
  doc,
  id,
  of,
  lang,
  label,
  placeholder,
  others,
  name,
  onText,
  onKeyDown,
  onFirstKey,
  onBlur,
  onCaret,
  onHistory,
  onPasted,
  start = 'end',
  adrift = null,
}: Field<Id>) {
  const t = useT(messages)
  const field = useRef<HTMLTextAreaElement>(null)
  const text = of(doc, id)
  const [shown, setShown] = useState(() => text?.toString() ?? adrift ?? '')
  /** What the field held when it was last equal to the document. */
  const base = useRef(shown)
  const composing = useRef(false)
  const missed = useRef<Delta[]>([])
  const call = useRef({ onText, onFirstKey, onCaret, onHistory })
  call.current = { onText, onFirstKey, onCaret, onHistory }

  const put = (value: string, from: number, to: number) => {
    const element = field.current
    base.current = value
    setShown(value)
    if (!element) return
    if (element.value !== value) element.value = value
    if (document.activeElement === element) element.setSelectionRange(from, to)
  }

  const kept = adrift !== null
  // Others' typing, and this person's undo.
  useEffect(() => {
    const element = field.current
    if (!text) {
      // Its making was undone while it is written: the row is empty again.
      if (!kept && element && !composing.current && element.value !== '') put('', 0, 0)
      return
    }
    if (element && !composing.current && element.value !== text.toString())
      put(text.toString(), element.selectionStart, element.selectionEnd)
    const changed = (event: Y.YTextEvent, transaction: Y.Transaction) => {
      const at = field.current
      if (!at) return
      const now = text.toString()
      if (composing.current) return void missed.current.push(event.delta as Delta)
      if (transaction.local && at.value === now) {
        base.current = now
        return setShown(now)
      }
      const delta = event.delta as Delta
      put(now, through(delta, at.selectionStart), through(delta, at.selectionEnd))
    }
    text.observe(changed)
    return () => text.unobserve(changed)
    // `put` is the same whenever it is made: it knows the field by its ref.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [text, kept])

  const takeIn = () => {
    const element = field.current
    if (!element) return
    let wanted = element.value
    if (missed.current.length > 0) {
      // The document went on while this was composed: carry the own change over to it.
      const own = difference(base.current, element.value)
      let from = own.at
      let to = own.at + own.remove
      for (const delta of missed.current) {
        from = through(delta, from)
        to = through(delta, to)
      }
      missed.current = []
      const now = of(doc, id)?.toString() ?? base.current
      wanted = now.slice(0, from) + own.insert + now.slice(to)
      element.value = wanted
      element.setSelectionRange(from + own.insert.length, from + own.insert.length)
    }
    base.current = wanted
    setShown(wanted)
    call.current.onText(wanted)
  }

  useBeginning(field, call, composing, start)

  const tellCaret = () => {
    const element = field.current
    if (!element || composing.current) return
    if (!text) return call.current.onCaret(null, null)
    const relative = (index: number) =>
      Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, Math.min(index, text.length)))
    call.current.onCaret(relative(element.selectionStart), relative(element.selectionEnd))
  }

  return (
    <>
      <div className="field" dir={shown === '' ? direction(lang) : 'auto'} lang={lang}>
        <Carets text={`${shown}\u200b`} doc={doc} others={others} name={name} />
        <textarea
          ref={field}
          rows={1}
          defaultValue={shown}
          maxLength={limits.wording}
          aria-label={label}
          placeholder={placeholder}
          enterKeyHint="next"
          spellCheck
          onChange={() => {
            if (composing.current) setShown(field.current?.value ?? '')
            else takeIn()
          }}
          onCompositionStart={() => {
            composing.current = true
          }}
          onCompositionEnd={() => {
            composing.current = false
            takeIn()
          }}
          onSelect={tellCaret}
          onPaste={(event) => {
            const { value, selectionStart, selectionEnd } = event.currentTarget
            const text = event.clipboardData.getData('text/plain')
            if (onPasted?.(text, value.slice(0, selectionStart), value.slice(selectionEnd))) event.preventDefault()
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || composing.current) return
            onKeyDown(event)
          }}
          onBlur={onBlur}
        />
      </div>
      {shown.length >= limits.wording ? (
        <p className="meta" role="status">
          {t('saidFull', { n: limits.wording })}
        </p>
      ) : null}
    </>
  )
}

/** The text with the others' carets in it: an ink tag with seat or role. In a field it lies under the textarea and gives it its height. */
export function Carets({
  text,
  doc,
  others,
  name,
}: {
  text: string
  doc: Y.Doc
  others: readonly Present[]
  name: (present: Present) => string
}) {
  const carets = others.flatMap((present) => {
    const head = present.head ?? present.anchor
    if (!head) return []
    try {
      const at = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(head), doc)
      return at ? [{ at: Math.min(at.index, text.length), name: name(present), conn: present.conn }] : []
    } catch {
      return [] // a foreign position that is none: no caret
    }
  })
  carets.sort((a, b) => a.at - b.at)
  let from = 0
  return (
    <span className="mirror" aria-hidden="true">
      {carets.map((caret) => {
        const part = text.slice(from, caret.at)
        from = caret.at
        return (
          <span key={caret.conn}>
            {part}
            <span className="caret" data-who={caret.name} />
          </span>
        )
      })}
      {text.slice(from)}
    </span>
  )
}
