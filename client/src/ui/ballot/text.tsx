/** A text of the dialogue where it stands in a language of its own. */
import type { Said } from './texts.ts'

export const Text = ({ said, as: As = 'span' }: { said: Said; as?: 'span' | 'p' | 'b' }) => (
  <As lang={said.lang} dir={said.dir}>
    {said.text}
  </As>
)
