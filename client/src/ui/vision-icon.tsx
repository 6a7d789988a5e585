/** The icons of the vision canvas and its tools, drawn with the others on a 24 grid; only pages with a canvas carry them. */
import type { ReactNode } from 'react'
import { icons } from './icons.tsx'

export const visionIcons = {
  hope: (
    <>
      <path d="M3 18h18M6 18a6 6 0 0 1 12 0M12 8V4M5 10.5 3 8.500M19 10.500l2-2" />
    </>
  ),
  fear: (
    <>
      <path d="M3 14.5 6.5 9l3.5 6.500L14 6l3.5 9.500L21 9" />
    </>
  ),
  obstacle: (
    <>
      <path d="M3 8h18v6H3zM6 14v6M18 14v6M8 14l4-6M14 14l4-6" />
    </>
  ),
  actor: (
    <>
      <circle cx="12" cy="7.5" r="3.5" />
      <path d="M5 20c0-9 14-9 14 0z" />
    </>
  ),
  milestone: (
    <>
      <path d="M6 21V3M6 4h12l-3.5 4.500L18 13H6" />
    </>
  ),
  headline: (
    <>
      <path d="M3 5h18v14H3zM6.5 9h11M6.5 13h4.500M6.5 16h4.500M14 12.500h3.500v3.500H14z" />
    </>
  ),
  condition: icons.condition,
  note: (
    <>
      <path d="M4 4h16v11l-5 5H4zM15 20v-5h5" />
    </>
  ),
  text: (
    <>
      <path d="M5 7V5h14v2M12 5v14M9 19h6" />
    </>
  ),
  geometry: (
    <>
      <path d="M4 10h10v10H4z" />
      <circle cx="15.5" cy="8.5" r="5.5" />
    </>
  ),
  arrow: (
    <>
      <path d="M5 19 18.500 5.500M9 5h10v10" />
    </>
  ),
  stroke: (
    <>
      <path d="M3 17c4-12 6-12 7-6s3 6 4 2 3-5 7-4" />
    </>
  ),
  photo: (
    <>
      <path d="M3 7h4.500L9 4h6l1.500 3H21v13H3z" />
      <circle cx="12" cy="13" r="3.5" />
    </>
  ),
  frame: (
    <>
      <path d="M7 3v18M17 3v18M3 7h18M3 17h18" />
    </>
  ),
  select: (
    <>
      <path d="m6 3 12 11h-6.500L8.500 20z" />
    </>
  ),
  list: (
    <>
      <path d="M9 6h12M9 12h12M9 18h12M3.500 6h1M3.500 12h1M3.500 18h1" />
    </>
  ),
  tools: (
    <>
      <path d="M4 20 16 8M13 5l6 6M16 2l6 6-3 3-6-6zM4 20l-1 1" />
    </>
  ),
} as const satisfies Record<string, ReactNode>

export type VisionIconName = keyof typeof visionIcons

export function VisionIcon({ name }: { name: VisionIconName }) {
  return (
    <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
      {visionIcons[name]}
    </svg>
  )
}
