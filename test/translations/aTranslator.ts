/** Somebody who translates: what they are told, and what they do, over HTTP as their page does it. */
import type { TextToTranslate, TextsToTranslate, TranslationCommand } from '@tablee/shared/wire/translations'
import type { Reply } from '../support/server.ts'
import { unique, type Hall } from '../voices/hall.ts'

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never

export async function aTranslator(hall: Hall, into = 'fr') {
  const { session } = await hall.enter('translator', undefined, { device: unique('translator') })
  const path = `/api/dialogues/${hall.dialogue}/translations`
  const does = (command: Without<TranslationCommand>, id = unique('translation')): Promise<Reply> =>
    hall.api(path, { as: session, body: { id, ...command } })
  const read = async (after?: string): Promise<TextsToTranslate> =>
    (await hall.api(`${path}?into=${into}${after === undefined ? '' : `&after=${after}`}`, { as: session }))
      .body as TextsToTranslate
  /** The text that says this. */
  async function find(text: string): Promise<TextToTranslate> {
    const found = (await read()).texts.find((one) => one.text === text)
    if (found === undefined) throw new Error(`nobody is offered ${text}`)
    return found
  }
  const at = ({ table, session: of, entry }: TextToTranslate) => ({ table, session: of, entry, into: into as never })
  return {
    session,
    read,
    find,
    does,
    at,
    open: async (text: string) => does({ kind: 'open', ...at(await find(text)) }),
    async translate(original: string, text: string, id?: string): Promise<Reply> {
      const one = await find(original)
      return does({ kind: 'translate', ...at(one), original, before: one.translation?.text ?? null, text }, id)
    },
    async check(original: string): Promise<Reply> {
      const one = await find(original)
      return does({ kind: 'check', ...at(one), original, text: one.translation?.text ?? '' })
    },
  }
}
export type Translator = Awaited<ReturnType<typeof aTranslator>>
