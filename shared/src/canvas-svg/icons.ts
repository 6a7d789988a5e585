/** The icons of the vision elements, drawn on a 24 grid (client/src/ui/icons.svg is the drawing). */
export const elementIcons: Readonly<Record<string, readonly string[]>> = {
  hope: ['M3 18h18M6 18a6 6 0 0 1 12 0M12 8V4M5 10.5 3 8.5M19 10.5l2-2'],
  fear: ['M3 14.5 6.5 9l3.5 6.5L14 6l3.5 9.5L21 9'],
  condition: ['M9 4h11v16H4V9z', 'M9 12h6'],
  obstacle: ['M3 8h18v6H3zM6 14v6M18 14v6M8 14l4-6M14 14l4-6'],
  actor: ['M12 4a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z', 'M5 20c0-9 14-9 14 0z'],
  milestone: ['M6 21V3M6 4h12l-3.5 4.5L18 13H6'],
  headline: ['M3 5h18v14H3zM6.5 9h11M6.5 13h4.5M6.5 16h4.5M14 12.5h3.5v3.5H14z'],
}
/** A card and one that hangs from it: a link to the map. */
export const linkIcon: readonly string[] = ['M4 4h9v6H4zM11 14h9v6h-9zM7 10v7h4']
