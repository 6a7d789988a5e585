/** The vision canvases of a snapshot: looked at one by one, and taken away as a picture or a drawing. */
import { drawCanvas } from '@tablee/shared/canvas-svg/svg'
import { drawingWords } from '@tablee/shared/canvas-svg/words'
import { canvasOf, type SnapshotCanvas } from '@tablee/shared/snapshot/shapes'
import type { SnapshotBoard } from '@tablee/shared/snapshot/structure'
import { wholeCanvas } from '@tablee/shared/view/canvas'
import type { ViewShapes } from '@tablee/shared/view/shapes'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { pngOf, saveBlob, svgFile } from '../ui/picture.ts'
import { canvasMessages } from './messages/index.ts'
import type { Read } from './data.ts'
import type { BoardName } from './props.ts'

export type PhotoOf = (board: string, hash: string) => Promise<string | null>
type Board = SnapshotBoard & { readonly canvas: SnapshotCanvas }
const noPhotos: ReadonlyMap<string, string> = new Map()

export function Canvases({
  read,
  name,
  nameOf,
  photo,
}: {
  read: Read
  /** What the files are called, without ending. */
  name: string
  nameOf: BoardName
  photo: PhotoOf
}) {
  const t = useT(canvasMessages)
  const boards = read.snapshot.boards.flatMap((one): Board[] =>
    one.canvas === undefined ? [] : [{ ...one, canvas: one.canvas }],
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const board = boards.find((one) => one.id === chosen) ?? boards[0]
  if (board === undefined) return null
  return (
    <section className="section canvases" aria-labelledby="canvas-title">
      <div className="with">
        <h2 id="canvas-title">{t('title')}</h2>
        {boards.length > 1 ? (
          <label>
            <span className="label">{t('which')}</span>
            <select className="pick" value={board.id} onChange={(event) => setChosen(event.target.value)}>
              {boards.map((one) => (
                <option key={one.id} value={one.id}>
                  {nameOf(one.id)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
      <One
        key={board.id}
        board={board}
        texts={read.texts}
        title={nameOf(board.id)}
        name={boards.length > 1 ? `${name}-${board.number}-${board.session}` : name}
        photo={photo}
      />
    </section>
  )
}

function One({
  board,
  texts,
  title,
  name,
  photo,
}: {
  board: Board
  texts: ReadonlyMap<string, string>
  title: string
  name: string
  photo: PhotoOf
}) {
  const t = useT(canvasMessages)
  const { language } = useLanguage()
  const { id, canvas, lang } = board
  const [photos, setPhotos] = useState(noPhotos)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  /** Something was written there, and its words are not in what was handed out. */
  const gone = useMemo(
    () => canvas.shapes.flatMap(({ text }) => (text === null || texts.has(text) ? [] : [text])),
    [canvas, texts],
  )
  const said = t('gone')
  const shapes = useMemo(
    () => wholeCanvas(canvasOf(canvas, new Map([...texts, ...gone.map((digest) => [digest, said] as const)]))),
    [canvas, texts, gone, said],
  )
  useEffect(() => {
    let here = true
    void Promise.all(canvas.photos.map(async (hash) => [hash, await photo(id, hash)] as const)).then((found) => {
      if (here) setPhotos(new Map(found.flatMap(([hash, url]) => (url === null ? [] : [[hash, url] as const]))))
    })
    return () => {
      here = false
    }
  }, [id, canvas, photo])
  const draw = useMemo(() => {
    const words = drawingWords(language)
    return (ground: 'page' | 'file') =>
      drawCanvas(shapes, { ...words, spoken: lang, title, ground, photo: (hash) => photos.get(hash) ?? null })
  }, [shapes, language, lang, title, photos])
  const into = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parsed = new DOMParser().parseFromString(draw('page').svg, 'image/svg+xml').documentElement
    if (parsed.localName === 'svg') into.current?.replaceChildren(document.importNode(parsed, true))
  }, [draw])

  async function save() {
    if (busy) return
    setBusy(true)
    const { svg, box } = draw('file')
    const picture = await pngOf(svg, box).catch(() => null)
    setBusy(false)
    setFailed(picture === null)
    if (picture !== null) saveBlob(picture, `${name}.png`)
  }

  return (
    <>
      <p className="meta">{t('about')}</p>
      {gone.length > 0 ? (
        <p className="meta">
          <b>{t('goneN', { n: gone.length })}</b> {t('goneWhy')}
        </p>
      ) : null}
      {/* A drawing wider than the page is scrolled by the arrow keys too. */}
      <div className="canvas-shown" tabIndex={0} role="group" aria-label={title}>
        <div role="img" aria-label={t('title')} ref={into} />
      </div>
      <ul className="away">
        {inOrder(shapes).map(({ key, kind, text, of }) => (
          <li key={key} lang={of || lang} dir="auto">
            {kind === '' ? '' : `${drawingWords(language).labels.kinds[kind] ?? kind}: `}
            {text}
          </li>
        ))}
      </ul>
      <ul className="files">
        <li>
          <Button aria-disabled={busy} aria-describedby="help-png" onClick={() => void save()}>
            {busy ? t('drawing') : t('png')}
          </Button>
          <span className="meta" id="help-png">
            {t('pngHelp')}
          </span>
        </li>
        <li>
          <Button aria-describedby="help-svg" onClick={() => saveBlob(svgFile(draw('file').svg), `${name}.svg`)}>
            {t('svg')}
          </Button>
          <span className="meta" id="help-svg">
            {t('svgHelp')}
          </span>
        </li>
      </ul>
      <p className="news" role="status">
        {failed ? t('failed') : ''}
      </p>
    </>
  )
}

/** What people wrote, from the top down: the drawing for anyone who does not see it. */
const inOrder = (shapes: ViewShapes) =>
  Object.entries(shapes)
    .filter(([, { part, text }]) => part === '' && text !== '')
    .sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
    .map(([key, { type, kind, text, lang }]) => ({ key, kind: type === 'element' ? kind : '', text, of: lang }))
