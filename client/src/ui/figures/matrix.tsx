/** One item by another: counts bold, shares light, a bar in each cell; two kinds of withholding, each with its look and its word. */
import './matrix.css'
import type { CSSProperties } from 'react'
import type { MatrixCell, MatrixChart } from './charts.ts'

/** Wider than its place it scrolls in itself, by keyboard too; the rows' names stay. */
export function Matrix({ chart }: { chart: MatrixChart }) {
  const { title, corner, columns, rows, unsaid } = chart
  return (
    <div className="xt" role="group" aria-label={title} tabIndex={0}>
      <table aria-label={title} style={{ '--columns': columns.length } as CSSProperties}>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map(({ key, name, base, total }) => (
              <th key={key} scope="col" className={total ? 'n total' : 'n'}>
                <span>
                  <bdi>{name}</bdi>
                </span>
                <span className="meta">{base}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              {cells.map((cell, n) => (
                <Cell key={columns[n]?.key ?? n} cell={cell} total={columns[n]?.total === true} unsaid={unsaid} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell, total, unsaid }: { cell: MatrixCell; total: boolean; unsaid: MatrixChart['unsaid'] }) {
  if (cell.withheld !== undefined)
    return (
      <td className={`hid ${cell.withheld}${total ? ' total' : ''}`}>
        <span>{unsaid[cell.withheld]}</span>
      </td>
    )
  return (
    <td className={total ? 'n total' : 'n'}>
      <b>{cell.count}</b>
      <span className="meta">{cell.share}</span>
      {cell.bar === null || total ? null : <i style={{ '--n': cell.bar } as CSSProperties} aria-hidden="true" />}
    </td>
  )
}
