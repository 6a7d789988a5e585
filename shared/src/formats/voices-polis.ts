/**
 * The votes of a dialogue as a Polis set: its agree/disagree/pass items as statements, its seats as participants. An item
 * on entries is a statement for each entry that was voted on, in the wording that was voted on. A snapshot knows the votes
 * that count, so the log has each of them once.
 */
import type { PolisPerson, PolisSet, PolisStatement } from '../voices/imported.ts'
import { readItemKey } from '../dialogue/items.ts'
import { inLang } from '../dialogue/programme.ts'
import { Leaving, type Left } from '../file.ts'
import type { Snapshot } from '../snapshot/structure.ts'
import { answerOf } from '../snapshot/voices.ts'

const seconds = (ms: number): number => Math.floor(ms / 1000)
/** Nobody in the room wrote a statement of the programme: 0 is anyone who holds the conversation. */
const organisers = '0'
const votes = { agree: 1, disagree: -1, pass: 0 } as const

/** `set` null: nobody was asked to agree. */
export function polisOf(
  snapshot: Snapshot,
  texts: ReadonlyMap<string, string>,
): { readonly set: PolisSet | null; readonly left: Left } {
  const left = new Leaving()
  const lang = snapshot.boards[0]?.lang ?? 'en'
  const statements: PolisStatement[] = []
  const at = new Map<string, number>()
  const put = (key: string, text: string, when: number): void => {
    if (at.has(key)) return
    at.set(key, statements.length)
    statements.push({ id: String(statements.length), author: organisers, at: seconds(when), moderated: 1, text })
  }
  const key = (board: string, step: string, item: string, node: string | null): string =>
    node === null ? `${step}/${item}` : `${board}/${step}/${item}.${node}`
  const rounds = snapshot.boards.flatMap(({ id, voices }) => (voices?.rounds ?? []).map((round) => ({ id, round })))
  const asked = new Set<string>()
  for (const step of snapshot.voices?.steps ?? []) {
    if (step.kind === 'write') continue
    for (const item of step.items) {
      if (item.type !== 'agree' || step.kind === 'questionnaire') {
        left.note('other-items')
        continue
      }
      for (const { id, round } of rounds) {
        if (round.step !== step.id || round.closedAt === undefined) continue
        const { closedAt } = round
        if (item.on === 'statement') put(key(id, step.id, item.id, null), inLang(item.text, lang), closedAt)
        else
          for (const { node, wording } of round.nodes ?? [])
            put(key(id, step.id, item.id, node), texts.get(wording) || inLang(item.text, lang), closedAt)
        asked.add(`${step.id}/${item.id}`)
      }
    }
  }
  if (statements.length === 0) return { set: null, left: left.all() }

  const log: { statement: number; seat: string; vote: number; at: number }[] = []
  for (const { id, round } of rounds)
    for (const ballot of round.ballots ?? []) {
      const { item, node } = readItemKey(ballot.item)
      const statement = at.get(key(id, round.step, item, node))
      const answer = answerOf(ballot.answer, texts)
      if (statement === undefined) continue
      if (answer.type !== 'agree') left.note('no-answers')
      else log.push({ statement, seat: ballot.seat, vote: votes[answer.value], at: seconds(ballot.at) })
    }
  log.sort((a, b) => a.at - b.at || a.statement - b.statement || (a.seat < b.seat ? -1 : 1))
  const seats = [...new Set(log.map(({ seat }) => seat))].sort()
  const person = new Map(seats.map((seat, n) => [seat, n]))
  left.note('opinion-groups', 1)
  const people = seats.map((seat, n): PolisPerson => ({ id: String(n + 1), xid: seat, group: '' }))
  const voted = [...new Set(log.map(({ statement }) => statement))].sort((a, b) => a - b)
  const question = snapshot.boards.map((one) => texts.get(one.question) ?? '').find((one) => one !== '') ?? ''
  return {
    set: {
      from: 'polis',
      lang,
      summary: [
        ['topic', question],
        ['url', ''],
        ['voters', String(people.length)],
        ['voters-in-conv', String(people.length)],
        ['commenters', '1'],
        ['comments', String(statements.length)],
        ['groups', '0'],
        ['conversation-description', ''],
      ],
      seconds: true,
      columns: { importance: false, xid: true, important: false, older: false },
      statements,
      people,
      matrix: voted,
      log: {
        statement: log.map((one) => one.statement),
        person: log.map((one) => person.get(one.seat) ?? 0),
        vote: log.map((one) => one.vote),
        at: log.map((one) => one.at),
      },
      differ: [],
      groups: null,
    },
    left: left.all(),
  }
}
