/** JSON Schema of what a snapshot holds of a codebook. */
import { digest, either, id, list, object, text, whole } from './schema-parts.ts'

const spanned = [
  {
    entry: { ...text, description: 'As in `themes`; it may be gone from its board' },
    start: whole,
    end: { ...whole, description: 'Code points of the entry’s text, the end left out' },
  },
  {
    place: {
      ...either('moved', 'unsure', 'lost'),
      description:
        'Of what was worded anew since it was coded: it stands elsewhere (`start` and `end` say where), nobody can say, or nowhere. Left out where it stands as it was coded',
    },
  },
] as const
const coder = { ...whole, description: 'A number, in the order in which they began' } as const
export const codes = {
  description:
    'A codebook and what is coded with it. Of a round that is open nothing of what was coded in it; names, definitions and memos are texts like any other',
  ...object(
    {
      codes: {
        description: 'In the team’s order, each with what lies beneath it right after it',
        ...list(
          object(
            { id, name: digest, version: whole },
            {
              parent: id,
              definition: digest,
              includes: digest,
              excludes: digest,
              color: text,
              examples: list(object(...spanned)),
            },
          ),
        ),
      },
      codings: list(object({ id, code: id, coder, ...spanned[0] }, { round: id, ...spanned[1] })),
    },
    {
      none: { description: 'Read, and no code fits', ...list(object({ entry: text, coder })) },
      memos: list(object({ id, lang: text, text: digest, coder }, { code: id, coding: id, entry: text })),
      rounds: list(
        object({
          id,
          state: either('open', 'closed', 'dropped'),
          entries: list(text),
          codes: list(id),
          coders: { ...list(whole), description: 'Who codes in it' },
        }),
      ),
    },
  ),
}
