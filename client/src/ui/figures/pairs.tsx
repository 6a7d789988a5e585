/** Before and after of the same people as a square table: who stayed on linen with a solid bar, who moved with a broken one. */
import './pairs.css'
import type { CSSProperties } from 'react'

export type PairsTable = {
  readonly title: string
  readonly corner: string
  readonly all: string
  readonly unsaid: string
  readonly names: readonly { readonly key: string; readonly text: string }[]
  /** From row to column; null: withheld. */
  readonly cells: readonly (readonly (number | null)[])[]
  readonly before: readonly (number | null)[]
  readonly after: readonly (number | null)[]
  readonly people: number | null
}

/** With more answers than that the cells stand closer. */
const many = 5

/** It scrolls in itself where it is wider than its place, by keyboard too. */
export function Pairs({
  table: { title, corner, all, unsaid, names, cells, before, after, people },
}: {
  table: PairsTable
}) {
  const most = Math.max(1, ...cells.flat().map((count) => count ?? 0))
  const sum = (count: number | null) => (count === null ? <span className="hid">{unsaid}</span> : count)
  return (
    <div className={names.length > many ? 'pairs many' : 'pairs'} role="group" aria-label={title} tabIndex={0}>
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {names.map(({ key, text }) => (
              <th key={key} scope="col">
                <bdi>{text}</bdi>
              </th>
            ))}
            <th scope="col">{all}</th>
          </tr>
        </thead>
        <tbody>
          {names.map(({ key, text }, row) => (
            <tr key={key}>
              <th scope="row">
                <bdi>{text}</bdi>
              </th>
              {names.map((to, column) => {
                const count = cells[row]?.[column] ?? null
                return (
                  <td key={to.key} className={row === column ? 'stay' : undefined}>
                    {count === null ? (
                      <span className="hid">{unsaid}</span>
                    ) : (
                      <>
                        <b className={count === 0 ? 'none' : undefined}>{count}</b>
                        {count === 0 ? null : <i style={{ '--n': count / most } as CSSProperties} aria-hidden="true" />}
                      </>
                    )}
                  </td>
                )
              })}
              <td className="t">{sum(before[row] ?? null)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" className="t">
              {all}
            </th>
            {names.map(({ key }, column) => (
              <td key={key} className="t">
                {sum(after[column] ?? null)}
              </td>
            ))}
            <td className="t">{sum(people)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
