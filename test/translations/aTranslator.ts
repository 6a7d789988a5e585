/** Somebody who translates: what they are told, and what they do, over HTTP as their page does it. */
import type { TextToTranslate, TextsTold, TextsToTranslate, TranslationCommand } from '@tablee/shared/wire/translations'
import { assembled, type Assembled } from '@tablee/shared/wire/translations-parts'
import type { Reply } from '../support/server.ts'
import { unique, type Hall } from '../voices/hall.ts'

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never

export async function aTranslator(hall: Hall, into = 'fr') {
  const { session } = await hall.enter('translator', undefined, { device: unique('translator') })
  const path = `/api/dialogues/${hall.dialogue}/translations`
  const does = (command: Without<TranslationCommand>, id = unique('translation')): Promise<Reply> =>
    hall.api(path, { as: session, body: { id, ...command } })
  const ask = async (after?: string): Promise<TextsTold> =>
    (await hall.api(`${path}?into=${into}${after === undefined ? '' : `&after=${after}`}`, { as: session }))
      .body as TextsTold
  /** Put together as the page does it. */
  const known = new Map<string, Assembled>()
  async function read(after?: string): Promise<TextsToTranslate> {
    const now = assembled(known.get(after ?? '') ?? null, await ask(after))
    if (now === null) throw new Error('what is told goes on from nothing that is known here')
    known.set(now.told.version, now)
    return now.told
  }
  /** The text that says this. */
  async function find(text: string): Promise<TextToTranslate> {
    const found = (await read()).texts.find((one) => one.text === text)
    if (found === undefined) throw new Error(`nobody is offered ${text}`)
    return found
  }
  const at = ({ table, session: of, entry }: TextToTranslate) => ({ table, session: of, entry, into: into as never })
  return {
    session,
    ask,
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
