/** For `addInitScript`: a device whose owner set its clock. */
export function wrongBy(ms: number): void {
  const Right = Date
  class Wrong extends Right {
    constructor(...given: readonly [] | readonly [number | string]) {
      if (given.length === 0) super(Right.now() + ms)
      else super(given[0])
    }
    static override now = () => Right.now() + ms
  }
  globalThis.Date = Wrong as typeof Date
}
