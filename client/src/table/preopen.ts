/**
 * The way to the server is the longest: the table that this page's address names is opened as soon as there is code to do
 * it, while the rest of the screen's code still comes up.
 */
import { readAddress } from '@tablee/shared/wire/address'
import { addressFor } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import type { TableLink } from '../link/link.ts'
import { keepTab, knownSession, type Session } from '../link/session.ts'
import { openTable } from '../link/table.ts'

/** A page that was asked for without its dialogue (a bookmark, another build's link) goes on under the whole address. */
function sayDialogue(session: Session): void {
  const { dialogue, path } = readAddress(location.pathname)
  if (dialogue === null)
    history.replaceState(history.state, '', addressFor(session, path) + location.search + location.hash)
}

function openFor(board: string): { readonly board: string; readonly session: string; readonly link: TableLink } | null {
  const session = knownSession(browser(), { board })
  if (session) {
    keepTab(browser(), session, board)
    sayDialogue(session)
  }
  return session && { board, session: session.session, link: openTable({ board, session }) }
}

const [, address] = /^\/table\/([^/]+)\/?$/.exec(readAddress(location.pathname).path) ?? []
let preopened = address === undefined ? null : openFor(address)

/** This board's link, opened ahead or now; null when nobody knows who this tab is. Anyone who takes it closes it. */
export function takeLink(board: string): TableLink | null {
  const early = preopened
  preopened = null
  if (early && early.board === board && knownSession(browser(), { board })?.session === early.session) return early.link
  early?.link.close()
  return openFor(board)?.link ?? null
}
