/** A card of the hall's map as it is told: what it shows, and what it opens to. */
import type { NodeId, TableId } from '@tablee/shared/ids'
import type { Stance } from '@tablee/shared/synthesis/board-map'
import { idIn, type ReadEntry } from '@tablee/shared/synthesis/entries'
import { peopleOf, type Card, type CardId, type Member } from '@tablee/shared/synthesis/hall-map'
import { comparedOf } from '@tablee/shared/synthesis/near'
import { textIn } from '@tablee/shared/synthesis/pairs'
import { translatedAs, type TranslationsOf } from '@tablee/shared/view/translated'
import type { HallCard, HallCardOpened, HallSuggestion } from '@tablee/shared/wire/hall-map'
import type { Keeps } from './ports.ts'
import type { Suggested } from './suggested.ts'

type Translates = Pick<Keeps, 'translationsOf'>

/** The session of a card that is what a session asks; undefined of any other. */
export function askedIn(card: CardId): number | undefined {
  const session = /^question\/([0-9]{1,4})$/.exec(card)?.[1]
  return session === undefined ? undefined : Number(session)
}

/** `wording`: as it stands; null of words. Left out where nobody made any of it. */
function translationsTold(
  of: TranslationsOf | null,
  id: string,
  wording: string | null,
): Pick<HallCard, 'translations'> {
  const all = Object.entries(translatedAs(of ?? undefined, id, wording, undefined).translations ?? {})
  return all.length === 0 ? {} : { translations: all.map(([lang, { text, state }]) => ({ lang, text, state })) }
}
const textTold = ({ at, node }: Member, keeps: Translates): Pick<HallCard, 'text' | 'lang' | 'translations'> => ({
  text: node.text,
  lang: node.lang,
  ...translationsTold(keeps.translationsOf(at.board), idIn(node.entry), node.text),
})

/** As it lies on the map. */
export function cardTold(card: Card, keeps: Translates): HallCard {
  const { id, members, shown, number, parent, relation, also, stances, people } = card
  const isQuestion = askedIn(id) !== undefined
  const tables: Readonly<Record<Stance, TableId[]>> = { holds: [], objects: [], if: [] }
  for (const [table, stance] of stances) tables[stance].push(table)
  return {
    id,
    number,
    parent,
    relation,
    also,
    people,
    kind: isQuestion ? 'issue' : shown.node.kind,
    entry: isQuestion ? null : shown.node.entry,
    ...textTold(shown, keeps),
    holds: tables.holds,
    objects: tables.objects,
    onlyIf: tables.if,
    wordings: members.length,
  }
}

/** One table's part of it, opened. */
export function wordingTold(one: Member, session: number, keeps: Translates): HallCardOpened['wordings'][number] {
  const { at, node } = one
  const saying = (id: NodeId) => {
    const other = at.map.nodes.get(id)
    return other === undefined ? [] : [{ text: other.text, lang: other.lang }]
  }
  const translations = keeps.translationsOf(at.board)
  return {
    entry: node.entry,
    table: at.table,
    board: at.board,
    session,
    number: node.number,
    kind: node.kind,
    ...textTold(one, keeps),
    stance: node.stance,
    objections: node.objections.flatMap(saying),
    conditions: node.conditions.flatMap(saying),
    words: node.words.map((said) => wordsTold(said, translations)),
  }
}

const wordsTold = ({ entry, text, lang, seat, capture, at }: ReadEntry, translations: TranslationsOf | null) => ({
  entry,
  text,
  lang,
  seat,
  capture,
  at,
  ...translationsTold(translations, idIn(entry), null),
})

/** What the team says a card stands under. */
export const qualifiedTold = ({ qualifiedBy }: Card, keeps: Translates): HallCardOpened['qualifiedBy'] =>
  qualifiedBy.map(({ step, card, member }) => ({
    step,
    card,
    entry: member.node.entry,
    table: member.at.table,
    ...textTold(member, keeps),
  }))

/** Two that may be the same, as they stand now, and what would follow. Null: they can no longer be compared. */
export function suggestionTold({ a, b, over }: Suggested, keeps: Translates): HallSuggestion | null {
  const [one, other] = [textTold(a.member, keeps), textTold(b.member, keeps)]
  const [textA, textB] = over === null ? [one.text, other.text] : [textOver(one, over), textOver(other, over)]
  if (textA === null || textB === null) return null
  const { shared, differs } = comparedOf(textA, textB)
  const [first] = b.member.node.words
  const members = [...a.card.members, ...b.card.members]
  return {
    a: a.member.node.entry,
    b: b.member.node.entry,
    cardA: a.card.id,
    cardB: b.card.id,
    kind: a.member.node.kind,
    tableA: a.member.at.table,
    tableB: b.member.at.table,
    numberA: a.member.node.number,
    numberB: b.member.node.number,
    textA: one.text,
    langA: one.lang,
    ...(one.translations === undefined ? {} : { translationsA: one.translations }),
    textB: other.text,
    langB: other.lang,
    ...(other.translations === undefined ? {} : { translationsB: other.translations }),
    over,
    shared,
    differs,
    ifSame: { tables: new Set(members.map(({ at }) => at.table)).size, people: peopleOf(members) },
    words: first === undefined ? null : wordsTold(first, keeps.translationsOf(b.member.at.board)),
  }
}
/** In this language, its own or as somebody translated it. */
const textOver = ({ text, lang, translations = [] }: ReturnType<typeof textTold>, over: string): string | null =>
  textIn({ entry: '', text, lang, translations: Object.fromEntries(translations.map((one) => [one.lang, one])) }, over)
