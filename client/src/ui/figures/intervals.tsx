/** Figure and table as one grid: every row plots its interval and prints it. */
import './intervals.css'
import type { CSSProperties } from 'react'
import { placeOn, type IntervalChart, type IntervalRow } from './charts.ts'

/** `onRow`: a row's name leads further. */
export function Intervals({ chart, onRow }: { chart: IntervalChart; onRow?: ((key: string) => void) | undefined }) {
  const { heads, scale, rows } = chart
  /** Answers are longer than the names of places. */
  const long = rows.some(({ name }) => name.length > 16)
  const counted = rows.some(({ count, withheld }) => count !== '' || withheld !== undefined)
  const against = rows.some(({ says, difference }) => says !== '' || difference !== '')
  return (
    <div className={['ivals', counted ? '' : 'means', long ? 'long' : ''].filter(Boolean).join(' ')}>
      <table aria-label={chart.title}>
        <colgroup>
          <col className="c-name" />
          <col />
          {counted ? <col className="c-count" /> : null}
          <col className="c-of" />
          <col className="c-value" />
          <col className="c-range" />
          {against ? <col className="c-against" /> : null}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{heads.name}</th>
            <th scope="col" className="plot" dir="ltr">
              <span className="away">{heads.plot}</span>
              <span className="ticks-of" aria-hidden="true">
                {scale.ticks.map(({ at, text }) => (
                  <span key={at} className="num" style={at_(placeOn(scale, at))}>
                    {text}
                  </span>
                ))}
              </span>
            </th>
            {counted ? (
              <th scope="col" className="n">
                {heads.count}
              </th>
            ) : null}
            <th scope="col" className="n">
              {heads.of}
            </th>
            <th scope="col" className="n">
              {heads.value}
            </th>
            <th scope="col" className="n">
              {heads.range}
            </th>
            {against ? (
              <th scope="col" className="v">
                {heads.against}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} chart={chart} against={against} counted={counted} onRow={onRow} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const at_ = (place: number): CSSProperties => ({ '--p': place }) as CSSProperties

function Row({
  row,
  chart: { scale, guide },
  against,
  counted,
  onRow,
}: {
  row: IntervalRow
  chart: IntervalChart
  against: boolean
  counted: boolean
  onRow: ((key: string) => void) | undefined
}) {
  const { name, all, here, point, interval } = row
  const look = ['plot', all ? 'all' : '', here ? 'here' : ''].filter(Boolean).join(' ')
  return (
    <tr className={all ? 'all' : undefined}>
      <th scope="row">
        {onRow === undefined ? (
          <bdi>{name}</bdi>
        ) : (
          <button type="button" onClick={() => onRow(row.key)}>
            <bdi>{name}</bdi>
          </button>
        )}
      </th>
      <td className={look} dir="ltr">
        {/* The numbers beside it say the same. */}
        <div aria-hidden="true">
          {scale.ticks.map(({ at }) => (
            <i key={at} className="tick" style={at_(placeOn(scale, at))} />
          ))}
          {guide === null ? null : <i className="ref" style={at_(placeOn(scale, guide))} />}
          {interval === null ? null : (
            <i
              className="ci"
              style={{ '--a': placeOn(scale, interval.low), '--b': placeOn(scale, interval.high) } as CSSProperties}
            />
          )}
          {point === null ? null : <i className="pt0" style={at_(placeOn(scale, point))} />}
        </div>
      </td>
      <Told row={row} counted={counted} />
      {against ? (
        <td className="v">
          {row.says === '' ? null : here ? <b>{row.says}</b> : <span>{row.says}</span>}
          {row.difference === '' ? null : <span className="difference">{row.difference}</span>}
        </td>
      ) : null}
    </tr>
  )
}

/** Its numbers, or one cell that says why they are not told. */
function Told({ row, counted }: { row: IntervalRow; counted: boolean }) {
  const span = counted ? 4 : 3
  if (row.withheld !== undefined)
    return (
      <td className={`n hid ${row.withheld}`} colSpan={span}>
        <span>{row.value}</span>
      </td>
    )
  return (
    <>
      {counted ? (
        <td className="n count" data-of={row.countOf}>
          <b>{row.count}</b>
        </td>
      ) : null}
      <td className="n soft">{row.of}</td>
      <td className="n value">
        <b>{row.value}</b>
      </td>
      <td className="n soft range">{row.range}</td>
    </>
  )
}
