/** Under what was handed in and has not arrived: that it goes by itself, or, where the dialogue was moved, that it does not. */
import { useContext } from 'react'
import { useT } from '../i18n/index.tsx'
import { useGone } from '../ui/gone.tsx'
import { Keeps } from './frame.tsx'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'

export function Waits() {
  const t = useT(messages)
  const keeps = useContext(Keeps)
  const gone = useGone() !== null
  return (
    <Note icon="kept" tone="offline" live>
      <b>{t(keeps ? 'waits' : 'waitsPage')}</b> {t(gone ? 'goneWaits' : 'waitsWhy')}
    </Note>
  )
}
