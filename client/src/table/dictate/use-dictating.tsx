/** Dictating beside a field: the button, the line beneath, and what confirms the sentence. Nothing where it is not offered. */
import { useEffect, useMemo, type ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { DictateButton, DictateLine, NoMicrophone, useOffered } from './dictate.tsx'
import { messages } from './messages/index.ts'
import { useDictatePort } from './port.ts'
import { useDictation } from './use-dictation.ts'

/** `heard`: the field holds a sentence that was dictated. `open`: somebody is about to write. */
export function useDictating({
  seat,
  lang,
  open,
  heard,
  onHeard,
}: {
  seat: string | null
  lang: string
  open: boolean
  heard: boolean
  onHeard: (sentence: string) => void
}): { readonly button: ReactNode; readonly line: ReactNode; readonly confirm: string | null } {
  const t = useT(messages)
  const port = useDictatePort()
  const offered = useOffered(port, lang, open)
  const work = useDictation({ port, seat, lang, onHeard })
  const { state, done, cancel } = work
  useEffect(() => {
    if (!heard) done()
  }, [heard, done])
  // Said once on a device, while somebody is about to write, and gone with the field; by Tab one only comes past it.
  const tells = useMemo(() => open && offered === 'none' && port?.told.read() === false, [open, offered, port])
  useEffect(() => {
    if (!tells) return
    let read = false
    const timer = setTimeout(() => {
      read = true
    }, toRead)
    return () => {
      clearTimeout(timer)
      if (read) port?.told.write()
    }
  }, [tells, port])
  if (tells) return { ...nothing, line: <NoMicrophone why="none" /> }
  if (!open || offered === 'no' || offered === 'none') return nothing
  if (offered === 'insecure') return { ...nothing, line: <NoMicrophone why="insecure" /> }
  return {
    button: <DictateButton work={work} />,
    line: <DictateLine state={state} lang={lang} onCancel={cancel} />,
    confirm: heard && state.at === 'heard' ? t('confirm') : null,
  }
}
/** How long it stands before it counts as said (ms). */
const toRead = 3_000
const nothing = { button: null, line: null, confirm: null }
