/** Photos of a board on their way to the server and back: sent when there is a connection, shown from here until then. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ClientProblem } from '../../link/api.ts'
import { dataUrl } from '../../ui/picture.ts'
import type { CanvasPort } from './port.ts'
import { photoStorage, reencode, type Photo, type PhotoProblem } from './photos.ts'

export type Photos = {
  /** Draws it anew and keeps it; the answer can be put on the canvas at once. */
  readonly take: (file: Blob) => Promise<Photo | PhotoProblem>
  readonly picture: (hash: string) => Promise<string | null>
  readonly waiting: number
  /** Is what waits on this device's disk, and not only in this page? */
  readonly onDisk: boolean
  readonly problem: ClientProblem | null
  readonly understood: () => void
}

export function usePhotos(board: string, port: CanvasPort, live: boolean): Photos {
  const storage = useMemo(() => photoStorage(), [])
  const pictures = useRef(new Map<string, Promise<string | null>>())
  const [waiting, setWaiting] = useState(0)
  const [onDisk, setOnDisk] = useState(true)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const sending = useRef(false)

  const send = useCallback(async () => {
    if (sending.current) return
    sending.current = true
    try {
      for (const photo of await storage.all(board)) {
        const answer = await port.send(photo.bytes)
        if (!answer.ok && (answer.problem.code === 'offline' || answer.problem.code === 'timeout')) break
        // What the server does not take, it will not take later either.
        if (!answer.ok) setProblem(answer.problem)
        await storage.gone(photo.hash)
      }
    } finally {
      sending.current = false
      setWaiting((await storage.all(board)).length)
    }
  }, [storage, port, board])

  useEffect(() => {
    void storage.all(board).then((all) => {
      setWaiting(all.length)
      if (live && all.length > 0) void send()
    })
  }, [storage, board, live, send])

  const take = useCallback(
    async (file: Blob) => {
      const photo = await reencode(file)
      if (typeof photo === 'string') return photo
      setOnDisk(await storage.keep({ board, hash: photo.hash, bytes: photo.bytes, type: photo.type }))
      pictures.current.set(photo.hash, dataUrl(new Blob([photo.bytes], { type: photo.type })))
      setWaiting((n) => n + 1)
      if (live) void send()
      return photo
    },
    [storage, board, live, send],
  )

  const picture = useCallback(
    (hash: string) => {
      const known = pictures.current.get(hash)
      if (known) return known
      const asked = storage.all(board).then(async (all) => {
        const own = all.find((one) => one.hash === hash)
        const found = own ? await dataUrl(new Blob([own.bytes], { type: own.type })) : await port.photo(hash)
        if (found === null) pictures.current.delete(hash) // asked again when somebody looks again
        return found
      })
      pictures.current.set(hash, asked)
      return asked
    },
    [storage, board, port],
  )

  return { take, picture, waiting, onDisk, problem, understood: () => setProblem(null) }
}
