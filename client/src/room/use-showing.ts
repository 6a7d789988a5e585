/** What may be shown in this hall, what plays in it, and one act on it at a time, under one id until it is known to be done. */
import type { MaterialTold, Materials, PlayCommand, PlayingTold } from '@tablee/shared/wire/materials'
import { useState } from 'react'
import { network } from '../hold/retry.ts'
import { useFollowed } from '../hold/use-followed.ts'
import { passing } from '../link/api.ts'
import type { RoomPort } from './port.ts'
import type { Sent } from './use-question.ts'

const settings = { law: network, rests: true }

export type Showing = {
  readonly materials: readonly MaterialTold[]
  /** At this site. */
  readonly playing: { readonly of: MaterialTold; readonly is: PlayingTold } | null
  readonly sent: Sent
  /** Somebody else has done something to what plays, or it has run out: nothing was done here. */
  readonly faster: boolean
  /** Null: nothing is under way, and what is on the screen is what the server says. */
  readonly busy: boolean
  readonly send: (command: PlayCommand) => void
  readonly newId: () => string
  readonly again: () => void
  readonly dismiss: () => void
}

/** Null while nothing is there to be shown. */
export function useShowing(port: Pick<RoomPort, 'materials' | 'play' | 'newId'>, site: string): Showing | null {
  const { value: told } = useFollowed<Materials>(port.materials, settings)
  const [last, setLast] = useState<{
    readonly command: PlayCommand
    readonly sent: Sent
    /** What was on the screen when it was done. */
    readonly version: string
  } | null>(null)
  const sent = last?.sent ?? { state: 'none' }
  async function send(command: PlayCommand): Promise<void> {
    if (told === null || last?.sent.state === 'sending') return
    const { version } = told
    setLast({ command, sent: { state: 'sending' }, version })
    const answer = await port.play(command)
    if (answer.ok) return setLast({ command, sent: { state: 'none' }, version })
    const { problem } = answer
    setLast({ command, sent: { state: passing.has(problem.code) ? 'waits' : 'refused', problem }, version })
  }
  if (told === null || told.materials.length === 0) return null
  const is = told.playing.find((one) => one.site === site)
  const of = told.materials.find(({ id }) => id === is?.material)
  return {
    materials: told.materials.filter(({ kind, files }) => kind !== 'leaflet' && files.length > 0),
    playing: is === undefined || of === undefined ? null : { of, is },
    sent,
    faster: sent.state === 'refused' && sent.problem.code === 'changed',
    // A second tap would be meant for what is not shown any more.
    busy: sent.state === 'sending' || (last !== null && sent.state === 'none' && last.version === told.version),
    send: (command) => void send(command),
    newId: port.newId,
    again: () => {
      if (last !== null) void send(last.command)
    },
    dismiss: () => setLast(null),
  }
}
