/** What a code said before: each of its versions, the newest first, with only what was otherwise then. */
import type { CodeTold } from '@tablee/shared/wire/codebook'
import { useT } from '../i18n/index.tsx'
import { codingMessages } from './messages/index.ts'
import { nameOf } from './told.ts'

type Text = CodeTold['earlier'][number]
const parts = ['definition', 'includes', 'excludes'] as const

export function Versions({ code }: { code: CodeTold }) {
  const t = useT(codingMessages)
  if (code.earlier.length === 0) return null
  const first = code.version - code.earlier.length
  /** What came after it: the next version, or what stands now. */
  const after = (at: number): Text => code.earlier[at + 1] ?? code
  const all = code.earlier.map((text, at) => ({ text, n: first + at, next: after(at) })).toReversed()
  return (
    <details className="versions">
      <summary>{t('saidBefore', { n: all.length })}</summary>
      <ol>
        {all.map(({ text, n, next }) => (
          <li key={n}>
            <span className="meta">{t('versionN', { n })}</span>{' '}
            {text.name === next.name ? null : <b dir="auto">{nameOf(text)}</b>}
            {parts.map((part) =>
              text[part] === next[part] ? null : (
                <p key={part}>
                  <span className="meta">{t(part)}</span>{' '}
                  <bdi>{text[part] === null ? '▒▒▒' : text[part] === '' ? '–' : text[part]}</bdi>
                </p>
              ),
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
