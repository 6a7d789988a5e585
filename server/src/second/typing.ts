/** The code between the page where it is typed and the line that waits for it. */
/** Nobody waits yet, and nothing is typed. */
export function createTyping() {
  let waits: ((code: string) => void) | null = null
  /** Typed while the first laptop is asked again, after what was no code of its. */
  let early: string | null = null
  return {
    /** Resolves with what somebody types, or has typed by now. */
    ask(): Promise<string> {
      const ready = early
      early = null
      return ready === null ? new Promise((done) => (waits = done)) : Promise.resolve(ready)
    },
    type(code: string): void {
      if (waits === null) early = code
      else waits(code)
      waits = null
    },
    /** Whoever waited waits no more. Whether they were told a code. */
    end(): boolean {
      const told = waits === null
      waits = null
      return told
    },
  }
}
