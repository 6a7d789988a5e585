/** Drawn with the others, for screens that do not stand yet (help, the room): no page carries them but the gallery. */
import type { ReactNode } from 'react'

export const laterIcons = {
  help: (
    <>
      <path d="M3 19h18M5 16a7 7 0 0 1 14 0zM12 9V6M10 5.500h4" />
    </>
  ),
  broadcast: (
    <>
      <path d="M4 9v6h4l7 5V4L8 9zM18.5 8.500c1.8 2 1.8 5 0 7" />
    </>
  ),
  translate: (
    <>
      <path d="M3 6h10M8 3v3M5 15c4-2 6-5 6-9M5.5 9.500c1 2.5 3 4.5 6 5.500M13 21l4-10 4 10M14.5 17.500h5" />
    </>
  ),
} as const satisfies Record<string, ReactNode>
