/** What translators made of a sample board: English beneath everything that it says. */
import { readWhole } from '@tablee/shared/board/whole'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { plainText } from '@tablee/shared/board/text'
import { blockName } from '@tablee/shared/board/texts'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { TranslationsPort } from '../table/translated.tsx'
import type { TranslationsOf } from '@tablee/shared/view/translated'
import type { AskedOfTable } from '@tablee/shared/wire/translations'
import type * as Y from 'yjs'
import type { AskedPort } from '../table/asked.tsx'

const texts = ['Who answers for it?', 'A bus that comes', 'Because nobody stays behind', 'Only if it is lit']

export function sampleTranslations(doc: Y.Doc): TranslationsOf {
  const { nodes, words, canvas, notes } = readWhole(doc)
  const shapes = new Map<string, string>(
    [...(canvas?.shapes.values() ?? [])].flatMap((shape) =>
      shape.meta.part === undefined ? [[shape.id, plainText(wordsOn(shape) ?? '')]] : [],
    ),
  )
  const blocks = new Map((notes?.blocks ?? []).map(({ id, text }) => [blockName(id), text]))
  const made = (ids: readonly string[], wording: (id: string) => string | null) =>
    ids.map((id, n) => {
      const text = texts[n % texts.length] ?? ''
      const en = { text, state: n % 2 === 0 ? ('human' as const) : ('checked' as const), wording: wording(id), at: 0 }
      return [id, { en }] as const
    })
  return Object.fromEntries([
    ...made([...nodes.keys()], (id) => nodes.get(id as NodeId)?.wording ?? ''),
    ...made([...words.keys()], () => null),
    ...made([...shapes.keys()], (id) => shapes.get(id) ?? ''),
    ...made([...blocks.keys()], (id) => blocks.get(id) ?? ''),
  ])
}

/** As a table asks for it. */
export const asTranslated = (doc: Y.Doc): TranslationsPort => {
  const made = sampleTranslations(doc)
  return () => Promise.resolve(ok(made))
}

/** What translators ask about its first entry and its first words. */
export const asAsked = (doc: Y.Doc): AskedPort => {
  const { nodes, words } = readWhole(doc)
  const [node, said] = [[...nodes.values()].at(-1), [...words.values()][0]]
  const [at, fr, de] = [0, 'fr' as Lang, 'de' as Lang]
  const of: AskedOfTable = {
    ...(node && { [node.id]: [{ lang: fr, text: 'Is it every night, or at weekends?', about: node.wording, at }] }),
    ...(said && { [said.id]: [{ lang: de, text: 'Who is “they”?', about: said.text, at }] }),
  }
  let first: string | null = null
  return {
    read: (board) => Promise.resolve(ok((first ??= board) === board ? of : {})),
    answer: () => Promise.resolve(ok(null)),
  }
}

/** Presses it as soon as it is there. */
export function press(what: string): void {
  const found = document.querySelector<HTMLElement>(what)
  if (found === null) requestAnimationFrame(() => press(what))
  else found.click()
}
