/**
 * XML in, by @rgrove/parse-xml: small, no dependencies, and it does nothing but parse; it opens no address and knows no
 * entity but XML's own five. A DTD inside the file is refused before anything else, so that none of it is even read.
 */
import { parseXml, XmlElement, XmlError, XmlText, XmlCdata, type XmlNode } from '@rgrove/parse-xml'
import { BadFile } from '@tablee/shared/file'
import type { Element } from '@tablee/shared/formats/arggraph'
import { spotOf } from '@tablee/shared/formats/json'

/** A document type may stand there by name (`<!DOCTYPE arggraph SYSTEM "arggraph.dtd">`); declarations may not. */
const declarations = /<!(?:DOCTYPE[^>[]*\[|ENTITY)/i
const deepest = 200

/**
 * Lines of elements count from 1. Throws `BadFile`: `xml-entities`, `xml-broken`, `too-deep`, `empty`. Comments and
 * processing instructions are gone.
 */
export function readXml(text: string): Element {
  const refused = declarations.exec(text)
  if (refused !== null) throw new BadFile('xml-entities', {}, spotOf(text, refused.index))
  let root: XmlElement | null
  try {
    root = parseXml(text, { includeOffsets: true }).root
  } catch (cause) {
    if (cause instanceof XmlError) {
      const detail = cause.message.split('\n')[0]?.replace(/ \(line \d+, column \d+\)$/, '') ?? ''
      throw new BadFile('xml-broken', { detail: detail.slice(0, 120) }, { line: cause.line, column: cause.column })
    }
    if (cause instanceof RangeError) throw new BadFile('too-deep')
    throw cause
  }
  if (root === null) throw new BadFile('empty')
  return element(root, linesOf(text), 0)
}

/** Offsets are bytes of UTF-8; lines are found by walking along, for elements come in the order of the text. */
function linesOf(text: string): (at: number) => number {
  const bytes = Buffer.from(text)
  let line = 1
  let reached = 0
  return (at) => {
    for (; reached < at; reached += 1) if (bytes[reached] === 10) line += 1
    return line
  }
}

function element(one: XmlElement, line: (at: number) => number, depth: number): Element {
  if (depth > deepest) throw new BadFile('too-deep', {}, { line: line(one.start) })
  const at = line(one.start)
  const children: Element[] = []
  let text = ''
  const inside: readonly XmlNode[] = one.children
  for (const child of inside) {
    if (child instanceof XmlElement) children.push(element(child, line, depth + 1))
    else if (child instanceof XmlText || child instanceof XmlCdata) text += child.text
  }
  return { name: one.name, attributes: one.attributes, children, text, line: at }
}
