/** The words that declarations are made of: ids, seats, languages and times, as everybody sends and gets them. */
import { z } from 'zod'
import { isId, isLang, isPhotoHash, isSeatCode, type Lang, type PhotoHash, type SeatCode } from '../ids.ts'
import { plainText } from '../board/text.ts'
import { roles } from '../roles.ts'

/** An id of ours in a declaration, branded as what it names. */
export const id = <Id extends string = string>() =>
  z.custom<Id>(isId, 'not an id').meta({ type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
export const seat = z
  .custom<SeatCode>(isSeatCode, 'not a seat code')
  .meta({ type: 'string', pattern: '^T[0-9]{1,3}-[0-9]{2}$', examples: ['T1-01'] })
const langTag = <L extends string>() =>
  z.custom<L>(isLang, 'not a language tag').meta({ type: 'string', examples: ['fr'] })
export const lang = langTag<Lang>()
/** Of what people say of themselves: `shared/voices` keeps it as it came. */
export const spokenLang = langTag<string>()
export const photoHash = z
  .custom<PhotoHash>(isPhotoHash, 'not a SHA-256')
  .meta({ type: 'string', pattern: '^[0-9a-f]{64}$' })
export const time = z.int().min(0).meta({ description: 'milliseconds since 1970' })
export const role = z.enum(roles)
/** A text of the programme, in the languages that it has. */
export const localText = z.record(z.string(), z.string()).meta({ description: 'one text by language tag' })
/** A language as the server says it. */
export const tag = z.string().meta({ examples: ['fr'] })

/** Languages of one text at most. */
const mostLangs = 40
/**
 * A text that somebody writes for others to read, in the languages given: no line of it longer than `most`, none empty or of
 * signs that nobody sees, and nothing in it that turns how it reads.
 */
export const writtenText = (most: number) =>
  localText.refine(
    (texts) =>
      Object.keys(texts).length > 0 &&
      Object.keys(texts).length <= mostLangs &&
      Object.entries(texts).every(
        ([lang, one]) => isLang(lang) && one.trim() !== '' && one.length <= most && plainText(one) === one,
      ),
    'empty, too long, of signs that cannot be seen, or in no language',
  )
