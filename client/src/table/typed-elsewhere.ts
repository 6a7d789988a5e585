/** What this device still held of other boards of the same person: told on the page in front, one after the other. */
import { useEffect, useState } from 'react'
import { openElsewhere, type Elsewhere, type ElsewhereLink } from '../link/elsewhere.ts'
import { browser } from '../link/environment.ts'
import type { TableLink } from '../link/link.ts'
import { knownSession } from '../link/session.ts'
import type { TypedElsewhere } from './screen/typed-elsewhere.tsx'

/** As the old board's link was told when its person was turned away; for the page that comes next. */
export function partedAt(board: string, link: Pick<TableLink, 'parted'>): readonly Elsewhere[] {
  const parted = link.parted()
  return parted === null ? [] : [{ board, ...parted }]
}

/** `gone` is read once for each board. */
export function useElsewhere(board: string, gone: () => readonly Elsewhere[]): TypedElsewhere | null {
  const [link, setLink] = useState<ElsewhereLink | null>(null)
  const [first, setFirst] = useState<Elsewhere | null>(null)
  useEffect(() => {
    const session = knownSession(browser(), { board })
    if (session === null) return
    const opened = openElsewhere({ environment: browser(), session, board, gone: gone() })
    const look = () => setFirst(opened.list()[0] ?? null)
    const off = opened.subscribe(look)
    setLink(opened)
    look()
    return () => {
      off()
      opened.close()
      setLink(null)
      setFirst(null)
    }
  }, [board, gone])
  if (link === null || first === null) return null
  return { one: first, file: () => link.file(first), onRead: () => link.dismiss(first) }
}
