/** A file that is not UTF-8: how it is written is chosen by looking at its first lines, as each way would read them. */
import { useEffect, useState } from 'react'
import type { Problem } from '@tablee/shared/problem'
import { encodings, type Encoding } from '@tablee/shared/wire/exchange'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { fileMessages } from './messages/index.ts'
import type { FileProblem } from './open-files.ts'

type Bad = Extract<Problem, { code: 'bad-file' }>
/** What the names of programs call them. */
const names: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252 (Latin-1)',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
}
const others = encodings.filter((one) => one !== 'utf-8')
const shownBytes = 4_000
const shownLines = 6

/** The fault, where choosing how the file is written could help. */
export const wantsEncoding = (problem: FileProblem): Bad | null =>
  problem.code === 'bad-file' && (problem.why.code === 'other-encoding' || problem.why.code === 'bad-byte')
    ? problem
    : null

const offered = ({ why }: Bad): Encoding => others.find((one) => one === why.values?.['encoding']) ?? 'windows-1252'

/** Null: a character was cut, or a byte stands for nothing. */
function firstLines(bytes: ArrayBuffer, as: Encoding): string {
  return new TextDecoder(as)
    .decode(bytes)
    .split(/\r\n|\r|\n/)
    .slice(0, shownLines)
    .join('\n')
}

export function ChooseEncoding({
  problem,
  files,
  onRead,
}: {
  problem: Bad
  files: readonly File[]
  onRead: (encoding: Encoding) => void
}) {
  const t = useT(fileMessages)
  const [encoding, setEncoding] = useState<Encoding>(offered(problem))
  const [start, setStart] = useState<ArrayBuffer | null>(null)
  const file = files.find(({ name }) => name === problem.file) ?? null
  useEffect(() => {
    let here = true
    setStart(null)
    // Of a file inside a zip only the line is known that the server looked at.
    void file
      ?.slice(0, shownBytes)
      .arrayBuffer()
      .then((bytes) => here && setStart(bytes))
      .catch(() => undefined)
    return () => {
      here = false
    }
  }, [file])
  const line = problem.why.values?.['shows']
  const shown =
    start !== null
      ? firstLines(start, encoding)
      : encoding === offered(problem) && typeof line === 'string'
        ? line
        : null
  return (
    <div className="encoding">
      <label>
        <span className="label">{t('encoding')}</span>
        <select
          className="pick"
          value={encoding}
          onChange={(event) => setEncoding(others.find((one) => one === event.target.value) ?? encoding)}
        >
          {others.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </label>
      {shown === null ? null : (
        <figure>
          <figcaption className="label">{t('readsSo')}</figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by key too */}
          <pre dir="auto" tabIndex={0}>
            {shown}
          </pre>
        </figure>
      )}
      <Button look="primary" onClick={() => onRead(encoding)}>
        {t('readSo')}
      </Button>
    </div>
  )
}
