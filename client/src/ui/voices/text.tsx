/** A text of the dialogue where it stands in a language of its own. */
import type { TextInLang } from './texts.ts'

export const Text = ({ said, as: As = 'span' }: { said: TextInLang; as?: 'span' | 'p' | 'b' }) => (
  <As lang={said.lang} dir={said.dir}>
    {said.text}
  </As>
)
