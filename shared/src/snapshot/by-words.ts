/**
 * A snapshot as files of answers have it: a question that was asked in several wordings is as many questions, so that whoever
 * adds a column up adds nothing that was answered to other words.
 */
import { itemKey, readItemKey, type Item, type ItemKey } from '../dialogue/items.ts'
import { isSplit, textIn, wordingOf, type Worded } from '../voices/worded.ts'
import type { Snapshot, SnapshotBoard } from './structure.ts'
import {
  clear,
  itemOf,
  type SnapshotBallot,
  type SnapshotItem,
  type SnapshotQuestionnaire,
  type SnapshotRound,
  type SnapshotStep,
} from './voices.ts'

const noTexts: ReadonlyMap<string, string> = new Map()

type Opened = { readonly worded?: Worded }
type Asking = Exclude<SnapshotStep, { readonly kind: 'write' }>
const isAsking = (step: SnapshotStep): step is Asking => step.kind !== 'write'

/** What the first of its wordings is called stays; those after it have their number behind it, counted from 1. */
export const namedPart = (id: string, part: number): string => (part === 1 ? id : `${id}-w${part}`)

const wordingsIn = (item: Item, rounds: readonly Opened[]): readonly number[] =>
  [...new Set(rounds.map((round) => wordingOf(item, round)))].sort((a, b) => a - b)

/** The words that somebody read: their round's, or those of their sheet of paper. */
const readIn = ({ worded = {} }: Opened, { item, wording }: Pick<SnapshotBallot, 'item' | 'wording'>): Opened =>
  wording === undefined ? { worded } : { worded: { ...worded, [readItemKey(item).item]: wording } }
const onPaper = (round: SnapshotRound): readonly Opened[] =>
  (round.ballots ?? []).flatMap((one) => (one.wording === undefined ? [] : [readIn(round, one)]))

/** The same snapshot where nothing was put in other words. */
export function byWords(snapshot: Snapshot): Snapshot {
  const { voices, boards } = snapshot
  if (voices === undefined || !voices.steps.some((step) => isAsking(step) && step.items.some(({ earlier }) => earlier)))
    return snapshot
  /** How each step was asked: at each table, or of each person. */
  const asked = new Map<string, readonly Opened[]>(
    voices.steps.map(({ id }) => [
      id,
      [
        ...boards.flatMap((board) =>
          (board.voices?.rounds.filter(({ step }) => step === id) ?? []).flatMap((round) => [round, ...onPaper(round)]),
        ),
        ...(voices.questionnaires ?? []).filter(({ step }) => step === id).flatMap(({ people }) => people),
      ],
    ]),
  )
  const steps = voices.steps.map((step) =>
    isAsking(step) ? { ...step, items: step.items.flatMap((item) => inWords(item, asked.get(step.id) ?? [])) } : step,
  )
  /** Of each question in several wordings, which there are. */
  const split = new Map(
    voices.steps.flatMap((step) =>
      isAsking(step)
        ? step.items.flatMap((item) =>
            isSplit(itemOf(item, noTexts), asked.get(step.id) ?? [])
              ? [[`${step.id}/${item.id}`, wordingsIn(itemOf(item, noTexts), asked.get(step.id) ?? [])] as const]
              : [],
          )
        : [],
    ),
  )
  const keyIn = (step: string, key: ItemKey, { worded = {} }: Opened): ItemKey => {
    const { item, node } = readItemKey(key)
    const wordings = split.get(`${step}/${item}`)
    return wordings === undefined ? key : itemKey(namedPart(item, wordings.indexOf(worded[item] ?? 0) + 1), node)
  }
  const boardIn = (board: SnapshotBoard): SnapshotBoard =>
    board.voices === undefined
      ? board
      : {
          ...board,
          voices: {
            ...board.voices,
            rounds: board.voices.rounds.map((round) => ({
              ...round,
              ...(round.ballots === undefined
                ? {}
                : {
                    ballots: round.ballots.map((one) => ({
                      ...one,
                      item: keyIn(round.step, one.item, readIn(round, one)),
                    })),
                  }),
              ...(round.table === undefined
                ? {}
                : { table: round.table.map((one) => ({ ...one, item: keyIn(round.step, one.item, round) })) }),
            })),
          },
        }
  const questionnaireIn = (one: SnapshotQuestionnaire): SnapshotQuestionnaire => ({
    ...one,
    people: one.people.map((person) => ({
      ...person,
      answers: person.answers.map((given) => ({ ...given, item: keyIn(one.step, given.item, person) })),
    })),
  })
  return {
    ...snapshot,
    boards: boards.map(boardIn),
    voices: {
      ...voices,
      steps,
      ...(voices.questionnaires === undefined ? {} : { questionnaires: voices.questionnaires.map(questionnaireIn) }),
    },
  }
}

/** An item of each of the words in which it was asked. */
function inWords(item: SnapshotItem, rounds: readonly Opened[]): readonly SnapshotItem[] {
  // What people said of their own stands as a digest, and is never put in other words.
  if (item.earlier === undefined || item.type === 'support') return [item]
  const whole = itemOf(item, noTexts)
  const { earlier: _earlier, ...bare } = item
  const wordings = wordingsIn(whole, rounds)
  return (wordings.length === 0 ? [item.earlier?.length ?? 0] : wordings).map((wording, n) => ({
    ...bare,
    id: namedPart(item.id, n + 1),
    text: clear(textIn(whole, wording)),
  }))
}
