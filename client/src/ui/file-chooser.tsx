/** Where files are chosen or dropped. */
import { useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

/** `className` names its look, and `over` is added while something is held above it. */
export function FileChooser({
  className,
  label,
  drop,
  look,
  accept,
  several = false,
  ready = true,
  onFiles,
  children,
}: {
  className: string
  label: string
  /** That files can be dropped here, in words. */
  drop: string
  look?: 'primary' | undefined
  accept?: string
  several?: boolean
  /** What has to be chosen before is chosen. */
  ready?: boolean
  onFiles: (files: readonly [File, ...File[]]) => void
  children?: ReactNode
}) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const given = (list: FileList | null) => {
    const [first, ...more] = list ?? []
    if (first !== undefined && ready) onFiles(several ? [first, ...more] : [first])
  }
  return (
    <div
      className={over ? `${className} over` : className}
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
        multiple={several}
        {...(accept === undefined ? {} : { accept })}
        className="away"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          given(event.target.files)
          event.target.value = '' // the same file can be chosen again once it was mended
        }}
      />
      <Button
        {...(look === undefined ? {} : { look })}
        aria-disabled={!ready}
        onClick={() => ready && input.current?.click()}
      >
        {label}
      </Button>
      <span className="meta">{drop}</span>
      {children}
    </div>
  )
}
