/** A page of slides, as large as its place: a picture, or a page of a document that pdf.js draws. No script of it runs. */
import { useEffect, useRef, useState } from 'react'
import { NotLoaded } from '../part.tsx'

type Props = {
  /** What was loaded; null while it is not here. */
  readonly bytes: Blob | null
  /** Of this file; counts from 1. */
  readonly page: number
  readonly label: string
  readonly onBroken: () => void
  /** On a wall nobody can load the page anew where what draws is not there any more. */
  readonly alone?: boolean
}
/** What draws a page could not be loaded: the document is whole. */
class Missing extends Error {}

export default function Slide(props: Props) {
  const { bytes } = props
  if (bytes === null) return <div className="slide" aria-busy="true" />
  return bytes.type === 'application/pdf' ? <Page {...props} bytes={bytes} /> : <Picture {...props} bytes={bytes} />
}

function Picture({ bytes, label, onBroken }: Props & { bytes: Blob }) {
  const [src, setSrc] = useState<string | null>(null)
  useEffect(() => {
    const url = URL.createObjectURL(bytes)
    setSrc(url)
    return () => URL.revokeObjectURL(url)
  }, [bytes])
  return <div className="slide">{src === null ? null : <img src={src} alt={label} onError={onBroken} />}</div>
}

function Page({ bytes, page, label, onBroken, alone = false }: Props & { bytes: Blob }) {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const broken = useRef(onBroken)
  broken.current = onBroken
  const [opened, setOpened] = useState<OpenedDocument | null>(null)
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    let left = false
    let own: OpenedDocument | null = null
    openDocument(bytes).then(
      (document) => {
        own = document
        if (left) document.close()
        else setOpened(document)
      },
      (cause: unknown) => {
        if (left) return
        if (cause instanceof Missing) setMissing(true)
        else broken.current()
      },
    )
    return () => {
      left = true
      own?.close()
    }
  }, [bytes])
  useEffect(() => {
    const [on, within] = [canvas.current, place.current]
    if (opened === null || on === null || within === null) return
    let off: (() => void) | null = null
    const draw = (): void => {
      off?.()
      off = opened.draw(page, on, within, () => broken.current())
    }
    const size = new ResizeObserver(draw)
    size.observe(within)
    return () => {
      size.disconnect()
      off?.()
    }
  }, [opened, page])
  if (missing) return <NotLoaded alone={alone} />
  return (
    <div className="slide" ref={place}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}

type OpenedDocument = {
  readonly draw: (page: number, on: HTMLCanvasElement, within: HTMLElement, failed: () => void) => () => void
  readonly close: () => void
}

async function openDocument(bytes: Blob): Promise<OpenedDocument> {
  const pdf = await import('./pdf.ts').catch(() => {
    throw new Missing()
  })
  const task = pdf.open(new Uint8Array(await bytes.arrayBuffer()))
  const document = await task.promise
  let closed = false
  return {
    close(): void {
      closed = true
      void task.destroy()
    },
    draw(page, on, within, failed) {
      let stopped = false
      let cancel: (() => void) | null = null
      void (async () => {
        const one = await document.getPage(Math.min(page, document.numPages))
        const { width, height } = within.getBoundingClientRect()
        if (stopped || width === 0 || height === 0) return
        const natural = one.getViewport({ scale: 1 })
        const scale = Math.min(width / natural.width, height / natural.height)
        const viewport = one.getViewport({ scale: scale * Math.min(2, devicePixelRatio) })
        // Drawn beside what stands, so that the page before stays until this one is whole.
        const drawn = window.document.createElement('canvas')
        drawn.width = Math.round(viewport.width)
        drawn.height = Math.round(viewport.height)
        const render = one.render({ canvas: drawn, viewport })
        cancel = () => render.cancel()
        await render.promise
        if (stopped) return
        on.width = drawn.width
        on.height = drawn.height
        on.getContext('2d')?.drawImage(drawn, 0, 0)
      })().catch(() => {
        if (!stopped && !closed) failed()
      })
      return () => {
        stopped = true
        cancel?.()
      }
    },
  }
}
