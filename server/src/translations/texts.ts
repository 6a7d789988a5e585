/**
 * Texts that can be translated: what observers get of the boards just now, and nothing else. So a curtain, a refusal, a delay,
 * whatever is hidden or taken back, holds for translators as it holds for everybody who watches, by the same rule.
 */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { openedBy, type MachineDraft, type Made, type Translations } from '@tablee/shared/translations/fold'
import { mentionsOf } from '@tablee/shared/view/notes'
import type { BoardView } from '@tablee/shared/view/policy'
import { withPlaces } from '@tablee/shared/view/translated'
import type { TextToTranslate, TextsToTranslate } from '@tablee/shared/wire/translations'
import type { Clock } from '../clock.ts'
import type { TranslationLog } from './log.ts'
import type { Shown, TranslatedPlaces } from './ports.ts'

/** A text as it stands for observers. `wording`: what a translation of it is of, where that may change (`wordingOf`). */
export type SeenText = Pick<
  TextToTranslate,
  'entry' | 'kind' | 'part' | 'text' | 'lang' | 'capture' | 'at' | 'beneath' | 'mentions'
> & { readonly wording: string | null }

const minute = 60_000
const bare = { part: '', capture: null, at: null, beneath: null }

/** The map, an entry's words behind it, then the canvas and the minutes. Empty ones are nobody's to translate. */
export function textsIn(view: BoardView): readonly SeenText[] {
  return [...onMap(view), ...onCanvas(view), ...inMinutes(view)].filter(({ text }) => text.trim() !== '')
}

function onMap({ nodes, words }: BoardView): readonly SeenText[] {
  const said = Object.groupBy(
    Object.entries(words).map(([entry, one]) => ({ entry, ...one })),
    ({ node }) => node,
  )
  return Object.entries(nodes).flatMap(([entry, node]) => {
    const beneath = { text: node.wording, lang: node.lang }
    const own = { ...bare, entry, kind: 'wording' as const, wording: node.wording, ...beneath }
    const theirs = (said[entry] ?? [])
      .sort((a, b) => a.order - b.order)
      .map(({ entry: words, text, lang, capture, minute: at }) => ({
        ...bare,
        entry: words,
        kind: 'words' as const,
        wording: null,
        text,
        lang,
        capture,
        at: at * minute,
        beneath,
      }))
    return [own, ...theirs]
  })
}

/** The template's own words are in the languages of the screens already. */
const onCanvas = ({ canvas, lang: spoken }: BoardView): readonly SeenText[] =>
  Object.entries(canvas).flatMap(([entry, { type, kind, text, lang, part }]) =>
    part === ''
      ? [
          {
            ...bare,
            entry,
            kind: 'element' as const,
            part: kind === '' ? type : kind,
            wording: text,
            text,
            lang: lang || spoken,
          },
        ]
      : [],
  )

function inMinutes({ notes, nodes, lang }: BoardView): readonly SeenText[] {
  return Object.entries(notes)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([entry, block]) => {
      const mentions = mentionsOf(block).map((id) => {
        const node = id === null ? undefined : nodes[id]
        return { text: node?.wording ?? '…', lang: node?.lang ?? lang }
      })
      return {
        ...bare,
        entry,
        kind: 'minutes' as const,
        part: block.kind,
        wording: block.text,
        text: withPlaces(block.text),
        lang,
        ...(mentions.length === 0 ? {} : { mentions }),
      }
    })
}

/** `Fr` and `fr-CA` are read by who reads `fr`. */
const isIn = (lang: string, into: string): boolean =>
  lang.toLowerCase().split('-')[0] === into.toLowerCase().split('-')[0]

/** What of a board's texts is translated or open, by their names for observers. */
function standing(
  state: Translations,
  board: BoardId,
  { into, device, name, now }: { into: string; device: string; name: (id: string) => string; now: number },
) {
  const made = new Map<string, Made>()
  const drafts = new Map<string, MachineDraft>()
  for (const [id, langs] of Object.entries(state.drafts.get(board) ?? {})) {
    const one = langs[into]
    if (one !== undefined) drafts.set(name(id), one)
  }
  for (const [id, langs] of Object.entries(state.boards.get(board)?.of ?? {})) {
    const one = langs[into]
    if (one !== undefined) made.set(name(id), one)
  }
  const taken = new Set<string>()
  for (const [by, lease] of state.leases)
    if (by !== device && lease.board === board && lease.lang === into && lease.until > now) taken.add(name(lease.of))
  return { made, taken, drafts }
}

/** What translators are told of a dialogue; who may is asked before. */
export function createTexts({
  log,
  places,
  shown,
  clock,
}: {
  log: Pick<TranslationLog, 'state'>
  places: TranslatedPlaces
  shown: Pick<Shown, 'seen' | 'names'>
  clock: Clock
}) {
  async function of(dialogue: DialogueId, into: string, device: string): Promise<readonly TextToTranslate[]> {
    const boards = places
      .tables(dialogue)
      .flatMap((table) => places.boardsOf(table.id).map(({ id, session }) => ({ id, session, table })))
      .filter(({ id }) => places.reached(id))
      .sort((a, b) => a.session - b.session || a.table.number - b.table.number)
    const views = await Promise.all(boards.map(({ id }) => shown.seen(id)))
    const state = log.state(dialogue)
    const now = clock()
    return boards.flatMap(({ id, table, session }, n) => {
      const view = views[n]
      if (view === null || view === undefined) return []
      const { made, taken, drafts } = standing(state, id, { into, device, name: shown.names(id), now })
      return textsIn(view)
        .filter(({ lang }) => !isIn(lang, into))
        .map(({ wording, ...text }) => {
          const found = made.get(text.entry)
          const { number, site } = table
          const current = found !== undefined && (found.wording === null || found.wording === wording)
          const draft = current ? undefined : drafts.get(text.entry)
          return {
            table: table.id,
            session,
            number,
            site,
            ...text,
            translation:
              found === undefined
                ? null
                : {
                    text: found.text,
                    state: found.state,
                    at: found.at,
                    who: found.who,
                    mine: found.by === device,
                    earlier: current ? null : withPlaces(found.wording ?? ''),
                    ...(found.engine === undefined ? {} : { engine: found.engine }),
                  },
            taken: taken.has(text.entry),
            ...(draft === undefined || (draft.wording !== null && draft.wording !== wording)
              ? {}
              : { draft: { text: draft.text, engine: draft.engine, version: draft.version, at: draft.at } }),
          }
        })
    })
  }

  return async (
    dialogue: DialogueId,
    into: string,
    device: string,
  ): Promise<Result<Omit<TextsToTranslate, 'version'>>> => {
    const found = places.dialogue(dialogue)
    if (found === null) return fail({ code: 'not-found', what: 'dialogue' })
    const now = clock()
    const { leases } = log.state(dialogue)
    const here = [...leases].filter(([by, { until }]) => by !== device && until > now).length
    return ok({ title: found.title, langs: found.langs, here, texts: await of(dialogue, into, device) })
  }
}

/** Whether somebody else has this open, as far as is decided by now. */
export const isOpenElsewhere = (
  state: Translations,
  of: Parameters<typeof openedBy>[1],
  { device, now }: { readonly device: string; readonly now: number },
): boolean => {
  const by = openedBy(state, of, now)
  return by !== null && by !== device
}
