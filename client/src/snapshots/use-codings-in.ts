/** What the page does with a codebook or project of another program: looked at, brought in or made, or called back. */
import { useEffect, useRef, useState } from 'react'
import type { Encoding } from '@tablee/shared/wire/exchange'
import { useLanguage } from '../i18n/index.tsx'
import type { Session } from '../link/session.ts'
import type { CodingsFound, CodingsInProps, Where } from './codings-in.tsx'
import type { SnapshotsApi } from './data.ts'
import type { Sending } from './open-files.ts'

export function useCodingsIn({ files: api }: SnapshotsApi, session: Session): CodingsInProps {
  const { language } = useLanguage()
  const [where, setWhere] = useState<Where>('codebook')
  const [lang, setLang] = useState<string | null>(null)
  const [sending, setSending] = useState<Sending<CodingsFound> | null>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const encoding = useRef<Encoding | undefined>(undefined)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  async function send(given: readonly File[], into: Where, look: boolean): Promise<void> {
    stop.current?.abort()
    const mine = new AbortController()
    stop.current = mine
    const tell = (state: Sending<CodingsFound>): void => {
      if (stop.current === mine) setSending(state)
    }
    const asked = { lang: lang ?? language, encoding: encoding.current, look }
    tell(await api.sendCodings(into, given, asked, tell, mine.signal))
  }
  return {
    mayMake: session.me.role === 'organiser',
    where,
    lang,
    sending,
    files,
    onWhere(next) {
      setWhere(next)
      // What was found holds for the other way alone.
      const again = sending?.at === 'looked' || sending?.at === 'refused'
      if (again && files.length > 0) void send(files, next, true)
      else setSending(null)
    },
    onLang: setLang,
    onFiles(given) {
      encoding.current = undefined
      setFiles(given)
      void send(given, where, true)
    },
    onLook(as) {
      encoding.current = as ?? encoding.current
      void send(files, where, true)
    },
    onBring: () => void send(files, where, false),
    onCancel: () => stop.current?.abort(),
    onAgain() {
      setFiles([])
      setSending(null)
    },
  }
}
