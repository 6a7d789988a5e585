/**
 * The minutes as they are read: by anyone who reads along at the table, and by observers where the table lets them. Blocks
 * in, no editor: nothing here could write.
 */
import './notes.css'
import { mentionMark, type Block } from '@tablee/shared/board/notes/schema'
import { Fragment, type ReactNode } from 'react'
import { direction } from '@tablee/shared/i18n/language'
import { placesIn, type ViewTranslations } from '@tablee/shared/view/translated'
import { Translation } from './translation.tsx'

export type ReadBlock = Pick<Block, 'kind' | 'level' | 'ordinal' | 'text'> & {
  readonly id: string
  /** In the order of their marks; `null` for one that is not shown. */
  readonly mentions: readonly (MentionShown | null)[]
  readonly translations?: ViewTranslations | undefined
}
export type MentionShown = {
  readonly number: string
  readonly wording: string
  readonly lang: string
  /** Said before the wording where the node is gone. */
  readonly gone?: string
  readonly onOpen?: () => void
}

type Run = { readonly list: boolean; readonly blocks: readonly ReadBlock[] }
const inList = ({ kind }: ReadBlock) => kind === 'bullet' || kind === 'ordered'

/** Items that follow one another are one list. */
function runsOf(blocks: readonly ReadBlock[]): readonly Run[] {
  const runs: { list: boolean; blocks: ReadBlock[] }[] = []
  for (const block of blocks) {
    const last = runs.at(-1)
    if (last?.list && inList(block)) last.blocks.push(block)
    else runs.push({ list: inList(block), blocks: [block] })
  }
  return runs
}

export function NotesView({
  blocks,
  lang,
  label,
  renderAside,
}: {
  blocks: readonly ReadBlock[]
  lang: string
  label: string
  /** Stands in the margin of a block. */
  renderAside?: (id: string) => ReactNode
}) {
  return (
    <article className="minutes read" lang={lang} dir={direction(lang)} aria-label={label}>
      {runsOf(blocks).map(({ list, blocks: run }) =>
        list ? (
          <ul key={run[0]?.id}>
            {run.map((block) => (
              <li
                key={block.id}
                data-block={block.id}
                data-level={block.level}
                className={renderAside?.(block.id) ? 'has-words' : undefined}
              >
                <span className="bullet" aria-hidden={block.kind === 'bullet'}>
                  {block.kind === 'bullet' ? '•' : block.ordinal === null ? '' : `${block.ordinal}.`}
                </span>
                <span>
                  {renderAside?.(block.id)}
                  {textOf(block, lang)}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          run.map((block) => <One key={block.id} block={block} lang={lang} aside={renderAside?.(block.id)} />)
        ),
      )}
    </article>
  )
}

function One({ block, lang, aside }: { block: ReadBlock; lang: string; aside: ReactNode }) {
  const of = { 'data-block': block.id, className: aside ? 'has-words' : undefined }
  const inner = (
    <>
      {aside}
      {textOf(block, lang)}
    </>
  )
  if (block.kind === 'quote')
    return (
      <blockquote>
        <p {...of}>{inner}</p>
      </blockquote>
    )
  if (block.kind !== 'heading') return <p {...of}>{inner}</p>
  if (block.level === 1) return <h3 {...of}>{inner}</h3>
  return block.level === 2 ? <h4 {...of}>{inner}</h4> : <h5 {...of}>{inner}</h5>
}

/** As it was written, and beneath it what it says in the reader's language. */
function textOf({ text, mentions, translations }: ReadBlock, lang: string): ReactNode {
  const mention = (n: number) => <MentionOf mention={mentions[n] ?? null} />
  return (
    <>
      {text.split(mentionMark).map((part, n) => (
        // The parts of one text have no other name than their place in it.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={n}>
          {n === 0 ? null : mention(n - 1)}
          {part}
        </Fragment>
      ))}
      <Translation
        of={{ lang, translations }}
        write={(translated) =>
          placesIn(translated, mentions.length).map((part, n) => (
            // oxlint-disable-next-line react/no-array-index-key
            <Fragment key={n}>{typeof part === 'number' ? mention(part) : part}</Fragment>
          ))
        }
      />
    </>
  )
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text)

function MentionOf({ mention }: { mention: MentionShown | null }) {
  if (mention === null) return <span className="mention hidden">…</span>
  const inner = (
    <>
      {(mention.gone ?? mention.number) ? <b>{mention.gone ?? mention.number}</b> : null}{' '}
      <span lang={mention.lang || undefined} dir={mention.lang ? direction(mention.lang) : undefined}>
        {short(mention.wording)}
      </span>
    </>
  )
  return mention.onOpen ? (
    <a
      className="mention"
      href="#map"
      onClick={(event) => {
        event.preventDefault()
        mention.onOpen?.()
      }}
    >
      {inner}
    </a>
  ) : (
    <span className={mention.gone ? 'mention gone' : 'mention'}>{inner}</span>
  )
}
