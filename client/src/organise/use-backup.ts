/** What goes on with backups, as the organiser's page follows it: what the server says, and what this device does. */
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer, ClientProblem } from '../hold/answer.ts'
import type { Backing } from '../link/backing.ts'

export type BackupShown = {
  readonly told: BackupAnswer | null
  /** A file that comes to this device. */
  readonly saving: { readonly name: string; readonly got: number; readonly bytes: number } | null
  readonly saved: string | null
  /** A file that goes to the server. */
  readonly sending: { readonly got: number; readonly size: number } | null
  readonly problem: ClientProblem | null
  /** Its hall is closed while it is put in place: it answers again by itself. */
  readonly away: boolean
  /** It was put back while this page looked on. */
  readonly putBack: boolean
}
export type BackupActs = {
  readonly take: () => void
  /** A file that the server has made, or has kept. */
  readonly save: (name: string, bytes: number) => void
  readonly cancel: () => void
  readonly send: (file: Blob) => void
  readonly lookAtKept: (name: string) => void
  readonly confirm: () => void
  readonly forget: (name: string) => void
}
const nothing: BackupShown = {
  told: null,
  saving: null,
  saved: null,
  sending: null,
  problem: null,
  away: false,
  putBack: false,
}

/** Something is under way on the server: it is asked again. */
const goesOn = ({ making, restore }: BackupAnswer): boolean =>
  (making !== null && making.file === null && making.failed === null) ||
  restore?.step === 'looking' ||
  restore?.step === 'bringing' ||
  restore?.step === 'exchanging'
/** ms */
const between = 400

/** `onPut`: the dialogue is another one now. */
export function useBackup(
  port: Backing,
  onPut: () => void,
): { readonly shown: BackupShown; readonly acts: BackupActs } {
  const [shown, setShown] = useState<BackupShown>(nothing)
  const stop = useRef<AbortController | null>(null)
  /** Which backup this page is waiting for, to save it as soon as it is made. */
  const waits = useRef(false)
  const show = useCallback((more: Partial<BackupShown>) => setShown((before) => ({ ...before, ...more })), [])

  const took = useCallback(
    (answer: Answer<BackupAnswer>) =>
      setShown((before) => {
        const within = before.told?.restore?.step
        const placing = within === 'bringing' || within === 'exchanging'
        if (!answer.ok) {
          const closed = placing && ['journal-unavailable', 'offline', 'timeout'].includes(answer.problem.code)
          return closed ? { ...before, away: true } : { ...before, problem: answer.problem }
        }
        const putBack = placing && answer.value.restore === null
        return { ...before, told: answer.value, problem: null, away: false, putBack: putBack || before.putBack }
      }),
    [],
  )
  const ask = useCallback(async (what: Promise<Answer<BackupAnswer>>) => took(await what), [took])

  useEffect(() => void ask(port.state()), [port, ask])
  const { told, away, putBack } = shown
  const follows = told !== null && (goesOn(told) || away)
  useEffect(() => {
    if (!follows) return
    let over = false
    let timer = setTimeout(again, between)
    async function again() {
      await ask(port.state())
      if (!over) timer = setTimeout(again, between)
    }
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [follows, port, ask])
  useEffect(() => {
    if (putBack) onPut()
  }, [putBack, onPut])

  const save = useCallback(
    async (name: string, bytes: number) => {
      const ends = new AbortController()
      stop.current = ends
      show({ saving: { name, got: 0, bytes }, saved: null, problem: null })
      const done = await port.save(name, (got) => show({ saving: { name, got, bytes } }), ends.signal)
      const closed = !done.ok && done.problem.code === 'closed'
      show({ saving: null, saved: done.ok ? name : null, problem: done.ok || closed ? null : done.problem })
      if (done.ok) await ask(port.drop())
    },
    [port, ask, show],
  )
  const file = told?.making?.file ?? null
  useEffect(() => {
    if (file === null || !waits.current) return
    waits.current = false
    void save(file.name, file.bytes)
  }, [file, save])

  const acts: BackupActs = {
    take() {
      waits.current = true
      show({ saved: null, problem: null })
      void ask(port.take())
    },
    save: (name, bytes) => void save(name, bytes),
    cancel() {
      waits.current = false
      stop.current?.abort()
      show({ sending: null, saving: null })
      if (told?.making !== null) void ask(port.drop())
      void ask(port.end())
    },
    send(file) {
      const ends = new AbortController()
      stop.current = ends
      show({ sending: { got: 0, size: file.size }, putBack: false, problem: null })
      void port
        .send(file, (got) => show({ sending: { got, size: file.size } }), ends.signal)
        .then((sent) => {
          show({ sending: null })
          if (sent.ok || sent.problem.code !== 'closed') took(sent)
        })
    },
    lookAtKept(name) {
      show({ putBack: false, problem: null })
      void ask(port.lookAtKept(name))
    },
    confirm() {
      if (told?.restore?.step === 'looked') void ask(port.confirm(told.restore.id))
    },
    forget: (name) => void ask(port.forget(name)),
  }
  return { shown, acts }
}
