/** What came out of steps as text: what observers are told of results, each text of an item once. */
import type { DialogueId } from '@tablee/shared/ids'
import { originalId } from '@tablee/shared/translations/fold'
import type { AnswerSeen, ResultsSeen } from './ports.ts'

/** The list is the same object as long as nothing of it changed: who reads it looks at it anew otherwise. */
export function createAnswersSeen(results: (dialogue: DialogueId) => Promise<ResultsSeen | null>) {
  let known: { readonly version: string; readonly all: readonly AnswerSeen[] } | null = null
  return async (dialogue: DialogueId): Promise<readonly AnswerSeen[] | null> => {
    const told = await results(dialogue)
    if (told === null) return null
    const all = answersIn(told)
    const version = JSON.stringify(all)
    if (known?.version !== version) known = { version, all }
    return known.all
  }
}

function answersIn({ steps }: ResultsSeen): readonly AnswerSeen[] {
  const all = new Map<string, AnswerSeen>()
  for (const { step, session, figures, byTable } of steps)
    for (const { item, text: question, texts } of [...figures, ...byTable.flatMap((table) => table.figures)]) {
      const [lang = '', asked = ''] = Object.entries(question)[0] ?? []
      for (const one of texts) {
        const of = { board: null, step, item, answer: one.text }
        const name = originalId(of)
        if (!all.has(name)) all.set(name, { of, session, lang: one.lang, asked: { text: asked, lang } })
      }
    }
  return [...all.values()]
}
