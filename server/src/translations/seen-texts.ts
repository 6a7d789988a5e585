/**
 * Texts that can be translated: what observers get of the boards just now, and nothing else. So a curtain, a refusal, a delay,
 * whatever is hidden or taken back, holds for translators as it holds for everybody who watches, by the same rule.
 */
import { mentionsOf } from '@tablee/shared/view/notes'
import type { BoardView } from '@tablee/shared/view/policy'
import { withPlaces } from '@tablee/shared/view/translated'
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import type { AnswerSeen } from './ports.ts'

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

/** What came out of a step: each text once, whoever said it and however often. */
export const answerText = ({ of, lang, asked }: AnswerSeen, entry: string): SeenText => ({
  ...bare,
  entry,
  kind: 'answer',
  wording: null,
  text: of.answer,
  lang,
  beneath: asked,
})
