/**
 * What a document holds and the server lacks is handed in beside the board, by HTTP: of an epoch that has ended, or of a table
 * that its person has left. The same again does no harm.
 */
import { fromBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import { passing, type Answer, type ClientProblem } from './api.ts'
import { splitUpdate } from './split-update.ts'

/** After a refusal: parts of this size, so that a refused one takes little with it. */
const carefulPart = 4 * 1024
const nothing = new Uint8Array([0, 0])

export type HandedIn =
  | { readonly ok: true }
  /** Nobody knows yet; the same again does no harm. */
  | { readonly ok: false; readonly problem: ClientProblem; readonly final: false }
  /** No for good. `lacking`: what the server did not take. */
  | { readonly ok: false; readonly problem: ClientProblem; readonly final: true; readonly lacking: Uint8Array }

/**
 * `bring`: one update, in parts of that size or as usual. Its answer is what the server has by now; `lacking`: what is to go
 * there, by that, and all of it where nothing is known.
 */
export async function handIn(
  doc: Y.Doc,
  bring: (update: Uint8Array, size?: number) => Promise<Answer<{ readonly sv: string }>>,
  lacking = (sv: Uint8Array | null): Uint8Array => Y.encodeStateAsUpdate(doc, sv ?? undefined),
): Promise<HandedIn> {
  /** What the server's last state of that epoch lacks, or its problem. */
  const ask = async () => {
    const told = await bring(nothing)
    return told.ok ? { ok: true as const, lacking: lacking(fromBase64(told.value.sv)) } : told
  }
  const no = (problem: ClientProblem, lacking: Uint8Array): HandedIn =>
    passing.has(problem.code) ? { ok: false, problem, final: false } : { ok: false, problem, final: true, lacking }

  const first = await ask()
  if (!first.ok) return no(first.problem, lacking(null))
  const whole = await bring(first.lacking)
  if (whole.ok) return { ok: true }
  if (passing.has(whole.problem.code)) return no(whole.problem, first.lacking)
  // Once more in small parts: what stands before the refused one goes in.
  const left = await ask()
  if (!left.ok) return no(left.problem, first.lacking)
  for (const piece of splitUpdate(left.lacking, carefulPart)) {
    const done = await bring(piece, carefulPart)
    if (done.ok) continue
    const rest = await ask()
    return no(done.problem, rest.ok ? rest.lacking : left.lacking)
  }
  return { ok: true }
}
