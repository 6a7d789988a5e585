/**
 * Typists who hold a table's conversation: each takes the next sentence, types it as a person does, lays words beneath it,
 * tidies wordings, moves and links what stands there. Chance is seeded, the pace a person's, times `speed`.
 */
import { languages } from '@tablee/shared/i18n/index'
import { addNode, addWords, move, relate, setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Board, NodeKind } from '@tablee/shared/board/schema'
import { newId, type Lang, type NodeId, type RandomBytes, type RelationId, type WordsId } from '@tablee/shared/ids'
import type { Typist } from './enter.ts'
import { pause } from './replay.ts'
import { sentencesIn, type Sentence } from './sentences.ts'

/** A practised typist: some 300 strokes a minute, a breath after a word, a longer one before speaking. */
const stroke = 190
const breath = 260
const thought = 5_000
/** Below this two strokes go in one frame: the server reads 20 a second. */
const shortest = 60

export type Talk = { readonly done: { sentences: number; of: number; edits: number }; finished(): Promise<void> }

/**
 * Begins at once. `finished` has to be awaited: it answers when the sentences are spent or `stop` is aborted and all is
 * saved, and rejects with what an editor ends with. In a language that has no sentences they speak English.
 */
export function talk({
  typists,
  lang,
  speed,
  random,
  chance,
  now,
  stop,
}: {
  typists: readonly Typist[]
  lang: string
  speed: number
  random: RandomBytes
  /** 0 (inclusive) to 1 (exclusive). */
  chance: () => number
  now: () => number
  stop: AbortSignal
}): Talk {
  const language = languages.find((one) => one === lang) ?? 'en'
  const spoken = sentencesIn(language)
  const tongue = language as Lang
  const left = [...spoken]
  const done = { sentences: 0, of: spoken.length, edits: 0 }
  const wait = (ms: number): Promise<void> => pause((ms * (0.6 + 0.8 * chance())) / speed, stop)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)]
  /** Entries of this conversation, with what somebody may make of them later. */
  const made = new Map<NodeId, Sentence>()

  async function write({ doc, who, editor, show }: Typist, id: NodeId, text: string): Promise<void> {
    show(id)
    const keys = Math.max(1, Math.ceil((shortest * speed) / stroke))
    for (let to = readBoard(doc).nodes.get(id)?.wording.length ?? 0; to < text.length && !stop.aborted; ) {
      to = Math.min(text.length, to + keys)
      // Half a character is none: a pair of surrogates goes in together.
      if (/[\ud800-\udbff]/.test(text[to - 1] ?? '')) to += 1
      setWording(doc, { who, why: 'reword' }, id, text.slice(0, to))
      done.edits += 1
      await editor.roomFor(8)
      await wait(stroke * keys + (text[to - 1] === ' ' ? breath : 0))
    }
    show(null)
  }

  async function say(typist: Typist, sentence: Sentence): Promise<void> {
    const { doc, who } = typist
    const board = readBoard(doc)
    const target = targetOf(board, sentence, [...made.keys()], pick)
    const id = newId<NodeId>(random)
    const added = addNode(
      doc,
      { who, why: 'add' },
      {
        id,
        kind: sentence.kind,
        lang: tongue,
        at: now(),
        wording: sentence.text.slice(0, 1),
        ...(target === null ? {} : { place: { relation: newId<RelationId>(random), kind: sentence.as, to: target } }),
      },
    )
    if (!added.ok) return
    made.set(id, sentence)
    done.edits += 1
    await write(typist, id, sentence.text)
    if (sentence.words !== undefined && !stop.aborted) {
      await wait(thought / 2)
      const { text, capture } = sentence.words
      if (
        addWords(
          doc,
          { who, why: 'words' },
          { id: newId<WordsId>(random), node: id, text, lang: tongue, seat: typist.seat, capture, at: now() },
        ).ok
      )
        done.edits += 1
    }
    done.sentences += 1
  }

  /** Between two sentences: a wording is tidied, an entry moved, one linked to another. */
  async function tidy(typist: Typist): Promise<void> {
    const { doc, who } = typist
    const board = readBoard(doc)
    const own = [...made].filter(([id]) => board.nodes.has(id))
    const what = chance()
    if (what < 0.5) {
      const found = pick(
        own.filter(([id, { text, again }]) => again !== undefined && board.nodes.get(id)?.wording === text),
      )
      if (found?.[1].again === undefined) return
      setWording(doc, { who, why: 'reword' }, found[0], '')
      done.edits += 1
      return write(typist, found[0], found[1].again)
    }
    const node = pick(own.filter(([, { as }]) => as !== 'answers'))?.[0]
    const to = pick([...board.nodes.values()].filter(({ id, kind }) => kind === 'position' && id !== node))?.id
    if (node === undefined || to === undefined) return
    const result =
      what < 0.75
        ? move(doc, { who, why: 'move' }, node, { to }, newId<RelationId>(random), now())
        : relate(
            doc,
            { who, why: 'relate' },
            { id: newId<RelationId>(random), kind: 'supports', from: node, to, at: now() },
          )
    if (result.ok) done.edits += 1
  }

  async function speak(typist: Typist): Promise<void> {
    await wait(thought * chance())
    while (!stop.aborted) {
      const sentence = left.shift()
      if (sentence === undefined) return
      await say(typist, sentence)
      await wait(thought)
      if (!stop.aborted && made.size > 2 && chance() < 0.5) {
        await tidy(typist)
        await wait(thought)
      }
    }
  }

  const all = Promise.all(typists.map(speak))
  return {
    done,
    async finished() {
      await all
      await Promise.all(typists.map(({ editor }) => editor.saved()))
    },
  }
}

/** Answers go to the issue; what is said about an answer goes to the newest that it fits, or to an older one. */
function targetOf(
  board: Board,
  { as }: Sentence,
  made: readonly NodeId[],
  pick: <T>(list: readonly T[]) => T | undefined,
): NodeId | null {
  const of = (kind: NodeKind) => [...board.nodes.values()].filter((node) => node.kind === kind)
  if (as === 'answers') return of('issue')[0]?.id ?? null
  const recent = made.filter((id) => board.nodes.has(id)).slice(-3)
  return pick(recent) ?? pick(of('position'))?.id ?? of('issue')[0]?.id ?? null
}
