import { icons, type IconName } from './icons.tsx'

export type { IconName }

/** Always beside a word, except zoom and undo, whose button has a title; so it says nothing itself. */
export function Icon({
  name,
  turns = false,
}: {
  name: IconName /** Mirrored on a right-to-left screen: back, next. */
  turns?: boolean
}) {
  return (
    <svg className={turns ? 'i turns' : 'i'} viewBox="0 0 24 24" aria-hidden="true">
      {icons[name]}
    </svg>
  )
}
