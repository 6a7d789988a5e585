/** Drawn with the others, for few screens (translation): no page carries them but a hall's console and the gallery. */
import type { ReactNode } from 'react'

export const laterIcons = {
  translate: (
    <>
      <path d="M3 6h10M8 3v3M5 15c4-2 6-5 6-9M5.5 9.500c1 2.5 3 4.5 6 5.500M13 21l4-10 4 10M14.5 17.500h5" />
    </>
  ),
} as const satisfies Record<string, ReactNode>
