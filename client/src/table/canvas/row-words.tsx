/** What a row of the list says, and the fields in which it is written. */
import { elementTextOf } from '@tablee/shared/board/canvas/edit'
import { type CanvasShape, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { useEffect, useRef, useState } from 'react'
import { direction, useT } from '../../i18n/index.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { useTable } from '../context.ts'
import { messages } from '../messages/index.ts'
import { TextField } from '../entry/wording-field.tsx'
import { bareId } from './verbs.ts'
import type { ListActions } from './list.tsx'
import type { Present } from '../../link/link.ts'

/** The words of a row: in a field, to be pressed, or to be read. */
export function Words({
  shape,
  words,
  kind,
  writers,
  mode,
  adrift,
  onWrite,
  onLeave,
  actions,
}: {
  shape: CanvasShape
  words: string
  kind: string
  writers: readonly Present[]
  mode: 'write' | 'offer' | 'read'
  adrift: boolean
  onWrite: (id: ShapeId | null) => void
  onLeave: () => void
  actions: ListActions
}) {
  const table = useT(messages)
  const shared = useT(uiMessages)
  const { link, nameOf } = useTable()
  const { id } = shape
  return mode === 'write' ? (
    shape.type === 'element' ? (
      <TextField
        doc={link.doc}
        id={id}
        of={elementTextOf}
        lang={shape.props.lang}
        label={kind}
        placeholder={table('write-any')}
        others={writers}
        name={nameOf}
        onText={(value) => actions.text(id, value)}
        onFirstKey={() => false}
        onKeyDown={(event) => {
          event.stopPropagation()
          const command = event.ctrlKey || event.metaKey
          if (command && event.key.toLowerCase() === 'z') actions.history(event.shiftKey ? 'redo' : 'undo')
          else if (event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey)) onLeave()
          else return
          event.preventDefault()
        }}
        onBlur={() => undefined}
        onCaret={(anchor, head) =>
          link.presence.show({ node: bareId(id), writing: true, ...(anchor && head ? { anchor, head } : {}) })
        }
        onHistory={actions.history}
        adrift={adrift ? words : null}
      />
    ) : (
      <PlainField
        text={words}
        label={kind}
        onText={adrift ? (text) => actions.text(id, text) : null}
        onDone={(text, byKey) => {
          actions.text(id, text)
          if (byKey) onLeave()
          else onWrite(null)
        }}
      />
    )
  ) : mode === 'offer' ? (
    <button type="button" className="words-of" onClick={() => onWrite(id)} lang={langOf(shape)} dir={dirOf(shape)}>
      {words === '' ? <span className="blank">{shared('blank')}</span> : words}
    </button>
  ) : words !== '' ? (
    <p lang={langOf(shape)} dir={dirOf(shape)}>
      {words}
    </p>
  ) : null
}

const langOf = (shape: CanvasShape) => (shape.type === 'element' ? shape.props.lang : undefined)
const dirOf = (shape: CanvasShape) => (shape.type === 'element' ? direction(shape.props.lang) : ('auto' as const))

function PlainField({
  text,
  label,
  onText,
  onDone,
}: {
  text: string
  label: string
  /** Told of every letter, where it is not on the board. */
  onText: ((text: string) => void) | null
  onDone: (text: string, byKey: boolean) => void
}) {
  const [value, setValue] = useState(text)
  const tell = useRef(onText)
  tell.current = onText
  const alone = onText !== null
  useEffect(() => {
    if (alone) tell.current?.(value)
  }, [alone, value])
  const ref = useRef<HTMLTextAreaElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <textarea
      ref={ref}
      className="box"
      rows={2}
      maxLength={2_000}
      aria-label={label}
      value={value}
      onChange={(event) => setValue(event.currentTarget.value)}
      onBlur={() => onDone(value, false)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return
        event.preventDefault()
        onDone(event.key === 'Escape' ? text : value, true)
      }}
    />
  )
}
