import { Icon } from './icon.tsx'

export type LightShape = 'saved' | 'saving' | 'kept' | 'refused'

/** The saved light: always a word and a shape; the sentence is the screen's, this only sets it. */
export const Light = ({
  shape,
  busy = false,
  children,
}: {
  shape: LightShape /** More is on its way than it says yet. */
  busy?: boolean
  children: string
}) => (
  <span className={`light ${shape}`} role="status" aria-busy={busy || undefined}>
    <Icon name={shape} />
    {children}
  </span>
)
