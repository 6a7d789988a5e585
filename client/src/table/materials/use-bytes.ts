import { useEffect, useState } from 'react'

/** The bytes of slides or a leaflet; null while they are not here. `broken`: they cannot be loaded, or not be shown. */
export function useBytes(address: string | null): {
  readonly bytes: Blob | null
  readonly broken: boolean
  readonly onBroken: () => void
} {
  const [bytes, setBytes] = useState<Blob | null>(null)
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    if (address === null) return
    let left = false
    setBroken(false)
    fetch(address)
      .then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error('not there'))))
      .then((blob) => left || setBytes(blob))
      .catch(() => left || setBroken(true))
    return () => {
      left = true
    }
  }, [address])
  return { bytes, broken, onBroken: () => setBroken(true) }
}
