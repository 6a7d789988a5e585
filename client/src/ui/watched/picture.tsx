import { useEffect, useRef } from 'react'

/** Parsed as a document of its own and moved in: what is no drawing becomes none, and nothing in it is ever a page. */
export function Picture({ svg }: { svg: string }) {
  const into = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    if (parsed.localName === 'svg') into.current?.replaceChildren(document.importNode(parsed, true))
  }, [svg])
  return <div className="picture" aria-hidden="true" ref={into} />
}
