/** Undo and redo, side by side over what they take back: the title names the step, the one with nothing to do is disabled. */
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { useT } from '../i18n/index.tsx'
import { Icon } from './icon.tsx'
import { undoMessages } from './messages/index.ts'

type StackItem = Y.UndoManager['undoStack'][number]
/** `null`: there is nothing to take back; `''`: there is, and it has no name. */
export type StepTitle = string | null

/** The step that comes next in each direction, of one person's own history. */
export function useSteps(manager: Y.UndoManager): {
  readonly undo: StackItem | null
  readonly redo: StackItem | null
} {
  const version = useRef(0)
  useSyncExternalStore(
    useCallback(
      (run: () => void) => {
        const changed = () => {
          version.current += 1
          run()
        }
        const events = ['stack-item-added', 'stack-item-updated', 'stack-item-popped', 'stack-cleared'] as const
        for (const event of events) manager.on(event, changed)
        return () => {
          for (const event of events) manager.off(event, changed)
        }
      },
      [manager],
    ),
    () => version.current,
  )
  return { undo: manager.undoStack.at(-1) ?? null, redo: manager.redoStack.at(-1) ?? null }
}

export function UndoPair({
  undo,
  redo,
  onUndo,
  onRedo,
}: {
  undo: StepTitle
  redo: StepTitle
  onUndo: () => void
  onRedo: () => void
}) {
  const t = useT(undoMessages)
  const one = (which: 'undo' | 'redo', step: StepTitle, run: () => void) => {
    const title = step ? t(`${which}Step`, { step }) : t(which)
    return (
      <button
        type="button"
        title={title}
        aria-label={title}
        aria-keyshortcuts={which === 'undo' ? 'Control+Z Meta+Z' : 'Control+Shift+Z Control+Y Meta+Shift+Z'}
        disabled={step === null}
        // The caret stays in what is being written.
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={run}
      >
        <Icon name={which} turns />
      </button>
    )
  }
  return (
    <span className="undo-pair" role="group" aria-label={t('pair')}>
      {one('undo', undo, onUndo)}
      {one('redo', redo, onRedo)}
    </span>
  )
}
