/** The lines of the map that are near the window, beneath its cards. */
import { touches } from './camera.ts'
import type { Box, MapLayout } from './types.ts'

export function Lines({ layout, view }: { layout: Pick<MapLayout, 'edges' | 'joints'>; view: Box }) {
  return (
    <svg className="edges" aria-hidden="true">
      {layout.edges
        .filter((edge) => touches(view, edge.box))
        .map((edge) => (
          <g key={edge.id} className={edge.also ? `${edge.kind} also` : edge.kind}>
            <path d={edge.path} />
            {edge.tip ? <path className="tip" d={edge.tip} /> : null}
            {edge.bar ? <path className="bar" d={edge.bar} /> : null}
          </g>
        ))}
      {layout.joints
        .filter((joint) => touches(view, { ...joint.box, h: 4 }))
        .map((joint) => (
          <path key={joint.id} className="joint" d={joint.path} />
        ))}
    </svg>
  )
}
