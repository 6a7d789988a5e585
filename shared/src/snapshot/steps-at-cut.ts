/** The steps that a snapshot has: what was planned, and what was asked on the day, with all that people were asked. */
import { stepOfAsk, type Ask } from '../voices/asks.ts'
import { notShown } from '../voices/stances.ts'
import { roundOf, type Voices } from '../voices/fold.ts'
import type { Item } from '../dialogue/items.ts'
import type { ProgrammeSession, ProgrammeStep, StepTask } from '../dialogue/programme.ts'
import type { BoardId } from '../ids.ts'
import type { Freeze } from './structure.ts'
import { clear, itemIn, type SnapshotPicked, type SnapshotStep } from './voices.ts'
import { importedSteps } from './voices-at-cut.ts'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The steps that were opened at one of these boards. */
export function stepsIn(
  voices: Voices,
  sessions: readonly ProgrammeSession[],
  boards: readonly { readonly id: BoardId; readonly session: number }[],
  freeze: Freeze,
): readonly SnapshotStep[] {
  const imported = importedSteps(voices)
  const planned = sessions.flatMap((session) =>
    session.steps.flatMap((step): readonly SnapshotStep[] => {
      const { id, task } = step
      if (id === undefined || task === undefined || imported.has(id)) return []
      const opened = boards.some(
        (board) => board.session === session.number && roundOf(voices, board.id, id).state !== 'waiting',
      )
      return opened ? [stepIn(id, step, task, session.number, freeze)] : []
    }),
  )
  return [...planned, ...askedIn(voices, boards, freeze)]
}

/** What was asked on the day at one of these boards. */
const askedIn = (
  voices: Voices,
  boards: readonly { readonly id: BoardId; readonly session: number }[],
  freeze: Freeze,
): readonly SnapshotStep[] =>
  [...voices.asks.values()].flatMap((ask) => {
    const here = boards.filter(({ id }) => ask.boards.includes(id))
    if (here.length === 0) return []
    const step = stepOfAsk(unpicked(ask))
    const { at, calledBack, draw } = ask
    const asked = {
      at,
      boards: here.map(({ id }) => id as string).sort(byText),
      ...(calledBack === null ? {} : { calledBack }),
      ...(draw === undefined ? {} : { draw }),
      ...(ask.entries.length === 0 ? {} : { picked: pickedIn(ask, voices, freeze) }),
    }
    return [{ ...stepIn(step.id, step, step.task, Math.min(...here.map(({ session }) => session)), freeze), asked }]
  })

/** What was picked stands beside the items, as digests: in them it is not said. */
const unpicked = (ask: Ask): Ask => ({
  ...ask,
  items: ask.items.map((item) =>
    'options' in item
      ? {
          ...item,
          options: item.options.map((one) =>
            ask.entries.some(({ option }) => option === one.id) ? { id: one.id, text: notShown.entry } : one,
          ),
        }
      : item,
  ),
})

function pickedIn(ask: Ask, { released }: Voices, freeze: Freeze): readonly SnapshotPicked[] {
  const options = new Map(
    ask.items.flatMap((item) => ('options' in item ? item.options : [])).map((one) => [one.id, one]),
  )
  return ask.entries.map(({ option, board, node, kind, table, lang, wording }) => {
    const { [lang]: _own, ...also } = options.get(option)?.text ?? {}
    const said = [[lang, wording] as const, ...Object.entries(also)]
    return {
      option,
      board,
      node,
      kind,
      table,
      texts: said.map(([of, text]) => ({
        lang: of,
        text: freeze(`asked:${ask.step}/${option}/${of}`, text.toWellFormed()),
      })),
      ...(released.get(board)?.get(node)?.wording === wording ? { released: true as const } : {}),
    }
  })
}

function stepIn(id: string, { title }: ProgrammeStep, task: StepTask, session: number, freeze: Freeze): SnapshotStep {
  const items = (of: readonly Item[]) => of.map((one) => itemIn(one, (text) => freeze(`asked:${id}/${one.id}`, text)))
  const common = { id, session, title: clear(title) }
  switch (task.kind) {
    case 'write':
      return { ...common, kind: 'write', prompt: clear(task.prompt), signature: task.signature }
    case 'ballot':
      return { ...common, kind: 'ballot', items: items(task.items) }
    case 'questionnaire':
      return {
        ...common,
        kind: 'questionnaire',
        questionnaire: task.questionnaire,
        wave: task.wave,
        items: items(task.items),
      }
  }
}
