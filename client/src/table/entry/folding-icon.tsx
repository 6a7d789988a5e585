/** Icons of what a screen shows of its map; only a table carries them. On the grid of `ui/icons.tsx`. */
const paths = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20.5 20.5',
  fold: 'M4 5h16M12 20V9M7.5 13.5 12 9l4.5 4.5',
  unfold: 'M4 5h16M12 9v11M7.5 15.5 12 20l4.5-4.5',
  alone: 'M9 4h6v5H9zM12 9v3M6 12h12M6 12v3M18 12v3M3.5 15h5v5h-5zM15.5 15h5v5h-5z',
} as const

export function FoldingIcon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
