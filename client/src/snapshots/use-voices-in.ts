/** What the page does with a poll or survey: looked at, read again with other columns or as it is written, made, or called back. */
import { useEffect, useRef, useState } from 'react'
import type { ImportedVoices } from '@tablee/shared/wire/files'
import type { Encoding } from '@tablee/shared/wire/exchange'
import { useLanguage } from '../i18n/index.tsx'
import type { Session } from '../link/session.ts'
import type { SnapshotsApi } from './data.ts'
import type { Columns, Sending } from './open-files.ts'
import type { VoicesInProps } from './voices-in.tsx'

export function useVoicesIn({ files: api }: SnapshotsApi, session: Session): VoicesInProps {
  const { language } = useLanguage()
  const [sending, setSending] = useState<Sending<ImportedVoices> | null>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const [columns, setColumns] = useState<Columns>({})
  const encoding = useRef<Encoding | undefined>(undefined)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  async function send(given: readonly File[], look: boolean): Promise<void> {
    stop.current?.abort()
    const mine = new AbortController()
    stop.current = mine
    const tell = (state: Sending<ImportedVoices>): void => {
      if (stop.current === mine) setSending(state)
    }
    const asked = { ...columns, lang: columns.lang ?? language, encoding: encoding.current, look }
    tell(await api.sendVoices(given, asked, tell, mine.signal))
  }
  return {
    mayImport: session.me.role === 'organiser',
    sending,
    files,
    columns,
    onColumns: setColumns,
    onFiles(given) {
      encoding.current = undefined
      setFiles(given)
      void send(given, true)
    },
    onLook(as) {
      encoding.current = as ?? encoding.current
      void send(files, true)
    },
    onMake: () => void send(files, false),
    onCancel: () => stop.current?.abort(),
    onAgain: () => setSending(null),
  }
}
