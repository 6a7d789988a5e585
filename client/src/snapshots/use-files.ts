/** What the page does with files: one board is chosen, one file at a time is on its way, and each can be called back. */
import { useEffect, useRef, useState } from 'react'
import type { Encoding, MapFormat } from '@tablee/shared/wire/exchange'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ClientProblem } from '../link/api.ts'
import type { Session } from '../link/session.ts'
import type { SnapshotsApi } from './data.ts'
import type { Saved, Sending } from './open-files.ts'
import type { FilesProps } from './files.tsx'

type Chosen = {
  readonly files: readonly File[]
  readonly lang: string
  readonly encoding: Encoding | undefined
}

export function useFiles(
  { files: api }: SnapshotsApi,
  session: Session,
  about: DialogueAnswer | null,
): Omit<FilesProps, 'about' | 'nameOf'> {
  const [wished, setWished] = useState<string | null>(null)
  const [saving, setSaving] = useState<MapFormat | null>(null)
  const [saved, setSaved] = useState<Saved | null>(null)
  const [savedProblem, setSavedProblem] = useState<ClientProblem | null>(null)
  const [sending, setSending] = useState<Sending | null>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const chosen = useRef<Chosen | null>(null)
  const stop = useRef<AbortController | null>(null)
  const stopSaving = useRef<AbortController | null>(null)
  useEffect(
    () => () => {
      stop.current?.abort()
      stopSaving.current?.abort()
    },
    [],
  )
  // The boards that the tables are at now come first to mind.
  const board = wished ?? about?.tables.find((table) => table.current !== null)?.current ?? null

  async function send(look: boolean): Promise<void> {
    if (board === null || chosen.current === null) return
    stop.current?.abort()
    const mine = new AbortController()
    stop.current = mine
    const tell = (state: Sending): void => {
      if (stop.current === mine) setSending(state)
    }
    const { files: given, lang, encoding } = chosen.current
    tell(await api.send(board, given, { lang, encoding, look }, tell, mine.signal))
  }
  return {
    board,
    mayImport: session.me.role === 'organiser',
    saving,
    saved,
    savedProblem,
    sending,
    files,
    onBoard(next) {
      setWished(next)
      setSaved(null)
      setSavedProblem(null)
      setSending(null)
      stop.current?.abort()
      stop.current = null
      stopSaving.current?.abort()
      stopSaving.current = null
      setSaving(null)
    },
    async onExport(format) {
      if (board === null) return
      setSaving(format)
      setSaved(null)
      setSavedProblem(null)
      const mine = new AbortController()
      stopSaving.current = mine
      const done = await api.save(api.boardPath(board, format), `${board}.${format}`, mine.signal)
      if (stopSaving.current !== mine) return
      setSaving(null)
      if (mine.signal.aborted) return
      if ('code' in done) setSavedProblem(done)
      else setSaved(done)
    },
    onFiles(given, lang) {
      chosen.current = { files: given, lang, encoding: undefined }
      setFiles(given)
      void send(true)
    },
    onEncoding(encoding) {
      if (chosen.current !== null) chosen.current = { ...chosen.current, encoding }
      void send(true)
    },
    onPut: () => void send(false),
    onCancel: () => stop.current?.abort(),
    onCancelExport: () => stopSaving.current?.abort(),
    onAgain: () => setSending(null),
  }
}
