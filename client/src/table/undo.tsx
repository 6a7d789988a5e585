/** Undo and redo of outline and map: the step that each would take, by its name. */
import { nameOfStep } from '@tablee/shared/board/undo'
import { useT } from '../i18n/index.tsx'
import { UndoPair, useSteps, type StepTitle } from '../ui/undo-pair.tsx'
import { useTable } from './context.ts'
import { shortened } from './board/entries.ts'
import { stepMessages } from './messages/index.ts'
import { removedAs } from './board/verbs.ts'

type Step = ReturnType<typeof useSteps>['undo']

const known = ['add', 'reword', 'turn', 'move', 'order', 'remove', 'lang', 'link', 'unlink', 'group', 'lay'] as const

export function TableUndo() {
  const t = useT(stepMessages)
  const { link, entries, ui, act, mayEdit } = useTable()
  const { undo, redo } = useSteps(link.undo)
  if (!mayEdit) return null
  const title = (step: Step): StepTitle => {
    if (step === null) return null
    const name = nameOfStep(step)
    const why = known.find((one) => one === name?.why)
    if (!name || why === undefined) return ''
    const entry = name.node === null ? undefined : entries.byId.get(name.node)
    const called = entry?.item.number || (entry ? `“${shortened(entry.node.wording, 24)}”` : removedAs(step))
    return called ? t(why, { entry: called }) : t(`${why}-bare`)
  }
  const [last, done] = [title(undo), ui.done]
  return (
    <UndoPair
      // What was placed or said is taken back by a deed of its own, and comes before older steps.
      undo={done !== null && done.after === link.undo.undoStack.length ? done.text : last}
      redo={title(redo)}
      onUndo={() => act.history('undo')}
      onRedo={() => act.history('redo')}
    />
  )
}
