/** The card of one element inside the editor: shows its sides, and its field while this person writes in it. */
import { elementTextOf } from '@tablee/shared/board/canvas/edit'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { memo, useContext, useSyncExternalStore } from 'react'
import { stopEventPropagation, useEditor, useIsEditing } from 'tldraw'
import { useT } from '../../../i18n/index.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { messages } from '../../messages/index.ts'
import { TextField } from '../../entry/wording-field.tsx'
import { bareId } from '../verbs.ts'
import { ElementCard, type CardProps } from '../element-card.tsx'
import { SurfaceContext } from './context.ts'

export const Element = memo(function Element({ id, props, height }: { id: ShapeId; props: CardProps; height: number }) {
  const { sides, seats, nameOf, doc, write, show, history, follow } = useContext(SurfaceContext)
  const editor = useEditor()
  const writing = useIsEditing(id as never)
  const kinds = useT(visionMessages)
  const t = useT(messages)
  const side = useSyncExternalStore(sides.subscribe, () => sides.of(id))
  return (
    <ElementCard
      props={props}
      side={side}
      seats={seats}
      who={[...side.writers, ...side.holders].map(nameOf)}
      height={height}
      onLinks={(at) => follow(id, at)}
      editor={
        writing ? (
          <div className="text" onPointerDown={stopEventPropagation}>
            <TextField
              doc={doc}
              id={id}
              of={elementTextOf}
              lang={props.lang}
              label={kinds(props.kind)}
              placeholder={t('write-any')}
              others={side.writers}
              name={nameOf}
              onText={(value) => write(id, value)}
              onFirstKey={() => false}
              onKeyDown={(event) => {
                event.stopPropagation()
                const command = event.ctrlKey || event.metaKey
                if (command && event.key.toLowerCase() === 'z') history(event.shiftKey ? 'redo' : 'undo')
                else if (command && event.key.toLowerCase() === 'y') history('redo')
                else if (event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey)) editor.complete()
                else return
                event.preventDefault()
              }}
              onBlur={() => undefined}
              onCaret={(anchor, head) =>
                show({ node: bareId(id), writing: true, ...(anchor && head ? { anchor, head } : {}) })
              }
              onHistory={history}
              adrift={side.adrift ? props.text : null}
            />
          </div>
        ) : null
      }
    />
  )
})
