/** A text cut where the runs stand in it, one after the other; what is not found again marks nothing. */
export function runsIn(text: string, runs: readonly string[]): readonly (readonly [run: string, on: boolean])[] {
  const found: (readonly [string, boolean])[] = []
  const folded = text.toLocaleLowerCase()
  let from = 0
  for (const run of runs) {
    const at = run === '' ? -1 : folded.indexOf(run.toLocaleLowerCase(), from)
    if (at < 0) continue
    if (at > from) found.push([text.slice(from, at), false])
    found.push([text.slice(at, at + run.length), true])
    from = at + run.length
  }
  if (from < text.length) found.push([text.slice(from), false])
  return found
}
