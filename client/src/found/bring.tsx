/** Where a dialogue's file is chosen or dropped, and an example to begin with. */
import { useRef, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { exampleFile } from './example.ts'
import { exampleMessages, messages } from './messages/index.ts'

export function Bring({ again, onFile }: { again: boolean; onFile: (file: File) => void }) {
  const t = useT(messages)
  const of = useT(exampleMessages)
  const { language } = useLanguage()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const given = (list: FileList | null) => {
    const [file] = list ?? []
    if (file !== undefined) onFile(file)
  }
  function example() {
    const address = URL.createObjectURL(new Blob([exampleFile(of, language)], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = t('exampleName')
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  }
  return (
    <div
      className={over ? 'bring over' : 'bring'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        given(event.dataTransfer.files)
      }}
    >
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        className="away"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          given(event.target.files)
          event.target.value = '' // the same file can be chosen again once it was mended
        }}
      />
      <Button {...(again ? {} : { look: 'primary' as const })} onClick={() => input.current?.click()}>
        {t(again ? 'another' : 'choose')}
      </Button>
      <span className="meta">{t('drop')}</span>
      <Button look="quiet" onClick={example}>
        {t('example')}
      </Button>
    </div>
  )
}
