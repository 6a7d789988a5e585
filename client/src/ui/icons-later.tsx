/** Drawn with the others, for screens that do not stand yet (ballots, help): no page carries them but the gallery. */
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
  sealed: (
    <>
      <path d="M2.5 5.5h19v14h-19zM3 6l6.5 5.500M21 6l-6.5 5.5" />
      <circle cx="12" cy="13" r="3.2" fill="currentColor" stroke="none" />
    </>
  ),
  reveal: (
    <>
      <path d="M3 10h18v10H3zM3 10l9-7 9 7M3 10l9 6 9-6" />
    </>
  ),
  choose: (
    <>
      <path d="m4 12.5 5.5 5.500L20 6.5" />
    </>
  ),
  indifferent: (
    <>
      <circle cx="12" cy="12" r="7" />
    </>
  ),
  translate: (
    <>
      <path d="M3 6h10M8 3v3M5 15c4-2 6-5 6-9M5.5 9.500c1 2.5 3 4.5 6 5.500M13 21l4-10 4 10M14.5 17.500h5" />
    </>
  ),
} as const satisfies Record<string, ReactNode>
