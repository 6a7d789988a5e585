/** The icons, drawn for Tablée on a 24 grid (icons.svg is the drawing; this is the same, ready for React). */
import type { ReactNode } from 'react'

export const icons = {
  issue: (
    <>
      <circle cx="12" cy="12" r="9" />
      <circle cx="12" cy="12" r="2.5" fill="currentColor" stroke="none" />
    </>
  ),
  position: (
    <>
      <path d="M4 4h16v10H4zM12 14v7" />
    </>
  ),
  argument: (
    <>
      <g fill="currentColor" stroke="none">
        <circle cx="6" cy="7" r="2.6" />
        <circle cx="18" cy="7" r="2.6" />
        <circle cx="12" cy="17" r="2.6" />
      </g>
    </>
  ),
  condition: (
    <>
      <path d="M9 4h11v16H4V9z" />
      <path d="M9 12h6" />
    </>
  ),
  question: (
    <>
      <circle cx="12" cy="12" r="9" strokeDasharray="3.2 2.45" />
      <path d="M9.4 9.6c0-3.4 5.2-3.4 5.2-.2 0 2-2.6 2-2.6 4.1M12 16v1.6" />
    </>
  ),
  experience: (
    <>
      <path
        fill="currentColor"
        stroke="none"
        d="M10.6 5.2C6.5 6.6 4.1 9.7 4.1 13.700c0 3.1 1.5 4.9 3.7 4.9 1.8 0 3.1-1.3 3.1-3 0-1.8-1.3-2.9-2.9-2.9-.3 0-.6 0-.7.1.3-2.2 1.8-4.2 4.1-5.400zm9.2 0c-4.1 1.4-6.5 4.5-6.5 8.5 0 3.1 1.5 4.9 3.7 4.9 1.8 0 3.1-1.3 3.1-3 0-1.8-1.3-2.9-2.9-2.9-.3 0-.6 0-.7.1.3-2.2 1.8-4.2 4.1-5.400z"
      />
    </>
  ),
  source: (
    <>
      <path d="M5 3h9l5 5v13H5z" />
      <path d="M14 3v5h5M8.5 13h7M8.5 17h4" />
    </>
  ),
  answers: (
    <>
      <path d="M12 20V5M6 11l6-6 6 6" />
    </>
  ),
  supports: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  attacks: (
    <>
      <path d="M5 12h14" />
    </>
  ),
  undercuts: (
    <>
      <circle cx="12" cy="12" r="6.5" />
      <path d="M5 19 19 5" />
    </>
  ),
  qualifies: (
    <>
      <path d="M12 21v-7M12 14 5 7V3M12 14l7-7V3" />
    </>
  ),
  illustrates: (
    <>
      <path d="M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6z" />
      <circle cx="12" cy="12" r="2.4" fill="currentColor" stroke="none" />
    </>
  ),
  cites: (
    <>
      <path d="M9 4H5v16h4M15 4h4v16h-4" />
    </>
  ),
  'same-as': (
    <>
      <path d="M5 9h14M5 15h14" />
    </>
  ),
  saved: (
    <>
      <circle cx="12" cy="12" r="10" fill="currentColor" stroke="none" />
      <path d="m7.5 12.2 3.2 3.3 6-6.8" stroke="var(--paper)" />
    </>
  ),
  saving: (
    <>
      <circle cx="12" cy="12" r="8.5" opacity=".35" />
      <path d="M12 3.500a8.5 8.5 0 0 1 8.5 8.5" />
    </>
  ),
  kept: (
    <>
      <path d="M4 11v9h16v-9M12 3v11M7.5 10l4.5 4.5 4.5-4.5" />
    </>
  ),
  refused: (
    <>
      <path d="M12 3 22 20.500H2z" />
      <path d="M12 9.500v5M12 16.500v1.8" />
    </>
  ),
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
  'curtain-open': (
    <>
      <path d="M2 4h20M4 4c0 7 0 11-1 16h3c2-5 3-10 3-16M20 4c0 7 0 11 1 16h-3c-2-5-3-10-3-16" />
    </>
  ),
  'curtain-drawn': (
    <>
      <path d="M2 4h20M4 4v16h16V4M8 4v16M12 4v16M16 4v16" />
    </>
  ),
  silence: (
    <>
      <g fill="currentColor" stroke="none">
        <circle cx="5" cy="12" r="2.3" />
        <circle cx="12" cy="12" r="2.3" />
        <circle cx="19" cy="12" r="2.3" />
      </g>
    </>
  ),
  more: (
    <>
      <g fill="currentColor" stroke="none">
        <circle cx="12" cy="5" r="2.1" />
        <circle cx="12" cy="12" r="2.1" />
        <circle cx="12" cy="19" r="2.1" />
      </g>
    </>
  ),
  move: (
    <>
      <path d="M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3" />
    </>
  ),
  lock: (
    <>
      <path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  'own-typing': (
    <>
      <path d="M4 20h16M5 16 16 5l3 3L8 19l-4 1z" />
    </>
  ),
  engine: (
    <>
      <path d="M6 6h12v12H6zM9.5 2v4M14.5 2v4M9.5 18v4M14.5 18v4M2 9.5h4M2 14.5h4M18 9.5h4M18 14.5h4" />
    </>
  ),
  dictated: (
    <>
      <path d="M9 4h6v9H9zM5 11c0 8 14 8 14 0M12 17v4" />
    </>
  ),
  'on-paper': (
    <>
      <path d="M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h3" />
    </>
  ),
  reject: (
    <>
      <path d="m5.5 5.5 13 13M18.5 5.500l-13 13" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  minus: (
    <>
      <path d="M5 12h14" />
    </>
  ),
  heading: (
    <>
      <path d="M6 4v16M18 4v16M6 12h12" />
    </>
  ),
  subheading: (
    <>
      <path d="M5 8v11M14 8v11M5 13.500h9M18 13.500h3" />
    </>
  ),
  bullets: (
    <>
      <path d="M9 6h11M9 12h11M9 18h11" />
      <circle cx="4.5" cy="6" r="1.5" fill="currentColor" stroke="none" />
      <circle cx="4.5" cy="12" r="1.5" fill="currentColor" stroke="none" />
      <circle cx="4.5" cy="18" r="1.5" fill="currentColor" stroke="none" />
    </>
  ),
  numbers: (
    <>
      <path d="M10 6h10M10 12h10M10 18h10M3.5 4.500 5 4v5M3.500 15h3v2l-3 3h3.500" />
    </>
  ),
  quotation: (
    <>
      <path d="M5 5v14M10 8h10M10 12h10M10 16h6" />
    </>
  ),
  mention: (
    <>
      <path d="M15.500 8v5.500a2.500 2.500 0 0 0 5 0V12a8.500 8.500 0 1 0-3.500 6.900" />
      <circle cx="12" cy="12" r="3.500" />
    </>
  ),
  redo: (
    <>
      <path d="m15 5 5 5-5 5M20 10H10a6 5 0 0 0 0 10h6" />
    </>
  ),
  undo: (
    <>
      <path d="M9 5 4 10l5 5M4 10h10a6 5 0 0 1 0 10H8" />
    </>
  ),
  fit: (
    <>
      <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />
    </>
  ),
  open: (
    <>
      <path d="m6 9 6 6 6-6" />
    </>
  ),
  up: (
    <>
      <path d="m6 15 6-6 6 6" />
    </>
  ),
  next: (
    <>
      <path d="m9 5 7 7-7 7" />
    </>
  ),
  back: (
    <>
      <path d="M20 12H5M11 6l-6 6 6 6" />
    </>
  ),
  play: (
    <>
      <path d="M7 4.5v15l12-7.500z" />
    </>
  ),
  pause: (
    <>
      <path d="M8 5v14M16 5v14" />
    </>
  ),
  replay: (
    <>
      <path d="M4.5 7.5A9 9 0 1 1 3 12.500M4 3v5h5M12 7v5.500l4 2.500" />
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
  copy: (
    <>
      <path d="M9 9h11v11H9zM4 15V4h11" />
    </>
  ),
  link: (
    <>
      <path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6" />
    </>
  ),
  download: (
    <>
      <path d="M12 3v12M7 10.500l5 5 5-5M4 20h16" />
    </>
  ),
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof icons
