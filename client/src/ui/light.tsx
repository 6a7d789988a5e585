import { Icon } from './icon.tsx'

export type LightShape = 'saved' | 'saving' | 'kept' | 'refused'

/** The saved light: always a word and a shape; the sentence is the screen's, this only sets it. */
export const Light = ({ shape, children }: { shape: LightShape; children: string }) => (
  <span className={`light ${shape}`} role="status">
    <Icon name={shape} />
    {children}
  </span>
)
