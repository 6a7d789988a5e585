/** Where files are chosen or dropped: for a board, and for a poll or survey. */
import { useRef, useState, type ReactNode } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { fileMessages } from './messages/index.ts'

export function Chooser({
  ready,
  label,
  onFiles,
  children,
}: {
  ready: boolean
  label: string
  onFiles: (files: readonly File[]) => void
  children?: ReactNode
}) {
  const t = useT(fileMessages)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const given = (list: FileList | null) => {
    const files = [...(list ?? [])]
    if (files.length > 0 && ready) onFiles(files)
  }
  return (
    <div
      className={over ? 'droppable over' : 'droppable'}
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
        multiple
        className="away"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          given(event.target.files)
          event.target.value = '' // the same file can be chosen again once it was mended
        }}
      />
      <Button aria-disabled={!ready} onClick={() => ready && input.current?.click()}>
        {label}
      </Button>
      <span className="meta">{t('drop')}</span>
      {children}
    </div>
  )
}

/** A language by its code; what is none is said beneath, as the field of either import. */
export function LanguageField({
  value,
  known,
  label,
  onChange,
}: {
  value: string
  known: boolean
  label: string
  onChange: (value: string) => void
}) {
  const t = useT(fileMessages)
  return (
    <>
      <label>
        <span className="label">{label}</span>
        <input
          className="tongue"
          value={value}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          maxLength={35}
          aria-invalid={!known}
          aria-describedby={known ? undefined : 'tongue-wrong'}
          onChange={(event) => onChange(event.target.value.trim())}
        />
      </label>
      {known ? null : (
        <p id="tongue-wrong" className="wrong" role="alert">
          {t('langWrong')}
        </p>
      )}
    </>
  )
}
