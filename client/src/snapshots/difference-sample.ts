/** Two made-up snapshots, the second of which is later, and what is different between them. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { diffSnapshots } from '@tablee/shared/snapshot/diff'
import type { Snapshot, SnapshotNode } from '@tablee/shared/snapshot/structure'
import type { Comparison } from './data.ts'

export const dialogue = 'd1' as DialogueId
export const boards = ['b1', 'b2', 'b3'] as BoardId[]

/** `d:` and a sentence stand for a digest here. */
export const texts = new Map<string, string>()
const digest = (text: string) => {
  texts.set(`d:${text}`, text)
  return `d:${text}`
}
function snapshot(later: boolean): Snapshot {
  const node = (n: number, kind: string, wording: string): SnapshotNode => ({
    id: `n${n}`,
    kind,
    lang: 'fr',
    order: `a${n}`,
    at: n,
    wording: digest(wording),
    curtain: false,
  })
  return {
    format: 'tablee-snapshot/1',
    of: 'dialogue',
    dialogue,
    cut: {},
    boards: boards.map((id, index) => ({
      id,
      site: 'Brussels',
      table: `t${index + 1}`,
      number: index + 1,
      seats: 6,
      session: 2,
      lang: 'fr',
      question: digest('Qu’est-ce qui vous donnerait confiance ?'),
      state: 'open',
      policy: { observation: 'open', consent: true, curtain: 'open', delayMinutes: 0, hidden: [], showWords: true },
      nodes: [
        ...Array.from({ length: 7 + index }, (_, n) => node(n + 1, 'argument', `Une raison, la ${n + 1}`)),
        node(
          20,
          'condition',
          later && index === 0 ? 'Si on peut arrêter la ligne le soir même' : 'Si on peut arrêter la ligne',
        ),
        ...(later
          ? [node(21, 'position', 'Une voix humaine, tout de suite')]
          : [node(22, 'experience', 'Quarante minutes dans un ascenseur')]),
      ],
      relations: [],
      words: later
        ? [
            {
              id: 'w1',
              node: 'n21',
              lang: 'fr',
              seat: `T${index + 1}-04`,
              capture: 'dictated',
              at: 5,
              corrects: null,
              text: digest('La dame au téléphone me parlait de son chat.'),
              withdrawn: null,
              redacted: null,
              curtain: false,
            },
          ]
        : [],
    })),
    joined: [
      later ? same('n2', 'b1', 'b2', 'b3') : same('n2', 'b1', 'b2'),
      ...(later ? [same('n20', 'b2', 'b3')] : [same('n3', 'b1', 'b3')]),
    ],
    qualified: [later ? under('n20', 'n21', 'b2') : under('n1', 'n2', 'b3')],
    themes: {
      themes: later
        ? [theme('t1', 'Une personne au bout du fil', 'n2', 'n3'), theme('t2', 'Arrêter la ligne', 'n20')]
        : [theme('t1', 'Le téléphone', 'n2')],
      read: [{ reader: 1, entries: (later ? ['n2', 'n3', 'n20'] : ['n2']).map((id) => `b1/wording/${id}`) }],
    },
    codes: {
      codes: [{ id: 'c1', name: digest('Laissé seul'), version: later ? 2 : 1 }],
      codings: (later ? ['n2', 'n3', 'n20'] : ['n2']).map((id) => ({
        id: `coding-${id}`,
        code: 'c1',
        entry: `b1/wording/${id}`,
        start: 0,
        end: 9,
        coder: 1,
      })),
      memos: [],
    },
  }
}
const same = (id: string, ...of: readonly string[]) => {
  const entries = of.map((board) => `${board}/wording/${id}`)
  return { id: `same-${id}`, entries, shown: entries[0] ?? '' }
}
const under = (a: string, b: string, at: string) => ({
  id: `under-${a}`,
  a: `b1/wording/${a}`,
  b: `${at}/wording/${b}`,
})
const theme = (id: string, name: string, ...entries: readonly string[]) => ({
  id,
  name: digest(name),
  entries: entries.map((one) => `b1/wording/${one}`),
})
const first = snapshot(false)
export const second = snapshot(true)
const between = (earlier: Snapshot): Comparison => ({
  diff: diffSnapshots(earlier, second, { first: 'a', second: 'b' }),
  first: { snapshot: earlier, texts },
  second: { snapshot: second, texts },
})
export const comparison = between(first)
/** Nobody wrote anything in between: it is the team's work alone. */
export const teamComparison = between({ ...first, boards: second.boards })
