/** Session 3, "Scenarios and trade-offs": not begun. Two tables noted a thought before the break. */
import type { DemoBoard } from '../types.ts'

export const boards: readonly DemoBoard[] = [
  {
    table: 1,
    session: 3,
    nodes: [
      { key: 'shared', kind: 'position', text: 'Des navettes partagées, même si je dois attendre', place: { as: 'answers', to: 'issue' }, words: [
        { text: 'Notez-le pour tout à l’heure, sinon j’oublie : attendre cinq minutes, d’accord. Chercher une place vingt minutes, non.', seat: 2, capture: 'from-notes' },
      ] },
    ],
  },
  { table: 2, session: 3, nodes: [] },
  { table: 3, session: 3, nodes: [] },
  {
    table: 4,
    session: 3,
    nodes: [
      { key: 'jobs', kind: 'question', text: 'Was machen die Busfahrerinnen und Busfahrer in diesen Szenarien?', place: { as: 'answers', to: 'issue' }, words: [
        { text: 'Mein Mann fährt die 33. Er hat mich gebeten, das zu fragen. Also frag ich das.', seat: 2 },
      ] },
    ],
  },
  { table: 5, session: 3, nodes: [] },
  { table: 6, session: 3, nodes: [] },
]
