/** A card of the hall's map as it is told: what it shows, and what it opens to. */
import type { NodeId, TableId } from '@tablee/shared/ids'
import { idIn } from '@tablee/shared/synthesis/entries'
import type { Card, CardId, Member } from '@tablee/shared/synthesis/hall-map'
import { translatedAs, type TranslationsOf } from '@tablee/shared/view/translated'
import type { HallCard, HallCardOpened } from '@tablee/shared/wire/hall-map'
import type { Keeps } from './ports.ts'

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
export function cardTold({ members, shown, stances, ...card }: Card, keeps: Translates): HallCard {
  const isQuestion = askedIn(card.id) !== undefined
  const having = (stance: string): TableId[] => [...stances].flatMap(([table, of]) => (of === stance ? [table] : []))
  return {
    ...card,
    kind: isQuestion ? 'issue' : shown.node.kind,
    entry: isQuestion ? null : shown.node.entry,
    ...textTold(shown, keeps),
    holds: having('holds'),
    objects: having('objects'),
    onlyIf: having('if'),
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
    words: node.words.map(({ entry, text, lang, seat, capture, at: time }) => ({
      entry,
      text,
      lang,
      seat,
      capture,
      at: time,
      ...translationsTold(translations, idIn(entry), null),
    })),
  }
}
