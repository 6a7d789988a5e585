/**
 * A long list of rows, of which only those near the window are in the document: 2,000 rows would take seconds. Heights
 * are guessed until a row was drawn; the browser keeps what is read in its place when a guess was wrong.
 */
import { Fragment, useLayoutEffect, useMemo, useReducer, useRef, useState, type ReactNode } from 'react'

/** Up to here all rows are drawn: nothing is gained by less. */
const few = 120
/** Rows drawn beyond the window, in pixels. */
const beyond = 600

export type Listed = { readonly id: string; readonly guess: number }

/** `keep`: rows that are drawn wherever they are, for they hold the focus. */
export function Rows({
  rows,
  keep,
  draw,
}: {
  rows: readonly Listed[]
  keep: ReadonlySet<string>
  draw: (at: number) => ReactNode
}) {
  const first = useRef<HTMLLIElement>(null)
  const heights = useRef(new Map<string, number>())
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const [sight, setSight] = useState({ from: 0, to: 1_400 })
  const long = rows.length > few

  const known = heights.current
  const offsets = useMemo(() => {
    let y = 0
    return rows.map(({ id, guess }) => {
      const top = y
      y += known.get(id) ?? guess
      return { top, bottom: y }
    })
    // Heights are read anew with each window; between windows a stale offset moves nothing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, known, sight])

  useLayoutEffect(() => {
    const list = first.current?.parentElement
    const scroller = list?.closest<HTMLElement>('.entries')
    if (!long || !list || !scroller) return
    const look = () => {
      const y = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top
      const [from, to] = [y - beyond, y + scroller.clientHeight + beyond]
      setSight((before) =>
        Math.abs(before.from - from) < beyond / 2 && Math.abs(before.to - to) < beyond / 2 ? before : { from, to },
      )
    }
    look()
    const resizes = new ResizeObserver(look)
    resizes.observe(scroller)
    scroller.addEventListener('scroll', look, { passive: true })
    return () => {
      resizes.disconnect()
      scroller.removeEventListener('scroll', look)
    }
  }, [long])

  // After each drawing: only what was drawn has a height. It asks again only where it was far off, so it comes to rest.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    const list = first.current?.parentElement
    if (!long || !list) return
    let wrong = 0
    for (const row of list.querySelectorAll<HTMLElement>(':scope > [data-row]')) {
      const id = row.dataset['row']
      if (id === undefined || row.offsetHeight === 0) continue
      wrong = Math.max(wrong, Math.abs((known.get(id) ?? 0) - row.offsetHeight))
      known.set(id, row.offsetHeight)
    }
    if (wrong > 200) redraw()
  })

  if (!long) return rows.map((_, at) => draw(at))
  const drawn: ReactNode[] = []
  let gap = 0
  const close = (key: string) => {
    if (gap > 0) drawn.push(<li key={`gap ${key}`} aria-hidden="true" role="presentation" style={{ blockSize: gap }} />)
    gap = 0
  }
  for (const [at, { id }] of rows.entries()) {
    const place = offsets[at]
    const near = place === undefined || (place.bottom >= sight.from && place.top <= sight.to)
    if (near || keep.has(id)) {
      close(id)
      drawn.push(<Fragment key={id}>{draw(at)}</Fragment>)
    } else gap += (place?.bottom ?? 0) - (place?.top ?? 0)
  }
  close('end')
  return (
    <>
      <li ref={first} aria-hidden="true" role="presentation" />
      {drawn}
    </>
  )
}
