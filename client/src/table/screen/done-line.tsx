/** Above the composer: what was just done, and how to take it back. Undo takes it back as well, once the line is gone. */
import { useEffect, useRef } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { useTable } from '../context.ts'
import { messages } from '../messages/index.ts'

/** Long enough to read it and to reach for the button. */
const patience = 12_000

export function DoneLine() {
  const t = useT(messages)
  const { ui, act } = useTable()
  const line = useRef<HTMLParagraphElement>(null)
  const { done } = ui
  useEffect(() => {
    if (done === null) return
    // It takes a line of the list: what was chosen is in sight above it still.
    document.querySelector('.tree .row.sel')?.scrollIntoView({ block: 'nearest' })
    if (done.passes !== true) return
    let timer = 0
    const wait = () => {
      timer = window.setTimeout(() => {
        // Whoever is about to press it is not too late.
        if (line.current?.matches(':hover, :focus-within') === true) wait()
        else act.set({ done: null })
      }, patience)
    }
    wait()
    return () => clearTimeout(timer)
  }, [done, act])
  if (done === null) return null
  return (
    <p ref={line} className="done" role="status">
      <span>{done.text}</span>
      <Button
        look="quiet"
        onClick={() => {
          done.undo()
          act.set({ done: null })
        }}
      >
        {t('takeBack')}
      </Button>
    </p>
  )
}
