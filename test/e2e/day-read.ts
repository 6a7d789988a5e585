/** A snapshot read back: each thing that was said and where it stands, in the order of what was said. */
import { answerOf } from '@tablee/shared/snapshot/voices'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'

/** What stands under a digest; what is not handed out reads as `withheld`. */
export const textsOf = ({ texts }: Sidecar): ((digest: string | null) => string | null) => {
  const all = new Map(texts.map(({ digest, text }) => [digest, text]))
  return (digest) => (digest === null ? null : (all.get(digest) ?? 'withheld'))
}

/** One line for each sentence of a person: `text · as words | as an element | on a sheet · seat · how`. */
export function saidOn(board: SnapshotBoard, sidecar: Sidecar): readonly string[] {
  const text = textsOf(sidecar)
  const line = (...parts: readonly (string | null | undefined)[]) => parts.map((part) => part ?? 'nobody').join(' · ')
  return [
    ...board.words.map((one) => line(text(one.text), 'words', one.seat, one.capture)),
    ...(board.canvas?.shapes ?? []).map((one) => line(text(one.text), 'element', one.seat, one.capture)),
    ...(board.voices?.rounds ?? []).flatMap(({ sheets = [] }) =>
      // What is placed is told by the words or the element that it became.
      sheets.flatMap((one) =>
        one.text === null ? [] : [line(text(one.text), `sheet ${one.state}`, one.seat, one.capture)],
      ),
    ),
  ].sort()
}
export const wordingsOn = ({ nodes }: SnapshotBoard, sidecar: Sidecar): readonly (string | null)[] =>
  nodes.map(({ wording }) => textsOf(sidecar)(wording)).sort()

export const sheetsOn = ({ voices }: SnapshotBoard): readonly string[] =>
  (voices?.rounds ?? [])
    .flatMap(({ step, sheets = [] }) =>
      sheets.map(({ seat, state, capture }) => `${step} · ${seat ?? 'nobody'} · ${state} · ${capture}`),
    )
    .sort()

/** `T1-03 · Trams on time · paper · agree`, each vote on an entry by its wording. */
export function ballotsOn(board: SnapshotBoard, sidecar: Sidecar): readonly string[] {
  const text = textsOf(sidecar)
  return (board.voices?.rounds ?? [])
    .flatMap(({ nodes = [], ballots = [], table = [] }) => [
      ...ballots.map(({ item, seat, how, answer }) => {
        const node = nodes.find((one) => item.endsWith(`.${one.node}`))
        const said = answer.type === 'agree' ? answer.value : answer.type === 'choose' ? answer.chosen.join('+') : ''
        return `${seat} · ${node === undefined ? item : text(node.wording)} · ${how} · ${said}`
      }),
      ...table.map(({ item, answer }) => `table · ${item} · ${answer.type === 'single' ? answer.option : ''}`),
    ])
    .sort()
}

/** The answers of each person to a questionnaire, by nobody's name: `7, yes, not-asked`. */
export function answersIn({ voices }: Snapshot, sidecar: Sidecar): readonly string[] {
  const texts = new Map(sidecar.texts.map(({ digest, text }) => [digest, text]))
  return (voices?.questionnaires ?? [])
    .flatMap(({ people }) =>
      people.map(({ answers }) =>
        [...answers]
          .sort((a, b) => (a.item < b.item ? -1 : 1))
          .map(({ answer: value }) => {
            const answer = answerOf(value, texts)
            return answer.type === 'scale'
              ? answer.value
              : answer.type === 'single'
                ? answer.option
                : answer.type === 'text'
                  ? answer.text || 'withheld'
                  : answer.type === 'none'
                    ? answer.why
                    : answer.type
          })
          .join(', '),
      ),
    )
    .sort()
}
